// What the popup's buttons do.
import { api } from "../shared/browser.js";
import { tellPage } from "../shared/page.js";
import { allowServer } from "../shared/server.js";
import { hideSite, showSite, writeSettings } from "../shared/settings.js";
import { allowSite, removeSite } from "../shared/sites.js";
import { patternOf } from "../shared/server.js";

/** @typedef {ReturnType<typeof makeActions>} Actions */

/** The popup goes when the page gets the focus; opened as a tab it has to be told. */
const close = () => window.close();

/**
 * @param {Pick<import("./views.js").Situation, "tab" | "settings" | "host">} situation
 * @param {() => Promise<void>} again looks at the page from the beginning
 */
export function makeActions({ tab, settings, host }, again) {
  const tabId = tab.id ?? -1;
  const url = tab.url ?? "";
  /** @param {ToPage} message */
  const tell = (message) => tellPage(tabId, message);
  /** @param {ToPage} message */
  const tellAndClose = async (message) => {
    await tell(message);
    close();
  };
  return {
    again,
    jump: (/** @type {string} */ id) => tellAndClose({ type: "jump", id }),
    list: () => tellAndClose({ type: "list" }),
    request: () => tellAndClose({ type: "request" }),
    toggle: () => tell({ type: "toggle" }),
    kinds: (/** @type {string[]} */ kinds) => tell({ type: "kinds", kinds }),
    /** @param {Settings["mode"]} mode */
    consent: async (mode) => {
      await writeSettings({ consent: new Date().toISOString(), mode });
      await again();
    },
    openWelcome: async () => {
      await api.tabs.create({ url: api.runtime.getURL("/welcome.html") });
      close();
    },
    openOptions: async () => {
      await api.runtime.openOptionsPage();
      close();
    },
    /** Both questions to the browser come first thing in the click. @returns {Promise<boolean>} whether it is on now */
    alwaysOn: async (/** @type {boolean} */ on) => {
      if (on) return allowSite(url);
      return !(await removeSite(patternOf(url)));
    },
    allowServer: async () => {
      if (await allowServer(settings.server)) await again();
    },
    hideSite: async () => {
      await tell({ type: "stop" });
      await hideSite(host);
      await again();
    },
    showSite: async () => {
      await showSite(host);
      await again();
    },
  };
}

/** @typedef {import("../shared/settings.js").Settings} Settings */
