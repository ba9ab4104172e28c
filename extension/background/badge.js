// The number on the toolbar button: how many notes, or a sign that something went wrong.
import { api } from "../shared/browser.js";
import { loadCatalogue } from "../shared/messages.js";
import { readSettings } from "../shared/settings.js";

const QUIET = "#4b5563";
const ALARM = "#b3261e";
const MOST_SHOWN = 99;

/**
 * @typedef {import("../shared/messages.js").Catalogue} Catalogue
 * @type {Record<string, (catalogue: Catalogue, count: number) => {text: string, title: string, color?: string}>}
 */
const LOOKS = {
  checking: ({ words }) => ({ text: "…", title: words("badge_checking") }),
  found: ({ counted }, count) => ({
    text: count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count),
    title: counted("badge_found", count),
  }),
  none: ({ words }) => ({ text: "0", title: words("badge_none") }),
  problem: ({ words }) => ({ text: "!", title: words("badge_problem"), color: ALARM }),
  refused: ({ words }) => ({ text: "", title: words("badge_refused") }),
  hidden: ({ words }) => ({ text: "", title: words("badge_title") }),
};

/**
 * Show a tab's state on the button; a tab that has gone meanwhile needs no badge.
 * @param {Catalogue} catalogue
 * @param {number} tabId
 * @param {string} state
 * @param {number} count
 */
export async function showState(catalogue, tabId, state, count = 0) {
  const { text, title, color = QUIET } = (Object.hasOwn(LOOKS, state) ? LOOKS[state] : LOOKS.hidden)(catalogue, count);
  try {
    await Promise.all([
      api.action.setBadgeText({ tabId, text }),
      api.action.setBadgeBackgroundColor({ tabId, color }),
      api.action.setBadgeTextColor({ tabId, color: "#ffffff" }),
      api.action.setTitle({ tabId, title }),
    ]);
  } catch {
    // The tab was closed between the question and the answer.
  }
}

/** One at a time: of two states told in a row the later has to be what is seen. */
let turn = Promise.resolve();

/** Show what a page's scripts tell of it. @param {number} tabId @param {string} state @param {number} count */
export function showTold(tabId, state, count) {
  turn = turn
    .then(async () => {
      const { language } = await readSettings();
      await showState(await loadCatalogue(language), tabId, state, count);
    })
    .catch(() => {}); // the state that comes next is shown all the same
  return turn;
}
