"""Articles of a given size: sentences of words as often as in real text, with a fixed number of planted mentions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.bench.words import Vocabulary

from sidelight.core.article import Article, Dated, article_of_text
from sidelight.core.dates import PartialDate
from sidelight.core.entry import Entry, Pack
from sidelight.core.kinds.payloads import Comparison, Figure, Label

#: Mentions in every article: of background, of figures, of labels, of rankings.
PLANTED = {"background": 8, "figure": 2, "label": 1, "comparison": 1}
#: The longest run of words that is kept from becoming a phrase of another entry.
LONGEST_RUN = 4
_PUBLISHED = Dated(PartialDate.parse("2024-03-25"), "given")


@dataclass(slots=True)
class Draft:
    """Paragraphs as lists of sentences, before the mentions are planted."""

    paragraphs: list[list[str]]

    @property
    def text(self) -> str:
        return "\n\n".join(" ".join(sentences) for sentences in self.paragraphs)


def draft(vocabulary: Vocabulary, size: int) -> Draft:
    """Write paragraphs until the text has `size` characters."""
    paragraphs: list[list[str]] = []
    length = 0
    while length < size:
        sentences = [_sentence(vocabulary) for _ in range(vocabulary.random.randint(2, 5))]
        paragraphs.append(sentences)
        length += sum(map(len, sentences)) + len(sentences) + 1
    return Draft(paragraphs)


def plant(vocabulary: Vocabulary, into: Draft, entries: Iterable[Entry], pack: Pack) -> Article:
    """Put sentences that mention some of the entries among the others, each with what its scope asks for."""
    pick = vocabulary.random
    held = tuple(entries)
    for kind, count in PLANTED.items():
        for entry in pick.sample([one for one in held if one.kind == kind], count):
            paragraph = pick.choice(into.paragraphs)
            paragraph.insert(pick.randrange(len(paragraph) + 1), _mention(entry, pack))
    return article_of_text(into.text, language="en", published=_PUBLISHED)


def runs(text: str) -> Iterator[str]:
    """Give every run of up to four words of a text, in small letters."""
    words = "".join(letter if letter.isalpha() else " " for letter in text.lower()).split()
    for count in range(1, LONGEST_RUN + 1):
        for at in range(len(words) - count + 1):
            yield " ".join(words[at : at + count])


def _sentence(vocabulary: Vocabulary) -> str:
    pick = vocabulary.random
    words = [vocabulary.draw() for _ in range(pick.randint(6, 30))]
    words[0] = words[0].capitalize()
    for at in range(1, len(words)):
        chance = pick.random()
        if chance < 0.05:
            words[at - 1] += ","
        elif chance < 0.06:
            words[at] = f"“{words[at]}”"
        elif chance < 0.07:
            words[at] = f"— {words[at]}"
        elif chance < 0.09:
            words[at] = str(pick.randint(2, 2030))
        elif chance < 0.14:
            words[at] = words[at].capitalize()
        elif chance < 0.15:
            words[at] += "’s"
    return " ".join(words) + "."


def _mention(entry: Entry, pack: Pack) -> str:
    payload = entry.payload
    if isinstance(payload, Figure):
        event = entry.scope.about.any[1].phrase
        return f"The {event} shocked the country. {_toll(entry.phrases['en'][0], round(payload.records[0].value))}."
    if isinstance(payload, Label):
        return f"{payload.subjects[0].name} is a {entry.phrases['en'][0]}."
    if isinstance(payload, Comparison):
        first, second = payload.events[:2]
        return f"The one of {first.name['en']} was the deadliest since {second.name['en']}."
    cue = entry.scope.about.any[0] if entry.scope.about.any else None
    evidence = "" if cue is None else f", with {cue.phrase or pack.cues[str(cue.cue_set)]['en'][0]}"
    return f"“{entry.phrases['en'][0].title()}” came up{evidence}."


def _toll(phrase: str, value: int) -> str:
    told = {
        "kill~ {count} [people]": f"It killed {value}",
        "(death toll | toll) ... {count}": f"The death toll stands at {value}",
        "{count} (dead | killed)": f"With {value} dead it shook many",
        "claim~ {count} lives": f"It claimed {value} lives",
        "(left | leaving) {count} [people] dead": f"It left {value} people dead",
    }
    return told.get(phrase, f"In all {value} people were killed")
