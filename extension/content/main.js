// Starting and stopping: at most one session a page, whoever asks and however often.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  /**
   * Show the notes of this page. Started again, it first takes away what was shown, so it reads the page as it is now.
   * @param {SessionOptions} options See `Session`.
   */
  async function start(options) {
    stop();
    const session = new Sidelight.Session(options);
    Sidelight.session = session;
    await session.run();
  }

  /** Take the notes off the page without a word; answers whether there were any to take. */
  function stop() {
    const running = Boolean(Sidelight.session);
    Sidelight.session?.end();
    Sidelight.session = null;
    return running;
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ start, stop }));
})();
