// What the reader can choose, with what holds until they do. The background may stop at any time, so nothing is kept
// in memory: every read goes to storage. What an administrator has set wins over what the reader chose.
import { api } from "./browser.js";
import { readServer } from "./server.js";

/**
 * @typedef {object} Settings
 * @property {string | null} consent The day on which the reader agreed to what is sent; nothing is sent before.
 * @property {string} server The server's address, without a slash at its end.
 * @property {"passages" | "address"} mode What is sent of a page.
 * @property {string[]} kinds The kinds of notes to show.
 * @property {"auto" | "en" | "ru"} language
 * @property {{id: string, title: string}[]} hiddenEntries
 * @property {string[]} hiddenSites Host names.
 * @property {boolean} allowLocal Whether pages of this computer and of local networks may be read.
 */

export const KINDS = ["figure", "comparison", "label", "background"];
export const DEFAULT_SERVER = "http://127.0.0.1:8400";

/** @type {Settings} */
export const DEFAULTS = {
  consent: null,
  server: DEFAULT_SERVER,
  mode: "passages",
  kinds: KINDS,
  language: "auto",
  hiddenEntries: [],
  hiddenSites: [],
  allowLocal: false,
};
/** Most entries and sites kept hidden: a page may ask for hiding, so there must be an end to it. */
export const MOST_HIDDEN = 1000;

/** What an administrator can set; consent is the reader's alone. */
const MANAGEABLE = ["server", "mode", "kinds", "language", "allowLocal"];

/** @param {unknown} value @returns {value is string[]} */
const isTexts = (value) => Array.isArray(value) && value.every((one) => typeof one === "string");

/** @type {Record<keyof Settings, (value: unknown) => boolean>} */
const FITS = {
  consent: (value) => value === null || (typeof value === "string" && !Number.isNaN(Date.parse(value))),
  server: (value) => typeof value === "string" && readServer(value).server === value,
  mode: (value) => value === "passages" || value === "address",
  kinds: (value) => isTexts(value) && value.every((kind) => KINDS.includes(kind)),
  language: (value) => typeof value === "string" && ["auto", "en", "ru"].includes(value),
  hiddenEntries: (value) =>
    Array.isArray(value) && value.every((one) => typeof one?.id === "string" && typeof one.title === "string"),
  hiddenSites: isTexts,
  allowLocal: (value) => typeof value === "boolean",
};

/** Take what fits out of what was stored; the rest keeps its default. @param {Record<string, unknown>} stored */
function fitting(stored) {
  const names = /** @type {(keyof Settings)[]} */ (Object.keys(FITS));
  return Object.fromEntries(
    names.filter((name) => name in stored && FITS[name](stored[name])).map((name) => [name, stored[name]]),
  );
}

/** Read what an administrator has set. Firefox refuses the question where there is no administrator. */
async function readManaged() {
  try {
    const stored = await api.storage.managed.get(null);
    return typeof stored.server === "string" ? { ...stored, server: readServer(stored.server).server ?? "" } : stored;
  } catch {
    return {};
  }
}

/**
 * Read the settings as they hold now.
 * @returns {Promise<{settings: Settings, fixed: string[], fixedSites: string[], skipFirstRun: boolean}>}
 *   `fixed` names what an administrator has set, `fixedSites` the hidden sites among it.
 */
export async function readAll() {
  const [own, managed] = await Promise.all([api.storage.local.get(null), readManaged()]);
  const given = fitting(managed);
  const fixed = MANAGEABLE.filter((name) => name in given);
  const rule = Object.fromEntries(fixed.map((name) => [name, given[name]]));
  const fixedSites = /** @type {string[]} */ (given.hiddenSites ?? []);
  const settings = { ...DEFAULTS, ...fitting(own), ...rule };
  settings.hiddenSites = [...new Set([...fixedSites, ...settings.hiddenSites])];
  return { settings, fixed, fixedSites, skipFirstRun: managed.skipFirstRun === true };
}

/** Read the settings alone. */
export async function readSettings() {
  return (await readAll()).settings;
}

/** Keep what the reader chose; what does not fit is refused. @param {Partial<Settings>} chosen */
export async function writeSettings(chosen) {
  const fit = fitting(chosen);
  if (Object.keys(fit).length !== Object.keys(chosen).length) throw new TypeError("a setting is out of its bounds");
  await api.storage.local.set(fit);
}

/**
 * Change a stored list. One change at a time, whichever part of the extension makes it: two that begin with the same list
 * would lose one of them.
 * @param {() => Promise<void>} change
 */
const inTurn = (change) => navigator.locks.request("settings", change);

/** Hide an entry everywhere. @param {string} id @param {string} title */
export function hideEntry(id, title) {
  return inTurn(async () => {
    const { hiddenEntries } = await readSettings();
    const others = hiddenEntries.filter((entry) => entry.id !== id);
    await writeSettings({ hiddenEntries: [...others, { id, title }].slice(-MOST_HIDDEN) });
  });
}

/** Show a hidden entry again. @param {string} id */
export function showEntry(id) {
  return inTurn(async () => {
    const { hiddenEntries } = await readSettings();
    await writeSettings({ hiddenEntries: hiddenEntries.filter((entry) => entry.id !== id) });
  });
}

/** Never run on a site again. @param {string} host */
export function hideSite(host) {
  return inTurn(async () => {
    const { settings, fixedSites } = await readAll();
    const own = settings.hiddenSites.filter((site) => !fixedSites.includes(site) && site !== host);
    await writeSettings({ hiddenSites: [...own, host].slice(-MOST_HIDDEN) });
  });
}

/** Run on a site again. @param {string} host */
export function showSite(host) {
  return inTurn(async () => {
    const { settings, fixedSites } = await readAll();
    await writeSettings({
      hiddenSites: settings.hiddenSites.filter((site) => !fixedSites.includes(site) && site !== host),
    });
  });
}
