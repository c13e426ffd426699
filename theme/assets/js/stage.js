// The big screen: one item at a time, by a clicker's keys; and the presenter's window beside it.
//
// All items stand in the page from the start and nothing is added while it runs but captions, once a
// film, so that a page which is open all day stays as large as it was.
(() => {
  const root = document.documentElement;
  const items = [...document.querySelectorAll("[data-item]")];
  const black = document.querySelector("[data-black]");
  const jump = document.querySelector("[data-jump]");
  const FADE = 700; // milliseconds, as the stylesheet has it
  const IDLE = 8000; // that each portrait stays before the start
  const OVER = 3000; // that a film which is over or fails stands, going by itself
  const TICK = 1000; // between two tellings to the presenter's window

  const last = items.length - 1;
  const bounded = (number) => Math.max(0, Math.min(last, number));
  const clock = (seconds) => {
    const whole = Math.max(0, Math.round(seconds));
    const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
    const tail = String(whole % 60).padStart(2, "0");
    return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
  };
  const seconds = (item) => Number(item.dataset.seconds);

  if (location.hash === "#presenter") presenter();
  else stage();

  // --- the stage -----------------------------------------------------------------------------

  function stage() {
    let now = -1;
    let digits = "";
    let auto = false;
    let due = 0; // the timer that moves on by itself
    let told = null; // the presenter's window
    let started = 0; // when the programme left the idle loop
    let since = 0; // when this item came
    const leaving = new Map(); // the timer of each item that fades out

    root.dataset.live = "";
    for (const item of items) item.dataset.away = "";
    for (const film of document.querySelectorAll("[data-film]")) prepare(film);

    const film = (item) => item.querySelector("[data-film]");
    const video = (item) => item.querySelector("video");

    /** Show an item; its neighbours are made ready, all others put away. */
    function go(number) {
      const next = bounded(number);
      if (next === now) return;
      const before = items[now];
      now = next;
      since = Date.now();
      if (now > 0 && !started) started = since;
      if (now === 0) started = 0;
      if (before) leave(before);
      const item = items[now];
      clearTimeout(leaving.get(item));
      delete item.dataset.away;
      ready(item);
      void item.offsetWidth; // begin the fade from nothing
      item.dataset.shown = "";
      if (items[now + 1]) ready(items[now + 1]);
      remember();
      plan();
      tell();
    }

    function leave(item) {
      delete item.dataset.shown;
      const left = () => {
        item.dataset.away = "";
        if (film(item)) rest(item);
      };
      if (video(item)) video(item).pause();
      clearTimeout(leaving.get(item));
      leaving.set(item, setTimeout(left, FADE));
    }

    /** Have its pictures decoded and its film's beginning read before it is wanted. */
    function ready(item) {
      for (const picture of item.querySelectorAll("img[loading]")) picture.loading = "eager";
      const picture = video(item);
      if (picture && picture.preload !== "auto") picture.preload = "auto";
    }

    /** A film that is over, or was left: back at its poster, holding nothing. */
    function rest(item) {
      const [box, picture] = [film(item), video(item)];
      delete box.dataset.playing;
      delete box.dataset.over;
      picture.preload = "none";
      picture.load();
    }

    function prepare(box) {
      const picture = box.querySelector("video");
      Hall.captioned(picture, box);
      picture.addEventListener("playing", () => {
        box.dataset.playing = "";
        delete box.dataset.over;
        tell();
      });
      picture.addEventListener("ended", () => {
        delete box.dataset.playing;
        box.dataset.over = "";
        if (auto) go(now + 1);
        tell();
      });
      picture.addEventListener("error", () => {
        box.dataset.failed = "";
        if (!box.closest("[data-shown]")) return;
        hint(box, "影片打不开，按一下继续");
        plan();
      });
    }

    const hint = (box, words) => (box.querySelector("[data-hint]").textContent = words);

    const done = (box) => "over" in box.dataset || "failed" in box.dataset;

    /** Start the film of an item, with its sound, or let it go on; whether there was one that stood. */
    function play(item) {
      const box = film(item);
      if (!box || done(box) || ("playing" in box.dataset && !video(item).paused)) return false;
      video(item).play().catch(() => hint(box, "再按一下开始播放")); // no press yet since a reload
      return true;
    }

    function forward() {
      if (!black.hidden) return lights();
      if (!play(items[now])) go(now + 1);
    }

    function back() {
      if (!black.hidden) return lights();
      go(now - 1);
    }

    /** Space holds a film that plays; otherwise it is as any other key forward. */
    function space() {
      const picture = video(items[now]);
      if (picture && !picture.paused) picture.pause();
      else forward();
    }

    function lights() {
      black.hidden = !black.hidden;
      const picture = video(items[now]);
      if (picture && !black.hidden) picture.pause();
      plan();
      tell();
    }

    function captions() {
      for (const each of document.querySelectorAll("video")) {
        for (const track of each.textTracks) track.mode = track.mode === "showing" ? "hidden" : "showing";
      }
    }

    function whole() {
      if (document.fullscreenElement) document.exitFullscreen();
      else root.requestFullscreen().catch(() => {}); // a browser may refuse; F11 is left
    }

    function plan() {
      clearTimeout(due);
      if (!auto || !black.hidden || now === 0) return;
      const item = items[now];
      const box = film(item);
      if (box && !done(box)) play(item);
      else if (now < last) due = setTimeout(() => go(now + 1), box ? OVER : seconds(item) * 1000);
    }

    function toggleAuto() {
      auto = !auto;
      flash(auto ? "自动" : "手动");
      if (auto && now === 0) go(1);
      plan();
    }

    let flashing = 0;
    function flash(words) {
      jump.textContent = words;
      jump.hidden = false;
      clearTimeout(flashing);
      flashing = setTimeout(() => (jump.hidden = true), 1500);
    }

    let typed = 0;
    function digit(sign) {
      digits = (digits + sign).slice(-3);
      flash(digits);
      clearTimeout(typed);
      typed = setTimeout(() => (digits = ""), 3000); // a clicker's Enter, later, is a step forward
    }

    function enter() {
      const wanted = digits;
      digits = "";
      jump.hidden = true;
      if (wanted) go(Number(wanted));
      else forward();
    }

    const KEYS = {
      PageDown: forward, ArrowRight: forward, ArrowDown: forward, " ": space, Enter: enter,
      PageUp: back, ArrowLeft: back, ArrowUp: back, Backspace: back,
      Home: () => go(0), End: () => go(last),
      b: lights, B: lights, ".": lights,
      f: whole, F: whole, F5: whole,
      p: open, P: open, a: toggleAuto, A: toggleAuto, c: captions, C: captions,
    };

    function key(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (/^[0-9]$/.test(event.key)) digit(event.key);
      else if (KEYS[event.key]) {
        if (event.key !== "Enter") digits = "";
        KEYS[event.key]();
      } else return;
      event.preventDefault();
    }

    /** The place is in the address: a reload comes back to it, and nothing else is kept. */
    function remember() {
      const there = now ? `#${now}` : "#";
      if (location.hash !== (now ? there : "")) history.replaceState(null, "", now ? there : location.pathname + location.search);
    }

    function open() {
      const address = `${location.href.split("#")[0]}#presenter`;
      told = window.open(address, "presenter", "popup,width=1280,height=800");
    }

    function tell() {
      if (!told || told.closed) return;
      told.postMessage({
        showcase: "now", number: now, black: !black.hidden, auto,
        spent: started ? (Date.now() - started) / 1000 : 0,
        since: (Date.now() - since) / 1000,
        playing: Boolean(film(items[now]) && "playing" in film(items[now]).dataset),
      }, "*");
    }

    addEventListener("message", (event) => {
      const said = event.data;
      if (!said || typeof said !== "object" || event.source === window) return;
      if (said.showcase === "hello" && event.source) {
        told = event.source; // after a reload the window that was opened before speaks first
        tell();
      }
      if (said.showcase === "key" && event.source === told) key({ key: said.key, preventDefault() {} });
    });
    setInterval(tell, TICK);

    addEventListener("keydown", key);
    addEventListener("hashchange", () => go(Number(location.hash.slice(1)) || 0));
    addEventListener("click", (event) => event.target.closest(".presenter") || forward());
    addEventListener("contextmenu", (event) => event.preventDefault());
    let still = 0;
    addEventListener("mousemove", () => {
      root.dataset.moved = "";
      clearTimeout(still);
      still = setTimeout(() => delete root.dataset.moved, 2500);
    });

    Hall.goRound([...document.querySelectorAll("[data-idle] > *")], IDLE, () => now === 0);
    go(Number(location.hash.slice(1)) || 0);
  }

  // --- the presenter's window ----------------------------------------------------------------

  function presenter() {
    const find = (name) => document.querySelector(`[data-${name}]`);
    const [box, link] = [find("presenter"), find("link")];
    let shown = -1;
    let heard = 0;
    root.dataset.live = "";
    root.dataset.presenting = "";
    document.title = `主持人 · ${document.title}`;
    document.querySelector(".stage").hidden = true;
    box.hidden = false;

    /** A likeness of an item: its film does not play here. */
    function likeness(item) {
      const copy = item.cloneNode(true);
      for (const each of copy.querySelectorAll("video, [data-notes]")) each.remove();
      for (const each of copy.querySelectorAll("img[loading]")) each.loading = "eager";
      copy.removeAttribute("data-away");
      return copy;
    }

    function show(number) {
      const [item, next] = [items[number], items[number + 1]];
      find("now").replaceChildren(likeness(item));
      find("next").replaceChildren(...(next ? [likeness(next)] : []));
      find("now-label").textContent = item.dataset.label;
      find("next-label").textContent = next ? next.dataset.label : "没有了";
      find("place").textContent = `第 ${number} 项，共 ${last} 项`;
      const notes = item.querySelector("[data-notes]");
      find("words").replaceChildren(...(notes ? [...notes.cloneNode(true).childNodes] : []));
      shown = number;
    }

    const stageWindow = window.opener;
    const send = (message) => stageWindow && !stageWindow.closed && stageWindow.postMessage(message, "*");
    const press = (key) => send({ showcase: "key", key });

    addEventListener("message", (event) => {
      const said = event.data;
      if (event.source !== stageWindow || !said || said.showcase !== "now") return;
      heard = Date.now();
      if (said.number !== shown) show(said.number);
      const rest = items.slice(said.number + 1).reduce((sum, each) => sum + seconds(each), 0);
      find("spent").textContent = clock(said.spent);
      find("left").textContent = clock(rest + Math.max(0, seconds(items[said.number]) - said.since));
      link.textContent = said.black ? "黑屏中" : said.playing ? "影片播放中" : said.auto ? "自动" : "";
      link.hidden = !link.textContent;
    });
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target.closest("button") && ["Enter", " "].includes(event.key)) return; // it is pressed
      if (["p", "P", "f", "F", "F5"].includes(event.key)) return;
      press(event.key);
      if (event.key.length > 1 || event.key === " ") event.preventDefault();
    });
    const keys = { back: "PageUp", forward: "PageDown", black: "b" };
    box.addEventListener("click", (event) => {
      const told = event.target.closest("[data-do]");
      if (told) press(keys[told.dataset.do]);
    });

    const told = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
    setInterval(() => {
      find("clock").textContent = told.format(new Date());
      if (Date.now() - heard > 3 * TICK) {
        link.textContent = "没有连上舞台窗口：请在舞台窗口按 P 打开这里";
        link.hidden = false;
      }
      send({ showcase: "hello" });
    }, TICK);
    send({ showcase: "hello" });
    show(0);
  }
})();
