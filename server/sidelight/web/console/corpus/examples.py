"""A sentence of the corpus becomes an example of an entry with one click: a draft revision, which can be reverted."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from sidelight.core.dates import PartialDate
from sidelight.core.entry import Example
from sidelight.core.text.language import tell_language
from sidelight.core.text.script import script_language
from sidelight.errors import SidelightError
from sidelight.services.curation.errors import EditConflictError
from sidelight.services.curation.hits.hit import with_example
from sidelight.services.curation.values import StoredEntry
from sidelight.shapes.entries import entry_from, entry_to
from sidelight.web.access import allow, current_curator
from sidelight.web.console import pages
from sidelight.web.console.corpus.verdicts import guarded, verdict_of
from sidelight.web.current import wired

#: How often an example is added again when others edit the entry meanwhile: adding one contradicts nobody.
TRIES: Final = 3
#: Digits of the number of an article that are read.
ARTICLE_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class Added:
    """The entry with the example, and the revision it had before: the same if the example was there already."""

    stored: StoredEntry
    before: int
    example: Example

    @property
    def new(self) -> bool:
        """Whether the example was not there yet."""
        return self.stored.head.number != self.before


def register(console: Blueprint) -> None:
    """Add the form's address."""
    console.add_url_rule("/entries/<entry_id>/examples", "add_example", add, methods=["POST"])


@allow("curator")
def add(entry_id: str) -> AnyResponse:
    """Add the sentence that was sent as an example that must, or must not, match."""
    is_piece, article = "HX-Request" in request.headers, pages.written("article")
    number = int(article) if article.isdecimal() and len(article) <= ARTICLE_DIGITS else 0
    try:
        example = guarded(wired().curating.entries.entry(entry_id), _example(), number)
        added = _added(entry_id, example)
    except SidelightError as error:
        if is_piece or error.whose != "caller":
            raise
        pages.say_problem(error)
        return pages.back_to("hits", entry_id=entry_id)
    if is_piece:
        verdict = verdict_of(added.stored, added.example, number)
        return pages.show("hits/example_piece.html", added=added, entry_id=entry_id, verdict=verdict)
    if not added.new:
        told = verdict_of(added.stored, added.example, number).told
        pages.say(f"The entry has that example already; nothing was changed. {told}", "note")
        return pages.back_to("hits", entry_id=entry_id)
    return pages.back_to("hits", entry_id=entry_id, example=added.stored.head.number, article=number or None)


def _example() -> Example:
    text, none = pages.written("sentence"), pages.written("expects") != "match"
    published = pages.written("published")
    return Example(
        text=text,
        none=none,
        quote=None if none else pages.written("quote") or text,
        title=pages.written("title") or None,
        published=PartialDate.parse(published) if _is_date(published) else None,
        language=tell_language(text) or script_language(text),
    )


def _added(entry_id: str, example: Example) -> Added:
    """Add the example to the newest revision.

    Raises:
        EntryNotFoundError: There is no such entry.
        EntryInvalidError: The sentence is empty or too long for an example.
        EditConflictError: Others were faster again and again.
    """
    entries = wired().curating.entries
    reason = f"a sentence that must {'not ' if example.none else ''}match, from the corpus"
    for _ in range(TRIES - 1):
        try:
            return _edited(entries.entry(entry_id), example, reason)
        except EditConflictError:
            continue
    return _edited(entries.entry(entry_id), example, reason)


def _edited(stored: StoredEntry, example: Example, reason: str) -> Added:
    entry = stored.head.entry
    changed = entry if example in entry.examples else with_example(entry, example)
    changed = entry_from(entry_to(changed), pack=stored.pack)  # what a form sends keeps the contract, or is refused
    by = current_curator().name
    after = wired().curating.entries.edit(changed, based_on=stored.head.number, by=by, reason=reason)
    return Added(after, stored.head.number, example)


def _is_date(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except ValueError:
        return False
    return True
