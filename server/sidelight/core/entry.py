"""Entries: what curators write, as immutable values.

The shapes mirror the data contract one to one; `shapes/packs.py` turns YAML into these values, and nothing else builds
them from outside data. Texts shown to people come per language (`LocalText`); a language that is missing falls back to
English, then to any.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sidelight.core.dates import PartialDate
from sidelight.core.kinds.payloads import Payload

KindName = Literal["figure", "comparison", "label", "background"]
Near = Literal["sentence", "passage", "article"]
Status = Literal["draft", "trial", "published", "retired"]
LocalText = Mapping[str, str]
Phrases = Mapping[str, tuple[str, ...]]


def in_language(texts: LocalText, language: str) -> str | None:
    """Choose the text in that language, else English, else the first language by name, else nothing.

    Example:
        >>> in_language({"en": "toll", "ru": "число погибших"}, "de")
        'toll'
    """
    return texts.get(language) or texts.get("en") or next((texts[name] for name in sorted(texts)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A citation; `published` is `None` when the copy that was read shows no date."""

    id: str
    title: str
    publisher: str
    url: str
    published: PartialDate | None = None
    read: date | None = None
    archive_url: str | None = None
    quoted: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence that an entry must match (with `quote`) or must not match (`none`)."""

    text: str
    none: bool = False
    title: str | None = None
    published: PartialDate | None = None
    language: str = "en"
    quote: str | None = None
    reading: float | None = None
    finding: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """Evidence for scope: one phrase, or the name of a cue set. Exactly one of the two is given.

    `near` is how near the mention it must stand, if that is not what its clause says.
    """

    phrase: str | None = None
    cue_set: str | None = None
    near: Near | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """`any` of these cues and `all` of those, found as near the mention as `near` says."""

    any: tuple[Cue, ...] = ()
    all: tuple[Cue, ...] = ()
    near: Near = "article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What the article must be about, and must not be about, for a phrase to count.

    `published_from` and `published_to` bound the article's date; `sites` are host names (with their subdomains).
    """

    about: Clause = Clause()
    not_about: Clause = Clause()
    published_from: PartialDate | None = None
    published_to: PartialDate | None = None
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One piece of curated context, at one revision."""

    id: str
    kind: KindName
    title: LocalText
    summary: LocalText
    phrases: Phrases
    payload: Payload
    body: LocalText = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    scope: Scope = Scope()
    sources: tuple[Source, ...] = ()
    examples: tuple[Example, ...] = ()
    review_by: date | None = None
    reviewed: date | None = None
    revision: int = 1
    status: Status = "published"
    replaced_by: str | None = None
    pack: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Entries that travel together, with the cue sets they share (set name → language → phrases)."""

    id: str
    title: str
    licence: str
    maintainers: tuple[str, ...] = ()
    contact: str | None = None
    entries: tuple[Entry, ...] = ()
    cues: Mapping[str, Phrases] = field(default_factory=dict)
