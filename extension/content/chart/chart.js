// What every chart has: a frame that says in words what it shows, a legend, and room for its text.
// Charts are drawn from numbers and dates that reply.js has checked.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { element, shape } = Sidelight;
  const WIDEST = 348;
  const NARROWEST = 200;
  /** What a card keeps free beside its drawing: the window's edges, its own border and margins. */
  const MARGINS = 52;
  /** Text of charts, as style/chart.js has it. */
  const TEXT_SIZE = 11.5;
  /** What letters take of their size, as wide as the widest common faces have them. @type {[RegExp, number][]} */
  const LETTERS = [
    [/[\s.,:;'’|!()fijlrtI·-]/, 0.43],
    [/[mwMW@%…–—жшщюфыдЖШЩЮФЫД\p{Lo}]/u, 1],
    [/\p{Lu}/u, 0.77],
  ];
  const OTHER_LETTERS = 0.65;
  const BOLDER = 1.1;
  let drawn = 0;

  /** How wide a drawing is, so that its text stands at its own size in a narrow window too. */
  const chartWidth = () => Math.max(NARROWEST, Math.min(WIDEST, document.documentElement.clientWidth - MARGINS));

  /**
   * Tell how much room a text takes at most, in the drawing's units. It is reckoned, not measured: a page must not take
   * us for somebody who tells readers apart by their fonts.
   * @param {string} text
   */
  function textWidth(text, isBold = false) {
    const letters = [...text].map((letter) => LETTERS.find(([some]) => some.test(letter))?.[1] ?? OTHER_LETTERS);
    return letters.reduce((sum, width) => sum + width, 0) * TEXT_SIZE * (isBold ? BOLDER : 1);
  }

  /** Cut a text to the room there is. @param {string} text @param {number} room */
  function fitText(text, room, isBold = false) {
    const letters = [...text];
    let fitted = text;
    while (letters.length > 1 && textWidth(fitted, isBold) > room) {
      letters.pop();
      fitted = `${letters.join("").trimEnd()}…`;
    }
    return fitted;
  }

  /** Frame a drawing as one image with a name and a description, with a legend below. @param {Chart} chart */
  function chart({ title, description, height, marks, legend = [], aside = null }) {
    drawn += 1;
    const [titleId, descriptionId] = [`chart-${drawn}-title`, `chart-${drawn}-text`];
    const svg = shape(
      "svg",
      {
        viewBox: `0 0 ${chartWidth()} ${height}`,
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

  /** @param {string} mark */
  function swatch(mark) {
    const drawing =
      mark === "said"
        ? shape("line", { class: "said", x1: 0, x2: 18, y1: 5, y2: 5 })
        : mark === "diamond"
          ? diamond(9, 5, 5)
          : shape("rect", { class: `bar ${mark}`, x: 1, y: 1, width: 16, height: 8, rx: 1 });
    return shape("svg", { viewBox: "0 0 18 10", "aria-hidden": "true" }, drawing);
  }

  /** @param {number} x @param {number} y @param {number} size */
  function diamond(x, y, size) {
    return shape("path", { class: "diamond", d: `M${x} ${y - size}l${size} ${size}l${-size} ${size}l${-size} ${-size}z` });
  }

  /**
   * Keep at most `most` members in their order: those that must stay, then the first, then the newest.
   * @template T @param {T[]} members @param {number} most @param {T[]} mustStay @returns {T[]}
   */
  function keepFew(members, most, mustStay) {
    const wanted = [...mustStay, members[0], ...members.toReversed()].filter((member) => members.includes(member));
    const kept = new Set(wanted.filter((member, at) => wanted.indexOf(member) === at).slice(0, most));
    return members.filter((member) => kept.has(member));
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ chart, diamond, keepFew, chartWidth, textWidth, fitText }));
})();
