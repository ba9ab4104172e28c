// Whom a message comes from. A page can take over its content scripts, so what they say of themselves counts for nothing:
// the browser says which extension, tab, frame and address it was.
import { api } from "../shared/browser.js";
import { isSamePage } from "../shared/addresses.js";

/** @typedef {{tabId: number, url: string, incognito: boolean, tabUrl?: string}} PageSender */

/**
 * The page that a message comes from, or null when it is not the top frame of a page with our scripts.
 * @param {chrome.runtime.MessageSender} sender
 * @returns {PageSender | null}
 */
export function pageOf({ id, tab, frameId, url }) {
  const isPage =
    id === api.runtime.id && frameId === 0 && tab?.id !== undefined && url && !url.startsWith(api.runtime.getURL(""));
  return isPage ? { tabId: tab.id ?? -1, url, incognito: tab.incognito, tabUrl: tab.url } : null;
}

/** Tell whether an address that a page gives as its own is its own. @param {PageSender} page @param {unknown} url */
export function isItsOwn(page, url) {
  if (url === undefined || url === null) return true;
  return typeof url === "string" && [page.url, page.tabUrl ?? ""].some((own) => isSamePage(own, url));
}
