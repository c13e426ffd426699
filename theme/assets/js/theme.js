// Runs before the first paint: the reader's own choice of scheme and of senior mode.
(() => {
  const root = document.documentElement;
  try {
    const scheme = localStorage.getItem("scheme");
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
    if (localStorage.getItem("senior") === "on") root.dataset.senior = "";
  } catch {
    // Storage may be refused; the page is whole without it.
  }
})();
