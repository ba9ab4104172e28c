"""Claim reviews as publishers write them, read into drafts."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sidelight.core.entry import Entry
from sidelight.services.imports.claim_review import (
    MOST_CLAIM_CHARACTERS,
    MOST_REVIEWS,
    Drafts,
    drafts_of,
)
from sidelight.shapes.entries import entry_from, entry_to

CASES = json.loads((Path(__file__).parent / "claim_reviews.json").read_text(encoding="utf-8"))
JSON = some.recursive(
    some.none() | some.booleans() | some.floats(allow_nan=False) | some.integers() | some.text(max_size=40),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)

FIELDS = ("claimReviewed", "author", "publisher", "url", "datePublished", "reviewRating", "itemReviewed", "inLanguage")


def nothing_there(_: str) -> Entry | None:
    return None


def read(given: Any, page: str | None = None) -> Drafts:
    return drafts_of([given], page=page, find=nothing_there, pack="harbour")


def review(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "claimReviewed": f"Harbour dust melts steel beam {number}",
        "author": "The Courier",
        "url": f"https://courier.example/{number}",
        "reviewRating": {"alternateName": "False"},
    } | more


@pytest.mark.parametrize("case", [c for c in CASES if "summary" in c], ids=lambda case: str(case["name"]))
def test_a_review_becomes_a_draft_that_attributes_the_rating(case: dict[str, Any]) -> None:
    found = read(case["given"], case.get("page"))

    (draft,) = found.entries
    assert draft.summary["en"] == case["summary"]
    assert draft.sources[0].publisher == case["publisher"]
    assert str(draft.sources[0].published or "") == case.get("published", "")
    assert (draft.kind, draft.status, draft.pack) == ("background", "draft", "harbour")
    assert list(draft.summary) == case.get("languages", ["en"])
    assert draft.id == case.get("id", draft.id)
    phrases = next(iter(draft.phrases.values()))
    assert phrases == tuple(case.get("phrases", phrases))


@pytest.mark.parametrize(
    ("claim", "language", "title", "source"),
    [
        (
            "The Selmo had “no” lifeboats.",
            "en",
            "Claim: “The Selmo had ‘no’ lifeboats.”",
            "Review of the claim “The Selmo had ‘no’ lifeboats.”",
        ),
        ("Не было шлюпок", "ru", "Утверждение: «Не было шлюпок»", "Проверка утверждения «Не было шлюпок»"),
        ("Es gab keine Boote", "de", "Claim: “Es gab keine Boote”", "Review of the claim “Es gab keine Boote”"),
    ],
)
def test_the_claim_is_nowhere_told_as_a_fact(claim: str, language: str, title: str, source: str) -> None:
    (draft,) = read(review(claimReviewed=claim, inLanguage=language)).entries

    assert draft.title == {language: title}
    assert draft.sources[0].title == source
    assert draft.examples[0].text == claim


def test_a_review_that_has_a_headline_is_cited_by_it() -> None:
    (draft,) = read(review(headline="Were there lifeboats?")).entries

    assert draft.sources[0].title == "Were there lifeboats?"


@pytest.mark.parametrize("case", [c for c in CASES if "refused" in c], ids=lambda case: str(case["name"]))
def test_a_review_that_lacks_something_is_listed_with_what_it_lacks(case: dict[str, Any]) -> None:
    found = read(case["given"])

    assert not found.entries
    (refused,) = found.refused
    assert case["refused"] in refused.message


def test_one_bad_review_does_not_stop_the_others() -> None:
    found = read([review(1), {"@type": "ClaimReview"}, review(2)])

    assert len(found.entries) == 2
    assert [refused.number for refused in found.refused] == [2]


def test_an_id_that_is_taken_by_something_else_gets_a_number() -> None:
    first = read(review(1)).entries[0]
    other = read(review(1, url="https://elsewhere.example/")).entries[0]

    found = drafts_of([review(1)], find={first.id: other}.get)

    assert [draft.id for draft in found.entries] == [f"{first.id}-2"]


def test_a_review_that_is_here_already_is_named_and_not_made_again() -> None:
    first = read(review(1)).entries[0]

    found = drafts_of([[review(1), review(2)]], find={first.id: first}.get)

    assert found.here == (first.id,)
    assert len(found.entries) == 1


def test_the_same_review_twice_on_one_page_is_one_draft() -> None:
    found = read([review(1), review(1), review(1, extra="said otherwise")])

    assert len(found.entries) == 1
    assert not found.here


def test_reviews_beyond_the_most_are_counted_and_left_out() -> None:
    found = read([review(number) for number in range(MOST_REVIEWS + 3)])

    assert MOST_REVIEWS == 500
    assert len(found.entries) == MOST_REVIEWS
    assert found.left_out == 3


def test_a_very_long_claim_is_cut_at_a_word() -> None:
    (draft,) = read(review(claimReviewed="the harbour dust " * 200, inLanguage="en")).entries

    claim = draft.title["en"].removeprefix("Claim: “").removesuffix("”")
    assert len(claim) <= MOST_CLAIM_CHARACTERS
    assert claim.removesuffix("…").split()[-1] in {"the", "harbour", "dust"}


@given(some.fixed_dictionaries({"@type": some.just("ClaimReview")}, optional=dict.fromkeys(FIELDS, JSON)), JSON)
def test_whatever_publishers_write_nothing_breaks_and_every_draft_keeps_the_contract(node: Any, extra: Any) -> None:
    found = read([node, review(1) | {"claimReviewed": extra}, {"x": [extra]}])

    for draft in found.entries:
        assert entry_from(entry_to(draft), pack="harbour") == draft


@given(some.text(min_size=1, max_size=300))
def test_whatever_the_claim_says_the_draft_keeps_the_contract_and_its_phrases_compile(claim: str) -> None:
    for draft in read(review(claimReviewed=claim)).entries:
        assert entry_from(entry_to(draft), pack="harbour") == draft
