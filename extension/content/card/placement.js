// Where the card goes: below its passage, else above, else beside; never over it while there is room anywhere else,
// and off the list where it can be.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const GAP = 8;
  const EDGE = 8;
  const LEAST_ROOM = 320;
  const GOOD_ROOM = 520;
  const HEAD_ROOM = 72;
  /** A card lower than this cannot be read. */
  const LEAST_HEIGHT = 120;

  /** @param {number} value @param {number} least @param {number} most */
  const within = (value, least, most) => Math.max(least, Math.min(value, most));

  /**
   * List the places beside the passage's lines: `{side, left, top, room}`, the best liked first.
   * @param {Box[]} rects @param {Size} size @param {Size} view @param {Box} near @returns {Place[]}
   */
  function places(rects, size, view, near) {
    const [first, last] = [rects[0], rects[rects.length - 1]];
    const left = within(near.left, EDGE, Math.max(EDGE, view.width - size.width - EDGE));
    const above = first.top - GAP - EDGE;
    return [
      { side: "below", left, top: last.bottom + GAP, room: view.height - last.bottom - GAP - EDGE },
      { side: "above", left, top: first.top - GAP - Math.min(size.height, above), room: above },
      ...besidePlaces(rects, size, view),
    ];
  }

  /** @param {Box[]} rects @param {Size} size @param {Size} view @returns {Place[]} */
  function besidePlaces(rects, size, view) {
    const right = Math.max(...rects.map((rect) => rect.right)) + GAP;
    const left = Math.min(...rects.map((rect) => rect.left)) - GAP - size.width;
    const most = view.height - 2 * EDGE;
    const top = within(rects[0].top, EDGE, view.height - EDGE - Math.min(size.height, most));
    return [right, left]
      .filter((x) => x >= EDGE && x + size.width + EDGE <= view.width)
      .map((x) => ({ side: "beside", left: x, top, room: view.height - EDGE - top }));
  }

  /**
   * Move a place off the panel: to its side, or to end over it; null when neither leaves room to read.
   * @param {Place} place @param {Size} size @param {Box} panel @param {Box[]} rects @returns {Place | null}
   */
  function offPanel(place, size, panel, rects) {
    const height = Math.min(size.height, place.room);
    /** @param {Place} place */
    const isApart = ({ left, top }) =>
      left + size.width + GAP <= panel.left || left >= panel.right + GAP || top + height + GAP <= panel.top || top >= panel.bottom + GAP;
    if (isApart(place)) return place;
    const aside = { ...place, left: panel.left - GAP - size.width };
    /** @param {Box} rect */
    const covers = (rect) =>
      rect.right > aside.left && rect.left < aside.left + size.width && rect.bottom > aside.top && rect.top < aside.top + height;
    if (aside.left >= EDGE && !rects.some(covers)) return aside;
    const room = panel.top - GAP - place.top;
    return room >= Math.min(LEAST_ROOM, size.height) ? { ...place, room } : null;
  }

  /**
   * Choose a place in the window for a card of `size` beside the passage's lines, off the `panel` where there is room,
   * in line with the passage's line at `near`. Returns `{side, left, top, room}` in window coordinates; `room` is the
   * height that the card may take.
   * @param {Box[]} rects @param {Size} size @param {Size} view @param {Box | null} [panel] @param {Box} [near] @returns {Place}
   */
  function choosePlace(rects, size, view, panel = null, near = rects[0]) {
    const all = places(rects, size, view, near);
    const apart = panel ? all.flatMap((place) => offPanel(place, size, panel, rects) ?? []) : all;
    /** @param {Place} place */
    const shown = (place) => Math.min(place.room, size.height);
    /** @param {Place} place */
    const enough = (place) => shown(place) >= Math.min(size.height, GOOD_ROOM);
    const readable = apart.filter((place) => shown(place) >= Math.min(size.height, LEAST_ROOM));
    /** @param {Place[]} some */
    const roomiest = (some) => some.reduce((best, place) => (shown(place) > shown(best) ? place : best));
    return apart.find(enough) ?? roomiest(readable.length ? readable : all);
  }

  const viewOf = () => ({ width: document.documentElement.clientWidth, height: innerHeight });

  /**
   * The line of the passage that the pointer is on, or next to; the first one without a pointer.
   * @param {Box[]} rects @param {Point | null} point
   */
  function nearest(rects, point) {
    if (!point) return rects[0];
    /** @param {Box} rect */
    const distance = ({ top, bottom }) => Math.max(top - point.y, point.y - bottom, 0);
    return rects.reduce((best, rect) => (distance(rect) < distance(best) ? rect : best));
  }

  /**
   * Measure the card at its full height and choose its place; in the middle when its passage was not found.
   * @param {HTMLElement} card @param {Range | null} range @param {Point | null} [point]
   */
  function placeFor(card, range, point = null) {
    const view = viewOf();
    card.style.setProperty("--room", `${view.height - 2 * EDGE}px`);
    const size = { width: card.offsetWidth, height: card.offsetHeight };
    const rects = [...(range?.getClientRects() ?? [])].filter((rect) => rect.width > 0);
    const middle = { left: Math.max(EDGE, (view.width - size.width) / 2), top: EDGE * 4, room: view.height - EDGE * 8 };
    if (!rects.length) return { side: "middle", ...middle, height: size.height };
    const panel = /** @type {ShadowRoot} */ (card.getRootNode()).querySelector(".panel:not(.is-whole)")?.getBoundingClientRect();
    return { ...choosePlace(rects, size, view, panel, nearest(rects, point)), height: size.height };
  }

  /**
   * Bring the passage up when no place beside it has room enough to read the card.
   * @param {HTMLElement} card @param {Range} range
   */
  function makeRoom(card, range) {
    const { room, height } = placeFor(card, range);
    const { top } = range.getBoundingClientRect();
    const isTight = room < Math.min(height, GOOD_ROOM, innerHeight * 0.6);
    const head = Math.min(HEAD_ROOM, innerHeight * 0.08);
    if (isTight && top > head) scrollBy({ top: top - head, behavior: "instant" });
    if (placeFor(card, range).room >= LEAST_HEIGHT) return;
    // The page ends here and scrolls no further: then the passage goes down, and the card above it.
    scrollBy({ top: range.getBoundingClientRect().bottom - innerHeight + EDGE, behavior: "instant" });
  }

  /**
   * Put the open card beside its passage; answers whether there was room for it. A passage that fills the window leaves
   * none: then the card stands at the window's lower edge, over the passage's end.
   * @param {HTMLElement} card @param {Range | null} range @param {Point | null} [point]
   */
  function placeCard(card, range, point = null) {
    const { side, left, top, room } = placeFor(card, range, point);
    const view = viewOf();
    const hasRoom = room >= LEAST_HEIGHT;
    const height = Math.max(room, Math.min(LEAST_HEIGHT * 1.5, view.height * 0.6));
    const { style } = card;
    style.setProperty("--room", `${hasRoom ? room : height}px`);
    style.setProperty("left", `${left + scrollX}px`);
    // Above its passage, and at the lower edge, a card that unfolds grows upwards.
    const isHeldBelow = side === "above" || !hasRoom;
    const bottom = hasRoom ? range ? firstTop(range) - GAP : 0 : view.height - EDGE;
    style.setProperty("top", isHeldBelow ? "auto" : `${top + scrollY}px`);
    style.setProperty("bottom", isHeldBelow ? `${document.documentElement.clientHeight - bottom - scrollY}px` : "auto");
    return hasRoom;
  }

  /** @param {Range} range */
  const firstTop = (range) => [...range.getClientRects()].find((rect) => rect.width > 0)?.top ?? 0;

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ choosePlace, makeRoom, placeCard }));
})();
