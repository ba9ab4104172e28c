// The small panel at the window's edge: how many notes there are, all of them as a list, and what to do when
// something went wrong. Only the extension has it; the demo page has its own list.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const { element, strings } = Sidelight;
  const QUOTE_SHOWN = 90;

  const clip = (text) => (text.length > QUOTE_SHOWN ? `${text.slice(0, QUOTE_SHOWN - 1)}…` : text);

  function closeButton(panel) {
    const button = element("button", { type: "button", class: "close", "aria-label": strings.close }, "×");
    button.addEventListener("click", () => panel.remove());
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

  function checkedLine({ checked, partial }) {
    const words = [
      Number.isInteger(checked.entries) ? strings.checked(checked.entries) : null,
      Number.isInteger(checked.edition) ? strings.checkedIn(checked.edition) : null,
      ...partial.map((code) => strings.partial[code] ?? code),
    ];
    const text = words.filter(Boolean).join(" ");
    return text ? element("p", { class: "more" }, text) : null;
  }

  function problemParts({ remedy }, again) {
    const button = element("button", { type: "button", class: "again" }, strings.tryAgain);
    button.addEventListener("click", again);
    return [remedy ? element("p", { class: "more problem" }, remedy) : null, button];
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
    state.root.append(panel);
    // A live region is read out when its text changes after it is there, not when it arrives with text.
    line.textContent = status;
  }

  Object.assign(Sidelight, { showPanel });
})();
