"""Properties of matching: it equals a naive search, never passes its literals by, and costs what the text is long."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.core.phrases.case_slots import closed
from tests.core.phrases.made import phrases_of

from sidelight.core.index.article_words import ArticleWords
from sidelight.core.index.literal_index import LiteralIndex, keys_of
from sidelight.core.phrases.compile import Phrase, compile_phrase
from sidelight.core.phrases.follow import Steps
from sidelight.core.phrases.match import find_all
from sidelight.core.phrases.parse import parse
from sidelight.core.phrases.slots import Choice, ClosedSlot
from sidelight.core.phrases.stems import stem
from sidelight.core.phrases.tree import GAP_WORDS, Choices, Gap, Leaf, Maybe, Node, Sequence, SlotName, Word
from sidelight.core.text.words import Join, Words, split_words
from sidelight.errors import PhraseError

SLOT = ClosedSlot(
    "event",
    (
        Choice("one", (("en", "red [green]"), ("en", "red ... blue"))),
        Choice("two", (("en", "green (kill~ | red)"),)),
    ),
)
PHRASES = phrases_of(["red", "green", "blue", "kill~", "BLUE", "red-green", "{event}"])
TEXT_WORDS = st.sampled_from(["red", "green", "blue", "BLUE", "killed", "kills", "other", "Red's"])
SEPARATORS = st.sampled_from([" "] * 8 + ["-", ", ", " – ", ". ", " “", ") "])
TEXTS = st.lists(st.tuples(TEXT_WORDS, SEPARATORS), max_size=24).map(lambda pairs: "".join(map("".join, pairs)))


def ways_of(node: Node) -> list[tuple[Leaf, ...]]:
    """Write down every way through a phrase, the closed slot's own phrases put in its place."""
    if isinstance(node, SlotName):
        sources = [source for choice in SLOT.choices for _, source in choice.phrases]
        return [way for source in sources for way in ways_of(parse(source, ()))]
    if isinstance(node, Maybe):
        return [(), *ways_of(node.node)]
    if isinstance(node, Choices):
        return [way for branch in node.branches for way in ways_of(branch)]
    if isinstance(node, Sequence):
        return [tuple(leaf for way in ways for leaf in way) for ways in product(*map(ways_of, node.items))]
    return [(node,)]


def fits(word: Word, words: Words, at: int) -> bool:
    if word.form == "exact":
        return words.raw(at) == word.written
    if word.form == "stem":
        return stem(words.raw(at), "en") == stem(word.written, "en")
    return words.texts[at] == word.text


def naive_ends(way: tuple[Leaf, ...], words: Words, at: int, *, begun: bool) -> Iterator[tuple[int, int]]:
    """Every (end, words in gaps) to which that way leads, by trying everything."""
    if not way:
        yield at, 0
        return
    leaf, rest = way[0], way[1:]
    if isinstance(leaf, Gap):
        yield from naive_gap_ends(rest, words, at)
    elif isinstance(leaf, Word) and at < len(words):
        parted = words.joins[at] is Join.BREAK or words.sentences[at] != words.sentences[at - 1]
        if not (begun and parted) and fits(leaf, words, at):
            yield from naive_ends(rest, words, at + 1, begun=True)


def naive_gap_ends(rest: tuple[Leaf, ...], words: Words, at: int) -> Iterator[tuple[int, int]]:
    for length in range(GAP_WORDS + 1):
        after = at + length
        if after >= len(words) or words.sentences[after] != words.sentences[at - 1]:
            return
        cuts = length and Join.HYPHEN in (words.joins[at], words.joins[after])
        if not cuts and isinstance(rest[0], Word) and fits(rest[0], words, after):
            for end, gap_words in naive_ends(rest[1:], words, after + 1, begun=True):
                yield end, gap_words + length


def naive_find_all(source: str, words: Words) -> list[tuple[int, int]]:
    ways = ways_of(parse(source, {"event"}))
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        ends = set()
        if words.joins[at] is not Join.HYPHEN:
            ends = {ended for way in ways for ended in naive_ends(way, words, at, begun=False)}
        whole = [(gaps, -end) for end, gaps in ends if end == len(words) or words.joins[end] is not Join.HYPHEN]
        if whole:
            found.append((at, -min(whole)[1]))
            at = found[-1][1]
        else:
            at += 1
    return found


@given(source=PHRASES, text=TEXTS)
@example(source="red ... blue", text="red-green other blue red, blue")
@example(source="red [green blue] ... {event}", text="red green, red blue green red")
@example(source="(red | red green) [green] blue", text="red green green blue red green blue")
@settings(max_examples=400, deadline=None)
def test_matches_equal_those_of_a_naive_search(source: str, text: str) -> None:
    words = split_words(text)
    phrase = compile_phrase(source, "en", {"event": SLOT})

    found = find_all(phrase, words)

    assert [(match.first, match.end) for match in found] == naive_find_all(source, words)


@given(source=PHRASES, text=TEXTS)
@settings(max_examples=200, deadline=None)
def test_every_match_holds_a_literal_and_keeps_its_bounds(source: str, text: str) -> None:
    words = split_words(text)
    phrase = compile_phrase(source, "en", {"event": SLOT})
    index = LiteralIndex(keys_of([one.text for one in phrase.literals], [one.whole for one in phrase.literals]))

    for match in find_all(phrase, words):
        assert len(index.find(ArticleWords([" ".join(words.texts[match.first : match.end])])).literals)
        assert match.end - match.first <= phrase.longest
        assert phrase.literal_words <= match.literal_words <= match.end - match.first


@given(source=PHRASES, text=TEXTS, first=st.integers(0, 24), size=st.integers(0, 24))
@settings(max_examples=100, deadline=None)
def test_window_bounds_all_matches(source: str, text: str, first: int, size: int) -> None:
    words = split_words(text)
    phrase = compile_phrase(source, "en", {"event": SLOT})

    found = find_all(phrase, words, first, first + size)

    assert all(first <= match.first < match.end <= first + size for match in found)


@given(source=PHRASES, text=TEXTS, last=st.integers(0, 24))
@settings(max_examples=100, deadline=None)
def test_matches_that_begin_by_a_word_are_those_of_the_whole_text_up_to_it(source: str, text: str, last: int) -> None:
    words = split_words(text)
    phrase = compile_phrase(source, "en", {"event": SLOT})

    found = find_all(phrase, words, begins_by=last)

    assert found == [match for match in find_all(phrase, words) if match.first <= last]


@given(source=st.text("ab ()[]{}|~.\\…-'“ABит,", max_size=30))
@settings(max_examples=400, deadline=None)
def test_any_string_is_parsed_or_refused_at_a_column_inside_it(source: str) -> None:
    column = refused_column(source)

    assert column is None or 1 <= column <= max(1, len(source))


def refused_column(source: str) -> int | None:
    try:
        compile_phrase(source, "en", {"a": closed("a", {"x": ["red"]})})
    except PhraseError as refused:
        return refused.column
    return None


PHRASES_THAT_PILE_UP = {
    "many gaps": "red ... red ... red ... red ... blue",
    "nested optional words": "red [red [red [red]]] blue",
    "optional words in a row": "[red] [red] [red] [red] [red] blue",
    "choices that begin alike": "(red red | red | red red red) (red | red red) (red | red red) blue",
    "a slot inside gaps": "red ... {event} ... {event} ... blue",
    "long tails behind short matches": "red [red red red red red red red red red red red red blue]",
    "gaps behind short matches": "red [... blue red ... blue]",
}


@pytest.mark.parametrize("source", PHRASES_THAT_PILE_UP.values(), ids=PHRASES_THAT_PILE_UP)
@pytest.mark.parametrize("unit", ["red ", "red green ", "red, red red-red ", "red blue red green "])
def test_work_grows_in_step_with_the_text(source: str, unit: str) -> None:
    phrase = compile_phrase(source, "en", {"event": SLOT})

    short, long = (steps_taken(phrase_text, phrase) for phrase_text in (unit * 100, unit * 400))

    assert long <= 4.4 * short


def steps_taken(text: str, phrase: Phrase) -> int:
    steps = Steps()
    find_all(phrase, split_words(text), steps=steps)
    return steps.taken
