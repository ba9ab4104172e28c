"""Makes the gallery: every part that readers see, in the looks that they may have chosen.

Run `python tests/e2e/gallery.py` in a checkout; it writes `tests/e2e/gallery/` anew.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "server")]

from tests.e2e.browsers.chromium import Chromium, OwnPage  # noqa: E402 - found only now, when run as a command
from tests.e2e.browsers.face import Look, choose, light_up, open_card, tell, wait  # noqa: E402 - as above
from tests.e2e.conftest import extension_for, running_news, running_server  # noqa: E402 - as above
from tests.extension.driver import shared_driver  # noqa: E402 - as above

GALLERY = Path(__file__).parent / "gallery"
#: Passages of the invented article, one for each kind of note.
CARDS = {
    "figure": "412 people were killed",
    "comparison": "deadliest earthquake",
    "label": "restricted contractor",
    "background": "Amberline Rescue Union",
}
PAGES = {"popup": "The popup on a page with notes", "options": "The options", "welcome": "The first run"}
#: What each picture shows, by the first part of its name.
PARTS = {
    **{f"card-{kind}": f"The card of a note of the kind {kind}" for kind in CARDS},
    "list": "The list at the side of the page",
    **PAGES,
}
LOOKS = {
    "light": Look(width=720, height=560),
    "dark": Look(width=720, height=560, dark=True),
    "forced": Look(width=720, height=560, forced_colours=True, dark=True),
    "phone": Look(width=360, height=640),
    "zoom": Look(width=1280, height=1024, zoom=4),
    "russian": Look(width=720, height=560),
}
#: How each look is called in the list of pictures.
NAMES = {
    "light": "in light colours",
    "dark": "in dark colours",
    "forced": "in forced colours",
    "phone": "on a phone",
    "zoom": "at 400 % zoom",
    "russian": "in Russian",
}
POPUP_WIDTH = 400
_QUALITY = 40


def expected() -> list[str]:
    """List the files of the gallery."""
    return sorted([*(f"{part}-{look}.jpg" for part in PARTS for look in LOOKS), "README.md"])


def readme() -> str:
    """Write the list of pictures, a line each."""
    lines = [
        f"- [{part}-{look}.jpg]({part}-{look}.jpg): {told}, {NAMES[look]}."
        for part, told in PARTS.items()
        for look in LOOKS
    ]
    return "\n".join(
        [
            "# Gallery",
            "",
            "Pictures of the extension on an invented article, made by `python tests/e2e/gallery.py`.",
            "",
            *lines,
            "",
        ]
    )


class Painter:
    """Takes the pictures with one browser."""

    def __init__(self, browser: Chromium, news: str, folder: Path) -> None:
        self.browser = browser
        self.news = news
        self.folder = folder

    def shoot(self, name: str, page: OwnPage | None = None) -> None:
        """Take a picture of what is in front."""
        shown = page.page if page else self.browser.page
        shown.screenshot(
            path=self.folder / f"{name}.jpg", type="jpeg", quality=_QUALITY, animations="disabled", caret="hide"
        )

    def on_page(self, look: str) -> None:
        """Take the cards and the list."""
        for kind, words in CARDS.items():
            light_up(self.browser, f"{self.news}/article")
            open_card(self.browser, words)
            self.shoot(f"card-{kind}-{look}")
        self.browser.press("Escape")
        tell(self.browser, "list")
        wait(lambda: self.browser.box(".list"))
        self.shoot(f"list-{look}")

    def of_ours(self, look: str) -> None:
        """Take the extension's own pages."""
        light_up(self.browser, f"{self.news}/article")
        tab = self.browser.own("chrome.tabs.query({active: true}).then(([tab]) => tab.id)")
        chosen = LOOKS[look]
        narrow = replace(chosen, width=int(min(POPUP_WIDTH * chosen.zoom, chosen.width)))
        ready: dict[str, tuple[str, Look, str]] = {
            "popup": (f"popup.html?tab={tab}", narrow, "document.querySelector('.note, .notes button')"),
            "options": ("options.html", chosen, "document.querySelector('#shortcuts').children.length"),
            "welcome": ("welcome.html", chosen, "document.body.classList.contains('ready')"),
        }
        for part, (path, look_of_it, seen) in ready.items():
            self.browser.look(look_of_it)
            with self.browser.page_of_ours(path) as page:
                wait(_looker(page, f"Boolean({seen})"))
                self.shoot(f"{part}-{look}", page)


def _looker(page: OwnPage, expression: str) -> Callable[[], object]:
    return lambda: page.js(expression)


def make(folder: Path) -> None:
    """Make all pictures in a folder."""
    with tempfile.TemporaryDirectory() as kept, running_server(Path(kept) / "data") as server, running_news() as news:
        extension = extension_for(server.address, Path(kept))
        with shared_driver() as playwright:
            browser = Chromium(playwright, extension)
            painter = Painter(browser, news, folder)
            for name, look in LOOKS.items():
                choose(browser, language="ru" if name == "russian" else "en")
                for take in (painter.on_page, painter.of_ours):
                    browser.look(look)
                    take(name)
            browser.close()
    (folder / "README.md").write_text(readme(), encoding="utf-8")


def main() -> None:
    """Write the gallery anew."""
    shutil.rmtree(GALLERY, ignore_errors=True)
    GALLERY.mkdir()
    make(GALLERY)
    size = sum(path.stat().st_size for path in GALLERY.iterdir())
    sys.stdout.write(f"{len(list(GALLERY.iterdir()))} files, {size / 1024:.0f} KB\n")


if __name__ == "__main__":
    main()
