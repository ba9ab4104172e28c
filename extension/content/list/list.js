// The list at the window's side: how many notes, of which kinds, where they are, which could not be marked and why, and
// what was checked. It opens when a reader asks for it, never by itself.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { element, words } = Sidelight;
  /** @type {Record<string, number>} */
  const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  /** In a window this narrow the list would hide every passage that it leads to. */
  const NARROW = 640;

  /** The heading for each state; it is what is read out when the state changes. */
  const HEADINGS = /** @type {Record<string, (state: State) => string>} */ ({
    checking: () => words("list_checking"),
    problem: () => words("list_problem"),
    none: () => words("list_nothing"),
    found: ({ notes = [] }) => Sidelight.counted("list_count", notes.length),
  });

  /** States that are news to a reader who has asked; told once, and not where Sidelight came by itself. */
  const TOLD = ["found", "none", "problem"];

  class NoteList {
    /** @type {HTMLElement} */ host;
    /** @type {ShadowRoot} */ root;
    /** @type {ListActions} */ actions;
    /** @type {boolean} */ isAsked;
    /** @type {State} */ state = { state: "checking" };
    /** The kinds that are switched on; all when it is null. @type {string[] | null} */ kinds = null;
    /** @type {HTMLElement | null} */ panel = null;
    /** What had the focus before. @type {HTMLElement | null} */ before = null;

    /** @param {NoteListOptions} options */
    constructor({ host, root, signal, actions, isAsked = true }) {
      [this.host, this.root, this.actions, this.isAsked] = [host, root, actions, isAsked];
      signal.addEventListener("abort", () => this.panel?.remove());
      for (const name of ["toggle", "fullscreenchange"]) {
        document.addEventListener(name, () => this.giveWay(), { capture: true, signal });
      }
    }

    get isOpen() {
      return Boolean(this.panel);
    }

    /**
     * Take in how it stands; `kinds` are those that are switched on, all when it is missing.
     * @param {State} state @param {string[] | null} [kinds]
     */
    show(state, kinds = null) {
      Object.assign(this, { state, kinds });
      if (this.panel) this.fill();
      else if (this.isAsked && TOLD.includes(state.state)) {
        this.isAsked = false;
        Sidelight.announce(this.root, this.heading());
      }
    }

    heading() {
      return HEADINGS[this.state.state]?.(this.state) ?? "";
    }

    /** Open the list and move the focus to its heading. */
    open() {
      if (!this.panel) {
        this.before = /** @type {HTMLElement | null} */ (document.activeElement);
        this.panel = this.build();
        this.root.querySelector(".announcement")?.after(this.panel);
        this.panel.showPopover();
        this.fill();
      }
      this.panel.querySelector("h2")?.focus();
    }

    /** Close it; the focus goes back to where it was. */
    close() {
      if (!this.panel) return;
      const isInside = this.panel.contains(this.root.activeElement);
      this.panel.remove();
      this.panel = null;
      if (isInside && this.before?.isConnected) this.before.focus({ preventScroll: true });
    }

    build() {
      const panel = element("section", {
        // At the end of the page's lines, where its own side columns are.
        class: `panel list ${getComputedStyle(document.documentElement).direction === "rtl" ? "at-left" : ""}`.trim(),
        popover: "manual",
        lang: Sidelight.language,
        dir: "ltr",
        "aria-label": words("list_name"),
      });
      panel.addEventListener("keydown", (event) => this.onKey(event));
      return panel;
    }

    /** Write the list anew for the state; the focus stays on what it was on, by its name. */
    fill() {
      const { panel } = this;
      if (!panel) return;
      const here = this.root.activeElement;
      const focused = here instanceof HTMLElement ? here.dataset.key : null;
      const heading = this.heading();
      const close = element("button", { type: "button", class: "close", "aria-label": words("card_close") }, "×");
      close.addEventListener("click", () => this.close());
      const title = element("h2", { tabindex: "-1", "data-key": "heading" }, heading);
      const parts = Sidelight.listParts(this.state, { kinds: this.kinds, actions: this.listActions() });
      const scroller = element("div", { class: "scroller" }, ...parts);
      const isSame = panel.querySelector("h2")?.textContent === heading;
      const { scrollTop } = panel.querySelector(".scroller") ?? { scrollTop: 0 };
      panel.replaceChildren(element("header", { class: "head" }, title, close), scroller);
      scroller.scrollTop = scrollTop;
      if (!isSame) Sidelight.announce(this.root, heading);
      if (!focused) return;
      const again = /** @type {HTMLElement | null} */ (panel.querySelector(`[data-key="${CSS.escape(focused)}"]`));
      (again ?? title).focus();
    }

    listActions() {
      /** @param {string | null} id */
      const jump = (id) => {
        if (innerWidth < NARROW) this.close();
        this.actions.jump(id);
      };
      return { ...this.actions, jump };
    }

    /** Arrow keys go from note to note; Escape closes. The page and the card hear neither. @param {KeyboardEvent} event */
    onKey(event) {
      if (event.key === "Escape") this.close();
      const step = STEPS[event.key];
      const target = /** @type {Element} */ (event.target);
      if (step === undefined || !this.panel || target.closest("input")) return;
      /** @type {Element[]} */
      const notes = [...this.panel.querySelectorAll("button.line")];
      const at = this.root.activeElement ? notes.indexOf(this.root.activeElement) : -1;
      const next = /** @type {HTMLElement | undefined} */ (notes[Math.max(0, Math.min(at + step, notes.length - 1))]);
      next?.focus();
      event.preventDefault();
    }

    /** A modal dialog of the page would make the list inert, and stand behind it. */
    giveWay() {
      if (!this.panel) return;
      const isBusy = Boolean(document.fullscreenElement || document.querySelector("dialog:modal"));
      if (isBusy && this.panel.matches(":popover-open")) this.panel.hidePopover();
      else if (!isBusy && !this.panel.matches(":popover-open")) this.panel.showPopover();
    }
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ NoteList }));
})();
