// The demo page as a reader without the extension sees it: the same content scripts, asking this server directly,
// with the list of notes in the page itself.
"use strict";
(() => {
  const { element, strings } = Sidelight;
  const status = document.getElementById("notes-status");
  const more = document.getElementById("notes-more");
  const list = document.getElementById("notes-list");
  const again = document.getElementById("notes-again");

  const UNREACHABLE = {
    detail: "The server that sent this page no longer answers.",
    remedy: "Check that it is running, then try again.",
  };

  async function postPassages(body) {
    try {
      const response = await fetch("/v1/annotations", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json" },
        body: JSON.stringify(body),
        credentials: "omit",
      });
      const answer = await response.json();
      if (response.ok) return { reply: answer };
      const id = response.status >= 500 ? response.headers.get("X-Request-Id") : null;
      return { problem: { ...answer, request_id: id } };
    } catch {
      return { problem: UNREACHABLE };
    }
  }

  function noteLine(note) {
    const button = element(
      "button",
      { type: "button" },
      element("span", { class: "title", dir: "auto", lang: note.language }, note.title),
      element("span", { class: "finding" }, note.finding),
      element("span", { class: "quote", dir: "auto" }, strings.quoted(note.quote)),
      element("span", { class: "says", dir: "auto", lang: note.language }, note.says),
    );
    button.addEventListener("click", () => note.open(button));
    return element("li", {}, button);
  }

  function checkedWords({ checked, partial, noRoom, notes }) {
    const entries = Number.isInteger(checked.entries) ? strings.checked(checked.entries) : null;
    return [entries, ...Sidelight.shortfalls({ partial, noRoom, shown: notes.length })].filter(Boolean).join(" ");
  }

  function problemWords({ remedy, requestId }) {
    return [remedy, requestId ? `${strings.requestId(requestId)}.` : null].filter(Boolean).join(" ");
  }

  const WORDS = {
    checking: () => [strings.checking, ""],
    problem: (state) => [state.detail ?? strings.badAnswer, problemWords(state)],
    none: (state) => [`${strings.nothing}.`, checkedWords(state)],
    found: (state) => [`${strings.notes(state.notes.length)}. Choose one to go to it.`, checkedWords(state)],
  };

  function report(state) {
    const [headline, detail] = WORDS[state.state](state);
    status.textContent = headline;
    status.classList.toggle("problem", state.state === "problem");
    more.textContent = detail;
    more.hidden = !detail;
    again.hidden = state.state !== "problem";
    list.replaceChildren(...(state.notes ?? []).map(noteLine));
    list.hidden = !state.notes?.length;
  }

  const run = () => Sidelight.start({ postPassages, report });
  again.addEventListener("click", run);
  run();
})();
