/** The messages between the page's scripts, the background and the popup. */

/** What the background says to a page's scripts about their page: `refusal` is why it may not be read, if so. */
type Hello = { settings?: Settings; refusal?: string | null; alwaysOn?: boolean; messages?: Catalogue; language: string };

/** From a page's scripts to the background. */
type ToBackground =
  | { type: "hello" | "hide-site" }
  | { type: "annotate" | "report" | "request"; body: unknown }
  | { type: "state"; state: string; count: number; kinds: Record<string, number>; notPlaced: number }
  | { type: "hide-entry"; id: string; title: string | null }
  | { type: "show-entry"; id: string }
  | { type: "open"; page: string };

/** From the background or the popup to a page's scripts. */
type ToPage =
  | { type: "start" | "stop" | "toggle" | "status" | "next" | "previous" | "list" | "request" | "settings" }
  | { type: "jump"; id: string }
  | { type: "kinds"; kinds: string[] | null };
