// Which of a page's passages are the article's own: one score from a few features of each block, as the server's
// extract/scoring.py; the weights are in the rules that both read.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));
  const { lengthOf } = Sidelight;
  const { article, sentence_ends: sentenceEnds } = SIDELIGHT_PASSAGE_RULES;
  /** @type {Record<string, number>} */
  const weights = article.weights;
  const ARTICLE_ROLES = new Set(["standfirst", "body", "quote", "list", "table"]);
  // One letter of Chinese, Japanese or Korean says about as much as two of an alphabet.
  const WIDE = /[\u2e80-\uffff]/gu;
  const MOST_LINKED = 0.5;

  /** @typedef {{of: number[], total: number, box: number[], beside: Map<string, number>}} Prose */

  /** Measure how much prose a block is: none if it is short, a label, or mostly links. @param {Candidate} candidate */
  function proseOf({ block: { text, linkShare }, role, outside }) {
    const size = lengthOf(text) + (text.match(WIDE)?.length ?? 0);
    if (!ARTICLE_ROLES.has(role) || linkShare >= MOST_LINKED || size < article.prose_characters) return 0;
    if (!sentenceEnds.includes(text.slice(-1)) && size < article.long_characters) return 0;
    return size * (1 - linkShare) * (outside ? article.outside_main : 1);
  }

  /** @param {Block} block @param {number[]} around */
  const besideOf = ({ setting }, around) => `${around[setting.box]} ${setting.tag}`;

  /** Find where the page's prose stands. @param {Candidate[]} candidates @param {number[]} around @returns {Prose} */
  function proseIn(candidates, around) {
    const of = candidates.map(proseOf);
    const box = around.map(() => 0);
    const beside = new Map();
    candidates.forEach(({ block }, place) => {
      const key = besideOf(block, around);
      box[block.setting.box] += of[place];
      beside.set(key, (beside.get(key) ?? 0) + of[place]);
    });
    for (let number = box.length - 1; number > 0; number -= 1) box[around[number]] += box[number];
    return { of, total: of.reduce((sum, amount) => sum + amount, 0), box, beside };
  }

  /**
   * Give the places in the smallest box that holds most of the page's prose, from its first prose to its last.
   * @param {Candidate[]} candidates @param {number[]} around @param {Prose} prose
   */
  function coreOf(candidates, around, prose) {
    const core = prose.box.findLastIndex((amount) => amount >= article.core_share * prose.total);
    let end = core + 1;
    while (end < around.length && around[end] >= core) end += 1;
    const inside = (/** @type {Candidate} */ { block }) => block.setting.box >= core && block.setting.box < end;
    const places = [...candidates.keys()].filter((place) => inside(candidates[place]));
    const prosaic = places.filter((place) => prose.of[place] > 0);
    return places.filter((place) => place >= prosaic[0] && place <= prosaic[prosaic.length - 1]);
  }

  /** Add up the weighted features; over zero is the article's own. @param {Record<string, number>} features */
  function score(features) {
    return Object.entries(features).reduce((sum, [name, value]) => sum + (weights[name] ?? 0) * value, weights.always);
  }

  /**
   * Tell for each block in the order of the page whether it is the article's; null if there is too little prose.
   * @param {Candidate[]} candidates All passages of the page @param {number[]} around For each box the one around it
   */
  function areArticles(candidates, around) {
    const prose = proseIn(candidates, around);
    if (prose.total < article.least_prose) return null;
    const core = coreOf(candidates, around, prose);
    const between = new Set(core);
    const found = candidates.findIndex(({ role }) => role === "headline");
    const headline = found === -1 ? candidates.length : found;
    return candidates.map(({ block, role }, place) => {
      const { setting, linkShare } = block;
      // A standfirst that follows the headline at once opens the article, short as it is.
      if (role === "standfirst" && place === headline + 1 && !linkShare) return true;
      const isLead = headline < place && place < core[0] && prose.of[place] > 0;
      return (
        score({
          link: linkShare,
          li: Number(setting.tag === "li"),
          [role]: 1,
          between: Number(between.has(place)),
          beside: (prose.beside.get(besideOf(block, around)) ?? 0) / prose.total,
          box: prose.box[around[setting.box]] / prose.total,
          lead: Number(isLead),
        }) > 0
      );
    });
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ areArticles, ARTICLE_ROLES }));
})();
