// Explore: facets, search and order over all rows; everything it shows stands in the address.
(() => {
  const STEP = 24;
  const KEYS = ["kind", "year", "level", "region", "field"];
  const root = document.documentElement;
  const { total, facets: columns, film } = window.Showcase.columns;
  const rows = readRows();
  const cards = document.querySelector("[data-cards]");
  const found = document.querySelector("[data-found]");
  const chips = document.querySelector("[data-chips]");
  const more = document.querySelector("[data-more]");
  const sort = document.querySelector("[data-sort]");
  const input = document.querySelector("[data-search-input]");
  const opening = [...cards.children]; // the first cards of all stand in the page
  let state = read();
  let hits = null; // the answer to state.q, or null when nothing is searched for
  let shown = STEP;
  let turn = 0;

  /** An entry's number, its values of each facet, and whether it has a film. */
  function readRows() {
    const films = window.Showcase.numbers(film);
    const list = Array.from({ length: total }, (_, number) => ({ number, film: films[number] === 1 }));
    for (const key of KEYS) {
      const { sets, of } = columns[key];
      window.Showcase.numbers(of).forEach((set, number) => { list[number][key] = sets[set]; });
    }
    return list;
  }

  function read() {
    const given = new URLSearchParams(location.search);
    const chosen = Object.fromEntries(KEYS.map((key) => [key, new Set(given.getAll(key))]));
    return { q: given.get("q")?.trim() ?? "", sort: given.get("sort") ?? "", film: given.has("film"), chosen };
  }

  function address() {
    const told = new URLSearchParams();
    if (state.q) told.set("q", state.q);
    for (const key of KEYS) for (const value of state.chosen[key]) told.append(key, value);
    if (state.film) told.set("film", "1");
    if (state.sort) told.set("sort", state.sort);
    return location.pathname + (String(told) ? `?${told}` : "");
  }

  const fits = (row, but) =>
    (!state.film || row.film) &&
    KEYS.every((key) => key === but || !state.chosen[key].size || row[key].some((value) => state.chosen[key].has(value)));

  function candidates() {
    if (!hits) return rows;
    return hits.finds.map(({ number }) => rows[number]).filter(Boolean);
  }

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
  function order() {
    return new Promise((resolve, reject) => {
      if (window.Showcase.order) return resolve(window.Showcase.numbers(window.Showcase.order));
      const script = make("script", { src: way("data/order.js") });
      script.onload = () => resolve(window.Showcase.numbers(window.Showcase.order));
      script.onerror = reject;
      document.head.append(script);
      return undefined;
    });
  }

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const way = (path) => root.dataset.root + path;

  function picture({ avif, jpeg, width, height, focus }) {
    const source = make("source", {
      type: "image/avif",
      srcset: avif.map(([src, wide]) => `${way(src)} ${wide}w`).join(", "),
      sizes: "(min-width: 60rem) 20rem, (min-width: 36rem) 45vw, 92vw",
    });
    const image = make("img", { class: focus, src: way(jpeg), width, height, alt: "", loading: "lazy", decoding: "async" });
    return make("span", { class: "picture" }, make("picture", {}, source, image));
  }

  async function card({ number }) {
    const entry = await window.Showcase.entry(number);
    const shown = entry.card;
    const frame = make("div", { class: `card__picture${shown.film ? " card__picture--film" : ""}` });
    if (shown.picture) frame.append(picture(shown.picture));
    const body = make("div", { class: "card__body" },
      make("h2", { class: "card__name" }, make("a", { href: way(entry.href) }, entry.name)));
    if (shown.mark) body.append(make("p", { class: "seal" }, shown.mark));
    const parts = hits ? await window.Showcase.excerpt(number, hits.words) : [{ text: entry.citation }];
    const line = make("p", { class: "card__citation" });
    line.append(...parts.map((part) => (part.hit ? make("mark", {}, part.text) : part.text)));
    body.append(line, make("p", { class: "card__line" }, [shown.region, shown.honour, shown.film ? "有影片" : ""].filter(Boolean).join(" · ")));
    const element = make("article", { class: "card", "data-entry-card": entry.slug }, frame, body);
    if (hits) element.dataset.searchResult = entry.slug;
    return element;
  }

  function none() {
    const clear = make("button", { type: "button", class: "button" }, "清除全部条件");
    clear.addEventListener("click", () => go({ q: "", film: false, chosen: Object.fromEntries(KEYS.map((key) => [key, new Set()])) }));
    const ways = columns.region.values.slice(0, 6).map((each) => make("li", {}, make("a", { href: way(`regions/${each.value}/`) }, each.text)));
    return make("div", { class: "explore__none" },
      make("p", {}, "没有找到。可以少写几个字、换成拼音，或只写姓名里的两个字。"),
      make("p", {}, clear),
      make("ul", { class: "places" }, ...ways));
  }

  function facets(list) {
    for (const group of document.querySelectorAll("[data-facet]")) {
      const key = group.dataset.facet;
      const open = list.filter((row) => fits(row, key));
      for (const item of group.querySelectorAll("[data-value]")) {
        const count = open.filter((row) => row[key].includes(item.dataset.value)).length;
        item.dataset.count = count;
        item.querySelector("b").textContent = count;
        item.querySelector("input").checked = state.chosen[key].has(item.dataset.value);
      }
    }
  }

  function chip(text, without) {
    const button = make("button", { type: "button", "aria-label": `去掉条件：${text}` }, `${text} ×`);
    button.addEventListener("click", () => go(without()));
    return make("li", {}, button);
  }

  function showChips() {
    const list = [];
    if (state.q) list.push(chip(`“${state.q}”`, () => ({ q: "" })));
    if (state.film) list.push(chip("有影片", () => ({ film: false })));
    for (const key of KEYS) {
      for (const value of state.chosen[key]) {
        const text = columns[key].values.find((each) => each.value === value)?.text ?? value;
        list.push(chip(text, () => ({ chosen: { ...state.chosen, [key]: new Set([...state.chosen[key]].filter((each) => each !== value)) } })));
      }
    }
    chips.replaceChildren(...list);
  }

  async function draw(mine) {
    const list = candidates();
    const left = await ordered(list.every((row) => fits(row)) ? list : list.filter((row) => fits(row)));
    const listed = left === rows && shown === STEP ? opening : await Promise.all(left.slice(0, shown).map(card));
    if (mine !== turn) return;
    facets(list);
    showChips();
    cards.replaceChildren(...(listed.length ? listed : [none()]));
    more.hidden = left.length <= shown;
    found.textContent = left.length ? `找到 ${left.length} 位（个）` : "没有找到";
    sort.value = state.sort;
  }

  async function update() {
    const mine = ++turn;
    input.value = state.q;
    cards.setAttribute("aria-busy", "true");
    if (state.q) found.textContent = "正在查找…";
    try {
      const answer = state.q ? await window.Showcase.search(state.q, { limit: 0 }) : null;
      if (mine !== turn) return; // a later question was asked meanwhile
      hits = answer;
      await draw(mine);
    } catch {
      hits = { finds: [], words: [] };
      await draw(mine);
    }
    if (mine !== turn) return;
    cards.removeAttribute("aria-busy");
    root.dataset.searched = state.q;
  }

  function go(change) {
    state = { ...state, ...change };
    shown = STEP;
    history.pushState(null, "", address());
    update();
  }

  function checkboxes() {
    for (const group of document.querySelectorAll("[data-facet]")) {
      const key = group.dataset.facet;
      for (const item of group.querySelectorAll("[data-value]")) {
        const box = make("input", { type: "checkbox" });
        const text = item.querySelector("a, span").textContent;
        item.replaceChildren(make("label", {}, box, make("span", {}, text)), make("b"));
        box.addEventListener("change", () => {
          const chosen = new Set(state.chosen[key]);
          if (box.checked) chosen.add(item.dataset.value);
          else chosen.delete(item.dataset.value);
          go({ chosen: { ...state.chosen, [key]: chosen } });
        });
      }
    }
  }

  checkboxes();
  if (!matchMedia("(min-width: 60rem)").matches) document.querySelector("[data-facets]").open = false;
  document.querySelector("[data-sort-label]").hidden = false;
  sort.addEventListener("change", () => go({ sort: sort.value }));
  more.querySelector("button").addEventListener("click", () => {
    shown += STEP;
    update();
  });
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    go({ q: input.value.trim() });
  });
  window.addEventListener("popstate", () => {
    state = read();
    shown = STEP;
    update();
  });
  update();
})();
