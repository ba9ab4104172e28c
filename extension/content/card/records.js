// The numbers behind a chart as plain lists, with who stated them and in which source: what a chart leaves out,
// and what a screen reader reads instead of it.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { element, words } = Sidelight;

  /** Put a space between the parts there are. @param {...(Child | false)} parts @returns {Child[]} */
  function spaced(...parts) {
    return parts.flatMap((part) => (part ? [part] : [])).flatMap((part, at) => (at ? [" ", part] : [part]));
  }

  /** @param {string} summary @param {Child} list */
  function foldedAway(summary, list) {
    return element("details", {}, element("summary", {}, summary), list);
  }

  /** List every figure on record with its date, who stated it and the sources. @param {FigureNote} note */
  function recordsList(note) {
    const records = Sidelight.recordsByDate(note);
    const rows = records.map((record) =>
      element(
        "li",
        { class: Sidelight.sameRecord(record, note.records.then) ? "here" : null },
        ...spaced(
          element("strong", {}, Sidelight.writeAmount(record)),
          element("span", { class: "when" }, record.asOf ? Sidelight.writeDate(record.asOf) : words("undated")),
          record.by && element("span", { class: "by" }, record.by),
          record.standing === "other" && element("span", { class: "note" }, `(${words("card_other_count")})`),
          record.note && element("span", { class: "note", dir: "auto" }, `(${record.note})`),
          Sidelight.sourceNumbers(note, record.sources),
        ),
      ),
    );
    return rows.length > 1 ? foldedAway(words("card_all_records"), element("ul", { class: "records" }, ...rows)) : null;
  }

  /** List the whole ranking, with the reason where an event does not count. @param {ComparisonNote} note */
  function rankingList(note) {
    const ranking = Sidelight.bySize(note.ranking);
    const rows = ranking.map((row) =>
      element(
        "li",
        { class: Sidelight.isSubject(note, row) ? "here" : row.counts ? null : "left-out" },
        Sidelight.describeRow(note, row),
      ),
    );
    return rows.length > 1 ? foldedAway(words("card_full_ranking"), element("ol", { class: "records" }, ...rows)) : null;
  }

  /** @param {Note} note @param {HistoryEvent} event */
  function historyLine(note, event) {
    const what = words(`history_${event.event}`) + (event.designation ? `: ${event.designation}` : "");
    return element(
      "li",
      {},
      ...spaced(
        element("span", { class: "when" }, Sidelight.writeDate(event.on)),
        what,
        event.by && element("span", { class: "by" }, `(${event.by})`),
        event.note && element("span", { class: "note", dir: "auto" }, event.note),
        Sidelight.sourceNumbers(note, event.sources),
      ),
    );
  }

  /** List one subject's history, numbered like its time line. @param {LabelNote} note @param {Subject} subject */
  function historyList(note, subject) {
    const lines = subject.history.map((event) => historyLine(note, event));
    return lines.length ? element("ol", { class: "dated" }, ...lines) : null;
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ recordsList, rankingList, historyList, foldedAway }));
})();
