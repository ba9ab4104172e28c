// From the tree of a page to its blocks: runs of text as readers see them, each with its role, its surroundings and the
// way back to the text nodes it came from.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { WHITE, lengthOf } = Sidelight;
  const rules = SIDELIGHT_PASSAGE_RULES;
  const BLOCK_TAGS = new Set(rules.block_tags);
  const BREAK = "\0";
  const WORD = new RegExp(`[^${WHITE}\\0]+`, "g");
  const ANY_WORD = new RegExp(`[^${WHITE}]`);
  const EMPTY_LINE = new RegExp(`\\0[${WHITE}]*\\0[${WHITE}\\0]*`, "g");
  // Words taken over between two pauses.
  const STEP = 2000;

  /** @typedef {Array<[Tree | Text | null, Setting]>} Pending */

  /**
   * A stretch of a text copied unchanged from one text node.
   * @typedef {{node: Text, offset: number, start: number, length: number}} Piece
   */

  /**
   * Where a block stands; `aside` is what the server's rules leave out.
   * @typedef {object} Setting
   * @property {string} role
   * @property {string} tag
   * @property {number[]} mains Numbers of the `<article>` and `<main>` elements around it, outermost first.
   * @property {number} list The number of the outermost list it is in, or 0.
   * @property {boolean} linked
   * @property {boolean} aside
   * @property {number} box The number of the nearest block element; they are counted from 1 as they open.
   */

  /** @typedef {{text: string, pieces: Piece[]}} Stretch */
  /** @typedef {Stretch & {setting: Setting, linkShare: number}} Block */
  /** @typedef {{node: Text | null, text: string, linked: boolean}} Part */

  /** @type {Setting} */
  const OUTERMOST = { role: "body", tag: "body", mains: [], list: 0, linked: false, aside: false, box: 0 };

  /** Put what stands in an element on the stack, first things last. @param {Tree} tree @param {Setting} setting @param {Pending} pending */
  function visitAll(tree, setting, pending) {
    for (const child of tree.children.toReversed()) pending.push([child, setting]);
  }

  /** One walk over a tree, with a stack of its own: pages nest deeper than functions may. */
  class Walk {
    /** @param {Tree} root */
    constructor(root) {
      this.root = root;
      this.total = Math.max(1, root.unlinked);
      /** @type {Block[]} */
      this.blocks = [];
      /** @type {Part[]} */
      this.run = [];
      /** @type {Tree[]} */
      this.unseen = [];
      /** For each numbered box the number of the box around it. */
      this.around = [0];
    }

    /** Visit everything that can be seen; hidden elements are put off. @returns {Generator<void, void, void>} */
    *go() {
      /** @type {Pending} */
      const pending = [[this.root, OUTERMOST]];
      for (let next = pending.pop(); next; next = pending.pop()) {
        const [node, setting] = next;
        if (node === null) yield* this.flush(setting);
        else if (!("tag" in node)) this.run.push({ node, text: node.data, linked: setting.linked });
        else if (node.hidden && node !== this.root) this.unseen.push(node);
        else if (node.tag === "br") this.run.push({ node: null, text: BREAK, linked: setting.linked });
        else if (BLOCK_TAGS.has(node.tag)) yield* this.enter(node, setting, pending);
        else visitAll(node, node.tag === "a" ? { ...setting, linked: true } : setting, pending);
      }
      yield* this.flush(OUTERMOST);
    }

    /**
     * Close the run before a block and go into it; an empty block marks where something is left out.
     * @param {Tree} tree @param {Setting} setting @param {Pending} pending
     */
    *enter(tree, setting, pending) {
      yield* this.flush(setting);
      const below = setting.aside ? setting : this.below(tree, setting);
      if (below.aside && !setting.aside) this.blocks.push({ text: "", pieces: [], setting, linkShare: 0 });
      pending.push([null, below]);
      visitAll(tree, below, pending);
    }

    /** The setting inside a block element. @param {Tree} tree @param {Setting} setting @returns {Setting} */
    below(tree, setting) {
      const share = tree.unlinked / this.total;
      let hint = Sidelight.hintedRole(tree.element, { share, holdsHeadline: tree.holdsHeadline });
      const isForm = tree.tag === "form" && share <= rules.hint_share.skip && hint !== "notice";
      if (Sidelight.WHOLE_ROLES.has(setting.role)) hint = null;
      else if (hint === "skip" || isForm) return { ...setting, aside: true };
      const number = this.around.push(setting.box) - 1;
      return {
        role: Sidelight.roleBelow(tree.tag, hint, setting.role),
        tag: tree.tag,
        mains: rules.main_tags.includes(tree.tag) ? [...setting.mains, number] : setting.mains,
        list: setting.list || (rules.list_tags.includes(tree.tag) ? number : 0),
        linked: setting.linked,
        aside: false,
        box: number,
      };
    }

    /** Close the run of text gathered so far; an empty line in it (two `<br>`) ends a block. @param {Setting} setting */
    *flush(setting) {
      const run = this.run;
      this.run = [];
      const words = run.filter((part) => part.node && ANY_WORD.test(part.text));
      if (!words.length) return;
      const linkShare = characters(words.filter((part) => part.linked)) / characters(words);
      const whole = run.map((part) => part.text).join("");
      let from = 0;
      for (const empty of [...whole.matchAll(EMPTY_LINE), { index: whole.length, 0: "" }]) {
        const block = yield* collapse(run, from, empty.index);
        if (block.text) this.blocks.push({ ...block, setting, linkShare });
        from = empty.index + empty[0].length;
      }
    }
  }

  /** @param {Part[]} parts */
  const characters = (parts) => parts.reduce((sum, part) => sum + lengthOf(part.text), 0);

  /**
   * Collapse white space in part of a run.
   * @param {Part[]} run @param {number} from @param {number} to
   * @returns {Generator<void, Stretch, void>}
   */
  function* collapse(run, from, to) {
    const words = new Collapsed();
    let at = 0;
    for (const { node, text } of run) {
      const first = Math.max(from - at, 0);
      const own = text.slice(first, Math.max(to - at, 0));
      let last = 0;
      for (const { index, 0: word } of node ? own.matchAll(WORD) : []) {
        words.add(/** @type {Text} */ (node), word, first + index, index > last);
        last = index + word.length;
        if (words.count % STEP === 0) yield;
      }
      if (last < own.length || !node) words.broken = true;
      at += text.length;
    }
    yield;
    return { text: words.parts.join(""), pieces: words.pieces };
  }

  /** Words with one space between them where there was any white space. */
  class Collapsed {
    constructor() {
      /** @type {string[]} */
      this.parts = [];
      /** @type {Piece[]} */
      this.pieces = [];
      this.length = 0;
      this.count = 0;
      this.broken = false;
    }

    /** @param {Text} node @param {string} word @param {number} offset @param {boolean} apart Whether white space is before it. */
    add(node, word, offset, apart) {
      const space = this.length && (this.broken || apart) ? " " : "";
      const last = this.pieces.at(-1);
      const start = this.length + space.length;
      // Where the page itself has one plain space, the piece goes on: most paragraphs are one piece.
      const goesOn = last?.node === node && offset - last.offset === start - last.start && node.data.startsWith(space, offset - space.length);
      if (last && goesOn) last.length = start + word.length - last.start;
      else this.pieces.push({ node, offset, start, length: word.length });
      this.parts.push(space, word);
      this.length = start + word.length;
      this.count += 1;
      this.broken = false;
    }
  }

  /**
   * List the blocks of a document in the order of the page, and apart from them those that are hidden.
   * @param {Document} doc
   * @returns {Generator<void, {seen: Block[], unseen: Block[], around: number[]}, void>}
   */
  function* blocksOf(doc) {
    const isWritten = !doc.body || doc.designMode === "on";
    const walk = isWritten ? null : new Walk(yield* Sidelight.treeOf(doc.body));
    if (!walk) return { seen: [], unseen: [], around: [0] };
    yield* walk.go();
    const unseen = [];
    for (const root of walk.unseen) {
      const below = new Walk(root);
      yield* below.go();
      unseen.push(...below.blocks);
      walk.unseen.push(...below.unseen);
    }
    return { seen: walk.blocks, unseen, around: walk.around };
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ blocksOf }));
})();
