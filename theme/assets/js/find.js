// The search field of every page: suggestions while one writes, and what was searched before.
// Nothing is loaded before the field has the focus; what was searched stays on this device.
(() => {
  const LOW = matchMedia("(max-height: 50rem)").matches; // the list never scrolls by itself
  const NAMES = LOW ? 3 : 5, WAYS = 3, KEPT = LOW ? 3 : 5, WAIT = 120;
  const form = document.querySelector("[data-search-form]");
  const input = form.querySelector("[data-search-input]");
  const box = form.querySelector("[data-suggest]");
  const list = form.querySelector("[data-suggestions]");
  const status = form.querySelector("[data-suggested]");
  const { foreign, load, make, own, page, say, told, way } = window.Showcase;
  let options = [];
  let active = -1;
  let composing = false;
  let turn = 0;
  let waiting;

  const ready = () =>
    Promise.all([
      window.Showcase?.search ? null : load("assets/js/search.js"),
      window.Showcase?.ways ? null : load(own("data/ways.js")),
    ]);

  // --- what was searched before ---------------------------------------------------------------

  function recent() {
    try {
      return JSON.parse(localStorage.getItem("searched") ?? "[]").filter((each) => typeof each === "string");
    } catch {
      return [];
    }
  }

  function keep(queries) {
    try {
      localStorage.setItem("searched", JSON.stringify(queries.slice(0, KEPT)));
    } catch {
      // Not remembered then.
    }
  }

  // --- what is suggested ----------------------------------------------------------------------

  /** Cities, themes and years whose name holds the text or whose sound begins with it. */
  function ways(text) {
    const wanted = window.Showcase.folded(text);
    const sound = text.replace(/\s/g, "").toLowerCase();
    const spoken = /^[a-z]{2,}$/.test(sound);
    return window.Showcase.ways
      .filter(([, name, , , its]) => (wanted && window.Showcase.folded(name).includes(wanted)) || (spoken && its.startsWith(sound)))
      .slice(0, WAYS)
      .map(([kind, name, href, count]) => ({ kind, name, href, count }));
  }

  /** The largest of what there is, where nothing is written yet. */
  const largest = (kind, most) =>
    window.Showcase.ways
      .filter(([its]) => its === kind)
      .sort((a, b) => b[3] - a[3])
      .slice(0, most)
      .map(([, name, href, count]) => ({ kind, name, href, count }));

  const placeOption = ({ kind, name, href, count }) =>
    make("a", { href: way(href) }, foreign(make("span", { class: "suggest__name" }, name)), make("span", { class: "suggest__line" }, say("%(kind)s · %(count)s 位（个）", { kind, count })));

  function queryOption(query, line = "") {
    const option = make("a", { href: `${page("explore/")}?q=${encodeURIComponent(query)}` }, foreign(make("span", { class: "suggest__name" }, query)));
    if (line) option.append(make("span", { class: "suggest__line" }, line));
    option.dataset.query = query;
    return option;
  }

  const HOW = { guess: say("可能是"), near: say("读音相近"), sound: "" };

  async function nameOption({ number, how, excerpt }, words) {
    const { href, name, region, honour } = told(await window.Showcase.entry(number));
    const title = make("span", { class: "suggest__name" });
    if (HOW[how]) title.append(make("small", {}, HOW[how]), " ");
    title.append(foreign(make("span", {}, ...lit(name, words))));
    const hit = excerpt.some((part) => part.hit) && !lit(name, words).some((part) => part.nodeType === 1);
    const line = make("span", { class: "suggest__line" });
    if (hit) line.append(...excerpt.map((part) => (part.hit ? make("mark", {}, part.text) : part.text)));
    else line.append([region, honour].filter(Boolean).join(" · "));
    return make("a", { href: way(href) }, title, hit ? foreign(line) : line);
  }

  /** The name with the words in it marked, where they stand there as written. */
  function lit(name, words) {
    const word = words.find((each) => name.includes(each));
    if (!word) return [document.createTextNode(name)];
    const at = name.indexOf(word);
    return [name.slice(0, at), make("mark", {}, word), name.slice(at + word.length)]
      .filter((part) => part !== "")
      .map((part) => (typeof part === "string" ? document.createTextNode(part) : part));
  }

  function show(groups, said, text) {
    list.replaceChildren();
    list.dataset.query = text;
    options = [];
    active = -1;
    input.removeAttribute("aria-activedescendant");
    groups.filter(({ of }) => of.length).forEach(({ title, of }, number) => {
      const group = make("div", { role: "group", "aria-labelledby": `suggest-${number}` }, make("p", { id: `suggest-${number}`, class: "suggest__title" }, title));
      for (const option of of) {
        option.setAttribute("role", "option");
        option.setAttribute("tabindex", "-1");
        option.setAttribute("aria-selected", "false");
        option.id = `suggestion-${options.length}`;
        option.classList.add("suggest__option");
        options.push(option);
        group.append(option);
      }
      list.append(group);
    });
    clear.hidden = !groups.some(({ title, of }) => title === RECENT && of.length);
    open(options.length > 0);
    status.textContent = options.length ? say("%(count)s 条建议，可用上下键选择", { count: options.length }) : said;
  }

  function open(on) {
    box.hidden = !on;
    input.setAttribute("aria-expanded", String(on));
    if (!on) {
      active = -1;
      input.removeAttribute("aria-activedescendant");
    }
  }

  const RECENT = say("最近搜过");

  async function suggest() {
    const mine = ++turn;
    const text = input.value.trim();
    try {
      await ready();
      if (mine !== turn || document.activeElement !== input) return;
      if (!text) {
        show([
          { title: RECENT, of: recent().map((each) => queryOption(each)) },
          { title: say("可以从这里开始"), of: [...largest(say("城市"), 3), ...largest(say("主题"), 3)].map(placeOption) },
        ], "", text);
        return;
      }
      const answer = await window.Showcase.search(text, { limit: NAMES });
      const names = await Promise.all(answer.results.map((each) => nameOption(each, answer.words)));
      if (mine !== turn || composing) return;
      const whole = answer.total ? [queryOption(text, say("查看全部 %(count)s 位（个）", { count: answer.total }))] : [];
      show([
        { title: answer.how === "guess" ? say("没有一字不差的，可能是") : say("人物与项目"), of: names },
        { title: say("城市、主题和年度"), of: ways(text).map(placeOption) },
        { title: say("全部结果"), of: whole },
      ], answer.total || ways(text).length ? "" : say("没有建议，回车可以换个说法再找"), text);
    } catch {
      open(false); // without suggestions the form still leads to explore
    }
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, WAIT);
  }

  /** What is still on its way is not shown any more. */
  function leave() {
    turn += 1;
    clearTimeout(waiting);
    open(false);
  }

  // --- by keyboard, pointer and input method --------------------------------------------------

  function choose(step) {
    if (!options.length) return;
    options[active]?.setAttribute("aria-selected", "false");
    const places = options.length + 1; // the field itself is one of them
    active = ((active + 1 + step + places) % places) - 1;
    const option = options[active];
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function follow(option) {
    if (option.dataset.query === undefined) return option.click();
    input.value = option.dataset.query;
    form.querySelector("[type=submit]").click();
  }

  input.addEventListener("compositionstart", () => {
    composing = true;
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    soon();
  });
  input.addEventListener("input", (event) => {
    if (!event.isComposing && !composing) soon(); // letters on their way to be characters are no query
  });
  input.addEventListener("focus", soon);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // the key is the input method's
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (box.hidden) suggest();
      else choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      if (!box.hidden) event.preventDefault();
      leave();
    } else if (event.key === "Enter" && options[active] && !box.hidden) {
      event.preventDefault();
      follow(options[active]);
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option?.dataset.query !== undefined && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      follow(option);
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) leave();
  });
  form.addEventListener("submit", () => {
    const text = input.value.trim();
    leave();
    if (text) keep([text, ...recent().filter((each) => each !== text)]);
  });

  const clear = make("button", { type: "button", class: "suggest__clear", hidden: "" }, say("清除搜索记录"));
  clear.addEventListener("click", () => {
    keep([]);
    input.focus();
    suggest();
  });
  box.append(clear);
  for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions" })) {
    input.setAttribute(key, value);
  }
})();
