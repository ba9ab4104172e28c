// Partial dates (2024, 2024-03, 2024-03-26) as people read them, and as points on an axis.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const SHAPE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
  const MILLISECONDS_A_DAY = 86_400_000;
  /** @type {[Intl.RelativeTimeFormatUnit, number][]} */
  const AGES = [
    ["year", 365],
    ["month", 30],
    ["week", 7],
    ["day", 1],
  ];

  /** @param {string} text @returns {string[]} */
  const partsOf = (text) => (SHAPE.exec(text) ?? []).slice(1);

  /** Tell whether the text is a date that exists. @param {unknown} text @returns {text is string} */
  function isPartialDate(text) {
    const shape = typeof text === "string" ? SHAPE.exec(text) : null;
    if (!shape) return false;
    const [, year, month = "01", day = "01"] = shape;
    const time = new Date(`${year}-${month}-${day}T00:00:00Z`);
    return Number(year) > 0 && !Number.isNaN(time.getTime()) && time.getUTCDate() === Number(day);
  }

  /**
   * What each language does with a date besides what Intl does.
   * @type {Record<string, (text: string, short: boolean) => string>}
   */
  const FINISH = {
    en: (text) => text.replace(/\bSept\b/, "Sep"),
    ru: (text, short) => text.replace(/\s*г\.$/, short ? "" : "\u00a0года"),
  };

  /**
   * Write the date out: "26 March 2024", "March 2024" or "2024"; `short` leaves "26 Mar 2024".
   * @param {string} text
   */
  function writeDate(text, { short = false } = {}) {
    const [year, month, day] = partsOf(text);
    /** @type {Intl.DateTimeFormatOptions} */
    const options = { timeZone: "UTC", year: "numeric" };
    if (month) options.month = short ? "short" : "long";
    if (day) options.day = "numeric";
    const time = new Date(`${year}-${month ?? "01"}-${day ?? "01"}T00:00:00Z`);
    const { language } = Sidelight;
    const written = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, options).format(time);
    return FINISH[language]?.(written, short) ?? written;
  }

  /** Place the date on an axis: the middle of the days it may mean, in days since 1970. @param {string} text */
  function dayOf(text) {
    const [year, month, day] = partsOf(text);
    const first = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
    const days = day ? 1 : month ? 30 : 365;
    return first / MILLISECONDS_A_DAY + (days - 1) / 2;
  }

  const today = () => Math.floor(Date.now() / MILLISECONDS_A_DAY);

  /** Say how long ago a date was, in its largest whole unit: "3 weeks ago", "today". @param {string} text */
  function writeAge(text) {
    const days = Math.max(0, today() - Math.floor(dayOf(text)));
    const [unit, length] = AGES.find(([, whole]) => days >= whole) ?? ["day", 1];
    const format = new Intl.RelativeTimeFormat(Sidelight.language, { numeric: "auto" });
    return format.format(-Math.floor(days / length), unit);
  }

  /** Tell whether a date has passed. @param {string} text */
  const isPast = (text) => dayOf(text) < today();

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ isPartialDate, writeDate, writeAge, isPast, dayOf }));
})();
