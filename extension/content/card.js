// The card: what the reader sees of one note. In order: the finding in words, the sentence, the chart, the summary,
// the sources, why it is shown, how old it is.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const { element, strings } = Sidelight;
  const SOURCES_SHOWN = 3;
  const MOST_SOURCES_SHOWN = 6;

  /** Ids of the sources behind what the card says, before those that the entry cites elsewhere. */
  const CITED = {
    figure: ({ records }) => [records.then, records.latest].flatMap((record) => record?.sources ?? []),
    comparison: () => [],
    label: ({ subjects }) => subjects.flatMap((subject) => subject.history.flatMap((event) => event.sources)),
    background: () => [],
  };

  /** Part the sources into those that show at once and the rest; each keeps the number that the lists point to. */
  function partSources(note) {
    const cited = new Set(CITED[note.kind](note));
    const all = note.entry.sources.map((source, at) => ({ ...source, number: at + 1 }));
    const byWeight = [...all.filter(({ id }) => cited.has(id)), ...all.filter(({ id }) => !cited.has(id))];
    const shown = new Set(byWeight.slice(0, Math.min(MOST_SOURCES_SHOWN, Math.max(SOURCES_SHOWN, cited.size))));
    return [all.filter((source) => shown.has(source)), all.filter((source) => !shown.has(source))];
  }

  function sourceLine(source) {
    const title = Sidelight.safeLink(source.url, source.title ?? source.publisher ?? source.url);
    title.setAttribute("dir", "auto");
    const date = source.published ? Sidelight.writeDate(source.published) : strings.undated;
    const from = [source.title ? source.publisher : null, date].filter(Boolean).join(", ");
    return element("li", { value: source.number }, title, " ", element("span", { class: "publisher" }, from));
  }

  function sourcesPart(note) {
    const [shown, rest] = partSources(note);
    if (!shown.length) return [];
    const list = (sources) => element("ol", { class: "sources" }, ...sources.map(sourceLine));
    return [
      element("h3", {}, strings.sources),
      list(shown),
      rest.length ? Sidelight.foldedAway(strings.moreSources(rest.length), list(rest)) : null,
    ];
  }

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
    const words = [also, age.length ? `${age.join("; ")}.` : null].filter(Boolean).join(" ");
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
        note.entry.title ? element("p", { class: "title", dir: "auto" }, note.entry.title) : null,
        element("p", { class: "says", id: "sidelight-says", dir: "auto", ...language }, note.says),
        ...chart,
        summary ? element("p", { class: "summary", dir: "auto", ...language }, summary) : null,
        ...lists,
        ...sourcesPart(note),
        whyPart(note),
        footPart(note),
      ),
    );
  }

  Object.assign(Sidelight, { buildCard });
})();
