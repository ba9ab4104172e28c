// What a reader can have a session do: go from note to note, hide and show, choose kinds, open the list or a form.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  const Commands = {
    /** Go to the next placed note, from the last back to the first. @this {Session} */
    next() {
      return this.step(1);
    },

    /** @this {Session} */
    previous() {
      return this.step(-1);
    },

    /** @this {Session} @param {1 | -1} by */
    step(by) {
      if (!this.isShown) this.toggle();
      const { length } = this.placed;
      const at = this.current ? this.placed.indexOf(this.current) : -1;
      const note = length ? this.placed[at === -1 ? (by === 1 ? 0 : length - 1) : (at + by + length) % length] : null;
      if (note) this.open(note, note.marker);
      return { id: note?.id ?? null };
    },

    /** Go to a note by its id; one without a place opens its card all the same. @this {Session} @param {string | null} id */
    jump(id) {
      const note = this.notes.find((one) => one.id === id);
      // From the list the focus goes back to the line it came from.
      if (note) this.open(note, /** @type {HTMLElement | null} */ (this.root.activeElement) ?? note.marker);
      return { id: note?.id ?? null };
    },

    /** Open the list at the window's side. @this {Session} */
    openList() {
      this.list.open();
    },

    /** Bring a note's passage into view and open its card; `invoker` gets the focus back. @this {Session} @param {Note} note @param {HTMLElement | null | undefined} invoker */
    open(note, invoker) {
      this.current = note;
      if (note.range) Sidelight.showPassage(note);
      this.cards?.open(note, { invoker });
    },

    /** Hide all notes or show them again; answers whether they are shown now. @this {Session} */
    toggle() {
      this.isShown = !this.isShown;
      this.cards?.close({ giveBack: false });
      if (!this.isShown) this.list.close();
      this.present();
      return this.isShown;
    },

    /** Show only these kinds; null shows all. @this {Session} @param {string[] | null} kinds */
    setKinds(kinds) {
      this.kinds = kinds;
      this.present();
    },

    /** Take over changed settings. @this {Session} @param {Settings} settings */
    setSettings(settings) {
      this.settings = settings;
      this.kinds = settings.kinds ?? null;
      if (this.facts) this.present();
    },

    /** The reader hides a note's entry from its card, or takes that back. @this {Session} @param {Note} note @param {boolean} isHidden */
    onHide(note, isHidden) {
      note.isHidden = isHidden;
      this.present();
    },

    /** Open the form that asks for context on the selected passage. @this {Session} */
    openRequest() {
      const send = this.actions.request;
      if (!send) return;
      const { title, url } = this.metadata ?? Sidelight.readMetadata();
      Sidelight.openRequest({ root: this.root, title, url, send });
    },

    /** Take everything off the page. @this {Session} */
    end() {
      this.ended.abort();
      this.cards?.close({ giveBack: false });
      Sidelight.clearPaint();
      Sidelight.removeOverlays();
    },

    /** As the popup and the bridge know it. @this {Session} */
    stop() {
      Sidelight.stop();
    },
  };

  Object.assign(Sidelight.Session.prototype, Commands);
})();
