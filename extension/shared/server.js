// The server's address as a reader types it, and the permission that the browser ties to it.
import { api } from "./browser.js";

/** Where plain http is safe, since nothing leaves this computer. The manifest's policy names the same two. */
const LOOPBACK = ["127.0.0.1", "localhost"];
const HOST = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])$/;
const LONGEST_ADDRESS = 500;

/** @param {string} text */
function parse(text) {
  const typed = text.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  return typed && typed.length <= LONGEST_ADDRESS && URL.canParse(whole) ? new URL(whole) : null;
}

/**
 * Read a typed address: https anywhere, http on this computer only.
 * @param {string} text
 * @returns {{server: string, refusal?: undefined} | {server?: undefined, refusal: string}} the address without a slash
 *   at its end, or the key of the sentence that says what is wrong with it
 */
export function readServer(text) {
  const address = parse(text);
  if (!address || !/^https?:$/.test(address.protocol) || !HOST.test(address.hostname))
    return { refusal: "problem_address_unreadable" };
  if (address.username || address.password || address.search || address.hash)
    return { refusal: "problem_address_extras" };
  if (address.protocol === "http:" && !LOOPBACK.includes(address.hostname)) return { refusal: "problem_address_plain" };
  return { server: (address.origin + address.pathname).replace(/\/+$/, "") };
}

/** Tell whether a server runs on this computer. @param {string} server */
export const isOnThisComputer = (server) => LOOPBACK.includes(new URL(server).hostname);

/** The match pattern of an address's site; patterns know no port. @param {string} address */
export function patternOf(address) {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}

/** Tell whether the browser lets us talk to a server; readers can take that back at any time. @param {string} server */
export const isServerAllowed = (server) => api.permissions.contains({ origins: [patternOf(server)] });

/**
 * Ask the reader to let us talk to a server. Call it first thing in a click: Firefox forgets the click at the first await.
 * @param {string} server
 */
export const allowServer = (server) => api.permissions.request({ origins: [patternOf(server)] });
