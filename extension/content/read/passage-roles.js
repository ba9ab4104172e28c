// What an element is to a reader: hidden, left out, or the role its text has; from its tag and its authors' hints.
// The rules are the server's (passage-rules.js is generated), so both sides read a page alike.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const rules = SIDELIGHT_PASSAGE_RULES;
  /** @type {Record<string, string>} */
  const roleTags = rules.role_tags;
  const NEVER_HINTED = new Set(["html", "body", "main"]);
  // Roles that the whole of an element has, whatever stands inside it.
  const WHOLE_ROLES = new Set(["notice", "comment"]);
  const SPECIAL = /[.*+?^${}()|[\]\\]/g;

  /** Compile a list of words of the rules; what it matches are whole words of a hint text. */
  function wordPattern(/** @type {string[]} */ list) {
    const words = list.toSorted((left, right) => right.length - left.length);
    const alternatives = words.map((word) => word.replace(SPECIAL, "\\$&").replaceAll("\\*", "[a-z0-9]*"));
    return new RegExp(`(?<![a-z0-9])(?:${alternatives.join("|")})(?![a-z0-9])`);
  }

  const HIDDEN = wordPattern(rules.hidden_words);
  // The first that fits decides: a "support-us" banner is a notice even where it is a "promo" as well.
  /** @type {[keyof typeof rules.hint_share, RegExp][]} */
  const HINTS = [
    ["notice", wordPattern(rules.notice_words)],
    ["comment", wordPattern(rules.comment_words)],
    ["body", wordPattern(rules.body_words)],
    ["skip", wordPattern(rules.skip_words)],
    ["standfirst", wordPattern(rules.standfirst_words)],
    ["other", wordPattern(rules.other_words)],
  ];

  /** Join class names, ids and the like into the text that word lists are searched in. */
  function hintText(/** @type {(string | null)[]} */ values) {
    return values.join(" ").replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").replaceAll("_", "-").toLowerCase();
  }

  /** Tell whether readers cannot see the element: `hidden`, its style, or a class for screen readers only. */
  function isHidden(/** @type {Element} */ element) {
    if (element.hasAttribute("hidden")) return true;
    const style = element.getAttribute("style")?.replace(/\s/g, "").toLowerCase();
    if (style && rules.hidden_styles.some((hidden) => style.includes(hidden))) return true;
    const names = element.getAttribute("class");
    return names !== null && HIDDEN.test(hintText([names]));
  }

  /** Read the hints of a block element: a role, `skip`, or nothing. */
  function hintedRole(/** @type {Element} */ element, /** @type {{share: number, holdsHeadline: boolean}} */ { share, holdsHeadline }) {
    const aria = (element.getAttribute("role") ?? "").trim().toLowerCase();
    if (rules.skip_roles.includes(aria)) return "skip";
    if (holdsHeadline || NEVER_HINTED.has(element.localName)) return null;
    if (rules.notice_roles.includes(aria) && share <= rules.hint_share.notice) return "notice";
    const isHeading = rules.heading_tags.includes(element.localName);
    const named = rules.hint_attributes.filter(
      // The id of a heading is made of its own words more often than not ("related-work").
      (name) => element.hasAttribute(name) && !(isHeading && name === "id"),
    );
    const hints = hintText(named.map((name) => element.getAttribute(name)));
    const fits = (/** @type {[keyof typeof rules.hint_share, RegExp]} */ [role, words]) => share <= rules.hint_share[role] && words.test(hints);
    return (hints && HINTS.find(fits)?.[0]) || null;
  }

  /** Combine what an element says with what it stands in: the more special role stays. */
  function roleBelow(/** @type {string} */ tag, /** @type {string | null} */ hint, /** @type {string} */ outer) {
    const byTag = roleTags[tag] ?? null;
    if (WHOLE_ROLES.has(outer)) return outer;
    if (hint && WHOLE_ROLES.has(hint)) return hint;
    if (byTag === "headline" || (byTag && byTag !== "other" && !["quote", "caption"].includes(outer))) return byTag;
    if (rules.heading_tags.includes(tag) && ["list", "table"].includes(outer)) return "body";
    if (hint && ["body", "other"].includes(outer)) return hint;
    return byTag && outer === "body" ? byTag : outer;
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ isHidden, hintedRole, roleBelow, WHOLE_ROLES }));
})();
