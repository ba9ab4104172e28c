// What a card says of itself and its note: what a label means, why the note is shown, where else it stands, how old
// the entry is.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { element, words } = Sidelight;
  const QUOTE_SHOWN = 60;

  /** @param {string} text @param {number} most */
  const clip = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

  /** @param {Reading} reading */
  function readingInWords({ value, low, high, form, text }) {
    if (form === "vague" || (value === null && low === null && high === null)) return text ? words("form_vague") : null;
    if (form === "range" && low !== null && high !== null) {
      return words("form_range", Sidelight.writeNumber(low), Sidelight.writeNumber(high));
    }
    const number = Sidelight.writeNumber(/** @type {number} */ (value ?? low ?? high));
    return Sidelight.known(`form_${Sidelight.keyPart(form ?? "")}`, number) ?? number;
  }

  /** List names and what they stand for. @param {[string, ...Child[]][]} rows */
  function factsList(rows) {
    const terms = rows.flatMap(([name, ...values]) => [element("dt", {}, name), element("dd", { dir: "auto" }, ...values)]);
    return element("dl", { class: "facts" }, ...terms);
  }

  /** @param {Note} note */
  function whyPart(note) {
    const stated = note.kind === "figure" ? note.reading : null;
    const reading = stated && readingInWords(stated);
    const read = stated?.text;
    const { id, revision } = note.entry;
    /** @type {([string, Child] | null)[]} */
    const rows = [
      note.why.phrase ? [words("card_phrase"), element("code", {}, note.why.phrase)] : null,
      reading ? [words("card_reads"), read ? words("card_reads_quoted", Sidelight.quoted(read), reading) : reading] : null,
      note.why.cues.length ? [words("card_cues"), note.why.cues.join(" · ")] : null,
      id ? [words("card_entry"), revision ? words("card_revision", id, revision) : id] : null,
    ];
    const told = rows.filter((row) => row !== null);
    return told.length ? Sidelight.foldedAway(words("card_why"), factsList(told)) : null;
  }

  /** @param {LabelNote} note */
  function labelFacts({ label }) {
    /** @type {[string, string | null][]} */
    const rows = [
      [words("card_applied_by"), label.appliedBy],
      [words("card_means"), label.means],
      [words("card_basis"), label.basis],
      [words("card_disputed_by"), label.disputedBy],
    ];
    const told = rows.filter(([, value]) => value);
    return told.length ? factsList(told) : null;
  }

  /** @param {Range} range */
  const isThere = (range) => !range.collapsed && range.startContainer.isConnected;

  /**
   * Say that the same stands elsewhere on the page, with a button for each place that was found.
   * @param {Note} note @param {{jump?: (range: Range) => void}} options
   */
  function alsoPart(note, { jump }) {
    if (!note.alsoAt.length) return null;
    /** @type {Range[]} */
    const places = jump ? (note.places ?? []).filter(isThere) : [];
    const title = Sidelight.counted("card_also", note.alsoAt.length);
    if (!places.length) return element("p", { class: "also" }, `${title}.`);
    const buttons = places.map((range, at) => {
      const quote = Sidelight.quoted(clip(String(range).replace(/\s+/g, " "), QUOTE_SHOWN));
      const name = words("card_also_here", quote, at + 1, places.length);
      const button = element("button", { type: "button", class: "place", "aria-label": name, dir: "auto" }, quote);
      button.addEventListener("click", () => jump?.(range));
      return element("li", {}, button);
    });
    return Sidelight.foldedAway(title, element("ul", { class: "places" }, ...buttons));
  }

  /** Say when the entry was reviewed, when it is due again, and whether that has passed. @param {Note} note */
  function agePart({ entry }) {
    const { reviewed, reviewBy } = entry;
    const isOverdue = reviewBy && Sidelight.isPast(reviewBy);
    const next = reviewBy && words(isOverdue ? "card_overdue" : "card_review_by", Sidelight.writeDate(reviewBy));
    const last = reviewed && words("card_reviewed", Sidelight.writeDate(reviewed), Sidelight.writeAge(reviewed));
    const lines = [
      last ? element("span", {}, `${last}. `) : null,
      next ? element("span", { class: isOverdue ? "overdue" : null }, `${next}.`) : null,
    ];
    return lines.some(Boolean) ? element("p", { class: "foot" }, ...lines) : null;
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ clip, factsList, whyPart, labelFacts, alsoPart, agePart }));
})();
