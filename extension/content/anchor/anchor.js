// From a note's target back to a place in the text, by the server's rules: the quote is the truth, the position only a
// hint, and a wrong place is worse than none. Pure: strings and numbers in, strings and numbers out.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});

  // A quote at least this long needs no context, if it occurs once.
  const TELLING_QUOTE = 20;
  // Of a shorter one, this much context must still stand beside it.
  const TELLING_CONTEXT = 8;
  // Places tried for one quote; more say that it tells nothing.
  const MOST_PLACES = 200;

  /** Turn a span in code points, as the server counts, into one in UTF-16 units, as JavaScript counts. */
  function unitsOf(text, start, end) {
    let [units, points] = [0, 0];
    const span = [null, null];
    for (const character of text) {
      if (points === start) span[0] = units;
      if (points === end) break;
      points += 1;
      units += character.length;
    }
    if (points === start) span[0] = units;
    if (points === end) span[1] = units;
    return span[0] === null || span[1] === null ? null : { start: span[0], end: span[1] };
  }

  /** Every place where the quote stands, overlapping ones too, up to the limit. */
  function placesOf(text, quote) {
    const places = [];
    for (let at = text.indexOf(quote); at !== -1 && places.length < MOST_PLACES; at = text.indexOf(quote, at + 1)) {
      places.push(at);
    }
    return places;
  }

  /** Count the characters that two texts begin with alike. */
  function alike(left, right) {
    let same = 0;
    while (same < left.length && same < right.length && left[same] === right[same]) same += 1;
    return same;
  }

  const reversed = (text) => [...text].reverse().join("");

  /** Count how much of the context stands on both sides of a place without a gap. */
  function contextAt(text, { exact, prefix, suffix }, at) {
    const end = at + exact.length;
    const before = text.slice(Math.max(0, at - prefix.length), at);
    return alike(reversed(prefix), reversed(before)) + alike(suffix, text.slice(end, end + suffix.length));
  }

  /** Find the one place whose context fits best; none when two fit as well, or none fits well enough. */
  function bestPlace(text, quote) {
    const places = placesOf(text, quote.exact).map((at) => ({ at, score: contextAt(text, quote, at) }));
    if (!places.length || places.length >= MOST_PLACES) return null;
    const [best, second] = places.sort((left, right) => right.score - left.score);
    if (second?.score === best.score) return null;
    const enough = Math.min(TELLING_CONTEXT, quote.prefix.length + quote.suffix.length);
    if (best.score < enough && (second || quote.exact.length < TELLING_QUOTE)) return null;
    return best.at;
  }

  /** Look again where case, accents, quotation marks, dashes and runs of white space make no difference. */
  function findFolded(text, target) {
    const { foldText } = Sidelight;
    const exact = foldText(target.exact).replace(/^ +| +$/g, "");
    if (!exact) return null;
    const folded = Sidelight.fold(text);
    const at = bestPlace(folded.text, { exact, prefix: foldText(target.prefix), suffix: foldText(target.suffix) });
    return at === null ? null : { start: folded.starts[at], end: folded.ends[at + exact.length - 1] };
  }

  /** Tell whether quote and context stand exactly here. */
  function standsAt(text, { exact, prefix, suffix }, { start, end }) {
    const before = text.slice(Math.max(0, start - prefix.length), start);
    return text.slice(start, end) === exact && before === prefix && text.startsWith(suffix, end);
  }

  /** Find a note's target in the text: `{start, end}` in UTF-16 units, or null when the place is lost or in doubt. */
  function anchor(text, target) {
    const { exact, position } = target;
    const span = position && unitsOf(text, position.start, position.end);
    if (span && standsAt(text, target, span)) return span;
    if (!exact.trim()) return null;
    const at = bestPlace(text, target);
    return at === null ? findFolded(text, target) : { start: at, end: at + exact.length };
  }

  Object.assign(Sidelight, { anchor, unitsOf });
})();
