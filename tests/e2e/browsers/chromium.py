"""Debian's Chromium with the extension, driven by Playwright."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Error, Page, Playwright
from tests.e2e.browsers.face import HOST, WINDOW, Look, wait
from tests.extension.driver import PATIENCE, listening

BINARY = "/usr/bin/chromium"
_BOX = "(box => box.width ? box.toJSON() : null)"
_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class OwnPage:
    """A page of the extension in a tab."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def js(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def click(self, selector: str) -> None:
        try:
            self.page.locator(selector).first.click()
        except Error:
            if not self.page.is_closed():  # a popup may have closed itself before the click is reported
                raise

    def write(self, selector: str, text: str) -> None:
        self.page.locator(selector).fill(text)


class Chromium:
    """Debian's Chromium, headless."""

    name = "chromium"

    def __init__(self, playwright: Playwright, extension: Path) -> None:
        self._profile = tempfile.mkdtemp(prefix="sidelight-chromium-")
        self.context = playwright.chromium.launch_persistent_context(
            self._profile,
            executable_path=BINARY,
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
        self.context.set_default_timeout(PATIENCE * 1000)
        workers = self.context.service_workers
        worker = workers[0] if workers else self.context.wait_for_event("serviceworker", timeout=60_000)
        self._id = worker.url.split("/")[2]
        self.origin = f"chrome-extension://{self._id}"
        # The worker is there before it listens; a click in that moment would be lost.
        assert wait(lambda: worker.evaluate("chrome.runtime.onMessage.hasListeners()"))
        browser = self.context.browser
        assert browser is not None
        self._cdp = browser.new_browser_cdp_session()
        self._own = self.context.new_page()
        self._own.goto(f"{self.origin}/manifest.json")
        self._page: Page | None = None
        self._tab: CDPSession | None = None
        self._worlds: dict[int, str] = {}
        self._visits = 0
        self._look = Look()

    @property
    def page(self) -> Page:
        assert self._page is not None
        return self._page

    def open(self, url: str) -> None:
        if self._page is not None:
            self._page.close()
        self._page = self.context.new_page()
        self._show(self._page)
        self._worlds = {}
        self._tab = self.context.new_cdp_session(self._page)
        self._tab.on("Runtime.executionContextCreated", self._world_came)
        self._tab.on("Runtime.executionContextsCleared", lambda _: self._worlds.clear())
        self._tab.send("Runtime.enable")
        # Each visit has an address of its own: a tab that is just closing must not be taken for this one.
        self._visits += 1
        self._page.goto(f"{url}?visit={self._visits}")

    def _world_came(self, event: dict[str, Any]) -> None:
        self._worlds[event["context"]["id"]] = event["context"]["origin"]

    def _targets(self, kind: str, url: str) -> list[str]:
        infos = self._cdp.send("Target.getTargets", {"filter": [{"type": kind}]})["targetInfos"]
        return [info["targetId"] for info in infos if info["url"] == url]

    def _popup(self) -> list[str]:
        return self._targets("page", f"{self.origin}/popup.html")

    def click_action(self) -> None:
        # A click on the button whose popup is still open would only close it.
        self.close_popup()
        found = wait(lambda: (self.js("0"), self._targets("tab", self.page.url))[1])
        assert found, f"no tab shows {self.page.url}"
        self._cdp.send("Extensions.triggerAction", {"id": self._id, "targetId": found[0]})
        assert wait(self._popup), "no popup"

    def close_popup(self) -> None:
        def is_closed() -> bool:
            self.page.bring_to_front()
            return not self._popup()

        assert wait(is_closed), "the popup stays open"

    def badge(self) -> str:
        text: str = self.own(
            "chrome.tabs.query({active: true}).then(([tab]) => chrome.action.getBadgeText({tabId: tab.id}))"
        )
        return text

    def command(self, name: str) -> None:
        # A stopped worker is woken by any message; only then can it be spoken to.
        worker = listening(self.context, lambda: self.own("chrome.runtime.sendMessage({}).catch(() => 0)"))
        worker.evaluate(f"chrome.commands.onCommand.dispatch({json.dumps(name)})")

    def js(self, expression: str) -> Any:
        try:
            return self.page.evaluate(expression)
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
        # The page was just being left for another one.
        self.page.wait_for_load_state()
        return self.page.evaluate(expression)

    def _in_extension(self, expression: str) -> Any:
        self.js("0")  # events of the browser are only heard while the driver is talked to
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

    def box(self, selector: str) -> dict[str, float] | None:
        found = f"root?.querySelector({json.dumps(selector)})"
        box: dict[str, float] | None = self._in_extension(
            f"(e => e ? {_BOX}(e.getBoundingClientRect()) : null)({found})"
        )
        return box

    def click_inside(self, selector: str) -> None:
        found = f"root.querySelector({json.dumps(selector)})"
        middle = "(box => [box.x + box.width / 2, box.y + box.height / 2])"

        def place() -> list[float] | None:
            """Scroll it into view; once that has moved nothing any more, say where it is."""
            before = self._in_extension(f"{middle}({found}.getBoundingClientRect())")
            self._in_extension(f"{found}.scrollIntoView({{block: 'nearest', behavior: 'instant'}})")
            self.js(_FRAMES)
            now: list[float] = self._in_extension(f"{middle}({found}.getBoundingClientRect())")
            return now if now == before else None

        assert wait(lambda: self.box(selector)), f"{selector} is not shown"
        where = wait(place)
        assert where, f"{selector} does not stand still"
        self.click(*where)

    def click(self, x: float, y: float) -> None:
        self.page.mouse.click(x, y)

    def move(self, x: float, y: float) -> None:
        self.page.mouse.move(x, y)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def look(self, look: Look) -> None:
        self._look = look
        if self._page is not None:
            self._show(self._page)

    def _show(self, page: Page) -> None:
        zoom = self._look.zoom
        page.set_viewport_size({"width": int(self._look.width / zoom), "height": int(self._look.height / zoom)})
        page.emulate_media(
            media="print" if self._look.printed else "screen",
            color_scheme="dark" if self._look.dark else "light",
            forced_colors="active" if self._look.forced_colours else "none",
        )

    def own(self, expression: str) -> Any:
        return self._own.evaluate(expression)

    @contextmanager
    def page_of_ours(self, path: str) -> Iterator[OwnPage]:
        page = self.context.new_page()
        self._show(page)
        page.goto(f"{self.origin}/{path}")
        try:
            yield OwnPage(page)
        finally:
            page.close()
            if self._page is not None:
                self._page.bring_to_front()

    def stop_background(self) -> None:
        for target in self._cdp.send("Target.getTargets")["targetInfos"]:
            if target["type"] == "service_worker" and self._id in target["url"]:
                self._cdp.send("Target.closeTarget", {"targetId": target["targetId"]})

    def close(self) -> None:
        self.context.close()
        shutil.rmtree(self._profile, ignore_errors=True)
