// The only content script that knows it runs in an extension: carries the session's questions to the background and the
// popup's wishes to the session.
"use strict";
(() => {
  /** @typedef {typeof globalThis & {sidelightBridge?: Sidelight}} World */
  const world = /** @type {World} */ (globalThis);
  const { Sidelight } = world;
  // The scripts may come twice: by the toolbar button and by the site's permission. Whatever came second is let go,
  // and the first keeps running with its own functions.
  const isSecond = Boolean(world.sidelightBridge);
  Reflect.deleteProperty(world, "Sidelight");
  if (isSecond) return;
  world.sidelightBridge = Sidelight;

  const { runtime } = world.browser ?? chrome;
  /** How often a message is sent again while the background is just starting, and how long between, in milliseconds. */
  const TRIES = 5;
  const PAUSE_MS = 200;
  /** How often to look whether the extension is still there, in milliseconds. */
  const LOOK_MS = 2000;
  /** @type {(keyof State)[]} */
  const TOLD = ["state", "notes", "checked", "partial", "noRoom", "problem", "refusal"];
  /** @type {(keyof ToldNote)[]} */
  const NOTE = ["id", "kind", "title", "finding", "quote", "says", "language", "placed", "reason"];
  /** @type {(keyof Problem)[]} */
  const PROBLEM = ["detail", "remedy", "requestId"];
  const ended = new AbortController();

  /** How things stand, as the popup shows it. */
  let last = /** @type {State} */ ({ state: "idle" });
  /** @type {string | undefined} */
  let code;
  /** @type {Promise<Hello | null> | null} */
  let greeting = null;

  const isAlive = () => {
    try {
      return Boolean(runtime?.id);
    } catch {
      return false;
    }
  };

  /** The extension was updated, turned off or removed: go without a word. */
  function leave() {
    ended.abort();
    clearInterval(looking);
    Sidelight.stop();
  }

  /**
   * Copy the named members that there are.
   * @template {object} T @template {keyof T} K
   * @param {T} value @param {K[]} names
   */
  const only = (value, names) =>
    /** @type {Pick<T, K>} */ (
      Object.fromEntries(names.filter((name) => value[name] !== undefined).map((name) => [name, value[name]]))
    );

  /**
   * Send a message to the background. One that never arrived is sent again; null when the extension has gone.
   * @param {ToBackground} message
   */
  async function send(message) {
    for (let left = TRIES; left && isAlive(); left -= 1) {
      try {
        return (await runtime.sendMessage(message)) ?? {};
      } catch {
        await new Promise((done) => setTimeout(done, PAUSE_MS));
      }
    }
    if (!isAlive()) leave();
    return null;
  }

  /** The answer of a background that cannot be reached. */
  function lost() {
    return {
      problem: {
        code: "lost",
        detail: Sidelight.words("problem_lost"),
        remedy: Sidelight.words("problem_lost_remedy"),
      },
    };
  }

  /** The session shows a problem's sentences; the popup also wants to know which it is. @param {unknown} body */
  async function annotate(body) {
    const answer = (await send({ type: "annotate", body })) ?? lost();
    code = answer.problem?.code;
    return answer;
  }

  /** @param {"report" | "request"} type */
  const sendFor = (type) => async (/** @type {unknown} */ body) => (await send({ type, body })) ?? lost();

  const actions = {
    report: sendFor("report"),
    request: sendFor("request"),
    hideEntry: (/** @type {string} */ id, /** @type {string | null} */ title) => send({ type: "hide-entry", id, title }),
    showEntry: (/** @type {string} */ id) => send({ type: "show-entry", id }),
    hideSite: () => send({ type: "hide-site" }),
    open: (/** @type {string} */ page) => send({ type: "open", page }),
  };

  /** Keep how things stand, and tell the badge and an open popup. @param {State} state */
  function tell(state) {
    last = only(state, TOLD);
    if (state.article) last.published = state.article.published ?? null;
    if (last.state === "problem") last.problem = /** @type {Problem} */ ({ ...only(state.problem ?? state, PROBLEM), code });
    const notes = (state.notes ?? []).map((note) => only(note, NOTE));
    last.notes = notes;
    /** @type {Record<string, number>} */
    const kinds = {};
    for (const { kind } of notes) kinds[kind] = (kinds[kind] ?? 0) + 1;
    const notPlaced = notes.filter((note) => !note.placed).length;
    send({ type: "state", state: last.state, count: notes.length, kinds, notPlaced });
  }

  /** Ask the background what holds for this page. */
  async function greet() {
    const answer = await send({ type: "hello" });
    if (answer?.messages) Sidelight.setMessages(answer);
    return answer;
  }

  /** Read the page and show its notes, unless they are there already or may not be. */
  async function start() {
    const answer = await (greeting ??= greet());
    greeting = null;
    if (!answer?.settings) return;
    const refusal = /html/.test(document.contentType) ? answer.refusal : "not-a-page";
    if (refusal) tell({ state: "refused", refusal });
    else if (!Sidelight.session || last.state === "problem") {
      const { settings, alwaysOn } = answer;
      await Sidelight.start({ postPassages: annotate, report: tell, settings, actions, alwaysOn });
    }
  }

  /** Settings have changed: take them over, or take everything away where Sidelight may not run any more. */
  async function renew() {
    const answer = await greet();
    if (!answer?.settings || !Sidelight.session) return;
    if (answer.refusal) {
      Sidelight.stop();
      tell({ state: "refused", refusal: answer.refusal });
      return;
    }
    Sidelight.session.setSettings(answer.settings);
  }

  /** @param {(session: Session) => unknown} act */
  async function withSession(act) {
    if (!Sidelight.session) await start();
    return Sidelight.session ? ((await act(Sidelight.session)) ?? {}) : {};
  }

  /** Asking for context sends nothing of the page, so the page need not be checked for it. */
  async function openRequest() {
    if (Sidelight.session) return Sidelight.session.openRequest() ?? {};
    const answer = await greet();
    if (!answer?.settings) return {};
    if (answer.refusal) tell({ state: "refused", refusal: answer.refusal });
    else {
      const { title, url } = Sidelight.readMetadata();
      Sidelight.openRequest({ ...Sidelight.addOverlay(), title, url, send: actions.request });
    }
    return {};
  }

  /** @type {Record<string, (message: any) => unknown>} */
  const ANSWERS = {
    start: () => {
      start();
      return {};
    },
    status: () => ({ ...last, shownKinds: Sidelight.session?.kinds ?? null }),
    settings: () => renew().then(() => ({})),
    toggle: async () => {
      if (!Sidelight.session) return start().then(() => ({ shown: Boolean(Sidelight.session) }));
      return { shown: Sidelight.session.toggle() };
    },
    next: () => withSession((session) => session.next()),
    previous: () => withSession((session) => session.previous()),
    jump: ({ id }) => withSession((session) => session.jump(id)),
    list: () => withSession((session) => session.openList()),
    kinds: ({ kinds }) => withSession((session) => session.setKinds(kinds)),
    request: openRequest,
    stop: () => {
      Sidelight.stop();
      return {};
    },
  };

  /** @param {any} message @param {chrome.runtime.MessageSender} sender @param {(answer: unknown) => void} answer */
  function onMessage(message, sender, answer) {
    if (sender.id !== runtime.id || !Object.hasOwn(ANSWERS, message?.type)) return false;
    Promise.resolve(ANSWERS[message.type](message)).then(answer, () => answer({}));
    return true;
  }

  /** On a site that the reader allowed, start by itself, but only when the page is looked at. */
  async function startIfAllowed() {
    const { prerendering } = /** @type {Document & {prerendering?: boolean}} */ (document);
    greeting = greet();
    const answer = await greeting;
    if (!answer?.alwaysOn) return;
    if (!prerendering && document.visibilityState === "visible") {
      await start();
      return;
    }
    const event = prerendering ? "prerenderingchange" : "visibilitychange";
    document.addEventListener(event, startIfAllowed, { once: true, signal: ended.signal });
  }

  /** Back from the browser's cache: the badge was lost, and the extension may be. @param {PageTransitionEvent} event */
  function onPageShow({ persisted }) {
    if (!persisted) return;
    if (!isAlive()) leave();
    else if (last.state !== "idle") tell(last);
  }

  const looking = setInterval(() => isAlive() || leave(), LOOK_MS);
  runtime.onMessage.addListener(onMessage);
  addEventListener("pageshow", onPageShow, { signal: ended.signal });
  startIfAllowed();
})();
