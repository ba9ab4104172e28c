// Running by itself on the sites the reader allowed: the list is made anew whenever permissions or settings change.
import { isLocal } from "../shared/addresses.js";
import { api } from "../shared/browser.js";
import { contentFiles } from "../shared/page.js";
import { readSettings } from "../shared/settings.js";
import { allowedSites } from "../shared/sites.js";

const ID = "allowed-sites";
/** Host names that a match pattern can hold. */
const HOST = /^[a-z0-9.-]+$/;

/** @param {string} pattern */
const hostOf = (pattern) => /^[^:]+:\/\/([^/:]*)/.exec(pattern)?.[1] ?? "";

/** @param {import("../shared/settings.js").Settings} settings */
async function wanted({ consent, server, hiddenSites, allowLocal }) {
  if (!consent) return null;
  const sites = await allowedSites(server);
  const matches = sites.filter((site) => allowLocal || hostOf(site).includes("*") || !isLocal(hostOf(site)));
  const excludeMatches = hiddenSites.filter((host) => HOST.test(host)).map((host) => `*://${host}/*`);
  return matches.length ? { matches, excludeMatches } : null;
}

/** @param {{matches?: string[], excludeMatches?: string[]} | null} sites */
const inOrder = (sites) =>
  JSON.stringify([[...(sites?.matches ?? [])].sort(), [...(sites?.excludeMatches ?? [])].sort()]);

async function remake() {
  const [settings, { scripts, styles }] = await Promise.all([readSettings(), contentFiles()]);
  const [sites, there] = await Promise.all([
    wanted(settings),
    api.scripting.getRegisteredContentScripts({ ids: [ID] }),
  ]);
  // A page that opens between taking away and putting back would be missed.
  if (inOrder(sites) === inOrder(there[0] ?? null)) return;
  if (there.length) await api.scripting.unregisterContentScripts({ ids: [ID] });
  if (!sites) return;
  const when = { runAt: /** @type {const} */ ("document_idle"), allFrames: false };
  await api.scripting.registerContentScripts([{ id: ID, js: scripts, css: styles, ...sites, ...when }]);
}

/** One at a time: two changes at once would register the same scripts twice, which browsers refuse. */
let turn = Promise.resolve();

/** Make the list of sites as it has to be now. */
export function syncSites() {
  turn = turn.then(remake).catch(() => {}); // what the browser refuses now, the next change or start tries again
  return turn;
}
