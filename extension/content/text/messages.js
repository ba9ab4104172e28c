// Every sentence the content scripts show comes from a catalogue that whoever starts them hands over; the server's own
// sentences (`says`, titles, summaries) are not in it. The catalogue has the form of the browsers' messages.json.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  /**
   * @typedef {Record<string, {message: string}>} Catalogue
   * @typedef {{messages: Catalogue, language: string}} Words
   */

  /** @type {Catalogue} */
  let catalogue = {};
  let rules = new Intl.PluralRules("en");

  /** Take the words of a language. Without a call every key stands for itself. @param {Words} words */
  function setMessages({ messages, language }) {
    catalogue = messages;
    rules = new Intl.PluralRules(language);
    Sidelight.language = language;
    Sidelight.setNumberLanguage(language);
  }

  /** @param {string | number | undefined} part */
  const told = (part) => (typeof part === "number" ? Sidelight.writeNumber(part) : (part ?? ""));

  /** Fill in $1 to $9; $$ is a dollar sign. @param {string} text @param {(string | number)[]} parts */
  const fill = (text, parts) =>
    text.replace(/\$(\$|[1-9])/g, (_, at) => (at === "$" ? "$" : told(parts[Number(at) - 1])));

  /** Say something; $1, $2, … become the parts. @param {string} key @param {...(string | number)} parts */
  const words = (key, ...parts) => fill(catalogue[key]?.message ?? key, parts);

  /**
   * Say something about a number: the form that the language has for it, with the number as $1.
   * @param {string} key @param {number} count @param {...(string | number)} parts
   */
  const counted = (key, count, ...parts) => words(`${key}_${rules.select(count)}`, count, ...parts);

  /**
   * Say a member of a family of keys, such as a finding; one that has no words yet is null.
   * @param {string} key @param {...(string | number)} parts
   */
  const known = (key, ...parts) => (Object.hasOwn(catalogue, key) ? words(key, ...parts) : null);

  /** Names of the API have dashes, keys have none. @param {string} name */
  const keyPart = (name) => name.replaceAll("-", "_");

  /** Put a quote in quotation marks, the inner ones around those it has. @param {string} text */
  const quoted = (text) => words(/["“”«»]/.test(text) ? "quote_inner" : "quote_outer", text);

  /**
   * Name a finding: how the passage stands to the record, never a verdict on the article. An unknown one keeps its own
   * name, so that a newer server is still readable.
   * @param {string} kind @param {string} finding
   */
  const findingInWords = (kind, finding) =>
    known(`finding_${kind}_${keyPart(finding)}`) ?? finding.replaceAll("-", " ");

  /** @param {string} text */
  const capitalised = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

  /**
   * Set the straight quotes of an English title as print does; where they do not pair off, the text stays.
   * @param {string} text @param {string | null} language
   */
  function typographic(text, language) {
    if (!/^en\b/.test(language ?? "") || (text.match(/"/g)?.length ?? 0) % 2) return text;
    return text.replace(/"([^"]*)"/g, "“$1”").replace(/(?<=\p{L})'(?=\p{L})/gu, "’");
  }

  /**
   * Say what was not done and what is not shown.
   * @param {{partial: string[], noRoom: number, shown: number}} state
   */
  function shortfalls({ partial, noRoom, shown }) {
    const told = partial.map((code) => known(`partial_${keyPart(code)}`) ?? code);
    return noRoom ? [...told, counted("list_no_room", noRoom, shown)] : told;
  }

  Sidelight.language = "en";
  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ setMessages, words, counted, known, keyPart, quoted, findingInWords, capitalised }));
  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ typographic, shortfalls }));
})();
