// The only module that names the browser's extension interface; Firefox calls it `browser`, Chromium `chrome`.

/** @type {typeof chrome} */
export const api = /** @type {any} */ (globalThis).browser ?? chrome;

/** Where Chromium has its shortcuts changed; Firefox has a call for it. */
export const SHORTCUTS_PAGE = "chrome://extensions/shortcuts";
