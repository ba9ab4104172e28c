// Wiring: events in, calls out. Listeners are registered at once and nothing is kept, since the browser may stop
// this script at any time and start it again for the next event.
import { showTold } from "./background/badge.js";
import { greet, onCommand, onMenu, openWelcome, remakeMenu, tellAll } from "./background/pages.js";
import { annotate, deliver } from "./background/questions.js";
import { pageOf } from "./background/sender.js";
import { syncSites } from "./background/sites.js";
import { api } from "./shared/browser.js";
import { hideEntry, hideSite, readAll, showEntry } from "./shared/settings.js";

const ENTRY_ID = /^[a-z0-9][a-z0-9-]{0,199}$/;
const LONGEST_TITLE = 300;

/** @param {unknown} id */
const isEntry = (id) => typeof id === "string" && ENTRY_ID.test(id);
/** @param {unknown} value */
const numberIn = (value) => (Number.isSafeInteger(value) ? Math.max(0, Number(value)) : 0);

/**
 * What a page's scripts may ask for.
 * @type {Record<string, (page: import("./background/sender.js").PageSender, message: any) => Promise<unknown>>}
 */
const ANSWERS = {
  hello: (page) => greet(page),
  annotate: (page, { body }) => annotate(page, body),
  report: (page, { body }) => deliver("report", page, body),
  request: (page, { body }) => deliver("request", page, body),
  state: async ({ tabId }, { state, count }) => {
    await showTold(tabId, String(state), numberIn(count));
    return {};
  },
  "hide-entry": async (_, { id, title }) => {
    if (isEntry(id)) await hideEntry(id, String(title ?? id).slice(0, LONGEST_TITLE));
    return {};
  },
  "show-entry": async (_, { id }) => {
    if (isEntry(id)) await showEntry(id);
    return {};
  },
  "hide-site": async ({ url }) => {
    await hideSite(new URL(url).hostname);
    return {};
  },
  open: async (_, { page }) => {
    await (page === "options" ? api.runtime.openOptionsPage() : openWelcome());
    return {};
  },
};

/** @param {any} message @param {chrome.runtime.MessageSender} sender @param {(answer: unknown) => void} answer */
function onMessage(message, sender, answer) {
  const page = pageOf(sender);
  if (!page || !Object.hasOwn(ANSWERS, message?.type)) return false;
  ANSWERS[message.type](page, message).then(answer, () => answer({}));
  return true;
}

/** @param {chrome.runtime.InstalledDetails} details */
async function onInstalled({ reason }) {
  await Promise.all([remakeMenu(), syncSites()]);
  const { settings, skipFirstRun } = await readAll();
  if (reason === "install" && !settings.consent && !skipFirstRun) await openWelcome();
}

/** @param {Record<string, unknown>} _changes @param {string} area */
async function onChanged(_changes, area) {
  if (area === "session") return;
  await Promise.all([remakeMenu(), syncSites()]);
  await tellAll();
}

api.runtime.onMessage.addListener(onMessage);
api.runtime.onInstalled.addListener(onInstalled);
api.runtime.onStartup.addListener(() => Promise.all([remakeMenu(), syncSites()]));
api.permissions.onAdded.addListener(syncSites);
api.permissions.onRemoved.addListener(syncSites);
api.storage.onChanged.addListener(onChanged);
api.commands.onCommand.addListener(onCommand);
api.contextMenus.onClicked.addListener(onMenu);
