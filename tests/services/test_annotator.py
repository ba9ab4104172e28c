"""The main use case: every form of an article, limits, drafts."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import TODAY, background, day, label, pack, ranking, toll

from sidelight.adapters.cache.null import NullCache
from sidelight.adapters.cache.turns import ThreadTurns
from sidelight.adapters.extract.page import extract
from sidelight.adapters.fetch.off import FetchOff
from sidelight.adapters.fetch.urls import clean_url
from sidelight.core.annotation import AnnotationPage
from sidelight.core.edition import make_edition
from sidelight.errors import EntryNotFoundError, FetchError, NoArticleError, RequestInvalidError
from sidelight.services.annotator import Annotator, Limits
from sidelight.services.asked import Asked
from sidelight.services.editions import Editions
from sidelight.services.pages import Keep, Pages

WORDS = st.sampled_from(
    ["The Tarn quake", "killed 52 people.", "Petrel Cargo", "is a closed carrier.", "Since 1988", "ships", "a & b < c"]
)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5)
EDITIONS = Editions(make_edition([pack(toll(), ranking(), label(), background())]))


def annotator(limits: Limits | None = None) -> Annotator:
    keep = Keep(cache=NullCache(), turns=ThreadTurns(), secret=b"secret")
    pages = Pages(fetcher=FetchOff(), extract=extract, clean=clean_url, keep=keep)
    return Annotator(editions=EDITIONS, pages=pages, extract=extract, today=lambda: TODAY, limits=limits or Limits())


@pytest.fixture
def main() -> Annotator:
    return annotator()


def triples(page: AnnotationPage) -> list[tuple[str, str, str]]:
    return [(item.entry.id, item.selectors.exact, item.finding) for item in page.items]


@given(PARAGRAPHS)
def test_html_gives_what_its_passages_give(paragraphs: list[str]) -> None:
    body = "".join(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>" for text in paragraphs)
    html = f"<html lang=en><title>Quakes</title><body><article><h1>Quakes</h1>{body}</article></body></html>"
    asking = annotator()

    of_html = asking.annotate(Asked(html=html, published=day("2021-05-06")))
    passages = tuple((p.role, p.text) for p in of_html.article.passages)
    asked = Asked(passages=passages, title=of_html.article.title, language="en", published=day("2021-05-06"))
    of_passages = asking.annotate(asked)

    assert of_passages.article.text == of_html.article.text
    assert of_passages.items == of_html.items


@given(st.text(max_size=400))
def test_any_text_is_answered_and_every_quote_stands_at_its_position(noise: str) -> None:
    text = f"{noise}\n\nThe Tarn quake killed at least 52 people.\n\n{noise}"

    page = annotator().annotate(Asked(text=text, published=day("2021-05-06"), language="en"))

    assert page.article.text == text
    assert all(text[i.selectors.start : i.selectors.end] == i.selectors.exact for i in page.items)


def test_text_without_blank_lines_is_cut_at_each_newline(main: Annotator) -> None:
    by_lines = main.read(Asked(text="One.\nTwo.\nThree."))
    by_blank_lines = main.read(Asked(text="One.\nstill one.\n\nTwo."))

    assert [p.text for p in by_lines.passages] == ["One.", "Two.", "Three."]
    assert [p.text for p in by_blank_lines.passages] == ["One.\nstill one.", "Two."]


def test_what_stands_before_the_first_paragraph_of_a_text_may_be_no_prose(main: Annotator) -> None:
    paragraph = "The quake struck the valley before dawn. " * 5
    front = ("Support the paper!", "Quake strikes the valley of Tarn", "A. Photographer.")
    text = "\n\n".join((*front, paragraph, "A last short line"))

    copied = main.read(Asked(text=text))
    short = main.read(Asked(text="12 dead in Tarn earthquake\n\nThe search goes on."))

    assert [p.role for p in copied.passages] == ["caption", "headline", "caption", "body", "body"]
    assert copied.title == "Quake strikes the valley of Tarn"
    assert [p.role for p in short.passages] == ["body", "body"]


def test_what_the_caller_says_goes_before_what_the_page_says(main: Annotator) -> None:
    html = (
        "<html lang=de><title>A</title><meta property='article:published_time' content='2020-01-02'><p>Some text.</p>"
    )

    article = main.read(Asked(html=html, title="B", published=day("2021"), language="en"))

    assert (article.title, str(article.published and article.published.date), article.language) == ("B", "2021", "en")
    assert article.published
    assert article.published.evidence == "given"


def test_what_stands_beyond_the_limits_is_left_out_and_named() -> None:
    text = "The Ministry of Ports spoke.\n" * 10

    by_passages = annotator(Limits(passages=3)).annotate(Asked(text=text))
    by_characters = annotator(Limits(characters=40)).annotate(Asked(text=text))

    assert len(by_passages.article.passages) == 3
    assert [p.text for p in by_characters.article.passages] == ["The Ministry of Ports spoke.", "The Ministr"]
    assert by_passages.partial == by_characters.partial == ("too-long",)


def test_kinds_and_packs_narrow_the_answer(main: Annotator) -> None:
    asked = Asked(text="The Tarn quake killed 52 people, the Ministry of Ports said." + " filler" * 90)

    entries = {
        kind: triples(main.annotate(replace(asked, kinds=frozenset({kind})))) for kind in ("figure", "background")
    }

    assert [entry for entry, _, _ in entries["figure"]] == ["tarn-toll"]
    assert [entry for entry, _, _ in entries["background"]] == ["ports-ministry"]
    assert main.annotate(replace(asked, packs=frozenset({"other"}))).items == ()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"lang": "ru", "accepted": ("en",)}, "ru"),
        ({"accepted": ("de", "ru-RU", "en")}, "ru"),
        ({"language": "ru"}, "ru"),
        ({"language": "de"}, "en"),
        ({}, "en"),
    ],
)
def test_sentences_are_in_the_language_asked_for(main: Annotator, asked: dict[str, object], expected: str) -> None:
    page = main.annotate(Asked(text="The Ministry of Ports spoke.", **asked))  # type: ignore[arg-type]

    assert page.language == expected


def test_an_answer_names_what_it_was_made_from(main: Annotator) -> None:
    checked = main.annotate(Asked(text="Nothing.", as_of=date(2022, 1, 1))).checked

    assert (checked.edition, checked.entries, checked.on, checked.as_of) == (1, 4, date(2022, 1, 1), date(2022, 1, 1))


def test_an_unsaved_entry_can_be_explained(main: Annotator) -> None:
    text = "A closed carrier sank in the harbour." + " filler" * 80

    shown = main.explain(Asked(text=text), background("draft", "harbour"))
    beaten = main.explain(Asked(text=text), background("draft", "carrier~"))

    assert ("selection", True) in {(step.step, step.ok) for step in shown}
    assert any("closed-carrier, which goes first" in step.detail for step in beaten)
    with pytest.raises(EntryNotFoundError):
        main.explain(Asked(text="A closed carrier sank."), "draft")


def test_contradictory_and_empty_questions_are_refused(main: Annotator) -> None:
    with pytest.raises(RequestInvalidError, match="give one of"):
        Asked(text="a", html="b")
    with pytest.raises(RequestInvalidError, match="nothing to annotate"):
        Asked(title="only a title")
    with pytest.raises(NoArticleError):
        main.read(Asked(passages=(("body", ""),)))
    with pytest.raises(FetchError):
        main.read(Asked(url="https://news.example/"))
