"""What the gallery of the console shows: each page and state, and how to come to it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Page
from tests.e2e.console.desk import FAILING, FIGURE, READY, RETIRED, SHOWN, TRIAL, Desks, edit
from tests.web.curating.newsroom import PACK, TOLL, UNION

RANKING: Final = "deadliest-earthquakes-karvenia"
LABEL: Final = "restricted-contractor-karvenia"
#: For how long an answer is awaited, in milliseconds.
_SLOW: Final = 30_000

Act = Callable[[Page, Desks], object]


@dataclass(frozen=True)
class Scene:
    """One page in one state.

    `who` is logged in, or nobody if it is empty. After the page is open, `act` does what brings the state about.
    The picture begins at the top of the page, or at the part that `part` selects.
    """

    name: str
    told: str
    path: str
    who: str = "jonas"
    desk: str = "busy"
    act: Act | None = None
    part: str = ""


def _press(page: Page, button: str, *, within: str = "main") -> None:
    page.locator(within).get_by_role("button", name=button).first.click()


def _fill(page: Page, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        page.locator(f'main [name="{name}"]:not([type=hidden])').first.fill(value)


def _open(selector: str) -> Act:
    return lambda page, _: page.locator(selector).evaluate_all("all => all.forEach(one => one.open = true)")


def _refused_log_in(page: Page, _: Desks) -> None:
    _fill(page, {"name": "mara", "password": "not the password"})
    _press(page, "Log in")
    page.get_by_role("alert").wait_for()


def _tried(page: Page, _: Desks | None = None) -> None:
    page.locator(".standing").wait_for(timeout=_SLOW)
    if page.locator("[data-card]").count():
        page.locator(".card-here .says").wait_for(timeout=_SLOW)


def _writing(**other: str) -> Act:
    def write(page: Page, _: Desks) -> None:
        _open("#editor details")(page, _)
        _fill(page, FIGURE["first"] | {"id": "tarn-ferry-death-toll"} | other)
        page.locator(".tried, .faults").first.wait_for(timeout=_SLOW)
        page.wait_for_timeout(900)
        _tried(page)

    return write


def _refused(page: Page, desks: Desks) -> None:
    wrong = {"figure.records[0].as_of": "3/4/2025", "sources[0].title": "", "phrases.en": "{count} people (drowned"}
    _writing(**wrong)(page, desks)
    _press(page, "Save draft", within=".save")
    page.get_by_role("alert").wait_for()
    _tried(page)


def _drawn(page: Page, _: Desks) -> None:
    page.locator(".card-here .says").wait_for(timeout=_SLOW)


def _conflict(page: Page, desks: Desks) -> None:
    edit(desks.busy, TRIAL, "the newest number", by="elif", summary={"en": "A province of 312,000 people."})
    edit(desks.busy, TRIAL, "found by its own name too", by="elif", tags=("provinces", "karvenia"))
    _fill(page, {"summary.en": "A mountain province in the north of Karvenia.", "review_by": "2027-11-01"})
    _press(page, "Save draft", within=".save")
    page.get_by_role("alert").wait_for()


def _published(page: Page, _: Desks) -> None:
    page.get_by_label("Why").first.fill("two sources, read twice")
    _press(page, "Publish revision 1")
    page.locator(".flash.done").wait_for()


def _retired(page: Page, _: Desks) -> None:
    page.locator("#retire summary").click()
    page.locator("#f-retire-reason").fill("the entry on the province says it")
    _press(page, "Retire it")
    page.locator(".flash.done").wait_for()


def _all_tried(page: Page, _: Desks) -> None:
    page.locator("#going-on:not(:has([rel=next]))").wait_for(timeout=_SLOW)


def _an_example(page: Page, _: Desks) -> None:
    _all_tried(page, _)
    _press(page, "Must match: add example", within="#hits-new")
    page.locator(".hit .box, .hit-list .box").first.wait_for()


def _progress(page: Page, _: Desks) -> None:
    _open(".adding")(page, _)
    _fill(page, {"addresses": "https://news.example/1\nhttps://news.example/2\nhttps://news.example/3"})
    _press(page, "Fetch and save")
    page.get_by_text("All 3 were tried").wait_for(timeout=_SLOW)


def _reviews(page: Page, _: Desks) -> None:
    page.locator("summary", has_text="or paste JSON-LD").click()
    _fill(page, {"review_text": json.dumps(SHOWN["reviews"])})
    _press(page, "Show the drafts")
    page.locator(".draft").first.wait_for()


def _table(text: str) -> Act:
    def send(page: Page, _: Desks) -> None:
        page.locator("summary", has_text="or paste the table").click()
        _fill(page, {"entry": TOLL, "csv": text})
        page.locator("section", has_text="Records of a figure").get_by_text("Show the difference").click()
        page.locator(".difference, .box.bad").first.wait_for()

    return send


def _pack(page: Page, desks: Desks) -> None:
    export = page.request.get(f"{desks.addresses['busy']}/console/packs/{PACK}.json?drafts=yes").text()
    changed = export.replace("has about 600 trained members", "has about 640 trained members")
    file: Any = {"name": "pack.json", "mimeType": "application/json", "buffer": changed.encode()}
    page.locator("[name=pack_file]").set_input_files(file)
    page.locator("section", has_text="A pack as one JSON file").get_by_text("Show the difference").click()
    page.locator("h1", has_text="Import of").wait_for()


def _token(page: Page, _: Desks) -> None:
    _fill(page, {"title": "import of the election desk"})
    _press(page, "Make token")
    page.locator("#secret").wait_for()
    # A picture that is kept shows no secret, even one of a server that is gone.
    page.locator("#secret").evaluate("one => one.value = 'sl_' + 'x'.repeat(43)")


def _without_token(page: Page, _: Desks) -> None:
    page.locator("main [name=csrf_token]").first.evaluate("one => one.remove()")
    _fill(page, {"title": "Night desk", "id": "night-desk", "licence": "CC-BY-4.0"})
    _press(page, "Make pack")
    page.locator(".refusal").wait_for()


_ENTRY: Final = "/console/entries/"
_NEW: Final = "/console/entries/new"
SCENES: Final[tuple[Scene, ...]] = (
    Scene("log-in", "The log-in", "/console/log-in", who=""),
    Scene("log-in-refused", "The log-in with a wrong password", "/console/log-in", who="", act=_refused_log_in),
    Scene("entries", "All entries", "/console/entries"),
    Scene("entries-filtered", "Entries that wait to be published", "/console/entries?waits=yes&kind=figure"),
    Scene("entries-nothing", "A search that finds nothing", "/console/entries?q=volcano"),
    Scene("entries-empty", "The list of a new database", "/console/entries", who="mara", desk="new"),
    Scene("entries-new", "The menu for a new entry", "/console/entries", act=_open(".menu")),
    Scene("kinds", "The choice of a kind for a new entry", _NEW),
    *(
        Scene(f"editor-new-{kind}", f"The empty editor of a {kind}", f"{_NEW}?kind={kind}", act=_tried)
        for kind in ("figure", "comparison", "label", "background")
    ),
    Scene("editor-figure", "The editor of a figure, with its preview", f"{_ENTRY}{TOLL}", act=_tried),
    Scene("editor-comparison", "The editor of a comparison", f"{_ENTRY}{RANKING}", act=_tried),
    Scene("editor-label", "The editor of a label", f"{_ENTRY}{LABEL}", act=_tried),
    Scene("editor-background", "The editor of a background", f"{_ENTRY}{UNION}", act=_tried),
    Scene(
        "editor-records",
        "Records with their chart",
        f"{_ENTRY}{TOLL}",
        act=_tried,
        part=".chart-here",
    ),
    Scene("editor-ranking", "The ranking's events", f"{_ENTRY}{RANKING}", act=_tried, part="#f-comparison-events"),
    Scene("editor-subjects", "A label's subjects", f"{_ENTRY}{LABEL}", act=_tried, part="#f-label-subjects"),
    Scene(
        "editor-examples",
        "Examples and their verdicts",
        f"{_ENTRY}{TOLL}",
        act=_tried,
        part="#f-examples",
    ),
    Scene(
        "preview-fails",
        "The preview while an example fails",
        f"{_NEW}?kind=figure",
        who="elif",
        act=_writing(**{"phrases.en": "{count} people drowned"}),
        part=".beside",
    ),
    Scene(
        "preview-holds",
        "The preview once it holds, with the card",
        f"{_NEW}?kind=figure",
        who="elif",
        act=_writing(),
        part=".beside",
    ),
    Scene(
        "editor-refused",
        "A form that cannot be saved yet",
        f"{_NEW}?kind=figure",
        who="elif",
        act=_refused,
        part="[data-summary]",
    ),
    Scene("conflict", "Two people changed the same entry", f"{_ENTRY}{TRIAL}", act=_conflict),
    Scene("publish-objections", "What stands against publishing", f"{_ENTRY}{FAILING}/publish"),
    Scene("publish-warnings", "What a revision changes, and what to look at", f"{_ENTRY}{TOLL}/publish", act=_drawn),
    Scene("publish-ready", "An entry that may be published", f"{_ENTRY}{READY}/publish", act=_drawn),
    Scene("history", "The history of an entry", f"{_ENTRY}{TOLL}/history"),
    Scene("history-revert", "Going back to a revision", f"{_ENTRY}{TOLL}/history", act=_open("#revert-1")),
    Scene("compare", "Two revisions compared", f"{_ENTRY}{TOLL}/compare?before=1&after=3"),
    Scene("editions", "The log of editions", "/console/editions"),
    Scene("edition", "One edition", "/console/editions/4"),
    Scene("stale", "What is to be reviewed", "/console/stale"),
    Scene("stale-empty", "Nothing to review", "/console/stale", who="mara", desk="new"),
    Scene("hits", "What a draft hits on the corpus", f"{_ENTRY}{TOLL}/hits", act=_all_tried),
    Scene("hits-near", "Near misses", f"{_ENTRY}{TOLL}/hits?show=near", act=_all_tried),
    Scene("hits-example", "A hit that was made an example", f"{_ENTRY}{TOLL}/hits?show=new", act=_an_example),
    Scene("corpus", "The corpus", "/console/corpus"),
    Scene("corpus-empty", "The corpus before the first article", "/console/corpus", who="mara", desk="new"),
    Scene("corpus-adding", "Articles that could not be fetched", "/console/corpus", act=_progress),
    Scene("corpus-article", "One article with its annotations", "/console/corpus/1"),
    Scene("inbox-reports", "Reports of readers", "/console/inbox"),
    Scene("inbox-requests", "Requests for context", "/console/inbox?show=request"),
    Scene("inbox-empty", "No reports", "/console/inbox", who="mara", desk="new"),
    Scene("inbox-example", "A report becomes an example", "/console/inbox/report/1/example"),
    Scene("inbox-entry", "A request becomes an entry", "/console/inbox/request/1/entry"),
    Scene("imports", "The imports", "/console/import"),
    Scene("imports-reviews", "Drafts from fact checks", "/console/import", act=_reviews),
    Scene("imports-table", "A table of records, before it is kept", "/console/import", act=_table(SHOWN["table"])),
    Scene("imports-table-wrong", "A table with mistakes", "/console/import", act=_table(SHOWN["wrong_table"])),
    Scene("imports-pack", "A pack, before it is imported", "/console/import", act=_pack),
    Scene("packs", "The packs", "/console/packs"),
    Scene("packs-empty", "No pack yet", "/console/packs", who="mara", desk="new"),
    Scene("packs-publish", "Publishing what waits in a pack", f"/console/packs/{PACK}/publish"),
    Scene("curators", "The curators", "/console/curators", who="mara"),
    Scene("curators-forms", "Changing a curator", "/console/curators", who="mara", act=_open("#role-2, #shut-2")),
    Scene("tokens", "API tokens", "/console/tokens", who="mara"),
    Scene("tokens-made", "A token that was just made", "/console/tokens", who="mara", act=_token),
    Scene("tokens-empty", "No token yet", "/console/tokens", who="mara", desk="new"),
    Scene("audit", "The audit log", "/console/audit", who="mara"),
    Scene("account", "One's own account", "/console/account"),
    Scene("error-400", "A form without its mark", "/console/packs", act=_without_token),
    Scene("error-403", "A page of another role", "/console/curators", who="elif"),
    Scene("error-404", "An address where nothing is", "/console/nowhere"),
    Scene("error-off", "A server without curation", "/console/entries", who="", desk="off"),
    # What changes editions comes last.
    Scene("publish-done", "After publishing", f"{_ENTRY}{READY}/publish", act=_published),
    Scene("retired", "After retiring", f"{_ENTRY}{TRIAL}/publish", act=_retired),
    Scene("retired-before", "An entry that was taken out before", f"{_ENTRY}{RETIRED}/publish"),
)
