// The server's address in the options: checked before it is kept, and tested when the reader asks.
import { ask } from "../shared/ask.js";
import { byId } from "../shared/elements.js";
import { problemInWords } from "../shared/problems.js";
import { allowServer, patternOf, readServer } from "../shared/server.js";
import { DEFAULT_SERVER, readSettings, writeSettings } from "../shared/settings.js";
import { removeSite } from "../shared/sites.js";

/**
 * @typedef {import("../shared/messages.js").Catalogue} Catalogue
 * @typedef {import("../shared/settings.js").Settings} Settings
 */

const address = byId("server", HTMLInputElement);
const problem = byId("server-problem", HTMLElement);
const answer = byId("server-answer", HTMLElement);

/** @param {Catalogue} catalogue @returns {string | null} the typed address, or null when it cannot be used; says why */
function typed({ words }) {
  answer.textContent = "";
  const { server, refusal } = readServer(address.value);
  problem.textContent = refusal ? words(refusal) : "";
  address.setAttribute("aria-invalid", String(Boolean(refusal)));
  if (!server) address.focus();
  else address.value = server;
  return server ?? null;
}

/** Ask the browser for the server, first thing in the click. @param {string} server @param {Catalogue} catalogue */
async function isAllowed(server, { words }) {
  const allowed = await allowServer(server).catch(() => false);
  if (!allowed) problem.textContent = words("problem_server_not_allowed_short");
  return allowed;
}

/** @param {Catalogue} catalogue @param {(key?: string) => void} say */
async function save(catalogue, say) {
  say();
  const server = typed(catalogue);
  if (!server || !(await isAllowed(server, catalogue))) return;
  const { server: before } = await readSettings();
  await writeSettings({ server });
  // What let us talk to the old server is given back, so that it does not turn into a site to run on.
  const isSpare = ![patternOf(server), patternOf(DEFAULT_SERVER)].includes(patternOf(before));
  if (isSpare) await removeSite(patternOf(before)).catch(() => false);
  say("options_saved");
}

/** @param {Catalogue} catalogue */
async function test(catalogue) {
  const server = typed(catalogue);
  if (!server || !(await isAllowed(server, catalogue))) return;
  answer.textContent = catalogue.words("options_testing", server);
  const { answer: health, failure } = await ask(server, "/health/ready");
  answer.textContent = "";
  const isReady = health?.status === "ready" && Number.isInteger(health.entries) && Number.isInteger(health.edition);
  if (isReady) answer.textContent = catalogue.counted("options_tested", health.entries, String(health.edition));
  else {
    const told = problemInWords(catalogue, server, failure ?? { code: "not-sidelight", values: [200] });
    problem.textContent = `${told.detail} ${told.remedy}`;
  }
}

/** What the buttons do now; the page may be filled again and again. */
let onSave = () => {};
let onTest = () => {};
byId("server-form", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  onSave();
});
byId("server-test", HTMLElement).addEventListener("click", () => onTest());

/**
 * @param {{settings: Settings, fixed: string[]}} all
 * @param {Catalogue} catalogue
 * @param {(key?: string) => void} say
 */
export function fillServer({ settings, fixed }, catalogue, say) {
  if (document.activeElement !== address) address.value = settings.server;
  const isFixed = fixed.includes("server");
  address.readOnly = isFixed;
  byId("server-save", HTMLButtonElement).disabled = isFixed;
  onSave = () => save(catalogue, say);
  onTest = () => test(catalogue);
}
