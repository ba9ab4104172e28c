// What every chart has: a frame that says in words what it shows, a legend, numbers as people write them.
// Charts are drawn from numbers and dates that reply.js has checked.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const { element, shape } = Sidelight;
  const WIDTH = 320;
  const COMPACT_FROM = 100_000;
  let drawn = 0;

  const written = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });
  const compact = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });

  const writeNumber = (value) => written.format(value);
  const writeShort = (value) => (Math.abs(value) >= COMPACT_FROM ? compact : written).format(value);

  /** Write what a record states: "139", "more than 60", "330 to 334". */
  function writeAmount({ value, low, high, qualifier }) {
    const ranged = low !== null && high !== null && low !== high;
    const amount = ranged ? Sidelight.strings.range(writeNumber(low), writeNumber(high)) : writeNumber(value);
    return qualifier ? `${qualifier} ${amount}` : amount;
  }

  /** Frame a drawing as one image with a name and a description, with a legend below. */
  function chart({ title, description, height, marks, legend = [], aside = null }) {
    drawn += 1;
    const [titleId, descriptionId] = [`chart-${drawn}-title`, `chart-${drawn}-text`];
    const svg = shape(
      "svg",
      {
        viewBox: `0 0 ${WIDTH} ${height}`,
        role: "img",
        "aria-labelledby": titleId,
        "aria-describedby": descriptionId,
        focusable: "false",
      },
      shape("title", { id: titleId }, title),
      shape("desc", { id: descriptionId }, description),
      ...marks,
    );
    const keys = legend.map(({ mark, text }) => element("li", {}, swatch(mark), Sidelight.capitalised(text)));
    return element(
      "figure",
      { class: "chart" },
      svg,
      keys.length ? element("ul", { class: "legend" }, ...keys) : null,
      aside ? element("p", { class: "aside" }, aside) : null,
    );
  }

  function swatch(mark) {
    const drawing =
      mark === "said"
        ? shape("line", { class: "said", x1: 0, x2: 18, y1: 5, y2: 5 })
        : mark === "diamond"
          ? diamond(9, 5, 5)
          : shape("rect", { class: `bar ${mark}`, x: 1, y: 1, width: 16, height: 8, rx: 1 });
    return shape("svg", { viewBox: "0 0 18 10", "aria-hidden": "true" }, drawing);
  }

  function diamond(x, y, size) {
    return shape("path", { class: "diamond", d: `M${x} ${y - size}l${size} ${size}l${-size} ${size}l${-size} ${-size}z` });
  }

  /** Keep at most `most` members in their order: those that must stay, then the first, then the newest. */
  function keepFew(members, most, mustStay) {
    const wanted = [...mustStay, members[0], ...members.toReversed()].filter((member) => members.includes(member));
    const kept = new Set(wanted.filter((member, at) => wanted.indexOf(member) === at).slice(0, most));
    return members.filter((member) => kept.has(member));
  }

  Object.assign(Sidelight, { chart, diamond, keepFew, writeNumber, writeShort, writeAmount, CHART_WIDTH: WIDTH });
})();
