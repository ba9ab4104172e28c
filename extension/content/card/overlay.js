// The one element we add to a page: a host with a closed shadow root for the cards, the buttons and the list.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { element, words } = Sidelight;
  const HOST = "sidelight-cards";
  const KEYS = ["keydown", "keypress", "keyup"];
  /** A target for pointer and focus is at least this high, as WCAG 2.5.8 has it. */
  const LEAST_TARGET = 24;

  /** Remove every overlay, also one that an earlier copy of these scripts left behind. */
  function removeOverlays() {
    for (const host of document.querySelectorAll(HOST)) host.remove();
  }

  /**
   * Add the style sheet in the reader's own text size: the page may have given `rem` another one.
   * @param {ShadowRoot} root
   */
  function addStyle(root) {
    const probe = element("div");
    probe.style.setProperty("font-size", "medium");
    root.append(probe);
    const size = parseFloat(getComputedStyle(probe).fontSize) || 16;
    probe.remove();
    const sheet = new CSSStyleSheet();
    const written = Sidelight.styles.join("\n");
    sheet.replaceSync(written.replace(/(?<![\w.-])(\d*\.?\d+)rem\b/g, (_, many) => `${Number(many) * size}px`));
    root.adoptedStyleSheets = [sheet];
  }

  /** Add the overlay; the page's own shortcuts do not hear keys pressed inside it. */
  function addOverlay() {
    removeOverlays();
    const host = element(HOST);
    host.style.setProperty("all", "initial", "important");
    host.style.setProperty("display", "block", "important");
    const root = host.attachShadow({ mode: "closed" });
    for (const key of KEYS) host.addEventListener(key, (event) => event.stopPropagation());
    root.append(
      element("div", { class: "origin" }),
      element("p", { class: "announcement", role: "status", lang: Sidelight.language }),
    );
    document.documentElement.append(host);
    addStyle(root);
    return { host, root };
  }

  /** Have a sentence read out politely, without showing it. @param {ShadowRoot} root @param {string} sentence */
  function announce(root, sentence) {
    const line = root.querySelector(".announcement");
    if (line) line.textContent = sentence;
  }

  /**
   * Add one real button for each placed note, where its passage starts. They can be reached by keyboard and are read
   * out; they are seen only while they have the focus, because the mark itself already shows.
   * @param {ShadowRoot} root @param {Note[]} notes @param {(note: Note, opening: Opening) => void} open
   */
  function addMarkers(root, notes, open) {
    for (const note of notes) {
      const finding = Sidelight.findingInWords(note.kind, note.finding);
      note.marker = element("button", {
        type: "button",
        class: `marker ${note.kind}`,
        lang: Sidelight.language,
        "aria-haspopup": "dialog",
        "aria-expanded": "false",
        "aria-label": words("note_name", finding, Sidelight.quoted(note.target.exact)),
      });
      note.marker.addEventListener("click", () => open(note, { invoker: note.marker }));
      note.marker.addEventListener("focus", () => showPassage(note));
      root.append(note.marker);
    }
    placeMarkers(notes);
  }

  /**
   * Put the buttons in the order of their passages, which is the order of the Tab key; one with the focus stays.
   * @param {Note[]} notes
   */
  function orderMarkers(notes) {
    const markers = notes.flatMap(({ marker }) => marker ?? []);
    markers.forEach((marker, at) => {
      const before = markers[at - 1];
      const isAfter = !before || before.compareDocumentPosition(marker) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (!isAfter && !marker.matches(":focus")) before.after(marker);
    });
  }

  /**
   * The box of a passage's first line, which links and emphasis may have cut in pieces; null when it is not laid out.
   * @param {Range} range
   */
  function firstLine(range) {
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
    const line = rects.filter((rect) => rect.top < rects[0].bottom && rect.bottom > rects[0].top);
    if (!line.length) return null;
    const [left, right] = [Math.min(...line.map((rect) => rect.left)), Math.max(...line.map((rect) => rect.right))];
    return { left, top: rects[0].top, width: right - left, height: rects[0].height };
  }

  /** Lay each button over the first line of its passage. @param {Note[]} notes */
  function placeMarkers(notes) {
    // Measured, not reckoned from the scroll position: the page may have moved or scaled the element that holds us.
    const root = /** @type {ShadowRoot | undefined} */ (notes[0]?.marker?.getRootNode());
    const origin = root?.querySelector(".origin")?.getBoundingClientRect();
    if (!origin) return;
    orderMarkers(notes);
    const boxes = notes.map(({ marker, range }) => ({ marker, rect: range ? firstLine(range) : null }));
    for (const { marker, rect } of boxes) {
      if (!marker) continue;
      marker.hidden = !rect;
      if (!rect) continue;
      const [width, height] = [rect.width, rect.height].map((side) => Math.max(side, LEAST_TARGET));
      marker.style.setProperty("left", `${rect.left - (width - rect.width) / 2 - origin.left}px`);
      marker.style.setProperty("top", `${rect.top - (height - rect.height) / 2 - origin.top}px`);
      marker.style.setProperty("width", `${width}px`);
      marker.style.setProperty("height", `${height}px`);
    }
  }

  /**
   * Bring a passage into view if it is not; at once, whatever the page says of smooth scrolling.
   * @param {Range} range
   */
  function bringIntoView(range) {
    const rect = range.getBoundingClientRect();
    if (rect.top >= 0 && rect.bottom <= innerHeight) return;
    range.startContainer.parentElement?.scrollIntoView({ block: "center", behavior: "instant" });
  }

  /** Bring a note's passage into view, with its button. @param {Note} note */
  function showPassage(note) {
    if (note.range) bringIntoView(note.range);
    placeMarkers([note]);
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ addOverlay, removeOverlays, announce, addMarkers, placeMarkers, bringIntoView, showPassage }));
})();
