// Positions, as the server counts them and as JavaScript does, and the spelling in which quotes are compared. The quote
// is the truth; a position counts only in the text that the server saw, with quote and context standing there.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

  /**
   * What is looked for: a quote with its context, and where it stood in the text as the server counts.
   * @typedef {{exact: string, prefix: string, suffix: string, position?: {start: number, end: number} | null}} Target
   */

  /**
   * Turn a span in code points, as the server counts, into one in UTF-16 units, as JavaScript counts; null outside.
   * @param {string} text @param {number} start @param {number} end
   * @returns {Span | null}
   */
  function unitsOf(text, start, end) {
    const span = { start, end };
    let pairs = 0;
    for (const { index } of text.matchAll(PAIR)) {
      const point = index - pairs;
      if (point >= end) break;
      if (point < start) span.start += 1;
      span.end += 1;
      pairs += 1;
    }
    return start <= end && span.end <= text.length ? span : null;
  }

  /** Tell whether quote and context stand exactly here. @param {string} text @param {Target} target @param {Span} span */
  function standsAt(text, { exact, prefix, suffix }, { start, end }) {
    const before = text.slice(Math.max(0, start - prefix.length), start);
    return text.slice(start, end) === exact && before === prefix && text.startsWith(suffix, end);
  }

  /** Take the position if quote and context stand there. @param {string} text @param {Target} target @returns {Span | null} */
  function atPosition(text, target) {
    const span = target.position ? unitsOf(text, target.position.start, target.position.end) : null;
    return span && standsAt(text, target, span) ? span : null;
  }

  /** Spell a target as folded texts are spelled. @param {Target} target @returns {Target} */
  function foldTarget({ exact, prefix, suffix }) {
    const { foldText } = Sidelight;
    return { exact: foldText(exact).replace(/^ +| +$/g, ""), prefix: foldText(prefix), suffix: foldText(suffix) };
  }

  /** Lead a span of a folded text back to the original. @param {Folded} folded @param {Span} span @returns {Span} */
  const unfold = (folded, { start, end }) => ({ start: folded.starts[start], end: folded.ends[end - 1] });

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ unitsOf, atPosition, foldTarget, unfold }));
})();
