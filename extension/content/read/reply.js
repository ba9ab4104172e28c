// The server's answer, checked. Everything behind this file may trust shapes and lengths; nothing before it may.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  /** @type {Kind[]} */
  const KINDS = ["figure", "comparison", "label", "background"];
  /** @type {HistoryEvent["event"][]} */
  const HISTORY = ["listed", "removed", "also"];
  const LIMITS = { notes: 60, records: 120, ranking: 120, subjects: 20, history: 60, sources: 60, cues: 20, places: 60, partial: 10 };
  const CODES_READ = 1000;
  const LENGTHS = { word: 80, line: 300, says: 1200, prose: 2500, body: 8000, quote: 2000, url: 2048 };
  const BIGGEST = 1e15;
  const REQUEST_ID = /^[\w.-]{1,64}$/;
  // Control characters, and the marks that make text run in another direction than it reads.
  const UNWANTED = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;

  /** What the server may have said: each member is looked at before it is used. @typedef {Record<string, unknown>} Said */

  /** Take a text, cut to its limit; anything else is null. @param {unknown} value @param {number} limit */
  function text(value, limit) {
    if (typeof value !== "string") return null;
    const clean = value.replace(UNWANTED, "").trim();
    if (!clean) return null;
    return clean.length > limit ? `${clean.slice(0, limit - 1).trimEnd()}…` : clean;
  }

  /** @param {unknown} value */
  const line = (value) => text(value, LENGTHS.line);
  /** @param {unknown} value */
  const number = (value) => (typeof value === "number" && Math.abs(value) < BIGGEST ? value : null);
  /** @param {unknown} value */
  const count = (value) => (typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null);
  /** @param {unknown} value */
  const date = (value) => (Sidelight.isPartialDate(value) ? value : null);
  /** @param {unknown} value */
  const object = (value) => /** @type {Said} */ (value && typeof value === "object" && !Array.isArray(value) ? value : {});

  /**
   * Read each member of a list, no more than the limit, leaving out what cannot be read.
   * @template T
   * @param {unknown} value @param {number} limit @param {(member: unknown) => T | null} read
   * @returns {T[]}
   */
  function list(value, limit, read) {
    if (!Array.isArray(value)) return [];
    const members = value.slice(0, limit).map((member) => read(member));
    return members.filter((member) => member !== null);
  }

  /** Take an https address as the browser writes it; anything else is null. @param {unknown} value */
  function httpsUrl(value) {
    if (typeof value !== "string" || value.length > LENGTHS.url || !URL.canParse(value)) return null;
    const url = new URL(value);
    return url.protocol === "https:" && !url.username && !url.password ? url.href : null;
  }

  /** @param {unknown} value @returns {Source | null} */
  function readSource(value) {
    const source = object(value);
    const read = {
      id: text(source.id, LENGTHS.word),
      title: line(source.title),
      publisher: line(source.publisher),
      url: httpsUrl(source.url),
      published: date(source.published),
    };
    return read.title || read.publisher || read.url ? read : null;
  }

  /** @param {unknown} value @returns {FigureRecord | null} */
  function readRecord(value) {
    const record = object(value);
    const amount = number(record.value);
    if (amount === null) return null;
    return {
      value: amount,
      low: number(record.low),
      high: number(record.high),
      qualifier: text(record.qualifier, LENGTHS.word),
      asOf: date(record.as_of),
      by: line(record.by),
      note: line(record.note),
      standing: record.standing === "other" ? "other" : "main",
      sources: list(record.sources, LIMITS.sources, (id) => text(id, LENGTHS.word)),
    };
  }

  /** @param {unknown} value @returns {FigureRecords} */
  function readRecords(value) {
    const records = object(value);
    return {
      then: readRecord(records.then),
      latest: readRecord(records.latest),
      series: list(records.series, LIMITS.records, readRecord),
      other: list(records.other, LIMITS.records, (member) => {
        const record = readRecord(member);
        return record && { ...record, standing: "other" };
      }),
    };
  }

  /** @param {unknown} value @returns {Ranked | null} */
  function readRankingLine(value) {
    const ranked = object(value);
    const name = line(ranked.name) ?? line(ranked.event);
    if (!name) return null;
    return {
      event: line(ranked.event) ?? name,
      name,
      value: number(ranked.value),
      low: number(ranked.low),
      high: number(ranked.high),
      began: date(ranked.began),
      place: line(ranked.place),
      counts: ranked.counts !== false,
      reason: line(ranked.reason),
    };
  }

  /** @param {unknown} value @returns {HistoryEvent | null} */
  function readHistoryEvent(value) {
    const event = object(value);
    const on = date(event.on);
    const what = HISTORY.find((known) => known === event.event);
    if (!on || !what) return null;
    return {
      event: what,
      on,
      by: line(event.by),
      designation: line(event.designation),
      note: line(event.note),
      sources: list(event.sources, LIMITS.sources, (id) => text(id, LENGTHS.word)),
    };
  }

  /** @param {unknown} value @returns {Subject | null} */
  function readSubject(value) {
    const subject = object(value);
    const name = line(subject.name);
    return name ? { name, history: list(subject.history, LIMITS.history, readHistoryEvent) } : null;
  }

  /** @param {unknown} value */
  const statement = (value) => text(typeof value === "string" ? value : object(value).text, LENGTHS.prose);

  /** What only one kind has. @type {Record<Kind, (item: Said) => object>} */
  const PARTS = {
    figure: (item) => ({ reading: readReading(item.reading), records: readRecords(item.records) }),
    comparison: (item) => ({
      claim: { subject: line(object(item.claim).subject), since: line(String(object(item.claim).since ?? "")) },
      ranking: list(item.ranking, LIMITS.ranking, readRankingLine),
    }),
    label: (item) => ({
      label: {
        term: line(object(item.label).term),
        appliedBy: line(object(item.label).applied_by),
        means: statement(object(item.label).means),
        basis: statement(object(item.label).basis),
        disputedBy: statement(object(item.label).disputed_by),
      },
      subjects: list(item.subjects, LIMITS.subjects, readSubject),
    }),
    background: () => ({}),
  };

  /** @param {unknown} value @returns {Reading} */
  function readReading(value) {
    const reading = object(value);
    return {
      value: number(reading.value),
      low: number(reading.low),
      high: number(reading.high),
      form: text(reading.form, LENGTHS.word),
      text: line(reading.text),
    };
  }

  /** @param {unknown} value @returns {Target | null} */
  function readTarget(value) {
    const selectors = object(value).selector;
    const all = Array.isArray(selectors) ? selectors : [selectors];
    const quote = object(all.find((selector) => object(selector).type === "TextQuoteSelector"));
    const position = object(all.find((selector) => object(selector).type === "TextPositionSelector"));
    // The quote is searched for letter by letter, so it is taken whole or not at all.
    if (typeof quote.exact !== "string" || !quote.exact || quote.exact.length > LENGTHS.quote) return null;
    const context = (/** @type {unknown} */ side) => (typeof side === "string" && side.length <= LENGTHS.line ? side : "");
    return {
      exact: quote.exact,
      prefix: context(quote.prefix),
      suffix: context(quote.suffix),
      position: readPosition(position),
    };
  }

  /** @param {unknown} value @returns {Span | null} */
  function readPosition(value) {
    const position = object(value);
    const [start, end] = [count(position.start), count(position.end)];
    return start !== null && end !== null && start < end ? { start, end } : null;
  }

  /** Read a further place of the same reading; it is found by its position, or not at all when its words are common. @param {unknown} value @returns {Target | null} */
  function readPlace(value) {
    const { exact } = object(value);
    if (typeof exact !== "string" || !exact || exact.length > LENGTHS.quote) return null;
    return { exact, prefix: "", suffix: "", position: readPosition(value) };
  }

  /** @param {unknown} value */
  function readEntry(value) {
    const entry = object(value);
    return {
      id: text(entry.id, LENGTHS.line),
      kind: KINDS.find((kind) => kind === entry.kind) ?? null,
      title: line(entry.title),
      summary: text(entry.summary, LENGTHS.prose),
      body: text(entry.body, LENGTHS.body),
      reviewed: date(entry.reviewed),
      reviewBy: date(entry.review_by),
      revision: count(entry.revision),
      sources: list(entry.sources, LIMITS.sources, readSource),
    };
  }

  /** @param {unknown} value */
  function readWhy(value) {
    const why = object(value);
    const cues = list(why.cues, LIMITS.cues, (cue) => line(object(cue).cue));
    return { phrase: line(why.phrase), cues: [...new Set(cues)] };
  }

  /** Read one annotation into a note, or null when it cannot be shown: no target, no sentence, an unknown kind. @param {unknown} value @returns {Note | null} */
  function readNote(value) {
    const item = object(value);
    const entry = readEntry(item.entry);
    const target = readTarget(item.target);
    const says = text(item.says, LENGTHS.says);
    const finding = text(item.finding, LENGTHS.word);
    if (!entry.kind || !target || !says || !finding) return null;
    const body = object(Array.isArray(item.body) ? item.body[0] : item.body);
    return /** @type {Note} */ ({
      id: text(item.id, LENGTHS.line),
      kind: entry.kind,
      finding,
      says,
      language: text(body.language, LENGTHS.word),
      target,
      entry,
      why: readWhy(item.why),
      alsoAt: list(item.also_at, LIMITS.places, readPlace),
      ...PARTS[entry.kind](item),
    });
  }

  /** Read the codes of what was not done. Entries without room are counted; those left out are the operator's affair. @param {unknown} value */
  function readPartial(value) {
    const codes = list(value, CODES_READ, (code) => text(code, LENGTHS.line));
    const told = codes.filter((code) => !/^(?:left-out|no-room):/.test(code));
    return {
      partial: told.filter((code) => code.length <= LENGTHS.word).slice(0, LIMITS.partial),
      noRoom: codes.filter((code) => code.startsWith("no-room:")).length,
    };
  }

  /**
   * Read an AnnotationPage into `{notes, article, checked, partial, noRoom}`, or null when it is no such thing.
   * A note that cannot be read is left out; the others still show.
   * @param {unknown} value @returns {Reply | null}
   */
  function readReply(value) {
    const page = object(value);
    if (page.type !== "AnnotationPage" || !Array.isArray(page.items)) return null;
    const article = object(page.article);
    const checked = object(page.checked);
    return {
      notes: list(page.items, LIMITS.notes, readNote),
      article: { title: line(article.title), published: date(object(article.published).date) },
      checked: { edition: count(checked.edition), entries: count(checked.entries), on: date(checked.on) },
      ...readPartial(page.partial),
    };
  }

  /** Read an error of the API (application/problem+json) into words for a reader. @param {unknown} value @returns {Problem} */
  function readProblem(value) {
    const problem = object(value);
    const detail = text(problem.detail, LENGTHS.says) ?? line(problem.title);
    const { request_id: id } = problem;
    return {
      detail: detail && Sidelight.capitalised(detail),
      remedy: text(problem.remedy, LENGTHS.says),
      requestId: typeof id === "string" && REQUEST_ID.test(id) ? id : null,
    };
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ readReply, readProblem }));
})();
