"""Fact checks that others published (schema.org ClaimReview) as drafts of background entries.

The draft says who rated which claim how and when, in neutral words, with the review as its source. Whether the claim
is worth a card, and by which words articles repeat it, is for a curator to say: the phrases are only proposed.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sidelight.core.dates import PartialDate
from sidelight.core.entry import Entry, Example, Source
from sidelight.core.kinds.payloads import Background
from sidelight.core.says.wording import Wording
from sidelight.core.text.language import tell_language
from sidelight.core.text.script import script_language
from sidelight.core.text.slugs import free_id, slug_of
from sidelight.services.imports.claim_phrases import phrases_of_claim
from sidelight.services.imports.json_ld import Known, Node, address, has_type, nodes_in

#: Most reviews that one import takes; what stands behind them is counted and left out.
MOST_REVIEWS: Final = 500
#: Longest claim, publisher and rating that are taken over, in characters; what is longer is cut at a word.
MOST_CLAIM_CHARACTERS: Final = 500
MOST_NAME_CHARACTERS: Final = 120
MOST_RATING_CHARACTERS: Final = 160
#: Marks what came in this way, so that a curator finds it again.
TAG: Final = "claim-review"
#: The id of the review among the draft's sources.
SOURCE_ID: Final = "review"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
#: Quotation marks inside a claim, once it stands in quotation marks itself.
_INNER_QUOTES: Final = {"en": str.maketrans("“”", "‘’"), "ru": str.maketrans("«»", "„“")}
_TEMPLATES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "rated": "{publisher} rated the claim {claim} {rating}{when}.",
        "reviewed": "{publisher} published a review of the claim {claim}{when}.",
        "by": " The review attributes the claim to {claimant}.",
        "title": "Claim: {claim}",
        "source": "Review of the claim {claim}",
    },
    "ru": {
        "rated": "Оценка утверждения {claim}, которую дало издание {publisher}{when}: {rating}.",
        "reviewed": "Издание {publisher} опубликовало проверку утверждения {claim}{when}.",
        "by": " Проверка приписывает это утверждение источнику: {claimant}.",
        "title": "Утверждение: {claim}",
        "source": "Проверка утверждения {claim}",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReview:
    """What a review says of itself, as far as it is used.

    Attributes:
        publisher: Who published the review.
        rating: The rating in words, or as a number of a scale; `None` if it gives none.
        claimant: To whom the review attributes the claim.
        language: The language of the review, as it says.
    """

    claim: str
    publisher: str
    url: str
    title: str | None = None
    rating: str | None = None
    published: PartialDate | None = None
    claimant: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A review that no draft was made of; `number` counts the reviews from 1."""

    number: int
    told: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """What an import would bring.

    Attributes:
        entries: New drafts, in the order of the reviews.
        refused: Reviews that lack something, and what.
        here: Ids of entries that have the same review as a source already.
        left_out: How many reviews there were beyond the most that are taken.
    """

    entries: tuple[Entry, ...] = ()
    refused: tuple[Refused, ...] = ()
    here: tuple[str, ...] = ()
    left_out: int = 0


def drafts_of(
    documents: Iterable[object], *, page: str | None = None, find: Callable[[str], Entry | None], pack: str = ""
) -> Drafts:
    """Make drafts of all claim reviews in some JSON documents.

    Args:
        documents: Parsed JSON: the linked data of a page, or a feed.
        page: The address at which it was found, for addresses that are relative to it.
        find: Looks an entry up by its id; `None` if there is none.
        pack: The pack that the drafts are for.
    """
    nodes = tuple(nodes_in(documents))
    known = Known(nodes)
    reviews = _without_repeats(node for node in nodes if has_type(node, "ClaimReview"))
    entries: dict[str, Entry] = {}
    refused: list[Refused] = []
    here: list[str] = []
    for number, node in enumerate(reviews[:MOST_REVIEWS], start=1):
        review = read_review(node, known, page=page)
        if isinstance(review, str):
            told = known.text(node.get("claimReviewed"), 80) or address(node.get("url"), page) or f"review {number}"
            refused.append(Refused(number=number, told=told, message=review))
            continue
        entry_id, is_here = _id_for(review, lambda wanted: entries.get(wanted) or find(wanted))
        if is_here and entry_id not in entries:
            here.append(entry_id)
        elif not is_here:
            entries[entry_id] = draft_of(review, entry_id, pack=pack)
    left_out = max(0, len(reviews) - MOST_REVIEWS)
    return Drafts(entries=tuple(entries.values()), refused=tuple(refused), here=tuple(here), left_out=left_out)


def read_review(node: Node, known: Known, *, page: str | None = None) -> ClaimReview | str:
    """Read one review, or say in a sentence what it lacks."""
    claim = known.text(node.get("claimReviewed"), MOST_CLAIM_CHARACTERS)
    publisher = _publisher(node, known)
    url = address(node.get("url") or node.get("mainEntityOfPage"), page)
    lacks = [
        name
        for name, value in (
            ("the claim (claimReviewed)", claim),
            ("the publisher's name (author or publisher)", publisher),
            ("the review's own http or https address (url)", url),
        )
        if not value
    ]
    if claim is None or publisher is None or url is None:
        return f"It lacks {' and '.join(lacks)}: write the entry by hand, or ask the publisher."
    return ClaimReview(
        claim=claim,
        publisher=publisher,
        url=url,
        title=known.text(node.get("headline") or node.get("name"), MOST_CLAIM_CHARACTERS),
        rating=_rating(node, known),
        published=_day(known.text(node.get("datePublished"), 40)),
        claimant=_claimant(node, known),
        language=_code(known.text(node.get("inLanguage"), 20)),
    )


def draft_of(review: ClaimReview, entry_id: str, *, pack: str = "") -> Entry:
    """Make a draft of one review; the claim stands in quotation marks wherever the draft tells it.

    Example:
        >>> review = ClaimReview(claim="Dust melts steel", publisher="Courier", rating="False", url="https://c.example/1")
        >>> draft_of(review, "dust").summary["en"]
        'Courier rated the claim “Dust melts steel” “False”.'
    """
    language = review.language or _code(tell_language(review.claim)) or script_language(review.claim)
    phrases = phrases_of_claim(review.claim, language)
    spoken = Wording.of(language).language
    return Entry(
        id=entry_id,
        kind="background",
        title={language: _of_claim(review, "title", spoken)},
        summary={told: _summary(review, told) for told in dict.fromkeys(("en", spoken))},
        phrases={language: phrases} if phrases else {},
        payload=Background(),
        tags=(TAG,),
        sources=(_source(review, spoken),),
        examples=tuple(Example(text=review.claim, quote=phrase, language=language) for phrase in phrases[:1]),
        status="draft",
        pack=pack,
    )


def _source(review: ClaimReview, language: str) -> Source:
    title = review.title or _of_claim(review, "source", language)
    return Source(id=SOURCE_ID, title=title, publisher=review.publisher, url=review.url, published=review.published)


def _of_claim(review: ClaimReview, template: str, language: str) -> str:
    return _TEMPLATES[language][template].format(claim=_quoted(review.claim, language))


def _quoted(claim: str, language: str) -> str:
    return Wording.of(language).quoted(claim.translate(_INNER_QUOTES[language]))


def _summary(review: ClaimReview, language: str) -> str:
    words, templates = Wording.of(language), _TEMPLATES[language]
    when = f" {words.date(review.published, 'on')}" if review.published else ""
    parts = {"publisher": review.publisher, "claim": _quoted(review.claim, language), "when": when}
    rated = templates["rated"].format(rating=words.quoted(review.rating), **parts) if review.rating else None
    told = rated or templates["reviewed"].format(**parts)
    return told + (templates["by"].format(claimant=review.claimant) if review.claimant else "")


def _publisher(node: Node, known: Known) -> str | None:
    """Name who published the review; where both are given, the organisation goes before the person who wrote it."""
    for key in ("publisher", "author", "creator", "sourceOrganization"):
        named = list(known.each(node.get(key)))
        for one in [n for n in named if not has_type(n, "Person")] + [n for n in named if has_type(n, "Person")]:
            if name := known.text(one, MOST_NAME_CHARACTERS):
                return name
    return None


def _claimant(node: Node, known: Known) -> str | None:
    for item in known.each(node.get("itemReviewed")):
        for key in ("author", "creator"):
            if name := known.text(item.get(key), MOST_NAME_CHARACTERS):
                return name
    return None


def _rating(node: Node, known: Known) -> str | None:
    """Give the rating's words; a bare number only with its scale, since "2" alone says nothing."""
    for rating in known.each(node.get("reviewRating")):
        if words := known.text(rating.get("alternateName") or rating.get("name"), MOST_RATING_CHARACTERS):
            return words
        value = known.text(rating.get("ratingValue"), 20)
        best = known.text(rating.get("bestRating"), 20)
        if value and best:
            return f"{value} / {best}"
    return None


def _day(text: str | None) -> PartialDate | None:
    """Read the day a date and time begins with; the time and its zone are not looked at."""
    try:
        return PartialDate.on(date.fromisoformat((text or "")[:10]))
    except ValueError:
        return None


def _code(language: str | None) -> str | None:
    found = _LANGUAGE.match(language or "")
    return found[0].lower() if found else None


def _id_for(review: ClaimReview, find: Callable[[str], Entry | None]) -> tuple[str, bool]:
    """Choose the draft's id; with it, whether an entry of that name has this very review already."""
    beginning = slug_of(review.claim) or hashlib.sha256(review.url.encode()).hexdigest()[:10]
    same: list[str] = []

    def is_taken(wanted: str) -> bool:
        entry = find(wanted)
        if entry is not None and any(source.url == review.url for source in entry.sources):
            same.append(wanted)
            return False
        return entry is not None

    entry_id = free_id(f"claim-{beginning}", is_taken)
    return entry_id, bool(same)


def _without_repeats(reviews: Iterable[Node]) -> list[Node]:
    """Drop nodes that a page repeats word for word, as many themes do."""
    kept: list[Node] = []
    seen: set[str] = set()
    for node in reviews:
        key = hashlib.sha256(repr(node).encode("utf-8", "replace")).hexdigest()
        if key not in seen:
            seen.add(key)
            kept.append(node)
    return kept
