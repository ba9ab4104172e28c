// Watching a page become another without being loaded: routes of single-page applications, and the way back out of the
// browser's cache.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  /** The address as far as it says which page this is: a fragment only says where on it. */
  const addressNow = () => location.href.split("#")[0];

  /**
   * Call `onMove` when the address has become another, and `onReturn` when the page comes back from the cache.
   * @param {{signal: AbortSignal, onMove: () => void, onReturn: () => void}} options
   */
  function watchNavigation({ signal, onMove, onReturn }) {
    let address = addressNow();
    const look = () => {
      const before = address;
      address = addressNow();
      if (address !== before) onMove();
    };
    const navigation = /** @type {EventTarget | undefined} */ (Reflect.get(globalThis, "navigation"));
    navigation?.addEventListener("navigatesuccess", look, { signal });
    addEventListener("popstate", look, { signal });
    addEventListener("pageshow", (event) => event.persisted && onReturn(), { signal });
  }

  /**
   * Hide our element while the page shows a modal dialog or something in full screen: under the one it would be dead,
   * over the other it would be in the way.
   * @param {HTMLElement} host @param {AbortSignal} signal
   */
  function giveWayTo(host, signal) {
    const look = () => {
      const isBusy = Boolean(document.fullscreenElement || document.querySelector("dialog:modal"));
      host.style.setProperty("display", isBusy ? "none" : "block", "important");
    };
    for (const name of ["toggle", "close", "fullscreenchange"]) document.addEventListener(name, look, { capture: true, signal });
    look();
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ watchNavigation, giveWayTo }));
})();
