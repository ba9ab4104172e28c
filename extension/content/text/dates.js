// Partial dates (2024, 2024-03, 2024-03-26) as people read them, and as points on an axis.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const SHAPE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
  const MILLISECONDS_A_DAY = 86_400_000;

  /** Tell whether the text is a date that exists. */
  function isPartialDate(text) {
    const shape = typeof text === "string" ? SHAPE.exec(text) : null;
    if (!shape) return false;
    const [, year, month = "01", day = "01"] = shape;
    const time = new Date(`${year}-${month}-${day}T00:00:00Z`);
    return Number(year) > 0 && !Number.isNaN(time.getTime()) && time.getUTCDate() === Number(day);
  }

  /** Write the date out: "26 March 2024", "March 2024" or "2024"; `short` leaves "26 Mar 2024". */
  function writeDate(text, { short = false } = {}) {
    const [, year, month, day] = SHAPE.exec(text);
    const options = { timeZone: "UTC", year: "numeric" };
    if (month) options.month = short ? "short" : "long";
    if (day) options.day = "numeric";
    const time = new Date(`${year}-${month ?? "01"}-${day ?? "01"}T00:00:00Z`);
    return new Intl.DateTimeFormat("en-GB", options).format(time).replace(/\bSept\b/, "Sep");
  }

  /** Place the date on an axis: the middle of the days it may mean, in days since 1970. */
  function dayOf(text) {
    const [, year, month, day] = SHAPE.exec(text);
    const first = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
    const days = day ? 1 : month ? 30 : 365;
    return first / MILLISECONDS_A_DAY + (days - 1) / 2;
  }

  Object.assign(Sidelight, { isPartialDate, writeDate, dayOf });
})();
