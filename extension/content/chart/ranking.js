// A comparison's ranked list as bars, the article's subject marked, what does not count for the claim in outline.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { counted, shape, words } = Sidelight;
  const MOST_ROWS = 7;
  const ALWAYS_SHOWN = 3;
  const ROW = 33;
  const BAR_HEIGHT = 9;
  /** Least space between a name and its number, in the drawing's units. */
  const GAP = 12;

  /** @param {ComparisonNote} note @param {Ranked} row */
  const isSubject = (note, row) => Boolean(note.claim.subject) && (row.event === note.claim.subject || row.name === note.claim.subject);
  /** @param {ComparisonNote} note @param {Ranked} row */
  const isReferent = (note, row) => Boolean(note.claim.since) && row.event === note.claim.since;

  /** An event's year, where its name does not say it. @param {Ranked} row */
  function yearOf({ name, began }) {
    const year = began?.slice(0, 4);
    return year && !name.includes(year) ? `, ${year}` : "";
  }

  /** Name an event with its year: "Station fire, 2004". @param {Ranked} row */
  const nameWithYear = (row) => `${Sidelight.capitalised(row.name)}${yearOf(row)}`;

  /** Name it in the room that its number leaves: a long name is cut, the year stays. @param {Ranked} row @param {boolean} here */
  function shortName(row, here) {
    const [mark, year] = [here ? "◆ " : "", yearOf(row)];
    const taken = Sidelight.textWidth(`${mark}${year}${shortValue(row)}`, here) + GAP;
    return `${mark}${Sidelight.fitText(Sidelight.capitalised(row.name), Sidelight.chartWidth() - taken, here)}${year}`;
  }

  /** @param {Ranked} row */
  const shortValue = ({ value }) => (value === null ? "–" : Sidelight.writeShort(value));

  /**
   * Order rows by the numbers that are printed. The server orders by the ends of ranges, upwards or downwards; a list
   * that is in neither order is ranked by something else, by date say, and stays.
   * @param {Ranked[]} ranking
   */
  function bySize(ranking) {
    /** @param {Ranked} row */
    const end = (row) => row.high ?? row.value ?? 0;
    /** @param {(before: number, after: number) => boolean} holds */
    const follows = (holds) => ranking.every((row, at) => !at || holds(end(ranking[at - 1]), end(row)));
    /** @param {Ranked} row */
    const printed = (row) => row.value ?? -Infinity;
    if (follows((before, after) => before >= after)) return ranking.toSorted((left, right) => printed(right) - printed(left));
    if (follows((before, after) => before <= after)) return ranking.toSorted((left, right) => printed(left) - printed(right));
    return ranking;
  }

  /** @param {Ranked} row @param {number} at @param {(value: number) => number} scale @param {{here: boolean, isFull: boolean}} look */
  function drawRow(row, at, scale, { here, isFull }) {
    const y = at * ROW;
    const mark = here ? "here" : isFull ? "" : "left-out";
    const textClass = here ? "accent-text" : isFull ? "" : "left-out-text";
    const marks = [
      shape("text", { x: 0, y: y + 12, class: textClass }, shortName(row, here)),
      shape("text", { x: Sidelight.chartWidth(), y: y + 12, "text-anchor": "end", class: textClass }, shortValue(row)),
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

  /** @param {Ranked} row */
  const writeValue = (row) => (row.value === null ? "–" : Sidelight.writeNumber(row.value));

  /**
   * Say what the chart shows: both ends of the list and where the article's subject stands.
   * @param {ComparisonNote} note @param {Ranked[]} ranking
   */
  function inWords(note, ranking) {
    /** @param {Ranked} row */
    const told = (row) => `${nameWithYear(row)} (${writeValue(row)})`;
    const subject = ranking.find((row) => isSubject(note, row));
    const ends = words("chart_ranking_ends", told(ranking[0]), told(ranking[ranking.length - 1]));
    return subject ? `${ends} ${words("chart_ranking_subject", told(subject))}` : ends;
  }

  /** @param {ComparisonNote} note @param {Ranked} row */
  function describeRow(note, row) {
    const remarks = [];
    if (row.low !== null && row.high !== null && row.low !== row.high) {
      remarks.push(words("card_counted", Sidelight.writeNumber(row.low), Sidelight.writeNumber(row.high)));
    }
    if (isSubject(note, row)) remarks.push(words("card_subject"));
    if (!row.counts) remarks.push(row.reason ?? words("card_not_counted"));
    const amount = writeValue(row);
    return `${nameWithYear(row)}: ${amount}${remarks.length ? ` (${remarks.join("; ")})` : ""}`;
  }

  /** Draw the ranking, or nothing when there is no second event to compare with. @param {ComparisonNote} note */
  function rankingChart(note) {
    const ranking = bySize(note.ranking);
    const subject = ranking.filter((row) => isSubject(note, row));
    const counting = ranking.filter((row) => row.counts);
    const largest = ranking.slice(0, ALWAYS_SHOWN);
    const rows = Sidelight.keepFew(ranking, MOST_ROWS, [...subject, ...largest, ...counting]);
    const values = rows.map((row) => row.high ?? row.value ?? 0);
    if (rows.length < 2 || values.some((value) => value < 0)) return null;
    const most = Math.max(...values) || 1;
    /** @param {number} value */
    const scale = (value) => ((Sidelight.chartWidth() - 1) * value) / most;
    /** @param {Ranked} row */
    const look = (row) => ({ here: isSubject(note, row), isFull: row.counts || isReferent(note, row) });
    return Sidelight.chart({
      title: counted("chart_ranking", rows.length),
      description: inWords(note, ranking),
      height: rows.length * ROW,
      marks: rows.flatMap((row, at) => drawRow(row, at, scale, look(row))),
      legend: legendOf(note, rows),
      aside: rows.length < note.ranking.length ? words("chart_shown", rows.length, note.ranking.length) : null,
    });
  }

  /** @param {ComparisonNote} note @param {Ranked[]} rows */
  function legendOf(note, rows) {
    const legend = [];
    if (rows.some((row) => isSubject(note, row))) legend.push({ mark: "here", text: words("card_subject") });
    if (rows.some((row) => !row.counts && !isReferent(note, row))) legend.push({ mark: "left-out", text: words("card_not_counted") });
    return legend;
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ rankingChart, describeRow, isSubject, bySize }));
})();
