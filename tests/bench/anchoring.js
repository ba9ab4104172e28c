// The browser's half of anchoring.py: places quotes by the extension's own scripts, edits the page while it keeps book
// of where each quote went, and judges every place by that book and by the page's text, not by what the scripts say.
"use strict";
var bench = (() => {
  const SKIPPED = SIDELIGHT_PASSAGE_RULES.skip_tags.join();
  const BLOCKS = "p, li, td, th, dd, dt, h1, h2, h3, h4, h5, h6, blockquote, figcaption, pre, div, section, article, body";
  // Characters at an end by which a place may differ where a word at that end was changed.
  const SLACK = 24;
  const SIDE = 12;
  const NEAR = 400;
  let random = Math.random;

  /** Random numbers that come the same each time (mulberry32). */
  function seeded(seed) {
    let state = seed >>> 0;
    return () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  }

  const pick = (some) => some[Math.floor(random() * some.length)];
  const squeezed = (text) => Sidelight.foldText(text).replaceAll(" ", "");

  /** The text a reader sees, folded and without white space, with where each text node begins in it. */
  function readAll() {
    const seen = new Map();
    const isSeen = (element) => {
      if (!element) return true;
      const isGone = element.matches(SKIPPED) || Sidelight.isHidden(element) || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      if (!seen.has(element)) seen.set(element, !isGone && isSeen(element.parentElement));
      return seen.get(element);
    };
    const starts = new Map();
    const parts = [];
    let length = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      starts.set(node, length);
      const text = isSeen(node.parentElement) ? squeezed(node.data) : "";
      parts.push(text);
      length += text.length;
    }
    return { text: parts.join(""), starts };
  }

  /** Where a point of the page is in its text. */
  const indexOf = (all, { node, offset }) => all.starts.get(node) + squeezed(node.data.slice(0, offset)).length;

  function pointsOf({ startContainer, startOffset, endContainer, endOffset }) {
    return { start: { node: startContainer, offset: startOffset }, end: { node: endContainer, offset: endOffset } };
  }

  const spanOf = (all, { start, end }) => ({ from: indexOf(all, start), to: indexOf(all, end) });

  async function placed(targets, isAsked) {
    const page = Sidelight.readPassages(document, document.title);
    page.isAsked = isAsked;
    const notes = targets.map((target) => ({ target }));
    await Sidelight.inSlices(Sidelight.placing(notes, page));
    return notes;
  }

  /** Tell whether a place says what the quote says, with its surroundings on a side, or is the only one that does. */
  function isRight({ range, target }, all) {
    const exact = squeezed(target.exact);
    const { from, to } = spanOf(all, pointsOf(range));
    if (all.text.slice(from, to) !== exact) return false;
    if (all.text.indexOf(exact) === all.text.lastIndexOf(exact)) return true;
    const [prefix, suffix] = [squeezed(target.prefix).slice(-SIDE), squeezed(target.suffix).slice(0, SIDE)];
    // What the server leaves out may stand between a passage and its neighbour.
    return all.text.slice(Math.max(0, from - NEAR), from).includes(prefix) || all.text.slice(to, to + NEAR).includes(suffix);
  }

  let book = [];

  /** Place the quotes on the page as it came; answers one word for each: right, wrong or the reason. */
  async function first(targets) {
    const notes = await placed(targets, true);
    const all = readAll();
    book = notes
      .filter(({ range }) => range)
      .map(({ range, target }) => ({ target, ...pointsOf(range), touched: new Set(), blocks: blocksOf(range) }));
    return notes.map((note) => {
      if (note.range) return isRight(note, all) ? "right" : `wrong: ${note.range} / ${note.target.exact}`;
      // What the page's own style sheet hides cannot be placed, and is not counted as missed.
      return note.reason === "hidden" && !all.text.includes(squeezed(note.target.exact)) ? "unseen" : note.reason;
    });
  }

  function blockOf(node) {
    return node.parentElement.closest(BLOCKS);
  }

  function blocksOf(range) {
    return new Set([blockOf(range.startContainer), blockOf(range.endContainer)]);
  }

  /** Replace part of a text node and write in the book what it does to the quotes. */
  function replace(node, at, length, put, what) {
    const next = node.data.slice(0, at) + put + node.data.slice(at + length);
    node.data = next;
    for (const entry of book) {
      const begins = entry.start.node === node ? entry.start.offset : entry.blocks.has(blockOf(node)) && follows(entry.start.node, node) ? 0 : Infinity;
      const ends = entry.end.node === node ? entry.end.offset : follows(node, entry.end.node) ? Infinity : 0;
      if (begins < at + length && ends > at) entry.touched.add(what);
      for (const [name, side] of [["start", entry.start], ["end", entry.end]]) {
        if (side.node !== node || side.offset <= at) continue;
        if (side.offset >= at + length) side.offset += put.length - length;
        else side.offset = name === "start" ? at : at + put.length;
      }
    }
  }

  const follows = (left, right) => Boolean(left.compareDocumentPosition(right) & Node.DOCUMENT_POSITION_FOLLOWING);

  function textNodes(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(SKIPPED)) nodes.push(walker.currentNode);
    return nodes;
  }

  /** Find what a pattern matches in a block: `{node, index, word}`. */
  function found(block, pattern) {
    return textNodes(block).flatMap((node) => [...node.data.matchAll(pattern)].map(({ index, 0: word }) => ({ node, index, word })));
  }

  function otherWord(word) {
    const letters = Array.from({ length: 3 + Math.floor(random() * 7) }, () => pick("aeioubdfgklmnprst")).join("");
    return /^\p{Lu}/u.test(word) ? letters[0].toUpperCase() + letters.slice(1) : letters;
  }

  function otherNumber(digits) {
    const changed = [...digits];
    const at = Math.floor(random() * changed.length);
    changed[at] = String((Number(changed[at]) + 1 + Math.floor(random() * 9)) % 10);
    return changed.join("");
  }

  const EDITS = {
    word(block, swap = replace) {
      const word = pick(found(block, /\p{L}{3,}/gu));
      if (word) swap(word.node, word.index, word.word.length, otherWord(word.word), "word");
      return Boolean(word);
    },
    digits(block, swap = replace) {
      const number = pick(found(block, /[0-9]+/g));
      if (number) swap(number.node, number.index, number.word.length, otherNumber(number.word), "digits");
      return Boolean(number);
    },
    moved(block, _, all) {
      const place = pick(all.filter((other) => other.localName === block.localName && !block.contains(other) && !other.contains(block)));
      place?.before(block);
      return Boolean(place);
    },
    twin(block) {
      const copy = block.cloneNode(true);
      const inCopy = (node, at, length, put) => node.replaceData(at, length, put);
      const isOther = (random() < 0.5 && EDITS.digits(copy, inCopy)) || EDITS.word(copy, inCopy);
      if (isOther) block[random() < 0.5 ? "before" : "after"](copy);
      return isOther;
    },
  };
  const CHANCES = [...Array(7).fill(null), "word", "word", "word", "word", "digits", "digits", "digits", "moved", "moved", "twin", "twin", "twin", "moved"];

  function ancestors(block) {
    const above = [];
    for (let one = block.parentElement; one; one = one.parentElement) above.push(one);
    return above;
  }

  /** Edit the page: each block stays, or gets one edit; the book follows. */
  function edit(seed) {
    random = seeded(seed);
    const { pieces } = Sidelight.readPassages(document, document.title);
    const all = [...new Set(pieces.map(({ node }) => blockOf(node)))].filter((block) => block && block !== document.body);
    // Innermost blocks only: one edit a text, so that a copy never keeps what its original has lost.
    const outer = new Set(all.flatMap((block) => ancestors(block)));
    const blocks = all.filter((block) => !outer.has(block));
    for (const block of blocks) {
      const what = pick(CHANCES);
      if (!what || !EDITS[what](block, replace, blocks) || what === "word" || what === "digits") continue;
      for (const entry of book) if ([...entry.blocks].some((own) => own === block || block.contains(own))) entry.touched.add(what);
    }
  }

  function judged({ range, target, reason }, entry, all) {
    const touched = [...entry.touched].sort().join("+") || "untouched";
    if (!range) return { touched, result: reason };
    const exact = squeezed(target.exact);
    const [there, own] = [spanOf(all, pointsOf(range)), spanOf(all, entry)];
    const text = all.text.slice(there.from, there.to);
    const off = [there.from - own.from, there.to - own.to].map(Math.abs);
    const numbers = (some) => some.match(/[0-9]+/g)?.join() ?? "";
    const isTrue = Math.max(...off) <= (text === exact ? 0 : SLACK) && numbers(text) === numbers(exact);
    return { touched, result: isTrue ? "right" : `wrong: off by ${off}: ${range} / ${target.prefix}[${target.exact}]${target.suffix}` };
  }

  /** Place the quotes again on the edited page and judge each by the book. */
  async function again() {
    const notes = await placed(book.map(({ target }) => target), false);
    const all = readAll();
    return notes.map((note, at) => judged(note, book[at], all));
  }

  return { first, edit, again };
})();
