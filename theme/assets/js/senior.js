// Senior mode's tray: steps of type, colours, reading line, larger pointer, reading aloud.
(() => {
  const { choose, chosen, load, make, say } = window.Showcase;
  const SIZES = ["100", "125", "150", "175", "200"];
  const CONTRASTS = [
    ["", say("原色")],
    ["white", say("白底黑字")],
    ["black", say("黑底黄字")],
    ["blue", say("蓝底黄字")],
  ];
  const RATES = [["0.75", say("慢")], ["1", say("正常")], ["1.25", say("快")]];

  const button = (text, act, attributes = {}) => {
    const made = make("button", { type: "button", class: "tray__button", ...attributes }, text);
    made.addEventListener("click", act);
    return made;
  };
  const unseen = (text) => make("span", { class: "unseen" }, text);

  // --- type, in steps

  const size = make("output", { class: "tray__size" });
  const step = (by) => () => {
    choose("size", SIZES[Math.max(0, Math.min(SIZES.length - 1, SIZES.indexOf(chosen("size") || "125") + by))]);
    show();
  };
  const smaller = button(say("字小"), step(-1));
  const larger = button(say("字大"), step(1));

  // --- a switch for an aid that is on or off

  const toggle = (key, on, text) =>
    button(text, (event) => {
      choose(key, chosen(key) ? "" : on);
      event.currentTarget.setAttribute("aria-pressed", String(Boolean(chosen(key))));
      follow();
    }, { "aria-pressed": String(Boolean(chosen(key))) });

  // --- one of several

  function choice(key, title, options, standing, changed = () => {}) {
    const set = make("fieldset", { class: "tray__choice" }, make("legend", {}, title));
    for (const [value, text] of options) {
      const radio = make("input", { type: "radio", name: `tray-${key}`, value });
      radio.checked = (chosen(key) || standing) === value;
      radio.addEventListener("change", () => {
        choose(key, value);
        changed();
      });
      set.append(make("label", { class: `tray__option tray__option--${value || "own"}` }, radio, text));
    }
    return set;
  }

  // --- the line that keeps the eye in its row: at the pointer, the finger or the focus

  const ruler = make("div", { class: "ruler", "aria-hidden": "true", hidden: "" });
  const lay = (y) => ruler.style.setProperty("top", `${y}px`);
  const follow = () => { ruler.hidden = !(chosen("senior") && chosen("ruler")); };
  addEventListener("pointermove", (event) => lay(event.clientY), { passive: true });
  addEventListener("pointerdown", (event) => lay(event.clientY), { passive: true });
  addEventListener("focusin", (event) => lay(event.target.getBoundingClientRect().bottom));
  addEventListener("showcase:spoken", (event) => lay(event.detail.bottom));

  // --- reading aloud: its script comes when it is asked for

  const aloud = button(say("朗读"), () =>
    load("assets/js/aloud.js")
      .then(() => window.Showcase.aloud({ button: aloud, bar: voice, note }))
      .catch(() => {
        note.textContent = say("现在不能朗读。");
        note.hidden = false;
      }), { "data-aloud": "" });
  const voice = make("div", { class: "tray__voice", role: "group", "aria-label": say("朗读"), hidden: "" });
  const note = make("p", { class: "tray__note", role: "status", hidden: "" });

  // --- the tray

  const more = make("div", { class: "tray__more", id: "tray-more", hidden: "" },
    choice("contrast", say("颜色"), CONTRASTS, ""),
    choice("rate", say("朗读快慢"), RATES, "1", () => dispatchEvent(new Event("showcase:rate"))),
    make("div", { class: "tray__choice" }, toggle("ruler", "on", say("阅读线")), toggle("pointer", "large", say("大指针")),
      button(say("退出长者模式"), () => {
        const switched = document.querySelector("[data-senior-toggle]");
        switched.click();
        switched.focus();
      })));
  const open = button(say("更多"), () => unfold(more.hidden), { "aria-expanded": "false", "aria-controls": "tray-more" });
  const tray = make("aside", { class: "tray", "aria-label": say("长者模式"), hidden: "" }, note, more, voice,
    make("div", { class: "tray__row" }, smaller, size, larger, aloud, open));

  function unfold(on) {
    more.hidden = !on;
    open.setAttribute("aria-expanded", String(on));
  }
  tray.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || more.hidden) return;
    unfold(false);
    open.focus();
  });

  function show() {
    const now = chosen("size") || "125";
    size.replaceChildren(unseen(say("字号")), `${now}%`);
    smaller.setAttribute("aria-disabled", String(now === SIZES[0]));
    larger.setAttribute("aria-disabled", String(now === SIZES[SIZES.length - 1]));
  }

  document.querySelector("main").before(tray);
  document.body.append(ruler);

  /** Shows the tray when senior mode is on, and puts it away when it is off. */
  window.Showcase.tray = () => {
    tray.hidden = !chosen("senior");
    unfold(false);
    if (tray.hidden) dispatchEvent(new Event("showcase:hush"));
    follow();
    show();
  };
})();
