// From blocks to passages: what is kept, what is left out, which block is the headline, and the way from a place in
// their text back to the page.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const { lengthOf } = Sidelight;
  const rules = SIDELIGHT_PASSAGE_RULES;
  const SEPARATOR = "\n\n";
  const KEPT_LINKED = ["headline", "notice", "comment"];
  const LETTER = /[\p{L}\p{N}_]/u;
  const A_FEW_LINKS = 0.3;

  const startsWithLeadIn = (text) => rules.lead_ins.some((leadIn) => text.toLowerCase().startsWith(leadIn));
  const endsSentence = (text) => rules.sentence_ends.includes(text.at(-1));
  const isHeading = ({ setting }) => rules.heading_tags.includes(setting.tag) && ["body", "other"].includes(setting.role);

  /** Number the lists that are made of links. */
  function linkLists(blocks) {
    const sums = new Map();
    for (const { text, setting, linkShare } of blocks) {
      const sum = sums.get(setting.list) ?? { whole: 0, linked: 0 };
      sum.whole += lengthOf(text);
      sum.linked += Math.round(lengthOf(text) * linkShare);
      sums.set(setting.list, sum);
    }
    const isLinks = ([list, { whole, linked }]) => list && linked >= rules.list_link_share * Math.max(1, whole);
    return new Set([...sums].filter(isLinks).map(([list]) => list));
  }

  /** Tell a paragraph that happens to be a link from a teaser: it is a whole, long sentence in a `<p>`. */
  function isLinkedProse({ text, setting }) {
    const long = lengthOf(text) >= rules.linked_prose_characters;
    return setting.tag === "p" && long && endsSentence(text) && !startsWithLeadIn(text);
  }

  function isKept(block, lists) {
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
  function isOrphan(blocks, place) {
    const { mains } = blocks[place].setting;
    let leftOut = false;
    for (const block of blocks.slice(place + 1)) {
      const inside = mains.every((number, depth) => block.setting.mains[depth] === number);
      if (!inside || (block.text && isHeading(block))) break;
      if (block.text && !Sidelight.WHOLE_ROLES.has(block.setting.role)) return false;
      leftOut ||= !block.text;
    }
    return leftOut;
  }

  /** Empty the headings under which something was left out and nothing stayed. */
  function withoutOrphans(blocks) {
    return blocks.map((block, place) =>
      block.text && isHeading(block) && isOrphan(blocks, place) ? { ...block, text: "" } : block,
    );
  }

  /** Find the innermost `<article>` or `<main>` with most of the page's prose. */
  function mainNumber(blocks) {
    const prose = new Map();
    let total = 0;
    for (const { text, setting } of blocks) {
      if (!["body", "quote", "list"].includes(setting.role) || lengthOf(text) < rules.prose_characters) continue;
      total += lengthOf(text);
      for (const number of setting.mains) prose.set(number, (prose.get(number) ?? 0) + lengthOf(text));
    }
    const enough = [...prose].filter(([, characters]) => characters >= rules.main_share * total);
    return enough.length ? Math.max(...enough.map(([number]) => number)) : null;
  }

  /** Choose the one `<h1>` that is the headline: like the title, in the article, or the longest. */
  function headlineOf(blocks, title, main) {
    const wanted = (title ?? "").toLowerCase();
    const merits = ({ text, setting }) => {
      const own = text.toLowerCase();
      const likeTitle = Boolean(wanted) && (wanted.includes(own) || own.includes(wanted));
      return [Number(likeTitle), Number(setting.mains.includes(main)), lengthOf(text)];
    };
    const better = (left, right) => {
      const [first, second] = [merits(left), merits(right)];
      const at = first.findIndex((merit, place) => merit !== second[place]);
      return at === -1 ? 0 : second[at] - first[at];
    };
    const candidates = blocks.filter(({ text, setting }) => text && setting.role === "headline");
    return candidates.sort(better)[0] ?? null;
  }

  /** Tell a label from a sentence: short, without an end, and no paragraph or heading of its own. */
  function isFragment({ text, setting }) {
    const ownBlock = rules.heading_tags.includes(setting.tag) || ["p", "pre"].includes(setting.tag);
    return lengthOf(text) < rules.fragment_characters && !endsSentence(text) && !ownBlock;
  }

  function finalRole(block, main, headline) {
    let { role } = block.setting;
    if (role === "headline") return block === headline ? "headline" : "body";
    const asks = rules.notice_texts.some((ask) => block.text.toLowerCase().includes(ask));
    if (asks && ["body", "other", "list", "quote"].includes(role)) return "notice";
    if (role === "table" && lengthOf(block.text) >= rules.table_prose_characters) role = "body";
    const outside = main !== null && !block.setting.mains.includes(main);
    return role === "body" && (isFragment(block) || outside) ? "other" : role;
  }

  /**
   * Read the passages of a document: `passages` as they are sent, `text` as the server lays them one after the other,
   * and `pieces`, the stretches of that text with the text nodes they were copied from.
   */
  function readPassages(doc, title = null) {
    const all = Sidelight.blocksOf(doc);
    const lists = linkLists(all);
    const blocks = withoutOrphans(all.map((block) => (isKept(block, lists) ? block : { ...block, text: "" })));
    const main = mainNumber(blocks);
    const headline = headlineOf(blocks, title, main);
    const page = { passages: [], text: "", pieces: [] };
    for (const block of blocks.filter(({ text }) => text)) {
      if (page.text) page.text += SEPARATOR;
      for (const piece of block.pieces) page.pieces.push({ ...piece, start: page.text.length + piece.start });
      page.text += block.text;
      page.passages.push({ role: finalRole(block, main, headline), text: block.text });
    }
    return page;
  }

  function pieceAt(pieces, at) {
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

  /** Make the DOM range of a span of the passages' text; null when the page's text nodes have changed since. */
  function rangeOf({ text, pieces }, { start, end }) {
    const [first, last] = [pieceAt(pieces, start), pieceAt(pieces, end - 1)];
    const stands = (piece) =>
      piece?.node.isConnected &&
      piece.node.data.slice(piece.offset, piece.offset + piece.length) === text.slice(piece.start, piece.start + piece.length);
    if (!stands(first) || !stands(last)) return null;
    const range = document.createRange();
    range.setStart(first.node, first.offset + start - first.start);
    range.setEnd(last.node, last.offset + end - last.start);
    return range;
  }

  Object.assign(Sidelight, { readPassages, rangeOf });
})();
