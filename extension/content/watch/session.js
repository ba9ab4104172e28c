// One page with its notes: read, ask, place, paint; then follow the page as it changes. Knows nothing of browsers or
// servers: whoever starts it gives `postPassages(body)`, which answers `{reply}` or `{problem}`, and `report(state)`.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  /**
   * A session with the parts that following.js and commands.js add.
   * @param {Session} session
   */
  const whole = (session) => /** @type {WholeSession} */ (/** @type {unknown} */ (session));

  class Session {
    /** What whoever started us gave, see the constructor. @type {SessionOptions["postPassages"]} */ postPassages;
    /** @type {(state: State) => void} */ report;
    /** @type {Settings} */ settings;
    /** @type {Actions} */ actions;
    /** @type {boolean} */ alwaysOn;
    /** @type {HTMLElement} */ host;
    /** @type {ShadowRoot} */ root;
    ended = new AbortController();
    /** Goes up with each page, so that late answers are known by the number they come with. */ turn = 0;
    isShown = true;
    /** The state last told. @type {State} */ last = { state: "checking" };
    /** The reply without its notes. @type {Facts | null} */ facts = null;
    /** @type {Cards | null} */ cards = null;
    /** @type {Metadata | null} */ metadata = null;
    /** All notes of the page, and those of them that are painted, in the page's order. @type {Note[]} */ notes = [];
    /** @type {Note[]} */ placed = [];
    /** The kinds that are switched on; all when it is null. @type {string[] | null} */ kinds = null;
    /** How often this address was asked about, with how much text, and how much may have come since. */ asked = 0;
    askedCharacters = 0;
    added = 0;
    height = 0;

    /** @param {SessionOptions} options `postPassages`, `report`, `settings`, `actions`; `alwaysOn`: whether the reader allowed the whole site. */
    constructor({ postPassages, report, settings = {}, actions = {}, alwaysOn = false }) {
      [this.postPassages, this.report, this.settings, this.actions, this.alwaysOn] = [postPassages, report, settings, actions, alwaysOn];
      const { host, root } = Sidelight.addOverlay();
      [this.host, this.root] = [host, root];
      this.forget();
      const { ended } = this;
      const self = whole(this);
      this.changes = new Sidelight.Changes({
        host,
        signal: ended.signal,
        mayMiss: () => this.notes.some(({ reason }) => reason === "hidden"),
        onRound: (added) => self.round(added),
      });
      Sidelight.watchNavigation({ signal: ended.signal, onMove: () => self.onMove(), onReturn: () => self.onReturn() });
      Sidelight.giveWayTo(host, ended.signal);
      self.followLayout();
      this.list = new Sidelight.NoteList({
        host,
        root,
        signal: ended.signal,
        isAsked: !alwaysOn,
        actions: { jump: (id) => self.jump(id), setKinds: (kinds) => self.setKinds(kinds), again: () => this.run() },
      });
    }

    /** Begin with nothing known of the page. */
    forget() {
      [this.notes, this.placed, this.facts] = [[], [], null];
      [this.added, this.asked, this.askedCharacters] = [0, 0, 0];
      this.kinds = this.settings.kinds ?? null;
    }

    /** Read the page, ask, and show what comes back. */
    async run() {
      const turn = (this.turn += 1);
      this.tell({ state: "checking" });
      const page = await this.read();
      if (page && turn === this.turn) await this.ask(page, { isFirst: true });
    }

    async read() {
      this.metadata = Sidelight.readMetadata();
      return Sidelight.inSlices(Sidelight.reading(document, this.metadata.title), this.ended.signal);
    }

    /** Ask about a page as it was read; an answer that comes after the page has become another is dropped. @param {Page} page @param {{isFirst: boolean}} how */
    async ask(page, { isFirst }) {
      const { turn } = this;
      const isByAddress = this.settings.mode === "address";
      this.askedCharacters = page.text.length;
      // The positions of the answer are in this text and in no later one.
      page.isAsked = true;
      if (!page.passages.length && !isByAddress) {
        this.tell({ state: "none", checked: {}, partial: ["no-article"], noRoom: 0 });
        return;
      }
      this.asked += 1;
      const { url } = this.metadata ?? {};
      const answer = await this.postPassages(isByAddress ? { url } : { ...this.metadata, passages: page.passages });
      if (this.ended.signal.aborted || turn !== this.turn) return;
      const reply = answer?.problem ? null : Sidelight.readReply(answer?.reply);
      if (reply) await this.take(reply, page);
      else if (isFirst) {
        const problem = Sidelight.readProblem(answer?.problem);
        this.tell({ state: "problem", ...problem, problem });
      }
    }

    /** Take in a reply: what was there before stays the same note, with its button and its open card. @param {Reply} reply @param {Page} page */
    async take({ notes, ...facts }, page) {
      const { turn } = this;
      const known = new Map(this.notes.map((note) => [note.id, note]));
      const taken = notes.map((note) => Object.assign((note.id && known.get(note.id)) || note, note));
      await Sidelight.inSlices(Sidelight.placing(taken, page), this.ended.signal);
      if (this.ended.signal.aborted || turn !== this.turn) return;
      for (const note of this.notes) if (!taken.includes(note)) note.range = null;
      const gone = this.notes.filter((note) => !taken.includes(note));
      Object.assign(this, { notes: taken, facts });
      this.useCards(facts);
      for (const note of gone) this.drop(note);
      this.watchRoots();
      this.present();
    }

    /** @param {Facts} facts */
    useCards({ article, checked }) {
      const self = whole(this);
      this.cards ??= new Sidelight.Cards({
        host: this.host,
        root: this.root,
        signal: this.ended.signal,
        article,
        checked,
        actions: this.actions,
        notesAt: (x, y, target) => Sidelight.noteAt(this.placed, x, y, target) ?? null,
        onHide: (note, isHidden) => self.onHide(note, isHidden),
      });
      Object.assign(this.cards, { article, checked });
    }

    /** Changes inside open shadow roots are not seen from outside. */
    watchRoots() {
      for (const { range } of this.notes) {
        const root = range?.startContainer.getRootNode();
        if (root instanceof ShadowRoot) this.changes.also(root);
      }
    }

    /** The notes that are to be seen now: those of the chosen kinds that the reader has not hidden. */
    wanted() {
      const hidden = new Set(this.settings.hiddenEntries ?? []);
      return this.notes.filter((note) => !note.isHidden && !hidden.has(note.entry.id ?? ""));
    }

    /** Paint what has its place, give it its button, and tell how things stand. */
    present() {
      const listed = this.wanted();
      const isChosen = (/** @type {Note} */ note) => !this.kinds || this.kinds.includes(note.kind);
      this.placed = this.isShown ? listed.filter((note) => note.range && isChosen(note)).sort(Sidelight.byPlace) : [];
      for (const note of this.notes) if (!this.placed.includes(note)) this.drop(note);
      Sidelight.paint(this.placed);
      Sidelight.addMarkers(this.root, this.placed.filter((note) => !note.marker), (note, how) => this.cards?.open(note, how));
      Sidelight.placeMarkers(this.placed);
      this.cards?.replace();
      const { checked = {}, partial = [], noRoom = 0 } = this.facts ?? {};
      const state = !this.isShown ? "hidden" : listed.length ? "found" : "none";
      this.tell({ state, notes: this.inOrder(listed), checked, partial, noRoom });
    }

    /** Take a note's button away, and its card unless the reader is just hiding it there. @param {Note} note */
    drop(note) {
      if (this.cards?.note === note && !note.isHidden) this.cards.close({ giveBack: false });
      note.marker?.remove();
      delete note.marker;
    }

    /** List notes as they are told, those with a place first. @param {Note[]} notes */
    inOrder(notes) {
      const self = whole(this);
      const placed = notes.filter((note) => note.range).sort(Sidelight.byPlace);
      return [...placed, ...notes.filter((note) => !note.range)].map((note) => ({
        id: note.id,
        kind: note.kind,
        title: note.entry.title && Sidelight.typographic(note.entry.title, note.language),
        finding: Sidelight.findingInWords(note.kind, note.finding),
        quote: note.target.exact,
        says: note.says,
        language: note.language,
        placed: Boolean(note.range),
        reason: note.reason,
        open: (/** @type {HTMLElement | null} */ invoker) => self.open(note, invoker),
      }));
    }

    /** Tell whoever started us how it stands; `root` is where a panel may be shown. @param {State} state */
    tell(state) {
      const notes = state.notes ?? [];
      /** @type {Record<string, number>} */
      const kinds = {};
      for (const { kind } of notes) kinds[kind] = (kinds[kind] ?? 0) + 1;
      const notPlaced = notes.filter((note) => !note.placed).length;
      const facts = { checked: {}, partial: [], noRoom: 0, article: this.facts?.article };
      this.last = { notes, count: notes.length, kinds, notPlaced, ...facts, ...state };
      this.report({ ...this.last, root: this.root });
      this.list.show(this.last, this.kinds);
    }
  }

  Object.assign(Sidelight, /** @type {Partial<Sidelight>} */ (/** @type {unknown} */ ({ Session })));
})();
