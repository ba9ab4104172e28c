// Finding a quote again whose words have changed. Strict, since nobody looks over our shoulder: a quarter of the quote
// may differ but no number and no name, the surroundings must agree on a side, and a rival nearly as good spoils it.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  // Quotes shorter than this are never searched for approximately: too much is like them.
  const SHORTEST = 20;
  // Longer ones are found by their two ends, this many characters each.
  const LONGEST = 1000;
  const END = 100;
  const MOST_ERRORS = 64;
  // How much of a quote must stand, as a share of its characters.
  const ENOUGH = 0.75;
  // A rival whose score comes so near makes a place doubtful.
  const MARGIN = 0.1;
  const WEIGHTS = { quote: 0.5, side: 0.25 };
  // Characters searched between two pauses: about two milliseconds for a quote of 300.
  const WINDOW = 30_000;
  // Places like the quote that are looked at; more say that it tells nothing.
  const MOST_LIKE = 20;
  // A long quote's two ends may have moved apart or together by this share.
  const STRETCH = 0.25;
  const WORD = /[\p{L}\p{N}\p{M}]/u;

  /** @typedef {{start: number, end: number, errors: number}} Like A span of the folded text and how many characters differ. */

  /** Find the best place in one window, then those beside it. @param {string} text @param {string} pattern @param {number} most @param {{start: number, end: number}} window @param {Like[]} found */
  function collect(text, pattern, most, { start, end }, found) {
    if (end - start < pattern.length - most || found.length > MOST_LIKE) return;
    const matches = approxStringMatch.search(text.slice(start, end), pattern, most);
    if (!matches.length) return;
    const near = matches.filter((match) => match.start < matches[0].end);
    const off = (/** @type {Span} */ match) => Math.abs(match.end - match.start - pattern.length);
    const best = near.reduce((one, other) => (off(other) < off(one) ? other : one));
    const like = { start: start + best.start, end: start + best.end, errors: best.errors };
    found.push(like);
    collect(text, pattern, most, { start, end: like.start }, found);
    collect(text, pattern, most, { start: like.end, end }, found);
  }

  /** Leave out what two windows found twice, and the worse of two that overlap. @param {Like[]} found */
  function apart(found) {
    /** @type {Like[]} */
    const kept = [];
    for (const like of found.toSorted((left, right) => left.errors - right.errors)) {
      if (kept.every(({ start, end }) => like.end <= start || like.start >= end)) kept.push(like);
    }
    return kept;
  }

  /** Widen a span to whole words. @param {string} text @param {Like} like @returns {Like} */
  function wholeWords(text, { start, end, errors }) {
    while (start > 0 && WORD.test(text[start]) && WORD.test(text[start - 1])) start -= 1;
    while (end < text.length && WORD.test(text[end]) && WORD.test(text[end - 1])) end += 1;
    while (start < end && text[start] === " ") start += 1;
    while (end > start && text[end - 1] === " ") end -= 1;
    return { start, end, errors };
  }

  /** List the places that are like a quote, within the errors it is allowed. @param {string} text @param {string} quote @returns {Generator<void, Like[], void>} */
  function* placesLike(text, quote) {
    const most = Math.min(MOST_ERRORS, quote.length >> 2);
    /** @type {Like[]} */
    const found = [];
    for (let start = 0; start < text.length; start += WINDOW) {
      collect(text, quote, most, { start, end: Math.min(text.length, start + WINDOW + quote.length + most) }, found);
      yield;
    }
    return apart(found).map((like) => wholeWords(text, like));
  }

  /** Join the places of a long quote's beginning and end that are as far apart as they should be. @param {string} text @param {string} quote @returns {Generator<void, Like[], void>} */
  function* placesOfEnds(text, quote) {
    const heads = yield* placesLike(text, quote.slice(0, END));
    const tails = yield* placesLike(text, quote.slice(-END));
    const joined = heads.flatMap((head) => tails.map((tail) => ({ start: head.start, end: tail.end, errors: head.errors + tail.errors })));
    return joined.filter(({ start, end }) => Math.abs(end - start - quote.length) <= STRETCH * quote.length);
  }

  /**
   * List the places that are like a quote, the best first, each with a score of 0 to 1 for quote and context together.
   * @param {Folded} folded The text's folded spelling, see fold.js.
   * @param {Target} target Folded too.
   * @returns {Generator<void, Scored[], void>}
   */
  function* likesOf(folded, target) {
    const { exact } = target;
    if (exact.length < SHORTEST) return [];
    const isLong = exact.length > LONGEST;
    const likes = isLong ? yield* placesOfEnds(folded.text, exact) : yield* placesLike(folded.text, exact);
    const compared = isLong ? 2 * END : exact.length;
    const scored = likes.slice(0, MOST_LIKE + 1).map(({ start, end, errors }) => {
      const { fit, sides } = Sidelight.around(folded.text, target, { start, end });
      const quote = 1 - errors / compared;
      return { span: { start, end }, quote, sides, score: WEIGHTS.quote * quote + WEIGHTS.side * fit };
    });
    return scored.sort((left, right) => right.score - left.score);
  }

  /**
   * Choose the one place that must be meant, or say why there is none.
   * @param {Scored[]} likes @param {string} quote The quote as it was. @param {(span: {start: number, end: number}) => string} textAt The page's text at a span.
   * @returns {{span: {start: number, end: number}, reason?: undefined} | {span?: undefined, reason: Lost}}
   */
  function bestLike(likes, quote, textAt) {
    const [best, second] = likes;
    if (!best || !best.sides) return { reason: "not-found" };
    if (likes.length > MOST_LIKE || (second && best.score - second.score < MARGIN)) return { reason: "twice" };
    const isSame = best.quote >= ENOUGH && Sidelight.tellsTheSame(quote, textAt(best.span));
    return isSame ? { span: best.span } : { reason: "changed" };
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ likesOf, bestLike }));
})();
