// Wiring: events in, calls out. Listeners are registered at once and nothing is kept, since the browser may stop
// this script at any time and start it again for the next event.
import { annotate } from "./shared/annotations.js";
import { showState } from "./shared/badge.js";
import { api } from "./shared/browser.js";
import { togglePage } from "./shared/page.js";

async function onButton(tab) {
  try {
    const { shown } = await togglePage(tab.id);
    if (!shown) await showState(tab.id, "hidden");
  } catch {
    await showState(tab.id, "not-a-page");
  }
}

function onMessage(message, sender, answer) {
  const fromPage = sender.id === api.runtime.id && sender.tab;
  if (!fromPage) return false;
  if (message?.type === "annotate") {
    annotate(message.body).then(answer);
    return true;
  }
  if (message?.type === "state") {
    const count = Number.isSafeInteger(message.count) ? message.count : 0;
    showState(sender.tab.id, message.state, count).then(() => answer({}));
    return true;
  }
  return false;
}

api.action.onClicked.addListener(onButton);
api.runtime.onMessage.addListener(onMessage);
