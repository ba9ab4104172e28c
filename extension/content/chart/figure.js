// A figure's dated series as bars in order of date, with the article's own figure as a line across them.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { counted, shape, words } = Sidelight;
  const MOST_BARS = 14;
  const WIDEST_BAR = 40;
  const TOP = 16;
  const FLOOR = 116;
  /** A line of text below the bars, or of numbers above them. */
  const ROW = 14;
  /** Least space between texts that stand side by side. */
  const GAP = 5;

  /** @typedef {FigureRecord & {asOf: PartialDate}} Dated */
  /** @typedef {{x: number, width: number}} Bar */
  /** @typedef {{text: string, x: number, half: number}} Label Words with their middle and half of their width. */

  /** @param {FigureRecord | null} record @returns {record is Dated} */
  const isDated = (record) => Boolean(record?.asOf);

  /** @param {FigureRecord | null | undefined} left @param {FigureRecord | null | undefined} right */
  const sameRecord = (left, right) => Boolean(left && right && left.value === right.value && left.asOf === right.asOf);

  /** @param {FigureRecord} record @param {Bar} box @param {string} mark @param {(value: number) => number} scale */
  function bar(record, { x, width }, mark, scale) {
    const top = FLOOR - scale(record.value);
    const marks = [shape("rect", { class: `bar ${mark}`, x, y: top, width, height: FLOOR - top, rx: 1 })];
    if (record.low !== null && record.high !== null && record.low !== record.high) {
      const [low, high] = [FLOOR - scale(record.low), FLOOR - scale(record.high)];
      marks.push(shape("line", { class: "whisker", x1: x + width / 2, x2: x + width / 2, y1: low, y2: high }));
    }
    return marks;
  }

  /** Stand a text in the middle of its bar, or as near as the drawing's edges let it. @param {string} text @param {Bar} box @param {boolean} isBold @returns {Label} */
  function labelAt(text, { x, width }, isBold) {
    const half = Sidelight.textWidth(text, isBold) / 2;
    return { text, half, x: Math.max(half, Math.min(x + width / 2, Sidelight.chartWidth() - half)) };
  }

  /** @param {Label} left @param {Label} right */
  const meet = (left, right) => Math.abs(left.x - right.x) < left.half + right.half + GAP;

  /** @param {Label} label @param {number} y @param {string} kind */
  const write = ({ text, x }, y, kind) => shape("text", { x, y, "text-anchor": "middle", class: kind }, text);

  /**
   * Choose the numbers that stand over the bars: all where each has its room, else the two that the card speaks of;
   * where these two meet, the one of the higher bar goes up a row: `raised`.
   * @param {Dated[]} records @param {Bar[]} boxes @param {string[]} marks
   */
  function chooseNumbers(records, boxes, marks) {
    const labels = records.map(({ value }, at) => labelAt(Sidelight.writeShort(value), boxes[at], marks[at] === "then"));
    if (labels.every((label, at) => !at || !meet(labels[at - 1], label))) return { labels, told: [...labels.keys()], raised: -1 };
    const told = [marks.indexOf("then"), marks.indexOf("latest")].filter((at) => at >= 0);
    const [then, latest] = told;
    if (told.length < 2 || !meet(labels[then], labels[latest])) return { labels, told, raised: -1 };
    const raised = records[then].value > records[latest].value ? then : latest;
    return { labels, told: [raised === then ? latest : then, raised], raised };
  }

  /**
   * Write the numbers: over the bar and its whisker, and over the article's line where that would cross them.
   * @param {Dated[]} records @param {ReturnType<typeof chooseNumbers>} numbers @param {string[]} marks
   * @param {(value: number) => number} scale @param {number | null} line
   */
  function writeNumbers(records, { labels, told, raised }, marks, scale, line) {
    let below = Infinity;
    return told.map((at) => {
      const { value, high } = records[at];
      const own = FLOOR - scale(Math.max(value, high ?? 0)) - 4;
      const base = at === raised ? Math.min(own, below - ROW) : own;
      const isCrossed = line !== null && base > line - 4 && base < line + 11;
      below = isCrossed ? line - 4 : base;
      return write(labels[at], below, marks[at] === "then" ? "accent-text" : "");
    });
  }

  /** @param {FigureRecord} record @param {FigureRecords} records */
  function markOf(record, { then, latest }) {
    if (record.standing === "other") return "other";
    if (sameRecord(record, then)) return "then";
    return sameRecord(record, latest) ? "latest" : "";
  }

  /**
   * Write the dates of the first bar, of the last, and of the one known on the article's date: each under its bar, that
   * last one a row lower where it has no room beside the others. Gives the number of rows, too.
   * @param {Dated[]} records @param {Bar[]} boxes @param {FigureRecord | null} then
   */
  function writeDates(records, boxes, then) {
    const known = records.findIndex((record) => sameRecord(record, then));
    const wanted = [...new Set([0, records.length - 1, known])].filter((at) => at >= 0);
    const labels = wanted.map((at) =>
      labelAt(Sidelight.writeDate(records[at].asOf, { short: true }), boxes[at], at === known),
    );
    const isLow = labels.length === 3 && labels.slice(0, 2).some((label) => meet(label, labels[2]));
    const dates = labels.map((label, at) =>
      write(label, FLOOR + 13 + (isLow && at === 2 ? ROW : 0), wanted[at] === known ? "accent-text" : "quiet-text"),
    );
    return { dates, rows: isLow ? 2 : 1 };
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
    const step = Sidelight.chartWidth() / records.length;
    const width = Math.min(step * 0.72, WIDEST_BAR);
    const boxes = records.map((_, at) => ({ x: at * step + (step - width) / 2, width }));
    const marks = records.map((record) => markOf(record, note.records));
    const numbers = chooseNumbers(records, boxes, marks);
    const top = numbers.raised < 0 ? TOP : TOP + ROW;
    /** @param {number} value */
    const scale = (value) => ((FLOOR - top) * value) / most;
    const line = said !== null && said >= 0 ? FLOOR - scale(said) : null;
    const { dates, rows } = writeDates(records, boxes, note.records.then);
    return Sidelight.chart({
      title: counted("chart_figure", records.length),
      description: inWords(note, all),
      height: FLOOR + 4 + rows * ROW,
      marks: [
        ...records.flatMap((record, at) => bar(record, boxes[at], marks[at], scale)),
        line === null ? null : saidLine(line),
        shape("line", { class: "axis", x1: 0, x2: Sidelight.chartWidth(), y1: FLOOR, y2: FLOOR }),
        ...writeNumbers(records, numbers, marks, scale, line),
        ...dates,
      ],
      legend: legendOf(note, marks),
      aside: records.length < all.length ? words("chart_shown", records.length, all.length) : null,
    });
  }

  /** @param {number} y */
  const saidLine = (y) => shape("line", { class: "said", x1: 0, x2: Sidelight.chartWidth(), y1: y, y2: y });

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ figureChart, recordsByDate, sameRecord }));
})();
