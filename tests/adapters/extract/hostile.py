"""Pages made to break what reads them."""

from collections.abc import Callable

_PROSE = "<p>Nine people died when a ferry sank off Port Ardel on Tuesday evening, the coast guard said.</p>"

#: Each is a page of up to five megabytes; where there is prose in it, it should be read.
SHAPES: dict[str, Callable[[], str]] = {
    "closing tags that close nothing, in comments": lambda: "<div><!--</div>-->" * 20_000 + _PROSE,
    "closing tags that close nothing, across tables": lambda: "<div><table></div></table>" * 15_000 + _PROSE,
    "divisions nested deeper than any page": lambda: "<div>" * 100_000 + _PROSE,
    "formatting nested in paragraphs": lambda: "<b><p>" * 20_000 + _PROSE,
    "names that no element has, nested": lambda: "".join(f"<x{number}>" for number in range(50_000)) + _PROSE,
    "closed tags that were never opened between open ones": lambda: "<div></p></x>" * 50_000 + _PROSE,
    "nothing but angle brackets": lambda: "<" * 1_000_000 + _PROSE,
    "links that are never closed": lambda: "<a href=x>One " * 200_000 + _PROSE,
    "two megabytes in one attribute": lambda: f'<div class="{"support " * 250_000}">{_PROSE}</div>',
    "a hundred thousand attributes": lambda: "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{_PROSE}</div>",
    "a new class name on each element": lambda: "".join(f"<p class='c{n}-{'x' * 150}'>a" for n in range(20_000)),
    "a flood of comments that are never closed": lambda: "<!--" * 50_000 + "-->" + _PROSE,
    "a flood of closed comments": lambda: "<!-- a -->" * 200_000 + _PROSE,
    "marked sections": lambda: "<![" * 50_000 + ">" + _PROSE,
    "a flood of entities": lambda: f"<p>{'&nbsp;&amp;&#x1F600;&unknown;&#99999999;' * 50_000}</p>{_PROSE}",
    "one entity that never ends": lambda: f"<p>&{'a' * 1_000_000}</p>{_PROSE}",
    "nested tables": lambda: "<table><tr><td>" * 50_000 + _PROSE,
    "nested forms": lambda: "<form>" * 50_000 + "<div><form>" * 5_000 + _PROSE,
    "nested lists": lambda: "<ul><li>" * 50_000 + _PROSE,
    "nested articles": lambda: "<article>" * 700 + "<article><p>One</p></article>" * 20_000 + _PROSE,
    "five megabytes of paragraphs": lambda: _PROSE * 50_000,
    "headings with nothing under them": lambda: f"{_PROSE}{'<h2>One</h2><nav></nav>' * 50_000}",
    "a hundred thousand declarations": lambda: "<meta property='og:title' content='One'>" * 100_000 + _PROSE,
    "structured data nested deeply": lambda: f'<script type="application/ld+json">{"[" * 500_000}</script>{_PROSE}',
    "structured data of white space": lambda: f'<script type="application/ld+json">{" " * 900_000}]</script>{_PROSE}',
    "many structured data": lambda: '<script type="application/ld+json">{"@type": "A"}</script>' * 50_000 + _PROSE,
    "scripts that are never closed": lambda: f"{_PROSE}{'<script>' * 100_000}",
    "line breaks": lambda: f"{_PROSE}<p>{'<br>' * 500_000}</p>",
    "times that are no times": lambda: "<time datetime='9999-99-99'>" * 50_000 + _PROSE,
    "zeros": lambda: "\0" * 1_000_000 + _PROSE,
    "templates in templates": lambda: "<template>" * 50_000 + _PROSE,
    "drawings in drawings": lambda: "<svg><math>" * 50_000 + _PROSE,
    "selections and options": lambda: "<select><option>" * 100_000 + _PROSE,
}
