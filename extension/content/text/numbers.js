// Numbers as people of the language write them.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const COMPACT_FROM = 100_000;
  /** How the curators' qualifiers of a figure are said in languages other than theirs. */
  /** @type {[string, RegExp][]} */
  const FORMS = [
    ["more_than", /^(?:more than|over|above)$/],
    ["less_than", /^(?:less than|fewer than|under|below)$/],
    ["at_least", /^(?:at least|no (?:fewer|less) than)$/],
    ["at_most", /^(?:at most|up to|no more than)$/],
    ["about", /^(?:about|around|some|roughly|approximately)$/],
    ["nearly", /^(?:nearly|almost)$/],
  ];

  /** @type {Intl.NumberFormat} */
  let written;
  /** @type {Intl.NumberFormat} */
  let compact;

  /** British for English; in Russian four digits stand together. @param {string} language */
  function setNumberLanguage(language) {
    const locale = language === "en" ? "en-GB" : language;
    const useGrouping = language === "ru" ? "min2" : "always";
    written = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping });
    compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  }

  /** @param {number} value */
  const writeNumber = (value) => written.format(value);

  /** Write a number where there is little room: "1.2M". @param {number} value */
  const writeShort = (value) => (Math.abs(value) >= COMPACT_FROM ? compact : written).format(value);

  /** @param {string} qualifier @param {string} amount */
  function qualify(qualifier, amount) {
    const form = FORMS.find(([, spelled]) => spelled.test(qualifier.toLowerCase()))?.[0];
    return form && Sidelight.language !== "en" ? Sidelight.words(`form_${form}`, amount) : `${qualifier} ${amount}`;
  }

  /** Write what a record states: "139", "more than 60", "330 to 334". @param {Amount} amount */
  function writeAmount({ value, low, high, qualifier }) {
    const ranged = low !== null && high !== null && low !== high;
    const amount = ranged ? Sidelight.words("form_range", writeNumber(low), writeNumber(high)) : writeNumber(value);
    return qualifier ? qualify(qualifier, amount) : amount;
  }

  setNumberLanguage("en");
  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ setNumberLanguage, writeNumber, writeShort, writeAmount }));
})();
