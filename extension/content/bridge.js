// The only content script that knows it runs in an extension: carries passages to the background and answers back,
// and listens for the toolbar button.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const { runtime } = globalThis.browser ?? chrome;

  /** Ask the background; when the extension has gone, say so instead of failing silently. */
  async function postPassages(body) {
    try {
      return await runtime.sendMessage({ type: "annotate", body });
    } catch {
      return { problem: { detail: Sidelight.strings.lost, remedy: Sidelight.strings.lostRemedy } };
    }
  }

  let last = null;
  let focusedBefore = null;

  function report(state) {
    last = state.state;
    Sidelight.showPanel(state, run);
    if (last === "found") Sidelight.focusPanel(state.root, focusedBefore);
    const count = state.notes?.length ?? 0;
    runtime.sendMessage({ type: "state", state: last, count }).catch(() => Sidelight.stop());
  }

  function run() {
    focusedBefore = document.activeElement;
    return Sidelight.start({ postPassages, report });
  }

  /** The toolbar button shows the notes and takes them away again; after a problem it tries once more. */
  function onMessage(message, _sender, answer) {
    if (message?.type !== "toggle") return;
    const isInside = document.activeElement === Sidelight.session?.host;
    const hide = last !== "problem" && Sidelight.stop();
    if (hide && isInside) Sidelight.giveFocusBack();
    answer({ shown: !hide });
    if (!hide) run();
  }

  // A second copy of these scripts replaces the functions; a second listener would count one click twice.
  if (!Sidelight.bridged) {
    Sidelight.bridged = true;
    runtime.onMessage.addListener(onMessage);
  }
})();
