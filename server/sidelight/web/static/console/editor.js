"use strict";
/* What the editor does beyond its forms: the preview's words at the fields they are about, rows that swap in place
   without closing what was open, and names that are suggested. Every button works without this file. */
(() => {
  const editor = document.getElementById("editor");
  const preview = document.getElementById("preview");
  if (!editor || !preview) return;
  const { showCard, showChart } = globalThis.editorCard;
  const TRIED = { ok: "Holds", fails: "Fails", open: "Matches", waits: "Not tried" };
  const GIVEN_ID = /^source-\d+$/;
  const summary = document.querySelector("[data-summary]");
  const standing = document.getElementById("standing");
  let open = [];
  let pressed = null;
  let elsewhere = null;
  let typing = null;

  /** Turn words into a short name: "Harbour fire: death toll" into "harbour-fire-death-toll". */
  function slug(words) {
    const plain = words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80);
  }

  /** Put what the preview says of a field at the field, in place of what was said before. */
  function markFields() {
    const marked = typing?.hasAttribute("aria-invalid");
    for (const told of editor.querySelectorAll(".wrong:not([data-aside] *)")) told.remove();
    for (const field of editor.querySelectorAll(".invalid")) field.classList.remove("invalid");
    for (const control of editor.querySelectorAll("[aria-invalid]:not([data-aside] *)")) control.removeAttribute("aria-invalid");
    for (const [place, said] of mistakes()) {
      // A field that is being typed in stays where it is: it is marked once it is left.
      if (place === typing && !marked) continue;
      const around = place.closest(".in-language, .field, .record, fieldset, details") ?? place;
      around.classList.add("invalid");
      const words = document.createElement("p");
      words.className = "wrong";
      words.id = `${place.id}-wrong`;
      words.textContent = said.join("; ");
      if (place.matches("input, select, textarea")) {
        place.setAttribute("aria-invalid", "true");
        describe(place, words.id);
        place.before(words);
      } else around.append(words);
    }
    for (const control of editor.querySelectorAll("[aria-describedby$='-wrong']:not([aria-invalid])")) describe(control, "");
  }

  /** Gather what the preview says is wrong, by the place that it is told at. */
  function mistakes() {
    const found = new Map();
    for (const { dataset } of preview.querySelectorAll("[data-at]")) {
      const place = nearest(dataset.at);
      // What is only missing yet is told in the preview; a field is marked once something was typed or sent.
      if (!place || (!summary && isBlank(place) && dataset.said.startsWith("is missing"))) continue;
      found.set(place, [...(found.get(place) ?? []), dataset.said]);
    }
    return found;
  }

  /** Have a field described by its hint, and by what is wrong with it, if anything is. */
  function describe(control, wrong) {
    const kept = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !id.endsWith("-wrong"));
    const ids = [...kept, wrong].filter(Boolean).join(" ");
    if (ids) control.setAttribute("aria-describedby", ids);
    else control.removeAttribute("aria-describedby");
  }

  /** Take out of the summary above the form what is put right by now; what is wrong again comes back. */
  function shorten() {
    if (!summary) return;
    const left = new Set([...preview.querySelectorAll("[data-at]")].map(({ dataset }) => dataset.at));
    for (const row of preview.querySelectorAll("[data-of][data-state='fails']")) left.add(row.dataset.row);
    for (const line of summary.querySelectorAll("li")) line.hidden = !left.has(line.dataset.line);
    const [now, later] = ["now", "later"].map((when) => summary.querySelectorAll(`[data-${when}] li:not([hidden])`).length > 0);
    for (const part of summary.querySelectorAll("[data-now]")) part.hidden = !now;
    for (const part of summary.querySelectorAll("[data-later]")) part.hidden = !later;
    summary.querySelector("[data-only-later]").hidden = now;
    summary.querySelector("[data-also]").hidden = !(now && later);
    summary.hidden = !(now || later);
  }

  const isBlank = (place) => !(place.matches("input, select, textarea") && place.value.trim());

  /** Find the element of a field, or of the nearest place around it. */
  function nearest(id) {
    for (let name = id; name.includes("-"); name = name.slice(0, name.lastIndexOf("-"))) {
      const found = document.getElementById(name);
      if (found) return found;
    }
    return null;
  }

  /** Tell at each example what it gave. */
  function markExamples() {
    const tried = new Map([...preview.querySelectorAll("[data-of]")].map(({ dataset }) => [dataset.of, dataset]));
    for (const row of editor.querySelectorAll("[data-example]")) {
      const found = tried.get(row.dataset.example);
      const verdict = row.querySelector("[data-verdict]");
      verdict.textContent = found ? [TRIED[found.state], found.said].filter(Boolean).join(": ") : "";
      verdict.className = `verdict ${found?.state ?? ""}`;
      const fold = row.closest(".fold");
      if (!fold) continue;
      fold.classList.remove(...Object.keys(TRIED));
      if (found) fold.classList.add(found.state);
      if (found?.state === "fails") fold.open = true;
    }
  }

  /** Offer to expect the very words that were found. */
  function offerWords() {
    for (const button of preview.querySelectorAll("[data-words]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const field = document.getElementById(button.dataset.into);
        field.value = button.dataset.words;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.focus();
      });
    }
  }

  /** Bring the page into line with the preview. */
  function dress() {
    if (preview.querySelector(".standing")) {
      markFields();
      markExamples();
      shorten();
      const told = [...preview.querySelectorAll(".standing .badge")].map((badge) => badge.textContent.trim()).join(", ");
      if (standing.textContent !== told) standing.textContent = told;
    }
    offerWords();
    for (const place of preview.querySelectorAll("[data-card]")) void showCard(place);
    drawCharts();
  }

  /** Draw the records beside the fields that they are typed in. */
  function drawCharts() {
    const chart = preview.querySelector("[data-chart]");
    for (const place of editor.querySelectorAll("[data-chart-here]")) void showChart(place, chart?.dataset.chart);
  }

  /**
   * Forget what was said of a list whose rows a button has moved: it would lead to others. The preview of them as they
   * stand now is on its way.
   */
  function forget(button) {
    const rows = /^(?:remove|up|down|restore)\b/.test(button.value) && button.closest(".rows");
    if (!rows) return;
    for (const line of preview.querySelectorAll(`li:has(a[href^="#${rows.id}-"])`)) {
      const list = line.parentElement;
      line.remove();
      const around = list.closest("section, details");
      if (!around.querySelector("li")) around.remove();
      else if (!list.children.length) {
        list.previousElementSibling.remove();
        list.remove();
      }
    }
    shorten();
  }

  /** Find what has the focus, unless it is in the fields or nowhere. */
  function focusOutside() {
    const held = document.activeElement;
    return held === document.body || held?.closest("#fields") ? null : document.getElementById(held?.id);
  }

  /** Go to a field: unfold what it is in. */
  function goTo(id) {
    const place = nearest(id);
    if (!place) return;
    for (let around = place; around; around = around.parentElement?.closest("details")) around.open = true;
    place.scrollIntoView({ block: "center" });
    const control = place.matches("input, select, textarea") ? place : place.querySelector("input, select, textarea");
    control?.focus({ preventScroll: true });
  }

  /** Give a source another short name everywhere it is cited. */
  function rename(field, name) {
    const before = field.dataset.was ?? field.defaultValue;
    field.value = name;
    field.dataset.was = name;
    if (!before || before === name) return;
    for (const box of editor.querySelectorAll(".ticks input, #known-sources option")) {
      if (box.value !== before) continue;
      box.value = name;
      if (box.matches("[type=checkbox]")) box.nextSibling.textContent = ` ${name} `;
    }
    const removed = editor.querySelector("textarea[name=removed]");
    if (removed) removed.value = JSON.stringify(JSON.parse(removed.value, (key, held) =>
      key.endsWith(".sources") && Array.isArray(held) ? held.map((id) => (id === before ? name : id)) : held));
    for (const summary of editor.querySelectorAll(".cited summary")) {
      for (const node of summary.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) node.textContent = node.textContent.replace(before, name);
      }
    }
  }

  /** Suggest a source's short name from who published it and when. */
  function suggestSource(row) {
    const field = row.querySelector("[data-source-id]");
    if (!field || !(GIVEN_ID.test(field.value) || field.dataset.suggested === field.value)) return;
    const [publisher, day] = ["publisher", "published"].map((key) => row.querySelector(`[name$=".${key}"]`)?.value ?? "");
    const taken = [...editor.querySelectorAll("[data-source-id]")].filter((other) => other !== field).map(({ value }) => value);
    const name = slug(`${publisher} ${day}`);
    if (!publisher.trim() || taken.includes(name)) return;
    rename(field, name);
    field.dataset.suggested = name;
  }

  editor.addEventListener("change", ({ target }) => {
    typing = null;
    if (target.matches("[data-source-id]")) rename(target, target.value.trim());
    else if (/^sources\[/.test(target.name ?? "")) suggestSource(target.closest(".record"));
  });

  editor.addEventListener("input", ({ target }) => {
    typing = target;
    const field = editor.querySelector("[data-slug]");
    if (!field || target.id !== field.dataset.slug) return;
    if (!field.value || field.value === field.dataset.suggested) field.value = field.dataset.suggested = slug(target.value);
  });

  // Enter in a field asks for the preview, which is there already.
  editor.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "check") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    typing = null;
    editor.dispatchEvent(new Event("tried"));
    if (event.submitter.tabIndex >= 0) preview.focus();
  }, { capture: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#f-']");
    if (!link) return;
    event.preventDefault();
    goTo(link.hash.slice(1));
  });

  // While a button of a row is under way, nothing can be typed or pressed that its answer would take away.
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const { target } = event.detail;
    if (target.id !== "fields") return;
    const fields = document.getElementById("fields");
    if (fields.inert) event.preventDefault();
    else {
      pressed = event.detail.elt;
      fields.inert = true;
      fields.setAttribute("aria-busy", "true");
    }
  });
  document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
    const fields = document.getElementById("fields");
    if (detail.target.id !== "fields" || !detail.failed) return;
    fields.inert = false;
    fields.removeAttribute("aria-busy");
    if (!focusOutside()) pressed.focus();
  });
  document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.target.id !== "fields") return;
    open = [...editor.querySelectorAll("details[open][id]")].map(({ id }) => id);
    elsewhere = focusOutside();
  });
  document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.elt.id !== "fields") dress();
    else {
      for (const id of open) document.getElementById(id)?.setAttribute("open", "");
      open = [];
      typing = null;
      forget(pressed);
      elsewhere?.focus();
      drawCharts();
      editor.dispatchEvent(new Event("input"));
      const told = editor.querySelector("[data-told]");
      if (told) document.body.dispatchEvent(new CustomEvent("say", { detail: told.textContent }));
    }
  });

  dress();
  if (location.hash.startsWith("#f-")) goTo(location.hash.slice(1));
})();
