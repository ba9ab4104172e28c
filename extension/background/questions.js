// What a page's scripts may have sent to the server, and what exactly leaves.
import { refusalOf, sendableAddress } from "../shared/addresses.js";
import { loadCatalogue } from "../shared/messages.js";
import { readSettings } from "../shared/settings.js";
import { ask } from "../shared/ask.js";
import { problemInWords } from "../shared/problems.js";
import { isItsOwn } from "./sender.js";

/**
 * @typedef {import("./sender.js").PageSender} PageSender
 * @typedef {import("../shared/settings.js").Settings} Settings
 * @typedef {import("../shared/ask.js").Failure} Failure
 */

/** The documented fields of each question; anything else that a page's script adds stays here. */
const FIELDS = {
  annotation: ["title", "url", "published", "modified", "language"],
  passage: ["role", "text"],
  report: ["annotation", "entry", "revision", "edition", "reason", "note", "quote", "url"],
  request: ["quote", "prefix", "suffix", "url", "title", "note"],
};
const PATHS = { report: "/v1/reports", request: "/v1/requests" };
/** The newest major version of a server whose answers this extension reads. */
const NEWEST_ENGINE = 1;

/** @param {FromOutside | undefined} value @param {string[]} names @returns {Record<string, unknown>} */
const only = (value, names) =>
  Object.fromEntries(names.filter((name) => value?.[name] != null).map((name) => [name, value?.[name]]));

/** @param {Settings} settings @param {PageSender} page @param {FromOutside | undefined} body @param {string} lang */
function annotationBody(settings, page, body, lang) {
  // English is what a server answers in unless asked, so that there the address goes alone.
  if (settings.mode === "address") return { url: sendableAddress(page.url), ...(lang === "en" ? {} : { lang }) };
  const passages = Array.isArray(body?.passages) ? body.passages : [];
  return {
    passages: passages.map((/** @type {FromOutside | undefined} */ one) => only(one, FIELDS.passage)),
    ...only(body, FIELDS.annotation),
    lang,
  };
}

/** Say why nothing may be sent for a page, or null. @param {Settings} settings @param {PageSender} page @param {FromOutside | undefined} body */
function refusal(settings, page, body) {
  if (!settings.consent) return "no-consent";
  return refusalOf(page, settings) ?? (isItsOwn(page, body?.url) ? null : "other-page");
}

/** @param {any} reply @returns {Failure | null} */
function misfit(reply) {
  if (reply?.type !== "AnnotationPage" || !Array.isArray(reply.items)) return { code: "not-sidelight", values: [200] };
  const engine = typeof reply.checked?.engine === "string" ? reply.checked.engine.slice(0, 20) : "";
  const major = Number.parseInt(engine, 10);
  if (Number.isNaN(major)) return { code: "not-sidelight", values: [200] };
  return major > NEWEST_ENGINE ? { code: "server-newer", values: [engine] } : null;
}

/**
 * Put one question, unless it may not be put.
 * @param {PageSender} page
 * @param {FromOutside | undefined} body
 * @param {(settings: Settings, lang: string) => Promise<import("../shared/ask.js").Outcome>} put
 */
async function guarded(page, body, put) {
  const settings = await readSettings();
  const catalogue = await loadCatalogue(settings.language);
  const code = refusal(settings, page, body);
  const outcome = code ? { failure: { code } } : await put(settings, catalogue.language);
  if (!outcome.failure) return { answer: outcome.answer };
  return { problem: problemInWords(catalogue, settings.server, outcome.failure) };
}

/** Ask for a page's notes; answers `{reply}` or `{problem}`. @param {PageSender} page @param {FromOutside | undefined} body */
export async function annotate(page, body) {
  const { answer, problem } = await guarded(page, body, async (settings, lang) => {
    const outcome = await ask(settings.server, "/v1/annotations", annotationBody(settings, page, body, lang));
    const failure = outcome.failure ?? misfit(outcome.answer);
    return failure ? { failure } : outcome;
  });
  return problem ? { problem } : { reply: answer };
}

/**
 * Send a report or a request exactly as the reader saw it; answers `{ok}` or `{problem}`.
 * @param {"report" | "request"} kind
 * @param {PageSender} page
 * @param {FromOutside | undefined} body
 */
export async function deliver(kind, page, body) {
  const { problem } = await guarded(page, body, (settings) =>
    ask(settings.server, PATHS[kind], only(body, FIELDS[kind])),
  );
  return problem ? { problem } : { ok: true };
}
