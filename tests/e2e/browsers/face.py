"""What a scenario can do in a browser, whichever it is, and how it waits."""

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from tests.extension.driver import wait as wait

#: The one element that the extension adds to a page.
HOST = "sidelight-cards"
WINDOW = (1000, 700)
_PAINTED = """[...CSS.highlights].filter(([name]) => /^sidelight-(?!active-)/.test(name))
  .flatMap(([, ranges]) => [...ranges]).filter((one) => !one.collapsed).map(String)"""
#: The passage whose card is open.
_ACTIVE = """[...CSS.highlights].filter(([name]) => name.startsWith("sidelight-active-"))
  .flatMap(([, ranges]) => [...ranges]).map((one) => String(one).replace(/\\s+/g, " "))"""
#: The middle of the first line of the painted passage that holds the words, once it is in view.
_PLACE = """((words) => {{
  const range = [...CSS.highlights].filter(([name]) => name.startsWith("sidelight-"))
    .flatMap(([, ranges]) => [...ranges]).find((one) => String(one).replace(/\\s+/g, " ").includes(words));
  if (!range) return null;
  range.startContainer.parentElement.scrollIntoView({{ block: "center", behavior: "instant" }});
  const line = range.getClientRects()[0];
  return [line.left + line.width / 2, line.top + line.height / 2];
}})("{words}")"""


@dataclass(frozen=True)
class Look:
    """How the browser shows pages: what the reader has chosen in it, and how large its window is."""

    dark: bool = False
    forced_colours: bool = False
    printed: bool = False
    width: int = WINDOW[0]
    height: int = WINDOW[1]
    zoom: float = 1.0


class ExtensionPage(Protocol):
    """A page of the extension's own, open in a tab in front."""

    def js(self, expression: str) -> Any:
        """Evaluate an expression with the extension's rights; a promise is waited for."""

    def click(self, selector: str) -> None:
        """Click an element."""

    def write(self, selector: str, text: str) -> None:
        """Write into a field, in place of what stands there."""


class Browser(Protocol):
    """What a scenario can do, whatever the browser."""

    name: str

    def open(self, url: str) -> None:
        """Open a page in a fresh state."""

    def click_action(self) -> None:
        """Click the extension's toolbar button on the open page; its popup is open then."""

    def close_popup(self) -> None:
        """Close what the toolbar button has opened, as a click beside it does; then the page has the focus again."""

    def badge(self) -> str:
        """Read the text on the toolbar button."""

    def command(self, name: str) -> None:
        """Do what the shortcut of that name does."""

    def js(self, expression: str) -> Any:
        """Evaluate an expression in the page's own world."""

    def inside(self, selector: str) -> str | None:
        """Read the text of an element in the closed shadow root; `None` if there is none."""

    def box(self, selector: str) -> dict[str, float] | None:
        """Measure an element in the closed shadow root, in CSS pixels of the window; `None` if it is not shown."""

    def click_inside(self, selector: str) -> None:
        """Click an element in the closed shadow root once it is there and stands still."""

    def click(self, x: float, y: float) -> None:
        """Click at a point of the window."""

    def move(self, x: float, y: float) -> None:
        """Move the pointer to a point of the window."""

    def press(self, key: str) -> None:
        """Press a key by its name, such as Tab, Enter or Escape."""

    def look(self, look: Look) -> None:
        """Show pages in another way."""

    def own(self, expression: str) -> Any:
        """Evaluate an expression with the extension's rights, from a page that is not in front."""

    def page_of_ours(self, path: str) -> AbstractContextManager[ExtensionPage]:
        """Open a page of the extension in a tab; it is closed at the end, and the page is in front again."""

    def stop_background(self) -> None:
        """Stop the background, as the browser may at any time."""

    def close(self) -> None:
        """End the browser."""


def painted(browser: Browser) -> list[str]:
    """List the passages that are painted now."""
    quotes: list[str] = browser.js(_PAINTED)
    return quotes


def light_up(browser: Browser, url: str) -> list[str]:
    """Open a page, click the button, close the popup, and give the passages that are painted."""
    browser.open(url)
    browser.click_action()
    quotes: list[str] = wait(lambda: painted(browser))
    assert quotes, f"nothing is painted on {url}"
    assert wait(lambda: browser.inside(".marker") is not None)
    browser.close_popup()
    return quotes


def place_of(browser: Browser, words: str) -> tuple[float, float]:
    """Find a point on the painted passage that holds the words."""
    place = wait(lambda: browser.js(_PLACE.format(words=words)))
    assert place, f"{words} is not painted"
    x, y = place
    return x, y


def click_words(browser: Browser, words: str) -> None:
    """Click on a painted passage."""
    browser.click(*place_of(browser, words))


def open_card(browser: Browser, words: str) -> str:
    """Click on a painted passage and give the sentence of its card."""
    click_words(browser, words)
    # Another card may be open until now.
    assert wait(lambda: [quote for quote in browser.js(_ACTIVE) if words in quote]), f"no card for {words}"
    says: str | None = wait(lambda: browser.inside(".card .says"))
    assert says, f"no card for {words}"
    return says


def hover(browser: Browser, words: str) -> str | None:
    """Rest the pointer on a painted passage and give the sentence of the card that comes."""
    x, y = place_of(browser, words)
    # A pointer that is already there sends nothing.
    browser.move(1, 1)
    browser.move(x - 2, y)
    browser.move(x, y)
    says: str | None = wait(lambda: browser.inside(".card .says"))
    return says


def choose(browser: Browser, **settings: Any) -> None:
    """Store what a reader chooses, as the options page would."""
    browser.own(f"chrome.storage.local.set({json.dumps(settings)}).then(() => 1)")


def tell(browser: Browser, kind: str, **more: Any) -> Any:
    """Send a message to the page in front, as the popup does; an empty answer while no scripts are there."""
    message = json.dumps({"type": kind, **more})
    return browser.own(
        "chrome.tabs.query({active: true})"
        f".then(([tab]) => chrome.tabs.sendMessage(tab.id, {message}, {{frameId: 0}})).catch(() => ({{}}))"
    )


def lost_notes(browser: Browser) -> dict[str, str]:
    """Give the passages that could not be marked, each with the reason."""
    return {note["quote"]: note["reason"] for note in tell(browser, "status").get("notes", []) if not note["placed"]}
