// What every part looks like: colours, text, buttons, focus. A `rem` here is the reader's own text size, whatever the
// page has made of it. Colours follow the reader's scheme, also on pages that know only one: a card is read like a
// window of the browser, not like a piece of the page.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  Sidelight.styles = [
    `
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.card, .panel, .marker {
  color-scheme: light dark;
  --paper: light-dark(#ffffff, #1d2024);
  --tint: light-dark(#f4f5f7, #282c32);
  --ink: light-dark(#1b1d21, #eceef1);
  --quiet: light-dark(#575d66, #a9b0ba);
  --rule: light-dark(#dde0e5, #3a3f46);
  --edge: light-dark(#80868f, #7e858f);
  --link: light-dark(#1a5fb4, #8ab8f5);
  --alarm: light-dark(#a3261c, #f2938c);
  --accent: light-dark(#8f5600, #e5ac52);
  --mark: light-dark(#b87914, #d79a3a);
  --pale: light-dark(#c9ced6, #4c535d);
  font: 400 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  color: var(--ink); text-align: start; letter-spacing: normal; word-spacing: normal;
}
.comparison { --accent: light-dark(#1d6690, #6ebae8) !important; --mark: light-dark(#2e86b8, #4ea3d4) !important; }
.label { --accent: light-dark(#6d3fa6, #c3a2ec) !important; --mark: light-dark(#9468c8, #ab86da) !important; }
.background { --accent: light-dark(#1f6b45, #6fcb9b) !important; --mark: light-dark(#349062, #4fb17f) !important; }
button {
  font: inherit; color: inherit; background: transparent; border: 1px solid transparent; border-radius: 0.375rem;
  min-inline-size: 1.75rem; min-block-size: 1.75rem; padding: 0.125rem 0.5rem; cursor: pointer; text-align: inherit;
}
button:hover { background: light-dark(#eef0f3, #31363d); }
:is(button, a, summary, input, textarea, [tabindex]):focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.close { padding: 0; font-size: 1.25rem; line-height: 1; color: var(--quiet); text-align: center; flex: none; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.375rem 0.5rem; }
.row button { border-color: var(--edge); font-size: 0.8125rem; line-height: 1.3; padding: 0.25rem 0.625rem; }
.row .quiet { border-color: transparent; }
.row .main-button { background: light-dark(#1a5fb4, #8ab8f5); border-color: transparent; color: light-dark(#fff, #10233b); font-weight: 600; }
.row .main-button:hover { background: light-dark(#154d92, #a8cbf8); }
a { color: var(--link); text-underline-offset: 0.15em; }
p { margin: 0 0 0.5rem; }
h3 { margin: 0.75rem 0 0.25rem; font-size: 0.8125rem; font-weight: 650; }
.hint { font-size: 0.75rem; color: var(--quiet); }
.facts { margin: 0 0 0.625rem; font-size: 0.875rem; overflow-wrap: anywhere; }
.facts dt { color: var(--quiet); font-size: 0.8125rem; }
.facts dd { margin: 0 0 0.375rem; }
.origin { position: absolute; left: 0; top: 0; inline-size: 0; block-size: 0; }
.panel [tabindex="-1"]:focus, .view [tabindex="-1"]:focus { outline: none; }
.announcement { position: fixed; inset: 0 auto auto 0; inline-size: 1px; block-size: 1px; margin: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.marker { position: absolute; min-inline-size: 0; min-block-size: 0; padding: 0; border-radius: 0.25rem;
  background: transparent; pointer-events: none; opacity: 0; }
.marker:focus-visible { opacity: 1; outline: 3px solid var(--link); outline-offset: 1px; box-shadow: 0 0 0 5px var(--paper); }
@media (forced-colors: active) {
  .card, .panel { border: 2px solid CanvasText !important; box-shadow: none !important; }
  button { border-color: ButtonText; }
  .row .main-button { background: Highlight; color: HighlightText; forced-color-adjust: none; }
  .marker:focus-visible { outline-color: Highlight; box-shadow: none; }
}
@media print { :host, * { display: none !important; } }
`,
  ];
})();
