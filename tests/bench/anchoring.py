"""Do notes find their places? Spans of the server's extraction, anchored in Chromium, on pages as they are and edited.

`python tests/bench/anchoring.py FOLDER...`: each folder holds pages as `*.html`, or `*.html.gz`, at any depth; files
named `expected.*` are no pages. Exits with 1 where a place is wrong or fewer than 99.5 % of the spans were placed.
"""

import argparse
import gzip
import json
import logging
import random
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, Response
from playwright.sync_api import CDPSession, Page, sync_playwright
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "server"))

from sidelight.adapters.extract.charset import decode  # noqa: E402 (found only with the path above)
from sidelight.adapters.extract.page import extract  # noqa: E402 (as above)
from sidelight.core.text.selectors import describe  # noqa: E402 (as above)
from sidelight.core.text.span import Span  # noqa: E402 (as above)
from sidelight.errors import NoArticleError  # noqa: E402 (as above)
from sidelight.services import ports  # noqa: E402 (as above)

CONTENT = ROOT / "extension" / "content"
CHROMIUM = "/usr/bin/chromium"
SPANS = 20
WORDS = (3, 40)
GOAL = 0.995
#: The page's own scripts do not run, as when the server reads it.
POLICY = "script-src 'none'"


@dataclass
class Result:
    """What became of the spans: as the page came, and after the edits."""

    pages: int = 0
    first: Counter[str] = field(default_factory=Counter)
    again: Counter[tuple[str, str]] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def placed(self) -> float:
        """Return the share that found its place, on the page as it came, of the spans that the browser shows."""
        return self.first["right"] / max(1, self.first.total() - self.first["unseen"])

    def wrong(self) -> int:
        """Count the wrong places."""
        return self.first["wrong"] + sum(many for (_, result), many in self.again.items() if result == "wrong")


def pages_in(folders: list[Path]) -> Iterator[tuple[str, str]]:
    """Read the pages of the folders: a name and the HTML."""
    for folder in folders:
        for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.html.gz")]):
            if path.name.startswith("expected."):
                continue
            body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            yield path.relative_to(folder).as_posix(), decode(ports.Page(body=body))


def spans_of(html: str, seed: str) -> list[dict[str, Any]]:
    """Describe seeded random spans of the server's extraction, each within a passage, as the server's own are."""
    try:
        article = extract(ports.Page(body=html))
    except NoArticleError:
        return []
    places = [list(re.finditer(r"\S+", passage.text)) for passage in article.passages]
    weights = [max(0, len(words) - WORDS[0] + 1) for words in places]
    chance = random.Random(seed)  # noqa: S311 (a seed, no secret)
    targets = []
    for at in chance.choices(range(len(places)), weights, k=SPANS) if any(weights) else []:
        words, start = places[at], article.passages[at].span.start
        many = chance.randint(WORDS[0], min(WORDS[1], len(words)))
        first = chance.randint(0, len(words) - many)
        span = Span(start + words[first].start(), start + words[first + many - 1].end())
        quote = describe(article.text, span)
        position = {"start": quote.start, "end": quote.end}
        targets.append({"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix, "position": position})
    return targets


@contextmanager
def served(pages: dict[str, str]) -> Iterator[str]:
    """Serve the pages on this machine by their number."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    site = Flask("pages")
    bodies = list(pages.values())
    headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
    site.add_url_rule(
        "/<int:number>", "page", lambda number: Response(bodies[number].encode("utf-8", "replace"), headers=headers)
    )
    server = make_server("127.0.0.1", 0, site, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Tab:
    """A page with the content scripts in a world of their own, as the extension's are."""

    def __init__(self, page: Page, address: str) -> None:
        """Open the address and bring the scripts."""
        page.goto(address, wait_until="domcontentloaded")
        self._cdp: CDPSession = page.context.new_cdp_session(page)
        frame = self._cdp.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        self._world = self._cdp.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]
        names = json.loads((CONTENT / "files.json").read_text(encoding="utf-8"))["scripts"]
        for path in [*(CONTENT / name for name in names), Path(__file__).with_suffix(".js")]:
            self.run(path.read_text(encoding="utf-8") + "\n;0")

    def run(self, code: str) -> Any:
        """Run code in the scripts' world and wait for its value."""
        asked = {"contextId": self._world, "expression": code, "awaitPromise": True, "returnByValue": True}
        answer = self._cdp.send("Runtime.evaluate", asked)
        if "exceptionDetails" in answer:
            msg = answer["exceptionDetails"]["exception"].get("description", answer["exceptionDetails"]["text"])
            raise RuntimeError(msg)
        return answer["result"].get("value")


def measure_page(
    open_tab: Callable[[], Tab], name: str, targets: list[dict[str, Any]], seeds: int, result: Result
) -> None:
    """Place the spans, edit the page, place them again; each seed edits the page anew."""
    result.pages += 1
    for seed in range(1, seeds + 1):
        tab = open_tab()
        answers = tab.run(f"bench.first({json.dumps(targets)})")
        for answer, target in zip(answers if seed == 1 else [], targets, strict=False):
            word = answer.split(":")[0]
            result.first[word] += 1
            if word != "right":
                result.told.append(f"{name}: {answer}: {target['exact'][:200]!r}")
        tab.run(f"bench.edit({seed})")
        for judged in tab.run("bench.again()"):
            word = judged["result"].split(":")[0]
            result.again[judged["touched"], word] += 1
            if word == "wrong":
                result.told.append(f"{name}, edited ({judged['touched']}, seed {seed}): {judged['result']}")


def measure(pages: dict[str, str], seeds: int) -> Result:
    """Measure all pages in one browser."""
    result = Result()
    with served(pages) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for number, (name, html) in enumerate(pages.items()):
            targets = spans_of(html, name)
            if not targets:
                continue
            page = browser.new_page(viewport={"width": 1000, "height": 800})
            page.route("**/*", lambda route: route.continue_() if route.request.url.startswith(site) else route.abort())
            measure_page(partial(Tab, page, f"{site}/{number}"), name, targets, seeds, result)
            page.close()
        browser.close()
    return result


def say(line: str) -> None:
    """Write a line of the result."""
    sys.stdout.write(f"{line}\n")


def report(result: Result, *, details: bool) -> None:
    """Print what was found."""
    say(f"{result.pages} pages, {result.first.total()} spans: {result.placed():.2%} of those shown are placed")
    say(f"  as it came: {dict(result.first.most_common())}")
    say(f"  edited: {result.again.total()} spans")
    rows: dict[str, Counter[str]] = {}
    for (touched, word), many in result.again.items():
        rows.setdefault(touched, Counter())[word] += many
    for touched, row in sorted(rows.items()):
        say(f"    {touched}: {dict(row.most_common())}")
    say(f"  wrong places: {result.wrong()}")
    for line in result.told if details else []:
        say(f"- {line}")


def main() -> int:
    """Run the bench; answers the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--seeds", type=int, default=1, help="how often each page is edited, each time anew")
    parser.add_argument("--pages", type=int, default=None, help="only so many pages")
    parser.add_argument("--details", action="store_true", help="name what was not placed, and what was placed wrong")
    asked = parser.parse_args()
    pages = dict(list(pages_in(asked.folders))[: asked.pages])
    result = measure(pages, asked.seeds)
    report(result, details=asked.details)
    return 0 if result.placed() >= GOAL and not result.wrong() else 1


if __name__ == "__main__":
    sys.exit(main())
