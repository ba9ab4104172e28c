"""A newsroom in which every text that anybody can write is a payload; and what must hold of each page that shows it."""

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Dialog, Locator, Page, expect
from tests.web.curating.newsroom import PACK, TOLL, UNION, Newsroom

from sidelight.core.entry import Pack
from sidelight.services.asked import Asked
from sidelight.services.sent import ContextRequest, Report
from sidelight.shapes.entries import entry_from

PAYLOADS: list[str] = [
    case["text"] for case in json.loads((Path(__file__).parent / "payloads.json").read_text(encoding="utf-8"))
]
ALL = "\n".join(PAYLOADS)
#: As much of each as the title of an API token may hold: a line, and nothing that turns its direction.
TITLES = [re.sub("[\t\u2028-\u202e]", "", payload[:90]) for payload in PAYLOADS]
#: What runs in each page before anything of the page itself.
WATCH = """
    window.ran = [];
    for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => { window.ran.push(name); };
    window.violations = [];
    addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""
#: Everything in a page that a browser would run, and every link that leaves without saying so.
LIVE = r"""() => {
    const found = [];
    const foreign = ["iframe", "object", "embed", "base", "marquee", "math", "style", "video"];
    const addresses = ["href", "src", "action", "formaction", "data", "xlink:href", "poster"];
    for (const element of document.querySelectorAll("*")) {
        for (const { name, value } of element.attributes) {
            if (/^(on|hx-on|data-hx-on)/i.test(name) || name === "srcdoc" || name === "style") found.push(name);
            const runs = /^[\s\x00-\x1f]*(javascript|vbscript|data:[^,])/i.test(value);
            if (addresses.includes(name) && runs) found.push(value);
        }
        const { localName } = element;
        if (localName === "script" && !element.src.startsWith(location.origin)) found.push("script");
        if (foreign.includes(localName)) found.push(localName);
        if (localName === "a" && element.href && element.origin !== location.origin) {
            if (!["http:", "https:"].includes(element.protocol)) found.push(element.href);
            if (element.rel !== "noopener noreferrer nofollow") found.push(`rel of ${element.href}`);
        }
    }
    return found;
}"""
#: All that a page shows or holds in its fields, as one text.
TOLD = """() => [document.body.textContent, ...[...document.querySelectorAll("input, textarea, option")].map(
    (field) => field.value)].join(" ")"""


def seed(room: Newsroom) -> None:
    """Write a payload into every text there is."""
    entries = room.wired.curating.entries
    for kind, part in PARTS.items():
        entry_id = f"hostile-{kind}"
        data = {"id": entry_id, "kind": kind, **_prose(), **part}
        stored = entries.create(entry_from(data, pack=PACK), by="curator", reason=ALL)
        data["summary"] = {"en": ALL[::-1]}
        entries.edit(entry_from(data, pack=PACK), based_on=stored.head.number, by="curator", reason=ALL)
    for number, payload in enumerate(PAYLOADS):
        room.wired.readers.send(
            Report(entry=(TOLL, UNION)[number % 2], reason="wrong", quote=payload, note=payload, url=payload)
        )
        room.wired.readers.send(
            ContextRequest(quote=payload, prefix=payload, suffix=payload, title=payload, note=payload, url=payload)
        )
        text = f"At least 412 people were killed in the earthquake that struck Melvaro {payload} on Sunday."
        room.wired.curating.corpus.add(
            Asked(text=text, title=payload, url=f"https://a.example/'{number}"), by="curator"
        )
        room.accounts.make_token("admin", TITLES[number], "curator", days=None, by="admin")
    room.wired.curating.corpus.add(Asked(text=ALL.replace("\n", "\n\n"), title="All of it"), by="curator")
    entries.add_pack(Pack(id="hostile", title=ALL, licence=ALL, contact=ALL), by="curator", reason=ALL)


def _prose() -> dict[str, Any]:
    return {
        "title": {"en": ALL, "ru": ALL},
        "summary": {"en": ALL},
        "body": {"en": ALL},
        "tags": PAYLOADS,
        "phrases": {"en": PAYLOADS},
        "scope": {"about": {"any": PAYLOADS}},
        "sources": [
            {"id": f"s{n}", "title": p, "publisher": p, "url": f"https://a.example/'{n}", "quoted": p}
            for n, p in enumerate(PAYLOADS)
        ],
        "examples": [{"text": p, "quote": p, "title": p} for p in PAYLOADS],
    }


def _local(text: str) -> dict[str, str]:
    return {"en": text}


RECORDS = [
    {"value": n, "as_of": f"{1900 + n}", "by": p, "qualifier": p, "note": _local(p), "sources": ["s0"]}
    for n, p in enumerate(PAYLOADS)
]
#: What each kind carries beside its prose.
PARTS: dict[str, dict[str, Any]] = {
    "background": {},
    "figure": {
        "figure": {
            "measure": "deaths",
            "unit": {"one": _local(PAYLOADS[0]), "other": _local(PAYLOADS[12])},
            "counts": _local(ALL),
            "event": {"began": "1900", "places": PAYLOADS},
            "records": RECORDS,
        }
    },
    "comparison": {
        "comparison": {
            "measure": "deaths",
            "direction": "most",
            "of": {"en": ALL, "cues": PAYLOADS},
            "counts": _local(ALL),
            "coverage": {"places": PAYLOADS, "from": "1900"},
            "events": [
                {"id": f"e{n}", "name": _local(p), "phrases": {"en": [p]}, "began": "1950", "places": [p],
                 "records": RECORDS[:1]}
                for n, p in enumerate(PAYLOADS)
            ],
        }
    },
    "label": {
        "label": {
            "term": _local(ALL),
            "applied_by": _local(ALL),
            "means": _local(ALL),
            "basis": {"en": ALL, "sources": ["s0"]},
            "disputed_by": {"en": ALL, "sources": ["s0"]},
            "subjects": [
                {"id": f"u{n}", "name": p, "phrases": {"en": [p]},
                 "history": [{"event": "listed", "on": "2000", "by": p, "note": _local(p), "sources": ["s0"]}]}
                for n, p in enumerate(PAYLOADS)
            ],
        }
    },
}  # fmt: skip


class Watched:
    """A page of the console, watched for anything that runs."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.heard: list[str] = []
        page.add_init_script(WATCH)
        page.on("dialog", self._dialog)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))

    def _dialog(self, dialog: Dialog) -> None:
        self.heard.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.heard.append(message.text)

    def open(self, path: str) -> str:
        """Open a page, see that nothing on it is live, and give all that it tells."""
        self.page.goto(self.address + path)
        return self.look()

    def press(self, control: Locator) -> str:
        """Click what leads to another page, and look at that."""
        with self.page.expect_navigation():
            control.click()
        return self.look()

    def look(self) -> str:
        self.page.wait_for_load_state("networkidle")
        # What comes piece by piece has come, and the editor has its first preview.
        expect(self.page.locator("#going-on[hx-get], #standing:empty")).to_have_count(0)
        assert self.heard == []
        assert self.page.evaluate("[window.ran, window.violations]") == [[], []]
        assert self.page.evaluate(LIVE) == []
        told: str = self.page.evaluate(TOLD)
        return told


def squeezed(text: str) -> str:
    """A text as it compares after a browser has laid it out."""
    return "".join(text.split())


def missing(told: str, payloads: list[str] = PAYLOADS) -> list[str]:
    """The payloads that a page does not show as text."""
    squeezed_told = squeezed(told)
    return [payload for payload in payloads if squeezed(payload) not in squeezed_told]
