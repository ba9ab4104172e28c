// How a session follows its page: edits and late content, routes, the browser's cache, layout. What is asked about
// again is only the page that the reader asked about, or a site that the reader allowed.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  // A page is asked about again when its text has grown by so many characters and by such a share: the rest of a long
  // read, a live page's day. Pictures, adverts and a few comments are less.
  const GROWN = 500;
  const GROWN_SHARE = 0.2;
  // How often one address is asked about in all; endless pages end here.
  const MOST_ASKED = 4;

  // A page that has become so much higher, in CSS pixels, may show more text.
  const GROWN_HEIGHT = 600;
  // After a route change the new page is drawn first, in milliseconds; what comes later counts as late content.
  const SETTLE_MS = 500;

  const Following = {
    /**
     * A round after the page has changed: find lost notes again, and ask again if much has come. Answers whether it was
     * fruitless.
     * @this {Session} @param {number} added Characters that came into the page, roughly.
     */
    async round(added) {
      const { turn } = this;
      const lost = this.wanted().filter(Sidelight.isLost);
      this.added = this.added + added;
      const mayAsk = this.added >= GROWN && this.asked < MOST_ASKED && this.last.state !== "checking";
      if (!lost.length && !mayAsk) return false;
      const page = await this.read();
      if (!page || turn !== this.turn) return false;
      const hadPlace = lost.map(({ placedText }) => placedText);
      await Sidelight.inSlices(Sidelight.placing(lost, page), this.ended.signal);
      if (this.ended.signal.aborted || turn !== this.turn) return false;
      this.added = 0;
      const isOther = (/** @type {Note} */ { placedText, range }, /** @type {number} */ at) => range || placedText !== hadPlace[at];
      if (lost.some(isOther)) this.present();
      const grown = page.text.length - this.askedCharacters;
      const isMore = mayAsk && grown >= Math.max(GROWN, GROWN_SHARE * this.askedCharacters) && this.settings.mode !== "address";
      if (isMore) await this.ask(page, { isFirst: false });
      return !isMore && !lost.some(({ range }) => range);
    },

    /** Another page under the same roof. Only where the reader allowed the whole site is it asked about by itself. @this {Session} */
    onMove() {
      this.turn += 1;
      if (!this.alwaysOn) {
        this.tell({ state: "hidden" });
        Sidelight.stop();
        return;
      }
      this.cards?.close({ giveBack: false });
      for (const note of this.notes) this.drop(note);
      Sidelight.clearPaint();
      this.forget();
      this.changes.reset();
      setTimeout(() => this.ended.signal.aborted || this.run(), SETTLE_MS);
    },

    /** Back from the browser's cache: an answer may have been lost on the way, and layout may be another. @this {Session} */
    onReturn() {
      if (["checking", "problem"].includes(this.last.state)) this.run();
      else this.present();
    },

    /** Keep buttons and card beside their passages while layout changes. @this {Session} */
    followLayout() {
      const { signal } = this.ended;
      const follow = () => {
        Sidelight.placeMarkers(this.placed);
        this.cards?.replace();
      };
      const onScroll = (/** @type {Event} */ event) => event.target !== document && event.target !== this.host && follow();
      addEventListener("scroll", onScroll, { capture: true, passive: true, signal });
      addEventListener("resize", follow, { passive: true, signal });
      // Late pictures and fonts move the passages; a page that has grown much without a change in its tree may show more.
      const observer = new ResizeObserver(() => {
        Sidelight.placeMarkers(this.placed);
        this.onHeight(document.documentElement.scrollHeight);
      });
      observer.observe(document.documentElement);
      signal.addEventListener("abort", () => observer.disconnect());
    },

    /** @this {Session} @param {number} height */
    onHeight(height) {
      if (this.height && height - this.height >= GROWN_HEIGHT) {
        this.added = this.added + GROWN;
        this.changes.schedule();
      }
      this.height = height;
    },
  };

  Object.assign(Sidelight.Session.prototype, Following);
})();
