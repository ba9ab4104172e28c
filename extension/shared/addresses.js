// Which pages may be read, and what of a page's address may be sent.
import { TRACKING } from "./tracking.js";

/** Names that only a local network knows. */
const LOCAL_NAMES = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|intra|private|corp|home|lan|home\.arpa)$/;
/** Networks that are not the public internet: this computer, private and link-local ones, carriers' own. */
const LOCAL_NUMBERS =
  /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const LOCAL_SIX = /^\[(?:::|f[cd]|fe[89ab])/;

/** Tell whether a host is on this computer or in a local network. @param {string} hostname as URL gives it */
export function isLocal(hostname) {
  const name = hostname.replace(/\.$/, "");
  if (name.startsWith("[")) return LOCAL_SIX.test(name);
  return LOCAL_NAMES.test(name) || LOCAL_NUMBERS.test(name) || !name.includes(".");
}

/**
 * Say why a page may not be read, or null when it may.
 * @param {{url?: string, incognito?: boolean}} page a tab, or what stands for one
 * @param {{allowLocal: boolean, hiddenSites: string[]}} settings
 * @returns {null | "private" | "not-a-page" | "file" | "local" | "hidden-site"}
 */
export function refusalOf({ url, incognito }, { allowLocal, hiddenSites }) {
  if (incognito) return "private";
  const address = url && URL.canParse(url) ? new URL(url) : null;
  if (address?.protocol === "file:") return "file";
  if (!address || !/^https?:$/.test(address.protocol)) return "not-a-page";
  if (hiddenSites.includes(address.hostname)) return "hidden-site";
  return isLocal(address.hostname) && !allowLocal ? "local" : null;
}

/** @param {string} name */
function isTracking(name) {
  const lower = name.toLowerCase();
  return TRACKING.some((known) => (known.endsWith("*") ? lower.startsWith(known.slice(0, -1)) : lower === known));
}

/**
 * The address that may be sent: no fragment, no name or password, no tracking parameters. @param {string} url
 * @returns {string}
 */
export function sendableAddress(url) {
  const address = new URL(url);
  Object.assign(address, { hash: "", username: "", password: "" });
  for (const name of [...address.searchParams.keys()]) if (isTracking(name)) address.searchParams.delete(name);
  return address.href;
}

/** Tell whether two addresses are the same page, queries and fragments aside. @param {string} one @param {string} other */
export function isSamePage(one, other) {
  if (!URL.canParse(one) || !URL.canParse(other)) return false;
  const [left, right] = [new URL(one), new URL(other)];
  return left.origin === right.origin && left.pathname === right.pathname;
}
