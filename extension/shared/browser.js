// The only module that names the browser's extension interface; Firefox calls it `browser`, Chromium `chrome`.

export const api = globalThis.browser ?? chrome;

/** Where Chromium has its shortcuts changed; Firefox has a call for it. */
export const SHORTCUTS_PAGE = "chrome://extensions/shortcuts";
