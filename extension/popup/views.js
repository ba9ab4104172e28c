// What the popup shows in each state: a heading that is read out, and what stands below it.
import { button, element } from "../shared/elements.js";
import { isOnThisComputer } from "../shared/server.js";
import { checkedPart, foundParts } from "./found.js";

/**
 * @typedef {object} Situation
 * @property {chrome.tabs.Tab} tab
 * @property {string} host
 * @property {import("../shared/settings.js").Settings} settings
 * @property {string[]} fixed
 * @property {string[]} fixedSites
 * @property {import("../shared/messages.js").Catalogue} catalogue
 * @property {string | null} refusal
 * @property {boolean} alwaysOn
 *
 * @typedef {object} Note
 * @property {string} id
 * @property {string} kind
 * @property {string | null} title
 * @property {string} finding
 * @property {string} quote
 * @property {string | null} language
 * @property {boolean} placed
 * @property {string} [reason]
 *
 * @typedef {object} Status How things stand on the page, as its scripts tell it.
 * @property {string} state
 * @property {string} [refusal]
 * @property {Note[]} [notes]
 * @property {{entries?: number | null, edition?: number | null, on?: string | null}} [checked]
 * @property {string[] | null} [shownKinds] The kinds that are shown now; null when all are.
 * @property {string[]} [partial]
 * @property {number} [noRoom]
 * @property {string | null} [published] The article's date; null when none was found.
 * @property {{code?: string, detail?: string, remedy?: string, request_id?: string, requestId?: string}} [problem]
 *
 * @typedef {{heading: string, parts: Node[]}} View
 * @typedef {import("./actions.js").Actions} Actions
 */

/** @param {string} code */
const keyOf = (code) => `problem_${code.replaceAll("-", "_")}`;

/** The choice of what is sent, and the one button that consents. @param {Situation} situation @param {Actions} actions @returns {View} */
function consentView({ catalogue: { words }, settings, fixed }, actions) {
  const modes = ["passages", "address"].map((mode) => {
    const input = element("input", {
      type: "radio",
      name: "mode",
      value: mode,
      checked: settings.mode === mode,
      disabled: fixed.includes("mode"),
    });
    return element("label", { class: "choice" }, input, element("span", {}, words(`welcome_mode_${mode}`)));
  });
  const form = element(
    "form",
    {},
    element("fieldset", {}, element("legend", {}, words("popup_consent_what")), ...modes),
  );
  const where = isOnThisComputer(settings.server) ? "popup_consent_here" : "popup_consent_there";
  form.append(
    element("p", {}, words(where, settings.server)),
    element("p", { class: "quiet" }, words("popup_consent_when")),
    element(
      "div",
      { class: "buttons" },
      element("button", { class: "main" }, words("popup_consent_agree")),
      button(words("popup_consent_more"), actions.openWelcome),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    actions.consent(new FormData(form).get("mode") === "address" ? "address" : "passages");
  });
  return { heading: words("popup_consent"), parts: [form] };
}

/** Why this page is not read, and what can be done. @param {Situation} situation @param {Status} status @param {Actions} actions @returns {View} */
function refusedView(situation, { refusal = "not-a-page" }, actions) {
  const { catalogue, host, fixedSites } = situation;
  if (refusal === "no-consent") return consentView(situation, actions);
  const { words } = catalogue;
  const key = keyOf(refusal);
  const isMine = refusal === "hidden-site" && !fixedSites.includes(host);
  const parts = [
    element("p", {}, words(refusal === "hidden-site" && !isMine ? `${key}_remedy_fixed` : `${key}_remedy`, host)),
    isMine
      ? element("div", { class: "buttons" }, button(words("popup_show_site"), actions.showSite, { class: "main" }))
      : null,
    refusal === "local"
      ? element("div", { class: "buttons" }, button(words("popup_open_options"), actions.openOptions))
      : null,
  ];
  return { heading: words(key, host), parts: parts.filter((part) => part !== null) };
}

/** @param {Situation} situation @param {Status} status @param {Actions} actions @returns {View} */
function problemView({ catalogue: { words } }, { problem = {} }, actions) {
  const id = problem.requestId ?? problem.request_id;
  const isClosed = problem.code === "server-not-allowed";
  const parts = [
    element("p", { class: "remedy" }, problem.remedy ?? ""),
    id ? element("p", { class: "quiet" }, words("list_request_id", id)) : null,
    element(
      "div",
      { class: "buttons" },
      isClosed
        ? button(words("popup_allow_server"), actions.allowServer, { class: "main" })
        : button(words("list_try_again"), actions.again, { class: "main" }),
      button(words("popup_open_options"), actions.openOptions),
    ),
  ];
  return { heading: problem.detail || words("list_problem"), parts: parts.filter((part) => part !== null) };
}

/** The switch for this site, and the way to ask for context. @param {Situation} situation @param {Actions} actions */
function siteParts({ catalogue: { words }, host, alwaysOn }, actions) {
  const input = element("input", { type: "checkbox", role: "switch", checked: alwaysOn });
  input.addEventListener("change", async () => {
    const asked = input.checked;
    input.checked = await actions.alwaysOn(asked).catch(() => !asked);
  });
  return element(
    "section",
    { class: "site" },
    element("label", { class: "choice" }, input, element("span", {}, words("popup_always", host))),
    element(
      "div",
      { class: "buttons" },
      button(words("popup_request"), actions.request),
      button(words("popup_hide_site"), actions.hideSite, { class: "lesser" }),
    ),
  );
}

/** @type {Record<string, (situation: Situation, status: Status, actions: Actions) => View>} */
const VIEWS = {
  checking: ({ catalogue: { words } }) => ({
    heading: words("list_checking"),
    parts: [element("progress", { "aria-label": words("list_checking") })],
  }),
  refused: refusedView,
  problem: problemView,
  none: (situation, status, actions) => ({
    heading: situation.catalogue.words("list_nothing"),
    parts: [checkedPart(situation.catalogue, status, { open: true }), siteParts(situation, actions)],
  }),
  found: (situation, status, actions) => ({
    heading: situation.catalogue.counted("list_count", status.notes?.length ?? 0),
    parts: [...foundParts(situation, status, actions), siteParts(situation, actions)],
  }),
  hidden: (situation, _, actions) => ({
    heading: situation.catalogue.words("popup_hidden"),
    parts: [
      element(
        "div",
        { class: "buttons" },
        button(situation.catalogue.words("popup_show"), actions.toggle, { class: "main", accesskey: "h" }),
      ),
      siteParts(situation, actions),
    ],
  }),
};

/**
 * @param {Situation} situation
 * @param {Status} status
 * @param {Actions} actions
 */
export const viewOf = (situation, status, actions) =>
  (VIEWS[status.state] ?? VIEWS.checking)(situation, status, actions);
