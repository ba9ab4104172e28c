// The demo page as a reader without the extension sees it: the same content scripts, asking this server directly. A bar
// at the top stands in for the extension's button: how many notes, the list, a request, and what to do after a problem.
"use strict";
(() => {
  const { words } = Sidelight;
  const $ = (id) => document.getElementById(id);
  const wanted = new URLSearchParams(location.search).get("lang");
  const language = wanted === "ru" ? "ru" : "en";
  const NOT_OFFERED = [404, 405];

  const problemOf = (name) => ({ detail: words(`demo_${name}`), remedy: words(`demo_${name}_remedy`) });

  /** Post to this server: the answer it gives, or a problem with its remedy. */
  async function post(path, body) {
    try {
      const response = await fetch(path, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json" },
        body: JSON.stringify(body),
        credentials: "omit",
      });
      const answer = await response.json().catch(() => null);
      if (response.ok) return { answer };
      if (NOT_OFFERED.includes(response.status)) return { problem: problemOf("not_offered") };
      const id = response.status >= 500 ? response.headers.get("X-Request-Id") : null;
      return { problem: { ...answer, request_id: id } };
    } catch {
      return { problem: problemOf("unreachable") };
    }
  }

  async function postPassages(body) {
    const { answer, problem } = await post("/v1/annotations", { ...body, lang: language });
    return problem ? { problem } : { reply: answer };
  }

  const sendTo = (path) => async (body) => {
    const { problem } = await post(path, body);
    return problem ? { problem } : { ok: true };
  };
  const actions = { report: sendTo("/v1/reports"), request: sendTo("/v1/requests") };

  const STATUS = {
    checking: () => words("list_checking"),
    problem: (state) => state.detail ?? words("list_bad_answer"),
    none: () => `${words("list_nothing")}.`,
    found: ({ notes }) => `${Sidelight.counted("list_count", notes.length)}.`,
    hidden: () => "",
  };

  function remedyOf({ remedy, requestId }) {
    return [remedy, requestId ? `${words("list_request_id", requestId)}.` : null].filter(Boolean).join(" ");
  }

  function report(state) {
    const isProblem = state.state === "problem";
    $("notes-status").textContent = STATUS[state.state](state);
    $("notes-more").textContent = isProblem ? remedyOf(state) : "";
    $("notes").classList.toggle("problem", isProblem);
    $("notes-again").hidden = !isProblem;
    for (const id of ["notes-list", "notes-request"]) $(id).disabled = !["found", "none"].includes(state.state);
  }

  const run = () => Sidelight.start({ postPassages, report, actions });

  async function begin() {
    const response = await fetch(`/static/locales/${language}/messages.json`);
    Sidelight.setMessages({ language, messages: await response.json() });
    $("notes").lang = language;
    document.querySelector(`a[hreflang=${language}]`).setAttribute("aria-current", "true");
    for (const part of document.querySelectorAll("[data-words]")) part.textContent = words(part.dataset.words);
    $("notes-again").addEventListener("click", run);
    $("notes-list").addEventListener("click", () => Sidelight.session.openList());
    // The press of a button must not take the selection away that it is about.
    $("notes-request").addEventListener("mousedown", (event) => event.preventDefault());
    $("notes-request").addEventListener("click", () => Sidelight.session.openRequest());
    await run();
  }

  begin().catch(() => {
    $("notes-status").textContent = $("notes").dataset.lost;
  });
})();
