// Everything that is stored: to take away as a file, and to erase.
import { api } from "../shared/browser.js";
import { element } from "../shared/elements.js";
import { patternOf } from "../shared/server.js";
import { DEFAULT_SERVER, readSettings } from "../shared/settings.js";
import { allowedSites, removeSite } from "../shared/sites.js";

/** Save everything that is stored as a JSON file. */
export async function exportAll() {
  const { server } = await readSettings();
  const [local, session, sites] = await Promise.all([
    api.storage.local.get(null),
    api.storage.session.get(null),
    allowedSites(server),
  ]);
  const { version } = api.runtime.getManifest();
  const text = JSON.stringify({ sidelight: version, local, session, sites }, null, 2);
  const href = URL.createObjectURL(new Blob([`${text}\n`], { type: "application/json" }));
  element("a", { href, download: "sidelight-export.json" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** Erase everything that is stored, the sites' permissions included; the reader is asked for consent again. */
export async function eraseAll() {
  const { server } = await readSettings();
  // The server's own permission goes too: without the server's address beside it, it would look like a site's.
  const spare = patternOf(server) === patternOf(DEFAULT_SERVER) ? [] : [patternOf(server)];
  const sites = [...(await allowedSites(server)), ...spare];
  await Promise.all(sites.map((site) => removeSite(site).catch(() => false)));
  await Promise.all([api.storage.local.clear(), api.storage.session.clear()]);
}
