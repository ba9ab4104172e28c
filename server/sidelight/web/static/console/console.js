"use strict";
/* What neither HTML nor htmx does: move to the summary of problems, copy a key that is shown once, keep the reader from
   losing what was written, and say aloud that an answer did not come. Every page works without this file. */
(() => {
  const happened = document.getElementById("happened");

  /** Say something in the corner, aloud too. */
  function say(words) {
    happened.textContent = words;
    setTimeout(() => { if (happened.textContent === words) happened.textContent = ""; }, 8000);
  }

  /** Copy the text of the control that the button names. */
  async function copy(button) {
    const control = document.getElementById(button.dataset.copy);
    control.select();
    try {
      await navigator.clipboard.writeText(control.value);
      say("Copied.");
    } catch {
      say("Your browser keeps pages from copying: press Ctrl+C, the text is selected.");
    }
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }

  document.body.addEventListener("say", ({ detail }) => say(detail));

  document.querySelector("[data-focus]")?.focus();

  // A menu closes when one goes elsewhere or presses Escape.
  for (const menu of document.querySelectorAll("details.menu")) {
    document.addEventListener("click", ({ target }) => { if (!menu.contains(target)) menu.open = false; });
    menu.addEventListener("focusout", ({ relatedTarget: to }) => { if (to && !menu.contains(to)) menu.open = false; });
    menu.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  // A form marked data-keep asks before the page is left with changes that were not kept; data-unsaved: it holds some.
  for (const form of document.querySelectorAll("form[data-keep]")) {
    let changed = form.hasAttribute("data-unsaved");
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  }

  document.body.addEventListener("htmx:configRequest", ({ detail }) => {
    const token = document.querySelector("input[name=csrf_token]");
    if (token && detail.verb !== "get") detail.headers["X-CSRFToken"] = token.value;
  });
  document.body.addEventListener("htmx:sendError", () => say("The server does not answer. What you wrote is still here."));
  document.body.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
    say(xhr.status === 401
      ? "You are logged out. Log in in another tab; what you wrote is still here."
      : `The server refused (${xhr.status}). What you wrote is still here.`);
  });
})();
