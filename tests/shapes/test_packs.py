from typing import Any

import pytest

from sidelight.errors import PackError
from sidelight.shapes.packs import cues_from, pack_from, pack_to

HEAD = {
    "id": "harbours",
    "title": "Harbours of Westmark",
    "licence": "CC0-1.0",
    "maintainers": ["Port desk"],
    "contact": "desk@example.org",
}


def test_the_head_of_a_pack_is_read_and_written_back() -> None:
    pack = pack_from(HEAD)

    assert (pack.id, pack.maintainers, pack.entries) == ("harbours", ("Port desk",), ())
    assert pack_to(pack) == HEAD


def test_a_title_per_language_gives_the_english_one() -> None:
    pack = pack_from({**HEAD, "title": {"ru": "Порты", "en": "Harbours"}})

    assert pack.title == "Harbours"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({**HEAD, "license": "CC0"}, "did you mean 'licence'?"),
        ({"id": "harbours", "title": "Harbours"}, "licence: is missing"),
        ({**HEAD, "id": "Har bours"}, "is not an id"),
        ({**HEAD, "title": 7}, "put it in quotes"),
        ([HEAD], "a mapping is wanted here"),
    ],
)
def test_a_head_that_does_not_name_a_pack_is_refused(data: Any, says: str) -> None:
    with pytest.raises(PackError) as refused:
        pack_from(data)

    assert says in refused.value.detail


def test_a_broken_cue_set_leaves_the_others() -> None:
    sets, problems = cues_from({"fires": {"en": ["fire~"]}, "storms": ["gale"], "Bad Name": ["x"], "floods": {"en": 7}})

    assert sets == {"fires": {"en": ("fire~",)}, "storms": {"en": ("gale",)}}
    assert [place for place, _ in problems] == ["'Bad Name'", "floods.en"]


def test_cue_sets_without_names_are_refused() -> None:
    sets, ((place, message),) = cues_from(["fire~"])

    assert (sets, place) == ({}, "")
    assert "named cue sets are wanted, not a list" in message
