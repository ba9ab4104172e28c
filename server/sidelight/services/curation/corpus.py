"""The corpus: articles that curators saved, and what a draft would do on them."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Final, Protocol

from sidelight.core.article import Article
from sidelight.core.entry import Entry
from sidelight.core.matching.matcher import Matcher
from sidelight.services.asked import Asked
from sidelight.services.curation.hits.hit import ArticleHits, Hit
from sidelight.services.curation.hits.reading import Prepared, count_shown, prepare, read
from sidelight.services.curation.store import Store
from sidelight.services.curation.values import Act, SavedArticle
from sidelight.services.editions import Editions

#: Drafts that are kept compiled, for curators who look at the hits page by page.
PREPARED: Final = 4
#: The newest articles, from which the density of an entry is told.
DENSITY_ARTICLES: Final = 200


class ReadsArticles(Protocol):
    """What reads an article that somebody gives: `Annotator`."""

    def read(self, asked: Asked) -> Article:
        """Make the article; raises FetchError, ExtractError."""
        ...


class Corpus:
    """Saved articles. Raises StoreUnavailableError whenever the database cannot be used."""

    def __init__(
        self,
        *,
        store: Store,
        reader: ReadsArticles,
        editions: Editions,
        now: Callable[[], datetime],
        today: Callable[[], date],
        most: int,
    ) -> None:
        self._store = store.corpus
        self._reader = reader
        self._editions = editions
        self._now = now
        self._today = today
        self._most = most
        self._prepared: tuple[tuple[Matcher, Entry, Prepared], ...] = ()

    def add(self, asked: Asked, *, by: str) -> tuple[SavedArticle, bool]:
        """Save an article; gives it, and whether it is new: a text is kept once.

        Raises:
            CorpusFullError: As many are kept as may be.
            FetchError: The page could not be had.
            ExtractError: The page could not be read.
        """
        article = self._reader.read(asked)
        act = Act(by=by, at=self._now(), reason="saved to the corpus")
        return self._store.save(article, text_sha256=_text_sha256(article), most=self._most, act=act)

    def remove(self, number: int, *, by: str, reason: str = "removed from the corpus") -> None:
        """Remove an article for good. Raises NotKeptError."""
        self._store.remove(number, act=Act(by=by, at=self._now(), reason=reason))

    def listed(self, limit: int = 50, offset: int = 0) -> tuple[SavedArticle, ...]:
        """List what is kept, newest first, without texts."""
        return self._store.listed(limit=limit, offset=offset)

    def count(self) -> int:
        """Count the articles."""
        return self._store.count()

    def article(self, number: int) -> tuple[SavedArticle, Article]:
        """Look an article up, with its text. Raises NotKeptError."""
        return self._store.article(number)

    def hits(self, draft: Entry, *, after: int = 0, limit: int | None = None) -> Iterator[ArticleHits]:
        """Go through the articles in order and tell what the draft does on each, also if that is nothing.

        Args:
            draft: An entry, saved or not.
            after: Begin behind the article of this number.
            limit: Read at most so many articles.

        Raises:
            EntryInvalidError: What the draft carries does not hold together.
            PhraseError: A phrase of it is not in the phrase language.
            PackError: It names a cue set that its pack does not have.
        """
        prepared = self._prepare(draft)  # Before the first is asked for: what is wrong with a draft is told at once.
        total = self.count()
        done = sum(article.id <= after for article in self.listed(limit=total)) if after else 0
        return self._hits(prepared, after=after, limit=limit, total=total, done=done)

    def hit(self, draft: Entry, number: int, sentence: str) -> Hit | None:
        """Find what the draft, or what is published of it, hits in a sentence of one article.

        Raises:
            EntryInvalidError: What the draft carries does not hold together.
            PhraseError: A phrase of it is not in the phrase language.
            PackError: It names a cue set that its pack does not have.
        """
        prepared = self._prepare(draft)
        for saved, article in self._store.articles(after=number - 1, limit=1):
            found = read(prepared, article, today=self._today())
            return next((hit for hit in found.hits if saved.id == number and hit.sentence == sentence), None)
        return None

    def density(self, draft: Entry) -> tuple[float, int]:
        """Tell how often an entry would be shown per article, on the newest articles, and how many those are."""
        newest = self.listed(limit=DENSITY_ARTICLES)
        if not newest:
            return 0.0, 0
        prepared, today = self._prepare(draft), self._today()
        shown = articles = 0
        for _, article in self._store.articles(after=newest[-1].id - 1):  # one after the other: they may be long
            shown, articles = shown + count_shown(prepared, article, today=today), articles + 1
        return shown / max(1, articles), articles

    def _hits(
        self, prepared: Prepared, *, after: int, limit: int | None, total: int, done: int
    ) -> Iterator[ArticleHits]:
        today = self._today()
        for number, (saved, article) in enumerate(self._store.articles(after=after, limit=limit), start=done + 1):
            found = read(prepared, article, today=today)
            yield ArticleHits(
                article=saved,
                done=number,
                total=max(total, number),
                hits=found.hits,
                near=found.near,
                shown=found.shown,
            )

    def _prepare(self, draft: Entry) -> Prepared:
        live = self._editions.current
        for matcher, entry, prepared in self._prepared:
            if matcher is live and entry == draft:
                return prepared
        made = prepare(live, draft)
        self._prepared = ((live, draft, made), *self._prepared)[:PREPARED]
        return made


def _text_sha256(article: Article) -> str:
    """Name a text, however it was cut into lines."""
    return hashlib.sha256(" ".join(article.text.split()).encode("utf-8", "surrogatepass")).hexdigest()
