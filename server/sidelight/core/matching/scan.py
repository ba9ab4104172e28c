"""One article under one matcher: where phrases and cues stand.

The literals are looked up once, when the scan is made. Everything dearer (sentences, quantities, trying a pattern) is
done on demand and once. The title takes part as evidence even when no passage repeats it; it is never a target.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from functools import cached_property
from typing import TypeVar, cast

from sidelight.core.article import Article, Role
from sidelight.core.index.article_words import ArticleWords
from sidelight.core.index.tables import as_numbers
from sidelight.core.matching.matcher import CompiledEntry, Matcher
from sidelight.core.matching.places import Place, Places
from sidelight.core.phrases.compile import Phrase
from sidelight.core.phrases.match import Match, find_all, stands_plainly
from sidelight.core.text.fold import fold_text
from sidelight.core.text.quantity_lookup import Quantities
from sidelight.core.text.script import script_language
from sidelight.core.text.span import Span
from sidelight.core.text.words import Words, split_words

Result = TypeVar("Result")
#: Categories of what belongs to the letter before it.
_MARKS = frozenset(("Mn", "Me"))
#: Roles whose cues count as evidence for the whole article.
ARTICLE_ROLES: frozenset[Role] = frozenset({"headline", "standfirst", "body", "quote", "list"})


class Block:
    """A passage, or the title, as words; `offset` is where it starts in the article's text, `None` for a bare title."""

    def __init__(self, number: int, role: Role, text: str, offset: int | None, language: str) -> None:
        self.number = number
        self.role = role
        self.text = text
        self.offset = offset
        self._language = language
        self.known: ArticleWords | None = None

    @cached_property
    def language(self) -> str:
        """The passage's own language, by its letters, else the article's."""
        return script_language(self.text, self._language)

    @cached_property
    def words(self) -> Words:
        """The words with their places and joins; made only where a literal occurred."""
        starts = None if self.known is None else self.known.starts_in(self.number)
        return split_words(self.text, self.language, starts)

    @cached_property
    def quantities(self) -> Quantities:
        """The quantities of the block, each read when first asked for."""
        return Quantities(self.words, self.language)

    def sentence(self, word: int) -> int:
        """Number the sentence a word stands in."""
        return self.words.sentences[word]

    def together(self, one: int, other: int) -> bool:
        """Tell whether two words stand in one sentence, which is quicker than to compare their numbers."""
        return self.words.together(one, other)


class Scan:
    """The literals found in an article, and everything looked up from them."""

    def __init__(self, matcher: Matcher, article: Article) -> None:
        self.matcher = matcher
        self.article = article
        self.blocks = _blocks(article)
        self._words = ArticleWords([block.text for block in self.blocks])
        for block in self.blocks:
            block.known = self._words
        self._hits = matcher.index.find(self._words)
        self._hit = matcher.tried.once(self._hits.literals)
        self._hit_numbers = as_numbers(self._hit)
        self._matches: dict[int, tuple[tuple[int, Match], ...]] = {}
        self._standing: dict[frozenset[int], Places] = {}
        self._done: dict[Hashable, object] = {}

    def mentions(self, always: Collection[str] = ()) -> Iterator[tuple[int, CompiledEntry]]:
        """Give each pattern one of whose literals occurred, with each entry that it mentions and that may count.

        Args:
            always: Entries to give even if the article holds none of the cues that they need.
        """
        matcher = self.matcher
        for pattern, number in matcher.mentions.each(self._hit_numbers):
            compiled = matcher.entries[matcher.ids[number]]
            if compiled.entry.id not in always and self.may_count(compiled):
                yield pattern, compiled
        woken = sorted(matcher.wakes.once(self._hit_numbers))
        for entry_id in dict.fromkeys((*(matcher.ids[number] for number in woken), *always)):
            compiled = matcher.entries[entry_id]
            for pattern in compiled.phrases:
                if self._hits.words_of(matcher.literals[pattern]):
                    yield pattern, compiled

    def may_count(self, compiled: CompiledEntry) -> bool:
        """Tell whether the article may hold one of the cues that the entry needs."""
        return compiled.needed is None or not self._hit.keys().isdisjoint(compiled.needed)

    def matches(self, pattern: int) -> tuple[tuple[int, Match], ...]:
        """Find a pattern everywhere, as (block number, match), in reading order."""
        if pattern not in self._matches:
            self._matches[pattern] = tuple(self._try(pattern))
        return self._matches[pattern]

    def blocks_near(self, pattern: int) -> Collection[int]:
        """Number the blocks in which a literal of the pattern stands: it matches in no other, and is not tried here."""
        return self._words_of(pattern).keys()

    def places(self, patterns: frozenset[int]) -> Places:
        """Find where any of these cues stands."""
        if patterns not in self._standing:
            self._standing[patterns] = Places(self._places(patterns))
        return self._standing[patterns]

    def article_places(self, patterns: frozenset[int]) -> Places:
        """Find where any of these cues stands from headline to list."""
        return self.once(
            ("article", patterns),
            lambda: Places(p for p in self.places(patterns).all if self.blocks[p.block].role in ARTICLE_ROLES),
        )

    @cached_property
    def event_places(self) -> list[tuple[Place, frozenset[str]]]:
        """Find every cue that names an event, with the keys of the events it may name."""
        cues, keys = self.matcher.event_cues, self.matcher.event_keys
        found: list[tuple[Place, frozenset[str]]] = []
        for pattern in dict.fromkeys([pattern for pattern, _ in cues.each(self._hit_numbers)]):
            named = frozenset(keys[event] for event in cues[pattern])
            found.extend((place, named) for place in self._places((pattern,)))
        return found

    def once(self, key: Hashable, work: Callable[[], Result]) -> Result:
        """Do a piece of work on this article the first time it is asked for, and keep what came of it."""
        if key not in self._done:
            self._done[key] = work()
        return cast("Result", self._done[key])

    @property
    def words_in_text(self) -> int:
        """Count the words of the article's text, those of a bare title left out."""
        bare_title = self.length(0) if self.blocks and self.blocks[0].offset is None else 0
        return len(self._words) - bare_title

    def length(self, block: int) -> int:
        """Count the words of a block."""
        return self._words.first_words[block + 1] - self._words.first_words[block]

    def span(self, place: Place) -> Span | None:
        """Turn a place into a span of the article's text; `None` in a bare title."""
        block = self.blocks[place.block]
        if block.offset is None:
            return None
        first = self._words.first_words[place.block]
        start, end = self._words.source_span(first + place.first, first + place.end)
        if unicodedata.category(self._words.source[end]) not in _MARKS:
            moved = block.offset - self._words.offsets[place.block]
            return Span(start + moved, end + moved)
        # A mark on the last letter belongs to it.
        return block.words.span(place.first, place.end).shift(block.offset)

    def _places(self, patterns: Iterable[int]) -> Iterator[Place]:
        for pattern in self._hit.keys() & patterns:
            for block, match in self.matches(pattern):
                yield Place(block, match.first, match.end)

    def _words_of(self, pattern: int) -> dict[int, list[int]]:
        """Map block → its words, in order, at which a literal of the pattern begins."""
        first_words = self._words.first_words
        matcher = self.matcher
        found = self._hits.words_of(matcher.literals[pattern])
        found = matcher.beside.kept(self._words, pattern, found, lambda: matcher.patterns.reach(pattern))
        words: dict[int, list[int]] = {}
        for word in found:
            number = bisect_right(first_words, word) - 1
            words.setdefault(number, []).append(word - first_words[number])
        return words

    def _try(self, pattern: int) -> Iterator[tuple[int, Match]]:
        standing = self._words_of(pattern)
        if not standing:
            return  # Most of those tried in vain end here, before their states are built.
        phrase = self.matcher.patterns[pattern]
        matches = self._literal_matches if phrase.is_literal else self._other_matches
        for number, words in standing.items():
            for match in matches(phrase, number, words):
                yield number, match

    def _other_matches(self, phrase: Phrase, number: int, words: list[int]) -> Iterator[Match]:
        """Find a phrase by its states, near the words at which one of its literals begins."""
        block = self.blocks[number]
        for first, end, last_hit in _windows(words, phrase.longest, self.length(number)):
            yield from find_all(
                phrase,
                block.words,
                first,
                end,
                language=block.language,
                quantities=block.quantities,
                begins_by=last_hit,
            )

    def _literal_matches(self, phrase: Phrase, number: int, words: list[int]) -> Iterator[Match]:
        """Find mere words where they stand in a row: only what is between them is left to look at."""
        before, end, count = self._words.first_words[number], 0, phrase.longest
        text = phrase.literals[0].text
        for first in words:
            if first < end:
                continue
            start, stop = self._words.source_span(before + first, before + first + count)
            if stands_plainly(self._words.source, start, stop, text):
                end = first + count
                yield Match(first, end, (), count)
            elif found := find_all(phrase, self.blocks[number].words, first, first + count):
                end = first + count
                yield found[0]


def _blocks(article: Article) -> tuple[Block, ...]:
    language = article.language or "en"
    blocks: list[Block] = []
    headlines = {fold_text(passage.text) for passage in article.passages if passage.role == "headline"}
    if article.title and fold_text(article.title) not in headlines:
        blocks.append(Block(0, "headline", article.title, None, language))
    for passage in article.passages:
        blocks.append(Block(len(blocks), passage.role, passage.text, passage.span.start, language))
    return tuple(blocks)


def _windows(hits: list[int], reach: int, length: int) -> Iterator[tuple[int, int, int]]:
    """Merge the neighbourhoods of the hits, which are in order, into word ranges apart, each with its last hit."""
    first = last = hits[0]
    for hit in hits[1:]:
        if hit - reach > last + reach:
            yield max(0, first - reach), min(length, last + reach), last
            first = hit
        last = hit
    yield max(0, first - reach), min(length, last + reach), last
