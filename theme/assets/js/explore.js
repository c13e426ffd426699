// Explore: facets, search, order and groups over all rows. Everything it shows stands in the address:
//   q=words   kind, year, level, region, field, film=value (several of each)   sort=   group=
// What nobody knows there is passed over. Counts follow all of it but their own facet.
(() => {
  fold();

  const STEP = 24, TONES = 5, HEIGHTS = 10;
  const KEYS = ["kind", "year", "level", "region", "field", "film"];
  const SORTS = ["name", "region"];
  const GROUPS = ["year", "region", "field", "level"];
  const { foreign, load, make, page, say, told, way } = window.Showcase;
  const root = document.documentElement;
  const { total, facets: columns } = window.Showcase.columns;
  const rows = readRows();
  const cards = document.querySelector("[data-cards]");
  const found = document.querySelector("[data-found]");
  const chips = document.querySelector("[data-chips]");
  const more = document.querySelector("[data-more]");
  const sort = document.querySelector("[data-sort]");
  const group = document.querySelector("[data-group]");
  const input = document.querySelector("[data-search-input]");
  const opening = [...cards.children]; // the first cards of all stand in the page
  let state = read();
  let hits = null; // the answer to state.q, or null when nothing is searched for
  let shown = history.state?.shown ?? STEP;
  let turn = 0;

  /** Closes what a narrow page or senior mode has no room for. Till then style sheets leave it out, so nothing jumps. */
  function fold() {
    const narrow = matchMedia("(max-width: 59.99rem)").matches || Boolean(window.Showcase.chosen("senior"));
    document.querySelector("[data-facets]").open = !narrow;
    // Whoever comes with a question looks for its answer; whoever comes without looks around.
    document.querySelector("[data-glance]").open = !narrow && !location.search;
    document.documentElement.dataset.folded = "";
  }

  /** An entry's number and its values of each facet. */
  function readRows() {
    const list = Array.from({ length: total }, (_, number) => ({ number }));
    for (const key of KEYS) {
      const { sets, of } = columns[key];
      window.Showcase.numbers(of).forEach((set, number) => { list[number][key] = sets[set]; });
    }
    return list;
  }

  // --- the address ----------------------------------------------------------------------------

  const none = () => Object.fromEntries(KEYS.map((key) => [key, new Set()]));

  function read() {
    const given = new URLSearchParams(location.search);
    const one = (key, known) => (known.includes(given.get(key)) ? given.get(key) : "");
    const known = (key) => (value) => columns[key].values.some((each) => each.value === value);
    const chosen = Object.fromEntries(KEYS.map((key) => [key, new Set(given.getAll(key).filter(known(key)))]));
    return { q: given.get("q")?.trim() ?? "", sort: one("sort", SORTS), group: one("group", GROUPS), chosen };
  }

  function address() {
    const told = new URLSearchParams();
    if (state.q) told.set("q", state.q);
    for (const key of KEYS) for (const value of state.chosen[key]) told.append(key, value);
    for (const key of ["sort", "group"]) if (state[key]) told.set(key, state[key]);
    return location.pathname + (String(told) ? `?${told}` : "");
  }

  const place = () => history.replaceState({ shown, y: scrollY }, "");

  function go(change) {
    place();
    state = { ...state, ...change };
    shown = STEP;
    history.pushState(null, "", address());
    return update();
  }

  // --- which entries, in which order ----------------------------------------------------------

  const fits = (row, but) =>
    KEYS.every((key) => key === but || !state.chosen[key].size || row[key].some((value) => state.chosen[key].has(value)));

  const candidates = () => (hits ? hits.finds.map(({ number }) => rows[number]).filter(Boolean) : rows);

  async function ordered(list) {
    if (state.sort === "name") {
      const at = new Map((await order()).map((number, place) => [number, place]));
      return [...list].sort((a, b) => at.get(a.number) - at.get(b.number));
    }
    if (state.sort === "region") {
      const at = new Map(columns.region.values.map(({ value }, place) => [value, place]));
      return [...list].sort((a, b) => at.get(a.region[0]) - at.get(b.region[0]));
    }
    return list;
  }

  /** The numbers of all entries by the sound of their names. */
  async function order() {
    await load("data/order.js");
    return window.Showcase.numbers(window.Showcase.order);
  }

  /** [title, rows] of each value of the facet grouped by; who has several stands in several. */
  function grouped(list) {
    const key = state.group;
    if (!key) return [["", list]];
    const open = ({ value }) => !state.chosen[key].size || state.chosen[key].has(value);
    return columns[key].values
      .filter(open)
      .map(({ value, text }) => [text, list.filter((row) => row[key].includes(value))])
      .filter(([, held]) => held.length);
  }

  // --- what is shown --------------------------------------------------------------------------

  function picture({ avif, jpeg, width, height, focus }) {
    const source = make("source", {
      type: "image/avif",
      srcset: avif.map(([src, wide]) => `${way(src)} ${wide}w`).join(", "),
      sizes: "(min-width: 60rem) 20rem, (min-width: 36rem) 45vw, 92vw",
    });
    const image = make("img", { class: focus, src: way(jpeg), width, height, alt: "", loading: "lazy", decoding: "async" });
    return make("span", { class: "picture" }, make("picture", {}, source, image));
  }

  const HOW = { sound: say("按读音找到"), near: say("读音相近"), guess: say("可能是") };

  /** Says so where the page that a link leads to is not in this page's language. */
  const elsewhere = (href) => (way(href).startsWith(page("")) ? "" : say("只有中文"));

  async function card({ number }, level) {
    const entry = await window.Showcase.entry(number);
    const shown = { ...entry.card, ...told(entry) };
    const frame = make("div", { class: `card__picture${shown.film ? " card__picture--film" : ""}` });
    if (shown.picture) frame.append(picture(shown.picture));
    const body = make("div", { class: "card__body" },
      make(level, { class: "card__name" }, foreign(make("a", { href: way(shown.href) }, shown.name))));
    const how = HOW[hits?.ways.get(number)];
    if (how) body.append(make("p", { class: "card__how" }, how));
    if (shown.mark) body.append(make("p", { class: "seal" }, shown.mark));
    const found = hits ? await window.Showcase.excerpt(number, hits.words) : [];
    const named = found.map((part) => part.text).join("") === shown.name; // says nothing more
    const parts = hits && !named ? found : [{ text: shown.citation }];
    const line = make("p", { class: "card__citation" });
    line.append(...parts.map((part) => (part.hit ? make("mark", {}, part.text) : part.text)));
    body.append(foreign(line), make("p", { class: "card__line" }, [shown.region, shown.honour, shown.film ? say("有影片") : "", elsewhere(shown.href)].filter(Boolean).join(" · ")));
    const element = make("article", { class: "card", "data-entry-card": entry.slug }, frame, body);
    if (hits) element.dataset.searchResult = entry.slug;
    return element;
  }

  /** The first `shown` cards, under the titles of their groups. */
  async function listed(groups) {
    let left = shown;
    const sections = groups.map(([title, held]) => {
      const taken = held.slice(0, left);
      left -= taken.length;
      return [title, held.length, taken];
    });
    return Promise.all(sections.filter(([, , taken]) => taken.length).map(async ([title, count, taken]) => {
      const list = make("div", { class: "cards" }, ...(await Promise.all(taken.map((row) => card(row, title ? "h3" : "h2")))));
      if (!title) return list;
      return make("section", { class: "explore__group" }, make("h2", {}, title, " ", make("b", {}, `${count}`)), list);
    }));
  }

  function nothing() {
    const ideas = [];
    if (KEYS.some((key) => state.chosen[key].size) && state.q) {
      const wider = make("button", { type: "button", class: "button" }, say("不加筛选，只找“%(q)s”", state));
      wider.addEventListener("click", () => go({ chosen: none() }));
      ideas.push(wider);
    }
    const clear = make("button", { type: "button", class: "button" }, say("清除全部条件"));
    clear.addEventListener("click", () => go({ q: "", chosen: none() }));
    ideas.push(clear);
    const ways = columns.region.values.slice(0, 6).map((each) => make("li", {}, make("a", { href: page(`regions/${each.value}/`) }, each.text)));
    return make("div", { class: "explore__none" },
      make("p", {}, state.q ? say("没有找到“%(q)s”。", state) : say("没有同时符合这些条件的。")),
      make("ul", {},
        make("li", {}, say("少写几个字：只写姓名里的两个字，或者去掉一个词。")),
        make("li", {}, say("不确定是哪个字，可以写拼音：lixiulan、lxl 都行。")),
        make("li", {}, say("只记得一句话，就写这句话里的四五个字。"))),
      make("p", { class: "explore__ideas" }, ...ideas),
      make("p", {}, say("也可以从一座城市看起：")),
      make("ul", { class: "places" }, ...ways));
  }

  const step = (count, most, steps) => (count ? Math.ceil((count * steps) / most) : 0);

  /** Counts of each value, as if its own facet were open; in the lists and in the pictures. */
  function count(list) {
    for (const key of KEYS) {
      const open = list.filter((row) => fits(row, key));
      const tally = new Map();
      for (const row of open) for (const value of row[key]) tally.set(value, (tally.get(value) ?? 0) + 1);
      const most = Math.max(1, ...tally.values());
      for (const item of document.querySelectorAll(`[data-facet="${key}"] [data-value]`)) {
        const held = tally.get(item.dataset.value) ?? 0;
        item.dataset.count = held;
        item.querySelector("b").textContent = held;
        item.querySelector("input").checked = state.chosen[key].has(item.dataset.value);
        item.classList.toggle("facets__empty", !held);
      }
      for (const item of document.querySelectorAll(`[data-overview="${key}"] [data-value]`)) {
        draw(item, key, tally.get(item.dataset.value) ?? 0, most);
      }
    }
  }

  /** One tile, column or row of a table. */
  function draw(item, key, held, most) {
    item.querySelector("b, td").textContent = held;
    const kept = [...item.classList].filter((name) => !/^(tone|high)-/.test(name));
    if (item.matches(".tile")) kept.push(`tone-${step(held, most, TONES - 1)}`);
    else if (item.matches("li")) kept.push(`high-${step(held, most, HEIGHTS)}`);
    item.className = kept.join(" ");
    const link = item.querySelector("a");
    if (state.chosen[key].has(item.dataset.value)) link?.setAttribute("aria-current", "true");
    else link?.removeAttribute("aria-current");
  }

  function chip(text, without) {
    const button = make("button", { type: "button", "aria-label": say("去掉条件：%(text)s", { text }) }, `${text} ×`);
    button.addEventListener("click", async () => {
      await go(without());
      (chips.querySelector("button") ?? found).focus(); // the one pressed is gone
    });
    return make("li", {}, button);
  }

  function showChips() {
    const list = [];
    if (state.q) list.push(chip(`“${state.q}”`, () => ({ q: "" })));
    for (const key of KEYS) {
      for (const value of state.chosen[key]) {
        const text = columns[key].values.find((each) => each.value === value)?.text ?? value;
        list.push(chip(text, () => ({ chosen: { ...state.chosen, [key]: new Set([...state.chosen[key]].filter((each) => each !== value)) } })));
      }
    }
    if (list.length > 1) {
      const all = make("button", { type: "button", class: "chips__all" }, say("全部清除"));
      all.addEventListener("click", async () => {
        await go({ q: "", chosen: none() });
        found.focus();
      });
      list.push(make("li", {}, all));
    }
    chips.replaceChildren(...list);
  }

  function summary(count) {
    if (!count) return say("没有找到");
    const found = say("找到 %(count)s 位（个）", { count });
    if (hits?.how === "guess") return say("没有一字不差的结果，下面 %(count)s 位（个）的名字只差一个字", { count });
    return hits?.how === "near" ? say("%(found)s，读音相近", { found }) : found;
  }

  async function show(mine) {
    const list = candidates();
    const left = await ordered(list.filter((row) => fits(row)));
    const untouched = left.length === rows.length && !hits && !state.sort && !state.group && shown === STEP;
    const groups = grouped(left);
    const drawn = untouched ? opening : await listed(groups);
    if (mine !== turn) return;
    count(list);
    showChips();
    cards.replaceChildren(...(left.length ? drawn : [nothing()]));
    more.hidden = groups.reduce((sum, [, held]) => sum + held.length, 0) <= shown;
    found.textContent = summary(left.length);
    sort.value = state.sort;
    group.value = state.group;
  }

  async function update() {
    const mine = ++turn;
    input.value = state.q;
    cards.setAttribute("aria-busy", "true");
    if (state.q) found.textContent = say("正在查找…");
    try {
      const answer = state.q ? await window.Showcase.search(state.q, { limit: 0 }) : null;
      if (mine !== turn) return; // a later question was asked meanwhile
      hits = answer && { ...answer, ways: new Map(answer.finds.map(({ number, how }) => [number, how])) };
      await show(mine);
    } catch {
      if (mine !== turn) return;
      failed();
    }
    cards.removeAttribute("aria-busy");
    root.dataset.searched = state.q;
  }

  /** The index did not come: say so, rather than that there is nobody. */
  function failed() {
    const again = make("button", { type: "button", class: "button" }, say("再试一次"));
    again.addEventListener("click", update);
    found.textContent = say("没有连上，暂时不能查找");
    cards.replaceChildren(make("div", { class: "explore__none" }, make("p", {}, say("网络可能断了。连上以后再试，或者从城市和年度看起。")), make("p", {}, again)));
    more.hidden = true;
    showChips();
  }

  // --- what one can press ---------------------------------------------------------------------

  function toggled(key, value) {
    const chosen = new Set(state.chosen[key]);
    if (!chosen.delete(value)) chosen.add(value);
    return { chosen: { ...state.chosen, [key]: chosen } };
  }

  function checkboxes() {
    for (const facet of document.querySelectorAll("[data-facet]")) {
      for (const item of facet.querySelectorAll("[data-value]")) {
        const box = make("input", { type: "checkbox" });
        const text = item.querySelector("a, span").textContent;
        item.replaceChildren(make("label", {}, box, make("span", {}, text)), make("b"));
        box.addEventListener("change", () => go(toggled(facet.dataset.facet, item.dataset.value)));
      }
    }
  }

  function pictures() {
    for (const overview of document.querySelectorAll("[data-overview]")) {
      overview.addEventListener("click", (event) => {
        const link = event.target.closest("[data-value] a");
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go(toggled(overview.dataset.overview, link.closest("[data-value]").dataset.value));
      });
    }
  }

  async function come() {
    history.scrollRestoration = "manual"; // what was scrolled to is not there before it is drawn
    const y = history.state?.y;
    await update();
    if (y !== undefined) scrollTo(0, y);
  }

  checkboxes();
  pictures();
  document.querySelector("[data-order]").hidden = false;
  sort.addEventListener("change", () => go({ sort: sort.value }));
  group.addEventListener("change", () => go({ group: group.value }));
  more.querySelector("button").addEventListener("click", async () => {
    const last = cards.querySelectorAll("[data-entry-card]").length;
    shown += STEP;
    await update();
    cards.querySelectorAll("[data-entry-card] a")[last]?.focus({ preventScroll: true });
  });
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    go({ q: input.value.trim() });
  });
  window.addEventListener("pagehide", place);
  window.addEventListener("popstate", () => {
    state = read();
    shown = history.state?.shown ?? STEP;
    come();
  });
  come();
})();
