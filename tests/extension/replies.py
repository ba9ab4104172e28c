"""A sample article about invented events, and the server's answer to it with a note of every kind."""

from copy import deepcopy
from typing import Any

ARTICLE = """<!doctype html>
<html lang="en">
<head>
  <title>Search goes on in Melvaro</title>
  <meta property="article:published_time" content="2023-05-18T10:40:00Z">
</head>
<body>
<nav><a href="#top">Sections</a></nav>
<article>
  <h1>Search goes on in Melvaro</h1>
  <p>At least <em>412</em> people were killed in the earthquake that struck Melvaro before dawn on
     Sunday, the office said. <a id="link" href="#elsewhere">Read the statement</a>.</p>
  <p>It was the deadliest earthquake in Karvenia since the 1987 Tolmere earthquake, the minister told parliament.</p>
  <p>The works were led by Orrinvale, which the ministry has listed as a restricted contractor since last June.</p>
  <p>The Civil Protection Office will hold a “public inquiry” 🏚️ into the buildings that fell in the town.</p>
</article>
</body>
</html>"""

_SOURCES = [
    {
        "id": "courier",
        "title": "Toll revised",
        "publisher": "The Courier",
        "url": "https://example.com/toll",
        "published": "2023-06",
    },
    {
        "id": "office",
        "title": "Final count",
        "publisher": "Civil Protection",
        "url": "https://example.com/final",
        "published": None,
    },
]


def record(value: float, as_of: str, **more: Any) -> dict[str, Any]:
    """Write a record as the server does."""
    missing = {"low": None, "high": None, "by": None, "note": None, "standing": "main", "qualifier": None}
    return {"value": value, "as_of": as_of, "published": as_of, **missing, "sources": ["courier"], **more}


def ranked(event: str, value: float, began: str, **more: Any) -> dict[str, Any]:
    """Write a line of a ranking as the server does."""
    line = {"event": event.lower(), "name": event, "value": value, "low": value, "high": value, "began": began}
    return {**line, "place": "Karvenia", "counts": True, **more}


_SERIES = [
    record(180, "2023-05-14"),
    record(412, "2023-05-17", by="Civil Protection Office"),
    record(431, "2023-06-02"),
]
_PARTS: dict[str, dict[str, Any]] = {
    "figure": {
        "reading": {
            "value": 412,
            "low": 412,
            "high": None,
            "form": "at-least",
            "unit": "people killed",
            "text": "At least 412",
        },
        "records": {
            "then": _SERIES[1],
            "latest": _SERIES[2],
            "series": _SERIES,
            "other": [record(440, "2023-06-05", standing="other")],
        },
    },
    "comparison": {
        "claim": {"subject": "melvaro", "superlative": "deadliest", "since": "tolmere", "place": "Karvenia"},
        "ranking": [
            ranked("Tolmere", 1210, "1987-03-02", low=1100, counts=False, reason="the event it is compared with"),
            ranked("Melvaro", 431, "2023-05-14"),
            ranked("Ostrelin", 77, "2001-11"),
            ranked("Elsewhere", 900, "1999", counts=False, reason="in another place"),
        ],
        "then": {"finding": "holds"},
        "now": {"finding": "holds"},
        "against": [],
        "edge": None,
        "on_record": 4,
    },
    "label": {
        "label": {
            "term": "restricted contractor",
            "applied_by": "Ministry of Works",
            "means": "May not bid for public works.",
            "basis": {"text": "Works Act of 2019", "sources": ["office"]},
            "disputed_by": None,
        },
        "subjects": [
            {
                "id": "orrinvale",
                "name": "Orrinvale",
                "finding": "changed-since",
                "history": [
                    {
                        "event": "listed",
                        "on": "2022-06-09",
                        "by": "Ministry of Works",
                        "designation": None,
                        "note": None,
                        "sources": ["office"],
                    },
                    {"event": "removed", "on": "2024-02", "by": None, "designation": None, "note": None, "sources": []},
                ],
            }
        ],
    },
    "background": {},
}
QUOTES = {
    "figure": (
        "At least 412 people were killed",
        "revised-since",
        "412 killed as of 17 May 2023; 431 as of 2 June 2023.",
    ),
    "comparison": (
        "deadliest earthquake in Karvenia since the 1987 Tolmere earthquake",
        "holds",
        "Holds among 4 events.",
    ),
    "label": (
        "listed as a restricted contractor",
        "changed-since",
        "Listed since 9 June 2022; removed in February 2024.",
    ),
    "background": ("Civil Protection Office", "context", "The state body that leads rescues in Karvenia."),
}


def annotation(text: str, kind: str) -> dict[str, Any]:
    """Write the annotation of that kind for a text, as the server does."""
    exact, finding, says = QUOTES[kind]
    start = text.index(exact)
    end = start + len(exact)
    return {
        "id": f"urn:sidelight:{kind}:1",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en", "value": says}
        ],
        "target": {
            "source": "urn:sidelight:text:1",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": exact,
                    "prefix": text[max(0, start - 32) : start],
                    "suffix": text[end : end + 32],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
        "entry": {
            "id": f"sample-{kind}",
            "kind": kind,
            "pack": "sample",
            "title": f"About the {kind}",
            "summary": f"Summary of the {kind}.",
            "revision": 2,
            "reviewed": "2026-11-01",
            "review_by": "2027-03-01",
            "sources": deepcopy(_SOURCES),
        },
        "finding": finding,
        "says": says,
        **deepcopy(_PARTS[kind]),
        "why": {"phrase": "{count} people were killed", "cues": [{"cue": "Melvaro", "start": 1, "end": 8}]},
        "also_at": [{"start": 0, "end": 3, "exact": "412"}] if kind == "figure" else [],
    }


def reply_to(text: str, *items: dict[str, Any]) -> dict[str, Any]:
    """Write the whole answer to a text: one annotation a kind, or the given ones."""
    return {
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"@vocab": "urn:sidelight:"}],
        "id": "urn:sidelight:page:1",
        "type": "AnnotationPage",
        "items": list(items) or [annotation(text, kind) for kind in QUOTES],
        "article": {
            "title": None,
            "language": "en",
            "published": {"date": "2023-05-18", "evidence": "given"},
            "modified": None,
        },
        "checked": {
            "edition": 1,
            "edition_sha256": "0",
            "engine": "0.1.0",
            "entries": 4,
            "on": "2026-11-22",
            "as_of": None,
        },
        "partial": [],
    }
