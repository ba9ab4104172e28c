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
  let open = [];

  /** Turn words into a short name: "Harbour fire: death toll" into "harbour-fire-death-toll". */
  function slug(words) {
    const plain = words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80);
  }

  /** Put what the preview says of a field at the field, in place of what was said before. */
  function markFields() {
    for (const told of editor.querySelectorAll(".wrong")) told.remove();
    for (const field of editor.querySelectorAll(".invalid")) field.classList.remove("invalid");
    for (const control of editor.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
    for (const { dataset } of preview.querySelectorAll("[data-at]")) {
      const place = nearest(dataset.at);
      // What is only missing yet is told in the preview; a field is marked once something was typed or sent.
      if (!place || (!summary && isBlank(place) && dataset.said.startsWith("is missing"))) continue;
      const around = place.closest(".in-language, .field, .record, fieldset, details") ?? place;
      around.classList.add("invalid");
      const words = document.createElement("p");
      words.className = "wrong";
      words.id = `${place.id}-wrong`;
      words.textContent = dataset.said;
      if (place.matches("input, select, textarea")) {
        place.setAttribute("aria-invalid", "true");
        describe(place, words.id);
        place.before(words);
      } else around.append(words);
    }
    for (const control of editor.querySelectorAll("[aria-describedby$='-wrong']:not([aria-invalid])")) describe(control, "");
  }

  /** Have a field described by its hint, and by what is wrong with it, if anything is. */
  function describe(control, wrong) {
    const kept = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !id.endsWith("-wrong"));
    const ids = [...kept, wrong].filter(Boolean).join(" ");
    if (ids) control.setAttribute("aria-describedby", ids);
    else control.removeAttribute("aria-describedby");
  }

  /** Take out of the summary above the form what is put right by now. */
  function shorten() {
    const left = new Set([...preview.querySelectorAll("[data-at]")].map(({ dataset }) => dataset.at));
    for (const row of preview.querySelectorAll("[data-of][data-state='fails']")) left.add(row.dataset.row);
    for (const line of summary?.querySelectorAll("li:has(a)") ?? []) line.hidden = !left.has(line.querySelector("a").hash.slice(1));
    if (summary && !summary.querySelector("li:not([hidden])")) summary.hidden = true;
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
    }
    offerWords();
    for (const place of preview.querySelectorAll("[data-card]")) void showCard(place);
    const chart = preview.querySelector("[data-chart]");
    for (const place of editor.querySelectorAll("[data-chart-here]")) void showChart(place, chart?.dataset.chart);
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
    for (const box of editor.querySelectorAll(".ticks input")) {
      if (box.value === before) [box.value, box.nextSibling.textContent] = [name, ` ${name} `];
    }
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
    if (target.matches("[data-source-id]")) rename(target, target.value.trim());
    else if (/^sources\[/.test(target.name ?? "")) suggestSource(target.closest(".record"));
  });

  editor.addEventListener("input", ({ target }) => {
    const field = editor.querySelector("[data-slug]");
    if (!field || target.id !== field.dataset.slug) return;
    if (!field.value || field.value === field.dataset.suggested) field.value = field.dataset.suggested = slug(target.value);
  });

  // Enter in a field asks for the preview, which is there already.
  editor.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "check") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    editor.dispatchEvent(new Event("tried"));
    if (event.submitter.tabIndex >= 0) preview.focus();
  }, { capture: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#f-']");
    if (!link) return;
    event.preventDefault();
    goTo(link.hash.slice(1));
  });

  document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.target.id === "fields") open = [...editor.querySelectorAll("details[open][id]")].map(({ id }) => id);
  });
  document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.elt.id === "fields") {
      for (const id of open) document.getElementById(id)?.setAttribute("open", "");
      open = [];
      editor.dispatchEvent(new Event("tried"));
      editor.dispatchEvent(new Event("input"));
      const told = editor.querySelector("[data-told]");
      if (told) document.body.dispatchEvent(new CustomEvent("say", { detail: told.textContent }));
    }
    dress();
  });

  dress();
  if (location.hash.startsWith("#f-")) goTo(location.hash.slice(1));
})();
