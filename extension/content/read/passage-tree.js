// The visible part of a page as a plain tree: what is flattened as readers see it (open shadow roots with their slots
// filled), what is left out, and how much unlinked text stands in each element.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const rules = SIDELIGHT_PASSAGE_RULES;
  const SKIP_TAGS = new Set(rules.skip_tags);
  const HOST = "sidelight-cards";
  // What a page may have in all, in UTF-16 units; the rest is not read.
  const MOST_CHARACTERS = 2_000_000;
  // White space as the server counts it; JavaScript's own \s has one character more and five fewer.
  const WHITE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const SPACES = new RegExp(`[${WHITE}]+`, "g");
  const TEXT = 3;
  const ELEMENT = 1;

  /**
   * @typedef {object} Tree
   * @property {Element} element
   * @property {string} tag
   * @property {Tree | null} parent
   * @property {boolean} linked Whether it is a link or inside one.
   * @property {boolean} hidden Whether readers cannot see it now.
   * @property {Array<Tree | Text>} children
   * @property {number} unlinked Characters in it outside links, hidden ones not counted.
   * @property {boolean} holdsHeadline
   */

  /** Count code points, as the server does. @param {string} text */
  const lengthOf = (text) => (/[\ud800-\udfff]/.test(text) ? [...text].length : text.length);

  /** @param {string} text */
  const collapsedLength = (text) => lengthOf(text.replace(SPACES, " ").replace(/^ | $/g, ""));

  /** Tell what is never read: scripts and the like, our own overlay, and what the reader may be writing in. @param {Element} element */
  function isNeverRead(element) {
    const editable = element.getAttribute("contenteditable");
    return SKIP_TAGS.has(element.localName) || element.localName === HOST || (editable !== null && editable !== "false");
  }

  // Text for screen readers alone stands in a box of one pixel, or with all of it clipped away.
  const CLIPPED = /^inset\(50%/;
  /** @param {CSSStyleDeclaration} style */
  const isClipped = ({ position, overflowX, width, clipPath }) =>
    CLIPPED.test(clipPath) ||
    (/^(?:absolute|fixed)$/.test(position) && /^(?:hidden|clip)$/.test(overflowX) && parseFloat(width) <= 1);

  /** @param {Element} element */
  const isUnseen = (element) => {
    if (Sidelight.isHidden(element)) return true;
    const style = getComputedStyle(element);
    return style.display === "none" || isClipped(style);
  };

  /** List an element's children as they are shown: a shadow root's instead of its host's, the slotted at their slot. @param {Element} element */
  function childrenOf(element) {
    if (element.shadowRoot) return element.shadowRoot.childNodes;
    const slotted = element.localName === "slot" ? /** @type {HTMLSlotElement} */ (element).assignedNodes() : [];
    return slotted.length ? slotted : element.childNodes;
  }

  /** @param {Element} element @param {Tree | null} parent @returns {Tree} */
  function treeFor(element, parent) {
    const tag = element.localName;
    return {
      element,
      tag,
      parent,
      linked: tag === "a" || Boolean(parent?.linked),
      hidden: Boolean(parent?.hidden) || isUnseen(element),
      children: [],
      unlinked: 0,
      holdsHeadline: tag === "h1" || tag === "main",
    };
  }

  /** Take an element's children into its tree; answers how many characters came. @param {Tree} tree */
  function* takeChildren(tree) {
    let characters = 0;
    for (const child of childrenOf(tree.element)) {
      if (child.nodeType === TEXT) {
        const text = /** @type {Text} */ (child);
        tree.children.push(text);
        characters += text.data.length;
        if (!tree.linked) tree.unlinked += collapsedLength(text.data);
      } else if (child.nodeType === ELEMENT && !isNeverRead(/** @type {Element} */ (child))) {
        tree.children.push(treeFor(/** @type {Element} */ (child), tree));
        yield;
      }
    }
    return characters;
  }

  /** Hand each element's weight on to its parent, children first. @param {Tree[]} order */
  function* weigh(order) {
    for (const tree of order.toReversed()) {
      if (!tree.parent || tree.hidden) continue;
      tree.parent.unlinked += tree.unlinked;
      tree.parent.holdsHeadline ||= tree.holdsHeadline;
      if (tree.children.length) yield;
    }
  }

  /**
   * Copy what is on the page, hidden parts marked as such.
   * @param {Element} body
   * @returns {Generator<void, Tree, void>}
   */
  function* treeOf(body) {
    const root = treeFor(body, null);
    /** @type {Tree[]} */
    const order = [];
    const pending = [root];
    let characters = 0;
    for (let tree = pending.pop(); tree && characters < MOST_CHARACTERS; tree = pending.pop()) {
      order.push(tree);
      characters += yield* takeChildren(tree);
      for (const child of tree.children.toReversed()) if ("tag" in child) pending.push(child);
      yield;
    }
    yield* weigh(order);
    return root;
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ treeOf, lengthOf, WHITE }));
})();
