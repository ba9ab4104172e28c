"""Scope: about, not about, dates, sites, roles."""

import pytest
from tests.factories import article, background, cues, day, found, matcher

from sidelight.core.entry import Clause, Scope


def shown(scope: Scope, *blocks: object, **more: object) -> bool:
    compiled = matcher(background("ports", "Ministry of Ports", scope=scope))
    return bool(found(compiled, article(*blocks, **more)))  # type: ignore[arg-type]


ABOUT_SHIPS = Scope(about=Clause(any=cues("ship~", "harbour~")))


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param(("The Ministry of Ports spoke.", "Ships waited."), True, id="cue in another passage"),
        pytest.param(("The Ministry of Ports spoke.",), False, id="no cue"),
        pytest.param(("The Ministry of Ports spoke.", ("notice", "Ships waited.")), False, id="cue in a notice"),
        pytest.param((("notice", "The Ministry of Ports counts ships."),), True, id="a notice is evidence for itself"),
        pytest.param((("headline", "Ships wait"), "The Ministry of Ports spoke."), True, id="cue in the headline"),
    ],
)
def test_an_article_cue_stands_between_headline_and_list(blocks: tuple[object, ...], expected: bool) -> None:
    assert shown(ABOUT_SHIPS, *blocks) is expected


def test_the_title_is_evidence_but_never_a_target() -> None:
    assert shown(ABOUT_SHIPS, "The Ministry of Ports spoke.", title="Ships wait")
    assert not shown(ABOUT_SHIPS, "Nothing here.", title="Ships: the Ministry of Ports speaks")


def test_all_cues_of_all_are_needed() -> None:
    scope = Scope(about=Clause(all=cues("ship~", "storm~")))

    assert shown(scope, "The Ministry of Ports kept ships in during the storm.")
    assert not shown(scope, "The Ministry of Ports kept ships in.")


def test_near_bounds_where_a_cue_may_stand() -> None:
    text = ("The Ministry of Ports spoke. Ships waited.", "A storm came.")

    by_sentence = shown(Scope(about=Clause(any=cues("ships"), near="sentence")), *text)
    by_passage = shown(Scope(about=Clause(any=cues("ships"), near="passage")), *text)
    beyond = shown(Scope(about=Clause(any=cues("storm"), near="passage")), *text)

    assert (by_sentence, by_passage, beyond) == (False, True, False)


def test_a_cue_that_is_ruled_out_refuses() -> None:
    scope = Scope(not_about=Clause(any=cues("@other-disasters")))

    assert not shown(scope, "The Ministry of Ports spoke.", "A flood came.")


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2019-12-31", False),
        ("2020-01-01", True),
        ("2020-12-31", True),
        ("2021-01-01", False),
        (None, True),
        ("2020", True),
    ],
)
def test_the_articles_date_bounds_scope_and_an_unknown_date_passes(published: str | None, expected: bool) -> None:
    scope = Scope(published_from=day("2020"), published_to=day("2020"))

    assert shown(scope, "The Ministry of Ports spoke.", published=published) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/a", True),
        ("https://www.news.example/a", True),
        ("https://badnews.example/a", False),
        ("https://[broken", False),
        (None, False),
    ],
)
def test_an_unknown_site_fails(url: str | None, expected: bool) -> None:
    assert shown(Scope(sites=("news.example",)), "The Ministry of Ports spoke.", url=url) is expected


def test_a_title_beside_another_headline_is_evidence_too() -> None:
    assert shown(ABOUT_SHIPS, ("headline", "Live updates"), "The Ministry of Ports spoke.", title="Ships wait")
