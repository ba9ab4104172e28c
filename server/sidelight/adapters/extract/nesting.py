"""How deep a page nests, told before it is parsed.

Lexbor reads HTML as browsers do, fast, but its time grows with the square of the depth of nesting: 100,000 nested
`<div>` take it 19 s. So tags are counted first, and a page nested deeper than any real one goes to libxml2, which stops
at a depth of its own. Tags are counted as they are written: markup made to fool the count (closing tags in comments or
across tables) is as slow as ever, and then costs its own reader its deadline (`child`).
"""

import re

#: More open tags than this at one place, and the page is read by libxml2.
MAX_NESTING = 800
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9:-]*")
#: Tags that do not nest: they are void, or browsers close them by themselves.
_FLAT = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option",
    "path", "circle", "rect", "use", "line", "polygon", "polyline", "ellipse", "stop",
})  # fmt: skip


def is_too_deep(html: str) -> bool:
    """Tell whether tags stand open inside each other deeper than `MAX_NESTING`, as written; one pass.

    Example:
        >>> is_too_deep("<div>" * 1000), is_too_deep("<p>One" * 1000), is_too_deep("<b>One</b>" * 1000)
        (True, False, False)
    """
    if html.count("<") <= MAX_NESTING:
        return False
    tags = _TAG.findall(html)
    stood_open: dict[str, list[int]] = {}  # one number for each name, shared by all the ways to write it
    counted = {}
    for tag in set(tags):
        name = tag.lstrip("</").lower()
        if name not in _FLAT:
            counted[tag] = (stood_open.setdefault(name, [0]), tag[1] == "/")
    depth = 0
    for number, closes in map(counted.__getitem__, filter(counted.__contains__, tags)):
        if not closes:
            number[0] += 1
            depth += 1
            if depth > MAX_NESTING:
                return True
        elif number[0]:  # a closing tag that closes nothing is ignored by browsers too
            number[0] -= 1
            depth -= 1
    return False
