// How well a place's surroundings agree with the context that a quote came with, and which of several places is meant.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  // How much of the context on a side must stand there, as a share of its characters.
  const ENOUGH = 0.75;
  // Context shorter than this says nothing.
  const TELLING_CONTEXT = 8;
  // Places looked at for one quote; more say that it tells nothing.
  const MOST_PLACES = 200;
  // Of two places, the better must be so much better on both sides together, 0 to 2.
  const MARGIN = 0.25;
  // A changed quote may have become so many times as long.
  const STRETCH = 2;

  /**
   * How well both sides agree together, 0 to 2; how many do well enough; and how many characters next to the place are
   * the same.
   * @typedef {{fit: number, sides: number, run: number}} Around
   */

  /** Count the edits between two short texts. @param {string} left @param {string} right */
  function distance(left, right) {
    let row = Array.from({ length: right.length + 1 }, (_, index) => index);
    for (let i = 1; i <= left.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= right.length; j += 1) {
        const same = left[i - 1] === right[j - 1] ? 0 : 1;
        next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same));
      }
      row = next;
    }
    return row[right.length];
  }

  /**
   * Say how alike two contexts are, 0 to 1. One too short to tell anything counts only where the text ends as it did.
   * @param {string} wanted @param {string} there @param {boolean} isEdge Whether nothing more stands there.
   */
  function likeness(wanted, there, isEdge) {
    if (wanted.trim().length < TELLING_CONTEXT) return Number(isEdge && wanted === there);
    if (wanted === there) return 1;
    return 1 - distance(wanted, there) / Math.max(wanted.length, there.length);
  }

  /** Count the characters that two contexts share from the quote outwards. @param {string} wanted @param {string} there @param {1 | -1} way */
  function runOf(wanted, there, way) {
    const most = Math.min(wanted.length, there.length);
    let run = 0;
    while (run < most && (way > 0 ? wanted[run] === there[run] : wanted.at(-1 - run) === there.at(-1 - run))) run += 1;
    return run;
  }

  /** Weigh what stands around a span of the folded text. @param {string} text @param {Target} target @param {Span} span @returns {Around} */
  function around(text, { prefix, suffix }, { start, end }) {
    const [left, right] = [text.slice(Math.max(0, start - prefix.length), start), text.slice(end, end + suffix.length)];
    const before = likeness(prefix, left, start <= prefix.length);
    const after = likeness(suffix, right, end + suffix.length >= text.length);
    const run = runOf(prefix, left, -1) + runOf(suffix, right, 1);
    return { fit: before + after, sides: Number(before >= ENOUGH) + Number(after >= ENOUGH), run };
  }

  /** Tell whether another place may be meant as well: its surroundings agree on a side, or next to it, or nearly as well. @param {Around} best @param {Around} other */
  const isRival = (best, other) => !best.sides || other.sides > 0 || other.run >= TELLING_CONTEXT || best.fit - other.fit < MARGIN;

  /**
   * Find where the folded quote stands in the folded text: the one place that is meant, or a reason.
   * @param {string} text @param {Target} target
   * @returns {{span: Span, sides: number, fit: number, reason?: undefined} | {span?: undefined, reason: Lost}}
   */
  function standing(text, target) {
    const length = target.exact.length;
    const places = [];
    for (let at = text.indexOf(target.exact); at !== -1; at = text.indexOf(target.exact, at + 1)) {
      if (places.length >= MOST_PLACES) return { reason: "twice" };
      const span = { start: at, end: at + length };
      places.push({ span, ...around(text, target, span) });
    }
    const [best] = places.sort((left, right) => right.fit - left.fit);
    if (!best) return { reason: "not-found" };
    return places.some((other) => other !== best && isRival(best, other)) ? { reason: "twice" } : best;
  }

  /**
   * Tell whether a quote's context stands elsewhere than at this place, so that the quote itself may have changed there:
   * both sides, or where this place has neither, any side.
   * @param {string} text @param {Target} target @param {{span: Span, sides: number}} place
   */
  function isMissedElsewhere(text, { exact, prefix, suffix }, { span, sides }) {
    const isTelling = (/** @type {string} */ context) => context.trim().length >= TELLING_CONTEXT;
    const after = (/** @type {number} */ at) => text.slice(at + prefix.length, at + prefix.length + STRETCH * exact.length + suffix.length);
    if (isTelling(prefix)) {
      for (let at = text.indexOf(prefix), many = 0; at !== -1 && many < MOST_PLACES; at = text.indexOf(prefix, at + 1), many += 1) {
        if (at + prefix.length !== span.start && (!sides || (isTelling(suffix) && after(at).includes(suffix)))) return true;
      }
    }
    if (sides || !isTelling(suffix)) return false;
    const at = text.indexOf(suffix);
    return at !== -1 && at !== span.end;
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ around, standing, isMissedElsewhere }));
})();
