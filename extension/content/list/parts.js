// What stands in the list, for each state.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { element, words } = Sidelight;
  const KINDS = ["figure", "comparison", "label", "background"];
  const QUOTE_SHOWN = 140;

  /** A line that stands for a note; it leads to it. @param {ToldNote} note @param {(id: string | null) => void} jump */
  function noteLine(note, jump) {
    const button = element(
      "button",
      { type: "button", class: `line ${note.kind}`, "data-key": note.id },
      element("span", { class: "finding" }, note.finding),
      element("span", { class: "quote", dir: "auto" }, Sidelight.quoted(Sidelight.clip(note.quote, QUOTE_SHOWN))),
      note.placed ? null : element("span", { class: "reason" }, reasonOf(note)),
    );
    button.addEventListener("click", () => jump(note.id));
    return element("li", {}, button);
  }

  /** @param {ToldNote} note */
  const reasonOf = ({ reason }) =>
    Sidelight.known(`reason_${Sidelight.keyPart(reason ?? "not-found")}`) ?? words("reason_not_found");

  /**
   * Boxes to switch kinds on and off, with how many notes each has; one kind alone needs none.
   * @param {ToldNote[]} notes @param {string[] | null} kinds @param {ListActions["setKinds"]} setKinds
   */
  function kindsPart(notes, kinds, setKinds) {
    const present = KINDS.filter((kind) => notes.some((note) => note.kind === kind));
    if (present.length < 2 || !setKinds) return null;
    const boxes = present.map((kind) => {
      const checked = !kinds || kinds.includes(kind);
      const box = element("input", { type: "checkbox", value: kind, checked, "data-key": `kind-${kind}` });
      const count = notes.filter((note) => note.kind === kind).length;
      const label = element("span", {}, `${words(`kinds_${kind}`)} `, element("b", {}, Sidelight.writeNumber(count)));
      const chip = element("label", { class: `chip ${kind}` }, box, element("i", { class: "mark" }), label);
      return { box, chip };
    });
    const chosen = () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    // Kinds that this page has no notes of stay as they are.
    const absent = () => KINDS.filter((kind) => !present.includes(kind) && (!kinds || kinds.includes(kind)));
    const legend = element("legend", {}, words("list_kinds"));
    const part = element("fieldset", { class: "kinds" }, legend, ...boxes.map(({ chip }) => chip));
    part.addEventListener("change", () => setKinds([...chosen(), ...absent()]));
    return part;
  }

  /** @param {State} state @param {ListOptions} options */
  function notesPart(state, { kinds, actions }) {
    const { notes = [] } = state;
    /** @param {ToldNote} note */
    const isOn = ({ kind }) => !kinds || kinds.includes(kind);
    /** @param {ToldNote[]} some */
    const lines = (some) => some.map((note) => noteLine(note, actions.jump));
    const placed = notes.filter((note) => note.placed && isOn(note));
    const lost = notes.filter((note) => !note.placed && isOn(note));
    return [
      kindsPart(notes, kinds, actions.setKinds),
      placed.length ? element("ol", { class: "lines" }, ...lines(placed)) : null,
      notes.some(isOn) ? null : element("p", { class: "empty" }, words("list_none_of_kind")),
      lost.length ? element("h3", {}, words("list_not_placed")) : null,
      lost.length ? element("ol", { class: "lines lost" }, ...lines(lost)) : null,
    ];
  }

  /** What was checked: as good to know where nothing was found. @param {State} state */
  function checkedPart({ checked = {}, partial = [], noRoom = 0, notes = [], article }) {
    const dated = article?.published ? Sidelight.writeDate(article.published) : words("list_article_undated");
    /** @type {[string, string | null | undefined][]} */
    const rows = [
      [words("list_entries_name"), typeof checked.entries === "number" ? Sidelight.writeNumber(checked.entries) : null],
      [words("list_edition_name"), Number.isInteger(checked.edition) ? String(checked.edition) : null],
      [words("list_on_name"), checked.on && Sidelight.writeDate(checked.on)],
      [words("list_article_name"), article ? dated : null],
    ];
    const told = rows.filter(([, value]) => value);
    const remarks = Sidelight.shortfalls({ partial, noRoom, shown: notes.length });
    return [
      element("h3", {}, words("list_checked")),
      ...remarks.map((remark) => element("p", { class: "remark" }, remark)),
      told.length ? Sidelight.factsList(told) : null,
      element("p", { class: "hint" }, words("list_unmarked")),
    ];
  }

  /** @param {State} state @param {ListOptions} options */
  function problemPart(state, { actions }) {
    const problem = state.problem ?? state;
    const again = Sidelight.actionButton(words("list_try_again"), () => actions.again?.());
    again.dataset.key = "again";
    return [
      element("p", { class: "detail" }, problem.detail ?? words("list_bad_answer")),
      element("p", { class: "remedy" }, problem.remedy ?? words("list_bad_answer_remedy")),
      problem.requestId ? element("p", { class: "request-id" }, words("list_request_id", problem.requestId)) : null,
      actions.again ? again : null,
    ];
  }

  /** @type {Record<string, (state: State, options: ListOptions) => (HTMLElement | null)[]>} */
  const STATES = {
    checking: () => [element("div", { class: "busy", "aria-hidden": "true" })],
    problem: problemPart,
    none: (state) => checkedPart(state),
    found: (state, options) => [...notesPart(state, options), ...checkedPart(state)],
  };

  /** Build what stands below the list's heading. @param {State} state @param {ListOptions} options */
  const listParts = (state, options) => (STATES[state.state]?.(state, options) ?? []).filter(Boolean);

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ listParts }));
})();
