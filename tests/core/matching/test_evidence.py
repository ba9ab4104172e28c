"""Cues near a mention: which of them decide, and how near each must stand."""

import pytest
from tests.factories import article, cues, found, label, pack

from sidelight.core.edition import make_edition
from sidelight.core.entry import Clause, Cue, Phrases, Scope
from sidelight.core.matching.matcher import Matcher, compile_matcher

SETS: dict[str, Phrases] = {
    "zembla": {"en": ("Zembla | Zemblan | Tarn",)},
    "naming": {"en": ("ministry | register~ | named",)},
    "other-laws": {"en": ("Ruritania | Ruritanian",)},
}


def compiled(scope: Scope) -> Matcher:
    return compile_matcher(make_edition([pack(label(scope=scope), cue_sets=SETS)]))


LABEL = compiled(
    Scope(
        about=Clause(any=cues("@zembla"), all=(Cue(cue_set="naming", near="sentence"),)),
        not_about=Clause(any=cues("@other-laws")),
    )
)


def told(*blocks: str, title: str | None = None) -> bool:
    return bool(found(LABEL, article(*blocks, "filler " * 50, title=title, published="2021-05-06")))


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param(("The ministry named a closed carrier.", "It sails from Zembla."), True, id="each near enough"),
        pytest.param(("Zembla has a ministry. A closed carrier sank.",), False, id="one in another sentence"),
        pytest.param(("In Zembla a closed carrier sank.",), False, id="one missing"),
        pytest.param(("In Zembla a 'closed carrier' sank.",), True, id="in quotation marks, so called that"),
        pytest.param(("The ministry named Petrel Cargo a closed carrier.",), True, id="its own subject is evidence"),
        pytest.param(("The ministry named it a closed carrier.",), False, id="nothing tells of which country"),
    ],
)
def test_a_cue_may_have_a_nearness_of_its_own(blocks: tuple[str, ...], expected: bool) -> None:
    assert told(*blocks) is expected


@pytest.mark.parametrize(
    ("blocks", "title", "expected"),
    [
        pytest.param(("Ruritania copied Zembla's closed carrier register.",), None, True, id="qualified by its own"),
        pytest.param(("Ruritania opened a register of closed carriers, a Tarn paper wrote.",), None, False, id="not"),
        pytest.param(("Zembla named a Ruritanian closed carrier.",), None, False, id="qualified by the other"),
        pytest.param(
            ("The ministry of Zembla named a closed carrier.", "Ruritania waits."), None, True, id="elsewhere"
        ),
        pytest.param(
            ("Ruritania has a register. Zembla's ministry named a closed carrier.",), None, True, id="its own sentence"
        ),
        pytest.param(
            ("Zembla is far.", "Ruritania votes. The ministry named a closed carrier."), None, False, id="other nearer"
        ),
        pytest.param(("The ministry named a closed carrier.",), "Ruritania and Zembla", True, id="own later in title"),
        pytest.param(("The ministry named a closed carrier.",), "Zembla and Ruritania", False, id="other later in it"),
    ],
)
def test_of_two_countries_the_one_nearer_to_a_label_is_meant(
    blocks: tuple[str, ...], title: str | None, expected: bool
) -> None:
    assert told(*blocks, title=title) is expected


def test_a_ruled_out_cue_that_must_stand_in_the_sentence_is_harmless_elsewhere() -> None:
    scope = Scope(not_about=Clause(any=(Cue(cue_set="other-laws", near="sentence"),)))
    here, elsewhere = article("A closed carrier of Ruritania sank."), article("A closed carrier sank.", "Ruritania.")

    shown = [bool(found(compiled(scope), of)) for of in (here, elsewhere)]

    assert shown == [False, True]
