// What the list and the forms look like.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  Sidelight.styles.push(`
.panel {
  position: fixed; inset: 0 0 0 auto; margin: 0; padding: 0;
  inline-size: min(22rem, 100vw); block-size: auto; max-block-size: none; max-inline-size: none; overflow: hidden;
  background: var(--paper); border: 0; border-inline-start: 1px solid var(--rule);
  box-shadow: 0 0 2rem rgb(0 0 0 / 18%);
}
.panel.at-left { inset: 0 auto 0 0; border-inline-start: 0; border-inline-end: 1px solid var(--rule); }
.list:popover-open { display: flex; flex-direction: column; }
.panel .head { display: flex; align-items: center; gap: 0.5rem; padding: 0.75rem 0.75rem 0.5rem 1rem; }
.list h2 { flex: 1; margin: 0; font-size: 1rem; font-weight: 650; line-height: 1.3; border-radius: 0.25rem; }
.scroller { flex: 1; min-block-size: 0; overflow: auto; overscroll-behavior: contain; padding: 0 1rem 1rem;
  scrollbar-width: thin; scrollbar-color: var(--quiet) transparent; font-size: 0.875rem; overflow-wrap: anywhere; }
.scroller h3 { margin-block: 1.125rem 0.375rem; padding-block-start: 0.75rem; border-block-start: 1px solid var(--rule); }
fieldset { border: 0; margin: 0 0 0.75rem; padding: 0; min-inline-size: 0; }
legend { padding: 0; font-size: 0.8125rem; font-weight: 650; }
.kinds { display: flex; flex-wrap: wrap; gap: 0.375rem; }
.kinds legend { float: inline-start; inline-size: 100%; font-weight: 500; font-size: 0.75rem; color: var(--quiet); margin-block-end: 0.25rem; }
.chip { display: inline-flex; align-items: center; gap: 0.375rem; min-block-size: 1.75rem; padding: 0.125rem 0.625rem 0.125rem 0.5rem;
  border: 1px solid var(--edge); border-radius: 1rem; font-size: 0.8125rem; cursor: pointer; }
.chip input { inline-size: 1rem; block-size: 1rem; margin: 0; accent-color: var(--accent); }
.chip b { font-weight: 500; color: var(--quiet); font-variant-numeric: tabular-nums; }
.mark { inline-size: 0.875rem; block-size: 0; border-block-end: 2px solid var(--mark); }
.comparison .mark { border-block-end: 4px double var(--mark); }
.label .mark { border-block-end-style: dashed; }
.background .mark { border-block-end-style: dotted; }
.lines { list-style: none; margin: 0 -0.5rem; padding: 0; }
.line { display: block; inline-size: 100%; padding: 0.4375rem 0.5rem 0.4375rem 0.75rem; text-align: start; line-height: 1.4; border-radius: 0.375rem;
  border-inline-start: 3px solid var(--mark); margin-block-end: 0.25rem; border-start-start-radius: 0; border-end-start-radius: 0; }
.line .finding { display: block; font-size: 0.75rem; font-weight: 600; color: var(--accent); }
.line .quote { display: block; }
.line .reason { display: block; margin-block-start: 0.125rem; font-size: 0.75rem; color: var(--quiet); }
.lost .line { border-inline-start-style: dotted; }
.list .facts { display: grid; grid-template-columns: auto 1fr; gap: 0.125rem 0.875rem; font-size: 0.8125rem; }
.list .facts dd { margin: 0; }
.remedy { border-inline-start: 3px solid var(--alarm); padding-inline-start: 0.625rem; }
.request-id { user-select: all; font-size: 0.8125rem; color: var(--quiet); }
.scroller > button { border-color: var(--edge); padding-inline: 0.75rem; }
.busy { block-size: 2px; overflow: hidden; background: linear-gradient(90deg, var(--rule), var(--link), var(--rule)) 0 0 / 50% 100%; animation: busy 1.6s linear infinite; }
@keyframes busy { to { background-position: -100% 0; } }
.form h3 { margin: 0 0 0.625rem; font-size: 1rem; border-radius: 0.25rem; }
.form h4, .form .label { margin: 0 0 0.125rem; font-size: 0.8125rem; font-weight: 650; }
.field { margin-block-end: 0.5rem; }
.field label { display: block; font-size: 0.8125rem; font-weight: 650; margin-block-end: 0.25rem; }
textarea { display: block; inline-size: 100%; min-block-size: 3.5rem; resize: vertical; font: inherit; font-size: 0.875rem; color: inherit;
  background: var(--paper); border: 1px solid var(--edge); border-radius: 0.375rem; padding: 0.375rem 0.5rem; }
.choice { display: flex; align-items: center; gap: 0.5rem; min-block-size: 1.75rem; font-size: 0.875rem; line-height: 1.3; cursor: pointer; }
.choice input { inline-size: 1rem; block-size: 1rem; margin: 0; flex: none; accent-color: light-dark(#1a5fb4, #8ab8f5); }
.preview { margin: 0.625rem 0; padding: 0.625rem 0.75rem; background: var(--tint); border-radius: 0.5rem; }
.preview .hint { margin: 0 0 0.375rem; }
.sent { display: grid; grid-template-columns: fit-content(40%) 1fr; gap: 0.125rem 0.75rem; margin: 0; font-size: 0.8125rem; }
.sent dd { margin: 0; white-space: pre-wrap; }
.told:not(:empty) { margin-block-end: 0.625rem; padding-inline-start: 0.625rem; border-inline-start: 3px solid var(--alarm); font-size: 0.875rem; }
.told p { margin: 0 0 0.25rem; }
.form > .row { position: sticky; inset-block-end: 0; padding-block: 0.5rem; background: var(--paper); }
.done { font-size: 0.9375rem; border-radius: 0.25rem; }
blockquote { margin: 0.25rem 0 0; padding-inline-start: 0.75rem; border-inline-start: 3px solid var(--rule); font-size: 0.875rem; max-block-size: 8rem; overflow: auto; }
.request-panel { overflow: auto; inset-block-end: auto; max-block-size: 100vh; border-block-end: 1px solid var(--rule); border-end-start-radius: 0.75rem; }
.request-panel > .close { position: absolute; inset-block-start: 0.75rem; inset-inline-end: 0.75rem; }
.request-panel > .view { padding-block-start: 0.875rem; }
.request-panel > .view > :first-child { padding-inline-end: 2.25rem; }
@media (width < 28rem) {
  .sent { display: block; }
  .sent dd { margin-block-end: 0.25rem; }
}
@media (width < 40rem) {
  .panel, .panel.at-left { inset: auto 0 0 0; inline-size: 100vw; max-block-size: 62vh; border-inline: 0; border-block-start: 1px solid var(--rule);
    border-radius: 0.75rem 0.75rem 0 0; }
  .request-panel { inset: auto 0 0 0; max-block-size: 88vh; border-block-end: 0; border-end-start-radius: 0; }
}
@media (height < 26rem) { .panel { max-block-size: 100vh; } }
@media (prefers-reduced-motion: reduce) { .busy { animation: none; background: var(--link); } }
@media (forced-colors: active) {
  .mark, .line { border-color: LinkText; }
  .chip, textarea { border-color: ButtonText; }
  .preview { border: 1px solid CanvasText; }
}
`);
})();
