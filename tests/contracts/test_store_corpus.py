"""What the store promises of saved articles, on SQLite and on PostgreSQL."""

import hashlib
import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from tests.factories import article
from tests.stores import NOON, act

from sidelight.adapters.store.models import ArticleRow
from sidelight.adapters.store.sql import SqlStore
from sidelight.core.article import Article, article_of_text
from sidelight.services.curation.errors import CorpusFullError, NotKeptError
from sidelight.services.curation.values import SavedArticle


def save(store: SqlStore, saved: Article, *, most: int = 1_000) -> tuple[SavedArticle, bool]:
    sha256 = hashlib.sha256(saved.text.encode("utf-8", "surrogatepass")).hexdigest()
    return store.corpus.save(saved, text_sha256=sha256, most=most, act=act())


def numbers(store: SqlStore, **page: Any) -> list[int]:
    return [saved.id for saved, _ in store.corpus.articles(**page)]


def test_an_article_comes_back_whole(store: SqlStore) -> None:
    whole = article(
        ("headline", "Pier burns"),
        "Nine died.",
        title="Pier burns — ёлка 🎄",
        published="2026-11",
        url="https://a.test/1",
    )

    saved, new = save(store, whole)

    assert new
    assert store.corpus.article(saved.id) == (saved, whole)
    assert (saved.title, saved.url, saved.published) == ("Pier burns — ёлка 🎄", "https://a.test/1", "2026-11")
    assert (saved.characters, saved.act) == (len(whole.text), act())


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b",
        "half \ud83d of a pair",
        "'; DROP TABLE articles; --",
        "𝔘" * 300_000,
        "line\r\nline\u2028line",
        "ё" * 4_000,
    ],
)
def test_a_text_comes_back_to_the_letter(store: SqlStore, text: str) -> None:
    whole = article_of_text(text, url="https://a.test/\x00", title=text[:50])

    saved, _ = save(store, whole)

    assert store.corpus.article(saved.id)[1] == whole


def test_the_same_text_is_kept_once(store: SqlStore, other: SqlStore) -> None:
    first, _ = save(store, article("Nine died.", title="First"))

    again, new = save(other, article("Nine died.", title="Second"))

    assert (again, new, store.corpus.count()) == (first, False, 1)


def test_an_article_without_a_title_goes_by_its_beginning(store: SqlStore) -> None:
    assert save(store, article("Nine died. " * 20))[0].title == ("Nine died. " * 20)[:80]
    assert save(store, article_of_text(""))[0].title == ""


def test_no_more_are_kept_than_may_be_whoever_saves(store: SqlStore, other: SqlStore) -> None:
    refused: list[str] = []

    def fill(opened: SqlStore, name: str) -> None:
        for number in range(4):
            try:
                save(opened, article(f"{name} {number}"), most=5)
            except CorpusFullError as error:
                refused.append(error.detail)

    threads = [threading.Thread(target=fill, args=pair) for pair in ((store, "a"), (other, "b"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (store.corpus.count(), len(refused)) == (5, 3)
    kept = store.corpus.article(numbers(store)[0])[1]
    assert save(store, kept, most=5)[1] is False


def test_what_is_removed_is_gone_and_its_number_is_not_given_again(store: SqlStore) -> None:
    first, _ = save(store, article("One."))
    second, _ = save(store, article("Two."))

    store.corpus.remove(second.id, act=act("ben", "asked to"))

    assert [saved.id for saved in store.corpus.listed(limit=10)] == [first.id]
    assert save(store, article("Two."))[0].id > second.id
    removed = [line for line in store.accounts.audit(limit=10) if line.what == "remove-article"]
    assert [(line.on, line.act.by, line.act.reason) for line in removed] == [(str(second.id), "ben", "asked to")]


def test_what_is_not_there_is_said(store: SqlStore) -> None:
    for number in (0, -1, 1, 2**31, 2**70):
        with pytest.raises(NotKeptError, match=str(number)):
            store.corpus.article(number)
        with pytest.raises(NotKeptError, match=str(number)):
            store.corpus.remove(number, act=act())


def test_they_are_listed_newest_first_in_pages(store: SqlStore) -> None:
    saved = [save(store, article(f"Article {n}."))[0] for n in range(5)]

    assert store.corpus.listed(limit=10) == tuple(reversed(saved))
    assert store.corpus.listed(limit=2, offset=1) == (saved[3], saved[2])
    assert store.corpus.listed(limit=2**70, offset=2**70) == ()


def test_all_are_gone_through_in_order_also_while_others_come_and_go(store: SqlStore, other: SqlStore) -> None:
    ids = [save(store, article(f"Article {n}."))[0].id for n in range(120)]

    walk = store.corpus.articles()
    seen = [next(walk)[0].id for _ in range(10)]
    other.corpus.remove(ids[70], act=act())
    late = save(other, article("Late."))[0].id
    seen += [saved.id for saved, _ in walk]

    assert seen == [*ids[:70], *ids[71:], late]


def test_one_that_another_version_wrote_keeps_nobody_from_the_others(store: SqlStore) -> None:
    ids = [save(store, article(f"Article {n}."))[0].id for n in range(3)]
    with store.database.writing() as session:
        session.execute(update(ArticleRow).where(ArticleRow.id == ids[1]).values(content='{"version": 0}'))

    assert numbers(store) == [ids[0], ids[2]]
    assert [saved.id for saved in store.corpus.listed(limit=10)] == ids[::-1]
    with pytest.raises(NotKeptError, match="another version"):
        store.corpus.article(ids[1])
    store.corpus.remove(ids[1], act=act())


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ({"after": 55}, range(55, 60)),
        ({"after": 55, "limit": 2}, range(55, 57)),
        ({"limit": 55}, range(55)),
        ({"limit": 0}, ()),
        ({"after": 2**70}, ()),
    ],
)
def test_a_part_can_be_gone_through(store: SqlStore, page: dict[str, int], expected: range) -> None:
    ids = [save(store, article(f"Article {n}."))[0].id for n in range(60)]
    after = ids[page["after"] - 1] if page.get("after", 99) < 99 else page.get("after", 0)

    assert numbers(store, **page | {"after": after}) == [ids[at] for at in expected]


def test_going_through_them_holds_no_writer_up(store: SqlStore, other: SqlStore) -> None:
    for n in range(3):
        save(store, article(f"Article {n}."))
    walk = store.corpus.articles()
    next(walk)

    saved, new = save(other, article("While somebody reads.", published=str(NOON.date() - timedelta(days=1))))

    assert (new, other.corpus.count()) == (True, 4)
    assert saved.id not in {one.id for one, _ in walk}
