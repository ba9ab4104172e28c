"""The background: whom it answers, what may leave, and that it may be stopped at any time."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error
from tests.extension.driver import shared_driver
from tests.extension.shell.loaded import ALLOWED_SITE, Answer, Loaded, Recorder, copied_extension, wait

Reader = Callable[..., Loaded]
MENU = "contextMenus.onClicked.dispatch({menuItemId: 'request', selectionText: 'x'}, tab)"
HOSTS = "document.querySelectorAll('sidelight-cards').length"


def test_the_allowed_site_is_checked_by_itself_and_the_badge_counts(
    reader: Reader, server: Recorder, site: Recorder
) -> None:
    shell = reader()

    page = shell.open(f"http://{ALLOWED_SITE}:{site.port}/a")

    assert wait(lambda: shell.badge(page) == "4")
    assert len(server.sent) == 1


def test_it_works_after_the_worker_was_stopped(reader: Reader, server: Recorder, site: Recorder) -> None:
    shell = reader()
    shell.stop_worker()

    page = shell.open(f"http://{ALLOWED_SITE}:{site.port}/a")

    assert wait(lambda: shell.badge(page) == "4")


def test_the_address_alone_is_posted_when_the_reader_chose_so(reader: Reader, server: Recorder, site: Recorder) -> None:
    shell = reader(mode="address")

    shell.open(f"http://{ALLOWED_SITE}:{site.port}/a?id=3&utm_source=x#end")

    assert wait(lambda: server.sent)
    assert server.sent[0].json == {"url": f"http://{ALLOWED_SITE}:{site.port}/a?id=3"}
    assert server.sent[0].method == "POST"


def test_a_page_cannot_ask_about_another_page(reader: Reader, server: Recorder, site: Recorder) -> None:
    shell = reader()
    page = shell.open(f"http://{ALLOWED_SITE}:{site.port}/a")
    evaluate = shell.world_of(page)
    assert wait(lambda: server.sent)
    body = '{url: "http://other.example/secret", passages: [{role: "body", text: "x"}]}'

    answer = evaluate(f"chrome.runtime.sendMessage({{type: 'annotate', body: {body}}})")

    assert answer["problem"]["code"] == "other-page"
    assert len(server.sent) == 1


def test_nothing_but_the_documented_fields_leaves(reader: Reader, server: Recorder, site: Recorder) -> None:
    shell = reader()
    page = shell.open(f"http://{ALLOWED_SITE}:{site.port}/a")
    evaluate = shell.world_of(page)
    assert wait(lambda: server.sent)
    body = "{title: 'T', reader: 7, passages: [{role: 'body', text: 'x', id: 'me'}]}"

    evaluate(f"chrome.runtime.sendMessage({{type: 'annotate', body: {body}}})")

    assert server.sent[1].json == {"title": "T", "lang": "en", "passages": [{"role": "body", "text": "x"}]}


@pytest.mark.parametrize(
    ("kind", "path", "body"),
    [
        ("report", "/v1/reports", {"annotation": "a", "entry": "e", "reason": "wrong", "note": "n"}),
        ("request", "/v1/requests", {"quote": "412 people", "note": "why?"}),
    ],
)
def test_a_report_and_a_request_are_sent_as_they_were_shown(
    reader: Reader, server: Recorder, site: Recorder, kind: str, path: str, body: dict[str, str]
) -> None:
    shell = reader()
    page = shell.open(f"http://{ALLOWED_SITE}:{site.port}/a")
    evaluate = shell.world_of(page)
    assert wait(lambda: server.sent)

    answer = evaluate(f"chrome.runtime.sendMessage({{type: '{kind}', body: {json.dumps(body)}}})")

    assert answer == {"ok": True}
    assert (server.sent[1].path, server.sent[1].json) == (path, body)


def test_an_entry_and_a_site_are_hidden_from_the_card(reader: Reader, server: Recorder, site: Recorder) -> None:
    shell = reader()
    page = shell.open(f"http://{ALLOWED_SITE}:{site.port}/a")
    evaluate = shell.world_of(page)

    evaluate("chrome.runtime.sendMessage({type: 'hide-entry', id: 'sample-figure', title: 'Toll'})")
    hidden = wait(lambda: shell.badge(page) == "3")
    evaluate("chrome.runtime.sendMessage({type: 'show-entry', id: 'sample-figure'})")
    shown = wait(lambda: shell.badge(page) == "4")
    evaluate("chrome.runtime.sendMessage({type: 'hide-site'})")

    assert hidden
    assert shown
    assert wait(lambda: page.evaluate(HOSTS) == 0)
    assert shell.run("chrome.storage.local.get('hiddenSites')") == {"hiddenSites": [ALLOWED_SITE]}


def test_what_is_hidden_and_shown_at_once_is_all_kept(reader: Reader) -> None:
    shell = reader()
    at_once = "import('/shared/settings.js').then((it) => Promise.all([{}].map((id) => it.{}(id, id))))"
    hidden = "chrome.storage.local.get('hiddenEntries').then((all) => all.hiddenEntries.map(({ id }) => id))"

    shell.run(at_once.format("'a', 'b', 'c'", "hideEntry"))
    after_hiding = shell.run(hidden)
    shell.run(at_once.format("'a', 'b'", "showEntry"))

    assert after_hiding == ["a", "b", "c"]
    assert shell.run(hidden) == ["c"]


def test_of_two_states_the_later_stands_on_the_badge(reader: Reader, site: Recorder) -> None:
    shell = reader()
    page = shell.open(f"http://{ALLOWED_SITE}:{site.port}/a")
    assert wait(lambda: shell.badge(page) == "4")
    # The first state's words come late.
    shell.worker("""(() => {
      const real = fetch;
      globalThis.fetch = async (...given) => {
        globalThis.fetch = real;
        await new Promise((done) => setTimeout(done, 300));
        return real(...given);
      };
    })()""")

    shell.world_of(page)("""Promise.all([
      chrome.runtime.sendMessage({type: 'state', state: 'checking'}),
      chrome.runtime.sendMessage({type: 'state', state: 'found', count: 2}),
    ])""")

    assert shell.badge(page) == "2"


@pytest.mark.parametrize("entry", ["", "UPPER", "a b", "-a", "x" * 201])
def test_a_page_cannot_have_nonsense_stored(reader: Reader, site: Recorder, entry: str) -> None:
    shell = reader()
    evaluate = shell.world_of(shell.open(f"http://{ALLOWED_SITE}:{site.port}/a"))

    evaluate(f"chrome.runtime.sendMessage({{type: 'hide-entry', id: {json.dumps(entry)}, title: 'T'}})")

    assert shell.run("chrome.storage.local.get('hiddenEntries')") == {}


def test_scripts_that_come_twice_do_no_harm(reader: Reader, server: Recorder, site: Recorder) -> None:
    shell = reader()
    page = shell.open(f"http://{ALLOWED_SITE}:{site.port}/a")
    assert wait(lambda: shell.badge(page) == "4")
    tab = shell.tab_of(page)
    again = f"""import('/shared/page.js').then(async (it) => {{
      const {{ scripts }} = await it.contentFiles();
      await chrome.scripting.executeScript({{ target: {{ tabId: {tab} }}, files: scripts }});
      return chrome.tabs.sendMessage({tab}, {{ type: 'toggle' }});
    }})"""

    shown = shell.run(again)

    assert shown == {"shown": False}
    assert wait(lambda: page.evaluate("[...CSS.highlights.values()].every((one) => one.size === 0)"))
    assert len(server.sent) == 1


def test_frames_are_never_asked_about(reader: Reader, server: Recorder, site: Recorder) -> None:
    framed = (
        f'<!doctype html><article><p>Only a frame.</p></article><iframe src="http://{ALLOWED_SITE}:{site.port}/ad">'
    )
    shell = reader()
    inner = site.answer
    site.answer = lambda sent: (
        Answer(200, framed.encode(), {"Content-Type": "text/html"}) if sent.path == "/a" else inner(sent)
    )

    page = shell.open(f"http://{ALLOWED_SITE}:{site.port}/a")

    assert wait(lambda: shell.badge(page) == "0")
    assert "/ad" in [sent.path for sent in site.sent]
    assert [sent.json["url"] for sent in server.sent] == [f"http://{ALLOWED_SITE}:{site.port}/a"]


def test_sites_and_menu_are_made_again_at_start(reader: Reader) -> None:
    shell = reader()
    matches = "chrome.scripting.getRegisteredContentScripts().then((all) => all.flatMap((one) => one.matches))"
    assert wait(lambda: shell.run(matches))
    shell.run("chrome.scripting.unregisterContentScripts()")

    shell.worker("chrome.runtime.onStartup.dispatch()")

    assert wait(lambda: shell.run(matches)) == [f"http://{ALLOWED_SITE}/*"]


def test_the_next_note_is_opened_by_a_shortcut(reader: Reader, site: Recorder) -> None:
    shell = reader()
    page = shell.open(f"http://{ALLOWED_SITE}:{site.port}/a")
    assert wait(lambda: shell.badge(page) == "4")
    page.bring_to_front()

    shell.worker("chrome.commands.onCommand.dispatch('next-note')")

    assert wait(lambda: shell.inside(page, ".card"))


@pytest.mark.parametrize("event", ["commands.onCommand.dispatch('toggle-notes')", MENU])
def test_without_consent_shortcut_and_menu_lead_to_the_first_run_page(
    reader: Reader, server: Recorder, site: Recorder, event: str
) -> None:
    shell = reader(consent=None)
    assert f"{shell.origin}/welcome.html" not in shell.targets()
    shell.open(f"http://{ALLOWED_SITE}:{site.port}/a").bring_to_front()

    shell.worker(f"(([tab]) => chrome.{event})(await chrome.tabs.query({{active: true, lastFocusedWindow: true}}))")

    assert wait(lambda: f"{shell.origin}/welcome.html" in shell.targets())
    assert server.sent == []


def test_the_menu_opens_the_request_without_sending_the_page(reader: Reader, server: Recorder, site: Recorder) -> None:
    shell = reader(hiddenSites=[])
    page = shell.open(f"http://127.0.0.1:{site.port}/a")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('p'))")
    page.bring_to_front()

    shell.worker(f"(([tab]) => chrome.{MENU})(await chrome.tabs.query({{active: true, lastFocusedWindow: true}}))")

    assert wait(lambda: "412 people" in shell.inside(page, ".request-panel"))
    assert server.sent == []


def test_an_extension_that_was_reloaded_leaves_the_pages_clean(
    tmp_path: Path, server: Recorder, site: Recorder
) -> None:
    with shared_driver() as playwright:
        fresh = Loaded(playwright, copied_extension(tmp_path))
        fresh.seed(consent="2026-11-22", server=server.address)
        page = fresh.open(f"http://{ALLOWED_SITE}:{site.port}/a")
        there = wait(lambda: page.evaluate(HOSTS) == 1)
        with suppress(Error):  # the page that asks goes with the extension
            fresh.run("chrome.runtime.reload()")
        gone = wait(lambda: page.evaluate(f"{HOSTS} === 0 && CSS.highlights.size === 0"))
        fresh.close()

    assert there
    assert gone
