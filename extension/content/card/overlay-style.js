// The style sheet of the closed shadow root. Colours follow the reader's scheme; forced colours get borders, not shadows.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});

  Sidelight.overlayStyle = `
:host { all: initial; color-scheme: light dark; }
* { box-sizing: border-box; }
.card, .panel, .marker {
  --paper: light-dark(#ffffff, #1d2024);
  --ink: light-dark(#1b1d21, #eceef1);
  --quiet: light-dark(#575d66, #a9b0ba);
  --rule: light-dark(#dde0e5, #3a3f46);
  --link: light-dark(#1a5fb4, #8ab8f5);
  --accent: light-dark(#8f5600, #e5ac52);
  --pale: light-dark(#c9ced6, #4c535d);
  font: 400 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  color: var(--ink);
  text-align: start;
}
.comparison { --accent: light-dark(#1d6690, #6ebae8); }
.label { --accent: light-dark(#6d3fa6, #c3a2ec); }
.background { --accent: light-dark(#1f6b45, #6fcb9b); }
.card {
  position: absolute; inset: auto; margin: 0; padding: 0;
  inline-size: min(24rem, calc(100% - 1rem));
  max-block-size: var(--room, 80vh); overflow: auto; overscroll-behavior: contain;
  scroll-padding-block: 3rem; scrollbar-width: thin; scrollbar-color: var(--quiet) transparent;
  background: var(--paper); border: 1px solid var(--rule); border-block-start: 3px solid var(--accent);
  border-radius: 0.625rem; box-shadow: 0 0.5rem 2rem rgb(0 0 0 / 22%), 0 0.125rem 0.375rem rgb(0 0 0 / 12%);
}
.card:focus { outline: none; border-color: var(--accent); }
.head {
  position: sticky; inset-block-start: 0; z-index: 1; background: var(--paper);
  display: flex; align-items: center; gap: 0.5rem; padding: 0.625rem 0.625rem 0.375rem 1rem;
}
.finding { margin: 0; flex: 1; font-size: 0.8125rem; font-weight: 650; line-height: 1.3; color: var(--accent); }
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
.main { padding: 0 1rem 0.875rem; overflow-wrap: break-word; }
.title { margin: 0 0 0.25rem; font-size: 0.8125rem; font-weight: 500; color: var(--quiet); }
.says { margin: 0 0 0.75rem; font-size: 1.0625rem; font-weight: 500; line-height: 1.42; }
.summary, .meaning { margin: 0 0 0.625rem; font-size: 0.875rem; }
.body p { margin: 0 0 0.5rem; }
.facts { margin: 0 0 0.625rem; font-size: 0.875rem; }
.facts dt { color: var(--quiet); font-size: 0.8125rem; }
.facts dd { margin: 0 0 0.375rem; }
button {
  font: inherit; color: inherit; background: transparent; border: 1px solid transparent; border-radius: 0.375rem;
  min-inline-size: 1.75rem; min-block-size: 1.75rem; padding: 0.125rem 0.5rem; cursor: pointer;
}
button:hover { background: light-dark(#f0f1f4, #2d3137); }
button:focus-visible, a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.close { padding: 0; font-size: 1.25rem; line-height: 1; color: var(--quiet); }
a { color: var(--link); text-underline-offset: 0.15em; }
h3 { margin: 0.75rem 0 0.25rem; font-size: 0.8125rem; font-weight: 650; }
.sources, .records, .dated { margin: 0; padding-inline-start: 1.5rem; font-size: 0.8125rem; line-height: 1.45; }
.sources li, .records li, .dated li { margin-block-end: 0.3125rem; }
.sources li::marker, .records li::marker, .dated li::marker { color: var(--quiet); font-variant-numeric: tabular-nums; }
.publisher, .when, .by, .note { color: var(--quiet); }
.here { color: var(--accent); font-weight: 600; }
.records .here span { font-weight: 400; color: var(--ink); }
.left-out { color: var(--quiet); }
details { margin-block-start: 0.5rem; font-size: 0.8125rem; }
summary { cursor: pointer; padding-block: 0.1875rem; font-weight: 600; border-radius: 0.25rem; }
details + dl { margin-block-start: 0.5rem; }
.dated { margin-block-end: 0.625rem; }
details > :not(summary) { margin-block-start: 0.25rem; }
code { font: 0.75rem/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.foot { margin: 0.75rem 0 0; padding-block-start: 0.5rem; border-block-start: 1px solid var(--rule);
  font-size: 0.75rem; color: var(--quiet); }
.chart { margin: 0 0 0.75rem; }
.chart svg { display: block; inline-size: 100%; block-size: auto; overflow: visible; }
.chart text { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; font: 11px system-ui, sans-serif; fill: var(--ink); font-variant-numeric: tabular-nums; }
.chart .quiet-text { fill: var(--quiet); }
.chart .accent-text { fill: var(--accent); font-weight: 600; }
.chart .bar { fill: var(--pale); }
.chart .bar.then, .chart .bar.here { fill: var(--accent); }
.chart .bar.latest { fill: var(--quiet); }
.chart .bar.other { fill: none; stroke: var(--quiet); stroke-dasharray: 2 2; }
.chart .bar.left-out { fill: none; stroke: var(--quiet); stroke-dasharray: 3 2; }
.chart .left-out-text { fill: var(--quiet); }
.chart .axis { stroke: var(--rule); stroke-width: 1; }
.chart .line { stroke: var(--quiet); stroke-width: 2; }
.chart .whisker { stroke: var(--ink); stroke-width: 1; }
.chart .said { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 4 3; fill: none; }
.chart .dot { fill: var(--paper); stroke: var(--accent); stroke-width: 2; }
.chart .diamond { fill: var(--ink); }
.legend { display: flex; flex-wrap: wrap; gap: 0.125rem 0.875rem; margin: 0.25rem 0 0; padding: 0; list-style: none;
  font-size: 0.75rem; color: var(--quiet); }
.legend li { display: flex; align-items: center; gap: 0.375rem; }
.chart .legend svg { inline-size: 1.125rem; block-size: 0.625rem; flex: none; }
.aside { margin: 0.25rem 0 0; font-size: 0.75rem; color: var(--quiet); }
.marker {
  position: absolute; min-inline-size: 0; min-block-size: 0; padding: 0; border-radius: 0.25rem;
  background: transparent; pointer-events: none; opacity: 0;
}
.marker:focus-visible { opacity: 1; outline: 3px solid var(--link); outline-offset: 2px; }
.panel {
  position: fixed; inset-block-end: 0.75rem; inset-inline-end: 0.75rem; z-index: 2147483646;
  inline-size: min(21rem, calc(100% - 1.5rem)); max-block-size: min(26rem, 60vh); overflow: auto;
  scrollbar-width: thin; scrollbar-color: var(--quiet) transparent;
  padding: 0.5rem 0.5rem 0.5rem 0.875rem; background: var(--paper); border: 1px solid var(--rule);
  border-radius: 0.625rem; box-shadow: 0 0.25rem 1.25rem rgb(0 0 0 / 20%); font-size: 0.875rem;
}
.panel .row { display: flex; align-items: center; gap: 0.5rem; }
.panel .status { margin: 0; flex: 1; font-weight: 600; }
.panel .more { margin: 0.125rem 0.5rem 0.375rem 0; color: var(--quiet); font-size: 0.8125rem; }
.panel .problem { border-inline-start: 3px solid light-dark(#b3261e, #f2938c); padding-inline-start: 0.625rem; }
.panel details { margin: 0; }
.panel ul { list-style: none; margin: 0.125rem 0 0; padding: 0; }
.panel li button { inline-size: 100%; text-align: start; padding: 0.3125rem 0.5rem; margin-inline-start: -0.5rem; line-height: 1.35; }
.panel li .finding { display: block; font-size: 0.75rem; }
.panel .request { overflow-wrap: anywhere; user-select: all; }
.panel .again { border-color: var(--rule); }
@media (forced-colors: active) {
  .card, .panel { border: 2px solid CanvasText; box-shadow: none; }
  .chart .bar { fill: GrayText; }
  .chart .bar.then, .chart .bar.here { fill: Highlight; }
  .chart .bar.latest, .chart .diamond { fill: CanvasText; }
  .chart text, .chart .accent-text, .chart .quiet-text { fill: CanvasText; stroke: Canvas; }
  .chart .said, .chart .line, .chart .whisker, .chart .dot { stroke: CanvasText; }
  .chart .bar.other, .chart .bar.left-out { fill: none; stroke: GrayText; }
  .below { background: linear-gradient(transparent, Canvas 80%); border-block-end: 2px solid CanvasText; }
  .below::after { border-color: CanvasText; }
  button { border-color: ButtonText; }
}
@media print { :host, * { display: none !important; } }
`;
})();
