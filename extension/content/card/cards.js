// Which card is open, how it came and how it goes: by hovering without the focus, or by a person's click or key with
// it; away by Escape, a click elsewhere, its button, the pointer's leaving, or a dialog of the page.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const BUSY_CLICK = "a, button, input, select, textarea, label, summary, video, audio, [contenteditable], [role=button]";

  /** A modal dialog of the page makes everything else inert, and full screen is for one thing: no card then. */
  const isPageBusy = () => Boolean(document.fullscreenElement || document.querySelector("dialog:modal"));

  const isSelecting = () => !(getSelection()?.isCollapsed ?? true);

  /** @param {MouseEvent} event */
  const isPlain = (event) =>
    event.button === 0 && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

  class Cards {
    /** @type {HTMLElement} */ host;
    /** @type {ShadowRoot} */ root;
    /** Of the reply: what the cards say of the article, and of what was checked. @type {Article} */ article;
    /** @type {Checked} */ checked;
    /** What whoever started us can do. @type {Actions} */ actions;
    /** @type {CardsOptions["notesAt"]} */ notesAt;
    /** @type {(note: Note, isHidden: boolean) => void} */ onHide;
    /** The open card, and `back` while a view stands in its place. @type {Card | null} */ card = null;
    /** The note it shows. @type {Note | null} */ note = null;
    /** The place it stands beside. @type {Range | null} */ range = null;
    /** What gets the focus back. @type {HTMLElement | null} */ invoker = null;
    /** Whether a person opened it, or has gone into it: then only they close it. */ isPinned = false;

    constructor(/** @type {CardsOptions} */ { host, root, signal, article, checked, actions = {}, notesAt, onHide = () => {} }) {
      [this.host, this.root, this.article, this.checked] = [host, root, article, checked];
      [this.actions, this.notesAt, this.onHide] = [actions, notesAt, onHide];
      this.hover = Sidelight.watchHover({
        signal,
        notesAt: (x, y, target) =>
          (target instanceof Element && target !== host ? notesAt(x, y, target) : null) ?? null,
        isInside: (point) => point.target === host && this.covers(point),
        shown: () => (this.isPinned ? null : this.note),
        open: (note, point) => this.onHover(note, point),
        close: () => this.close({ giveBack: false }),
      });
      const capture = { capture: true, signal };
      document.addEventListener("click", (event) => this.onClick(event), { signal });
      addEventListener("keydown", (event) => this.onKey(event), capture);
      for (const name of ["toggle", "fullscreenchange"]) document.addEventListener(name, () => this.giveWay(), capture);
      root.addEventListener("focusin", (event) => this.onFocus(event), { signal });
    }

    /**
     * Open a note's card for a person: the focus goes in, and back to `invoker` when the card closes.
     * @param {Note} note @param {Opening} opening
     */
    open(note, { invoker = null, range = note.range } = {}) {
      if (isPageBusy()) return;
      const card = this.show(note, { invoker, range: range ?? null, isPinned: true });
      if (this.range) Sidelight.makeRoom(card, this.range);
      this.replace();
      card.focus({ preventScroll: true });
    }

    /** @param {Note} note @param {Point | null} point */
    onHover(note, point) {
      if (this.isPinned || isPageBusy() || isSelecting() || !note.range) return;
      const card = this.show(note, { invoker: null, range: note.range, isPinned: false });
      const hasRoom = Sidelight.placeCard(card, this.range, point);
      if (!hasRoom) this.close({ giveBack: false });
    }

    /** @param {Note} note @param {{invoker: HTMLElement | null, range: Range | null, isPinned: boolean}} how @returns {Card} */
    show(note, { invoker, range, isPinned }) {
      this.close({ giveBack: false });
      this.hover.cancel();
      const card = Sidelight.buildCard(note, {
        article: this.article,
        checked: this.checked,
        actions: this.actions,
        close: () => this.close({ giveBack: true }),
        jump: (place) => this.jump(place),
        hide: (hidden) => this.onHide(note, hidden),
      });
      Object.assign(this, { card, note, range, invoker, isPinned });
      if (note.marker?.isConnected) note.marker.after(card);
      else this.root.append(card);
      card.showPopover();
      Sidelight.watchEnd(card);
      Sidelight.paintActive({ kind: note.kind, range });
      note.marker?.setAttribute("aria-expanded", "true");
      note.marker?.setAttribute("aria-controls", Sidelight.CARD_ID);
      return card;
    }

    /** Put the open card beside its passage again. */
    replace() {
      if (this.card) Sidelight.placeCard(this.card, this.range);
    }

    /** Go on to a further place where the same stands; the card comes along. @param {Range} place */
    jump(place) {
      if (!this.card || !this.note) return;
      this.range = place;
      Sidelight.bringIntoView(place);
      Sidelight.makeRoom(this.card, place);
      Sidelight.paintActive({ kind: this.note.kind, range: place });
      this.replace();
    }

    /** @param {{giveBack: boolean}} how */
    close({ giveBack }) {
      const { card, note, invoker } = this;
      if (!card || !note) return;
      Object.assign(this, { card: null, note: null, range: null, invoker: null, isPinned: false });
      card.remove();
      note.marker?.setAttribute("aria-expanded", "false");
      note.marker?.removeAttribute("aria-controls");
      Sidelight.paintActive(null);
      this.hover.cancel();
      if (giveBack) {
        this.hover.leave(note);
        invoker?.focus({ preventScroll: true });
      }
    }

    /** Make way for a dialog or full screen. */
    giveWay() {
      if (this.card && isPageBusy()) this.close({ giveBack: false });
    }

    /** @param {Point} point */
    covers({ x, y }) {
      const box = this.card?.getBoundingClientRect();
      return Boolean(box && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
    }

    /** @param {MouseEvent} event */
    onClick(event) {
      // A click in the overlay, or on the list line that has just opened this card, is not a click elsewhere.
      if (event.target === this.host) {
        if (this.covers({ x: event.clientX, y: event.clientY })) this.isPinned = true;
        return;
      }
      if (this.invoker?.contains(/** @type {Node} */ (event.target))) return;
      const isBusy = !(event.target instanceof Element) || event.target.closest(BUSY_CLICK) || isSelecting();
      const note = isPlain(event) && !isBusy ? this.notesAt(event.clientX, event.clientY, event.target) : null;
      if (note) this.open(note, { invoker: note.marker });
      else this.close({ giveBack: false });
    }

    /** @param {Event} event */
    onFocus({ target }) {
      if (this.card?.contains(/** @type {Node} */ (target))) this.isPinned = true;
    }

    /** @param {KeyboardEvent} event */
    onKey(event) {
      if (event.key !== "Escape" || !this.card) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!this.card.back?.()) this.close({ giveBack: true });
    }
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ Cards }));
})();
