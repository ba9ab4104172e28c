/** The one global of the content scripts: what each file adds to it. `@satisfies` holds the files to these lines. */

interface Sidelight {
  // text/
  language: string;
  setMessages: (answer: { messages: Catalogue; language: string }) => void;
  words: (key: string, ...parts: Words[]) => string;
  counted: (key: string, count: number, ...parts: Words[]) => string;
  known: (key: string, ...parts: Words[]) => string | null;
  keyPart: (name: string) => string;
  quoted: (text: string) => string;
  findingInWords: (kind: string, finding: string) => string;
  capitalised: (text: string) => string;
  typographic: (text: string, language: string | null) => string;
  shortfalls: (state: { partial: string[]; noRoom: number; shown: number }) => string[];
  setNumberLanguage: (language: string) => void;
  writeNumber: (value: number) => string;
  writeShort: (value: number) => string;
  writeAmount: (amount: Amount) => string;
  isPartialDate: (text: unknown) => text is PartialDate;
  writeDate: (text: PartialDate, how?: { short?: boolean }) => string;
  writeAge: (text: PartialDate) => string;
  isPast: (text: PartialDate) => boolean;
  /** Days since 1970. */
  dayOf: (text: PartialDate) => number;
  fold: (text: string) => Folded;
  folding: (text: string) => Generator<void, Folded, void>;
  foldText: (text: string) => string;

  // read/
  inSlices: <T>(work: Generator<void, T, void>, signal?: AbortSignal) => Promise<T | null>;
  atOnce: <T>(work: Generator<void, T, void>) => T;
  treeOf: (body: Element) => Generator<void, Tree, void>;
  /** In code points. */
  lengthOf: (text: string) => number;
  WHITE: string;
  isHidden: (element: Element) => boolean;
  hintedRole: (element: Element, about: { share: number; holdsHeadline: boolean }) => string | null;
  roleBelow: (tag: string, hint: string | null, outer: string) => string;
  WHOLE_ROLES: Set<string>;
  ARTICLE_ROLES: Set<string>;
  blocksOf: (doc: Document) => Generator<void, Blocks, void>;
  areArticles: (candidates: Candidate[], around: number[]) => boolean[] | null;
  reading: (doc: Document, title?: string | null) => Generator<void, Page, void>;
  readPassages: (doc: Document, title?: string | null) => Page;
  rangeOf: (layer: Layer, span: Span) => Range | null;
  readMetadata: () => Metadata;
  readReply: (value: unknown) => Reply | null;
  readProblem: (value: unknown) => Problem;

  // anchor/
  unitsOf: (text: string, start: number, end: number) => Span | null;
  atPosition: (text: string, target: Target) => Span | null;
  foldTarget: (target: Target) => Target;
  unfold: (folded: Folded, span: Span) => Span;
  around: (text: string, target: Target, span: Span) => Around;
  standing: (text: string, target: Target) => Standing;
  isMissedElsewhere: (text: string, target: Target, place: { span: Span; sides: number }) => boolean;
  tellsTheSame: (left: string, right: string) => boolean;
  likesOf: (folded: Folded, target: Target) => Generator<void, Scored[], void>;
  bestLike: (likes: Scored[], quote: string, textAt: (span: Span) => string) => Best;
  findQuote: (page: Page, target: Target, left: { ms: number }) => Generator<void, Found, void>;
  placing: (notes: Note[], page: Page) => Generator<void, void, void>;
  isLost: (note: Note) => boolean;
  byPlace: (left: Note, right: Note) => number;
  paint: (notes: Note[]) => void;
  paintActive: (note: { kind: Kind; range?: Range | null } | null) => void;
  clearPaint: () => void;
  notesAt: (notes: Note[], x: number, y: number, target: Element) => Note[];
  noteAt: (notes: Note[], x: number, y: number, target: Element) => Note | undefined;

  // card/ and style/
  styles: string[];
  element: {
    <K extends keyof HTMLElementTagNameMap>(name: K, attributes?: Attributes, ...children: (Child | Child[])[]): HTMLElementTagNameMap[K];
    (name: string, attributes?: Attributes, ...children: (Child | Child[])[]): HTMLElement;
  };
  shape: (name: string, attributes?: Attributes, ...children: (Child | Child[])[]) => SVGElement;
  safeLink: (url: string | null, ...children: (Child | Child[])[]) => HTMLElement;
  addOverlay: () => { host: HTMLElement; root: ShadowRoot };
  removeOverlays: () => void;
  announce: (root: ShadowRoot, sentence: string) => void;
  addMarkers: (root: ShadowRoot, notes: Note[], open: (note: Note, opening: Opening) => void) => void;
  placeMarkers: (notes: Note[]) => void;
  bringIntoView: (range: Range) => void;
  showPassage: (note: Note) => void;
  sourceNumbers: (note: Note, ids: string[]) => string;
  sourcesPart: (note: Note) => Child[];
  foldedAway: (summary: string, list: Child) => HTMLElement;
  recordsList: (note: FigureNote) => HTMLElement | null;
  rankingList: (note: ComparisonNote) => HTMLElement | null;
  historyList: (note: LabelNote, subject: Subject) => HTMLElement | null;
  clip: (text: string, most: number) => string;
  factsList: (rows: [string, ...Child[]][]) => HTMLElement;
  whyPart: (note: Note) => HTMLElement | null;
  labelFacts: (note: LabelNote) => HTMLElement | null;
  alsoPart: (note: Note, options: { jump?: (range: Range) => void }) => HTMLElement | null;
  agePart: (note: Note) => HTMLElement | null;
  actionButton: (label: string, act: (button: HTMLElement) => unknown, look?: string | null) => HTMLButtonElement;
  actionsPart: (note: Note, options: PartOptions) => HTMLElement | null;
  CARD_ID: string;
  buildCard: (note: Note, options: CardOptions) => Card;
  watchEnd: (card: HTMLElement) => void;
  choosePlace: (rects: Box[], size: Size, view: Size, panel?: Box | null, near?: Box) => Place;
  makeRoom: (card: HTMLElement, range: Range) => void;
  placeCard: (card: HTMLElement, range: Range | null, point?: Point | null) => boolean;
  watchHover: (options: HoverOptions & { signal: AbortSignal }) => Hover;
  Cards: new (options: CardsOptions) => Cards;

  // chart/
  chart: (chart: Chart) => HTMLElement;
  chartWidth: () => number;
  textWidth: (text: string, isBold?: boolean) => number;
  fitText: (text: string, room: number, isBold?: boolean) => string;
  diamond: (x: number, y: number, size: number) => SVGElement;
  keepFew: <T>(members: T[], most: number, mustStay: T[]) => T[];
  figureChart: (note: FigureNote) => HTMLElement | null;
  recordsByDate: (note: FigureNote) => FigureRecord[];
  sameRecord: (left: FigureRecord | null | undefined, right: FigureRecord | null | undefined) => boolean;
  rankingChart: (note: ComparisonNote) => HTMLElement | null;
  describeRow: (note: ComparisonNote, row: Ranked) => string;
  isSubject: (note: ComparisonNote, row: Ranked) => boolean;
  bySize: (ranking: Ranked[]) => Ranked[];
  timelineChart: (subject: Subject, published: PartialDate | null) => HTMLElement | null;

  // list/ and send/
  listParts: (state: State, options: ListOptions) => (HTMLElement | null)[];
  NoteList: new (options: NoteListOptions) => NoteList;
  buildForm: (form: Form) => View;
  noteField: (label: string) => Field<string>;
  tickField: (label: string, how?: { checked?: boolean }) => Field<boolean>;
  openReport: (note: Note, options: PartOptions, invoker: HTMLElement) => void;
  readSelection: (selection?: Selection | null) => Selected | null;
  openRequest: (options: {
    root: ShadowRoot;
    selected?: Selected | null;
    title?: string;
    url?: string;
    send: (body: object) => Promise<Sent>;
  }) => HTMLElement;

  // watch/ and main.js
  Changes: new (options: ChangesOptions) => Changes;
  watchNavigation: (options: { signal: AbortSignal; onMove: () => void; onReturn: () => void }) => void;
  giveWayTo: (host: HTMLElement, signal: AbortSignal) => void;
  Session: new (options: SessionOptions) => Session;
  session: Session | null;
  start: (options: SessionOptions) => Promise<void>;
  stop: () => boolean;
}

declare var Sidelight: Sidelight;

/** content/vendor/approx-string-match.js, which is not ours to annotate. */
declare var approxStringMatch: {
  search(text: string, pattern: string, mostErrors: number): { start: number; end: number; errors: number }[];
};
