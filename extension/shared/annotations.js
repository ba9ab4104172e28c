// Asking the server. Every failure comes back as a problem with a remedy that a reader can follow.
import { serverAddress } from "./settings.js";

const DEADLINE_MS = 20_000;
const LONGEST_ANSWER = 4_000_000;

function unreachable(server) {
  return {
    detail: `The Sidelight server at ${server} does not answer.`,
    remedy: "Start it on this computer with “sidelight serve”, then try again.",
  };
}

function unreadable(server, status) {
  return {
    detail: `${server} answered (status ${status}), but not as a Sidelight server does.`,
    remedy: "Check that no other program uses this address, then try again.",
  };
}

function timedOut(server) {
  return {
    detail: `The Sidelight server at ${server} took longer than ${DEADLINE_MS / 1000} seconds.`,
    remedy: "Try again; a very long page may take more than one attempt.",
  };
}

async function readJson(response) {
  const text = await response.text();
  if (text.length > LONGEST_ANSWER) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Add the id under which the server's log knows a failure of its own. */
function withRequestId(problem, response) {
  const id = response.status >= 500 ? response.headers.get("X-Request-Id") : null;
  return id ? { ...problem, request_id: id } : problem;
}

/** Post a page's passages; answers `{reply}` or `{problem: {detail, remedy}}`, and never throws. */
export async function annotate(body) {
  const server = await serverAddress();
  try {
    const response = await fetch(`${server}/v1/annotations`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json" },
      body: JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const answer = await readJson(response);
    if (answer !== null && response.ok) return { reply: answer };
    return { problem: withRequestId(answer?.detail ? answer : unreadable(server, response.status), response) };
  } catch (error) {
    return { problem: error.name === "TimeoutError" ? timedOut(server) : unreachable(server) };
  }
}
