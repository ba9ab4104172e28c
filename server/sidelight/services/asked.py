"""What a caller asks: an article in one of four forms, and how it wants the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sidelight.core.article import Article, Role
from sidelight.core.dates import PartialDate
from sidelight.core.says.wording import LANGUAGES
from sidelight.errors import RequestInvalidError


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question. `passages`, `text` and `html` are what the caller sees; with `url` alone the page is fetched.

    Attributes:
        published: When the article came out, as the caller says; goes before what the page says.
        as_of: Answer as it would have been on that day.
        kinds: Only these kinds of entry.
        packs: Only entries of these packs.
        lang: Language of the sentences shown; else the best of `accepted`, else the article's.
        accepted: The languages the reader accepts, best first.
    """

    passages: tuple[tuple[Role, str], ...] | None = None
    text: str | None = None
    html: str | bytes | None = None
    url: str | None = None
    title: str | None = None
    published: PartialDate | None = None
    modified: PartialDate | None = None
    language: str | None = None
    as_of: date | None = None
    kinds: frozenset[str] | None = None
    packs: frozenset[str] | None = None
    lang: str | None = None
    accepted: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        given = [name for name in ("passages", "text", "html") if getattr(self, name) is not None]
        if len(given) > 1:
            msg = f"give one of passages, text or html, not {' and '.join(given)}"
            raise RequestInvalidError(
                msg, fields={name: ["Give only one of passages, text and html."] for name in given}
            )
        if not given and self.url is None:
            msg = "there is nothing to annotate: none of passages, text, html and url is given"
            raise RequestInvalidError(msg, remedy="Give the article's passages, text or html, or the page's url.")

    @property
    def sends_content(self) -> bool:
        """Whether the caller sends what it sees, so that nothing is fetched and nothing is kept."""
        return self.passages is not None or self.text is not None or self.html is not None

    def sentence_language(self, article: Article) -> str:
        """Choose the language of the sentences shown."""
        return _first_known((self.lang, *self.accepted, article.language)) or LANGUAGES[0]


def _first_known(wanted: Iterable[str | None]) -> str | None:
    for language in wanted:
        code = (language or "").split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return None
