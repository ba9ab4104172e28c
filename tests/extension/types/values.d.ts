/** The values that the content scripts hand to each other. What the server says becomes these in read/reply.js. */

type Kind = "figure" | "comparison" | "label" | "background";
/** Why a note has no place on the page. */
type Lost = "changed" | "hidden" | "twice" | "not-found";
/** Half-open; in which units, the one who gives it says. */
type Span = { start: number; end: number };
/** A quote with its context, and where it stood in the text as the server counts (code points). */
type Target = { exact: string; prefix: string; suffix: string; position?: Span | null };
/** A partial date: "2024", "2024-03" or "2024-03-26". */
type PartialDate = string;

type Source = { id: string | null; title: string | null; publisher: string | null; url: string | null; published: PartialDate | null };
type Amount = { value: number; low: number | null; high: number | null; qualifier: string | null };
type FigureRecord = Amount & {
  asOf: PartialDate | null;
  by: string | null;
  note: string | null;
  standing: "main" | "other";
  sources: string[];
};
type FigureRecords = { then: FigureRecord | null; latest: FigureRecord | null; series: FigureRecord[]; other: FigureRecord[] };
type Reading = { value: number | null; low: number | null; high: number | null; form: string | null; text: string | null };
type Ranked = {
  event: string;
  name: string;
  value: number | null;
  low: number | null;
  high: number | null;
  began: PartialDate | null;
  place: string | null;
  counts: boolean;
  reason: string | null;
};
type HistoryEvent = {
  event: "listed" | "removed" | "also";
  on: PartialDate;
  by: string | null;
  designation: string | null;
  note: string | null;
  sources: string[];
};
type Subject = { name: string; history: HistoryEvent[] };
type Label = {
  term: string | null;
  appliedBy: string | null;
  means: string | null;
  basis: string | null;
  disputedBy: string | null;
};
type Entry = {
  id: string | null;
  kind: Kind;
  title: string | null;
  summary: string | null;
  body: string | null;
  reviewed: PartialDate | null;
  reviewBy: PartialDate | null;
  revision: number | null;
  sources: Source[];
};

/** What every note has; `range` and all below it come once it has been looked for on the page. */
interface AnyNote {
  id: string | null;
  finding: string;
  says: string;
  language: string | null;
  target: Target;
  entry: Entry;
  why: { phrase: string | null; cues: string[] };
  alsoAt: Target[];
  range?: Range | null;
  /** What stood in the range when it was found. */
  placedText?: string | null;
  reason?: string | null;
  /** Further places of the same that were found. */
  places?: Range[];
  /** Its button on the page, while it is painted. */
  marker?: HTMLButtonElement;
  /** Whether the reader has hidden it from its card. */
  isHidden?: boolean;
}
interface FigureNote extends AnyNote {
  kind: "figure";
  reading: Reading;
  records: FigureRecords;
}
interface ComparisonNote extends AnyNote {
  kind: "comparison";
  claim: { subject: string | null; since: string | null };
  ranking: Ranked[];
}
interface LabelNote extends AnyNote {
  kind: "label";
  label: Label;
  subjects: Subject[];
}
interface BackgroundNote extends AnyNote {
  kind: "background";
}
/** One annotation. */
type Note = FigureNote | ComparisonNote | LabelNote | BackgroundNote;
type NoteOf<K extends Kind> = Extract<Note, { kind: K }>;

type Article = { title: string | null; published: PartialDate | null };
type Checked = { edition?: number | null; entries?: number | null; on?: PartialDate | null };
type Facts = { article: Article; checked: Checked; partial: string[]; noRoom: number };
type Reply = Facts & { notes: Note[] };
type Problem = { code?: string; detail: string | null; remedy: string | null; requestId?: string | null };

/** One stretch of a laid-out text, copied from a text node. */
type Piece = { node: Text; offset: number; start: number; length: number };
/** A folded text; `starts` and `ends` lead each of its units back to the original. */
type Folded = { text: string; starts: Int32Array; ends: Int32Array };
/** A text of the page with its way back. */
type Layer = { text: string; pieces: Piece[]; folded?: Folded };
type Passage = { role: string; text: string };
/** A page as it was read; `isAsked` once the server was asked about just this text. */
type Page = Layer & { passages: Passage[]; whole: Layer; unseen: Layer; isAsked?: boolean };
type Metadata = { title?: string; url?: string; language?: string; published?: PartialDate; modified?: PartialDate };

/** A visible element with what is below it; `children` are in the order in which readers see them. */
type Tree = {
  element: Element;
  tag: string;
  parent: Tree | null;
  linked: boolean;
  hidden: boolean;
  children: (Tree | Text)[];
  /** Characters in it outside links, hidden ones not counted. */
  unlinked: number;
  holdsHeadline: boolean;
};
/** Where a block stands; `aside` is what the server's rules leave out, `box` its nearest numbered block element. */
type Setting = { role: string; tag: string; mains: number[]; list: number; linked: boolean; aside: boolean; box: number };
type Block = { text: string; pieces: Piece[]; setting: Setting; linkShare: number };
type Candidate = { block: Block; role: string; outside: boolean };
type Blocks = { seen: Block[]; unseen: Block[]; around: number[] };

/** How well a place's surroundings agree with a quote's context, see anchor/context.js. */
type Around = { fit: number; sides: number; run: number };
type Standing = { span: Span; sides: number; fit: number; reason?: undefined } | { span?: undefined; reason: Lost };
type Scored = { span: Span; quote: number; sides: number; score: number };
type Best = { span: Span; reason?: undefined } | { span?: undefined; reason: Lost };
/** Where a quote was found, or why not. */
type Found = { layer: Layer; span: Span; reason?: undefined } | { layer?: undefined; span?: undefined; reason: Lost };

/** What the extension's background lets the page's scripts know; the demo page gives less. */
type Settings = { mode?: "passages" | "address"; kinds?: string[] | null; hiddenEntries?: string[]; language?: string };
type Sent = { ok?: boolean; problem?: unknown };
/** What whoever started a session can do for the reader; what is missing is not offered. */
type Actions = {
  report?: (body: object) => Promise<Sent>;
  request?: (body: object) => Promise<Sent>;
  hideEntry?: (id: string, title: string | null) => unknown;
  showEntry?: (id: string) => unknown;
  hideSite?: () => unknown;
  open?: (page: string) => unknown;
};
/** A note as it is told to the list, the badge and the popup: `finding` in words. */
type ToldNote = {
  id: string | null;
  kind: Kind;
  title: string | null;
  finding: string;
  quote: string;
  says: string;
  language: string | null;
  placed: boolean;
  reason?: string | null;
  open?: (invoker: HTMLElement | null) => void;
};
/** How a session stands. */
type State = {
  state: "idle" | "checking" | "found" | "none" | "problem" | "hidden" | "refused";
  notes?: ToldNote[];
  count?: number;
  kinds?: Record<string, number>;
  notPlaced?: number;
  checked?: Checked;
  partial?: string[];
  noRoom?: number;
  article?: Article;
  published?: string | null;
  problem?: Problem;
  refusal?: string;
  root?: ShadowRoot;
} & Partial<Problem>;

/** The browsers' format of a language's words. */
type Catalogue = Record<string, { message: string }>;
type Words = string | number;
