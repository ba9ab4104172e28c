// The first run: what is sent, when and where, two choices, and one button that consents. Nothing is sent before.
import { api } from "./shared/browser.js";
import { byId } from "./shared/elements.js";
import { loadCatalogue, translatePage } from "./shared/messages.js";
import { allowServer, readServer } from "./shared/server.js";
import { DEFAULT_SERVER, readAll, writeSettings } from "./shared/settings.js";

/** @typedef {import("./shared/messages.js").Catalogue} Catalogue */

const form = byId("form", HTMLFormElement);
const address = byId("server", HTMLInputElement);
const language = byId("language", HTMLSelectElement);
const problem = byId("problem", HTMLElement);

/** @param {string} name @returns {RadioNodeList} */
const choice = (name) => /** @type {RadioNodeList} */ (form.elements.namedItem(name));

/** @param {string} name @param {boolean} off */
function disable(name, off) {
  for (const input of choice(name)) /** @type {HTMLInputElement} */ (input).disabled = off;
}

/** @type {Catalogue} */
let catalogue;
/** @type {string[]} */
let fixed = [];

/** Put the page's words in the reader's language. @param {string} wanted */
async function speak(wanted) {
  catalogue = await loadCatalogue(wanted);
  translatePage(catalogue);
  byId("here", HTMLElement).textContent = catalogue.words("welcome_server_here_more", DEFAULT_SERVER);
  document.title = catalogue.words("welcome_title");
}

async function fill() {
  const all = await readAll();
  const { settings } = all;
  fixed = all.fixed;
  await speak(settings.language);
  language.value = settings.language;
  language.disabled = fixed.includes("language");
  choice("mode").value = settings.mode;
  disable("mode", fixed.includes("mode"));
  const isHere = settings.server === DEFAULT_SERVER;
  choice("place").value = isHere ? "here" : "there";
  address.value = isHere ? "" : settings.server;
  disable("place", fixed.includes("server"));
  address.disabled = fixed.includes("server");
  byId("fixed", HTMLElement).hidden = !fixed.length;
  if (settings.consent) showEnd("welcome_agreed", "welcome_agreed_text");
  document.body.classList.add("ready");
}

/** What stands under the form once a choice was made. @param {string} heading @param {string} text */
function showEnd(heading, text) {
  byId("done", HTMLElement).hidden = false;
  const line = byId("done-heading", HTMLElement);
  line.textContent = catalogue.words(heading);
  byId("done-text", HTMLElement).textContent = catalogue.words(text);
  return line;
}

/** @param {string} key */
function refuse(key) {
  problem.textContent = catalogue.words(key);
  address.setAttribute("aria-invalid", String(Boolean(key)));
  address.focus();
}

/** The server that was chosen, or null when its address cannot be used; says what is wrong with it. */
function chosenServer() {
  problem.textContent = "";
  address.removeAttribute("aria-invalid");
  if (choice("place").value === "here") return DEFAULT_SERVER;
  const { server, refusal } = readServer(address.value);
  if (refusal) refuse(refusal);
  return server ?? null;
}

/** @param {SubmitEvent} event */
async function agree(event) {
  event.preventDefault();
  const server = chosenServer();
  if (!server) return;
  // The browser's own question comes first: it counts as part of this click only now.
  const allowed = await allowServer(server).catch(() => false);
  if (!allowed) {
    refuse("problem_server_not_allowed_short");
    return;
  }
  const mode = choice("mode").value === "address" ? "address" : "passages";
  const chosen = { mode, server, consent: new Date().toISOString() };
  await writeSettings(Object.fromEntries(Object.entries(chosen).filter(([name]) => !fixed.includes(name))));
  form.hidden = true;
  showEnd("welcome_done", "welcome_done_text").focus();
}

function decline() {
  form.hidden = true;
  showEnd("welcome_declined", "welcome_declined_text").focus();
}

form.addEventListener("submit", agree);
byId("not-now", HTMLElement).addEventListener("click", decline);
byId("options", HTMLElement).addEventListener("click", () => api.runtime.openOptionsPage());
address.addEventListener("input", () => (choice("place").value = "there"));
language.addEventListener("change", async () => {
  await writeSettings({ language: /** @type {"auto" | "en" | "ru"} */ (language.value) });
  await speak(language.value);
});
fill();
