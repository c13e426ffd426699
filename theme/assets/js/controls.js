// The header's two switches, and the mark on the current menu item.
(() => {
  const root = document.documentElement;
  const keep = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Not remembered then.
    }
  };
  const dark = () =>
    (root.dataset.scheme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

  const scheme = document.querySelector("[data-scheme-toggle]");
  const senior = document.querySelector("[data-senior-toggle]");
  const show = () => {
    scheme.setAttribute("aria-pressed", String(dark()));
    senior.setAttribute("aria-pressed", String("senior" in root.dataset));
  };
  scheme.addEventListener("click", () => {
    root.dataset.scheme = dark() ? "light" : "dark";
    keep("scheme", root.dataset.scheme);
    show();
  });
  senior.addEventListener("click", () => {
    const on = !("senior" in root.dataset);
    if (on) root.dataset.senior = "";
    else delete root.dataset.senior;
    keep("senior", on ? "on" : "off");
    show();
  });
  show();
  document.querySelector("[data-controls]").hidden = false;

  for (const link of document.querySelectorAll(".menu a")) {
    if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
  }
})();
