// Putting the content scripts on a page, once, after the reader asked for it.
import { api } from "./browser.js";

// With the leading slash both browsers look from the extension's root; without it, each from somewhere else.
const inContent = (name) => `/content/${name}`;

/** Read which scripts and styles there are. Fetched, not imported: Chromium cannot restart a worker that imports JSON. */
async function contentFiles() {
  const response = await fetch(api.runtime.getURL("/content/files.json"));
  const { scripts, extension, styles } = await response.json();
  return { scripts: [...scripts, ...extension].map(inContent), styles: styles.map(inContent) };
}

/** Tell the page's scripts that the button was clicked; false when they are not there. */
async function toggle(tabId) {
  try {
    return await api.tabs.sendMessage(tabId, { type: "toggle" });
  } catch {
    return null;
  }
}

/** Tabs on which the scripts are just arriving: a second click in that moment must not bring them twice. */
const arriving = new Set();

async function bringScripts(tabId) {
  const target = { tabId };
  arriving.add(tabId);
  try {
    const { scripts, styles } = await contentFiles();
    await api.scripting.insertCSS({ target, files: styles });
    await api.scripting.executeScript({ target, files: scripts });
  } finally {
    arriving.delete(tabId);
  }
}

/**
 * Show or hide the notes of a tab, bringing the scripts there first if they are missing.
 * Answers `{shown}`; throws when the browser does not let extensions onto that page.
 */
export async function togglePage(tabId) {
  if (arriving.has(tabId)) return { shown: true };
  const answer = await toggle(tabId);
  if (answer) return answer;
  await bringScripts(tabId);
  return (await toggle(tabId)) ?? { shown: false };
}
