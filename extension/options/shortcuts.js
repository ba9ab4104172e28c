// The shortcuts as the browser has them; only the browser's own page changes them.
import { SHORTCUTS_PAGE, api } from "../shared/browser.js";
import { byId, element } from "../shared/elements.js";

/** What a command is called here. @type {Record<string, string>} */
const NAMES = {
  _execute_action: "options_key_open",
  "next-note": "manifest_next",
  "previous-note": "manifest_previous",
  "toggle-notes": "manifest_toggle",
};

/** @param {import("../shared/messages.js").Catalogue} catalogue */
export async function fillShortcuts({ words }) {
  const commands = await api.commands.getAll();
  const known = commands.filter(({ name }) => name && Object.hasOwn(NAMES, name));
  const rows = known.map(({ name = "", shortcut }) => {
    const key = shortcut
      ? element("kbd", {}, shortcut)
      : element("span", { class: "quiet" }, words("options_key_none"));
    return element("div", {}, element("dt", {}, words(NAMES[name])), element("dd", {}, key));
  });
  byId("shortcuts", HTMLElement).replaceChildren(...rows);
}

/** Open the browser's page for shortcuts: Firefox has a call for it, Chromium an address. */
export async function changeShortcuts() {
  const commands = /** @type {{openShortcutSettings?: () => Promise<void>}} */ (/** @type {unknown} */ (api.commands));
  if (commands.openShortcutSettings) await commands.openShortcutSettings();
  else await api.tabs.create({ url: SHORTCUTS_PAGE });
}
