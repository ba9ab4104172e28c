// Every sentence the content scripts show. The server's own sentences (`says`, titles, summaries) are not here.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});

  /** How a finding is named on the card: how the passage stands to the record, never a verdict on the article. */
  const FINDINGS = {
    figure: {
      vague: "No exact figure given",
      undated: "Compared with the latest figure",
      "matches-latest": "Matches the latest figure",
      "revised-since": "Revised since",
      "older-figure": "An older figure",
      "also-reported": "Also reported",
      consistent: "Consistent with the record",
      "confirmed-later": "Confirmed later",
      differs: "Not on record",
    },
    comparison: {
      holds: "Holds",
      "held-when-written": "Held when written",
      "confirmed-later": "Confirmed later",
      "does-not-hold": "Does not hold on this list",
      depends: "Depends on the count",
      "not-covered": "Outside this list",
    },
    label: {
      "in-force": "In force",
      "changed-since": "Changed since",
      "not-yet": "Applied later",
      ended: "Ended",
      "not-recorded": "Not on record",
      explained: "What it means",
    },
    background: { context: "Background" },
  };

  const KINDS = { figure: "Figure", comparison: "Comparison", label: "Label", background: "Background" };

  const PARTIAL = {
    paywalled: "Part of this page is behind a paywall and was not read.",
    "too-long": "The page is very long; only its first part was read.",
    "no-article": "No article text was found on this page.",
    "timed-out": "Reading the page took too long; only part of it was read.",
  };

  const HISTORY = { listed: "Listed", removed: "Removed from the list", also: "Also designated" };

  /** How a number was put, in front of it. */
  const FORMS = {
    exact: "exactly",
    "at-least": "at least",
    "more-than": "more than",
    "at-most": "at most",
    "less-than": "less than",
    about: "about",
    nearly: "nearly",
  };

  const plural = (count, one, other) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : other}`;

  /** Put a quote in quotation marks, single ones around double ones. */
  const quoted = (text) => (/["“”«»]/.test(text) ? `‘${text}’` : `“${text}”`);

  const strings = {
    findings: FINDINGS,
    kinds: KINDS,
    partial: PARTIAL,
    history: HISTORY,
    forms: FORMS,
    close: "Close",
    sources: "Sources",
    more: "More",
    why: "Why this is shown",
    phrase: "Phrase",
    cues: "The article is about",
    reads: "Read as",
    allRecords: "All figures on record",
    fullRanking: "The whole list",
    otherCount: "another count",
    undated: "undated",
    thisArticle: "This article",
    onItsDate: "Known on its date",
    latest: "Latest",
    notCounted: "not counted here",
    subject: "the article’s subject",
    vague: "no exact number",
    means: "What it means",
    basis: "Legal basis",
    disputedBy: "Disputed by",
    appliedBy: "Applied by",
    opensNewTab: "opens in a new tab",
    panel: "Sidelight notes",
    showList: "Show the list",
    nothing: "Nothing to add on this page",
    notPlaced: "not found on the page as it is now",
    checking: "Sidelight is looking for context…",
    badAnswer: "The Sidelight server gave an answer that cannot be read.",
    lost: "The extension was updated or turned off.",
    lostRemedy: "Reload this page, then click the toolbar button again.",
    tryAgain: "Try again",
    reviewed: (date) => `Reviewed ${date}`,
    reviewBy: (date) => `next review by ${date}`,
    alsoAt: (count) => `Also at ${plural(count, "more place", "more places")} on this page.`,
    notes: (count) => `${plural(count, "note", "notes")} on this page`,
    checked: (count) => `${plural(count, "entry was", "entries were")} checked.`,
    checkedIn: (edition) => `Edition ${edition} of the database.`,
    quoted,
    note: (finding, quote) => `Note: ${finding}. On ${quoted(quote)}`,
    range: (low, high) => `${low} to ${high}`,
    shown: (shown, all) => `${shown} of ${all} shown; all are in the list below.`,
    counted: (low, high) => `counts from ${low} to ${high}`,
    amountOn: (amount, date) => `${amount} on ${date}`,
    figureFirst: (words) => `The first figure is ${words}`,
    figureThen: (words) => `on the article’s date it was ${words}`,
    figureLatest: (words) => `the latest is ${words}`,
    figureSaid: (value) => `The article says ${value}.`,
    rankingEnds: (first, last) => `The list goes from ${first} to ${last}.`,
    rankingSubject: (row) => `The article’s subject is ${row}.`,
    noRoom: (more, most) =>
      `${plural(more, "more note was", "more notes were")} found; a page of this length shows at most ${most}.`,
    requestId: (id) => `Request id ${id}`,
    figureChart: (unitCount) => `Chart: ${plural(unitCount, "figure", "figures")} by date`,
    rankingChart: (rows) => `Chart: ${plural(rows, "event", "events")} by size`,
    timeline: (name) => `Time line: ${name}`,
    moreSources: (count) => plural(count, "more source", "more sources"),
    sourceNumbers: (numbers) => `[${numbers.join(", ")}]`,
  };

  /** Name a finding in words; an unknown one keeps its own name, so that a newer server is still readable. */
  function findingInWords(kind, finding) {
    return FINDINGS[kind]?.[finding] ?? finding.replaceAll("-", " ");
  }

  const capitalised = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

  /** Set the straight quotes of an English title as print does; where they do not pair off, the text stays. */
  function typographic(text, language) {
    if (!/^en\b/.test(language ?? "") || (text.match(/"/g)?.length ?? 0) % 2) return text;
    return text.replace(/"([^"]*)"/g, "“$1”").replace(/(?<=\p{L})'(?=\p{L})/gu, "’");
  }

  /** Say what was not done and what is not shown. */
  function shortfalls({ partial, noRoom, shown }) {
    const codes = partial.map((code) => PARTIAL[code] ?? code);
    return noRoom ? [...codes, strings.noRoom(noRoom, shown)] : codes;
  }

  Object.assign(Sidelight, { strings, findingInWords, capitalised, typographic, shortfalls });
})();
