// Which sources a card shows at once, and the one numbering that its lists point to.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { counted, element, words } = Sidelight;
  const SHOWN = 3;
  const MOST_SHOWN = 6;

  /** @typedef {Source & {number: number | undefined}} Numbered */

  /** Take one member of each list in turn, so that no list crowds the others out. @template T @param {T[][]} lists @returns {T[]} */
  function inTurn(lists) {
    const longest = Math.max(0, ...lists.map((list) => list.length));
    return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
  }

  /** Ids of the sources of the record that states the article's own value. @param {Note} note */
  function statedBy(note) {
    if (note.kind !== "figure") return [];
    const { records, reading } = note;
    const said = [records.then, records.latest, ...records.series, ...records.other];
    return said.find((record) => record?.value === reading.value)?.sources ?? [];
  }

  /** Ids of the sources behind what the card says, before those that the entry cites elsewhere. */
  /** @type {{[K in Kind]: (note: NoteOf<K>) => string[]}} */
  const CITED = {
    figure: (note) =>
      inTurn([statedBy(note), ...[note.records.then, note.records.latest].map((record) => record?.sources ?? [])]),
    comparison: () => [],
    label: ({ subjects }) => {
      const events = subjects.flatMap(({ history }) => history);
      return events.flatMap((event) => event.sources);
    },
    background: () => [],
  };

  /**
   * Part the sources into those that show at once and the rest, numbered through in the order in which they stand;
   * those of the article's own value go before the others.
   * @param {Note} note
   */
  function partSources(note) {
    const { sources } = note.entry;
    const citedBy = /** @type {(note: Note) => string[]} */ (CITED[note.kind]);
    const cited = [...new Set(citedBy(note))].flatMap((id) => sources.find((source) => source.id === id) ?? []);
    const count = Math.min(MOST_SHOWN, Math.max(SHOWN, cited.length));
    const chosen = new Set([...cited, ...sources].slice(0, count));
    const stated = statedBy(note);
    const shown = sources.filter((source) => chosen.has(source));
    const [first, second] = [true, false].map((is) => shown.filter(({ id }) => stated.includes(id ?? "") === is));
    const parts = [[...first, ...second], sources.filter((source) => !chosen.has(source))];
    const number = new Map(parts.flat().map((source, at) => [source, at + 1]));
    return parts.map((part) => part.map((source) => ({ ...source, number: number.get(source) })));
  }

  /** Point to the numbered sources of the card; unknown ids point nowhere. @param {Note} note @param {string[]} ids */
  function sourceNumbers(note, ids) {
    const numbered = partSources(note).flat();
    const numbers = numbered.filter(({ id }) => id && ids.includes(id)).map(({ number }) => number);
    return numbers.length ? `[${numbers.join(", ")}]` : "";
  }

  /** @param {Numbered} source */
  function sourceLine(source) {
    const title = Sidelight.safeLink(source.url, source.title ?? source.publisher ?? source.url);
    title.setAttribute("dir", "auto");
    const date = source.published ? Sidelight.writeDate(source.published) : words("undated");
    const publisher = source.title && source.publisher ? `${source.publisher}, ` : "";
    const from = element("span", { class: "publisher" }, publisher, element("span", { class: "day" }, date));
    return element("li", { value: source.number }, title, " ", from);
  }

  /** List the sources, the first of them at once. @param {Note} note */
  function sourcesPart(note) {
    const [shown, rest] = partSources(note);
    if (!shown.length) return [];
    /** @param {Numbered[]} sources */
    const list = (sources) => element("ol", { class: "sources" }, ...sources.map(sourceLine));
    return [
      element("h3", {}, words("card_sources")),
      list(shown),
      rest.length ? Sidelight.foldedAway(counted("card_more_sources", rest.length), list(rest)) : null,
    ];
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ sourceNumbers, sourcesPart }));
})();
