// Reaching the content scripts of a tab, and bringing them there after the reader asked for it.
import { api } from "./browser.js";

// With the leading slash both browsers look from the extension's root; without it, each from somewhere else.
/** @param {string} name */
const inContent = (name) => `/content/${name}`;

/** Read which scripts and styles there are. Fetched, not imported: Chromium cannot restart a worker that imports JSON. */
export async function contentFiles() {
  const response = await fetch(api.runtime.getURL("/content/files.json"));
  const { scripts, extension, styles } = await response.json();
  return { scripts: [...scripts, ...extension].map(inContent), styles: styles.map(inContent) };
}

/** Send a message to a tab's scripts; null when they are not there. @param {number} tabId @param {ToPage} message */
export async function tellPage(tabId, message) {
  try {
    return (await api.tabs.sendMessage(tabId, message, { frameId: 0 })) ?? null;
  } catch {
    return null;
  }
}

/** Bring the scripts to a tab; throws where the browser lets no extension. @param {number} tabId */
async function bringScripts(tabId) {
  const target = { tabId };
  const { scripts, styles } = await contentFiles();
  await api.scripting.insertCSS({ target, files: styles });
  await api.scripting.executeScript({ target, files: scripts });
}

/**
 * Send a message to a tab's scripts, bringing them there first if they are missing. Brought twice they do no harm.
 * @param {number} tabId
 * @param {ToPage} message
 * @returns {Promise<any>} the page's answer; throws when the browser does not let extensions onto that page
 */
export async function reachPage(tabId, message) {
  const answer = await tellPage(tabId, message);
  if (answer) return answer;
  await bringScripts(tabId);
  return tellPage(tabId, message);
}
