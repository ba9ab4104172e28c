"use strict";
/* The reader's card and chart in the editor's preview, built by the extension's own scripts: what a curator sees here is
   what readers see. Without this file the preview tells the same in words. */
(() => {
  const { Sidelight } = globalThis;
  const WORDS = "/static/locales/en/messages.json";
  /** In the page's flow instead of over an article. */
  const IN_PLACE = `
.card { position: static; display: block; inline-size: auto; max-block-size: none; overflow: visible; box-shadow: none; }
.card.drawing { border: 0; background: none; }
.card .head { position: static; }
.card .close, .card .below { display: none; }`;
  let ready = null;

  /** The words of the cards, asked for once. */
  const learn = () =>
    (ready ??= fetch(WORDS)
      .then((response) => response.json())
      .then((messages) => Sidelight.setMessages({ language: "en", messages })));

  /** Give a place its own shadow, so that the card's styles and the console's leave each other alone. */
  function rootOf(place) {
    if (place.shadowRoot) return place.shadowRoot;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync([...Sidelight.styles, IN_PLACE].join("\n"));
    const root = place.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    return root;
  }

  const replyOf = (written) => (written ? Sidelight.readReply(JSON.parse(written)) : null);

  /** Show the card of the annotation that a place carries. */
  async function showCard(place) {
    await learn();
    const reply = replyOf(place.dataset.card);
    const note = reply?.notes[0];
    if (!note) return;
    const { article, checked } = reply;
    const card = Sidelight.buildCard(note, { article, checked, actions: {}, close: () => {}, jump: () => {}, hide: () => {} });
    card.removeAttribute("popover");
    card.setAttribute("role", "group");
    rootOf(place).replaceChildren(card);
    const told = place.parentElement.querySelector("[data-card-text]");
    if (told) told.hidden = true;
  }

  const DRAWINGS = {
    figure: (note) => [Sidelight.figureChart(note)],
    comparison: (note) => [Sidelight.rankingChart(note)],
    label: (note) =>
      note.subjects.slice(0, 3).flatMap((subject) => {
        const drawing = Sidelight.timelineChart(subject, null);
        return drawing ? [Sidelight.element("h3", {}, subject.name), drawing] : [];
      }),
    background: () => [],
  };

  /** Draw the records of a note, beside the fields they are typed in. */
  async function showChart(place, written) {
    await learn();
    const note = replyOf(written)?.notes[0];
    const drawings = note ? DRAWINGS[note.kind](note).filter(Boolean) : [];
    place.hidden = !drawings.length;
    if (!drawings.length) return;
    rootOf(place).replaceChildren(Sidelight.element("div", { class: `card drawing ${note.kind}` }, ...drawings));
  }

  globalThis.editorCard = { showCard, showChart };
  // The editor shows its own, again and again; elsewhere a card is there from the start.
  if (!document.getElementById("editor")) {
    for (const place of document.querySelectorAll("[data-card]")) void showCard(place);
  }
})();
