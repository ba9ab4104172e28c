// From a page to its notes: read, ask, anchor, paint, open cards. Knows nothing of browsers or servers: whoever starts
// it gives `postPassages(body)`, which answers `{reply}` or `{problem}`, and `report(state)`, which tells the reader.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const BUSY_CLICK = "a, button, input, select, textarea, label, summary, video, audio, [contenteditable], [role=button]";

  /** Find each note's place on the page; a note without a sure, visible place stays without one. */
  function placeNotes(notes, page) {
    for (const note of notes) {
      const span = Sidelight.anchor(page.text, note.target);
      const range = span ? Sidelight.rangeOf(page, span) : null;
      note.range = range && isSeen(range) ? range : null;
    }
    return notes.filter((note) => note.range).sort((left, right) => left.range.compareBoundaryPoints(0, right.range));
  }

  function isSeen(range) {
    return range.startContainer.parentElement?.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ?? false;
  }

  class Session {
    constructor({ postPassages, report }) {
      Object.assign(this, { postPassages, report, placed: [], card: null, open: null, ended: new AbortController() });
    }

    /** Read the page, ask, and show what comes back. */
    async run() {
      Object.assign(this, Sidelight.addOverlay());
      const metadata = Sidelight.readMetadata();
      const page = Sidelight.readPassages(document, metadata.title);
      if (!page.passages.length) {
        this.tell({ state: "none", notes: [], checked: {}, partial: ["no-article"], noRoom: 0 });
        return;
      }
      this.tell({ state: "checking" });
      const answer = await this.postPassages({ ...metadata, passages: page.passages });
      if (this.ended.signal.aborted) return;
      const reply = answer.problem ? null : Sidelight.readReply(answer.reply);
      if (!reply) {
        this.tell({ state: "problem", ...Sidelight.readProblem(answer.problem) });
        return;
      }
      this.show(reply, page);
    }

    /** Tell whoever started us how it stands; `root` is where a panel may be shown. */
    tell(state) {
      this.report({ ...state, root: this.root });
    }

    show(reply, page) {
      const { notes, article, checked, partial, noRoom } = reply;
      this.article = article;
      this.placed = placeNotes(notes, page);
      Sidelight.paint(this.placed);
      Sidelight.addMarkers(this.root, this.placed, (note, how) => this.openCard(note, how));
      this.listen();
      const listed = [...this.placed, ...notes.filter((note) => !note.range)].map((note) => ({
        kind: note.kind,
        title: note.entry.title && Sidelight.typographic(note.entry.title, note.language),
        finding: Sidelight.findingInWords(note.kind, note.finding),
        quote: note.target.exact,
        says: note.says,
        language: note.language,
        placed: Boolean(note.range),
        open: (invoker) => this.openFromList(note, invoker),
      }));
      this.tell({ state: listed.length ? "found" : "none", notes: listed, checked, partial, noRoom });
    }

    listen() {
      const { signal } = this.ended;
      const capture = { capture: true, signal };
      document.addEventListener("click", (event) => this.onClick(event), { signal });
      addEventListener("keydown", (event) => this.onKey(event), capture);
      addEventListener("scroll", (event) => this.onScroll(event), { ...capture, passive: true });
      addEventListener("resize", () => this.onResize(), { signal, passive: true });
      // Late pictures and fonts move the passages; the buttons follow.
      const observer = new ResizeObserver(() => Sidelight.placeMarkers(this.placed));
      observer.observe(document.documentElement);
      signal.addEventListener("abort", () => observer.disconnect());
    }

    onClick(event) {
      // A click in the overlay, or on the list line that has just opened this card, is not a click elsewhere.
      if (event.target === this.host || this.invoker?.contains(event.target)) return;
      const plain = event.button === 0 && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      const busy = !(event.target instanceof Element) || event.target.closest(BUSY_CLICK) || !getSelection().isCollapsed;
      const note = plain && !busy ? Sidelight.noteAt(this.placed, event.clientX, event.clientY, event.target) : null;
      if (note) this.openCard(note, { invoker: note.marker });
      else this.closeCard({ giveBack: false });
    }

    onKey(event) {
      if (event.key !== "Escape" || !this.card) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.closeCard({ giveBack: true });
    }

    /** The card scrolls with the page by itself; only a scroll inside the page moves the passage away from it. */
    onScroll(event) {
      if (event.target === document || event.target === this.host) return;
      Sidelight.placeMarkers(this.placed);
      if (this.card) Sidelight.placeCard(this.card, this.open.range);
    }

    onResize() {
      Sidelight.placeMarkers(this.placed);
      if (this.card) Sidelight.placeCard(this.card, this.open.range);
    }

    openFromList(note, invoker) {
      if (note.range) Sidelight.showPassage(note);
      this.openCard(note, { invoker });
    }

    /** Open a note's card and move the focus into it; `invoker` gets the focus back when the card closes. */
    openCard(note, { invoker }) {
      this.closeCard({ giveBack: false });
      const close = () => this.closeCard({ giveBack: true });
      this.card = Sidelight.buildCard(note, { article: this.article, close });
      Object.assign(this, { open: note, invoker });
      this.root.append(this.card);
      this.card.showPopover();
      if (note.range) Sidelight.makeRoom(this.card, note.range);
      Sidelight.placeCard(this.card, note.range);
      Sidelight.watchEnd(this.card);
      Sidelight.paintActive(note);
      note.marker?.setAttribute("aria-expanded", "true");
      this.card.focus({ preventScroll: true });
    }

    closeCard({ giveBack }) {
      if (!this.card) return;
      this.card.remove();
      this.open.marker?.setAttribute("aria-expanded", "false");
      Sidelight.paintActive(null);
      const { invoker } = this;
      Object.assign(this, { card: null, open: null, invoker: null });
      if (giveBack) invoker?.focus({ preventScroll: true });
    }

    /** Take everything off the page. */
    end() {
      this.ended.abort();
      this.closeCard({ giveBack: false });
      Sidelight.clearPaint();
      Sidelight.removeOverlays();
    }
  }

  /** Show the notes of this page. Started again, it first takes away what was shown, so it reads the page as it is now. */
  async function start(options) {
    stop();
    const session = new Session(options);
    Sidelight.session = session;
    await session.run();
  }

  /** Take the notes off the page; answers whether there were any to take. */
  function stop() {
    const running = Boolean(Sidelight.session);
    Sidelight.session?.end();
    Sidelight.session = null;
    return running;
  }

  Object.assign(Sidelight, { start, stop });
})();
