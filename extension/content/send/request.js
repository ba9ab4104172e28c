// "Please add context here": a reader's wish about a passage that they have selected.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { element, words } = Sidelight;
  const LONGEST_QUOTE = 2000;
  const CONTEXT = 60;
  const BLOCK = "p, li, td, th, dd, dt, blockquote, figcaption, h1, h2, h3, h4, h5, h6, pre, div, section, article";
  const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

  /** @typedef {{title?: string, url?: string, send: (body: object) => Promise<Sent>}} Ask */

  /** @param {string} text */
  const squeezed = (text) => text.replace(/\s+/g, " ");

  /** @param {Node} node */
  const elementOf = (node) => (node instanceof Element ? node : node.parentElement);

  /** Read the selected words with what stands around them in their block; null when nothing readable is selected. */
  function readSelection(selection = getSelection()) {
    const quote = squeezed(String(selection ?? "")).trim();
    if (!quote || !selection?.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const start = elementOf(range.startContainer);
    if (!start || start.closest(FIELDS)) return null;
    const before = document.createRange();
    before.selectNodeContents(start.closest(BLOCK) ?? start);
    before.setEnd(range.startContainer, range.startOffset);
    const after = document.createRange();
    const end = elementOf(range.endContainer) ?? start;
    after.selectNodeContents(end.closest(BLOCK) ?? end);
    after.setStart(range.endContainer, range.endOffset);
    return {
      quote: quote.slice(0, LONGEST_QUOTE),
      prefix: squeezed(String(before)).slice(-CONTEXT).trim(),
      suffix: squeezed(String(after)).slice(0, CONTEXT).trim(),
      isCut: quote.length > LONGEST_QUOTE,
    };
  }

  /** @param {() => void} leave */
  function emptyView(leave) {
    const text = element("p", { id: "sidelight-form", tabindex: "-1", class: "done" }, words("request_empty"));
    const view = element("div", { class: "view" }, text);
    view.append(element("div", { class: "row" }, Sidelight.actionButton(words("card_close"), leave)));
    return { view, heading: text };
  }

  /** @param {Selected} selected */
  function passagePart({ quote, isCut }) {
    return element(
      "div",
      { class: "field" },
      element("p", { class: "hint" }, words("request_lead")),
      element("p", { class: "label" }, words("request_passage")),
      element("blockquote", { dir: "auto" }, quote),
      isCut ? element("p", { class: "hint" }, words("request_cut", Sidelight.writeNumber(LONGEST_QUOTE))) : null,
    );
  }

  /** @param {Selected | null} selected @param {Ask & {leave: () => void}} ask */
  function requestView(selected, { title, url, send, leave }) {
    if (!selected) return emptyView(leave);
    const { quote, prefix, suffix } = selected;
    const remark = Sidelight.noteField(words("request_note"));
    const withPage = Sidelight.tickField(words("request_add_page"));
    const page = () => (withPage.read() ? { url, title } : {});
    return Sidelight.buildForm({
      title: words("request_title"),
      parts: [passagePart(selected), remark.part, url ? withPage.part : null],
      read: () => ({ quote, prefix, suffix, note: remark.read(), ...page() }),
      send,
      done: words("request_done"),
      leave,
    });
  }

  /**
   * Open the form for the selected words, docked at the window's side; when there are none it says how to choose some.
   * Escape and Cancel take it away and give the focus back.
   * @param {Ask & {root: ShadowRoot, selected?: Selected | null}} options
   */
  function openRequest({ root, selected = readSelection(), title, url, send }) {
    root.querySelector(".request-panel")?.remove();
    const before = document.activeElement;
    const leave = () => {
      panel.remove();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
    const close = element("button", { type: "button", class: "close", "aria-label": words("card_close") }, "×");
    close.addEventListener("click", leave);
    const panel = element("div", {
      class: "request-panel panel",
      role: "dialog",
      popover: "manual",
      "aria-labelledby": "sidelight-form",
      lang: Sidelight.language,
      dir: "ltr",
    });
    const { view, heading } = requestView(selected, { title, url, send, leave });
    panel.append(close, view);
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") leave();
    });
    root.append(panel);
    panel.showPopover();
    heading.focus();
    return panel;
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ readSelection, openRequest }));
})();
