"""Makes the gallery of the console: every page and state, light, dark, and on a phone.

Run `python tests/e2e/console/gallery.py` in a checkout; it writes `tests/e2e/console/gallery/` anew. With names of
scenes it takes only those, and leaves the other pictures alone.
"""

import shutil
import sys
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "server")]

from playwright.sync_api import Browser, Page  # noqa: E402 - found only now, when run as a command
from tests.e2e.browsers.chromium import BINARY  # noqa: E402 - as above
from tests.e2e.console.desk import Desks, desks  # noqa: E402 - as above
from tests.e2e.console.scenes import SCENES, Scene  # noqa: E402 - as above
from tests.extension.driver import shared_driver  # noqa: E402 - as above

GALLERY = Path(__file__).parent / "gallery"
#: Longest picture, in pixels of the page: what comes below says nothing new of a page's looks.
MOST_HEIGHT = 2_400
#: Height of a picture of a part, in pixels of the page.
PART_HEIGHT = 1_100
#: Left above a part with which a picture begins.
_ABOVE = 64
_QUALITY = 22


@dataclass(frozen=True)
class Look:
    """The width of the window and the colours that somebody chose."""

    told: str
    width: int
    height: int
    #: Pixels of the picture for each of the page: what keeps the gallery small.
    scale: float
    scheme: Literal["light", "dark"] = "light"


LOOKS = {
    "light": Look("in light colours", 1280, 800, 0.6),
    "dark": Look("in dark colours", 1280, 800, 0.6, "dark"),
    "phone": Look("on a phone", 390, 760, 0.75),
}


def expected() -> list[str]:
    """List the files of the gallery."""
    return sorted([*(f"{scene.name}-{look}.jpg" for scene in SCENES for look in LOOKS), "README.md"])


def readme() -> str:
    """Write the list of pictures, a line each."""
    lines = [
        f"- [{scene.name}-{name}.jpg]({scene.name}-{name}.jpg): {scene.told}, {look.told}."
        for scene in SCENES
        for name, look in LOOKS.items()
    ]
    head = "Pictures of the console with invented data, made by `python tests/e2e/console/gallery.py`."
    return "\n".join(["# Gallery of the console", "", head, "", *lines, ""])


def make(folder: Path, names: Collection[str] = ()) -> None:
    """Make all pictures, or those of some scenes, in a folder."""
    wanted = [scene for scene in SCENES if not names or scene.name in names]
    with shared_driver() as driver:
        browser = driver.chromium.launch(executable_path=BINARY, args=["--no-sandbox"])
        for name, look in LOOKS.items():
            with tempfile.TemporaryDirectory() as kept, desks(Path(kept)) as opened:
                for scene in wanted:
                    _take(browser, opened, scene, look, folder / f"{scene.name}-{name}.jpg")
        browser.close()
    (folder / "README.md").write_text(readme(), encoding="utf-8")


def _take(browser: Browser, opened: Desks, scene: Scene, look: Look, file: Path) -> None:
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height},
        device_scale_factor=look.scale,
        color_scheme=look.scheme,
        reduced_motion="reduce",
    )
    address = opened.addresses[scene.desk]
    if scene.who:
        cookie = opened.cookies[f"{scene.desk} {scene.who}"]
        context.add_cookies([{"name": "sidelight", "value": cookie, "domain": "127.0.0.1", "path": "/console"}])
    page = context.new_page()
    page.goto(f"{address}{scene.path}")
    if scene.act is not None:
        scene.act(page, opened)
    page.wait_for_load_state("networkidle")
    _look_at(page, scene, look)
    page.screenshot(path=file, type="jpeg", quality=_QUALITY, animations="disabled")
    context.close()


def _look_at(page: Page, scene: Scene, look: Look) -> None:
    """Make the window as high as the picture, so that what sticks to its edges is at the picture's edges."""
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    if not scene.part:
        page.set_viewport_size({"width": look.width, "height": max(look.height, min(height, MOST_HEIGHT))})
        return
    page.set_viewport_size({"width": look.width, "height": PART_HEIGHT})
    part = page.locator(scene.part).first
    part.evaluate("(one, above) => scrollBy(0, one.getBoundingClientRect().top - above)", _ABOVE)


def main(names: Collection[str]) -> None:
    """Write the gallery anew."""
    if not names:
        shutil.rmtree(GALLERY, ignore_errors=True)
    GALLERY.mkdir(exist_ok=True)
    make(GALLERY, names)
    size = sum(path.stat().st_size for path in GALLERY.iterdir())
    sys.stdout.write(f"{len(list(GALLERY.iterdir()))} files, {size / 1024:.0f} KB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
