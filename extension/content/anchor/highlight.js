// The painted marks, by the CSS Custom Highlight API: the page's DOM, copy and selection stay as they are.
// The registry is shared with the page, so every name has our prefix and nothing else is ever touched.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const PREFIX = "sidelight-";
  const KINDS = ["figure", "comparison", "label", "background"];
  const ACTIVE = `${PREFIX}active-`;
  const ACTIVE_PRIORITY = 1;

  /** Paint the passages of these notes and no others: one registered highlight a kind. @param {Note[]} notes */
  function paint(notes) {
    for (const kind of KINDS) {
      const ranges = notes.flatMap((note) => (note.kind === kind && note.range ? [note.range] : []));
      if (ranges.length) CSS.highlights.set(PREFIX + kind, new Highlight(...ranges));
      else CSS.highlights.delete(PREFIX + kind);
    }
  }

  /** Strengthen one passage's mark in the colour of its kind, or none. @param {{kind: Kind, range?: Range | null} | null} note */
  function paintActive(note) {
    for (const kind of KINDS) CSS.highlights.delete(ACTIVE + kind);
    if (!note?.range) return;
    const active = new Highlight(note.range);
    active.priority = ACTIVE_PRIORITY;
    CSS.highlights.set(ACTIVE + note.kind, active);
  }

  /** Take all our marks away. */
  function clearPaint() {
    for (const name of KINDS.flatMap((kind) => [PREFIX + kind, ACTIVE + kind])) CSS.highlights.delete(name);
  }

  /** Tell whether the element that was hit can show part of a range; events name a shadow root's host. @param {Range} range @param {Element} target */
  function isIn(range, target) {
    let host = null;
    for (let root = range.startContainer.getRootNode(); root instanceof ShadowRoot; root = host.getRootNode()) host = root.host;
    return host ? target.contains(host) : range.intersectsNode(target);
  }

  /** List the notes whose passage is under the point and not covered by `target`, the element that was hit. @param {Note[]} notes @param {number} x @param {number} y @param {Element} target */
  function notesAt(notes, x, y, target) {
    const isUnder = (/** @type {DOMRect} */ { left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom;
    return notes.filter(
      ({ range }) => range && !range.collapsed && isIn(range, target) && [...range.getClientRects()].some(isUnder),
    );
  }

  /** Find the note under a point. @param {Note[]} notes @param {number} x @param {number} y @param {Element} target */
  const noteAt = (notes, x, y, target) => notesAt(notes, x, y, target)[0];

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ paint, paintActive, clearPaint, noteAt, notesAt }));
})();
