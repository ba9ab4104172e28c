"""Sentences about labels: who applies it, to whom, since when, and what came after the article."""

import re
from functools import partial

from sidelight.core.dates import When
from sidelight.core.entry import LocalText, in_language
from sidelight.core.kinds.label import LabelAssessment, SubjectStanding, changes_after, in_order, known_to
from sidelight.core.kinds.payloads import HistoryEvent, Label, Subject
from sidelight.core.says.wording import Wording, upper_first

#: Subjects named in the sentences; the card lists the rest.
_NAMED = 3
_FIRST_WORD = re.compile(r"[^\W\d_]+")
#: Letters whose names begin with a vowel sound: an FBI agent, a US agent.
_SPOKEN_WITH_AN = frozenset("AEFHILMNORSX")
#: Capitals that are read as a word, not letter by letter: a NATO agent.
_READ_AS_WORD = re.compile(r"[A-Z][AEIOU][A-Z]{2,}")
#: Beginnings that sound like "you" or "won", whatever their letter.
_CONSONANT_SOUND = re.compile(
    r"(?:eu|ubi|ug(?!l)|uk|unanim|uni(?![dmn])|ur[aiu]|us(?!h)|ut[eio]|uyg)|(?:one|once)\b", re.IGNORECASE
)
_SILENT_H = re.compile(r"hour|heir|honest|honou?r", re.IGNORECASE)


def say_label(found: LabelAssessment, label: Label, when: When, words: Wording) -> str:
    """Say how a label stands to whoever it is used of; with nobody on record, what it means."""
    told = _Told(label, when, words)
    if not found.subjects:
        return told.meaning(recorded=found.finding == "explained")
    sentences = [told.standing(standing) for standing in found.subjects[:_NAMED]]
    rest = len(found.subjects) - _NAMED
    if rest > 0:
        sentences.append(words.write("label", "more", n=str(rest)))
    if when.published is None and found.finding != "not-recorded":
        sentences.append(words.write("label", "undated"))
    elif found.finding == "in-force":
        sentences.append(words.write("label", "unchanged"))
    return " ".join(sentences)


class _Told:
    """A label in words."""

    def __init__(self, label: Label, when: When, words: Wording) -> None:
        self.label = label
        self.when = when
        self.words = words
        self.write = partial(words.write, "label")

    def meaning(self, *, recorded: bool) -> str:
        """Say what the label is, and if so, that nobody named is on record."""
        name = upper_first(in_language(self.label.term, self.words.language) or "")
        by = self.by()
        key = "means" if by else "means.nobody"
        sentences = [] if recorded else [self.write("not-recorded.nobody")]
        sentences.append(self.write(key, term=self.words.quoted(name), applied_by=by or ""))
        means = self.label.means.get(self.words.language) or in_language(self.label.means, self.words.language)
        return " ".join([*sentences, means] if means else sentences)

    def standing(self, standing: SubjectStanding) -> str:
        """Say how the label stands to one subject."""
        subject = standing.subject
        if standing.finding == "not-recorded":
            return self.write("not-recorded", name=subject.name, term=self.term(self.label.term))
        moves = [event for event in in_order(subject.history) if event.event != "also"]
        known = [event for event in moves if known_to(event, self.when)] or moves
        listed = next(event for event in reversed(known) if event.event == "listed")
        if standing.finding == "ended":
            key = "ended" if self.when.published is None else "ended.before"
            return f"{self.sentence(key, subject, listed, removed=known[-1])}{self.changes(subject)}"
        if standing.finding == "not-yet":
            return self.sentence("not-yet", subject, next(event for event in moves if event.event == "listed"))
        return f"{self.sentence('listed', subject, listed)}{self.beside(subject)}{self.changes(subject)}"

    def sentence(self, key: str, subject: Subject, listed: HistoryEvent, *, removed: HistoryEvent | None = None) -> str:
        by = self.by()
        return self.write(
            key,
            name=subject.name,
            term=self.term(self.label.term),
            by=self.write("by", by=by) if by else "",
            on=self.words.date(listed.on, "on"),
            since=self.words.date(listed.on, "since"),
            removed_on=self.words.date(removed.on, "on") if removed else "",
        )

    def beside(self, subject: Subject) -> str:
        """Name the other designations that were known when the article came out."""
        also = [e for e in in_order(subject.history) if e.event == "also" and known_to(e, self.when)]
        told = (
            self.write("also", term=self.term(event.designation), since=self.words.date(event.on, "since"))
            for event in also
            if event.designation
        )
        return "".join(f" {sentence}" for sentence in told)

    def changes(self, subject: Subject) -> str:
        """Tell what came after the article, if anything did."""
        after = [e for e in changes_after(subject, self.when) if e.event != "also" or e.designation]
        if not after:
            return ""
        return f" {self.write('changed', changes='; '.join(map(self.change, after)))}"

    def change(self, event: HistoryEvent) -> str:
        on = self.words.date(event.on, "on")
        if event.event != "also":
            return self.write(f"change.{event.event}", on=on)
        by = self.words.readable(event.by)
        short = self.write("by.short", by=by) if by else ""
        return self.write("change.also", term=self.term(event.designation), on=on, by=short)

    def by(self) -> str | None:
        """Name who applies the label, if the name can be read in this language."""
        return self.words.readable(in_language(self.label.applied_by, self.words.language))

    def term(self, texts: LocalText) -> str:
        """Quote a designation, in English with its article."""
        text = in_language(texts, self.words.language) or ""
        article = _article(text) if self.words.language == "en" else ""
        return self.write("term", article=article, term=self.words.quoted(text))


def _article(term: str) -> str:
    """Give the English article of a designation; a plural has none."""
    if term.endswith("s") and not term.endswith("ss"):
        return ""
    return "an " if _begins_with_vowel_sound(term) else "a "


def _begins_with_vowel_sound(term: str) -> bool:
    """Tell by rules of thumb how a term sounds; capitals are read letter by letter."""
    found = _FIRST_WORD.match(term)
    word = found.group() if found else ""
    if word.isupper() and not _READ_AS_WORD.fullmatch(word):
        return word[0] in _SPOKEN_WITH_AN
    if _SILENT_H.match(word):
        return True
    return word[:1].lower() in tuple("aeiou") and not _CONSONANT_SOUND.match(word)
