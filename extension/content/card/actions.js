// What a reader can do about a card: report it, hide it, hide Sidelight on this site. Each is offered only where
// whoever started us can do it.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { element, words } = Sidelight;

  /** Make a button that calls `act(button)`. @param {string} label @param {(button: HTMLElement) => unknown} act @param {string | null} [look] */
  function actionButton(label, act, look = null) {
    const button = element("button", { type: "button", class: look }, label);
    button.addEventListener("click", () => act(button));
    return button;
  }

  /**
   * A short text in place of the card, with its buttons; it takes the focus and is read out.
   * @param {string[]} lines @param {(HTMLElement | null)[]} buttons
   */
  function statement(lines, buttons) {
    return element(
      "div",
      { class: "view", role: "group", tabindex: "-1", "aria-labelledby": "sidelight-statement" },
      element("div", { id: "sidelight-statement" }, ...lines.map((line) => element("p", {}, line))),
      element("div", { class: "row" }, ...buttons),
    );
  }

  /** @param {Note} note @param {PartOptions} options @param {HTMLElement} button */
  function hideCard(note, { actions, show, back, hide, close }, button) {
    const { id, title } = note.entry;
    if (id === null) return;
    actions.hideEntry?.(id, title);
    hide?.(true);
    const undo = actionButton(words("card_undo"), () => {
      actions.showEntry?.(id);
      hide?.(false);
      back();
    });
    const leave = actionButton(words("card_close"), close, "quiet");
    const view = statement([words("card_hidden"), words("card_hidden_where")], [actions.showEntry ? undo : null, leave]);
    show(view, button);
    view.focus();
  }

  /** @param {PartOptions} options @param {HTMLElement} button */
  function askToHideSite({ actions, show, back }, button) {
    const site = location.hostname;
    const view = statement(
      [words("card_hide_site_ask", site), words("card_hide_site_what")],
      [
        actionButton(words("card_hide_site_yes"), () => actions.hideSite?.(), "main-button"),
        actionButton(words("send_cancel"), () => back(), "quiet"),
      ],
    );
    show(view, button);
    view.focus();
  }

  /**
   * The row of buttons at the card's end; null when there is nothing to offer.
   * @param {Note} note @param {PartOptions} options
   */
  function actionsPart(note, options) {
    const { actions } = options;
    /** @type {[boolean, string, (button: HTMLElement) => void][]} */
    const offers = [
      [Boolean(actions.report), words("card_report"), (button) => Sidelight.openReport(note, options, button)],
      [Boolean(actions.hideEntry && note.entry.id), words("card_hide"), (button) => hideCard(note, options, button)],
      [Boolean(actions.hideSite && location.hostname), words("card_hide_site"), (button) => askToHideSite(options, button)],
    ];
    const buttons = offers.filter(([isOffered]) => isOffered).map(([, label, act]) => actionButton(label, act));
    const group = { class: "row actions", role: "group", "aria-label": words("card_actions") };
    return buttons.length ? element("div", group, ...buttons) : null;
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ actionButton, actionsPart }));
})();
