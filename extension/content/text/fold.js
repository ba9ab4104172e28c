// Folding, as the server folds: one spelling for everything a reader would call the same.
// The table is generated from the server's (fold-table.js); shared cases hold both sides equal.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const MARK = /[\p{Mn}\p{Me}]/u;
  const ONLY_MARKS = /^[\p{Mn}\p{Me}]$/u;
  /** @type {Map<string, string>} */
  const known = new Map();
  /** @type {Record<string, string>} */
  const table = SIDELIGHT_FOLD_TABLE;
  const KNOWN_CHARACTERS = 20_000;
  // Characters folded between two pauses: about a millisecond.
  const STEP = 4096;

  /**
   * A folded text with the way back: `starts[i]` and `ends[i]` are the UTF-16 places in the original of the folded
   * text's i-th unit. A combining mark belongs to the letter before it.
   * @typedef {{text: string, starts: Int32Array, ends: Int32Array}} Folded
   */

  /** Fold one character: by the table, else decompose it, drop the marks and lower the rest. @param {string} character */
  function foldCharacter(character) {
    const before = known.get(character);
    if (before !== undefined) return before;
    let folded = table[character];
    if (folded === undefined) {
      const parts = [...character.normalize("NFKD")].filter((part) => !MARK.test(part));
      folded = parts.map((part) => part.toLowerCase()).join("");
    }
    if (known.size < KNOWN_CHARACTERS) known.set(character, folded);
    return folded;
  }

  // Most of most texts; looked up by number, which is several times as fast.
  const ASCII = Array.from({ length: 128 }, (_, code) => foldCharacter(String.fromCharCode(code)));

  /** A folded text in the making. Places are kept in typed arrays: a page has millions. */
  class Folding {
    /** @param {string} text */
    constructor(text) {
      this.text = text;
      this.at = 0;
      this.length = 0;
      this.last = "";
      /** @type {string[]} */
      this.parts = [];
      this.starts = new Int32Array(text.length + STEP);
      this.ends = new Int32Array(text.length + STEP);
    }

    /** Fold the next characters, up to about a step. */
    step() {
      const stop = Math.min(this.text.length, this.at + STEP);
      let step = "";
      while (this.at < stop) {
        const { at } = this;
        const code = /** @type {number} */ (this.text.codePointAt(at));
        const next = at + (code > 0xffff ? 2 : 1);
        const part = this.joined(code < 128 ? ASCII[code] : foldCharacter(String.fromCodePoint(code)), next);
        if (part) {
          step += part;
          this.keep(part.length, at, next);
          this.last = part[part.length - 1];
        } else if (this.ends[this.length - 1] === at && code > 127 && ONLY_MARKS.test(String.fromCodePoint(code))) {
          this.ends[this.length - 1] = next;
        }
        this.at = next;
      }
      this.parts.push(step);
    }

    /** Let a space after a space go into that one. @param {string} part @param {number} next */
    joined(part, next) {
      if (this.last !== " " || !part.startsWith(" ")) return part;
      if (part === " ") this.ends[this.length - 1] = next;
      return part.slice(1);
    }

    /** @param {number} units @param {number} start @param {number} end */
    keep(units, start, end) {
      if (this.length + units > this.starts.length) this.grow();
      for (let unit = 0; unit < units; unit += 1) {
        this.starts[this.length] = start;
        this.ends[this.length] = end;
        this.length += 1;
      }
    }

    /** Some characters fold to several. */
    grow() {
      for (const side of /** @type {const} */ (["starts", "ends"])) {
        const more = new Int32Array(this[side].length * 2);
        more.set(this[side]);
        this[side] = more;
      }
    }
  }

  /**
   * Fold a text, yielding between steps.
   * @param {string} text
   * @returns {Generator<void, Folded, void>}
   */
  function* folding(text) {
    const work = new Folding(text);
    while (work.at < text.length) {
      work.step();
      yield;
    }
    const { starts, ends, length } = work;
    return { text: work.parts.join(""), starts: starts.subarray(0, length), ends: ends.subarray(0, length) };
  }

  /** Fold a text at once. @param {string} text */
  const fold = (text) => Sidelight.atOnce(folding(text));

  /** Fold a text of which no positions are wanted. @param {string} text */
  const foldText = (text) => fold(text).text;

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ fold, folding, foldText }));
})();
