// What of a quote must stand exactly where it is found again: numbers, names and words that turn a sentence round.
// A note about "139 killed in Riga" belongs neither to 145 nor to Minsk.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const TOKEN = /[\p{L}\p{N}\p{M}]+(?:[.,'’:/-][\p{L}\p{N}\p{M}]+)*/gu;
  // Digits, capitals, and scripts that know no capitals: there every word may be a name.
  const TELLING = /\p{N}|^\p{Lu}|^\p{Lt}|\p{Lo}/u;
  const WORDS = new Set(
    `no not never nobody none neither nor without zero one two three four five six seven eight nine ten eleven twelve
     thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
     hundred hundreds thousand thousands million millions billion billions trillion dozen dozens half quarter third twice
     first second fourth fifth sixth seventh eighth ninth tenth least most more fewer less under over
     не ни нет без никто ноль один одна одно два две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать
     тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят
     шестьдесят семьдесят восемьдесят девяносто сто двести триста четыреста пятьсот тысяча тысячи тысяч миллион миллиона
     миллионов миллиард миллиарда миллиардов дюжина половина треть четверть более менее больше меньше`.split(/\s+/),
  );
  const APOSTROPHE_NOT = /n['’]t$/;

  /** @param {string} token */
  function isTelling(token) {
    const small = token.toLowerCase();
    return TELLING.test(token) || APOSTROPHE_NOT.test(small) || small.split("-").some((part) => WORDS.has(part));
  }

  /** List the words of a text that must stand exactly, folded, in their order. @param {string} text */
  function tellingWords(text) {
    return (text.match(TOKEN) ?? []).filter(isTelling).map((token) => Sidelight.foldText(token));
  }

  /** Tell whether two texts have the same numbers and names in the same order. @param {string} left @param {string} right */
  function tellsTheSame(left, right) {
    return tellingWords(left).join("\n") === tellingWords(right).join("\n");
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ tellsTheSame }));
})();
