// Opening by the pointer: a short rest on a passage opens its card, leaving both closes it after a grace in which the
// pointer may wander from one to the other. It never takes the focus, and a touch is no hover.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  /** How long the pointer rests on a passage before its card opens: long enough for passing over it. */
  const OPEN_AFTER_MS = 175;
  /** How long a card stays when the pointer has left it and its passage. */
  const CLOSE_AFTER_MS = 300;

  class Hover {
    /** @type {HoverOptions["notesAt"]} */ notesAt;
    /** @type {HoverOptions["isInside"]} */ isInside;
    /** @type {HoverOptions["shown"]} */ shown;
    /** @type {HoverOptions["open"]} */ open;
    /** @type {() => void} */ close;
    /** The note under the pointer. @type {Note | null} */ over = null;
    /** The note whose card the reader has just sent away. @type {Note | null} */ left = null;
    /** @type {HoverPoint | null} */ point = null;
    /** @type {number | undefined} */ opening;
    /** @type {number | undefined} */ closing;

    /** @param {HoverOptions} options */
    constructor({ notesAt, isInside, shown, open, close }) {
      [this.notesAt, this.isInside, this.shown] = [notesAt, isInside, shown];
      [this.open, this.close] = [open, close];
    }

    /** Take in where the pointer is; `null` when it has left the window. @param {HoverPoint | null} point */
    look(point) {
      const inside = point !== null && this.isInside(point);
      const note = inside ? this.shown() : point && this.notesAt(point.x, point.y, point.target);
      this.keep(inside || (note !== null && note === this.shown()));
      if (inside || note === this.over) {
        if (note !== null) this.point = point;
        return;
      }
      clearTimeout(this.opening);
      Object.assign(this, { over: note, point });
      if (note !== this.left) this.left = null;
      if (note && note !== this.shown() && note !== this.left) {
        this.opening = setTimeout(() => this.open(note, this.point), OPEN_AFTER_MS);
      }
    }

    /** Keep the open card, or let its grace begin. @param {boolean} isWanted */
    keep(isWanted) {
      if (isWanted || !this.shown()) {
        clearTimeout(this.closing);
        this.closing = undefined;
      } else {
        this.closing ??= setTimeout(() => {
          this.closing = undefined;
          this.close();
        }, CLOSE_AFTER_MS);
      }
    }

    /**
     * Leave this note alone until the pointer has been elsewhere: the reader has just sent its card away.
     * @param {Note} note
     */
    leave(note) {
      this.left = note;
      this.cancel();
    }

    /** Forget what was about to happen. */
    cancel() {
      clearTimeout(this.opening);
      clearTimeout(this.closing);
      this.closing = undefined;
    }
  }

  /**
   * Watch the pointer, at most one look a frame. `notesAt(x, y, target)` finds the note under a point, `isInside(point)`
   * tells whether it is on the open card, `shown()` gives the note whose card was opened by hovering.
   * @param {HoverOptions & {signal: AbortSignal}} options
   */
  function watchHover({ signal, ...parts }) {
    const hover = new Hover(parts);
    let frame = 0;
    /** @param {PointerEvent} event */
    const onMove = ({ pointerType, buttons, clientX, clientY, target }) => {
      cancelAnimationFrame(frame);
      if (pointerType === "touch") return;
      // A button is held: a selection is being dragged.
      if (buttons) return hover.cancel();
      const point = { x: clientX, y: clientY, target };
      frame = requestAnimationFrame(() => hover.look(point));
    };
    const onLeave = () => {
      cancelAnimationFrame(frame);
      hover.look(null);
    };
    addEventListener("pointermove", onMove, { passive: true, signal });
    document.documentElement.addEventListener("pointerleave", onLeave, { passive: true, signal });
    signal.addEventListener("abort", () => {
      cancelAnimationFrame(frame);
      hover.cancel();
    });
    return hover;
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ watchHover }));
})();
