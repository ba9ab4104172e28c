// One request to the reader's server. Whatever goes wrong comes back as a code, with what its sentence needs; nothing is
// asked twice unless the reader asks again.
import { api } from "./browser.js";
import { isServerAllowed } from "./server.js";

/** Longest wait for an answer, in milliseconds; a very long page takes a server a few seconds. */
export const DEADLINE_MS = 20_000;
/** Most bytes read of an answer: forty notes with charts are some hundred thousand. */
export const MOST_BYTES = 4_000_000;
/** Waits that a server may ask for, in seconds: where it says nothing, and at most. */
const USUAL_WAIT = 30;
const LONGEST_WAIT = 3600;
const REQUEST_ID = /^[\w.-]{1,64}$/;
const LONGEST_SENTENCE = 600;

/**
 * @typedef {object} Failure
 * @property {string} code
 * @property {(string | number)[]} [values] What the sentence of the code shows after the server's address.
 * @property {number} [seconds] How long to wait before asking again.
 * @property {{detail: string, remedy: string}} [told] The server's own sentences.
 * @property {string} [requestId] Under which the server's log knows the failure.
 * @typedef {{answer: any, failure?: undefined} | {answer?: undefined, failure: Failure}} Outcome
 */

/** Until when servers asked not to be asked again. @returns {Promise<Record<string, number>>} */
async function readWaits() {
  const { waits } = await api.storage.session.get("waits");
  return /** @type {Record<string, number> | undefined} */ (waits) ?? {};
}

/** @param {string} server @returns {Promise<number>} seconds until the server may be asked again */
async function waitLeft(server) {
  const waits = await readWaits();
  return Math.max(0, Math.ceil(((waits[server] ?? 0) - Date.now()) / 1000));
}

/** @param {string} server @param {number} seconds */
async function remember(server, seconds) {
  await api.storage.session.set({ waits: { ...(await readWaits()), [server]: Date.now() + seconds * 1000 } });
}

/** Read how long a server asks us to wait: seconds, or a date. @param {string | null} header */
export function readWait(header) {
  const seconds = /^\d+$/.test(header ?? "") ? Number(header) : (Date.parse(header ?? "") - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), LONGEST_WAIT) : USUAL_WAIT;
}

/** Read an answer's text; null when it is larger than it may be. @param {Response} response */
async function readText(response) {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let [text, bytes] = ["", 0];
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    bytes += piece.value.byteLength;
    if (bytes > MOST_BYTES) {
      await reader?.cancel();
      return null;
    }
    text += decoder.decode(piece.value, { stream: true });
  }
  return text + decoder.decode();
}

/** @param {string} text @returns {any} undefined when it is no JSON */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {unknown} value */
const sentence = (value) => (typeof value === "string" && value ? value.slice(0, LONGEST_SENTENCE) : null);

/** Say what a refusal means. @param {Response} response @param {FromOutside | undefined} problem @returns {Failure} */
function failureOf({ status, headers }, problem) {
  const detail = sentence(problem?.detail);
  const remedy = sentence(problem?.remedy) ?? "";
  const id = headers.get("X-Request-Id") ?? "";
  const requestId = status >= 500 && REQUEST_ID.test(id) ? id : undefined;
  if (status === 429 || (status === 503 && headers.has("Retry-After"))) {
    return { code: "rate-limited", seconds: readWait(headers.get("Retry-After")) };
  }
  if (status === 413) return { code: "too-large" };
  if (!detail) return { code: "not-sidelight", values: [status] };
  if (status === 404 && problem?.code === "not-found") return { code: "server-older" };
  if (status >= 500) return { code: "server-failed", values: [status], requestId };
  return { code: sentence(problem?.code) ?? "refused", told: { detail, remedy } };
}

/** @param {string} server @param {string} path @param {object} [body] */
function send(server, path, body) {
  // Which languages a browser is set to says something about its owner; the question names the one it wants.
  const headers = { Accept: "application/json, application/problem+json", "Accept-Language": "*" };
  return fetch(server + path, {
    ...(body
      ? { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body) }
      : { headers }),
    // Firefox names the installation, a number of the reader's own, as the origin of any other kind of request.
    mode: "same-origin",
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
}

/**
 * Ask a server; with a body it is posted. Never throws.
 * @param {string} server
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<Outcome>}
 */
export async function ask(server, path, body) {
  const seconds = await waitLeft(server);
  if (seconds) return { failure: { code: "rate-limited", seconds } };
  if (!(await isServerAllowed(server))) return { failure: { code: "server-not-allowed" } };
  try {
    const response = await send(server, path, body);
    const text = await readText(response);
    if (text === null) return { failure: { code: "answer-too-large", values: [MOST_BYTES / 1e6] } };
    const answer = parse(text);
    if (response.ok && answer !== undefined) return { answer };
    const failure = failureOf(response, answer);
    if (failure.seconds) await remember(server, failure.seconds);
    return { failure };
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === "TimeoutError";
    return { failure: isLate ? { code: "server-slow", values: [DEADLINE_MS / 1000] } : { code: "server-down" } };
  }
}
