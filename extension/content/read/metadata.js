// What the page says of itself: title, language, address, and when it was published and changed. The publication date
// decides much of a finding, so what the page states for machines comes first, and lists of other stories not at all.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const DAY = /^\s*(\d{4}-\d{2}-\d{2})(?!\d)/;
  const DAY_IN_ADDRESS = /(?<!\d)((?:19|20)\d{2})[/_-](\d{2})[/_-](\d{2})(?!\d)/;
  const ARTICLE_TYPE = /(?:Article|Posting|Report|Review)$/;
  const INNER = ["@graph", "mainEntity", "mainEntityOfPage"];
  const MOST_NODES = 2000;
  const LONGEST_JSON = 1_000_000;
  const LONGEST_TITLE = 500;
  const LONGEST_ADDRESS = 2048;
  /** @type {Record<string, string[]>} */
  const METAS = {
    published: [
      "article:published_time",
      "og:article:published_time",
      "datePublished",
      "parsely-pub-date",
      "pubdate",
      "dcterms.created",
      "dcterms.date",
      "dc.date",
      "citation_publication_date",
      "date",
    ],
    modified: ["article:modified_time", "og:updated_time", "dateModified", "lastmod", "last-modified"],
  };
  /** @type {Record<string, string>} */
  const PROPERTY = { published: "datePublished", modified: "dateModified" };

  /** Take the day as written: converting a moment to another zone could move it to the day before or after. */
  function dayIn(/** @type {unknown} */ value) {
    const day = typeof value === "string" ? DAY.exec(value)?.[1] : null;
    return day && Sidelight.isPartialDate(day) ? day : null;
  }

  function parsed(/** @type {Element} */ { textContent }) {
    if (textContent.length > LONGEST_JSON) return null;
    try {
      return JSON.parse(textContent);
    } catch {
      // Broken JSON-LD is common on the web and says nothing.
      return null;
    }
  }

  /** Find the JSON-LD node that describes the page's article; an empty one if there is none. */
  function articleNode() {
    const pending = [...document.querySelectorAll('script[type="application/ld+json"]')].map(parsed);
    const nodes = [];
    while (pending.length && nodes.length < MOST_NODES) {
      const value = pending.shift();
      if (Array.isArray(value)) pending.unshift(...value.slice(0, MOST_NODES));
      else if (value && typeof value === "object") {
        nodes.push(value);
        pending.push(...INNER.map((key) => value[key]).filter((inner) => inner && typeof inner === "object"));
      }
    }
    const isOf = (/** @type {Record<string, unknown>} */ node, /** @type {(name: string) => boolean} */ test) => [node["@type"]].flat().some((name) => typeof name === "string" && test(name));
    return (
      nodes.find((node) => isOf(node, (name) => ARTICLE_TYPE.test(name))) ??
      nodes.find((node) => isOf(node, (name) => name === "WebPage")) ??
      {}
    );
  }

  function metaContents(/** @type {string[]} */ names) {
    return names.map((name) => {
      const selector = ["property", "name", "itemprop"].map((key) => `meta[${key}="${name}" i]`).join(", ");
      return document.querySelector(selector)?.getAttribute("content");
    });
  }

  function dateOf(/** @type {"published" | "modified"} */ which, /** @type {Record<string, unknown>} */ node) {
    const marked = document.querySelector(`time[itemprop="${PROPERTY[which]}"][datetime]`);
    const first = which === "published" ? document.querySelector("time[datetime]") : null;
    const inAddress = which === "published" ? DAY_IN_ADDRESS.exec(location.pathname)?.slice(1).join("-") : null;
    const stated = [
      node[PROPERTY[which]],
      ...metaContents(METAS[which]),
      marked?.getAttribute("datetime"),
      first?.getAttribute("datetime"),
      inAddress,
    ];
    return stated.map(dayIn).find(Boolean) ?? null;
  }

  /** No query, no fragment: the server needs the site and the path, and no more is sent. */
  function address() {
    const short = location.origin + location.pathname;
    return /^https?:$/.test(location.protocol) && short.length <= LONGEST_ADDRESS ? short : null;
  }

  /** Read the page's statements about itself; what it does not say is left out. */
  function readMetadata() {
    const node = articleNode();
    const headline = typeof node.headline === "string" ? node.headline : null;
    const [ogTitle] = metaContents(["og:title"]);
    const published = dateOf("published", node);
    const modified = dateOf("modified", node);
    const stated = {
      title: (headline || ogTitle || document.title).trim().slice(0, LONGEST_TITLE),
      url: address(),
      language: /^[a-z]{2,3}(?=$|-)/.exec(document.documentElement.lang.toLowerCase())?.[0],
      published,
      modified: published && modified && modified >= published ? modified : null,
    };
    return Object.fromEntries(Object.entries(stated).filter(([, value]) => value));
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ readMetadata }));
})();
