"""What painting costs: 30 notes on a page of a million characters, in Chromium and in Firefox.

`python tests/bench/painting.py`: a whole session (read, anchor, paint) and then painting alone, beside wrapping the
same ranges in elements. Exits with 1 where a session's task took over 50 ms or anything outside our element changed.
Chromium tells processor time, Firefox only how long others waited: there take an idle machine.
"""

import argparse
import json
import logging
import random
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, Response, send_from_directory
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "extension" / "content"
FILES = json.loads((CONTENT / "files.json").read_text(encoding="utf-8"))
CHROMIUM, FIREFOX = "/usr/bin/chromium", "/usr/bin/firefox-esr"
CHARACTERS = 1_000_000
LONGEST_TASK_MS = 50
#: What runs in the page, in this order; the second session has no positions to go by.
STEPS = {"by position": "session(false)", "by quote": "session(true)", "painting": "painting()"}

Run = Callable[[str], Any]


def long_page(characters: int) -> str:
    """Make an article of so many characters, with links and emphasis as articles have them; the same each time."""
    chance = random.Random(1)  # noqa: S311 (a seed, no secret)
    words = ["".join(chance.choices("abcdefghiklmnoprstuvw", k=chance.randint(2, 10))) for _ in range(5000)]
    paragraphs: list[str] = []
    length = 0
    while length < characters:
        sentence = chance.choices(words, k=chance.randint(30, 90))
        length += sum(map(len, sentence)) + len(sentence) + 1
        place = chance.randrange(len(sentence))
        sentence[place] = f'<a href="#{place}">{sentence[place]}</a>' if place % 2 else f"<em>{sentence[place]}</em>"
        paragraphs.append(f"<p>{' '.join(sentence).capitalize()}.</p>")
    scripts = [f'<script src="/content/{name}"></script>' for name in FILES["scripts"]]
    styles = [f'<link rel="stylesheet" href="/content/{name}">' for name in FILES["styles"]]
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Long</title>{"".join(styles)}'
    body = f"<article><h1>A long page</h1>{''.join(paragraphs)}</article>"
    return f'{head}<body>{body}{"".join(scripts)}<script src="/painting.js"></script></body></html>'


@contextmanager
def served(html: str) -> Iterator[str]:
    """Serve the page and the content scripts on this machine."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    site = Flask("long")
    site.add_url_rule("/", "page", lambda: Response(html))
    site.add_url_rule("/painting.js", "bench", lambda: send_from_directory(Path(__file__).parent, "painting.js"))
    site.add_url_rule("/content/<path:name>", "content", lambda name: send_from_directory(CONTENT, name))
    server = make_server("127.0.0.1", 0, site, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium(address: str) -> Iterator[Run]:
    """Open the page in Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 700})
        page.goto(address)

        def run(code: str) -> Any:
            browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
            found = page.evaluate(code)
            return {**found, **busiest(json.loads(browser.stop_tracing())["traceEvents"])}

        yield run
        browser.close()


def busiest(events: list[dict[str, Any]]) -> dict[str, float]:
    """Read from a trace how much processor time the page's thread took, and its longest task, in milliseconds."""
    calls = Counter((event["pid"], event["tid"]) for event in events if event["name"] == "FunctionCall")
    thread = calls.most_common(1)[0][0]
    times = [
        event["tdur"] / 1000
        for event in events
        if event["name"] == "ThreadControllerImpl::RunTask"
        and (event["pid"], event["tid"]) == thread
        and "tdur" in event
    ]
    return {"cpu": sum(times), "longest_cpu": max(times)}


@contextmanager
def firefox(address: str) -> Iterator[Run]:
    """Open the page in Firefox."""
    from marionette_driver.marionette import Marionette

    with tempfile.TemporaryDirectory() as folder:  # for the log, since Marionette deletes a file of that name first
        driver = Marionette(bin=FIREFOX, headless=True, app="fxdesktop", gecko_log=folder)
        driver.start_session()
        driver.timeout.script = 120
        driver.navigate(address)
        wait = "const done = arguments[0]; ({}).then(done, (error) => done(String(error)));"
        yield lambda code: driver.execute_async_script(wait.replace("{}", code), sandbox=None)
        driver.quit()
        driver.cleanup()


BROWSERS = {"chromium": chromium, "firefox": firefox}


def measure(name: str, address: str) -> dict[str, Any]:
    """Run all steps in a browser."""
    with BROWSERS[name](address) as run:
        return {step: run(f"paintingBench.{code}") for step, code in STEPS.items()}


def times(one: dict[str, Any]) -> str:
    """Say how long it took; processor time where the browser tells it, since other programs do not count in it."""
    waited = f"busy {one['busy']:.0f} ms, longest task {one['longest']:.0f} ms"
    if "cpu" not in one:
        return waited
    return f"{waited} (of the processor: {one['cpu']:.0f} ms, longest {one['longest_cpu']:.0f} ms)"


def say(line: str) -> None:
    """Write a line of the result."""
    sys.stdout.write(f"{line}\n")


def report(name: str, found: dict[str, Any]) -> bool:
    """Print what was found; answers whether it is as it should be."""
    say(name)
    good = True
    for step in ("by position", "by quote"):
        one = found[step]
        say(
            f"  session {step}: {one['placed']} notes on {one['characters']:,} characters, {times(one)}, "
            f"mutations outside our element {one['mutations']}"
        )
        good = good and one.get("longest_cpu", one["longest"]) <= LONGEST_TASK_MS and not one["mutations"]
    for step in ("painted", "wrapped"):
        one = found["painting"][step]
        say(
            f"  {step}: script {one['script']:.1f} ms, style and layout {one['layout']:.1f} ms, "
            f"longest task {one['longest']:.0f} ms, mutations outside our element {one['mutations']}"
        )
    return good and not found["painting"]["painted"]["mutations"]


def main() -> int:
    """Run the bench; answers the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=CHARACTERS)
    parser.add_argument("--browsers", nargs="+", choices=sorted(BROWSERS), default=sorted(BROWSERS))
    asked = parser.parse_args()
    with served(long_page(asked.characters)) as address:
        good = [report(name, measure(name, address)) for name in asked.browsers]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
