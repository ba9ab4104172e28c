// The card: what the reader sees of one note. In order: the finding in words, the sentence, the chart, the summary
// with more behind it, the sources, why it is shown, how old it is.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const { element, strings } = Sidelight;

  function readingInWords({ value, low, high, form, text }) {
    if (form === "vague" || (value === null && low === null && high === null)) return text ? strings.vague : null;
    if (form === "range" && low !== null && high !== null) {
      return strings.range(Sidelight.writeNumber(low), Sidelight.writeNumber(high));
    }
    const number = Sidelight.writeNumber(value ?? low ?? high);
    return `${strings.forms[form] ?? ""} ${number}`.trim();
  }

  function whyPart(note) {
    const reading = note.reading ? readingInWords(note.reading) : null;
    const rows = [
      note.why.phrase && [strings.phrase, element("code", {}, note.why.phrase)],
      reading && [strings.reads, note.reading.text ? `${strings.quoted(note.reading.text)}: ${reading}` : reading],
      note.why.cues.length && [strings.cues, note.why.cues.join(" · ")],
    ].filter(Boolean);
    if (!rows.length) return null;
    const terms = rows.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]);
    return Sidelight.foldedAway(strings.why, element("dl", { class: "facts" }, ...terms));
  }

  function footPart({ alsoAt, entry }) {
    const age = [
      entry.reviewed && strings.reviewed(Sidelight.writeDate(entry.reviewed)),
      entry.reviewBy && strings.reviewBy(Sidelight.writeDate(entry.reviewBy)),
    ].filter(Boolean);
    const also = alsoAt ? strings.alsoAt(alsoAt) : null;
    const words = [also, age.length ? `${Sidelight.capitalised(age.join("; "))}.` : null].filter(Boolean).join(" ");
    return words ? element("p", { class: "foot" }, words) : null;
  }

  function labelFacts({ label }) {
    const rows = [
      [strings.appliedBy, label.appliedBy],
      [strings.means, label.means],
      [strings.basis, label.basis],
      [strings.disputedBy, label.disputedBy],
    ].filter(([, value]) => value);
    if (!rows.length) return null;
    const terms = rows.flatMap(([name, value]) => [element("dt", {}, name), element("dd", { dir: "auto" }, value)]);
    return element("dl", { class: "facts" }, ...terms);
  }

  /** What stands between the sentence and the summary, and between the summary and the sources, by kind. */
  const PARTS = {
    figure: (note) => ({ chart: [Sidelight.figureChart(note)], lists: [Sidelight.recordsList(note)] }),
    comparison: (note) => ({ chart: [Sidelight.rankingChart(note)], lists: [Sidelight.rankingList(note)] }),
    label: (note, article) => ({
      chart: note.subjects.flatMap((subject) => [
        note.subjects.length > 1 ? element("h3", { dir: "auto" }, subject.name) : null,
        Sidelight.timelineChart(subject, article.published),
        Sidelight.historyList(note, subject),
      ]),
      lists: [labelFacts(note)],
    }),
    background: () => ({ chart: [], lists: [] }),
  };

  function headPart(note, close) {
    const button = element("button", { type: "button", class: "close", "aria-label": strings.close }, "×");
    button.addEventListener("click", close);
    const finding = Sidelight.findingInWords(note.kind, note.finding);
    const kind = note.kind === "background" ? null : element("span", { class: "kind" }, ` · ${strings.kinds[note.kind]}`);
    return element(
      "header",
      { class: "head" },
      element("h2", { class: "finding", id: "sidelight-finding" }, finding, kind),
      button,
    );
  }

  function titlePart({ entry, language }) {
    if (!entry.title) return null;
    return element("p", { class: "title", dir: "auto" }, Sidelight.typographic(entry.title, language));
  }

  /** The longer background, folded away. */
  function bodyPart({ entry }, language) {
    if (!entry.body) return null;
    const paragraphs = entry.body.split(/\n{2,}/).map((text) => element("p", { dir: "auto" }, text));
    return Sidelight.foldedAway(strings.more, element("div", { class: "body", ...language }, ...paragraphs));
  }

  /** Show the sign at the lower edge while there is more of the card below it. */
  function markMoreBelow(card) {
    const left = card.scrollHeight - card.clientHeight - card.scrollTop;
    card.classList.toggle("goes-on", left > 1);
  }

  /** Keep that sign true while the card scrolls, unfolds or gets another size; all ends with the card. */
  function watchEnd(card) {
    const mark = () => markMoreBelow(card);
    const observer = new ResizeObserver(mark);
    observer.observe(card);
    observer.observe(card.querySelector(".main"));
    card.addEventListener("scroll", mark, { passive: true });
    mark();
  }

  /** Build the card of a note, closed; it is a non-modal dialog named by its finding and its sentence. */
  function buildCard(note, { article, close }) {
    const language = note.language ? { lang: note.language } : {};
    const { chart, lists } = PARTS[note.kind](note, article);
    const summary = note.entry.summary === note.says ? null : note.entry.summary;
    return element(
      "div",
      {
        class: `card ${note.kind}`,
        role: "dialog",
        popover: "manual",
        tabindex: "-1",
        "aria-labelledby": "sidelight-finding sidelight-says",
      },
      headPart(note, close),
      element(
        "div",
        { class: "main" },
        titlePart(note),
        element("p", { class: "says", id: "sidelight-says", dir: "auto", ...language }, note.says),
        ...chart,
        summary ? element("p", { class: "summary", dir: "auto", ...language }, summary) : null,
        bodyPart(note, language),
        ...lists,
        ...Sidelight.sourcesPart(note),
        whyPart(note),
        footPart(note),
      ),
      element("div", { class: "below", "aria-hidden": "true" }),
    );
  }

  Object.assign(Sidelight, { buildCard, watchEnd });
})();
