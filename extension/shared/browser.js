// The only module of the background that names the browser's extension API.
export const api = globalThis.browser ?? globalThis.chrome;
