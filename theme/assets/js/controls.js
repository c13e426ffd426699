// The header's two switches, senior mode's tray when it is on, and the mark on the current menu item.
(() => {
  const { choose, chosen, load } = window.Showcase;
  const dark = () => (chosen("scheme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

  const scheme = document.querySelector("[data-scheme-toggle]");
  const senior = document.querySelector("[data-senior-toggle]");
  const show = () => {
    scheme.setAttribute("aria-pressed", String(dark()));
    senior.setAttribute("aria-pressed", String(Boolean(chosen("senior"))));
  };
  const tray = () => load("assets/js/senior.js").then(() => window.Showcase.tray());

  scheme.addEventListener("click", () => {
    choose("contrast", "");
    choose("scheme", dark() ? "light" : "dark");
    show();
  });
  senior.addEventListener("click", () => {
    choose("senior", chosen("senior") ? "off" : "on");
    show();
    tray();
  });
  show();
  if (chosen("senior")) tray();
  addEventListener("showcase:recalled", () => {
    show();
    if (chosen("senior") || window.Showcase.tray) tray();
  });

  for (const link of document.querySelectorAll(".menu a")) {
    if (link.pathname === location.pathname.replace(/index\.html$/, "")) link.setAttribute("aria-current", "page");
  }
})();
