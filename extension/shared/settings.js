// What the reader can choose, with what holds until they do. The background may stop at any time, so nothing is kept
// in memory: every read goes to storage.
import { api } from "./browser.js";

const DEFAULTS = { server: "http://127.0.0.1:8400" };

/** The address of the Sidelight server, without a slash at its end. */
export async function serverAddress() {
  const { server } = await api.storage.local.get(DEFAULTS);
  return server.replace(/\/+$/, "");
}
