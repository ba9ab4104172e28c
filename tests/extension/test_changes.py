"""When a changing page is looked at again: after quiet, not too often, and not for ever."""

from playwright.sync_api import Page


def test_fruitless_rounds_come_to_an_end_until_the_next_navigation(scripts: Page) -> None:
    rounds = """async () => {
      const host = document.createElement("i");
      const ended = new AbortController();
      let many = 0;
      const onRound = async () => { many += 1; return true; };
      const changes = new Sidelight.Changes({ host, signal: ended.signal, mayMiss: () => false, onRound });
      for (let at = 0; at < 30; at += 1) {
        changes.schedule();
        if (!changes.timer) continue;
        clearTimeout(changes.timer);
        await changes.round();
      }
      const before = many;
      changes.reset();
      changes.schedule();
      const goesOn = Boolean(changes.timer);
      ended.abort();
      return [before, goesOn];
    }"""

    assert scripts.evaluate(rounds) == [20, True]


def test_rounds_keep_apart_and_wait_for_quiet(scripts: Page) -> None:
    waits = """() => {
      const host = document.createElement("i");
      const ended = new AbortController();
      const { signal } = ended;
      const changes = new Sidelight.Changes({ host, signal, mayMiss: () => false, onRound: async () => false });
      const planned = [];
      const original = globalThis.setTimeout;
      globalThis.setTimeout = (act, wait) => { planned.push(wait); return 1; };
      performance.now = () => 9000;
      changes.schedule();
      changes.timer = 0;
      changes.last = performance.now();
      changes.schedule();
      delete performance.now;
      globalThis.setTimeout = original;
      ended.abort();
      return planned;
    }"""

    assert scripts.evaluate(waits) == [500, 2000]


def test_our_own_element_is_no_change_of_the_page(scripts: Page) -> None:
    seen = """async () => {
      const host = document.createElement("i");
      const ended = new AbortController();
      const { signal } = ended;
      const changes = new Sidelight.Changes({ host, signal, mayMiss: () => false, onRound: async () => false });
      document.documentElement.append(host);
      host.remove();
      await null;
      const own = Boolean(changes.timer);
      document.body.append("More.");
      await null;
      const theirs = Boolean(changes.timer);
      ended.abort();
      return [own, theirs];
    }"""

    assert scripts.evaluate(seen) == [False, True]
