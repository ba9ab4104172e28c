/** What the parts of a session are made with and offer: forms, cards, the list, the watchers, the session itself. */

type Child = Node | string | number | null | undefined;
type Attributes = Record<string, string | number | boolean | null | undefined>;
type Point = { x: number; y: number };
type Size = { width: number; height: number };
type Box = { left: number; right: number; top: number; bottom: number };
type Place = { side: string; left: number; top: number; room: number };
type Legend = { mark: string; text: string }[];
type Chart = {
  title: string;
  description: string;
  height: number;
  marks: (Child | Child[])[];
  legend?: Legend;
  aside?: string | null;
};
/** A part of a form and how to read what the reader has put in. */
type Field<T> = { part: HTMLElement; read: () => T };
type View = { view: HTMLElement; heading: HTMLElement };
type Selected = { quote: string; prefix?: string; suffix?: string; isCut?: boolean };
type Form = {
  title: string;
  parts: (HTMLElement | null)[];
  read: () => object;
  fault?: () => { words: string; field: HTMLElement } | null;
  send: (body: object) => Promise<Sent>;
  done: string;
  leave: () => void;
};

/** What a card is built with. `jump` leads to a further place; `hide` when the reader hides the note or takes that back. */
type CardOptions = {
  article: Article;
  checked?: Checked;
  actions?: Actions;
  close: () => void;
  jump?: (range: Range) => void;
  hide?: (isHidden: boolean) => void;
};
/** What the parts of a card are built with: `show` puts a view in its place, `back` takes it away. */
type PartOptions = CardOptions & {
  actions: Actions;
  show: (view: HTMLElement, invoker: HTMLElement) => void;
  back: () => unknown;
};
/** A built card; `back` leaves the view that stands in its place. */
type Card = HTMLElement & { back?: (() => boolean) | null };
type Opening = { invoker?: HTMLElement | null; range?: Range | null };

type HoverPoint = Point & { target: EventTarget | null };
type HoverOptions = {
  notesAt: (x: number, y: number, target: EventTarget | null) => Note | null;
  isInside: (point: HoverPoint) => boolean;
  shown: () => Note | null;
  open: (note: Note, point: HoverPoint | null) => void;
  close: () => void;
};
type Hover = { cancel(): void; leave(note: Note): void };

type CardsOptions = {
  host: HTMLElement;
  root: ShadowRoot;
  signal: AbortSignal;
  article: Article;
  checked: Checked;
  actions?: Actions;
  notesAt: (x: number, y: number, target: Element) => Note | null;
  onHide?: (note: Note, isHidden: boolean) => void;
};
interface Cards {
  note: Note | null;
  article: Article;
  checked: Checked;
  open(note: Note, opening?: Opening): void;
  close(how: { giveBack: boolean }): void;
  replace(): void;
}

type ListActions = { jump: (id: string | null) => void; setKinds?: (kinds: string[]) => void; again?: () => void };
type ListOptions = { kinds: string[] | null; actions: ListActions };
type NoteListOptions = { host: HTMLElement; root: ShadowRoot; signal: AbortSignal; actions: ListActions; isAsked?: boolean };
interface NoteList {
  readonly isOpen: boolean;
  show(state: State, kinds?: string[] | null): void;
  open(): void;
  close(): void;
}

type ChangesOptions = {
  host: Element;
  signal: AbortSignal;
  mayMiss: () => boolean;
  /** Does a round; answers whether it was fruitless. `added`: characters that came, roughly. */
  onRound: (added: number) => Promise<boolean>;
};
interface Changes {
  also(root: ShadowRoot): void;
  reset(): void;
  schedule(): void;
}

type SessionOptions = {
  postPassages: (body: object) => Promise<{ reply?: unknown; problem?: unknown } | null>;
  report: (state: State) => void;
  settings?: Settings;
  actions?: Actions;
  /** Whether the reader allowed the whole site. */
  alwaysOn?: boolean;
};
/** One page with its notes: watch/session.js, and what following.js and commands.js add to it. */
interface Session {
  settings: Settings;
  actions: Actions;
  alwaysOn: boolean;
  host: HTMLElement;
  root: ShadowRoot;
  ended: AbortController;
  turn: number;
  isShown: boolean;
  last: State;
  facts: Facts | null;
  cards: Cards | null;
  list: NoteList;
  changes: Changes;
  metadata: Metadata | null;
  notes: Note[];
  placed: Note[];
  kinds: string[] | null;
  current?: Note | null;
  asked: number;
  askedCharacters: number;
  added: number;
  height: number;
  forget(): void;
  run(): Promise<void>;
  read(): Promise<Page | null>;
  ask(page: Page, how: { isFirst: boolean }): Promise<void>;
  wanted(): Note[];
  present(): void;
  drop(note: Note): void;
  tell(state: State): void;
  round(added: number): Promise<boolean>;
  onMove(): void;
  onReturn(): void;
  onHeight(height: number): void;
  followLayout(): void;
  next(): { id: string | null };
  previous(): { id: string | null };
  step(by: 1 | -1): { id: string | null };
  jump(id: string | null): { id: string | null };
  open(note: Note, invoker: HTMLElement | null | undefined): void;
  openList(): void;
  toggle(): boolean;
  setKinds(kinds: string[] | null): void;
  setSettings(settings: Settings): void;
  onHide(note: Note, isHidden: boolean): void;
  openRequest(): void;
  end(): void;
  stop(): void;
}
/** The same under a name that no class has: for the file whose class is a part of it. */
type WholeSession = Session;
