// The number on the toolbar button: how many notes, or a sign that something went wrong.
import { api } from "./browser.js";

const QUIET = "#4b5563";
const ALARM = "#b3261e";
const TITLE = "Sidelight: look for context on this page";

const LOOKS = {
  checking: () => ({ text: "…", color: QUIET, title: "Sidelight is looking for context…" }),
  found: (count) => ({
    text: String(count),
    color: QUIET,
    title: `Sidelight: ${count} ${count === 1 ? "note" : "notes"} on this page (click to hide)`,
  }),
  none: () => ({ text: "0", color: QUIET, title: "Sidelight: nothing to add on this page" }),
  problem: () => ({ text: "!", color: ALARM, title: "Sidelight could not check this page (click to try again)" }),
  "not-a-page": () => ({ text: "!", color: ALARM, title: "Sidelight cannot read this page: the browser keeps it closed to extensions" }),
  hidden: () => ({ text: "", color: QUIET, title: TITLE }),
};

/** Show a tab's state on the button; a tab that has gone meanwhile needs no badge. */
export async function showState(tabId, state, count = 0) {
  const { text, color, title } = (LOOKS[state] ?? LOOKS.hidden)(count);
  try {
    await Promise.all([
      api.action.setBadgeText({ tabId, text }),
      api.action.setBadgeBackgroundColor({ tabId, color }),
      api.action.setTitle({ tabId, title }),
    ]);
  } catch {
    // The tab was closed between the question and the answer.
  }
}
