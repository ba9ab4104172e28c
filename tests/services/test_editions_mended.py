"""Editions of which something could not be used, until somebody mends it or goes back."""

from dataclasses import replace

from tests.factories import background, cues, pack
from tests.services.test_editions import Source, edition

from sidelight.core.edition import make_edition
from sidelight.core.entry import Clause, Scope
from sidelight.core.matching.matcher import compile_matcher


def test_an_edition_that_could_not_be_used_is_forgotten_when_a_restore_goes_back() -> None:
    source = Source()
    editions = source.opened()
    source.edition, source.broken = edition(2), "a pack cannot be read"
    editions.refresh()
    assert editions.unusable == (2, "a pack cannot be read")

    source.edition, source.broken = edition(1), None
    editions.refresh()

    assert editions.unusable is None
    source.edition = edition(2)
    assert editions.refresh() is True


def test_what_was_left_out_is_tried_again_when_a_cue_set_is_mended() -> None:
    source = Source()
    entry = background("pier", "old pier", scope=Scope(about=Clause(any=cues("@ships"))))
    source.edition = make_edition([pack(entry, background("quay", "long quay"))])
    editions = source.opened()
    assert list(editions.left_out) == ["pier"]

    packs = (pack(background("quay", "long quay"), cue_sets={"ships": {"en": ("ferry",)}}),)
    editions.offer(compile_matcher(make_edition(packs, number=2)))
    source.edition = make_edition([replace(packs[0], entries=(entry, *packs[0].entries))], number=2)
    editions.refresh()

    assert (editions.left_out, sorted(editions.current.edition.entries)) == ({}, ["pier", "quay"])
