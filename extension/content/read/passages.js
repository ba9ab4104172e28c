// From blocks to passages: what is kept, what is left out, which block is the headline, and the way from a place in
// their text back to the page.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { lengthOf } = Sidelight;
  const rules = SIDELIGHT_PASSAGE_RULES;
  const SEPARATOR = "\n\n";
  const KEPT_LINKED = ["headline", "notice", "comment"];
  const LETTER = /[\p{L}\p{N}_]/u;
  const A_FEW_LINKS = 0.3;
  // What is sent at most: twice what a server reads by default, so that it says itself that a page is too long.
  const MOST_SENT = 1_000_000;
  const MOST_PASSAGES = 10_000;

  const startsWithLeadIn = (/** @type {string} */ text) => rules.lead_ins.some((leadIn) => text.toLowerCase().startsWith(leadIn));
  const endsSentence = (/** @type {string} */ text) => text !== "" && rules.sentence_ends.includes(text.slice(-1));
  const isHeading = (/** @type {Block} */ { setting }) => rules.heading_tags.includes(setting.tag) && ["body", "other"].includes(setting.role);

  /** Number the lists that are made of links. */
  function linkLists(/** @type {Block[]} */ blocks) {
    const sums = new Map();
    for (const { text, setting, linkShare } of blocks) {
      const sum = sums.get(setting.list) ?? { whole: 0, linked: 0 };
      sum.whole += lengthOf(text);
      sum.linked += Math.round(lengthOf(text) * linkShare);
      sums.set(setting.list, sum);
    }
    const isLinks = (/** @type {[number, {whole: number, linked: number}]} */ [list, { whole, linked }]) => list && linked >= rules.list_link_share * Math.max(1, whole);
    return new Set([...sums].filter(isLinks).map(([list]) => list));
  }

  /** Tell a paragraph that happens to be a link from a teaser: it is a whole, long sentence in a `<p>`. */
  function isLinkedProse(/** @type {Block} */ { text, setting }) {
    const long = lengthOf(text) >= rules.linked_prose_characters;
    return setting.tag === "p" && long && endsSentence(text) && !startsWithLeadIn(text);
  }

  function isKept(/** @type {Block} */ block, /** @type {Set<number>} */ lists) {
    const { text, setting, linkShare } = block;
    const label = text.toLowerCase().replace(/[ :]+$/, "");
    if (!LETTER.test(text) || rules.dropped_texts.includes(label)) return false;
    if (KEPT_LINKED.includes(setting.role)) {
      const long = lengthOf(text) >= rules.notice_link_characters;
      return linkShare < rules.link_share || long || setting.role === "headline";
    }
    if (lists.has(setting.list)) return false;
    if (linkShare >= rules.link_share) return isLinkedProse(block);
    return !(linkShare > A_FEW_LINKS && startsWithLeadIn(text));
  }

  /** Look on from a heading to the next one, or to the end of its article; notices belong to no heading above. */
  function isOrphan(/** @type {Block[]} */ blocks, /** @type {number} */ place) {
    const { mains } = blocks[place].setting;
    let leftOut = false;
    for (let after = place + 1; after < blocks.length; after += 1) {
      const block = blocks[after];
      const inside = mains.every((number, depth) => block.setting.mains[depth] === number);
      if (!inside || (block.text && isHeading(block))) break;
      if (block.text && !Sidelight.WHOLE_ROLES.has(block.setting.role)) return false;
      leftOut ||= !block.text;
    }
    return leftOut;
  }

  /** Empty the headings under which something was left out and nothing stayed. */
  function withoutOrphans(/** @type {Block[]} */ blocks) {
    return blocks.map((/** @type {Block} */ block, /** @type {number} */ place) =>
      block.text && isHeading(block) && isOrphan(blocks, place) ? { ...block, text: "" } : block,
    );
  }

  /** Tell whether one of two texts holds the other. @param {string} text @param {string | null} title */
  function isLike(text, title) {
    const [wanted, written] = [(title ?? "").toLowerCase(), text.toLowerCase()];
    return Boolean(wanted && written) && (wanted.includes(written) || written.includes(wanted));
  }

  /** Find the innermost `<article>` or `<main>` around the page's own headline, or with most of the page's prose. */
  function mainNumber(/** @type {Block[]} */ blocks, /** @type {string | null} */ title) {
    const prose = new Map();
    let total = 0;
    for (const { text, setting } of blocks) {
      if (!["body", "quote", "list"].includes(setting.role) || lengthOf(text) < rules.prose_characters) continue;
      total += lengthOf(text);
      for (const number of setting.mains) prose.set(number, (prose.get(number) ?? 0) + lengthOf(text));
    }
    const isTitled = (/** @type {Block} */ { text, setting }) => setting.role === "headline" && isLike(text, title);
    const around = blocks.filter(isTitled).flatMap((/** @type {Block} */ { setting }) => setting.mains.toReversed());
    const least = rules.article.headline_main_characters;
    const titled = around.find((/** @type {number} */ number) => (prose.get(number) ?? 0) >= least);
    if (titled) return titled;
    const enough = [...prose].filter(([, characters]) => characters >= rules.main_share * total);
    return enough.length ? Math.max(...enough.map(([number]) => number)) : null;
  }

  /** Choose the one `<h1>` that is the headline: like the title, in the article, or the longest. */
  function headlineOf(/** @type {Block[]} */ blocks, /** @type {string | null} */ title, /** @type {number | null} */ main) {
    const merits = (/** @type {Block} */ { text, setting }) =>
      [Number(isLike(text, title)), Number(main !== null && setting.mains.includes(main)), lengthOf(text)];
    const better = (/** @type {Block} */ left, /** @type {Block} */ right) => {
      const [first, second] = [merits(left), merits(right)];
      const at = first.findIndex((merit, place) => merit !== second[place]);
      return at === -1 ? 0 : second[at] - first[at];
    };
    const candidates = blocks.filter((/** @type {Block} */ { text, setting }) => text && setting.role === "headline");
    return candidates.sort(better)[0] ?? null;
  }

  /** Tell a label from a sentence: short, without an end, and no paragraph or heading of its own. */
  function isFragment(/** @type {Block} */ { text, setting }) {
    const ownBlock = rules.heading_tags.includes(setting.tag) || ["p", "pre"].includes(setting.tag);
    return lengthOf(text) < rules.fragment_characters && !endsSentence(text) && !ownBlock;
  }

  function roleOf(/** @type {Block} */ block, /** @type {Block | null} */ headline) {
    const { role } = block.setting;
    if (role === "headline") return block === headline ? "headline" : "body";
    const asks = rules.notice_texts.some((ask) => block.text.toLowerCase().includes(ask));
    if (asks && ["body", "other", "list", "quote"].includes(role)) return "notice";
    return role === "table" && lengthOf(block.text) >= rules.table_prose_characters ? "body" : role;
  }

  /** Tell, on a page with too little prose to score, what is a label or stands outside the main element. */
  function isAside(/** @type {Candidate} */ { block, role, outside }) {
    return role === "body" && block.setting.role !== "headline" && (outside || isFragment(block));
  }

  /** Give each passage its role: what is not the article's own is `other`. */
  function rolesOf(/** @type {Block[]} */ blocks, /** @type {number | null} */ main, /** @type {Block | null} */ headline, /** @type {number[]} */ around) {
    const candidates = blocks.map((block) => ({
      block,
      role: roleOf(block, headline),
      outside: main !== null && !block.setting.mains.includes(main),
    }));
    const own = Sidelight.areArticles(candidates, around) ?? candidates.map((candidate) => !isAside(candidate));
    return candidates.map(({ role }, place) => (own[place] || !Sidelight.ARTICLE_ROLES.has(role) ? role : "other"));
  }

  /** Lay texts one after the other, as the server does. @param {{text: string, pieces: Piece[]}[]} blocks */
  function* layOut(blocks) {
    const parts = [];
    /** @type {Piece[]} */
    const pieces = [];
    let length = 0;
    for (const block of blocks) {
      if (parts.length) parts.push(SEPARATOR);
      length += parts.length ? SEPARATOR.length : 0;
      for (const piece of block.pieces) pieces.push({ ...piece, start: length + piece.start });
      parts.push(block.text);
      length += block.text.length;
      yield;
    }
    return { text: parts.join(""), pieces };
  }

  /** Keep what is sent within what a server takes. @param {Block[]} blocks */
  function withinLimits(blocks) {
    let characters = 0;
    const over = blocks.findIndex(({ text }) => (characters += text.length) > MOST_SENT);
    return blocks.slice(0, Math.min(over === -1 ? blocks.length : over, MOST_PASSAGES));
  }

  /**
   * Read the passages of a document: `passages` as they are sent, `text` as the server lays them one after the other,
   * and `pieces`, the stretches of that text with the text nodes they were copied from. `whole` is the same for all
   * that readers see, `unseen` for what is hidden: where a quote is looked for that is not in the passages.
   */
  function* reading(/** @type {Document} */ doc, /** @type {string | null} */ title = null) {
    const { seen, unseen, around } = yield* Sidelight.blocksOf(doc);
    const all = seen.filter((/** @type {Block} */ { setting }) => !setting.aside);
    const lists = linkLists(all);
    yield;
    const blocks = withoutOrphans(all.map((/** @type {Block} */ block) => (isKept(block, lists) ? block : { ...block, text: "" })));
    yield;
    const main = mainNumber(blocks, title);
    const headline = headlineOf(blocks, title, main);
    const shown = blocks.filter(({ text }) => text);
    const roles = rolesOf(shown, main, headline, around);
    yield;
    const sent = withinLimits(shown);
    const passages = sent.map(({ text }, place) => ({ role: roles[place], text }));
    const laid = yield* layOut(sent);
    const whole = yield* layOut(seen.filter(({ text }) => text));
    return { passages, ...laid, whole, unseen: yield* layOut(unseen) };
  }

  /** Read a document at once. */
  const readPassages = (/** @type {Document} */ doc, /** @type {string | null} */ title = null) => Sidelight.atOnce(reading(doc, title));

  function pieceAt(/** @type {Piece[]} */ pieces, /** @type {number} */ at) {
    let [low, high] = [0, pieces.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const piece = pieces[middle];
      if (at < piece.start) high = middle - 1;
      else if (at >= piece.start + piece.length) low = middle + 1;
      else return piece;
    }
    return null;
  }

  /** Make the DOM range of a span of a laid-out text; null when its text nodes have changed since, or lie in two trees. */
  function rangeOf(/** @type {Layer} */ { text, pieces }, /** @type {Span} */ { start, end }) {
    const [first, last] = [pieceAt(pieces, start), pieceAt(pieces, end - 1)];
    const stands = (/** @type {Piece} */ piece) => {
      const [from, to] = [Math.max(start, piece.start), Math.min(end, piece.start + piece.length)];
      const offset = piece.offset - piece.start;
      return piece.node.isConnected && piece.node.data.slice(offset + from, offset + to) === text.slice(from, to);
    };
    if (!first || !last || !stands(first) || !stands(last)) return null;
    if (first.node.getRootNode() !== last.node.getRootNode()) return null;
    const range = document.createRange();
    range.setStart(first.node, first.offset + start - first.start);
    range.setEnd(last.node, last.offset + end - last.start);
    return range;
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ reading, readPassages, rangeOf }));
})();
