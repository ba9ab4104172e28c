// The options: every choice is kept at once; what an administrator has set is shown and cannot be changed here.
import { eraseAll, exportAll } from "./options/data.js";
import { fillLists } from "./options/lists.js";
import { fillServer } from "./options/server.js";
import { changeShortcuts, fillShortcuts } from "./options/shortcuts.js";
import { api } from "./shared/browser.js";
import { byId, element } from "./shared/elements.js";
import { loadCatalogue, translatePage } from "./shared/messages.js";
import { readAll, writeSettings } from "./shared/settings.js";
import { allowedSites } from "./shared/sites.js";

/**
 * @typedef {import("./shared/settings.js").Settings} Settings
 * @typedef {import("./shared/messages.js").Catalogue} Catalogue
 */

const dialog = byId("erase-dialog", HTMLDialogElement);
const language = byId("language", HTMLSelectElement);
const local = byId("local", HTMLInputElement);
/** @param {string} name @returns {HTMLInputElement[]} */
const inputs = (name) => [
  .../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`input[name=${name}]`)),
];

const chosenKinds = () =>
  inputs("kind")
    .filter((input) => input.checked)
    .map((input) => input.value);

/** @type {Catalogue} */
let catalogue;

/** What was said last, so that it can be said again in another language. @type {string | undefined} */
let said;

/** Say what was done, or take back what was said. @param {string} [key] */
function say(key) {
  said = key;
  byId("said", HTMLElement).textContent = key ? catalogue.words(key) : "";
}

/** Goes up with each choice and each filling: what was read before shows nothing over what came after. */
let turn = 0;

/** @param {Partial<Settings>} chosen */
async function keep(chosen) {
  turn += 1;
  await writeSettings(chosen);
  said = "options_saved"; // which the filling says, in the language that was perhaps just chosen
  await fill();
}

/** @param {Settings} settings @param {string[]} fixed */
function fillChoices(settings, fixed) {
  for (const input of inputs("mode"))
    Object.assign(input, { checked: input.value === settings.mode, disabled: fixed.includes("mode") });
  for (const input of inputs("kind"))
    Object.assign(input, { checked: settings.kinds.includes(input.value), disabled: fixed.includes("kinds") });
  Object.assign(language, { value: settings.language, disabled: fixed.includes("language") });
  Object.assign(local, { checked: settings.allowLocal, disabled: fixed.includes("allowLocal") });
  const marks = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-fixed]"));
  for (const mark of marks) mark.hidden = !fixed.includes(mark.dataset.fixed ?? "");
}

/** @param {Settings} settings */
function fillConsent({ consent }) {
  const line = byId("consent", HTMLElement);
  line.hidden = Boolean(consent);
  line.replaceChildren(
    catalogue.words("options_no_consent"),
    " ",
    element("a", { href: "/welcome.html" }, catalogue.words("options_no_consent_link")),
  );
  document.title = catalogue.words("options_title");
}

/** Show everything as it is stored now. */
async function fill() {
  const mine = (turn += 1);
  const all = await readAll();
  const [loaded, sites] = await Promise.all([
    loadCatalogue(all.settings.language),
    allowedSites(all.settings.server),
  ]);
  if (mine !== turn) return;
  catalogue = loaded;
  translatePage(catalogue);
  fillConsent(all.settings);
  fillChoices(all.settings, all.fixed);
  fillServer(all, catalogue, say);
  fillLists(all, sites, catalogue, say);
  await fillShortcuts(catalogue);
  say(said);
  document.body.classList.add("ready");
}

async function onErase() {
  dialog.removeEventListener("close", onErase);
  if (dialog.returnValue !== "yes") return;
  await eraseAll();
  await fill();
  say("options_erased");
}

for (const input of inputs("mode"))
  input.addEventListener("change", () => keep({ mode: /** @type {Settings["mode"]} */ (input.value) }));
for (const input of inputs("kind")) input.addEventListener("change", () => keep({ kinds: chosenKinds() }));
language.addEventListener("change", () => keep({ language: /** @type {Settings["language"]} */ (language.value) }));
local.addEventListener("change", () => keep({ allowLocal: local.checked }));
byId("change-shortcuts", HTMLElement).addEventListener("click", changeShortcuts);
byId("export", HTMLElement).addEventListener("click", exportAll);
byId("erase", HTMLElement).addEventListener("click", () => {
  dialog.returnValue = "";
  dialog.addEventListener("close", onErase);
  dialog.showModal();
});
api.storage.onChanged.addListener((_, area) => area !== "session" && fill());
api.permissions.onAdded.addListener(fill);
api.permissions.onRemoved.addListener(fill);
fill();
