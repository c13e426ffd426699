// The foyer's touch screen: everybody, then one of them; back at the start when it is left alone.
(() => {
  const LEFT_ALONE = 90_000; // milliseconds without a touch
  const PORTRAIT = 7000; // that each portrait stays while nobody is there
  const find = (name) => document.querySelector(`[data-${name}]`);
  const all = (name) => [...document.querySelectorAll(`[data-${name}]`)];
  const start = find("start");
  const stories = all("story");
  let open = null; // the story that is read
  let opener = null; // the tile it was opened with
  let alone = 0;

  document.documentElement.dataset.live = "";
  for (const story of stories) story.hidden = true;
  for (const film of document.querySelectorAll("video")) { // nothing may lead out of the page
    film.disablePictureInPicture = film.disableRemotePlayback = true;
    film.controlsList?.add("nodownload", "noremoteplayback", "noplaybackrate");
  }
  for (const each of [...all("back"), find("kinds"), find("tiles")]) each.hidden = false;

  function read(number, tile) {
    close();
    open = stories[number - 1];
    opener = tile;
    open.hidden = false;
    open.scrollTop = 0;
    const film = open.querySelector("video");
    if (film) Hall.captioned(film, film.parentElement);
    open.focus();
  }

  function close() {
    if (!open) return;
    const film = open.querySelector("video");
    if (film) {
      film.pause();
      film.currentTime = 0;
    }
    open.hidden = true;
    open = null;
    if (opener) opener.focus({ preventScroll: true });
  }

  function choose(kind) {
    for (const each of all("kind")) {
      if (each.matches("button")) each.setAttribute("aria-pressed", String(each.dataset.kind === kind));
      else each.hidden = Boolean(kind) && each.dataset.kind !== kind;
    }
  }

  function rest() {
    close();
    opener = null;
    choose("");
    scrollTo(0, 0);
    start.hidden = false;
  }

  const watched = () => stories.some((story) => story.querySelector("video") && !story.querySelector("video").paused);

  function touched() {
    clearTimeout(alone);
    alone = setTimeout(() => (watched() ? touched() : rest()), LEFT_ALONE);
  }

  function begin() {
    start.hidden = true;
    touched();
  }

  start.addEventListener("click", begin);
  addEventListener("click", (event) => {
    const target = event.target.closest("[data-open], [data-back], button[data-kind]");
    if (!target) return;
    if (target.dataset.open) read(Number(target.dataset.open), target);
    else if ("back" in target.dataset) close();
    else choose(target.dataset.kind);
  });
  addEventListener("keydown", (event) => {
    if (!start.hidden && (event.key === "Enter" || event.key === " ")) begin();
    else if (event.key === "Escape") close();
  });
  for (const kind of ["pointerdown", "keydown", "scroll", "wheel"]) addEventListener(kind, touched, { capture: true, passive: true });
  for (const kind of ["contextmenu", "dragstart"]) addEventListener(kind, (event) => event.preventDefault());
  Hall.goRound(all("portrait"), PORTRAIT, () => !start.hidden);
  rest();
})();
