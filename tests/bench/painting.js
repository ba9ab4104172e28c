// The browser's half of painting.py: a whole session on a long page, then painting alone beside wrapping the same
// ranges in elements. What it reports is measured from outside: by messages that wait their turn, and by an observer.
"use strict";
var paintingBench = (() => {
  const NOTES = 30;
  const WORDS_EACH = 8;
  const KINDS = ["figure", "comparison", "label", "background"];

  /** Send a message to itself again and again: the longest wait is the longest task, layout and painting included. */
  function watchTasks() {
    const { port1, port2 } = new MessageChannel();
    let [last, longest, busy, going] = [performance.now(), 0, 0, true];
    port1.onmessage = () => {
      const now = performance.now();
      const gap = now - last;
      longest = Math.max(longest, gap);
      if (gap > 1) busy += gap;
      last = now;
      if (going) port2.postMessage(0);
    };
    port2.postMessage(0);
    return () => {
      going = false;
      return { longest, busy };
    };
  }

  /** Count what happens to the page outside our host element. */
  function watchMutations() {
    let many = 0;
    const count = (records) => {
      for (const { addedNodes, removedNodes, type } of records) {
        const isHost = type === "childList" && [...addedNodes, ...removedNodes].every(({ localName }) => localName === "sidelight-cards");
        if (!isHost) many += 1;
      }
    };
    const observer = new MutationObserver(count);
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    return () => {
      count(observer.takeRecords());
      observer.disconnect();
      return many;
    };
  }

  function annotation(text, at) {
    const words = [...text.slice(at, at + 400).matchAll(/\S+/g)].slice(1, WORDS_EACH + 1);
    const [start, end] = [at + words[0].index, at + words.at(-1).index + words.at(-1)[0].length];
    const kind = KINDS[at % KINDS.length];
    const quote = { type: "TextQuoteSelector", exact: text.slice(start, end), prefix: text.slice(start - 32, start), suffix: text.slice(end, end + 32) };
    const target = { selector: [quote, { type: "TextPositionSelector", start, end }] };
    return { id: `urn:bench:${at}`, entry: { id: `bench-${at}`, kind, title: "A title" }, finding: "known", says: "Says.", target };
  }

  function replyFor({ passages }, skipPositions) {
    const text = passages.map((passage) => passage.text).join("\n\n");
    const items = Array.from({ length: NOTES }, (_, at) => annotation(text, Math.floor(((at + 0.5) * text.length) / NOTES)));
    if (skipPositions) for (const item of items) item.target.selector.pop();
    return { type: "AnnotationPage", items, article: {}, checked: { entries: NOTES, edition: 1 }, partial: [] };
  }

  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));

  /** Read, ask, anchor and paint, as on any page; without positions, by quotes alone. */
  async function session(skipPositions) {
    // Continuations of scheduler.yield go before messages; without it the messages see every pause.
    Object.defineProperty(globalThis, "scheduler", { value: undefined, configurable: true });
    await frame();
    const [mutations, tasks] = [watchMutations(), watchTasks()];
    const began = performance.now();
    let last = null;
    await Sidelight.start({ postPassages: async (body) => ({ reply: replyFor(body, skipPositions) }), report: (state) => (last = state) });
    await frame();
    const took = performance.now() - began;
    const placed = last.notes.filter((note) => note.placed).length;
    return { placed, characters: Sidelight.session.askedCharacters, took, ...tasks(), mutations: mutations() };
  }

  /** Do something to the ranges of the notes and wait until it is on the screen. */
  async function timed(act) {
    await frame();
    const [mutations, tasks] = [watchMutations(), watchTasks()];
    const began = performance.now();
    act();
    const script = performance.now() - began;
    void document.body.offsetHeight;
    const layout = performance.now() - began - script;
    await frame();
    return { script, layout, ...tasks(), mutations: mutations() };
  }

  function wrap(range) {
    const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
    const nodes = [];
    for (let node = walker.currentNode; node; node = walker.nextNode()) if (node.nodeType === 3 && range.intersectsNode(node)) nodes.push(node);
    const { startContainer, startOffset, endContainer, endOffset } = range.cloneRange();
    for (const node of nodes) {
      const part = document.createRange();
      part.setStart(node, node === startContainer ? startOffset : 0);
      part.setEnd(node, node === endContainer ? endOffset : node.data.length);
      const mark = document.createElement("mark");
      mark.append(part.extractContents());
      part.insertNode(mark);
    }
  }

  async function painting() {
    const notes = Sidelight.session.placed;
    Sidelight.clearPaint();
    const painted = await timed(() => Sidelight.paint(notes));
    const ranges = notes.map(({ range }) => range.cloneRange());
    Sidelight.stop();
    const wrapped = await timed(() => ranges.forEach(wrap));
    return { painted, wrapped };
  }

  return { session, painting };
})();
