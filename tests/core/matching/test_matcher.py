"""The compiled edition finds what looking for every phrase everywhere finds, however its tables are laid out."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.phrases.made import phrases_of
from tests.factories import article, background, cues, entry, found, label, matcher, ranking, toll, when

from sidelight.core.annotate import Outcome, run
from sidelight.core.entry import Clause, Entry, Scope
from sidelight.core.index.article_words import ArticleWords
from sidelight.core.kinds.payloads import Figure
from sidelight.core.kinds.slots import slots_of
from sidelight.core.matching.matcher import Matcher
from sidelight.core.matching.mention import find_mentions
from sidelight.core.matching.scan import Scan
from sidelight.core.phrases.compile import compile_phrase
from sidelight.core.phrases.literals import KEEP_AMONG_MANY, Literal, literals_of
from sidelight.core.phrases.match import find_all
from sidelight.core.phrases.parse import parse
from sidelight.core.phrases.required import plain_words

Found = set[tuple[str, str, int, int, int]]
OWN = ["red", "green", "Blue", "kill~", "RED", "red-green"]
PHRASES, COUNTED = phrases_of(OWN, ["the"]), phrases_of([*OWN, "toll"], ["the", "{count}"])
TEXT_WORDS = st.sampled_from(
    [
        *["red", "green", "blue", "RED", "killed", "the", "Red’s", "other", "toll"],
        *["seven", "12", "nearly", "or more", "dozens of", "two to three", "взрывы"],
    ]
)
GAPS = st.sampled_from([" "] * 8 + ["-", ", ", " – ", ". ", " “"])
TEXTS = st.lists(st.tuples(TEXT_WORDS, GAPS), max_size=20).map(lambda pairs: "".join(map("".join, pairs)))
FIGURE = Figure(measure="deaths", unit={})


def naive(entries: tuple[Entry, ...], scan: Scan) -> Found:
    """Try every phrase of every entry on every passage, whole."""
    mentions: Found = set()
    for one, block in product(entries, scan.blocks):
        for source in one.phrases["en"]:
            phrase = compile_phrase(source, "en", slots_of(one))
            for match in find_all(phrase, block.words, language=block.language):
                mentions.add((one.id, source, block.number, match.first, match.end))
    return mentions


def found_by(compiled: Matcher, scan: Scan) -> Found:
    ids = compiled.edition.entries
    return {
        (m.compiled.entry.id, m.phrase.source, m.place.block, m.match.first, m.match.end)
        for m in find_mentions(scan, always=tuple(ids))
    }


@given(
    plain=st.lists(st.lists(PHRASES, min_size=1, max_size=3), min_size=1, max_size=4),
    cued=st.lists(PHRASES, max_size=3),
    counted=st.lists(COUNTED, max_size=3),
    texts=st.lists(TEXTS, min_size=1, max_size=3),
)
@settings(deadline=None)
def test_every_phrase_is_found_where_a_naive_search_finds_it(
    plain: list[list[str]], cued: list[str], counted: list[str], texts: list[str]
) -> None:
    needing = Scope(about=Clause(any=cues("green")))
    entries = (
        *(background(f"plain-{number}", *phrases) for number, phrases in enumerate(plain)),
        *(background(f"cued-{number}", phrase, scope=needing) for number, phrase in enumerate(cued)),
        *(entry(f"counted-{number}", FIGURE, phrase) for number, phrase in enumerate(counted)),
        entry("figure", FIGURE, "kill~ {count}", "{count} (red | green)"),
        entry("figure-too", FIGURE, "kill~ {count}", scope=needing),
    )
    compiled = matcher(*entries)

    scan = Scan(compiled, article(*texts))

    assert found_by(compiled, scan) == naive(entries, scan)


@given(source=st.text(alphabet="aA bйЁthe", min_size=1, max_size=14), language=st.sampled_from(["en", "ru"]))
def test_plain_phrases_give_the_literals_that_parsing_them_would(source: str, language: str) -> None:
    words = plain_words(f"{source} zz", language)
    parsed = literals_of(parse(f"{source} zz", (), language=language), {}, language, KEEP_AMONG_MANY)

    assert not words or (Literal(" ".join(words), whole=True),) == parsed


def test_a_word_made_to_have_the_hash_of_another_is_no_mention_of_it() -> None:
    meant, made = "abfafabdgaaadcabaaaa", "daaiadaaaadaaabafeaa"
    compiled = matcher(background("meant", meant, f"{meant} harbour"))
    text = article(f"They spoke of {made} there.", f"The {made} harbour, and the {made}-harbour.", "filler " * 80)

    alike = ArticleWords([meant, made]).words

    assert alike[0] == alike[1]
    assert list(find_mentions(Scan(compiled, text))) == []
    assert list(find_mentions(Scan(compiled, article(f"They spoke of {meant} there."))))


def crowd(size: int) -> list[Entry]:
    """Many tolls, all mentioned by the same phrases, each of an event of its own."""
    return [
        toll(id=f"toll-{number}", scope=Scope(about=Clause(any=cues(f"Place{number} quake")))) for number in range(size)
    ]


def test_one_of_a_crowd_is_found_by_its_own_cue() -> None:
    compiled = matcher(*crowd(40))

    shown = found(compiled, article("The Place7 quake killed 52 people.", "filler " * 80, published="2021-05-06"))

    assert [entry_id for entry_id, _, _ in shown] == ["toll-7"]


def test_those_of_a_crowd_without_a_cue_are_not_looked_at() -> None:
    compiled = matcher(*crowd(40))

    tried = list(find_mentions(Scan(compiled, article("The Place7 quake killed 52 people."))))

    assert {mention.compiled.entry.id for mention in tried} == {"toll-7"}


def test_an_entry_asked_about_is_looked_at_without_its_cue() -> None:
    compiled = matcher(*crowd(40))

    tried = list(find_mentions(Scan(compiled, article("The flood killed 52 people.")), always=("toll-3",)))

    assert {mention.compiled.entry.id for mention in tried} == {"toll-3"}


SENTENCES = st.sampled_from(
    [
        "The Tarn quake killed 52 people.",
        "It killed 52 people.",
        "A flood killed nine.",
        "Not since the Mirov quake.",
        "The Tarn quake was the deadliest since the Mirov quake.",
        "It was the deadliest earthquake in Zembla.",
        "Petrel Cargo is a closed carrier.",
        "A closed carrier sailed.",
        "The Ministry of Ports spoke of ships.",
    ]
)


@given(blocks=st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4))
@settings(deadline=None, max_examples=60)
def test_no_mention_that_counts_is_passed_over(blocks: list[str]) -> None:
    about_ships = Scope(about=Clause(any=cues("ships"), all=cues("Petrel Cargo")))
    register = label(scope=Scope(about=Clause(any=cues("ships"))))
    compiled = matcher(*crowd(12), toll(), ranking(), register, background(scope=about_ships))
    text = article(*blocks, "filler " * 400, published="2021-05-06")

    passing_over = run(compiled, text, when=when(text))
    trying_all = run(compiled, text, when=when(text), always=tuple(compiled.ids))

    assert shown_by(passing_over) == shown_by(trying_all)


def shown_by(outcome: Outcome) -> list[tuple[str, int]]:
    return [(one.candidate.entry.id, one.candidate.span.start) for one in outcome.selected]
