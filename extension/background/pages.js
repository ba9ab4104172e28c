// From the background to the pages: settings that changed, shortcuts, the context menu.
import { refusalOf } from "../shared/addresses.js";
import { api } from "../shared/browser.js";
import { loadCatalogue } from "../shared/messages.js";
import { reachPage, tellPage } from "../shared/page.js";
import { readSettings } from "../shared/settings.js";
import { isAlwaysOn } from "../shared/sites.js";
import { showState } from "./badge.js";

/** What a command of the manifest says to a page. @type {Record<string, ToPage>} */
const COMMANDS = {
  "next-note": { type: "next" },
  "previous-note": { type: "previous" },
  "toggle-notes": { type: "toggle" },
};
const MENU = "request";

/** Tell a page's scripts what they need to know before they start. @param {import("./sender.js").PageSender} page */
export async function greet(page) {
  const settings = await readSettings();
  const { language, messages } = await loadCatalogue(settings.language);
  const refusal = settings.consent ? refusalOf(page, settings) : "no-consent";
  const { mode, kinds } = settings;
  return {
    settings: { mode, kinds, hiddenEntries: settings.hiddenEntries.map(({ id }) => id), language },
    messages,
    language,
    refusal,
    alwaysOn: !refusal && (await isAlwaysOn(page.url, settings.server)),
  };
}

/** Let every page with our scripts ask again how things stand. */
export async function tellAll() {
  const tabs = await api.tabs.query({});
  await Promise.all(tabs.map(({ id }) => id !== undefined && tellPage(id, { type: "settings" })));
}

/** Open the page that explains what is sent. */
export const openWelcome = () => api.tabs.create({ url: api.runtime.getURL("/welcome.html") });

/**
 * Bring something about on a tab that the reader pointed at by shortcut or menu.
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {ToPage} message
 */
async function act(tab, message) {
  if (tab?.id === undefined) return;
  const settings = await readSettings();
  if (!settings.consent) {
    await openWelcome();
    return;
  }
  let refused = refusalOf(tab, settings) !== null;
  if (!refused)
    refused = await reachPage(tab.id, message).then(
      () => false,
      () => true,
    );
  if (refused) await showState(await loadCatalogue(settings.language), tab.id, "refused");
}

/** @param {string} command @param {chrome.tabs.Tab} [tab] */
export async function onCommand(command, tab) {
  if (!Object.hasOwn(COMMANDS, command)) return;
  const [active] = tab ? [tab] : await api.tabs.query({ active: true, lastFocusedWindow: true });
  await act(active, COMMANDS[command]);
}

/** @param {chrome.contextMenus.OnClickData} info @param {chrome.tabs.Tab} [tab] */
export async function onMenu({ menuItemId }, tab) {
  if (menuItemId === MENU) await act(tab, { type: "request" });
}

/** Put our line in the menu of selected words, in the reader's language. */
export async function remakeMenu() {
  const { language } = await readSettings();
  const { words } = await loadCatalogue(language);
  await api.contextMenus.removeAll();
  const documentUrlPatterns = ["http://*/*", "https://*/*"];
  api.contextMenus.create(
    { id: MENU, title: words("menu_request"), contexts: ["selection"], documentUrlPatterns },
    () => {
      void api.runtime.lastError; // two changes at once may both add it
    },
  );
}
