/** What the scripts of the server's own pages may take for granted of those pages: whatever a selector or an id finds is
    an element of HTML, and the listener of an event knows what kind it is. */

type Control = HTMLElement & {
  value: string;
  defaultValue: string;
  name: string;
  open: boolean;
  disabled: boolean;
  hash: string;
  select(): void;
};

interface ParentNode {
  querySelector(selectors: string): Control | null;
  querySelectorAll(selectors: string): NodeListOf<Control>;
}
interface Element {
  closest(selector: string): Control | null;
}
interface Document {
  getElementById(id: string): Control | null;
}
/** Events of htmx, and those that are listened to by delegation. */
interface HtmxDetail {
  verb: string;
  headers: Record<string, string>;
  xhr: XMLHttpRequest;
  target: Element;
  elt: HTMLElement;
  failed?: boolean;
}
type Heard = Event & { target: Control; detail: HtmxDetail; key: string; relatedTarget: Element | null; submitter: HTMLButtonElement };
interface HTMLElement {
  addEventListener(type: string, listener: (event: Heard) => void, options?: AddEventListenerOptions): void;
}
interface Document {
  addEventListener(type: string, listener: (event: Heard) => void): void;
}

/** editor-card.js, which editor.js uses. */
declare var editorCard: {
  showCard(place: HTMLElement): Promise<void>;
  showChart(place: HTMLElement, written: string | undefined): Promise<void>;
};
