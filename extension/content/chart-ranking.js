// A comparison's ranked list as bars, the article's subject marked, what does not count for the claim in outline.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const { shape, strings } = Sidelight;
  const MOST_ROWS = 7;
  const ALWAYS_SHOWN = 3;
  const ROW = 33;
  const BAR_HEIGHT = 9;
  const LONGEST_NAME = 44;

  const isSubject = (note, row) => Boolean(note.claim.subject) && [row.event, row.name].includes(note.claim.subject);
  const clip = (text) => (text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME - 1)}…` : text);

  /** Name an event with its year, if the name does not say it: "Station fire, 2004". */
  function nameWithYear({ name, began }) {
    const first = name.charAt(0).toLocaleUpperCase() + name.slice(1);
    const year = began?.slice(0, 4);
    return year && !name.includes(year) ? `${first}, ${year}` : first;
  }

  function drawRow(row, at, scale, here) {
    const y = at * ROW;
    const isFull = row.counts || row.reason === "referent";
    const mark = here ? "here" : isFull ? "" : "left-out";
    const textClass = here ? "accent-text" : isFull ? "" : "left-out-text";
    const marks = [
      shape("text", { x: 0, y: y + 12, class: textClass }, clip(`${here ? "◆ " : ""}${nameWithYear(row)}`)),
      shape(
        "text",
        { x: Sidelight.CHART_WIDTH, y: y + 12, "text-anchor": "end", class: textClass },
        row.value === null ? "–" : Sidelight.writeShort(row.value),
      ),
    ];
    if (row.value !== null) {
      const width = Math.max(scale(row.value), 1);
      marks.push(shape("rect", { class: `bar ${mark}`, x: 0.5, y: y + 17, width, height: BAR_HEIGHT, rx: 1 }));
    }
    if (row.low !== null && row.high !== null && row.low !== row.high) {
      const middle = y + 17 + BAR_HEIGHT / 2;
      marks.push(shape("line", { class: "whisker", x1: scale(row.low), x2: scale(row.high), y1: middle, y2: middle }));
    }
    return marks;
  }

  function describeRow(note, row) {
    const remarks = [];
    if (isSubject(note, row)) remarks.push(strings.subject);
    if (!row.counts) remarks.push(strings.reasons[row.reason] ?? row.reason ?? strings.notCounted);
    const amount = row.value === null ? "–" : Sidelight.writeAmount(row);
    return `${nameWithYear(row)}: ${amount}${remarks.length ? ` (${remarks.join("; ")})` : ""}`;
  }

  /** Draw the ranking, or nothing when there is no second event to compare with. */
  function rankingChart(note) {
    const subject = note.ranking.filter((row) => isSubject(note, row));
    const counted = note.ranking.filter((row) => row.counts);
    const largest = note.ranking.slice(0, ALWAYS_SHOWN);
    const rows = Sidelight.keepFew(note.ranking, MOST_ROWS, [...subject, ...largest, ...counted]);
    const values = rows.map((row) => row.high ?? row.value ?? 0);
    if (rows.length < 2 || values.some((value) => value < 0)) return null;
    const most = Math.max(...values) || 1;
    const scale = (value) => ((Sidelight.CHART_WIDTH - 1) * value) / most;
    return Sidelight.chart({
      title: strings.rankingChart(rows.length),
      description: rows.map((row) => `${describeRow(note, row)}.`).join(" "),
      height: rows.length * ROW,
      marks: rows.flatMap((row, at) => drawRow(row, at, scale, isSubject(note, row))),
      legend: legendOf(note, rows),
      aside: rows.length < note.ranking.length ? strings.shown(rows.length, note.ranking.length) : null,
    });
  }

  function legendOf(note, rows) {
    const legend = [];
    if (rows.some((row) => isSubject(note, row))) legend.push({ mark: "here", text: strings.subject });
    if (rows.some((row) => !row.counts && row.reason !== "referent")) legend.push({ mark: "left-out", text: strings.notCounted });
    return legend;
  }

  Object.assign(Sidelight, { rankingChart, describeRow, isSubject });
})();
