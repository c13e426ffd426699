// What we add to the browser's own player: a seek bar with scenes, keys, speed and a transcript that jumps.
(() => {
  const { say } = window.Showcase;
  const player = document.querySelector("[data-player]");
  const film = player.querySelector("[data-film]");
  const one = (name) => player.querySelector(`[${name}]`);
  const bar = one("data-film-position");
  const scene = one("data-film-scene");
  const sheet = one("data-film-sheet");
  const moment = one("data-film-moment");
  const tracks = [...film.textTracks];
  const scenes = tracks.find((track) => track.kind === "metadata");
  let captions = tracks.find((track) => track.kind === "captions");

  const told = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  const spoken = (seconds) => say("%(minutes)s分%(seconds)s秒", { minutes: Math.floor(seconds / 60), seconds: Math.floor(seconds % 60) });
  const length = () => (Number.isFinite(film.duration) ? film.duration : 0);
  const seek = (seconds) => {
    const go = () => {
      film.currentTime = Math.max(0, Math.min(seconds, length()));
    };
    if (film.readyState) go();
    else {
      film.addEventListener("loadedmetadata", go, { once: true });
      film.preload = "metadata";
      film.load();
    }
  };
  const toggle = () => (film.paused ? film.play().catch(() => {}) : film.pause());

  // --- the poster, which no browser loads lazily by itself

  const near = new IntersectionObserver(
    ([seen]) => {
      if (!seen.isIntersecting) return;
      film.poster = film.dataset.poster;
      near.disconnect();
    },
    { rootMargin: "50%" },
  );
  near.observe(film);

  // --- the seek bar, and the scene above it

  one("data-film-seek").hidden = false;
  const show = () => {
    const share = length() ? film.currentTime / length() : 0;
    bar.value = Math.round(share * 1000);
    bar.style.setProperty("--share", `${share * 100}%`);
    bar.setAttribute("aria-valuetext", say("%(now)s，共%(all)s", { now: spoken(film.currentTime), all: spoken(length()) }));
  };
  let asked = 0; // where the visitor looks for a scene, as a share of the film
  let waiting; // to take away a scene that was called by a key
  const away = () => {
    scene.hidden = true;
  };
  const look = (share) => {
    asked = share;
    const seconds = share * length();
    if (!scenes || !length()) return;
    scenes.mode = "hidden"; // from here on the browser loads the index; the sheet comes with a scene
    const cue = [...(scenes.cues ?? [])].find((each) => each.startTime <= seconds && seconds < each.endTime);
    scene.hidden = !cue;
    if (!cue) return;
    const [file, box] = cue.text.trim().split("#xywh=");
    const [x, y, width, height] = box.split(",").map(Number);
    const index = film.querySelector('track[kind="metadata"]').src;
    sheet.style.cssText = "";
    sheet.style.setProperty("width", `${width}px`);
    sheet.style.setProperty("height", `${height}px`);
    sheet.style.setProperty("background", `url("${new URL(file, index)}") -${x}px -${y}px`);
    moment.textContent = told(seconds);
    const half = scene.offsetWidth / 2;
    const at = Math.max(half, Math.min(bar.clientWidth - half, share * bar.clientWidth));
    scene.style.setProperty("left", `${at}px`);
  };
  const glance = (share) => {
    look(share);
    clearTimeout(waiting);
    waiting = setTimeout(away, 1500);
  };
  const ready = () => {
    if (film.preload === "none") film.preload = "metadata";
  };
  bar.addEventListener("pointerenter", ready);
  bar.addEventListener("focus", ready);
  bar.addEventListener("pointermove", (event) => {
    const box = bar.getBoundingClientRect();
    clearTimeout(waiting);
    look(Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)));
  });
  for (const left of ["pointerleave", "blur"]) bar.addEventListener(left, away);
  bar.addEventListener("input", () => {
    seek((bar.value / 1000) * length());
    glance(bar.value / 1000);
  });
  scenes && film.querySelector('track[kind="metadata"]').addEventListener("load", () => look(asked));
  for (const moved of ["seeking", "timeupdate"]) film.addEventListener(moved, show);
  film.addEventListener("durationchange", show);
  show();

  // --- speed

  const speed = one("data-film-speed");
  one("data-film-speeds").hidden = false;
  try {
    speed.value = localStorage.getItem("speed") ?? "1";
  } catch {
    // Not remembered then.
  }
  const pace = () => {
    film.defaultPlaybackRate = film.playbackRate = Number(speed.value) || 1;
  };
  speed.addEventListener("change", () => {
    pace();
    try {
      localStorage.setItem("speed", speed.value);
    } catch {
      // Not remembered then.
    }
  });
  pace();

  // --- keys, while the player has the focus and nothing is being typed

  one("data-film-keys").hidden = false;
  const keys = {
    " ": toggle,
    k: toggle,
    ArrowLeft: () => seek(film.currentTime - 5),
    ArrowRight: () => seek(film.currentTime + 5),
    j: () => seek(film.currentTime - 10),
    l: () => seek(film.currentTime + 10),
    ArrowUp: () => (film.volume = Math.min(1, film.volume + 0.1)),
    ArrowDown: () => (film.volume = Math.max(0, film.volume - 0.1)),
    m: () => (film.muted = !film.muted),
    c: () => captions && (captions.mode = captions.mode === "showing" ? "hidden" : "showing"),
    f: () => (document.fullscreenElement ? document.exitFullscreen() : film.requestFullscreen()),
  };
  player.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || (event.target !== film && event.target !== bar)) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const act = /^[0-9]$/.test(key) ? () => seek((length() * key) / 10) : keys[key];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation(); // or the browser's own player would act as well
      act();
      if (event.target === bar) glance(length() ? film.currentTime / length() : 0);
    },
    true,
  );

  // --- the transcript

  const lines = [...player.querySelectorAll("[data-second]")];
  for (const line of lines) {
    const jump = document.createElement("button");
    jump.type = "button";
    jump.append(...line.childNodes);
    jump.addEventListener("click", () => {
      seek(Number(line.dataset.second));
      film.play().catch(() => {});
    });
    line.append(jump);
  }

  // From a folder browsers load no captions: the lines of the transcript serve.
  const captioned = () => {
    const refused = film.querySelector('track[kind="captions"]');
    captions = film.addTextTrack("captions", refused.label, refused.srclang);
    lines.forEach((line, at) => {
      const next = Number(lines[at + 1]?.dataset.second ?? Number(line.dataset.second) + 10);
      captions.addCue(new VTTCue(Number(line.dataset.second), next, line.querySelector("span").textContent));
    });
    captions.mode = "showing";
    refused.remove();
  };
  if (captions && lines.length && location.protocol === "file:") captioned();

  const box = player.querySelector(".transcript__lines");
  film.addEventListener("timeupdate", () => {
    const now = lines.filter((line) => Number(line.dataset.second) <= film.currentTime).pop();
    if (!now || now.hasAttribute("aria-current")) return;
    for (const line of lines) line.removeAttribute("aria-current");
    now.setAttribute("aria-current", "true");
    if (!box.contains(document.activeElement)) box.scrollTop = now.offsetTop - box.offsetTop - box.clientHeight / 3;
  });
  const find = one("data-transcript-find");
  if (find) {
    one("data-transcript-tools").hidden = false;
    find.addEventListener("input", () => {
      const word = find.value.trim();
      let found = 0;
      for (const line of lines) {
        line.hidden = Boolean(word) && !line.textContent.includes(word);
        found += !line.hidden;
      }
      one("data-transcript-found").textContent = word ? say("%(count)s 处", { count: found }) : "";
    });
  }

  // --- a film that does not come

  const failed = () => {
    one("data-film-failed").hidden = false;
  };
  film.addEventListener("error", failed);
  film.querySelector("source:last-of-type").addEventListener("error", failed);
})();
