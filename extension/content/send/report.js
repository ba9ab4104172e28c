// "This doesn't fit", "this is out of date", "this is wrong": a reader's word to the curators about one card.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { element, words } = Sidelight;
  const REASONS = ["does-not-fit", "out-of-date", "wrong"];
  const LONGEST_QUOTE = 2000;

  function reasonField() {
    const boxes = REASONS.map((value) => element("input", { type: "radio", name: "sidelight-reason", value }));
    /** @param {HTMLInputElement} box */
    const label = (box) => words(`report_${Sidelight.keyPart(box.value)}`);
    const part = element(
      "fieldset",
      {},
      element("legend", {}, words("report_reason")),
      ...boxes.map((box) => element("label", { class: "choice" }, box, element("span", {}, label(box)))),
    );
    return { part, read: () => boxes.find((box) => box.checked)?.value ?? null, first: boxes[0] };
  }

  /**
   * Show the form in the card, in place of what it says.
   * @param {Note} note @param {PartOptions} options @param {HTMLElement} invoker
   */
  function openReport(note, { checked, actions, show, back }, invoker) {
    const reason = reasonField();
    const remark = Sidelight.noteField(words("report_note"));
    const withQuote = Sidelight.tickField(words("report_add_quote"), { checked: true });
    const withUrl = Sidelight.tickField(words("send_add_url"));
    const { url } = Sidelight.readMetadata();
    const { view, heading } = Sidelight.buildForm({
      title: words("report_title"),
      parts: [reason.part, remark.part, withQuote.part, url ? withUrl.part : null],
      read: () => ({
        reason: reason.read(),
        note: remark.read(),
        quote: withQuote.read() ? note.target.exact.slice(0, LONGEST_QUOTE) : null,
        url: withUrl.read() ? url : null,
        annotation: note.id,
        entry: note.entry.id,
        revision: note.entry.revision,
        edition: checked?.edition,
      }),
      fault: () => (reason.read() ? null : { words: words("report_choose"), field: reason.first }),
      send: (body) => actions.report?.(body) ?? Promise.resolve({}),
      done: words("report_done"),
      leave: () => back(),
    });
    show(view, invoker);
    heading.focus();
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ openReport }));
})();
