"""Annotations for people in a terminal: the passage in its context, what is known, from whom, and why it is shown."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from sidelight.cli.telling.cited import cited
from sidelight.cli.telling.terminal import block, in_one_line, line, readable
from sidelight.core.annotation import Annotation, AnnotationPage
from sidelight.core.article import Article
from sidelight.core.entry import Source, in_language
from sidelight.core.text.span import Span

#: Colour and underline of each kind, so that nothing is told by colour alone.
STYLES = {
    "figure": "bold underline dark_orange3",
    "comparison": "bold underline deep_sky_blue3",
    "label": "bold underline medium_purple3",
    "background": "bold underline",
}
#: Around a quote where nothing can be underlined.
PLAIN_MARKS = ("**", "**")
#: Characters of the article shown on each side of a quote.
CONTEXT = 90
#: Sources shown with an annotation; the entry has them all.
MOST_SOURCES = 3
#: Characters shown of the words beside which a passage counts.
MOST_OF_A_CUE = 60
_INDENT = Text("   ")
#: How entries that were not shown are told, by the code that stands before their ids.
_ENTRIES_LEFT = {
    "left-out:": "Left out, since their text may tell what came later",
    "no-room:": "Not shown, since there was no room for more beside this article",
}
_PARTIAL = {
    "paywalled": "the page shows only a part of the article",
    "too-long": "the article is too long; its end was not read",
    "no-article": "no article was found in the page",
    "timed-out": "there was not enough time for all of it",
}


def print_page(console: Console, page: AnnotationPage, source: str) -> None:
    """Print one article's annotations, or that there are none; `source` names an article without a title."""
    article = page.article
    line(console, (in_one_line(_title(article) or ("standard input" if source == "-" else source)), "bold"))
    published = article.published
    dated = f"published {published.date} ({published.evidence})" if published else "no date known: give --published"
    line(console, (f"{dated} · {article.language or 'language unknown'}", "dim"))
    for number, annotation in enumerate(page.items, 1):
        console.print()
        _print_annotation(console, page, number, annotation)
    if not page.items:
        console.print("\nNothing in this article has an entry.")
    console.print()
    for reason in what_is_missing(page.partial):
        block(console, Text(reason, "yellow"), Text())
    block(console, Text(_footer(page), "dim"), Text())


def _title(article: Article) -> str | None:
    """Choose the headline where the page's title is the same with the site's name behind it."""
    headline = next((in_one_line(one.text) for one in article.passages if one.role == "headline"), None)
    return headline if headline and in_one_line(article.title or "").startswith(headline) else article.title


def _print_annotation(console: Console, page: AnnotationPage, number: int, annotation: Annotation) -> None:
    entry, text = annotation.entry, page.article.text
    untitled = f"{entry.id} (title left out: --as-of)" if page.checked.as_of else entry.id
    title = in_language(entry.title, annotation.language) or untitled
    block(console, Text(readable(title), "bold"), Text(f"{number}.".ljust(len(_INDENT)), "bold"))
    line(console, "   ", (f"{entry.kind} · {annotation.finding}", "cyan"))
    span = Span(annotation.selectors.start, annotation.selectors.end)
    marks = PLAIN_MARKS if console.color_system is None else ("", "")
    block(console, _in_context(text, span, STYLES[entry.kind], marks), Text("   │ ", "dim"), Text("   │ ", "dim"))
    block(console, Text(readable(annotation.says)), _INDENT)
    _print_sources(console, cited(annotation), entry.id)
    block(console, Text(_why(annotation, text), "dim"), _INDENT)
    line(console, "   ", (f"Entry: {entry.id}", "dim"))


def _print_sources(console: Console, sources: tuple[Source, ...], entry_id: str) -> None:
    for source in sources[:MOST_SOURCES]:
        dated = source.published or "undated"
        block(console, Text(in_one_line(f"{source.publisher}, {dated}: {source.title}"), "dim"), Text("   - "))
        # Never broken, so that it can be clicked and copied.
        line(console, "     ", (readable(source.url), "dim underline"))
    if (more := len(sources) - MOST_SOURCES) > 0:
        line(console, "   ", (f"- and {more} more: sidelight entries show {entry_id}", "dim"))


def _why(annotation: Annotation, text: str) -> str:
    """Tell, in the article's own words, what had to stand beside the passage; patterns are for `sidelight explain`."""
    quote = Span(annotation.selectors.start, annotation.selectors.end)
    beside = dict.fromkeys(
        f"“{_short(in_one_line(cue.span.of(text)))}”" if cue.span else "the title"
        for cue in annotation.why.cues
        if cue.span is None or not (quote.start <= cue.span.start and cue.span.end <= quote.end)
    )
    reason = "Shown for these words" + (f", beside {', '.join(beside)}" if beside else "")
    if more := len(annotation.also_at):
        reason += f"; also at {more} more place{'s' if more > 1 else ''}"
    return f"{reason}."


def _short(words: str) -> str:
    return words if len(words) <= MOST_OF_A_CUE else f"{words[: MOST_OF_A_CUE - 1].rstrip()}…"


def what_is_missing(partial: tuple[str, ...]) -> Iterator[str]:
    """Word the codes of what was not done.

    Example:
        >>> list(what_is_missing(("no-room:old-pier", "no-room:quay")))
        ['Not shown, since there was no room for more beside this article: old-pier, quay.']
    """
    yield from (f"Not complete: {_PARTIAL.get(code, code)}." for code in partial if ":" not in code)
    for before, told in _ENTRIES_LEFT.items():
        if ids := [code.removeprefix(before) for code in partial if code.startswith(before)]:
            yield f"{told}: {', '.join(ids)}."


def _footer(page: AnnotationPage) -> str:
    checked = page.checked
    day = f"as of {checked.as_of}" if checked.as_of else f"on {checked.on}"
    return (
        f"{len(page.items)} shown, from {checked.entries} entries, {day}"
        f" (edition {checked.edition}, {checked.edition_sha256[:12]})"
    )


def _in_context(text: str, span: Span, style: str, marks: tuple[str, str]) -> Text:
    """Cut the quote out with its neighbourhood: whole words, at most to the ends of its line."""
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.end)
    line_end = len(text) if line_end < 0 else line_end
    start, end = max(line_start, span.start - CONTEXT), min(line_end, span.end + CONTEXT)
    before, after = text[start : span.start], text[span.end : end]
    if start > line_start:
        before = f"…{before.partition(' ')[2]}"
    if end < line_end:
        after = f"{after.rpartition(' ')[0]}…"
    quote = f"{marks[0]}{in_one_line(span.of(text))}{marks[1]}"
    return Text.assemble(readable(before).lstrip(), (quote, style), readable(after).rstrip())
