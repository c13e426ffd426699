/* Search in the page: the reader of the index that site_builder/publish/search.py writes.

   Classic scripts and one name, `Showcase`, so that it works from file:// and under a strict policy:

     Showcase.search(query, {limit})   finds; see at the end
     Showcase.entry(number)            what is shown of one entry: its real texts, its card
     Showcase.excerpt(number, words)   the part of its texts that holds the words of an answer
     Showcase.folded(text)             text as the index holds it, but for traditional characters
     Showcase.numbers(told)            numbers as the site's data has them */
(() => {
  "use strict";

  const LIMIT = 10;
  const BEFORE = 18, WINDOW = 84;
  const TOGETHER = 3;
  const FEW = 12;
  const JOINED = 12;

  /* Zones of text with their first places, best first: as in site_builder/publish/grams.py. */
  const ZONES = {
    name: 0, aliases: 64, titles: 128, places: 192, citation: 384, summary: 448, story: 832,
    captions: 17216, transcript: 21312,
  };
  const BEGINS = Object.values(ZONES);
  const GRADES = BEGINS.length + 1;
  const ALIAS = 2;
  const WHOLE = "=", GUESS = "?", SOUND = "~", INITIALS = "^", NEAR = "%", WRONG = "*";
  const GUESSED = [3, 10];
  /* Grades of finds; smaller is better. Text: 0 opens the name, then by zone. */
  const WHOLE_NAME = -1, WHOLE_ALIAS = 1.5;

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

  /** One form for sounds that are often confused. */
  const near = (letters) =>
    letters.replace(/([zcs])h/g, "$1").replace(/ng+/g, "n").replace(/l/g, "n").replace(/v/g, "u");

  // --- loading: nothing before the first search ---------------------------------------------

  const pieces = new Map(); // name -> promise of what the file holds
  const awaited = new Map(); // name -> what a script that comes in hands its content to

  function folder() {
    const { root = "", search = "search/" } = document.documentElement.dataset;
    const slash = (path) => (path && !path.endsWith("/") ? `${path}/` : path);
    return new URL(slash(search), new URL(slash(root) || "./", document.baseURI)).href;
  }

  /** Called by the index's own files. */
  function piece(name, content) {
    awaited.get(name)?.(content);
  }

  /* Fetched where that can be, as it tells what went wrong and is never out of date; a script
     element where it can't. */
  async function fetched(url) {
    const response = await fetch(url, { cache: url.includes("?") ? "default" : "no-cache" });
    if (!response.ok) throw new Error(`${url} did not load: ${response.status}`);
    const text = await response.text();
    return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
  }

  function scripted(url, name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const done = (settle, value) => {
        awaited.delete(name);
        script.remove();
        settle(value);
      };
      awaited.set(name, (content) => done(resolve, content));
      script.onload = script.onerror = () => done(reject, new Error(`${url} did not load`));
      script.src = url;
      document.head.append(script);
    });
  }

  async function patiently(ask) {
    for (let pause = 200; ; pause *= 3) {
      try {
        return await ask();
      } catch (error) {
        if (pause > 1000) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  /** The content of a file of the index. Rejects where it can't be loaded, and asks anew then. */
  function load(name, stamp) {
    if (!pieces.has(name)) {
      const url = `${folder()}${name}.js`;
      const ask = location.protocol === "file:"
        ? () => scripted(url, name) : () => fetched(stamp ? `${url}?${stamp}` : url);
      const promise = patiently(ask);
      promise.catch(() => pieces.delete(name));
      pieces.set(name, promise);
    }
    return pieces.get(name);
  }

  async function head() {
    const told = await load("head");
    told.isCommon ??= new Set(told.common.split(" "));
    told.isLong ??= new Set(told.long.split(" "));
    return told;
  }

  const part = async (name) => load(name, (await head()).stamp);
  const entry = (number) => part(`entries/${number}`);

  // --- lists: as in site_builder/publish/postings.py ----------------------------------------

  const LAST = 46, MORE = 45;
  const DIGIT = new Uint8Array(128);
  for (let code = 0x21, digit = 0; code < 0x7f; code++) {
    if (!'"\\<'.includes(String.fromCharCode(code))) DIGIT[code] = digit++;
  }

  function numbers(told) {
    const found = [];
    for (let at = 0, value = 0, worth = 1; at < told.length; at++) {
      const digit = DIGIT[told.charCodeAt(at)];
      value += worth * digit;
      worth *= MORE;
      if (digit < LAST) {
        found.push(value);
        value = 0;
        worth = 1;
      }
    }
    return found;
  }

  /** A full list: Map from number of the entry to places, ascending. */
  function full(told) {
    const found = new Map(), given = numbers(told);
    let number = -1, places;
    for (let at = 0; at < given.length; at++) {
      const step = given[at] >> 1;
      if (given[at] & 1) {
        places.push(places[places.length - 1] + step + 1);
      } else {
        number += step + 1;
        found.set(number, (places = [given[++at]]));
      }
    }
    return found;
  }

  /** A brief list: Map from number of the entry to grade. */
  function brief(told) {
    const found = new Map();
    let number = -1;
    for (const each of numbers(told)) {
      number += Math.floor(each / GRADES) + 1;
      found.set(number, each % GRADES);
    }
    return found;
  }

  function checksum(key) {
    let sum = -1;
    for (const byte of new TextEncoder().encode(key)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
  }

  async function list(key) {
    const { isLong, lists } = await head();
    const sum = checksum(key);
    const rows = await part(isLong.has(key) ? `long/${sum}` : `lists/${sum % lists}`);
    return Object.prototype.hasOwnProperty.call(rows, key) ? rows[key] : "";
  }

  // --- finding: Maps from the entry's number to a grade -------------------------------------

  const gradeAt = (place) => (place === 0 ? 0 : BEGINS.filter((begin) => begin <= place).length);

  /** Pieces of a query that cover it, [from, to], each with a full list: none of them is common. */
  function cover(signs, isCommon) {
    const found = [];
    for (let from = 0, to = 0; ;) {
      to = from + 2;
      while (to - from < signs.length && isCommon.has(signs.slice(from, to).join(""))) {
        if (to < signs.length) to++;
        else from--;
      }
      found.push([from, to]);
      if (to >= signs.length) return found;
      from = Math.min(to, signs.length - 2);
    }
  }

  /** The entries with these signs in a row in one of their texts. */
  async function inText(folded) {
    const signs = Array.from(folded);
    const { isCommon } = await head();
    if (signs.length < 2 || isCommon.has(folded)) return brief(await list(folded));
    const windows = cover(signs, isCommon);
    let starts;
    while (windows.length) {
      const some = windows.splice(0, TOGETHER);
      const told = await Promise.all(some.map(([from, to]) => list(signs.slice(from, to).join(""))));
      some.forEach(([from], at) => {
        starts = meet(starts, full(told[at]), from);
      });
      if (starts.size <= FEW && windows.length) return readThrough([...starts.keys()], folded);
    }
    const grades = new Map();
    for (const [number, [first]] of starts) grades.set(number, gradeAt(first));
    return grades;
  }

  /** Where the query may begin: places of a piece less its own place in the query. */
  function meet(starts, found, from) {
    const left = new Map();
    for (const [number, places] of starts ?? found) {
      const here = found.get(number);
      if (!here) continue;
      let at = 0;
      const stands = (place) => {
        while (here[at] < place + from) at++;
        return here[at] === place + from;
      };
      const kept = starts ? places.filter(stands)
        : places.map((place) => place - from).filter((place) => place >= 0);
      if (kept.length) left.set(number, kept);
    }
    return left;
  }

  /** Finds in the real texts of a few entries. */
  async function readThrough(candidates, folded) {
    const grades = new Map();
    await Promise.all(candidates.map(async (number) => {
      const told = await entry(number);
      const table = new Map(Object.entries(told.odd));
      const zone = Object.keys(ZONES).findIndex((each) =>
        [told[each]].flat().some((text) => fold(text, table).includes(folded)));
      if (zone >= 0) grades.set(number, zone + 1);
    }));
    return grades;
  }

  /** Text, with whole names before all that hold them. */
  async function exactly(folded) {
    const [grades, whole] = await Promise.all([inText(folded), list(WHOLE + folded)]);
    for (const [number, grade] of brief(whole)) {
      grades.set(number, Math.min(grades.get(number) ?? GRADES, grade ? WHOLE_ALIAS : WHOLE_NAME));
    }
    return grades;
  }

  /** What all words have in common; the grades are added up. */
  function common(all) {
    const [first, ...others] = [...all].sort((a, b) => a.size - b.size);
    const grades = new Map();
    for (const [number, grade] of first) {
      if (!others.every((each) => each.has(number))) continue;
      grades.set(number, others.reduce((sum, each) => sum + each.get(number), grade));
    }
    return grades;
  }

  /** The better grade of each entry that is in either. */
  function either(one, two) {
    const grades = new Map(one);
    for (const [number, grade] of two) {
      grades.set(number, Math.min(grade, grades.get(number) ?? Infinity));
    }
    return grades;
  }

  async function exact(words) {
    const joined = words.map((word) => word.text).join("");
    const asked = words.map((word) => exactly(word.text));
    if (words.length > 1 && joined.length <= JOINED) asked.push(exactly(joined));
    const found = await Promise.all(asked);
    const row = found.length > words.length ? found.pop() : new Map();
    return either(common(found), row);
  }

  async function sounding(letters) {
    const [sound, initials] = await Promise.all([list(SOUND + letters), list(INITIALS + letters)]);
    const later = new Map([...brief(initials)].map(([number, grade]) => [number, grade + 0.5]));
    return either(brief(sound), later);
  }

  const nearly = async (letters) => brief(await list(NEAR + near(letters)));

  const isSound = (word) => /^[a-z]+$/.test(word.sound);
  const areSound = (words) => words.every((word) => /^[a-z0-9]+$/.test(word.sound));

  /** Words by their sound: written together if all may be pinyin, or else each by itself. */
  async function spoken(words, hear) {
    if (!words.some(isSound)) return new Map();
    if (areSound(words)) {
      const joined = await hear(words.map((word) => word.sound).join(""));
      if (joined.size || words.length === 1) return joined;
    }
    return common(await Promise.all(words.map(async (word) =>
      isSound(word) ? either(await exactly(word.text), await hear(word.sound)) : exactly(word.text))));
  }

  /** Names with one character wrong. */
  async function guessed(words) {
    const signs = Array.from(words.map((word) => word.text).join(""));
    if (signs.length < GUESSED[0] || signs.length > GUESSED[1]) return new Map();
    const keys = signs.map((_, wrong) =>
      GUESS + signs.map((sign, at) => (at === wrong ? WRONG : sign)).join(""));
    const found = await Promise.all(keys.map(list));
    return found.map(brief).reduce(either);
  }

  // --- asking: exact, then what is less and less so -----------------------------------------

  /** ü is v in pinyin, with whatever tone; u in any other text. */
  function wordOf(written, table) {
    const withV = written.normalize("NFC").replace(/[üǖǘǚǜÜǕǗǙǛ]/gu, "v");
    return { text: fold(written, table), sound: fold(withV, table) };
  }

  const wordsOf = (query, table) =>
    query.split(/\s+/u).map((word) => wordOf(word, table)).filter((word) => word.text);

  async function simplified() {
    const { from, to } = await part("fold");
    const signs = Array.from(to);
    return new Map(Array.from(from, (sign, at) => [sign, signs[at]]));
  }

  /** [number, how] of all finds, best first; finds of equal worth in the entries' own order. */
  const ranked = (grades, how) =>
    [...grades].sort((a, b) => a[1] - b[1] || a[0] - b[0]).map(([number]) => ({ number, how }));

  async function findAll(query) {
    let words = wordsOf(query, NO_TABLE);
    if (!words.length) return { words, finds: [] };
    let grades = await exact(words);
    if (!grades.size && /[^\x00-\u02ff]/u.test(query)) {
      // Folded text holds no traditional character: only a query without finds can have one.
      words = wordsOf(query, await simplified());
      grades = await exact(words);
    }
    const finds = ranked(grades, "exact");
    // Letters that stand in some text may still be meant as the sound of a name.
    const named = [...grades.values()].some((grade) => grade <= ALIAS * words.length);
    if (finds.length && (named || !areSound(words) || !words.some(isSound))) return { words, finds };
    for (const [how, hear] of [["sound", sounding], ["near", nearly]]) {
      const heard = ranked(await spoken(words, hear), how).filter(({ number }) => !grades.has(number));
      if (heard.length || finds.length) return { words, finds: [...heard, ...finds] };
    }
    return { words, finds: ranked(await guessed(words), "guess") };
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
  function excerptOf(entry, words) {
    const table = new Map(Object.entries(entry.odd));
    const { name, aliases, titles, places, citation, summary, story, captions, transcript } = entry;
    const texts = [citation, summary, story, ...captions, transcript, ...aliases, ...titles, ...places];
    let best = { text: citation || summary || name, hits: [], first: 0, worth: 0 };
    for (const text of texts) {
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

  /** Whether the index was made anew since it was first asked. */
  async function renewed() {
    const { stamp } = await head();
    pieces.delete("head");
    const now = await load("head");
    if (now.stamp === stamp) return false;
    pieces.clear();
    return true;
  }

  async function attempt(query, limit) {
    let { words, finds } = await findAll(query);
    if (!finds.length && words.length && (await renewed())) ({ words, finds } = await findAll(query));
    const marks = [...new Set(words.map((word) => word.text))];
    const results = await Promise.all(finds.slice(0, limit).map(async ({ number, how }) => {
      const { slug, href, name, ...told } = await entry(number);
      return { number, how, slug, href, name, excerpt: excerptOf({ name, ...told }, marks) };
    }));
    return { total: finds.length, how: finds[0]?.how ?? "exact", words: marks, results, finds };
  }

  /**
   * Find entries. All words must be there; the best come first: the name, other spellings of it,
   * titles, organisation and place, then citation, summary, story, captions, transcript.
   *
   * How an entry was found is told: `exact` has the words in its text; `sound` is named so in
   * pinyin or initials; `near` sounds like it (n for l, zh for z …); `guess` has a name with one
   * character other than asked. The later ways are gone when the earlier find nothing.
   *
   * @param {string} query as typed: Chinese of either kind, pinyin, initials, several words
   * @param {{limit?: number}} [options] so many results are loaded and shown, 10 when left out
   * @returns {Promise<{total: number, how: string,
   *   words: string[], results: {number: number, how: string, slug: string, href: string, name: string,
   *     excerpt: {text: string, hit: boolean}[]}[],
   *   finds: {number: number, how: string}[]}>} `href` from the site's root; `finds` are all, best
   *   first, by the entries' numbers, the same as in the columns of facets; `how` is that of the
   *   first; `words` are the folded ones, for excerpts. Rejects where the index can't be loaded.
   */
  async function search(query, { limit = LIMIT } = {}) {
    try {
      return await attempt(query, limit);
    } catch {
      pieces.clear(); // the index may have been made anew meanwhile
      return attempt(query, limit);
    }
  }

  const excerpt = async (number, words) => excerptOf(await entry(number), words);
  const folded = (text) => fold(text, NO_TABLE);

  const told = { search, entry, excerpt, folded, numbers, piece };
  window.Showcase = Object.assign(window.Showcase ?? {}, told);
})();
