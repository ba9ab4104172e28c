// The card: what the reader sees of one note. In order: the finding in words, the sentence, the chart, the summary
// with more behind it, the sources, why it is shown, how old it is, where else it stands, what the reader can do.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { element, words } = Sidelight;
  const CARD_ID = "sidelight-card";

  /** What stands between the sentence and the summary, and between the summary and the sources, by kind. */
  /** @type {{[K in Kind]: (note: NoteOf<K>, article: Article) => {chart: Child[], lists: Child[]}}} */
  const PARTS = {
    figure: (note) => ({ chart: [Sidelight.figureChart(note)], lists: [Sidelight.recordsList(note)] }),
    comparison: (note) => ({ chart: [Sidelight.rankingChart(note)], lists: [Sidelight.rankingList(note)] }),
    label: (note, article) => ({
      chart: note.subjects.flatMap((subject) => [
        note.subjects.length > 1 ? element("h3", { dir: "auto" }, subject.name) : null,
        Sidelight.timelineChart(subject, article.published),
        Sidelight.historyList(note, subject),
      ]),
      lists: [Sidelight.labelFacts(note)],
    }),
    background: () => ({ chart: [], lists: [] }),
  };

  /** @param {Note} note @param {() => void} close */
  function headPart(note, close) {
    const button = element("button", { type: "button", class: "close", "aria-label": words("card_close") }, "×");
    button.addEventListener("click", close);
    const finding = Sidelight.findingInWords(note.kind, note.finding);
    const kind = words(`kind_${note.kind}`);
    return element(
      "header",
      { class: "head" },
      element(
        "h2",
        { class: "finding", id: "sidelight-finding" },
        finding,
        kind === finding ? null : element("span", { class: "kind" }, ` · ${kind}`),
      ),
      button,
    );
  }

  /** @param {Note} note */
  function titlePart({ entry, language }) {
    if (!entry.title) return null;
    const title = Sidelight.typographic(entry.title, language);
    return element("p", { class: "title", dir: "auto", lang: language }, title);
  }

  /** The longer background, folded away. @param {Note} note @param {{lang?: string}} language */
  function bodyPart({ entry }, language) {
    if (!entry.body) return null;
    const paragraphs = entry.body.split(/\n{2,}/).map((text) => element("p", { dir: "auto" }, text));
    return Sidelight.foldedAway(words("card_more"), element("div", { class: "body", ...language }, ...paragraphs));
  }

  /** @param {Note} note @param {PartOptions} options */
  function mainPart(note, options) {
    const language = note.language ? { lang: note.language } : {};
    const partsOf = /** @type {(note: Note, article: Article) => {chart: Child[], lists: Child[]}} */ (PARTS[note.kind]);
    const { chart, lists } = partsOf(note, options.article);
    const summary = note.entry.summary === note.says ? null : note.entry.summary;
    return element(
      "div",
      { class: "main" },
      titlePart(note),
      element("p", { class: "says", id: "sidelight-says", dir: "auto", ...language }, note.says),
      ...chart,
      summary ? element("p", { class: "summary", dir: "auto", ...language }, summary) : null,
      bodyPart(note, language),
      ...lists,
      ...Sidelight.sourcesPart(note),
      Sidelight.whyPart(note),
      Sidelight.alsoPart(note, options),
      Sidelight.agePart(note),
      Sidelight.actionsPart(note, options),
    );
  }

  /** @param {Card} card */
  const mainOf = (card) => /** @type {HTMLElement} */ (card.querySelector(".main"));

  /**
   * Show a view in place of the card's main part, until it is left; `card.back` leaves it and tells whether there was
   * one to leave. The focus goes into the view, and back to where it came from.
   * @param {Card} card @param {HTMLElement} view @param {HTMLElement} invoker
   */
  function showView(card, view, invoker) {
    const main = mainOf(card);
    main.hidden = true;
    main.after(view);
    card.scrollTop = 0;
    card.back = () => {
      view.remove();
      main.hidden = false;
      card.back = null;
      invoker.focus();
      return true;
    };
  }

  /**
   * Keep the sign at the lower edge true while the card scrolls, unfolds or gets another size; all ends with the card.
   * @param {Card} card
   */
  function watchEnd(card) {
    const mark = () => {
      const left = card.scrollHeight - card.clientHeight - card.scrollTop;
      card.classList.toggle("goes-on", left > 1);
    };
    const observer = new ResizeObserver(mark);
    for (const part of [card, mainOf(card)]) observer.observe(part);
    card.addEventListener("scroll", mark, { passive: true });
    mark();
  }

  /**
   * Build the card of a note, closed; it is a non-modal dialog named by its finding and its sentence.
   * `options`: `article` and `checked` of the reply, `actions` that whoever started us offers, `close()`,
   * `jump(range)` to a further place, `hide(hidden)` when the reader hides the note or takes that back.
   * @param {Note} note @param {CardOptions} options @returns {Card}
   */
  function buildCard(note, options) {
    /** @type {Card} */
    const card = element("div", {
      class: `card ${note.kind}`,
      id: CARD_ID,
      role: "dialog",
      popover: "manual",
      tabindex: "-1",
      lang: Sidelight.language,
      dir: "ltr",
      "aria-labelledby": "sidelight-finding sidelight-says",
    });
    /** @param {HTMLElement} view @param {HTMLElement} invoker */
    const show = (view, invoker) => showView(card, view, invoker);
    card.append(
      headPart(note, options.close),
      mainPart(note, { actions: {}, ...options, show, back: () => card.back?.() }),
      element("div", { class: "below", "aria-hidden": "true" }),
    );
    return card;
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ buildCard, watchEnd, CARD_ID }));
})();
