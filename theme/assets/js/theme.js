// Runs before the first paint: the reader's own scheme, senior mode and its aids, kept on the device.
(() => {
  const root = document.documentElement;
  const KNOWN = {
    scheme: ["light", "dark"],
    senior: ["on"],
    size: ["100", "125", "150", "175", "200"],
    contrast: ["white", "black", "blue"],
    ruler: ["on"],
    pointer: ["large"],
    rate: ["0.75", "1", "1.25"],
  };
  const ALWAYS = ["scheme", "senior"]; // the others are aids of senior mode
  const held = {};

  const chosen = (key) => (KNOWN[key].includes(held[key]) ? held[key] : "");

  /** Everything chosen as an attribute of the page, so that styles alone decide what it looks like. */
  function apply() {
    for (const key of Object.keys(KNOWN)) {
      const value = ALWAYS.includes(key) || chosen("senior") ? chosen(key) : "";
      if (value) root.dataset[key] = value;
      else delete root.dataset[key];
    }
    if (chosen("senior")) dress();
  }

  function dress() {
    if (document.querySelector("[data-senior-style]")) return;
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", media: "screen", href: `${root.dataset.root}assets/css/senior.css` });
    link.setAttribute("blocking", "render");
    link.dataset.seniorStyle = "";
    document.head.append(link);
  }

  function choose(key, value) {
    held[key] = value;
    try {
      localStorage.setItem(key, value);
    } catch {
      // Holds for this page alone then.
    }
    apply();
  }

  /** The rest of the display face. The first page of a visit is painted without it; later ones have it at hand. */
  function letter() {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: `${root.dataset.root}${root.dataset.face}` });
    document.head.append(link);
    try {
      sessionStorage.setItem("lettered", "1");
    } catch {
      // The next page takes it late again.
    }
  }

  function lettered() {
    try {
      return Boolean(sessionStorage.getItem("lettered"));
    } catch {
      return false;
    }
  }

  const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  if (lettered()) letter();
  else addEventListener("load", () => painted(letter));

  function recall() {
    for (const key of Object.keys(KNOWN)) {
      try {
        held[key] = localStorage.getItem(key);
      } catch {
        // Storage may be refused; the page is whole without it.
      }
    }
    apply();
  }

  recall();
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return; // one comes back to a page as it was, and chose something since
    recall();
    dispatchEvent(new Event("showcase:recalled"));
  });

  // From a folder browsers list a directory where a server gives its page.
  const whole = (address) => {
    const url = new URL(address, location.href);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  };
  const aim = ({ target }) => {
    const link = target.closest?.("a[href]");
    if (link) link.href = whole(link.href);
  };
  if (location.protocol === "file:") {
    for (const kind of ["pointerdown", "click"]) addEventListener(kind, aim, true);
    addEventListener("submit", ({ target }) => (target.action = whole(target.action)), true);
  }

  if (location.search) root.dataset.asked = "";
  root.dataset.script = ""; // room for what only scripts can do is kept from the first paint on
  window.Showcase = { choose, chosen };
})();
