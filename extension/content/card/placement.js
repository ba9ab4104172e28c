// Where the card goes: below its passage, else above, else beside; never over it while there is room anywhere else,
// and off the panel where it can be.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const GAP = 8;
  const EDGE = 8;
  const LEAST_ROOM = 320;
  const GOOD_ROOM = 520;
  const HEAD_ROOM = 72;
  const LEAST_HEIGHT = 120;

  const within = (value, least, most) => Math.max(least, Math.min(value, most));

  /** List the places beside the passage's lines: `{left, top, room}`, the best liked first. */
  function places(rects, size, view) {
    const [first, last] = [rects[0], rects.at(-1)];
    const left = within(first.left, EDGE, Math.max(EDGE, view.width - size.width - EDGE));
    const above = first.top - GAP - EDGE;
    return [
      { left, top: last.bottom + GAP, room: view.height - last.bottom - GAP - EDGE },
      { left, top: first.top - GAP - Math.min(size.height, above), room: above },
      ...besidePlaces(rects, size, view),
    ];
  }

  function besidePlaces(rects, size, view) {
    const right = Math.max(...rects.map((rect) => rect.right)) + GAP;
    const left = Math.min(...rects.map((rect) => rect.left)) - GAP - size.width;
    const room = view.height - 2 * EDGE;
    const top = within(rects[0].top, EDGE, view.height - EDGE - Math.min(size.height, room));
    return [right, left]
      .filter((x) => x >= EDGE && x + size.width + EDGE <= view.width)
      .map((x) => ({ left: x, top, room }));
  }

  /** Move a place off the panel: to its side, or to end over it; null when neither leaves room to read. */
  function offPanel(place, size, panel, rects) {
    const height = Math.min(size.height, place.room);
    const isApart = ({ left, top }) =>
      left + size.width + GAP <= panel.left || left >= panel.right + GAP || top + height + GAP <= panel.top || top >= panel.bottom + GAP;
    if (isApart(place)) return place;
    const aside = { ...place, left: panel.left - GAP - size.width };
    const covers = (rect) =>
      rect.right > aside.left && rect.left < aside.left + size.width && rect.bottom > aside.top && rect.top < aside.top + height;
    if (aside.left >= EDGE && !rects.some(covers)) return aside;
    const room = panel.top - GAP - place.top;
    return room >= Math.min(LEAST_ROOM, size.height) ? { ...place, room } : null;
  }

  /**
   * Choose a place in the window for a card of `size` beside the passage's lines, off the `panel` where there is room.
   * Returns `{left, top, room}` in window coordinates; `room` is the height that the card may take.
   */
  function choosePlace(rects, size, view, panel = null) {
    const all = places(rects, size, view);
    const apart = panel ? all.map((place) => offPanel(place, size, panel, rects)).filter(Boolean) : all;
    const shown = (place) => Math.min(place.room, size.height);
    const enough = (place) => shown(place) >= Math.min(size.height, GOOD_ROOM);
    const readable = apart.filter((place) => shown(place) >= Math.min(size.height, LEAST_ROOM));
    const roomiest = (some) => some.reduce((best, place) => (shown(place) > shown(best) ? place : best));
    return apart.find(enough) ?? roomiest(readable.length ? readable : all);
  }

  /** Measure the card at its full height and choose its place; in the middle when its passage was not found. */
  function placeFor(card, range) {
    const view = { width: document.documentElement.clientWidth, height: innerHeight };
    card.style.setProperty("--room", `${view.height - 2 * EDGE}px`);
    const size = { width: card.offsetWidth, height: card.offsetHeight };
    const rects = [...(range?.getClientRects() ?? [])].filter((rect) => rect.width > 0);
    if (!rects.length) return { left: (view.width - size.width) / 2, top: EDGE * 4, room: view.height - EDGE * 8, height: size.height };
    const panel = card.getRootNode().querySelector(".panel")?.getBoundingClientRect();
    return { ...choosePlace(rects, size, view, panel), height: size.height };
  }

  /** Bring the passage up when no place beside it has room enough to read the card. */
  function makeRoom(card, range) {
    const { room, height } = placeFor(card, range);
    const { top } = range.getBoundingClientRect();
    const isTight = room < Math.min(height, GOOD_ROOM, innerHeight * 0.6);
    if (isTight && top > HEAD_ROOM) scrollBy({ top: top - HEAD_ROOM, behavior: "instant" });
  }

  /** Put the open card beside its passage. */
  function placeCard(card, range) {
    const { left, top, room } = placeFor(card, range);
    card.style.setProperty("--room", `${Math.max(room, LEAST_HEIGHT)}px`);
    card.style.setProperty("left", `${left + scrollX}px`);
    card.style.setProperty("top", `${top + scrollY}px`);
  }

  Object.assign(Sidelight, { choosePlace, makeRoom, placeCard });
})();
