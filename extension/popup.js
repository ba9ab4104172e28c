// The toolbar button. Opening the popup is the click: it brings the scripts to the page and shows how things stand there.
import { makeActions } from "./popup/actions.js";
import { viewOf } from "./popup/views.js";
import { refusalOf } from "./shared/addresses.js";
import { api } from "./shared/browser.js";
import { byId } from "./shared/elements.js";
import { loadCatalogue, translatePage } from "./shared/messages.js";
import { reachPage, tellPage } from "./shared/page.js";
import { readAll } from "./shared/settings.js";
import { isAlwaysOn } from "./shared/sites.js";

/** How often to look again while the page is being checked, in milliseconds; a message that got lost costs no more. */
const LOOK_AGAIN_MS = 700;
/** How often the page's scripts are asked to start before the page counts as closed to us. */
const TRIES = 4;

/** The tab to speak of: the one in front, or, where a popup opens as a tab of its own, the one named in the address. */
async function findTab() {
  const named = Number(new URLSearchParams(location.search).get("tab"));
  if (named) return api.tabs.get(named);
  const [tab] = await api.tabs.query({ active: true, currentWindow: true });
  return tab;
}

/** @returns {Promise<import("./popup/views.js").Situation>} */
async function readSituation() {
  const [tab, all] = await Promise.all([findTab(), readAll()]);
  const catalogue = await loadCatalogue(all.settings.language);
  const refusal = all.settings.consent ? refusalOf(tab, all.settings) : "no-consent";
  const isPage = /^https?:/.test(tab.url ?? "");
  const alwaysOn = isPage && (await isAlwaysOn(tab.url ?? "", all.settings.server));
  return { ...all, tab, catalogue, refusal, alwaysOn, host: isPage ? new URL(tab.url ?? "").hostname : "" };
}

/** @param {import("./popup/views.js").Situation} situation @param {import("./popup/views.js").Status} status */
function show(situation, status) {
  const { heading, parts } = viewOf(situation, status, makeActions(situation, again));
  const line = byId("status", HTMLElement);
  // Said only when it changed: screen readers repeat a live region whenever its text is set.
  if (line.textContent !== heading) line.textContent = heading;
  const body = byId("body", HTMLElement);
  body.className = status.state;
  body.replaceChildren(...parts);
}

/** The look at the page that is shown now; what an earlier one still hears is shown no more. @type {import("./popup/views.js").Situation | null} */
let looked = null;

/** Show what the page says now, unless nothing has changed. */
let shown = "";
/** @param {import("./popup/views.js").Situation} situation */
async function refresh(situation) {
  const status = await tellPage(situation.tab.id ?? -1, { type: "status" });
  if (situation !== looked) return null;
  if (!status || status.state === "idle" || JSON.stringify(status) === shown) return status;
  shown = JSON.stringify(status);
  show(situation, status);
  return status;
}

/** @param {import("./popup/views.js").Situation} situation */
async function watch(situation) {
  api.runtime.onMessage.addListener((message, sender) => {
    if (message?.type === "state" && sender.tab?.id === situation.tab.id) refresh(situation);
  });
  for (let state = "checking"; state === "checking" || state === "idle";) {
    await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
    state = (await refresh(situation))?.state ?? "gone";
  }
}

/** Bring the scripts to the page and let them start. @param {import("./popup/views.js").Situation} situation */
async function startPage({ tab }) {
  for (let left = TRIES; left; left -= 1) {
    try {
      if (await reachPage(tab.id ?? -1, { type: "start" })) return true;
    } catch {
      return false;
    }
  }
  return false;
}

/** Look at the page from the beginning: at opening, and when the reader tries again. */
async function again() {
  shown = "";
  const situation = await readSituation();
  looked = situation;
  translatePage(situation.catalogue);
  if (situation.refusal) {
    show(situation, { state: "refused", refusal: situation.refusal });
    return;
  }
  show(situation, { state: "checking" });
  if (await startPage(situation)) {
    await refresh(situation);
    await watch(situation);
  } else if (situation === looked) show(situation, { state: "refused", refusal: "not-a-page" });
}

byId("options", HTMLElement).addEventListener("click", () => {
  api.runtime.openOptionsPage();
  window.close();
});
again();
