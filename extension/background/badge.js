// The number on the toolbar button: how many notes, or a sign that something went wrong.
import { api } from "../shared/browser.js";

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
