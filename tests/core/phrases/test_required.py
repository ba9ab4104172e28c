"""What every match of a phrase must hold, chosen quickly and for many phrases alike, is held by every match."""

from collections.abc import Callable

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.core.phrases.made import phrases_of

from sidelight.core.index.article_words import ArticleWords
from sidelight.core.phrases.compile import compile_phrase
from sidelight.core.phrases.match import find_all, stands_plainly
from sidelight.core.phrases.parse import parse
from sidelight.core.phrases.patterns import Patterns
from sidelight.core.phrases.required import reach_of, required
from sidelight.core.phrases.slots import OpenSlot
from sidelight.core.text.words import split_words
from sidelight.errors import PhraseError

SLOTS = {"count": OpenSlot("count")}
OWN = ["red", "Green", "kill~", "killer", "killed", "KILL", "RED", "red-green", "x", "2024", "o'brien"]
OWN += ["kilo", "dying~", "Взрыв", "взрыв~", "a.b", "longestwordever", "toll", "people"]
LOOSE = ["the", "в", "{count}"]
#: Many of these are refused.
PHRASES = st.recursive(
    st.sampled_from([*OWN, *LOOSE]),
    lambda part: st.one_of(
        st.lists(part, min_size=2, max_size=4).map(" ".join),
        st.lists(part, min_size=2, max_size=3).map(lambda parts: f"({' | '.join(parts)})"),
        part.map(lambda inner: f"[{inner}]"),
        st.tuples(part, part).map(" ... ".join),
    ),
    max_leaves=7,
)
TEXT_WORDS = ["red", "green", "killed", "KILL", "killer", "RED", "the", "x", "2024", "o'brien", "dying", "dies", "kilo"]
TEXT_WORDS += ["взрыв", "взрывы", "в", "seven", "a.b", "longestwordever", "toll", "people", "other", "over", "or more"]
TEXT_WORDS += ["dozens of", "от", "семи", "до", "девяти"]
TEXTS = st.lists(st.sampled_from(TEXT_WORDS), max_size=24).map(" ".join)


@given(source=phrases_of(OWN, LOOSE), language=st.sampled_from(["en", "ru", "tlh"]), text=TEXTS)
@example(source="{count} (red | toll)", language="en", text="seven or more red other 2024 toll")
@example(source="{count} (killed | people killed)", language="en", text="seven people killed")
@example(source="death toll {count}", language="en", text="death toll over seven")
@settings(max_examples=600, deadline=None)
def test_every_match_holds_a_literal_and_what_must_stand_beside_it(source: str, language: str, text: str) -> None:
    words, article = split_words(text), ArticleWords([text])
    patterns = Patterns(lambda _owner: SLOTS)
    number = patterns.number(source, language, "figure")
    index, literals, beside = patterns.finish()
    standing = index.find(article).words_of(literals[number])
    kept = beside.kept(article, number, standing, lambda: patterns.reach(number))

    for match in find_all(compile_phrase(source, language, SLOTS), words, language=language):
        assert any(match.first <= at < match.end for at in kept)
        assert match.end - match.first <= reach_of(source)


@given(source=PHRASES, language=st.sampled_from(["en", "ru", "tlh"]))
@settings(max_examples=600, deadline=None)
def test_a_phrase_is_refused_as_it_is_when_parsed(source: str, language: str) -> None:
    assert refusal(lambda: required(source, language, SLOTS)) == refusal(
        lambda: parse(source, SLOTS.keys(), language=language)
    )


def refusal(work: Callable[[], object]) -> str | None:
    try:
        work()
    except PhraseError as refused:
        return str(refused)
    return None


def test_phrases_built_alike_keep_their_own_names() -> None:
    quakes = [required(f"{name} (earthquake~ | disaster)", "en").literals for name in ("Tarn", "Mirov", "Zembla")]

    texts = [[literal.text for literal in literals] for literals in quakes]

    assert texts == [[f"{name} earthquak", f"{name} disaster"] for name in ("tarn", "mirov", "zembla")]


def test_a_name_that_begins_like_a_stem_is_not_passed_over() -> None:
    found = required("(killed | kill~) lighthouse", "en").literals

    assert [(literal.text, literal.whole) for literal in found] == [("lighthouse", True)]


@given(
    before=st.sampled_from([" ", "", "-", "“", "-“", "(", "x-", " 's "]),
    gaps=st.lists(st.sampled_from([" ", "-", ", ", "  ", ". ", " “", "\n\n", "’s "]), min_size=1, max_size=3),
    behind=st.sampled_from([" ", "", "-", "”", "”-x", "’s", ".", "’ ", "\u0301", "½"]),
)
def test_words_that_stand_plainly_are_found_by_the_slow_way_too(before: str, gaps: list[str], behind: str) -> None:
    text = f"other {before}red{''.join(f'{gap}red' for gap in gaps)}{behind} other."
    wanted = compile_phrase(" ".join(["red"] * (len(gaps) + 1)), "en")
    start, end = text.index("red") + 1, text.rindex("red") + 4

    if stands_plainly(f"\n{text}\n", start, end, wanted.literals[0].text):
        assert find_all(wanted, split_words(text))
