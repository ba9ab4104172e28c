// The painted marks, by the CSS Custom Highlight API: the page's DOM, copy and selection stay as they are.
// The registry is shared with the page, so every name has our prefix and nothing else is ever touched.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const PREFIX = "sidelight-";
  const KINDS = ["figure", "comparison", "label", "background"];
  const ACTIVE = `${PREFIX}active-`;
  const ACTIVE_PRIORITY = 1;

  /** Paint the passages of the notes: one registered highlight a kind. */
  function paint(notes) {
    const byKind = Map.groupBy(notes, (note) => note.kind);
    for (const [kind, members] of byKind) {
      CSS.highlights.set(PREFIX + kind, new Highlight(...members.map((note) => note.range)));
    }
  }

  /** Strengthen one passage's mark in the colour of its kind, or none. */
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

  /** Find the note whose passage is under the point and not covered by `target`, the element that was hit. */
  function noteAt(notes, x, y, target) {
    const under = ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom;
    return notes.find(
      ({ range }) =>
        range && !range.collapsed && range.intersectsNode(target) && [...range.getClientRects()].some(under),
    );
  }

  Object.assign(Sidelight, { paint, paintActive, clearPaint, noteAt });
})();
