"""Debian's Firefox ESR with the extension, driven by Marionette."""

import gc
import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.e2e.browsers.face import HOST, WINDOW, Look, wait

BINARY = "/usr/bin/firefox-esr"
GECKO_ID = "sidelight@sidelight.example"
#: A fixed address for Firefox's extension pages.
UUID = "11111111-2222-4333-8444-555555555555"
_KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "ArrowDown": "\ue015", "Space": " "}
_LOOK = """
  const context = gBrowser.selectedBrowser.browsingContext;
  context.prefersColorSchemeOverride = look.dark ? "dark" : "light";
  context.forcedColorsOverride = look.forced_colours ? "active" : "none";
  context.mediumOverride = look.printed ? "print" : "";
  ZoomManager.setZoomForBrowser(gBrowser.selectedBrowser, look.zoom);
  done(true);
"""
_AWAITED = "const done = arguments[0]; Promise.resolve(({0})).then(done, (e) => done('failed: ' + e));"


@contextmanager
def _forgiven() -> Iterator[None]:
    """Let the driver import telnetlib, which is on its way out, and leave the sockets of its first attempts open."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


def _started(log: str) -> Any:
    """Start Firefox, which chooses the driver's port itself and writes it down: no two browsers want the same one."""
    with _forgiven():
        from marionette_driver.marionette import Marionette

    class Driver(Marionette):  # type: ignore[misc]  # the package has no types
        def raise_for_port(self, *given: Any, **named: Any) -> Any:
            written = Path(self.profile_path) / "MarionetteActivePort"
            port = wait(lambda: written.is_file() and written.read_text("utf-8").strip(), self.startup_timeout)
            assert port, "Firefox does not say on which port it listens"
            self.port = int(port)
            return super().raise_for_port(*given, **named)

    prefs = {"extensions.webextensions.uuids": json.dumps({GECKO_ID: UUID}), "marionette.port": 0}
    with _forgiven():
        driver = Driver(bin=BINARY, headless=True, app="fxdesktop", gecko_log=log, prefs=prefs)
        driver.start_session()
    return driver


class OwnPage:
    """A page of the extension in the tab that is in front."""

    def __init__(self, marionette: Any) -> None:
        self._m = marionette

    def js(self, expression: str) -> Any:
        answer = self._m.execute_async_script(_AWAITED.replace("{0}", expression), sandbox=None)
        assert not str(answer).startswith("failed: "), answer
        return answer

    def click(self, selector: str) -> None:
        from marionette_driver.errors import NoSuchWindowException

        with suppress(NoSuchWindowException):  # a popup may have closed itself before the click is reported
            self._m.find_element("css selector", selector).click()

    def write(self, selector: str, text: str) -> None:
        field = self._m.find_element("css selector", selector)
        field.clear()
        field.send_keys(text)


class Firefox:
    """Debian's Firefox ESR, headless."""

    name = "firefox"
    origin = f"moz-extension://{UUID}"
    _ACTION = """
      const [id, done] = arguments;
      const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
      const { extension } = WebExtensionPolicy.getByID(id);
      const action = ExtensionParent.apiManager.global.browserActionFor(extension);
    """

    def __init__(self, extension: Path) -> None:
        with _forgiven():
            from marionette_driver.addons import Addons
            from marionette_driver.marionette import ActionSequence
        self._actions = ActionSequence
        # A file of its own: Marionette deletes whatever bears the name before it begins, the null device too.
        self._m = _started(str(extension.parent / "gecko.log"))
        self._look = Look()
        self._m.timeout.script = 60
        self._m.set_window_rect(width=WINDOW[0], height=WINDOW[1])
        Addons(self._m).install(str(extension), temp=True)
        assert wait(lambda: self._chrome("done(extension.backgroundState);") == "running")
        self._tab = self._m.current_window_handle
        self._own = self._m.open("tab", focus=False)["handle"]
        with self._in_tab(self._own, focus=False):
            self._m.navigate(f"{self.origin}/manifest.json")

    @contextmanager
    def _in_tab(self, handle: str, *, focus: bool) -> Iterator[None]:
        self._m.switch_to_window(handle, focus=focus)
        try:
            yield
        finally:
            self._m.switch_to_window(self._tab, focus=focus)

    def open(self, url: str) -> None:
        self._m.navigate("about:blank")
        self._show()
        self._m.navigate(url)

    def click_action(self) -> None:
        # A click on the button whose popup is still open from the last page would only close it.
        self.close_popup()
        self._chrome("action.triggerAction(window); done(true);")
        assert wait(lambda: "open" in self._panels()), "no popup"

    def _panels(self) -> list[str]:
        """List the states of the window's panels."""
        all_of_them = "[...window.document.querySelectorAll('panel')]"
        states: list[str] = self._chrome(f"done({all_of_them}.map((one) => one.state));")
        return states

    def close_popup(self) -> None:
        open_ones = "[...window.document.querySelectorAll('panel')].filter((one) => one.state !== 'closed')"
        hide = f"{open_ones}.forEach((one) => one.hidePopup()); done(true);"
        assert wait(lambda: (self._chrome(hide), set(self._panels()) <= {"closed"})[1]), "the popup stays open"
        self._chrome("window.gBrowser.selectedBrowser.focus(); done(true);")

    def badge(self) -> str:
        text: str = self._chrome("done(action.action.getContextData(gBrowser.selectedTab).badgeText);")
        return text or ""

    def command(self, name: str) -> None:
        self._chrome(f"extension.shortcuts.onCommand({json.dumps(name)}); done(true);")

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

    def box(self, selector: str) -> dict[str, float] | None:
        if self.inside(selector) is None:
            return None
        one = "const box = arguments[0].getBoundingClientRect(); return box.width ? box.toJSON() : null;"
        box: dict[str, float] | None = self._m.execute_script(one, script_args=[self._find(selector)])
        return box

    def click_inside(self, selector: str) -> None:
        assert wait(lambda: self.box(selector)), f"{selector} is not shown"
        self._find(selector).click()

    def click(self, x: float, y: float) -> None:
        pointer = self._actions(self._m, "pointer", "mouse")
        pointer.pointer_move(int(x), int(y)).pointer_down().pointer_up().perform()

    def move(self, x: float, y: float) -> None:
        self._actions(self._m, "pointer", "mouse").pointer_move(int(x), int(y)).perform()

    def press(self, key: str) -> None:
        code = _KEYS.get(key, key)
        self._actions(self._m, "key", "keyboard").key_down(code).key_up(code).perform()

    def look(self, look: Look) -> None:
        self._look = look
        self._show()

    def _show(self) -> None:
        look = {name: getattr(self._look, name) for name in ("dark", "forced_colours", "printed", "zoom")}
        self._chrome(f"const look = {json.dumps(look)};{_LOOK}")
        if not self._is_sized():
            self._m.set_window_rect(width=self._look.width, height=self._look.height)

    def _is_sized(self) -> bool:
        rect = self._m.window_rect
        return bool(rect["width"] == self._look.width and rect["height"] == self._look.height)

    def own(self, expression: str) -> Any:
        with self._in_tab(self._own, focus=False):
            return OwnPage(self._m).js(expression)

    @contextmanager
    def page_of_ours(self, path: str) -> Iterator[OwnPage]:
        from marionette_driver.errors import NoSuchWindowException

        handle = self._m.open("tab", focus=True)["handle"]
        with self._in_tab(handle, focus=True):
            self._m.navigate(f"{self.origin}/{path}")
            self._show()
            try:
                yield OwnPage(self._m)
            finally:
                with suppress(NoSuchWindowException):  # a popup closes itself
                    self._m.close()

    def stop_background(self) -> None:
        self._chrome("extension.terminateBackground().then(() => done(true));")

    def close(self) -> None:
        with _forgiven():
            self._m.quit()
            self._m.cleanup()
