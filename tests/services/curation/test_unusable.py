"""An edition of which this version of Sidelight cannot use something, as after an upgrade that tightened a rule."""

from dataclasses import replace

import pytest
from tests.services.curation.desk import Desk, sound_background
from tests.stores import change, forget_how_to_read, publish

from sidelight.core.edition import Edition, make_edition
from sidelight.errors import PackError
from sidelight.services import editions as editions_module
from sidelight.services.curation.errors import CannotError
from sidelight.services.curation.values import Search
from sidelight.services.editions import Editions, stored_editions

WRONG = "the (ministry"


@pytest.fixture
def upgraded(desk: Desk) -> Desk:
    """A desk with a published entry that does not compile; the guard would not have let it pass."""
    number = desk.draft(sound_background(phrases={"en": (WRONG,)}))
    publish(desk.store, change("ports-ministry", 1, number))
    desk.editions.refresh()
    return desk


def test_everybody_who_publishes_is_told_which_entry_it_is_and_what_to_do(upgraded: Desk) -> None:
    upgraded.draft(sound_background("harbour", "old harbour"))

    judged = upgraded.publishing.judge(["harbour"])

    (warned,) = (one for one in judged.warnings if one.code == "left-out")
    assert (judged.objections, warned.entry) == ((), "ports-ministry")
    assert "'ports-ministry' is left out of edition 2" in warned.message
    assert WRONG in warned.message
    assert warned.remedy == "Mend it and publish that, or retire it; until then readers do not meet it."


def test_others_are_published_beside_it(upgraded: Desk) -> None:
    record = upgraded.publish(sound_background("harbour", "old harbour"))

    assert (record.number, upgraded.live("harbour").revision) == (3, 1)


def test_the_record_tells_of_the_edition_that_is_kept(upgraded: Desk) -> None:
    record = upgraded.publish(sound_background("harbour", "old harbour"))

    number, packs, _ = upgraded.store.editions.live_packs()
    kept = make_edition(packs, number=number)
    assert (record.number, record.sha256, record.entries) == (number, kept.sha256, len(kept.entries))
    assert "ports-ministry" in kept.entries


def test_what_was_judged_beside_it_is_not_compiled_again(upgraded: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[Edition] = []
    monkeypatch.setattr(editions_module, "sound_part", compiled.append)

    upgraded.publish(sound_background("harbour", "old harbour"))

    assert compiled == []
    assert list(upgraded.editions.left_out) == ["ports-ministry"]
    assert "ports-ministry" not in upgraded.editions.current.edition.entries


@pytest.fixture
def unread(desk: Desk) -> Desk:
    """A desk with a published entry of a form that cannot be read."""
    forget_how_to_read(desk.store, "ports-ministry")
    return Desk(desk.store)


def test_an_entry_that_cannot_even_be_read_is_retired(unread: Desk) -> None:
    before = dict(unread.editions.left_out)

    record = unread.publishing.retire("ports-ministry", by="ruth", reason="cannot be read")

    assert list(before) == ["ports-ministry"]
    assert (record.number, record.changes[0].entry, dict(unread.editions.left_out)) == (2, "ports-ministry", {})
    assert unread.store.entries.standing("ports-ministry").status == "retired"


def test_what_cannot_be_read_is_named_beside_what_is_found_and_no_export_is_without_it(unread: Desk) -> None:
    found = unread.entries.search(Search())

    assert (found.total, len(found.entries), list(found.unread)) == (4, 3, ["ports-ministry"])
    with pytest.raises(CannotError, match="cannot read the entry 'ports-ministry'"):
        unread.entries.export("test", live=False)


def test_an_entry_that_cannot_even_be_read_is_told_too_and_others_are_published(unread: Desk) -> None:
    upgraded = unread
    upgraded.draft(sound_background("harbour", "old harbour"))

    judged = upgraded.publishing.judge(["harbour"])
    record = upgraded.publish(sound_background("harbour", "old harbour", title={"en": "Harbour"}))

    (warned,) = judged.warnings
    assert (warned.code, warned.entry) == ("left-out", "ports-ministry")
    assert warned.remedy.startswith("It cannot be opened here: retire it, or go back to the version")
    assert (record.number, list(upgraded.editions.left_out)) == (2, ["ports-ministry"])


def test_it_is_mended_and_published(upgraded: Desk) -> None:
    record = upgraded.publish(sound_background(title={"en": "Mended"}))

    assert (record.number, upgraded.live("ports-ministry").revision, dict(upgraded.editions.left_out)) == (3, 3, {})


def test_it_is_tried_on_the_corpus_while_it_is_mended(upgraded: Desk) -> None:
    upgraded.save("The Ministry of Ports said so.")

    (found,) = upgraded.corpus.hits(sound_background())

    assert [hit.change for hit in found.hits] == ["new"]


def test_it_is_retired(upgraded: Desk) -> None:
    upgraded.publishing.retire("ports-ministry", by="ruth", reason="cannot be mended")

    assert upgraded.store.entries.entry("ports-ministry").status == "retired"
    assert dict(upgraded.editions.left_out) == {}


def test_a_server_starts_on_it(upgraded: Desk) -> None:
    editions = Editions.of(stored_editions(upgraded.store.editions))

    assert "tarn-toll" in editions.current.edition.entries
    assert list(editions.left_out) == ["ports-ministry"]


def test_an_edition_that_cannot_be_used_at_all_is_named_with_the_reason(desk: Desk) -> None:
    number = desk.draft(sound_background("harbour", "old harbour"))
    publish(desk.store, change("harbour", None, number))
    desk.editions._source = replace(stored_editions(desk.store.editions), load=_broken)

    with pytest.raises(CannotError, match=r"edition 2 cannot be used by this version .*: a pack cannot be read"):
        desk.publish(sound_background(title={"en": "Anew"}))


def _broken() -> Edition:
    raise PackError("a pack cannot be read")
