// From a page's DOM to its blocks: runs of text as readers see them, each with its role, its surroundings and the way
// back to the text nodes it came from.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const rules = SIDELIGHT_PASSAGE_RULES;
  const SKIP_TAGS = new Set(rules.skip_tags);
  const BLOCK_TAGS = new Set(rules.block_tags);
  const BREAK = "\0";
  // White space as the server counts it; JavaScript's own \s has one character more and five fewer.
  const WHITE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const WORD = new RegExp(`[^${WHITE}\\0]+`, "g");
  const ANY_WORD = new RegExp(`[^${WHITE}]`);
  const EMPTY_LINE = new RegExp(`\\0[${WHITE}]*\\0[${WHITE}\\0]*`, "g");
  const OUTERMOST = { role: "body", tag: "body", mains: [], list: 0, linked: false };

  /** Count code points, as the server does. */
  const lengthOf = (text) => (/[\ud800-\udfff]/.test(text) ? [...text].length : text.length);
  const collapsedLength = (text) => lengthOf((text.match(WORD) ?? []).join(" "));

  function isLeftOut(element) {
    if (SKIP_TAGS.has(element.localName) || Sidelight.isHidden(element)) return true;
    return BLOCK_TAGS.has(element.localName) && getComputedStyle(element).display === "none";
  }

  /** Copy the visible part of the page as a plain tree that knows how much unlinked text stands in each element. */
  function treeOf(element, linked = false) {
    const tag = element.localName;
    const inLink = linked || tag === "a";
    const tree = { element, tag, children: [], unlinked: 0, holdsHeadline: tag === "h1" || tag === "main" };
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        tree.children.push(child);
        if (!inLink) tree.unlinked += collapsedLength(child.data);
      } else if (child.nodeType === Node.ELEMENT_NODE && !isLeftOut(child)) {
        const below = treeOf(child, inLink);
        tree.children.push(below);
        tree.unlinked += below.unlinked;
        tree.holdsHeadline ||= below.holdsHeadline;
      }
    }
    return tree;
  }

  class Walk {
    constructor(root) {
      Object.assign(this, { total: Math.max(1, root.unlinked), blocks: [], run: [], number: 0 });
      this.visit(root, OUTERMOST);
      this.flush(OUTERMOST);
    }

    visit(node, setting) {
      if (node instanceof Text) this.run.push({ node, text: node.data, linked: setting.linked });
      else if (node.tag === "br") this.run.push({ node: null, text: BREAK, linked: setting.linked });
      else if (BLOCK_TAGS.has(node.tag)) this.enter(node, setting);
      else this.visitAll(node, node.tag === "a" ? { ...setting, linked: true } : setting);
    }

    visitAll(tree, setting) {
      for (const child of tree.children) this.visit(child, setting);
    }

    enter(tree, setting) {
      this.flush(setting);
      const below = this.below(tree, setting);
      if (!below) {
        this.blocks.push({ text: "", pieces: [], setting, linkShare: 0 });
        return;
      }
      this.visitAll(tree, below);
      this.flush(below);
    }

    /** The setting inside a block element, or null if it is left out. */
    below(tree, setting) {
      const share = tree.unlinked / this.total;
      let hint = Sidelight.hintedRole(tree.element, { share, holdsHeadline: tree.holdsHeadline });
      if (Sidelight.WHOLE_ROLES.has(setting.role)) hint = null;
      else if (hint === "skip") return null;
      else if (tree.tag === "form" && share <= rules.hint_share.skip && hint !== "notice") return null;
      this.number += 1;
      return {
        role: Sidelight.roleBelow(tree.tag, hint, setting.role),
        tag: tree.tag,
        mains: rules.main_tags.includes(tree.tag) ? [...setting.mains, this.number] : setting.mains,
        list: setting.list || (rules.list_tags.includes(tree.tag) ? this.number : 0),
        linked: setting.linked,
      };
    }

    /** Close the run of text gathered so far; an empty line in it (two `<br>`) ends a block. */
    flush(setting) {
      const run = this.run;
      this.run = [];
      const words = run.filter((part) => part.node && ANY_WORD.test(part.text));
      if (!words.length) return;
      const count = (parts) => parts.reduce((sum, part) => sum + lengthOf(part.text), 0);
      const linkShare = count(words.filter((part) => part.linked)) / count(words);
      const whole = run.map((part) => part.text).join("");
      let from = 0;
      for (const empty of [...whole.matchAll(EMPTY_LINE), { index: whole.length, 0: "" }]) {
        const block = collapse(run, from, empty.index);
        if (block.text) this.blocks.push({ ...block, setting, linkShare });
        from = empty.index + empty[0].length;
      }
    }
  }

  /** Collapse white space in part of a run; each piece is a stretch of the text copied from one node. */
  function collapse(run, from, to) {
    let text = "";
    const pieces = [];
    let at = 0;
    let broken = true;
    for (const part of run) {
      const end = at + part.text.length;
      const first = Math.max(from - at, 0);
      const own = part.text.slice(first, Math.max(to - at, 0));
      let last = 0;
      for (const word of part.node ? own.matchAll(WORD) : []) {
        if (text && (broken || word.index > last)) text += " ";
        pieces.push({ node: part.node, offset: first + word.index, start: text.length, length: word[0].length });
        text += word[0];
        last = word.index + word[0].length;
        broken = false;
      }
      if (last < own.length || !part.node) broken = true;
      at = end;
    }
    return { text, pieces };
  }

  /** List the blocks of a document in the order of the page. */
  function blocksOf(doc) {
    return doc.body ? new Walk(treeOf(doc.body)).blocks : [];
  }

  Object.assign(Sidelight, { blocksOf, lengthOf });
})();
