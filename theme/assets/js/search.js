/* Search in the page: the reader of the index that site_builder/publish/search.py writes. */
(() => {
  "use strict";

  const SYLLABLE = "py", INITIAL = "ii", END = "_";
  const WAYS = 32;
  const LONGEST = 60;
  const LIMIT = 10;
  const FEW = 4;
  const BEFORE = 18, WINDOW = 84;

  /* Smaller is better. Between two grades there is room for the place in the text. */
  const GRADE = {
    opening: 0, sound: 1, initials: 1.5, name: 2, soundPart: 3, initialsPart: 3.5,
    alias: 4, line: 6, text: 8,
  };

  // --- folding: as in site_builder/publish/folding.py ---------------------------------------

  const DROPPED = /[\p{P}\p{S}\p{Z}\p{M}\p{Cc}\p{Cf}\u1427\ua78f]/gu;
  const kept = new Map();

  function plain(sign) {
    if (!kept.has(sign)) {
      const low = sign.replace(/[○◯]/gu, "〇").normalize("NFKC").toLowerCase();
      kept.set(sign, low.normalize("NFD").replace(DROPPED, "").normalize("NFC"));
    }
    return kept.get(sign);
  }

  function foldSign(sign, table) {
    const simple = (each) => table.get(each) ?? each;
    return Array.from(plain(simple(sign)), simple).join("");
  }

  const fold = (text, table) => Array.from(text, (sign) => foldSign(sign, table)).join("");

  /** The folded text by code points, and where in the real text each of them came from. */
  function foldWithPlaces(text, table) {
    const signs = [], from = [], to = [];
    let at = 0;
    for (const sign of text) {
      for (const each of foldSign(sign, table)) {
        signs.push(each);
        from.push(at);
        to.push(at + sign.length);
      }
      at += sign.length;
    }
    return { signs, from, to };
  }

  const NO_TABLE = new Map();

  // --- loading: nothing before the first search ---------------------------------------------

  const once = (load) => {
    let promise;
    return () => {
      promise ??= load().catch((error) => {
        promise = undefined;
        throw error;
      });
      return promise;
    };
  };

  function folder() {
    const { root = "", search = "search/" } = document.documentElement.dataset;
    const slash = (path) => (path && !path.endsWith("/") ? `${path}/` : path);
    return new URL(slash(search), new URL(slash(root) || "./", document.baseURI)).href;
  }

  async function fetched(name) {
    await watch();
    return fetch(folder() + name, { cache: "no-cache" });
  }

  const json = (name) => once(async () => (await fetched(name)).json());

  /* Pagefind takes a piece that did not load for an empty one, for as long as the page is open. So
     its requests are watched: each is tried again, and a search that lacks a piece fails. */
  let lacking = false;

  const watch = once(async () => {
    const base = folder(), direct = window.fetch;
    window.fetch = (input, options) => {
      const ours = new URL(input?.url ?? input, document.baseURI).href.startsWith(base);
      return ours ? patient(() => direct(input, options)) : direct(input, options);
    };
  });

  async function patient(ask) {
    for (let pause = 200; ; pause *= 3) {
      try {
        const response = await ask();
        if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
        return new Response(await response.arrayBuffer());
      } catch (error) {
        if (pause > 1000) {
          lacking = true;
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  let pagefind = once(load);

  async function load() {
    const base = folder();
    await watch();
    const { createInstance } = await import(`${base}pagefind.js`);
    const html = document.documentElement;
    const spoken = html.lang;
    // Pagefind cuts queries into words by the page's language; ours come cut already. It reads the
    // language while the instance is made, at no other time.
    html.lang = "und";
    try {
      return createInstance({ basePath: base, noWorker: true });
    } finally {
      html.lang = spoken;
    }
  }

  function startAfresh() {
    lacking = false;
    pagefind = once(load);
  }

  const reading = once(async () => {
    const { zones, syllables } = await json("reading.json")();
    return { zones, syllables: new Set(syllables.split(" ")) };
  });

  const folding = once(async () => {
    const table = await json("folding.json")();
    const to = Array.from(table.to);
    return new Map(Array.from(table.from, (sign, at) => [sign, to[at]]));
  });

  const slugs = once(async () => {
    if (typeof DecompressionStream === "undefined") return json("slugs.json")();
    const packed = await (await fetched("slugs.pack")).arrayBuffer();
    const head = new Uint8Array(packed, 0, 2);
    if (head[0] !== 0x1f || head[1] !== 0x8b) return JSON.parse(new TextDecoder().decode(packed));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  });

  // --- finding: maps from Pagefind's id to {grade, found} -----------------------------------

  /** Documents that hold these pieces in a row, with the place of the first such row. */
  async function row(pieces) {
    const { results } = await (await pagefind()).search(`"${pieces.join(" ")}"`);
    return results.map((found) => ({ found, at: Math.min(...found.words) }));
  }

  function pairs(folded) {
    const signs = Array.from(folded).slice(0, LONGEST);
    return signs.length < 2 ? signs : signs.slice(1).map((sign, at) => signs[at] + sign);
  }

  function keep(into, found, grade) {
    const known = into.get(found.id);
    if (!known || grade < known.grade) into.set(found.id, { grade, found });
  }

  async function inText(folded, zones) {
    const hits = new Map();
    for (const { found, at } of await row(pairs(folded))) {
      keep(hits, found, textGrade(at, zones));
    }
    return hits;
  }

  function textGrade(at, zones) {
    if (at >= zones.texts) return GRADE.text + Math.min(at / 1e6, 0.9);
    if (at >= zones.lines) return GRADE.line;
    if (at >= zones.aliases) return GRADE.alias;
    return at === 0 ? GRADE.opening : GRADE.name;
  }

  /** The ways to cut letters into syllables, fewest first. */
  function cut(letters, known) {
    const ways = [[[]]];
    for (let end = 1; end <= letters.length; end++) {
      const here = [];
      for (let start = Math.max(0, end - 6); start < end; start++) {
        const head = letters.slice(start, end);
        if (known.has(head)) for (const way of ways[start]) here.push([...way, head]);
      }
      ways.push(here.sort((a, b) => a.length - b.length).slice(0, WAYS));
    }
    return ways[letters.length];
  }

  /** All ways to read words as pinyin. A word that is none stays whole: names hold letters too. */
  function readings(words, known) {
    let ways = [[]];
    for (const word of words) {
      const cuts = cut(word, known);
      if (!cuts.length) cuts.push([word]);
      ways = ways.flatMap((way) => cuts.map((more) => [...way, ...more]));
      ways = ways.sort((a, b) => a.length - b.length).slice(0, WAYS);
    }
    return ways;
  }

  async function bySound(words, { zones, syllables }) {
    const hits = new Map();
    for (const way of readings(words, syllables)) {
      const keys = way.map((each) => SYLLABLE + each);
      await keyed(keys, zones.sound, GRADE.sound, GRADE.soundPart, zones, hits);
    }
    const letters = words.join("");
    // Letters that read as pinyin are seldom meant as that many initials, and would load as many
    // pieces of the index.
    if (letters.length > 1 && (letters.length <= FEW || !hits.size)) {
      const keys = pairs(letters).map((pair) => INITIAL + pair);
      await keyed(keys, zones.initials, GRADE.initials, GRADE.initialsPart, zones, hits);
    }
    return hits;
  }

  /** Finds of a run of keys; the whole name's run stands at `begin` and is closed by END. */
  async function keyed(keys, begin, whole, part, zones, hits) {
    const found = await row(keys);
    for (const each of found) keep(hits, each.found, each.at < zones.aliases ? part : GRADE.alias);
    if (!found.some((each) => each.at === begin)) return;
    const closed = await row([...keys, keys[0].slice(0, SYLLABLE.length) + END]);
    for (const each of closed) if (each.at === begin) keep(hits, each.found, whole);
  }

  const isSound = (word) => /^[a-z]+$/.test(word);

  /** One word, in text and, where it could be pinyin, as sound. */
  async function find(word, known) {
    const hits = await inText(word.text, known.zones);
    if (!isSound(word.sound)) return hits;
    for (const { found, grade } of (await bySound([word.sound], known)).values()) {
      keep(hits, found, grade);
    }
    return hits;
  }

  /** What all words have in common; the grades are added up. */
  function common(all) {
    const [first, ...others] = all.sort((a, b) => a.size - b.size);
    const hits = new Map();
    for (const [id, { found, grade }] of first) {
      if (!others.every((other) => other.has(id))) continue;
      hits.set(id, { found, grade: others.reduce((sum, each) => sum + each.get(id).grade, grade) });
    }
    return hits;
  }

  /** ü is v in pinyin, with whatever tone; u in any other text. */
  function wordOf(written, table) {
    const withV = written.normalize("NFC").replace(/[üǖǘǚǜÜǕǗǙǛ]/gu, "v");
    return { text: fold(written, table), sound: fold(withV, table) };
  }

  async function findAll(words, known) {
    const each = [];
    for (const word of words) each.push(await find(word, known));
    if (words.length === 1) return each[0];
    const joined = await inText(words.map((word) => word.text).join(""), known.zones);
    const sounds = words.map((word) => word.sound);
    if (sounds.every(isSound)) {
      for (const { found, grade } of (await bySound(sounds, known)).values()) {
        keep(joined, found, grade);
      }
    }
    for (const { found, grade } of common(each).values()) keep(joined, found, grade + words.length);
    return joined;
  }

  function wordsOf(query, table) {
    return query.split(/\s+/u).map((word) => wordOf(word, table)).filter((word) => word.text);
  }

  // --- showing ------------------------------------------------------------------------------

  /** Where the words stand in a text: [from, to, which word], in the real text's own units. */
  function hitsIn(text, words, table) {
    const { signs, from, to } = foldWithPlaces(text, table);
    const hits = [];
    words.forEach((word, which) => {
      const wanted = Array.from(word);
      for (let at = 0; at + wanted.length <= signs.length; at++) {
        if (wanted.every((sign, step) => signs[at + step] === sign)) {
          hits.push([from[at], to[at + wanted.length - 1], which]);
        }
      }
    });
    return hits.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  }

  /** The window that holds most of the words, out of the first text that holds most of them. */
  function excerpt(entry, words) {
    const table = new Map(Object.entries(entry.odd));
    let best = { text: entry.texts[0] ?? entry.lines[0] ?? "", hits: [], first: 0, worth: 0 };
    for (const text of [...entry.texts, ...entry.lines]) {
      const hits = hitsIn(text, words, table);
      for (const [first] of hits) {
        const near = hits.filter(([from]) => from >= first && from < first + WINDOW - BEFORE);
        const worth = new Set(near.map(([, , which]) => which)).size;
        if (worth > best.worth) best = { text, hits, first, worth };
      }
      if (best.worth === words.length) break;
    }
    return marked(best);
  }

  function marked({ text, hits, first }) {
    const start = boundary(text, text.length <= WINDOW ? 0 : Math.max(0, first - BEFORE));
    const reach = Math.max(start + WINDOW, ...hits.filter(([from]) => from === first).map((h) => h[1]));
    const end = boundary(text, Math.min(text.length, reach));
    const parts = [];
    const add = (piece, hit) => {
      if (piece) parts.push({ text: piece.replace(/\s+/gu, " "), hit });
    };
    let at = start;
    for (const [from, to] of hits) {
      if (to <= at || from >= end) continue;
      add((at === start && start > 0 ? "…" : "") + text.slice(at, Math.max(at, from)), false);
      add(text.slice(Math.max(at, from), Math.min(to, end)), true);
      at = Math.min(to, end);
    }
    const lead = at === start && start > 0 ? "…" : "";
    add(lead + text.slice(at, end) + (end < text.length ? "…" : ""), false);
    return parts;
  }

  /** Not inside a character that takes two units. */
  const boundary = (text, at) => (/[\udc00-\udfff]/.test(text[at] ?? "") ? at - 1 : at);

  async function slugsOf(ranked, shown) {
    if (ranked.length === shown.length) return shown.map((entry) => entry.slug);
    const all = await slugs();
    return ranked.map(({ found }) => all[found.id]).filter(Boolean);
  }

  async function attempt(query, limit) {
    let words = wordsOf(query, NO_TABLE);
    if (!words.length) return { total: 0, results: [], slugs: [] };
    const [known] = await Promise.all([reading(), pagefind()]);
    let hits = await findAll(words, known);
    if (!hits.size && /[^\x00-\u02ff]/u.test(query)) {
      // Folded text holds no traditional character: only a query without finds can have one.
      words = wordsOf(query, await folding());
      hits = await findAll(words, known);
    }
    const ranked = [...hits.values()].sort((a, b) => a.grade - b.grade);
    const loaded = ranked.slice(0, limit).map(({ found }) => found.data());
    const shown = (await Promise.all(loaded)).map((fragment) => fragment.entry);
    if (lacking) throw new Error("a part of the search index did not load");
    const marks = [...new Set(words.map((word) => word.text))];
    return {
      total: ranked.length,
      results: shown.map((entry) => ({
        slug: entry.slug, href: entry.href, name: entry.name, excerpt: excerpt(entry, marks),
      })),
      slugs: await slugsOf(ranked, shown),
    };
  }

  /**
   * Find entries. All words must be there; the best come first: name, sound of the name, other
   * spellings, then organisation, place and theme, then the texts.
   *
   * @param {string} query as typed: Chinese of either kind, pinyin, initials, several words
   * @param {{limit?: number}} [options] so many results are loaded and shown, 10 when left out
   * @returns {Promise<{total: number,
   *   results: {slug: string, href: string, name: string,
   *     excerpt: {text: string, hit: boolean}[]}[],
   *   slugs: string[]}>} `href` from the site's root; `slugs` of all finds, best first.
   *   Rejects where the index can't be loaded.
   */
  async function search(query, { limit = LIMIT } = {}) {
    try {
      return await attempt(query, limit);
    } catch {
      startAfresh();
      return attempt(query, limit);
    }
  }

  /** Text as the index holds it, but for traditional characters. */
  const folded = (text) => fold(text, NO_TABLE);

  window.Showcase = Object.assign(window.Showcase ?? {}, { search, folded });
})();
