// From notes to places on the page. Each note gets a `range`, or a `reason` why it has none: the text has `changed`
// there, it is `hidden`, it stands there `twice`, or it was `not-found`. A wrong place is worse than none.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  // Milliseconds that one round may search approximately; what is not searched then stays not found.
  const MOST_SEARCHING = 3000;
  // A shorter quote needs all its context.
  const TELLING_QUOTE = 20;
  // Around a span's ends, how much is looked at to keep letters with their marks.
  const NEAR = 40;
  const CLOSED = "details:not([open]) > :not(summary:first-of-type)";
  const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

  /** Fold a layer once. @param {Layer} layer */
  function* foldedOf(layer) {
    layer.folded ??= yield* Sidelight.folding(layer.text);
    return layer.folded;
  }

  /**
   * Find a target: where the server saw it; else where it stands in the passages, then in all the page, with its
   * context; else where something stands that is enough like it.
   * @param {Page} page @param {Target} target @param {{ms: number}} left What is left for approximate searching.
   * @returns {Generator<void, Found, void>}
   */
  function* findQuote(page, target, left) {
    const position = page.isAsked ? Sidelight.atPosition(page.text, target) : null;
    if (position) return { layer: page, span: position };
    const wanted = Sidelight.foldTarget(target);
    if (!wanted.exact) return { reason: "not-found" };
    for (const layer of [page, page.whole]) {
      const folded = yield* foldedOf(layer);
      const place = Sidelight.standing(folded.text, wanted);
      if (place.reason === "twice") return place;
      if (place.span && place.sides === 2) return { layer, span: Sidelight.unfold(folded, place.span) };
      yield;
    }
    return yield* doubtful(page, target, wanted, left);
  }

  /**
   * Decide about a quote that stands nowhere with its whole context: where it stands without, and what else is like it.
   * @param {Page} page @param {Target} target @param {Target} wanted @param {{ms: number}} left
   * @returns {Generator<void, Found, void>}
   */
  function* doubtful({ whole, unseen }, target, wanted, left) {
    const folded = yield* foldedOf(whole);
    const place = Sidelight.standing(folded.text, wanted);
    if (place.span && wanted.exact.length < TELLING_QUOTE) return { reason: "changed" };
    const likes = yield* searched(folded, wanted, left);
    const found = (/** @type {Span} */ span) => ({ layer: whole, span: Sidelight.unfold(folded, span) });
    if (place.span) {
      // It counts only where nothing else could be meant: another place that is like it, in better company.
      const isElse = (/** @type {Scored} */ { span, sides }) => (span.end <= place.span.start || span.start >= place.span.end) && sides >= Math.max(1, place.sides);
      const isDoubtful = !likes || likes.some(isElse) || Sidelight.isMissedElsewhere(folded.text, wanted, place);
      return isDoubtful ? { reason: "changed" } : found(place.span);
    }
    const textAt = (/** @type {Span} */ span) => {
      const { start, end } = Sidelight.unfold(folded, span);
      return whole.text.slice(start, end);
    };
    const { span, reason } = Sidelight.bestLike(likes ?? [], target.exact, textAt);
    if (span) return found(span);
    if (reason !== "not-found") return { reason };
    const isHidden = Sidelight.standing((yield* foldedOf(unseen)).text, wanted).reason !== "not-found";
    return { reason: isHidden ? "hidden" : reason };
  }

  /** Search approximately while there is time; null when it ran out. @param {Folded} folded @param {Target} wanted @param {{ms: number}} left */
  function* searched(folded, wanted, left) {
    const work = Sidelight.likesOf(folded, wanted);
    while (left.ms > 0) {
      const began = performance.now();
      const step = work.next();
      left.ms -= performance.now() - began;
      if (step.done) return step.value;
      yield;
    }
    return null;
  }

  /** Move a place outwards so that no letter is parted from its marks. @param {string} text @param {number} at @param {"start" | "end"} side */
  function graphemeBound(text, at, side) {
    const from = Math.max(0, at - NEAR);
    const around = graphemes.segment(text.slice(from, at + NEAR)).containing(at - from);
    if (!around || around.index === at - from) return at;
    return from + around.index + (side === "end" ? around.segment.length : 0);
  }

  /** Leave out white space at the ends and keep graphemes whole. @param {string} text @param {{start: number, end: number}} span */
  function trimmed(text, { start, end }) {
    const quote = text.slice(start, end);
    const from = start + quote.length - quote.trimStart().length;
    const to = end - quote.length + quote.trimEnd().length;
    return { start: graphemeBound(text, from, "start"), end: graphemeBound(text, to, "end") };
  }

  /** Tell whether readers can see where a range begins and ends. @param {Range} range */
  function isSeen(range) {
    return [range.startContainer, range.endContainer].every(({ parentElement: parent }) => {
      if (!parent || parent.closest(CLOSED)) return false;
      return parent.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    });
  }

  /** Tell whether the browser shows the page in another language than its own. */
  const isTranslated = () => /\btranslated-(?:ltr|rtl)\b/.test(document.documentElement.className);

  /** Give a note its place, or the reason why it has none. @param {Page} page @param {Note} note @param {{ms: number}} left */
  function* place(page, note, left) {
    const { layer, span, reason } = yield* findQuote(page, note.target, left);
    const range = layer && span ? Sidelight.rangeOf(layer, trimmed(layer.text, span)) : null;
    note.range = range && isSeen(range) ? range : null;
    note.placedText = note.range ? String(note.range) : null;
    note.places = page.isAsked ? furtherPlaces(page, note.alsoAt ?? []) : (note.places ?? []);
    note.reason = note.range ? null : isTranslated() ? "translated" : (reason ?? (range ? "hidden" : "not-found"));
  }

  /** Find the further places of a note, where the server saw them or not at all. @param {Page} page @param {Target[]} targets */
  function furtherPlaces(page, targets) {
    const spans = targets.flatMap((target) => Sidelight.atPosition(page.text, target) ?? []);
    const ranges = spans.flatMap((span) => Sidelight.rangeOf(page, trimmed(page.text, span)) ?? []);
    return ranges.filter(isSeen);
  }

  /**
   * Find each note's place on the page.
   * @param {Note[]} notes
   * @param {Page} page What `reading` gave.
   * @returns {Generator<void, void, void>}
   */
  function* placing(notes, page) {
    const left = { ms: MOST_SEARCHING };
    for (const note of notes) {
      yield* place(page, note, left);
      yield;
    }
  }

  /** Tell whether a note has lost its place: it has none, or its text is gone or another now. @param {Note} note */
  function isLost({ range, placedText }) {
    return !range || range.collapsed || !range.startContainer.isConnected || String(range) !== placedText;
  }

  /** Tell the order of two placed notes on the page. @param {Note} left @param {Note} right */
  function byPlace(left, right) {
    const [one, other] = [left.range, right.range];
    if (!one || !other) return 0;
    const position = one.startContainer.compareDocumentPosition(other.startContainer);
    if (!position) return one.startOffset - other.startOffset;
    return position & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ findQuote, placing, isLost, byPlace }));
})();
