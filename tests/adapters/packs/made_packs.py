"""Packs made by Hypothesis, of texts that YAML takes for something else; all of them passed the contract."""

import dataclasses

from hypothesis import strategies as st

from sidelight.core.entry import Pack
from sidelight.shapes.entries import entry_from
from sidelight.shapes.packs import cues_from, pack_from

HEAD = {"id": "harbours", "title": "Harbours", "licence": "CC0-1.0"}
# Texts that YAML, or a careless writer of it, takes for something else.
HOSTILE = [
    "null", "Null", "~", "true", "FALSE", "yes", "no", "on", "off", "7", "007", "-7", "1.5", "1e3", "1.0e3", "0x1F",
    ".inf", "2024", "2024-03-22", "12:30:45", "- a", "-", "--- a", "...", "? a", ": a", "a: b", "a:", "a #b", "#a",
    "# a", "&a b", "*a", "!a", "!!str a", "%YAML", "@a", "`a`", "'a'", '"a"', "'", '"', "it's \"so\"", "\\", "\\n",
    "a\\ b", "[a", "{a}",
    "a]", "a, b", "|", ">", "| a", ">- a", "a\nb", "a\n\nb", "\na", "a\n", "a \n b", " a", "a ", "a  b", "\ta", "a\tb",
    "a\r\nb", "\x85a", "a\u2028b", "\ufeffa", "a\u200bb", "\u00a0a", "\U0001f600", "\x9f", "\ufffe", "=", "<<",
    "x" * 300, "word " * 60 + "end", "long  " * 40 + "end", "a" * 99 + " #b " + "c" * 99, "a" * 99 + ": b",
    "- " * 60 + "a",
    "Ж" * 101 + " б", " ".join(["«Слово»"] * 40), "# " + "word " * 40 + "end", "line one\n" * 30 + "end",
]  # fmt: skip
TEXTS = st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=150).filter(
    lambda text: (
        bool(text.strip())
        and not any((ord(c) < 32 and c not in "\t\n\r") or c == "\x7f" or "\ud800" <= c <= "\udfff" for c in text)
    )
)
LANGUAGES = st.sampled_from(["en", "ru", "no", "on", "to", "any", "all", "zh-Hant"])
LOCAL = st.dictionaries(LANGUAGES, TEXTS, min_size=1, max_size=3)
PHRASES = st.dictionaries(LANGUAGES, st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=2)
DATES = st.sampled_from(["2024", "1999-12", "2024-03-22", "0007", "0007-01-02"])
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-9e15, 9e15, allow_nan=False)
IDS = st.sampled_from(["pier", "on", "no", "null", "7", "2024", "2024-03-22", "0x1"])
CUES = st.lists(TEXTS | IDS.map(lambda name: {"cues": name, "near": "article"}), min_size=1, max_size=3)
RECORDS = st.fixed_dictionaries(
    {"value": NUMBERS, "as_of": DATES},
    optional={
        "published": DATES, "by": TEXTS, "note": LOCAL, "standing": st.sampled_from(["main", "other"]),
        "sources": st.lists(IDS),
    },
)  # fmt: skip
SHARED = {
    "title": LOCAL,
    "summary": LOCAL,
    "body": LOCAL,
    "tags": st.lists(TEXTS, min_size=1, max_size=4),
    "phrases": PHRASES,
    "scope": st.fixed_dictionaries({}, optional={
        "about": st.fixed_dictionaries({"any": CUES}, optional={"near": st.sampled_from(["article", "sentence"])}),
        "not_about": st.fixed_dictionaries({"any": CUES}),
        "published": st.sampled_from([{"to": "2024"}, {"from": "2024"}, {"from": "2023", "to": "2024"}]),
        "sites": st.lists(TEXTS, min_size=1, max_size=2),
    }),
    "sources": st.just([
        {"id": "s", "title": "No", "publisher": "7", "url": "https://a.example/#b?c={d}", "published": "2024"},
    ]),
    "examples": st.lists(st.fixed_dictionaries(
        {"text": TEXTS, "quote": TEXTS}, optional={"published": DATES, "reading": NUMBERS, "language": LANGUAGES},
    ), max_size=2),
    "review_by": st.just("2027-03-01"),
    "revision": st.integers(1, 9),
    "status": st.sampled_from(["draft", "trial", "published", "retired"]),
}  # fmt: skip
UNITS = LOCAL.map(lambda texts: {"other": texts})
PAYLOADS = st.one_of(
    st.just({"kind": "background"}),
    st.builds(
        lambda unit, records: {"kind": "figure", "figure": {"measure": "deaths", "unit": unit, "records": records}},
        UNITS,
        st.lists(RECORDS, min_size=1, max_size=3),
    ),
    st.builds(
        lambda term, phrases, on, also: {
            "kind": "label",
            "label": {
                "term": term, "applied_by": term, "means": term, "basis": {**term, "sources": ["s"]},
                "subjects": [{
                    "id": "x", "name": "No", "phrases": phrases,
                    "history": [{"event": "also", "on": on, "designation": also}],
                }],
            },
        },
        LOCAL, PHRASES, DATES, LOCAL,
    ),
    st.builds(
        lambda of, phrases, began, records: {
            "kind": "comparison",
            "comparison": {
                "measure": "deaths", "direction": "most", "of": {**of, "cues": phrases},
                "coverage": {"places": ["No"], "from": began},
                "events": [{
                    "id": "x", "name": of, "phrases": phrases, "began": began, "ended": began, "places": ["7"],
                    "records": records,
                }],
            },
        },
        LOCAL, PHRASES, DATES, st.lists(RECORDS, min_size=1, max_size=2),
    ),
)  # fmt: skip


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Make packs whose entries all passed the contract."""
    written = []
    for number in range(draw(st.integers(0, 3))):
        parts = draw(st.fixed_dictionaries({}, optional=SHARED))
        written.append({"id": f"entry-{number}"} | draw(PAYLOADS) | parts)
    cues, problems = cues_from(draw(st.dictionaries(IDS, PHRASES, max_size=2)))
    assert not problems
    entries = tuple(entry_from(data, pack="harbours") for data in written)
    head = pack_from(
        {**HEAD, "title": draw(TEXTS), "maintainers": draw(st.lists(TEXTS, max_size=2)), "contact": draw(TEXTS)}
    )
    return dataclasses.replace(head, entries=entries, cues=cues)
