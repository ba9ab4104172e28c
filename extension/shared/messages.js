// The reader's language against the browser's own: the catalogue is read from the file, not from the browser.
import { api } from "./browser.js";

/**
 * @typedef {Record<string, {message: string}>} Messages
 * @typedef {object} Catalogue
 * @property {"en" | "ru"} language
 * @property {Messages} messages
 * @property {(key: string, ...values: (string | number)[]) => string} words
 * @property {(key: string, count: number, ...values: (string | number)[]) => string} counted
 */

/** @param {string} choice `auto` follows the browser @returns {"en" | "ru"} */
export function languageOf(choice) {
  const wanted = choice === "auto" ? api.i18n.getUILanguage() : choice;
  return /^ru\b/i.test(wanted) ? "ru" : "en";
}

/** @param {"en" | "ru"} language @param {Messages} messages @returns {Catalogue} */
function catalogueOf(language, messages) {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language === "en" ? "en-GB" : language);
  /** @param {string} key @param {(string | number)[]} values */
  function words(key, ...values) {
    const told = values.map((value) => (typeof value === "number" ? number.format(value) : value));
    return messages[key].message.replace(/\$(\$|[1-9])/g, (_, place) =>
      place === "$" ? "$" : (told[Number(place) - 1] ?? ""),
    );
  }
  /** @param {string} key @param {number} count @param {(string | number)[]} values */
  function counted(key, count, ...values) {
    const exact = `${key}_${plural.select(count)}`;
    return words(exact in messages ? exact : `${key}_other`, count, ...values);
  }
  return { language, messages, words, counted };
}

/** Load the sentences of the reader's language. @param {string} choice @returns {Promise<Catalogue>} */
export async function loadCatalogue(choice) {
  const language = languageOf(choice);
  const response = await fetch(api.runtime.getURL(`/_locales/${language}/messages.json`));
  return catalogueOf(language, await response.json());
}

/** Put the words of a page in place: `data-words` names an element's text, `data-label` its label. @param {Catalogue} catalogue */
export function translatePage({ language, words }) {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-words]")) {
    element.textContent = words(element.getAttribute("data-words") ?? "");
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", words(element.getAttribute("data-label") ?? ""));
  }
}
