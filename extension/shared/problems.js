// A failure in the reader's words: what happened, and what to do about it.
import { isOnThisComputer } from "./server.js";

/** @typedef {{code: string, detail: string, remedy: string, request_id?: string}} Problem */

/** @param {string} code */
const keyOf = (code) => `problem_${code.replaceAll("-", "_")}`;

/**
 * @param {import("./messages.js").Catalogue} catalogue
 * @param {string} server
 * @param {import("./ask.js").Failure} failure
 * @returns {Problem}
 */
export function problemInWords({ messages, words, counted }, server, { code, values = [], seconds, told, requestId }) {
  if (told) return { code, ...told };
  const key = keyOf(code);
  const place = isOnThisComputer(server) ? "here" : "away";
  const remedy = [`${key}_remedy`, `${key}_remedy_${place}`].find((one) => one in messages);
  return {
    code,
    detail: words(key, server, ...values),
    remedy: seconds ? counted(`${key}_remedy`, seconds) : remedy ? words(remedy, server) : "",
    ...(requestId ? { request_id: requestId } : {}),
  };
}
