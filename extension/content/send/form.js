// The form behind "report" and "request": it shows word for word what would be sent, and sends nothing before its
// button. It is no <form>: a sandboxed page would not let one be submitted.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { element, words } = Sidelight;
  /** The server takes no longer note. */
  const LONGEST_NOTE = 2000;
  let made = 0;

  /** Leave out what is empty: an absent field is not sent. @param {object} body */
  const filled = (body) =>
    Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== undefined && value !== ""));

  /** A text field with its label and a hint. @param {string} label */
  function noteField(label) {
    made += 1;
    const [id, hint] = [`sidelight-note-${made}`, `sidelight-hint-${made}`];
    const field = element("textarea", { id, rows: "3", maxlength: LONGEST_NOTE, "aria-describedby": hint, dir: "auto" });
    const part = element(
      "div",
      { class: "field" },
      element("label", { for: id }, label),
      field,
      element("p", { class: "hint", id: hint }, words("send_personal")),
    );
    return { part, read: () => field.value.trim() };
  }

  /** A box to tick with its label. @param {string} label @param {{checked?: boolean}} [how] */
  function tickField(label, { checked = false } = {}) {
    const box = element("input", { type: "checkbox", checked });
    return { part: element("label", { class: "choice" }, box, element("span", {}, label)), read: () => box.checked };
  }

  function previewPart() {
    const list = element("dl", { class: "facts sent" });
    const part = element(
      "section",
      { class: "preview" },
      element("h4", {}, words("send_preview")),
      element("p", { class: "hint" }, words("send_only_this")),
      list,
    );
    /** @param {object} body */
    const show = (body) => {
      const rows = Object.entries(body).flatMap(([name, value]) => [
        element("dt", {}, Sidelight.known(`sent_${name}`) ?? name),
        element("dd", { dir: "auto" }, String(value)),
      ]);
      list.replaceChildren(...rows);
    };
    return { part, show };
  }

  /** Say what went wrong and what to do about it. @param {HTMLElement} place @param {Problem} problem */
  function tellProblem(place, { detail, remedy }) {
    const lines = [words("send_failed"), detail, remedy ?? words("send_failed_remedy")].filter(Boolean);
    place.replaceChildren(...lines.map((line) => element("p", {}, line)));
  }

  /** @param {HTMLElement} view @param {string} done @param {() => void} leave */
  function tellDone(view, done, leave) {
    const text = element("p", { class: "done", role: "status", tabindex: "-1" });
    view.replaceChildren(text, element("div", { class: "row" }, Sidelight.actionButton(words("card_close"), leave)));
    text.textContent = done;
    text.focus();
  }

  /**
   * Build the form. `title`, `parts`: what stands in it; `read()`: what would be sent as it stands; `fault()`: why it
   * cannot be sent yet, or null; `send(body)` answers `{ok}` or `{problem}`; `done`: what to say then; `leave()`: away.
   * @param {Form} form
   */
  function buildForm({ title, parts, read, fault = () => null, send, done, leave }) {
    const preview = previewPart();
    const told = element("div", { class: "told", role: "alert" });
    const heading = element("h3", { tabindex: "-1", id: "sidelight-form" }, title);
    const submit = Sidelight.actionButton(words("send_button"), () => attempt(), "main-button");
    const cancel = Sidelight.actionButton(words("send_cancel"), leave, "quiet");
    const buttons = element("div", { class: "row" }, submit, cancel);
    const view = element("div", { class: "view form", role: "form", "aria-labelledby": "sidelight-form" });
    view.append(heading, ...parts.flatMap((part) => part ?? []), preview.part, told, buttons);
    let isSending = false;

    async function attempt() {
      if (isSending) return;
      const missing = fault();
      told.replaceChildren(...(missing ? [element("p", {}, missing.words)] : []));
      if (missing) return missing.field.focus();
      isSending = true;
      submit.textContent = words("send_sending");
      const body = filled(read());
      const answer = await send(body).catch(() => null);
      isSending = false;
      if (answer?.ok) return tellDone(view, done, leave);
      submit.textContent = words("send_again");
      return tellProblem(told, Sidelight.readProblem(answer?.problem));
    }

    const refresh = () => preview.show(filled(read()));
    view.addEventListener("input", refresh);
    refresh();
    return { view, heading };
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ buildForm, noteField, tickField }));
})();
