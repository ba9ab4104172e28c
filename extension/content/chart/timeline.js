// A label's history on a line of time, numbered like the list below it, with the article's date among the events.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { shape, words } = Sidelight;
  const EDGE = 14;
  const CLOSEST = 22;
  const LINE = 16;
  const HEIGHT = 46;
  const RADIUS = 9;

  /** @typedef {{event: string, on: PartialDate, number?: number}} Dot An event of the history, or the article. */

  /** Spread points that would cover each other, keeping their order and staying on the line. @param {number[]} points */
  function spread(points) {
    const room = Sidelight.chartWidth() - EDGE;
    const placed = [...points];
    for (let at = 1; at < placed.length; at += 1) placed[at] = Math.max(placed[at], placed[at - 1] + CLOSEST);
    for (let at = placed.length - 1, most = room; at >= 0; at -= 1, most -= CLOSEST) placed[at] = Math.min(placed[at], most);
    return placed;
  }

  /** Put the article among the events of the history, by date. @param {HistoryEvent[]} history @param {PartialDate | null} published @returns {Dot[]} */
  function withArticle(history, published) {
    const events = history.map((event, at) => ({ ...event, number: at + 1 }));
    const article = published ? [{ event: "article", on: published }] : [];
    return [...events, ...article].sort((left, right) => Sidelight.dayOf(left.on) - Sidelight.dayOf(right.on));
  }

  /** @param {Dot} point @param {number} x */
  function drawPoint(point, x) {
    if (point.event === "article") return [Sidelight.diamond(x, LINE, 8)];
    return [
      shape("circle", { class: "dot", cx: x, cy: LINE, r: RADIUS }),
      shape("text", { x, y: LINE + 4, "text-anchor": "middle" }, String(point.number)),
    ];
  }

  /** @param {Dot[]} points */
  function edgeDates(points) {
    /** @param {Dot} point @param {number} x @param {string} anchor */
    const label = (point, x, anchor) =>
      shape("text", { x, y: HEIGHT - 4, "text-anchor": anchor, class: "quiet-text" }, Sidelight.writeDate(point.on, { short: true }));
    return [label(points[0], 0, "start"), label(points[points.length - 1], Sidelight.chartWidth(), "end")];
  }

  /**
   * Draw one subject's history, or nothing when there is only one date in all.
   * @param {Subject} subject @param {PartialDate | null} published
   */
  function timelineChart(subject, published) {
    const points = withArticle(subject.history, published);
    const most = Math.floor((Sidelight.chartWidth() - 2 * EDGE) / CLOSEST);
    if (points.length < 2 || points.length > most) return null;
    const days = points.map((point) => Sidelight.dayOf(point.on));
    const width = Sidelight.chartWidth() - 2 * EDGE;
    const whole = days[days.length - 1] - days[0] || 1;
    const places = spread(days.map((day) => EDGE + (width * (day - days[0])) / whole));
    const told = points.map((point) =>
      point.event === "article" ? words("chart_this_article") : words(`history_${point.event}`),
    );
    return Sidelight.chart({
      title: words("chart_timeline", subject.name),
      description: points.map((point, at) => `${Sidelight.writeDate(point.on)}: ${told[at]}.`).join(" "),
      height: HEIGHT,
      marks: [
        shape("line", { class: "line", x1: EDGE, x2: Sidelight.chartWidth() - EDGE, y1: LINE, y2: LINE }),
        ...points.flatMap((point, at) => drawPoint(point, places[at])),
        ...edgeDates(points),
      ],
      legend: published ? [{ mark: "diamond", text: words("chart_this_article_on", Sidelight.writeDate(published)) }] : [],
    });
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ timelineChart }));
})();
