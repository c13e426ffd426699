// Explore: facets, search and order over all rows; everything it shows stands in the address.
(() => {
  const STEP = 24;
  const KEYS = ["kind", "year", "level", "region", "field"];
  const root = document.documentElement;
  const { rows, ...lists } = window.Showcase.rows;
  const cards = document.querySelector("[data-cards]");
  const found = document.querySelector("[data-found]");
  const chips = document.querySelector("[data-chips]");
  const more = document.querySelector("[data-more]");
  const sort = document.querySelector("[data-sort]");
  const input = document.querySelector("[data-search-input]");
  let state = read();
  let hits = null; // the answer to state.q, or null when nothing is searched for
  let shown = STEP;
  let turn = 0;

  const values = {
    kind: (row) => [row.kind],
    year: (row) => row.years,
    level: (row) => row.levels,
    region: (row) => [row.region],
    field: (row) => row.fields,
  };

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
    KEYS.every((key) => key === but || !state.chosen[key].size || values[key](row).some((value) => state.chosen[key].has(value)));

  function candidates() {
    if (!hits) return rows;
    return hits.finds.map(({ number }) => rows[number]).filter(Boolean);
  }

  function ordered(list) {
    const compare = new Intl.Collator("zh-CN-u-co-pinyin").compare;
    if (state.sort === "name") return [...list].sort((a, b) => compare(a.name, b.name));
    if (state.sort === "region") return [...list].sort((a, b) => a.region.localeCompare(b.region));
    return list;
  }

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const way = (path) => root.dataset.root + path;

  function picture(row) {
    const { avif, jpeg, width, height, focus } = row.picture;
    const source = make("source", {
      type: "image/avif",
      srcset: avif.map(([src, wide]) => `${way(src)} ${wide}w`).join(", "),
      sizes: "(min-width: 60rem) 20rem, (min-width: 36rem) 45vw, 92vw",
    });
    const image = make("img", { class: focus, src: way(jpeg), width, height, alt: "", loading: "lazy", decoding: "async" });
    return make("span", { class: "picture" }, make("picture", {}, source, image));
  }

  function card(row) {
    const hit = hits?.results.find((each) => each.slug === row.slug);
    const frame = make("div", { class: `card__picture${row.film ? " card__picture--film" : ""}` });
    if (row.picture) frame.append(picture(row));
    const body = make("div", { class: "card__body" },
      make("h2", { class: "card__name" }, make("a", { href: way(row.href) }, row.name)));
    if (row.mark) body.append(make("p", { class: "seal" }, row.mark));
    const line = make("p", { class: "card__citation" });
    if (hit?.excerpt?.length) line.append(...hit.excerpt.map((part) => (part.hit ? make("mark", {}, part.text) : part.text)));
    else line.append(row.citation);
    const place = lists.regions.find((each) => each.value === row.region).text;
    body.append(line, make("p", { class: "card__line" }, [place, row.honour, row.film ? "有影片" : ""].filter(Boolean).join(" · ")));
    const element = make("article", { class: "card", "data-entry-card": row.slug }, frame, body);
    if (hits) element.dataset.searchResult = row.slug;
    return element;
  }

  function none() {
    const clear = make("button", { type: "button", class: "button" }, "清除全部条件");
    clear.addEventListener("click", () => go({ q: "", film: false, chosen: Object.fromEntries(KEYS.map((key) => [key, new Set()])) }));
    const ways = lists.regions.slice(0, 6).map((each) => make("li", {}, make("a", { href: way(`regions/${each.value}/`) }, each.text)));
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
        const count = open.filter((row) => values[key](row).includes(item.dataset.value)).length;
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
        const text = lists[`${key}s`].find((each) => each.value === value)?.text ?? value;
        list.push(chip(text, () => ({ chosen: { ...state.chosen, [key]: new Set([...state.chosen[key]].filter((each) => each !== value)) } })));
      }
    }
    chips.replaceChildren(...list);
  }

  function draw() {
    const list = candidates();
    const left = ordered(list.filter((row) => fits(row)));
    facets(list);
    showChips();
    const listed = left.slice(0, shown);
    cards.replaceChildren(...(listed.length ? listed.map(card) : [none()]));
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
      hits = state.q ? await window.Showcase.search(state.q, { limit: shown }) : null;
    } catch {
      hits = { finds: [], results: [] };
    }
    if (mine !== turn) return; // a later question was asked meanwhile
    draw();
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
