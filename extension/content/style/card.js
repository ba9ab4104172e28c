// What a card looks like.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  Sidelight.styles.push(`
.card {
  position: absolute; inset: auto; margin: 0; padding: 0;
  inline-size: min(24rem, calc(100% - 1rem));
  max-block-size: var(--room, 80vh); overflow: auto; overscroll-behavior: contain;
  scroll-padding-block: 3rem; scrollbar-width: thin; scrollbar-color: var(--quiet) transparent;
  background: var(--paper); border: 1px solid var(--rule); border-block-start: 3px solid var(--accent);
  border-radius: 0.625rem; box-shadow: 0 0.5rem 2rem rgb(0 0 0 / 22%), 0 0.125rem 0.375rem rgb(0 0 0 / 12%);
}
.card:focus { outline: none; border-color: var(--accent); }
.card .head {
  position: sticky; inset-block-start: 0; z-index: 1; background: var(--paper);
  display: flex; align-items: center; gap: 0.5rem; padding: 0.625rem 0.625rem 0.375rem 1rem;
}
.card .finding { margin: 0; flex: 1; font-size: 0.8125rem; font-weight: 650; line-height: 1.3; color: var(--accent); overflow-wrap: anywhere; }
.finding .kind { color: var(--quiet); font-weight: 500; }
.below {
  position: sticky; inset-block-end: 0; block-size: 2.75rem; margin-block-start: -2.75rem; pointer-events: none;
  display: none; background: linear-gradient(transparent, var(--paper) 80%);
}
.goes-on .below { display: block; }
.below::after {
  content: ""; position: absolute; inset-block-end: 0.5625rem; inset-inline-start: calc(50% - 0.25rem);
  inline-size: 0.5rem; block-size: 0.5rem; rotate: 45deg;
  border: solid var(--quiet); border-width: 0 2px 2px 0;
}
.main { padding: 0 1rem 0.875rem; overflow-wrap: anywhere; }
.title { margin: 0 0 0.25rem; font-size: 0.8125rem; font-weight: 500; color: var(--quiet); }
.says { margin: 0 0 0.75rem; font-size: 1.0625rem; font-weight: 500; line-height: 1.42; text-wrap: pretty; }
.summary { margin: 0 0 0.625rem; font-size: 0.875rem; }
.main > .facts { margin-block-start: 0.5rem; }
.sources, .records, .dated { margin: 0; padding-inline-start: 1.5rem; font-size: 0.8125rem; line-height: 1.45; }
.sources li, .records li, .dated li { margin-block-end: 0.3125rem; }
.sources li::marker, .records li::marker, .dated li::marker { color: var(--quiet); font-variant-numeric: tabular-nums; }
.publisher, .when, .by, .note { color: var(--quiet); }
.day, .dated .when, .records .when { white-space: nowrap; }
.here { color: var(--accent); font-weight: 600; }
.records .here span { font-weight: 400; color: var(--ink); }
.left-out { color: var(--quiet); }
.dated { margin-block-end: 0.625rem; }
details { margin-block-start: 0.375rem; font-size: 0.8125rem; }
summary { cursor: pointer; padding-block: 0.1875rem; font-weight: 600; border-radius: 0.25rem; min-block-size: 1.5rem; }
details > :not(summary) { margin-block-start: 0.25rem; }
code { font: 0.75rem/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.places { list-style: none; margin: 0; padding: 0; }
.place { inline-size: 100%; text-align: start; color: var(--link); }
.also { margin: 0.5rem 0 0; font-size: 0.8125rem; }
.foot { margin: 0.75rem 0 0; padding-block-start: 0.5rem; border-block-start: 1px solid var(--rule);
  font-size: 0.75rem; color: var(--quiet); }
.overdue { color: var(--alarm); }
.actions { margin: 0.5rem 0 0 -0.5rem; gap: 0.125rem; }
.actions button { border-color: transparent; padding: 0.25rem 0.5rem; color: var(--quiet); font-size: 0.75rem; }
.actions button:hover { color: var(--ink); }
.view { padding: 0.125rem 1rem 1rem; overflow-wrap: anywhere; }
.view:focus { outline: none; }
@media (forced-colors: active) {
  .below { background: Canvas; block-size: 1.5rem; margin-block-start: -1.5rem; }
  .below::after { border-color: CanvasText; }
  .actions button { border-color: ButtonText; color: ButtonText; }
}
`);
})();
