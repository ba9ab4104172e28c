// Building DOM and SVG from text and numbers. Nothing here takes markup, so nothing the server says can become any.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const SVG = "http://www.w3.org/2000/svg";

  /** @template {Element} E @param {E} node @param {Attributes} attributes @param {(Child | Child[])[]} children @returns {E} */
  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat()) {
      if (child !== null && child !== undefined && child !== "") node.append(/** @type {Node | string} */ (child));
    }
    return node;
  }

  /**
   * Make an HTML element; strings among the children become text.
   * @param {string} name @param {Attributes} [attributes] @param {...(Child | Child[])} children
   */
  function element(name, attributes = {}, ...children) {
    return fill(document.createElement(name), attributes, children);
  }

  /**
   * Make an SVG element; strings among the children become text.
   * @param {string} name @param {Attributes} [attributes] @param {...(Child | Child[])} children
   */
  function shape(name, attributes = {}, ...children) {
    return fill(document.createElementNS(SVG, name), attributes, children);
  }

  /**
   * Make a link to an https page, or plain text when the address is anything else.
   * @param {string | null} url @param {...(Child | Child[])} children
   */
  function safeLink(url, ...children) {
    if (!url) return element("span", {}, ...children);
    return element(
      "a",
      {
        href: url,
        target: "_blank",
        rel: "noopener noreferrer",
        referrerpolicy: "no-referrer",
        title: Sidelight.words("card_new_tab"),
      },
      ...children,
    );
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ element, shape, safeLink }));
})();
