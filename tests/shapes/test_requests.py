"""Requests become questions, or are refused field by field."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidelight.core.dates import PartialDate
from sidelight.errors import EntryInvalidError, RequestInvalidError
from sidelight.shapes.requests import (
    BodyShape,
    ExplainShape,
    Listing,
    ListingShape,
    Options,
    OptionsShape,
    QueryShape,
    Question,
    read_request,
)
from sidelight.shapes.strict import Strict

TEXT = {"text": "The bridge was painted green."}
URL = {"url": "https://news.example/"}
_KEYS = st.text() | st.sampled_from(["text", "passages", "kinds", "url", "entry"])
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(_KEYS, inner),
)


def refusal(shape: Strict, data: object, makes: type = Question) -> dict[str, list[str]]:
    with pytest.raises(RequestInvalidError) as refused:
        read_request(shape, data, makes)
    return refused.value.fields


class TestBody:
    @pytest.mark.parametrize("body", [[], "text", 7, None])
    def test_what_is_no_object_is_refused_in_words_of_json(self, body: object) -> None:
        assert refusal(BodyShape(), body) == {"": ['a JSON object is wanted here: send {"text": "…"}']}

    def test_all_that_is_known_becomes_the_question(self) -> None:
        body = {
            **TEXT, **URL, "title": " Paint ", "published": "2024-03", "modified": "2024-03-09", "language": "EN-gb",
            "as_of": "2024-05-01", "kinds": ["figure", "label"], "packs": ["starter"], "lang": "ru",
        }  # fmt: skip

        asked = read_request(BodyShape(), body, Question).asked

        assert (asked.text, asked.url, asked.title) == (TEXT["text"], URL["url"], "Paint")
        assert (asked.published, asked.modified) == (PartialDate.parse("2024-03"), PartialDate.parse("2024-03-09"))
        assert (asked.language, asked.as_of, asked.lang) == ("en", date(2024, 5, 1), "ru")
        assert (asked.kinds, asked.packs) == (frozenset({"figure", "label"}), frozenset({"starter"}))

    def test_a_passage_without_a_role_is_body(self) -> None:
        body = {"passages": [{"text": "One."}, {"role": "headline", "text": "Two."}]}

        assert read_request(BodyShape(), body, Question).asked.passages == (("body", "One."), ("headline", "Two."))

    @pytest.mark.parametrize(
        ("body", "place"),
        [
            ({**TEXT, "tittle": "x"}, "tittle"),
            ({"text": 7}, "text"),
            ({"html": ["<p>"]}, "html"),
            ({"passages": {"text": "x"}}, "passages"),
            ({"passages": ["x"]}, "passages[0]"),
            ({"passages": [{"text": "x"}, {"role": "body"}]}, "passages[1].text"),
            ({"passages": [{"text": None}]}, "passages[0].text"),
            ({"passages": [{"text": "x", "role": "lead"}]}, "passages[0].role"),
            ({"passages": [{"text": "x", "role": ["body"]}]}, "passages[0].role"),
            ({"passages": [{"text": "x", "start": 0}]}, "passages[0].start"),
            ({**TEXT, "title": "x" * 2001}, "title"),
            ({**TEXT, "language": "english"}, "language"),
            ({**TEXT, "language": "en_GB"}, "language"),
            ({**TEXT, "published": "26 March 2024"}, "published"),
            ({**TEXT, "published": "2024-02-30"}, "published"),
            ({**TEXT, "as_of": "2024"}, "as_of"),
            ({**TEXT, "lang": "de"}, "lang"),
            ({**TEXT, "kinds": "figure"}, "kinds"),
            ({**TEXT, "kinds": []}, "kinds"),
            ({**TEXT, "kinds": ["rumour"]}, "kinds[0]"),
            ({**TEXT, "packs": ["../starter"]}, "packs[0]"),
            ({"url": ""}, "url"),
            ({"url": 7}, "url"),
            ({"url": "https://news.example/" + "x" * 2048}, "url"),
            ({**TEXT, "url": "javascript:alert(1)"}, "url"),
            ({**TEXT, "url": "https://user:word@news.example/"}, "url"),
        ],
        ids=str,
    )  # fmt: skip
    def test_what_breaks_the_contract_is_named_by_its_place(self, body: dict[str, Any], place: str) -> None:
        assert list(refusal(BodyShape(), body)) == [place]

    @pytest.mark.parametrize("body", [{}, {"title": "x"}, {"text": None}, {**TEXT, "html": "<p>"}, None, 7, "x", []])
    def test_a_body_that_asks_nothing_or_too_much_is_refused(self, body: object) -> None:
        refusal(BodyShape(), body)

    def test_halves_of_surrogate_pairs_keep_their_place(self) -> None:
        asked = read_request(BodyShape(), {"text": "a\ud800b\udfffc"}, Question).asked

        assert asked.text == "a�b�c"

    @given(ANY_JSON)
    def test_any_json_is_read_or_refused(self, body: object) -> None:
        with suppress(RequestInvalidError, EntryInvalidError):
            assert isinstance(read_request(ExplainShape(), body, Question), Question)


class TestExplain:
    def test_an_id_names_a_saved_entry(self) -> None:
        assert read_request(ExplainShape(), {**TEXT, "entry": "old-pier"}, Question).entry == "old-pier"

    def test_a_mapping_is_an_unsaved_entry(self) -> None:
        entry = {"id": "old-pier", "kind": "background"}

        question = read_request(ExplainShape(), {**TEXT, "entry": entry}, Question)

        assert getattr(question.entry, "id", None) == "old-pier"

    def test_an_unsaved_entry_that_is_wrong_is_refused_place_by_place(self) -> None:
        with pytest.raises(EntryInvalidError) as refused:
            read_request(ExplainShape(), {**TEXT, "entry": {"id": "Old Pier", "kind": "pier"}}, Question)

        assert {place for place, _ in refused.value.problems} == {"id", "kind"}


class TestQueries:
    def test_lists_are_written_with_commas(self) -> None:
        asked = read_request(QueryShape(), {**URL, "kinds": "figure, label", "packs": "starter"}, Question).asked

        assert (asked.kinds, asked.packs) == (frozenset({"figure", "label"}), frozenset({"starter"}))

    @pytest.mark.parametrize(
        ("query", "place"),
        [
            ({}, "url"),
            ({**URL, "text": "x"}, "text"),
            ({**URL, "kinds": ""}, "kinds"),
            ({**URL, "include": "html"}, "include"),
        ],
        ids=str,
    )
    def test_what_breaks_the_contract_is_named(self, query: dict[str, str], place: str) -> None:
        assert list(refusal(QueryShape(), query)) == [place]

    @pytest.mark.parametrize(("query", "wanted"), [({}, False), ({"include": "text"}, True)])
    def test_the_text_is_included_when_it_is_asked_for(self, query: dict[str, str], wanted: bool) -> None:
        assert read_request(OptionsShape(), query, Options).include_text is wanted

    def test_a_list_begins_at_the_beginning(self) -> None:
        assert read_request(ListingShape(), {}, Listing) == Listing(limit=50, offset=0)

    @pytest.mark.parametrize("limit", ["0", "501", "-1", "1.5", "", "٣", "1e2", "9" * 5000])
    def test_a_limit_is_a_small_whole_number(self, limit: str) -> None:
        assert list(refusal(ListingShape(), {"limit": limit}, Listing)) == ["limit"]
