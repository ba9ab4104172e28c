"""A real Chromium with the extension in it, a Sidelight server that records what it is sent, and news sites by name."""

import json
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright
from tests.extension.driver import PATIENCE, listening
from tests.extension.driver import wait as wait

EXTENSION = Path(__file__).resolve().parents[3] / "extension"
CHROMIUM = "/usr/bin/chromium"
#: A site that the reader has allowed for good; every other one waits for a click.
ALLOWED_SITE = "daily.example"
#: The list of registered scripts names them before the browser has read them; a change is answered only after that.
_LOADED = """chrome.scripting.getRegisteredContentScripts().then((all) =>
  chrome.scripting.updateContentScripts(all.map(({ id, matches }) => ({ id, matches }))))"""


@dataclass(frozen=True)
class Sent:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Answer:
    """What to answer with."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Recorder:
    """An HTTP server on this machine that keeps every request and answers as it is told."""

    answer: Callable[[Sent], Answer]
    sent: list[Sent] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def take(self, sent: Sent) -> Answer:
        self.sent.append(sent)
        return self.answer(sent)


def _handler(recorder: Recorder) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = recorder.take(Sent(self.command, self.path, dict(self.headers.items()), body))
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = do_OPTIONS = do_HEAD = _serve  # noqa: N815 - the names that http.server calls

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def recording(answer: Callable[[Sent], Answer]) -> Iterator[Recorder]:
    """Run a recorder on a free port of this machine."""
    recorder = Recorder(answer)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(recorder))
    recorder.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield recorder
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def copied_extension(folder: Path) -> Path:
    """Copy the extension with one site allowed: Chromium's own question cannot be answered without a screen."""
    copy = folder / "extension"
    shutil.copytree(EXTENSION, copy)
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    manifest["host_permissions"].append(f"http://{ALLOWED_SITE}/*")
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return copy


class Loaded:
    """Chromium with the extension."""

    def __init__(self, playwright: Playwright, extension: Path, *more: str) -> None:
        self.profile = tempfile.mkdtemp(prefix="sidelight-shell-")
        self.context = playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=CHROMIUM,
            headless=True,
            viewport={"width": 1000, "height": 800},
            accept_downloads=True,
            args=[
                f"--disable-extensions-except={extension}",
                f"--load-extension={extension}",
                "--enable-unsafe-extension-debugging",
                "--host-resolver-rules=MAP *.example 127.0.0.1",
                "--no-sandbox",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                *more,
            ],
        )
        self.context.set_default_timeout(PATIENCE * 1000)
        workers = self.context.service_workers
        worker = workers[0] if workers else self.context.wait_for_event("serviceworker", timeout=60_000)
        self.id = worker.url.split("/")[2]
        self.origin = f"chrome-extension://{self.id}"
        browser = self.context.browser
        assert browser is not None
        self.cdp = browser.new_browser_cdp_session()
        self._worlds: dict[Page, Callable[[str], Any]] = {}
        # A page of our own through which the extension's interface is reached, whatever becomes of the worker.
        self.own = self.context.new_page()
        self.own.goto(f"{self.origin}/manifest.json")
        # It comes by itself after the installation, and in front of whatever a test has opened before.
        assert wait(lambda: f"{self.origin}/welcome.html" in self.targets()), "no first-run page"

    def run(self, expression: str) -> Any:
        """Evaluate an expression with the extension's rights."""
        return self.own.evaluate(expression)

    def seed(self, **settings: Any) -> None:
        """Store settings and nothing else, and wait until the background has taken them in."""
        sites = "chrome.scripting.getRegisteredContentScripts().then((all) => all.length)"
        self.run("Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()])")
        assert wait(lambda: self.run(sites) == 0)
        self.run(f"chrome.storage.local.set({json.dumps(settings)})")
        if settings.get("consent"):
            assert wait(lambda: self.run(sites) == 1)
            self.run(_LOADED)

    def worker(self, expression: str) -> Any:
        """Evaluate in the background, starting it if it was stopped."""
        worker = listening(self.context, lambda: self.run("chrome.runtime.sendMessage({}).catch(() => 0)"))
        return worker.evaluate(f"(async () => {expression})()")

    def world_of(self, page: Page) -> Callable[[str], Any]:
        """Give a way to evaluate in the world of the content scripts on a page."""
        if page in self._worlds:
            return self._worlds[page]
        session = self.context.new_cdp_session(page)
        worlds: list[int] = []

        def came(event: dict[str, Any]) -> None:
            if self.id in event["context"]["origin"]:
                worlds.append(event["context"]["id"])

        session.on("Runtime.executionContextCreated", came)
        session.send("Runtime.enable")

        def evaluate(expression: str) -> Any:
            assert wait(lambda: (page.evaluate("0"), worlds)[1])
            asked = {"expression": expression, "contextId": worlds[-1], "awaitPromise": True, "returnByValue": True}
            return session.send("Runtime.evaluate", asked)["result"].get("value")

        self._worlds[page] = evaluate
        return evaluate

    def inside(self, page: Page, selector: str) -> str:
        """Read the text of an element in the closed root on a page; empty when there is none."""
        root = "chrome.dom.openOrClosedShadowRoot(document.querySelector('sidelight-cards'))"
        text: str = self.world_of(page)(f"{root}?.querySelector({json.dumps(selector)})?.textContent ?? ''") or ""
        return text

    def close_pages(self) -> None:
        """Close all pages but our own, those too that are just coming, and wait until none of them is there."""

        def are_gone() -> bool:
            for page in self.context.pages:
                if page != self.own:
                    page.close()
            return [one["url"] for one in self._all_targets() if one["type"] == "page"] == [self.own.url]

        self._worlds.clear()
        assert wait(are_gone), self.targets()

    def open(self, url: str) -> Page:
        page = self.context.new_page()
        page.goto(url)
        return page

    def extension_page(self, path: str) -> Page:
        return self.open(f"{self.origin}/{path}")

    def tab_of(self, page: Page) -> int:
        """Find the number of a page's tab; `page` has to be in front."""
        page.bring_to_front()
        tab: int = self.run("chrome.tabs.query({active: true}).then(([tab]) => tab.id)")
        return tab

    def popup_for(self, page: Page) -> Page:
        """Open the popup as a tab that speaks of a page."""
        return self.extension_page(f"popup.html?tab={self.tab_of(page)}")

    def click_action(self, page: Page) -> None:
        """Click the toolbar button, with the right to the page that comes with it."""
        targets = self.cdp.send("Target.getTargets", {"filter": [{"type": "tab"}]})["targetInfos"]
        target = next(target for target in targets if target["url"] == page.url)
        # A click on the button whose popup is still open would only close it.
        assert wait(lambda: not self._popups()), "a popup stays open"
        self.cdp.send("Extensions.triggerAction", {"id": self.id, "targetId": target["targetId"]})

    def read_real_popup(self, words: str) -> str:
        """Read the popup that the toolbar button has opened once it has these words; Playwright does not know it."""
        target = wait(self._popups)[0]
        heard: list[dict[str, Any]] = []
        session = self.cdp.send("Target.attachToTarget", {"targetId": target["targetId"], "flatten": False})[
            "sessionId"
        ]

        def hear(event: dict[str, Any]) -> None:
            if event["sessionId"] == session:
                heard.append(json.loads(event["message"]))

        def text() -> str:
            asked = {"expression": "document.body?.innerText ?? ''", "returnByValue": True}
            message = json.dumps({"id": 1, "method": "Runtime.evaluate", "params": asked})
            heard.clear()
            self.cdp.send("Target.sendMessageToTarget", {"sessionId": session, "message": message})
            assert wait(lambda: (self.run("0"), heard)[1])
            # While the popup is only just being loaded there is nothing to evaluate in.
            read: str = heard[0].get("result", {}).get("result", {}).get("value", "")
            return read

        self.cdp.on("Target.receivedMessageFromTarget", hear)
        shown: str = wait(lambda: (lambda now: now if words in now else "")(text()))
        self.cdp.remove_listener("Target.receivedMessageFromTarget", hear)
        return shown

    def badge(self, page: Page) -> str:
        text: str = self.run(f"chrome.action.getBadgeText({{tabId: {self.tab_of(page)}}})")
        return text

    def targets(self) -> list[str]:
        """List the addresses of everything that is open, popups and the worker too."""
        return [target["url"] for target in self._all_targets()]

    def _popups(self) -> list[dict[str, Any]]:
        return [one for one in self._all_targets() if one["url"] == f"{self.origin}/popup.html"]

    def _all_targets(self) -> list[dict[str, Any]]:
        infos: list[dict[str, Any]] = self.cdp.send("Target.getTargets")["targetInfos"]
        return infos

    def stop_worker(self) -> None:
        for target in self.cdp.send("Target.getTargets")["targetInfos"]:
            if target["type"] == "service_worker" and self.id in target["url"]:
                self.cdp.send("Target.closeTarget", {"targetId": target["targetId"]})

    def close(self) -> None:
        self.context.close()
        shutil.rmtree(self.profile, ignore_errors=True)
