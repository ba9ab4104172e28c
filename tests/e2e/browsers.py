"""One face over two browsers, each with the extension in it: Chromium by Playwright, Firefox by Marionette."""

import gc
import json
import os
import shutil
import socket
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import CDPSession, Page, Playwright

CHROMIUM = "/usr/bin/chromium"
FIREFOX = "/usr/bin/firefox-esr"
HOST = "sidelight-cards"
GECKO_ID = "sidelight@sidelight.example"
#: A fixed address for Firefox's extension pages.
UUID = "11111111-2222-4333-8444-555555555555"
WINDOW = (1000, 700)
#: Longest wait for anything to show, in seconds.
PATIENCE = 10.0
_PAUSE = 0.03
#: A popup that is still open would take the next click on the button as one that closes it.
_CLOSE_POPUP = """
  const panel = document.getElementById("customizationui-widget-panel");
  if (!panel || panel.state === "closed") return done(true);
  panel.addEventListener("popuphidden", () => done(true), { once: true });
  panel.hidePopup();
"""
_ENTER, _ESCAPE, _TAB = "\ue007", "\ue00c", "\ue004"
_PAINTED = """[...CSS.highlights].filter(([name]) => /^sidelight-(?!active-)/.test(name))
  .flatMap(([, ranges]) => [...ranges].map(String))"""


class Browser(Protocol):
    """What a scenario can do, whatever the browser."""

    name: str

    def open(self, url: str) -> None:
        """Open a page in a fresh state."""

    def click_action(self) -> None:
        """Click the extension's toolbar button on the open page."""

    def close_popup(self) -> None:
        """Close what the toolbar button has opened, as a click beside it does; the page has the focus again."""

    def badge(self) -> str:
        """Read the text on the toolbar button."""

    def js(self, expression: str) -> Any:
        """Evaluate an expression in the page's own world."""

    def inside(self, selector: str) -> str | None:
        """Read the text of an element in the closed shadow root; `None` if there is none."""

    def click_inside(self, selector: str) -> None:
        """Click an element in the closed shadow root."""

    def click(self, x: float, y: float) -> None:
        """Click at a point of the window."""

    def press(self, key: str) -> None:
        """Press Tab, Enter or Escape."""

    def stop_background(self) -> None:
        """Stop the background, as the browser may at any time."""

    def close(self) -> None:
        """End the browser."""


def painted(browser: Browser) -> list[str]:
    """List the passages that are painted now."""
    quotes: list[str] = browser.js(_PAINTED)
    return quotes


def wait(look: Callable[[], Any]) -> Any:
    """Look until there is something to see, and give it back; the last look counts when patience is at its end."""
    end = time.monotonic() + PATIENCE
    while not (seen := look()) and time.monotonic() < end:
        time.sleep(_PAUSE)
    return seen


class Chromium:
    """Debian's Chromium, headless."""

    name = "chromium"

    def __init__(self, playwright: Playwright, extension: Path) -> None:
        self._profile = tempfile.mkdtemp(prefix="sidelight-chromium-")
        self._context = playwright.chromium.launch_persistent_context(
            self._profile,
            executable_path=CHROMIUM,
            headless=True,
            viewport={"width": WINDOW[0], "height": WINDOW[1]},
            args=[
                f"--disable-extensions-except={extension}",
                f"--load-extension={extension}",
                "--enable-unsafe-extension-debugging",
                "--no-sandbox",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        workers = self._context.service_workers
        worker = workers[0] if workers else self._context.wait_for_event("serviceworker", timeout=30_000)
        self._id = worker.url.split("/")[2]
        # The worker is there before it listens; a click in that moment would be lost.
        assert wait(lambda: worker.evaluate("chrome.runtime.onMessage.hasListeners()"))
        browser = self._context.browser
        assert browser is not None
        self._cdp = browser.new_browser_cdp_session()
        self._page: Page | None = None
        self._tab: CDPSession | None = None
        self._worlds: dict[int, str] = {}
        self._visits = 0

    @property
    def page(self) -> Page:
        assert self._page is not None
        return self._page

    def open(self, url: str) -> None:
        if self._page is not None:
            self._page.close()
        self._page = self._context.new_page()
        self._worlds = {}
        self._tab = self._context.new_cdp_session(self._page)
        self._tab.on("Runtime.executionContextCreated", self._world_came)
        self._tab.on("Runtime.executionContextsCleared", lambda _: self._worlds.clear())
        self._tab.send("Runtime.enable")
        # Each visit has an address of its own: a tab that is just closing must not be taken for this one.
        self._visits += 1
        self._page.goto(f"{url}?visit={self._visits}")

    def _world_came(self, event: dict[str, Any]) -> None:
        self._worlds[event["context"]["id"]] = event["context"]["origin"]

    def click_action(self) -> None:
        targets = self._cdp.send("Target.getTargets", {"filter": [{"type": "tab"}]})["targetInfos"]
        target = next(target for target in targets if target["url"] == self.page.url)
        self._cdp.send("Extensions.triggerAction", {"id": self._id, "targetId": target["targetId"]})

    def close_popup(self) -> None:
        self.page.bring_to_front()

    def badge(self) -> str:
        text: str = self._worker(
            "chrome.tabs.query({active: true}).then(([tab]) => chrome.action.getBadgeText({tabId: tab.id}))"
        )
        return text

    def _worker(self, expression: str) -> Any:
        return self._context.service_workers[0].evaluate(expression)

    def js(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def _in_extension(self, expression: str) -> Any:
        self.page.evaluate("0")  # events of the browser are only heard while the driver is talked to
        worlds = [world for world, origin in self._worlds.items() if self._id in origin]
        if not worlds:
            return None
        assert self._tab is not None
        root = f"(host => host && chrome.dom.openOrClosedShadowRoot(host))(document.querySelector('{HOST}'))"
        asked = {"contextId": worlds[-1], "expression": f"(root => {expression})({root})", "returnByValue": True}
        answer = self._tab.send("Runtime.evaluate", asked)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def inside(self, selector: str) -> str | None:
        text: str | None = self._in_extension(f"root?.querySelector({json.dumps(selector)})?.textContent ?? null")
        return text

    def click_inside(self, selector: str) -> None:
        middle = "(box => [box.x + box.width / 2, box.y + box.height / 2])"
        self.click(*self._in_extension(f"{middle}(root.querySelector({json.dumps(selector)}).getBoundingClientRect())"))

    def click(self, x: float, y: float) -> None:
        self.page.mouse.click(x, y)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def stop_background(self) -> None:
        for target in self._cdp.send("Target.getTargets")["targetInfos"]:
            if target["type"] == "service_worker" and self._id in target["url"]:
                self._cdp.send("Target.closeTarget", {"targetId": target["targetId"]})

    def close(self) -> None:
        self._context.close()
        shutil.rmtree(self._profile, ignore_errors=True)


def _free_port() -> int:
    """Find a port, so that two browsers can run side by side."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def _forgiven() -> Iterator[None]:
    """Let the driver import telnetlib, which is on its way out, and leave the sockets of its first attempts open."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


class Firefox:
    """Debian's Firefox ESR, headless."""

    name = "firefox"
    _ACTION = """
      const [id, done] = arguments;
      const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
      const action = ExtensionParent.apiManager.global.browserActionFor(WebExtensionPolicy.getByID(id).extension);
    """

    def __init__(self, extension: Path) -> None:
        with _forgiven():
            from marionette_driver.addons import Addons
            from marionette_driver.marionette import ActionSequence, Marionette
        prefs = {"extensions.webextensions.uuids": json.dumps({GECKO_ID: UUID})}
        self._actions = ActionSequence
        with _forgiven():
            self._m = Marionette(
                bin=FIREFOX, headless=True, app="fxdesktop", gecko_log=os.devnull, prefs=prefs, port=_free_port()
            )
            self._m.start_session()
        self._m.set_window_rect(width=WINDOW[0], height=WINDOW[1])
        Addons(self._m).install(str(extension), temp=True)
        state = "done(WebExtensionPolicy.getByID(id).extension.backgroundState);"
        assert wait(lambda: self._chrome(state) == "running")

    def open(self, url: str) -> None:
        self._m.navigate(url)

    def click_action(self) -> None:
        # A click on the button whose popup is still open from the last page would only close it.
        self.close_popup()
        self._chrome("action.triggerAction(window); done(true);")

    def close_popup(self) -> None:
        self._chrome(
            "for (const one of window.document.querySelectorAll('panel')) if (one.state !== 'closed') one.hidePopup();"
            "window.gBrowser.selectedBrowser.focus(); done(true);"
        )

    def badge(self) -> str:
        text: str = self._chrome("done(action.action.getContextData(gBrowser.selectedTab).badgeText);")
        return text or ""

    def _chrome(self, script: str) -> Any:
        with self._m.using_context("chrome"):
            return self._m.execute_async_script(self._ACTION + script, script_args=[GECKO_ID])

    def js(self, expression: str) -> Any:
        return self._m.execute_script(f"return ({expression})", sandbox=None)

    def _find(self, selector: str) -> Any:
        root = self._m.find_element("css selector", HOST).shadow_root
        return root.find_element("css selector", selector)

    def inside(self, selector: str) -> str | None:
        from marionette_driver.errors import (
            DetachedShadowRootException,
            NoSuchElementException,
            NoSuchShadowRootException,
            StaleElementException,
        )

        try:
            text: str | None = self._find(selector).get_property("textContent")
        except (
            NoSuchElementException,
            NoSuchShadowRootException,
            DetachedShadowRootException,
            StaleElementException,
        ):
            return None  # not there, or replaced at this moment
        return text

    def click_inside(self, selector: str) -> None:
        self._find(selector).click()

    def click(self, x: float, y: float) -> None:
        pointer = self._actions(self._m, "pointer", "mouse")
        pointer.pointer_move(int(x), int(y)).pointer_down().pointer_up().perform()

    def press(self, key: str) -> None:
        code = {"Enter": _ENTER, "Escape": _ESCAPE, "Tab": _TAB}[key]
        self._actions(self._m, "key", "keyboard").key_down(code).key_up(code).perform()

    def stop_background(self) -> None:
        stop = "WebExtensionPolicy.getByID(id).extension.terminateBackground().then(() => done(true));"
        self._chrome(stop)

    def close(self) -> None:
        with _forgiven():
            self._m.quit()
            self._m.cleanup()
