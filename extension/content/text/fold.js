// Folding, as the server folds: one spelling for everything a reader would call the same.
// The table is generated from the server's (fold-table.js); shared cases hold both sides equal.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const MARK = /[\p{Mn}\p{Me}]/u;
  const ONLY_MARKS = /^[\p{Mn}\p{Me}]$/u;
  const known = new Map();
  const KNOWN_CHARACTERS = 20_000;

  /** Fold one character: by the table, else decompose it, drop the marks and lower the rest. */
  function foldCharacter(character) {
    let folded = known.get(character);
    if (folded !== undefined) return folded;
    folded = SIDELIGHT_FOLD_TABLE[character];
    if (folded === undefined) {
      const parts = [...character.normalize("NFKD")].filter((part) => !MARK.test(part));
      folded = parts.map((part) => part.toLowerCase()).join("");
    }
    if (known.size < KNOWN_CHARACTERS) known.set(character, folded);
    return folded;
  }

  /**
   * Fold a text and keep the way back: `starts[i]` and `ends[i]` are the UTF-16 places in the original of the
   * folded text's i-th unit. A combining mark belongs to the letter before it.
   */
  function fold(text) {
    const [starts, ends] = [[], []];
    let folded = "";
    let at = 0;
    for (const character of text) {
      const next = at + character.length;
      let part = foldCharacter(character);
      if (part.startsWith(" ") && folded.endsWith(" ")) {
        if (part === " ") ends[ends.length - 1] = next;
        part = part.slice(1);
      }
      if (part) {
        folded += part;
        for (let unit = 0; unit < part.length; unit += 1) {
          starts.push(at);
          ends.push(next);
        }
      } else if (ends.at(-1) === at && ONLY_MARKS.test(character)) {
        ends[ends.length - 1] = next;
      }
      at = next;
    }
    return { text: folded, starts, ends };
  }

  /** Fold a text of which no positions are wanted. */
  const foldText = (text) => fold(text).text;

  Object.assign(Sidelight, { fold, foldText });
})();
