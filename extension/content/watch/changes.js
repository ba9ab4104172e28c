// Watching a page change, so that marks follow edits and late content: a round after things have been quiet for a
// moment, never two rounds close together, and an end to it where rounds bring nothing.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  // Quiet before a round, and the least time between two rounds or until one on a page that is never quiet, in ms.
  const QUIET_MS = 500;
  const BETWEEN_MS = 2000;
  // Rounds without a find before the watch rests, until the next navigation.
  const MOST_FRUITLESS = 20;
  const WHAT = { childList: true, characterData: true, subtree: true };
  // What may show text without changing the tree: an opened `<details>`, a tab, a "read more".
  const MAY_SHOW = ["toggle", "click"];

  class Changes {
    /** @type {Element} */ host;
    /** @type {(added: number) => Promise<boolean>} */ onRound;
    /** Characters that have come since the last round, and rounds without a find. */ added = 0;
    fruitless = 0;
    /** When the last round ended, and when what waits for the next began, in ms. */ last = -Infinity;
    first = 0;
    timer = 0;
    isBusy = false;

    /**
     * @param {{host: Element, signal: AbortSignal, mayMiss: () => boolean, onRound: (added: number) => Promise<boolean>}} options
     *   `mayMiss`: whether something is missed that may come into sight; `onRound`: does a round, answers whether it was fruitless.
     */
    constructor({ host, signal, mayMiss, onRound }) {
      [this.host, this.onRound] = [host, onRound];
      this.observer = new MutationObserver((records) => this.take(records));
      this.observer.observe(document.documentElement, WHAT);
      for (const name of MAY_SHOW) document.addEventListener(name, () => mayMiss() && this.schedule(), { capture: true, passive: true, signal });
      signal.addEventListener("abort", () => {
        this.observer.disconnect();
        clearTimeout(this.timer);
      });
    }

    /** Watch an open shadow root too. @param {ShadowRoot} root */
    also(root) {
      this.observer.observe(root, WHAT);
    }

    /** Begin anew, as after a navigation. */
    reset() {
      clearTimeout(this.timer);
      [this.added, this.fruitless, this.timer] = [0, 0, 0];
    }

    /** @param {MutationRecord[]} records */
    take(records) {
      const theirs = records.filter((record) => !this.isOurs(record));
      if (!theirs.length) return;
      for (const { type, addedNodes, target } of theirs) {
        const texts = type === "characterData" ? [target] : addedNodes;
        for (const node of texts) this.added += node.textContent?.length ?? 0;
      }
      this.schedule();
    }

    /** Tell our own overlay's coming and going from the page's changes. @param {MutationRecord} record */
    isOurs({ type, addedNodes, removedNodes }) {
      return type === "childList" && [...addedNodes, ...removedNodes].every((node) => node === this.host);
    }

    /** Plan the next round: after quiet, but on a restless page no later than the time between two rounds. */
    schedule() {
      if (this.fruitless >= MOST_FRUITLESS) return;
      const now = performance.now();
      if (!this.timer) this.first = now;
      clearTimeout(this.timer);
      const quiet = Math.min(now + QUIET_MS, this.first + BETWEEN_MS);
      this.timer = setTimeout(() => this.round(), Math.max(quiet, this.last + BETWEEN_MS) - now);
    }

    async round() {
      this.timer = 0;
      if (this.isBusy) {
        this.schedule();
        return;
      }
      const { added } = this;
      [this.isBusy, this.added] = [true, 0];
      const wasFruitless = await this.onRound(added).catch(() => false);
      [this.isBusy, this.last] = [false, performance.now()];
      this.fruitless = wasFruitless ? this.fruitless + 1 : 0;
    }
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ Changes }));
})();
