// What the reader allowed and hid, each with the way back.
import { button, byId, element } from "../shared/elements.js";
import { showEntry, showSite } from "../shared/settings.js";
import { removeSite } from "../shared/sites.js";

/** @typedef {import("../shared/messages.js").Catalogue} Catalogue */

/**
 * Show a list, or what an empty one means.
 * @param {string} id
 * @param {{text: string, undo?: string, act?: () => unknown, note?: string}[]} lines
 * @param {string} none
 */
function show(id, lines, none) {
  const items = lines.map(({ text, undo, act, note }) =>
    element(
      "li",
      {},
      element("span", { dir: "auto" }, text),
      note ? element("span", { class: "quiet" }, note) : null,
      undo && act ? button(undo, act, { "aria-label": `${undo}: ${text}` }) : null,
    ),
  );
  const list = byId(id, HTMLElement);
  const wanted = items.length ? items : [element("li", { class: "quiet" }, none)];
  // A line that is made anew under the pointer loses the click on its button.
  if (wanted.length === list.children.length && wanted.every((item, at) => item.isEqualNode(list.children[at]))) return;
  const hadFocus = list.contains(document.activeElement);
  list.replaceChildren(...wanted);
  // The button that was pressed has gone with its line; whoever works by keyboard goes on from here.
  if (hadFocus) (list.querySelector("button") ?? list).focus();
}

/** A match pattern as a reader knows it. @param {string} pattern */
const siteName = (pattern) => pattern.replace(/^https:\/\//, "").replace(/\/\*$/, "");

/**
 * @param {{settings: import("../shared/settings.js").Settings, fixedSites: string[]}} all
 * @param {string[]} sites those on which pages are checked by themselves, as match patterns
 * @param {Catalogue} catalogue
 * @param {(key: string) => void} say
 */
export function fillLists({ settings, fixedSites }, sites, { words }, say) {
  const remove = (/** @type {string} */ site) => () => removeSite(site).catch(() => say("options_site_stays"));
  show(
    "sites",
    sites.map((site) => ({ text: siteName(site), undo: words("options_remove"), act: remove(site) })),
    words("options_sites_none"),
  );
  const hidden = settings.hiddenSites.map((host) =>
    fixedSites.includes(host)
      ? { text: host, note: words("options_fixed") }
      : { text: host, undo: words("options_run_again"), act: () => showSite(host) },
  );
  show("hidden-sites", hidden, words("options_hidden_sites_none"));
  const entries = settings.hiddenEntries.map(({ id, title }) => ({
    text: title || id,
    undo: words("options_unhide"),
    act: () => showEntry(id),
  }));
  show("hidden-entries", entries, words("options_hidden_entries_none"));
}
