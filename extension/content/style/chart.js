// What charts look like.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  Sidelight.styles.push(`
.chart { margin: 0 0 0.75rem; }
.chart svg { display: block; inline-size: 100%; block-size: auto; overflow: visible; }
.chart text { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; font: 11.5px system-ui, sans-serif;
  fill: var(--ink); font-variant-numeric: tabular-nums; }
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
@media (forced-colors: active) {
  .chart .bar { fill: Canvas; stroke: CanvasText; }
  .chart .bar.then, .chart .bar.here { fill: Highlight; stroke: Highlight; }
  .chart .bar.latest, .chart .diamond { fill: CanvasText; }
  .chart text, .chart .accent-text, .chart .quiet-text, .chart .left-out-text { fill: CanvasText; stroke: Canvas; }
  .chart .said, .chart .line, .chart .whisker, .chart .dot { stroke: CanvasText; }
  .chart .bar.other, .chart .bar.left-out { fill: none; stroke: GrayText; }
}
`);
})();
