// The one element we add to a page: a host with a closed shadow root for the card, the markers and the panel.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= {});
  const { element } = Sidelight;
  const HOST = "sidelight-cards";
  const KEYS = ["keydown", "keypress", "keyup"];

  /** Remove every overlay, also one that an earlier copy of these scripts left behind. */
  function removeOverlays() {
    for (const host of document.querySelectorAll(HOST)) host.remove();
  }

  /** Add the overlay; the page's own shortcuts do not hear keys pressed inside it. */
  function addOverlay() {
    removeOverlays();
    const host = element(HOST);
    host.style.setProperty("all", "initial", "important");
    host.style.setProperty("display", "block", "important");
    const root = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(Sidelight.overlayStyle);
    root.adoptedStyleSheets = [sheet];
    for (const key of KEYS) host.addEventListener(key, (event) => event.stopPropagation());
    document.documentElement.append(host);
    return { host, root };
  }

  /**
   * Add one real button for each placed note, where its passage starts. They can be reached by keyboard and are read
   * out; they are seen only while they have the focus, because the mark itself already shows.
   */
  function addMarkers(root, notes, open) {
    for (const note of notes) {
      const finding = Sidelight.findingInWords(note.kind, note.finding);
      note.marker = element("button", {
        type: "button",
        class: "marker",
        "aria-haspopup": "dialog",
        "aria-expanded": "false",
        "aria-label": Sidelight.strings.note(finding, note.target.exact),
      });
      note.marker.addEventListener("click", () => open(note, { invoker: note.marker }));
      note.marker.addEventListener("focus", () => showPassage(note));
      root.append(note.marker);
    }
    placeMarkers(notes);
  }

  /** Lay each button over the first line of its passage. */
  function placeMarkers(notes) {
    for (const { marker, range } of notes) {
      const rect = range.getClientRects()[0];
      if (!marker || !rect) continue;
      marker.style.setProperty("left", `${rect.left + scrollX}px`);
      marker.style.setProperty("top", `${rect.top + scrollY}px`);
      marker.style.setProperty("width", `${rect.width}px`);
      marker.style.setProperty("height", `${rect.height}px`);
    }
  }

  /** Bring the passage into view if it is not. */
  function showPassage(note) {
    const rect = note.range.getBoundingClientRect();
    if (rect.top >= 0 && rect.bottom <= innerHeight) return;
    note.range.startContainer.parentElement?.scrollIntoView({ block: "center", behavior: "instant" });
    placeMarkers([note]);
  }

  Object.assign(Sidelight, { addOverlay, removeOverlays, addMarkers, placeMarkers, showPassage });
})();
