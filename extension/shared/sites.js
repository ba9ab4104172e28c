// The sites on which Sidelight runs by itself. The browser's own permissions are the list: there is no second one to differ.
import { api } from "./browser.js";
import { patternOf } from "./server.js";
import { DEFAULT_SERVER } from "./settings.js";

/**
 * List the patterns of the allowed sites. A permission to talk to a server is none to read its pages.
 * @param {string} server
 */
export async function allowedSites(server) {
  const { origins = [] } = await api.permissions.getAll();
  const ofServers = [patternOf(DEFAULT_SERVER), patternOf(server)];
  return origins.filter((origin) => !ofServers.includes(origin)).sort();
}

/** Tell whether Sidelight runs by itself on a page. @param {string} url @param {string} server */
export async function isAlwaysOn(url, server) {
  const pattern = patternOf(url);
  if ([patternOf(DEFAULT_SERVER), patternOf(server)].includes(pattern)) return false;
  return api.permissions.contains({ origins: [pattern] });
}

/** Ask the reader for a page's site, first thing in a click. @param {string} url */
export const allowSite = (url) => api.permissions.request({ origins: [patternOf(url)] });

/** Give a site's permission back. @param {string} pattern */
export const removeSite = (pattern) => api.permissions.remove({ origins: [pattern] });
