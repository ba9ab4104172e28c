// The small panel at the window's edge: how many notes there are, all of them as a list, and what to do when
// something went wrong. Only the extension has it; the demo page has its own list.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const { element, strings } = Sidelight;
  const QUOTE_SHOWN = 90;

  const clip = (text) => (text.length > QUOTE_SHOWN ? `${text.slice(0, QUOTE_SHOWN - 1)}…` : text);

  /** Where the focus was before it came here; it goes back when the panel goes while it holds the focus. */
  let before = null;

  function giveFocusBack() {
    if (before?.isConnected) before.focus({ preventScroll: true });
    before = null;
  }

  function closeButton(panel) {
    const button = element("button", { type: "button", class: "close", "aria-label": strings.close }, "×");
    button.addEventListener("click", () => {
      panel.remove();
      giveFocusBack();
    });
    return button;
  }

  function noteLine(note) {
    const button = element(
      "button",
      { type: "button", class: note.kind },
      element("span", { class: "finding" }, note.finding),
      element("span", { dir: "auto" }, strings.quoted(clip(note.quote))),
      note.placed ? null : element("span", { class: "note" }, ` (${strings.notPlaced})`),
    );
    button.addEventListener("click", () => note.open(button));
    return element("li", {}, button);
  }

  function checkedLine({ checked, partial, noRoom, notes }) {
    const words = [
      Number.isInteger(checked.entries) ? strings.checked(checked.entries) : null,
      Number.isInteger(checked.edition) ? strings.checkedIn(checked.edition) : null,
      ...Sidelight.shortfalls({ partial, noRoom, shown: notes.length }),
    ];
    const text = words.filter(Boolean).join(" ");
    return text ? element("p", { class: "more" }, text) : null;
  }

  function problemParts({ remedy, requestId }, again) {
    const button = element("button", { type: "button", class: "again" }, strings.tryAgain);
    button.addEventListener("click", again);
    return [
      remedy ? element("p", { class: "more problem" }, remedy) : null,
      requestId ? element("p", { class: "more request" }, strings.requestId(requestId)) : null,
      button,
    ];
  }

  /** The status line and what stands below it, for each state. */
  const STATES = {
    checking: () => ({ status: strings.checking, rest: [] }),
    problem: (state, again) => ({ status: state.detail ?? strings.badAnswer, rest: problemParts(state, again) }),
    none: (state) => ({ status: strings.nothing, rest: [checkedLine(state)] }),
    found: (state) => {
      const list = element("ul", {}, ...state.notes.map(noteLine));
      const rest = [checkedLine(state), Sidelight.foldedAway(strings.showList, list)];
      return { status: strings.notes(state.notes.length), rest };
    },
  };

  /** Show how it stands in place of what the panel showed before. */
  function showPanel(state, again) {
    state.root.querySelector(".panel")?.remove();
    const { status, rest } = STATES[state.state](state, again);
    const panel = element("section", { class: `panel ${state.state}`, "aria-label": strings.panel });
    const line = element("p", { class: "status", role: "status" });
    panel.append(element("div", { class: "row" }, line, closeButton(panel)), ...rest.filter(Boolean));
    // First among the overlay's elements: whoever leaves the panel by keyboard comes to the marks, in reading order.
    state.root.prepend(panel);
    // A live region is read out when its text changes after it is there, not when it arrives with text.
    line.textContent = status;
  }

  /**
   * Move the focus to the list of notes, after a person asked for them. It stays where it is when there are none, or when
   * the person has gone on meanwhile: to another element than `from`, or to writing.
   */
  function focusPanel(root, from) {
    const here = document.activeElement;
    const isWriting = here?.matches("input, textarea, select, iframe") || here?.isContentEditable;
    const isGone = from && !from.isConnected; // the panel with “Try again”, replaced meanwhile
    if ((here !== from && !isGone) || isWriting) return;
    before = here;
    root.querySelector(".panel summary")?.focus({ preventScroll: true });
  }

  Object.assign(Sidelight, { showPanel, focusPanel, giveFocusBack });
})();
