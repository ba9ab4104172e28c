// A figure's dated series as bars in order of date, with the article's own figure as a line across them.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { counted, shape, words } = Sidelight;
  const MOST_BARS = 14;
  const WIDEST_BAR = 40;
  const TOP = 16;
  const FLOOR = 116;
  const HEIGHT = 148;
  const DIGIT = 6.6;

  /** @typedef {FigureRecord & {asOf: PartialDate}} Dated */
  /** @typedef {{x: number, width: number, scale: (value: number) => number}} Bar */

  /** @param {FigureRecord | null} record @returns {record is Dated} */
  const isDated = (record) => Boolean(record?.asOf);

  /** @param {FigureRecord | null | undefined} left @param {FigureRecord | null | undefined} right */
  const sameRecord = (left, right) => Boolean(left && right && left.value === right.value && left.asOf === right.asOf);

  /** @param {FigureRecord} record @param {Bar} box @param {string} mark */
  function bar(record, box, mark) {
    const top = FLOOR - box.scale(record.value);
    const marks = [shape("rect", { class: `bar ${mark}`, x: box.x, y: top, width: box.width, height: FLOOR - top, rx: 1 })];
    const middle = box.x + box.width / 2;
    if (record.low !== null && record.high !== null && record.low !== record.high) {
      const [low, high] = [FLOOR - box.scale(record.low), FLOOR - box.scale(record.high)];
      marks.push(shape("line", { class: "whisker", x1: middle, x2: middle, y1: low, y2: high }));
    }
    return marks;
  }

  /**
   * Find a number's base line: over its bar and its whisker, and over the article's line where that would cross it.
   * @param {FigureRecord} record @param {Bar} box @param {number | null} line
   */
  function labelBase(record, box, line) {
    const base = FLOOR - box.scale(Math.max(record.value, record.high ?? 0)) - 4;
    const isCrossed = line !== null && base > line - 4 && base < line + 11;
    return isCrossed ? line - 4 : base;
  }

  /** @param {FigureRecord} record @param {Bar} box @param {string} mark @param {number | null} line */
  function valueLabel(record, box, mark, line) {
    const y = labelBase(record, box, line);
    const place = { x: box.x + box.width / 2, y, "text-anchor": "middle", class: mark === "then" ? "accent-text" : "" };
    return shape("text", place, Sidelight.writeShort(record.value));
  }

  /** @param {Dated} record @param {number} x @param {number} row @param {string} anchor @param {string} kind */
  function dateLabel(record, x, row, anchor, kind) {
    const attributes = { x, y: FLOOR + 13 + row * 14, "text-anchor": anchor, class: kind };
    return shape("text", attributes, Sidelight.writeDate(record.asOf, { short: true }));
  }

  /** @param {FigureRecord} record @param {FigureRecords} records */
  function markOf(record, { then, latest }) {
    if (record.standing === "other") return "other";
    if (sameRecord(record, then)) return "then";
    return sameRecord(record, latest) ? "latest" : "";
  }

  /**
   * Dates stand under the first bar, the last one, and, a row lower, the one known on the article's date.
   * @param {Dated[]} records @param {Bar[]} boxes @param {FigureRecord | null} then
   */
  function dateLabels(records, boxes, then) {
    const labels = [dateLabel(records[0], boxes[0].x, 0, "start", "quiet-text")];
    const last = boxes[boxes.length - 1];
    if (records.length > 1) {
      labels.push(dateLabel(records[records.length - 1], last.x + last.width, 0, boxes.length > 3 ? "end" : "start", "quiet-text"));
    }
    const at = records.findIndex((record) => sameRecord(record, then));
    if (at > 0 && at < records.length - 1) {
      const middle = boxes[at].x + boxes[at].width / 2;
      const x = Math.min(Math.max(middle, 36), Sidelight.chartWidth() - 36);
      labels.push(dateLabel(records[at], x, 1, "middle", "accent-text"));
    }
    return labels;
  }

  /** @param {FigureNote} note @param {string[]} marks */
  function legendOf(note, marks) {
    const legend = [];
    if (note.reading.value !== null) {
      legend.push({ mark: "said", text: words("chart_this_article_says", Sidelight.writeNumber(note.reading.value)) });
    }
    if (marks.includes("then")) legend.push({ mark: "then", text: words("chart_on_its_date") });
    if (marks.includes("latest")) legend.push({ mark: "latest", text: words("chart_latest") });
    if (marks.includes("other")) legend.push({ mark: "other", text: words("card_other_count") });
    return legend;
  }

  /** List main and other records in order of date, undated ones last. @param {FigureNote} note */
  function recordsByDate({ records }) {
    /** @param {FigureRecord} record */
    const day = ({ asOf }) => (asOf ? Sidelight.dayOf(asOf) : Number.MAX_VALUE);
    return [...records.series, ...records.other].sort((left, right) => day(left) - day(right));
  }

  /**
   * Say what the chart shows: the first figure, the one known on the article's date, the latest, the article's own.
   * @param {FigureNote} note @param {Dated[]} all
   */
  function inWords({ records: { then, latest }, reading }, all) {
    /** @param {Dated} record */
    const dated = (record) => words("amount_on", Sidelight.writeAmount(record), Sidelight.writeDate(record.asOf));
    const steps = [
      words("chart_figure_first", dated(all[0])),
      isDated(then) && words("chart_figure_then", dated(then)),
      isDated(latest) && words("chart_figure_latest", dated(latest)),
    ];
    const said = reading.value === null ? null : words("chart_figure_said", Sidelight.writeNumber(reading.value));
    return [`${steps.filter(Boolean).join("; ")}.`, said].filter(Boolean).join(" ");
  }

  /** Draw a figure's records, or nothing when there is no more than one to compare with. @param {FigureNote} note */
  function figureChart(note) {
    const all = recordsByDate(note).filter(isDated);
    /** @param {FigureRecord} record */
    const isKey = (record) => sameRecord(record, note.records.then) || sameRecord(record, note.records.latest);
    const records = Sidelight.keepFew(all, MOST_BARS, all.filter(isKey));
    if (records.length < 2 || records.some((record) => record.value < 0)) return null;
    const said = note.reading.value;
    const most = Math.max(said ?? 0, ...records.map((record) => record.high ?? record.value)) || 1;
    /** @param {number} value */
    const scale = (value) => ((FLOOR - TOP) * value) / most;
    const step = Sidelight.chartWidth() / records.length;
    const width = Math.min(step * 0.72, WIDEST_BAR);
    const boxes = records.map((_, at) => ({ x: at * step + (step - width) / 2, width, scale }));
    const marks = records.map((record) => markOf(record, note.records));
    const drawing = records.flatMap((record, at) => bar(record, boxes[at], marks[at]));
    const line = said !== null && said >= 0 ? FLOOR - scale(said) : null;
    if (line !== null) drawing.push(saidLine(line));
    const longest = Math.max(...records.map((record) => Sidelight.writeShort(record.value).length));
    /** @param {number} at */
    const isTold = (at) => step >= longest * DIGIT || ["then", "latest"].includes(marks[at]);
    return Sidelight.chart({
      title: counted("chart_figure", records.length),
      description: inWords(note, all),
      height: HEIGHT,
      marks: [
        ...drawing,
        shape("line", { class: "axis", x1: 0, x2: Sidelight.chartWidth(), y1: FLOOR, y2: FLOOR }),
        ...records.map((record, at) => (isTold(at) ? valueLabel(record, boxes[at], marks[at], line) : null)),
        ...dateLabels(records, boxes, note.records.then),
      ],
      legend: legendOf(note, marks),
      aside: records.length < all.length ? words("chart_shown", records.length, all.length) : null,
    });
  }

  /** @param {number} y */
  const saidLine = (y) => shape("line", { class: "said", x1: 0, x2: Sidelight.chartWidth(), y1: y, y2: y });

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ figureChart, recordsByDate, sameRecord }));
})();
