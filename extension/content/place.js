// Where the card goes: below its passage, else above, else beside; never over it while there is room anywhere else.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const GAP = 8;
  const EDGE = 8;
  const LEAST_ROOM = 320;
  const NARROW = 520;
  const HEAD_ROOM = 72;

  const within = (value, least, most) => Math.max(least, Math.min(value, most));

  /**
   * Choose a place in the window for a card of `size` beside the passage's lines.
   * Returns `{left, top, room}` in window coordinates; `room` is the height that the card may take.
   */
  function choosePlace(rects, size, view) {
    const first = rects[0];
    const last = rects.at(-1);
    const left = within(first.left, EDGE, Math.max(EDGE, view.width - size.width - EDGE));
    const below = view.height - last.bottom - GAP - EDGE;
    const above = first.top - GAP - EDGE;
    const wanted = Math.min(size.height, LEAST_ROOM);
    const under = { left, top: last.bottom + GAP, room: below };
    const over = { left, top: first.top - GAP - Math.min(size.height, above), room: above };
    if (below >= wanted) return under;
    if (above >= wanted) return over;
    const beside = besidePlace(rects, size, view);
    return beside ?? (below >= above ? under : over);
  }

  function besidePlace(rects, size, view) {
    const right = Math.max(...rects.map((rect) => rect.right)) + GAP;
    const left = Math.min(...rects.map((rect) => rect.left)) - GAP - size.width;
    const x = right + size.width + EDGE <= view.width ? right : left >= EDGE ? left : null;
    if (x === null) return null;
    const room = view.height - 2 * EDGE;
    return { left: x, top: within(rects[0].top, EDGE, view.height - EDGE - Math.min(size.height, room)), room };
  }

  /** In a narrow window, bring the passage up when neither side of it has room enough to read a card. */
  function makeRoom(range) {
    const box = range.getBoundingClientRect();
    const room = Math.max(innerHeight - box.bottom, box.top);
    if (innerWidth < NARROW && room < innerHeight * 0.6) scrollBy({ top: box.top - HEAD_ROOM, behavior: "instant" });
  }

  /** Put the open card beside its passage, or in the middle when the passage was not found. */
  function placeCard(card, range) {
    card.style.setProperty("--room", `${innerHeight - 2 * EDGE}px`);
    const size = { width: card.offsetWidth, height: card.offsetHeight };
    const view = { width: document.documentElement.clientWidth, height: innerHeight };
    const rects = [...(range?.getClientRects() ?? [])].filter((rect) => rect.width > 0);
    const middle = { left: (view.width - size.width) / 2, top: EDGE * 4, room: view.height - EDGE * 8 };
    const place = rects.length ? choosePlace(rects, size, view) : middle;
    card.style.setProperty("--room", `${Math.max(place.room, 120)}px`);
    card.style.setProperty("left", `${place.left + scrollX}px`);
    card.style.setProperty("top", `${place.top + scrollY}px`);
  }

  Object.assign(Sidelight, { choosePlace, makeRoom, placeCard });
})();
