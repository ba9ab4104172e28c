// The notes of a page in the popup: how many of which kinds, a list to jump from, and what was checked.
import { button, element } from "../shared/elements.js";
import { KINDS } from "../shared/settings.js";

/**
 * @typedef {import("./views.js").Note} Note
 * @typedef {import("./views.js").Status} Status
 * @typedef {import("../shared/messages.js").Catalogue} Catalogue
 */

/** Longest quote in a line of the list, in characters; the passage itself is one click away. */
const QUOTE_SHOWN = 90;

/** @param {Catalogue} catalogue @param {string} text */
function quoted({ words }, text) {
  const clipped = text.length > QUOTE_SHOWN ? `${text.slice(0, QUOTE_SHOWN - 1).trimEnd()}…` : text;
  return words(/["“”«»]/.test(clipped) ? "quote_inner" : "quote_outer", clipped);
}

/** @param {Catalogue} catalogue @param {Note} note @param {(id: string) => unknown} jump */
function line(catalogue, note, jump) {
  const { messages, words } = catalogue;
  const reason = `reason_${String(note.reason).replaceAll("-", "_")}`;
  const parts = [
    element("span", { class: "finding" }, note.finding),
    element("span", { dir: "auto", lang: note.language }, quoted(catalogue, note.quote)),
    note.placed
      ? null
      : element("span", { class: "quiet" }, reason in messages ? words(reason) : words("reason_not_found")),
  ];
  const open = element("button", { type: "button", class: "note" }, ...parts);
  open.addEventListener("click", () => jump(note.id));
  return element("li", { class: note.kind }, open);
}

/** @param {Catalogue} catalogue @param {Note[]} notes @param {(id: string) => unknown} jump */
const list = (catalogue, notes, jump) =>
  element("ul", { class: "notes" }, ...notes.map((note) => line(catalogue, note, jump)));

/**
 * Switches for the kinds on this page, where there is more than one.
 * @param {Catalogue} catalogue
 * @param {Note[]} notes
 * @param {string[]} shown
 * @param {(kinds: string[]) => void} choose
 */
function kindsPart({ words }, notes, shown, choose) {
  const kinds = KINDS.filter((kind) => notes.some((note) => note.kind === kind));
  if (kinds.length < 2 && kinds.every((kind) => shown.includes(kind))) return null;
  const inputs = kinds.map((kind) =>
    element("input", { type: "checkbox", value: kind, checked: shown.includes(kind) }),
  );
  const labels = inputs.map((input) => {
    const count = notes.filter((note) => note.kind === input.value).length;
    input.addEventListener("change", () => choose(inputs.filter((one) => one.checked).map((one) => one.value)));
    return element("label", { class: `chip ${input.value}` }, input, `${words(`kinds_${input.value}`)} ${count}`);
  });
  return element(
    "fieldset",
    { class: "chips" },
    element("legend", { class: "unseen" }, words("list_kinds")),
    ...labels,
  );
}

/** Shorten a list to some kinds without building it anew: the focus stays where it is. @param {HTMLElement[]} lists @param {string[]} kinds */
function filter(lists, kinds) {
  for (const item of lists.flatMap((one) => [...one.querySelectorAll("li")]))
    item.hidden = !kinds.includes(item.className);
}

/** @param {Catalogue} catalogue @param {string} day */
function dayInWords({ language }, day) {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" }).format(
    date,
  );
}

/**
 * What was checked, whether or not anything was found.
 * @param {Catalogue} catalogue
 * @param {Status} status
 * @param {{open: boolean}} how
 */
export function checkedPart(catalogue, { checked = {}, partial = [], noRoom = 0, notes = [], published }, { open }) {
  const { messages, words, counted } = catalogue;
  const facts = [
    Number.isInteger(checked.entries)
      ? [words("list_entries_name"), counted("list_entries", checked.entries ?? 0)]
      : null,
    Number.isInteger(checked.edition) ? [words("list_edition_name"), String(checked.edition)] : null,
    checked.on ? [words("list_on_name"), dayInWords(catalogue, checked.on)] : null,
    published !== undefined
      ? [words("list_article_name"), published ? dayInWords(catalogue, published) : words("list_article_undated")]
      : null,
  ].filter((fact) => fact !== null);
  const shortfalls = partial.map((code) => {
    const key = `partial_${code.replaceAll("-", "_")}`;
    return key in messages ? words(key) : code;
  });
  if (noRoom) shortfalls.push(counted("list_no_room", noRoom, notes.length));
  return element(
    "details",
    { class: "checked", open },
    element("summary", {}, words("list_checked")),
    element("dl", {}, ...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])),
    ...shortfalls.map((text) => element("p", {}, text)),
    element("p", { class: "quiet" }, words("list_unmarked")),
  );
}

/**
 * @param {import("./views.js").Situation} situation
 * @param {Status} status
 * @param {import("./actions.js").Actions} actions
 * @returns {Node[]}
 */
export function foundParts({ catalogue }, status, actions) {
  const { words } = catalogue;
  const notes = status.notes ?? [];
  const placed = notes.filter((note) => note.placed);
  const others = notes.filter((note) => !note.placed);
  const lists = [placed, others].map((some) => list(catalogue, some, actions.jump));
  const choose = (/** @type {string[]} */ kinds) => {
    filter(lists, kinds);
    actions.kinds(kinds);
  };
  const shown = status.shownKinds ?? KINDS;
  filter(lists, shown);
  const parts = [
    kindsPart(catalogue, notes, shown, choose),
    placed.length ? lists[0] : null,
    others.length ? element("h2", {}, words("list_not_placed")) : null,
    others.length ? lists[1] : null,
    element(
      "div",
      { class: "buttons" },
      button(words("popup_list"), actions.list),
      button(words("popup_hide"), actions.toggle, { accesskey: "h" }),
    ),
    checkedPart(catalogue, status, { open: false }),
  ];
  return parts.filter((part) => part !== null);
}
