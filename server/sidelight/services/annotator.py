"""The main use case: a question in, annotations or reasons out. Nothing that a caller sends is kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sidelight import __version__
from sidelight.core.annotate import annotate
from sidelight.core.annotation import AnnotationPage, Checked
from sidelight.core.article import Article, Dated, article_of_passages, article_of_text
from sidelight.core.dates import When
from sidelight.core.edition import make_edition
from sidelight.core.entry import Entry, Pack
from sidelight.core.explain import Step, explain
from sidelight.core.index.pack_limits import PhraseLimits, refuse_work
from sidelight.core.kinds.checks import check_payload
from sidelight.core.matching.matcher import Matcher, compile_matcher
from sidelight.core.text.language import tell_language
from sidelight.core.text.span import Span
from sidelight.errors import EntryInvalidError, NoArticleError
from sidelight.services.asked import Asked
from sidelight.services.editions import Editions
from sidelight.services.pages import Pages
from sidelight.services.ports import Extract, Page

#: Phrases that an unsaved entry may come to, with all that its slots and cue sets stand for: anybody may ask about one,
#: and the whole starter pack comes to half of it.
MOST_DRAFT_WORK: Final = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much text is read: what stands after so many characters or passages is left out and named in `partial`."""

    characters: int = 500_000
    passages: int = 5_000


class Annotator:
    """Reads what was asked and answers it with the current edition."""

    def __init__(
        self,
        *,
        editions: Editions,
        pages: Pages,
        extract: Extract,
        today: Callable[[], date],
        limits: Limits = Limits(),
    ) -> None:
        self.editions = editions
        self._pages = pages
        self._extract = extract
        self._today = today
        self._limits = limits

    def read(self, asked: Asked) -> Article:
        """Make the article that was asked about; only a `url` alone is fetched.

        Raises:
            FetchError: The page could not be had.
            ExtractError: The page could not be read.
        """
        return self._within_limits(_as_given(self._content(asked), asked))

    def annotate(self, asked: Asked, article: Article | None = None) -> AnnotationPage:
        """Annotate what was asked, or the article that `read` made of it.

        Raises:
            FetchError: The page could not be had.
            ExtractError: The page could not be read.
        """
        article = article or self.read(asked)
        matcher = self.editions.current
        language = asked.sentence_language(article)
        found = annotate(
            matcher, article, when=self._when(asked, article), language=language, entries=_wanted(matcher, asked)
        )
        return AnnotationPage(
            items=found.items,
            article=article,
            checked=self.checked(asked),
            language=language,
            sent_text=asked.passages is not None or asked.text is not None,
            on_trial=found.on_trial,
            partial=(
                *article.partial,
                *(f"left-out:{entry_id}" for entry_id in found.left_out),
                *(f"no-room:{entry_id}" for entry_id in found.no_room),
            ),
        )

    def explain(self, asked: Asked, entry: str | Entry, article: Article | None = None) -> tuple[Step, ...]:
        """Tell why an entry, saved (by id) or not, does or does not match.

        Raises:
            EntryNotFoundError: There is no entry of that id.
            EntryInvalidError: What the unsaved entry carries does not hold together.
            PhraseError: A phrase of the unsaved entry is not in the phrase language.
            PackError: The phrases of the unsaved entry come to more than `MOST_DRAFT_WORK`.
        """
        article = article or self.read(asked)
        matcher = self.editions.current
        if isinstance(entry, Entry):
            matcher = _with_draft(matcher, entry)
            entry = entry.id
        language = asked.sentence_language(article)
        when = self._when(asked, article)
        return explain(matcher, article, entry, when=when, language=language, entries=_wanted(matcher, asked))

    def checked(self, asked: Asked) -> Checked:
        """Name what an answer given now is made from."""
        edition = self.editions.current.edition
        return Checked(
            edition=edition.number,
            edition_sha256=edition.sha256,
            engine=__version__,
            entries=len(edition.entries),
            on=asked.as_of or self._today(),
            as_of=asked.as_of,
        )

    def _content(self, asked: Asked) -> Article:
        if asked.passages is not None:
            blocks = tuple((role, text) for role, text in asked.passages if text)
            if not blocks:
                msg = "no passage holds any text"
                raise NoArticleError(msg)
            return article_of_passages(blocks)
        if asked.text is not None:
            return _with_passages(article_of_text(asked.text))
        if asked.html is not None:
            return self._extract(Page(body=asked.html, url=asked.url))
        return self._pages.read(asked.url or "")

    def _within_limits(self, article: Article) -> Article:
        """Leave out what stands after the limits; a passage that runs across is cut."""
        most = self._limits.characters
        kept = [passage for passage in article.passages[: self._limits.passages] if passage.span.start < most]
        if len(kept) == len(article.passages) and (not kept or kept[-1].span.end <= most):
            return article
        if kept and kept[-1].span.end > most:
            span = Span(kept[-1].span.start, most)
            kept[-1] = replace(kept[-1], text=span.of(article.text), span=span)
        return replace(article, passages=tuple(kept), partial=(*article.partial, "too-long"))

    def _when(self, asked: Asked, article: Article) -> When:
        return When(
            today=asked.as_of or self._today(),
            published=article.published.date if article.published else None,
            modified=article.modified.date if article.modified else None,
            as_of=asked.as_of,
        )


def _with_passages(article: Article) -> Article:
    if not article.passages:
        msg = "the text is blank"
        raise NoArticleError(msg)
    return article


def _as_given(article: Article, asked: Asked) -> Article:
    """Let what the caller says go before what the page says."""
    return replace(
        article,
        url=asked.url or article.url,
        title=asked.title or article.title or _headline(article),
        published=Dated(asked.published, "given") if asked.published else article.published,
        modified=Dated(asked.modified, "given") if asked.modified else article.modified,
        language=asked.language or article.language or tell_language(article.text),
    )


def _headline(article: Article) -> str | None:
    return next((passage.text for passage in article.passages if passage.role == "headline"), None)


def _wanted(matcher: Matcher, asked: Asked) -> frozenset[str] | None:
    if asked.kinds is None and asked.packs is None:
        return None
    return frozenset(
        entry.id
        for entry in matcher.edition.entries.values()
        if (asked.kinds is None or entry.kind in asked.kinds) and (asked.packs is None or entry.pack in asked.packs)
    )


def _with_draft(matcher: Matcher, entry: Entry) -> Matcher:
    """Compile the edition with the unsaved entry in the place of the saved one: the world it would live in.

    Raises:
        EntryInvalidError: What the entry carries does not hold together.
        PackError: Its phrases come to too much.
    """
    edition = matcher.edition
    saved = edition.entries.get(entry.id)
    own_pack = entry.pack or (saved.pack if saved else edition.packs[0].id)
    draft = replace(entry, pack=own_pack, status="published")
    world = next((pack for pack in edition.packs if pack.id == own_pack), Pack(id=own_pack, title="", licence=""))
    refuse_work(replace(world, entries=(draft,)), PhraseLimits(work=MOST_DRAFT_WORK))
    found = check_payload(draft, edition.figures, {*edition.entries, draft.id})
    # Sources are for publishing to ask for: a draft is tried before it has any.
    if problems := tuple((p.place, p.message) for p in found if not p.place.endswith("sources")):
        msg = f"entry {entry.id}: {'; '.join(f'{place}: {message}' for place, message in problems)}"
        raise EntryInvalidError(msg, problems=problems)
    packs = [_replaced(pack, draft, add=pack.id == own_pack) for pack in edition.packs]
    return compile_matcher(make_edition(packs, number=edition.number))


def _replaced(pack: Pack, draft: Entry, *, add: bool) -> Pack:
    kept = tuple(entry for entry in pack.entries if entry.id != draft.id)
    return replace(pack, entries=(*kept, draft) if add else kept)
