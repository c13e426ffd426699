// Folds what a narrow page or senior mode has no room for, before it is painted: nothing jumps then.
(() => {
  const wide = matchMedia("(min-width: 60rem)").matches && !window.Showcase.chosen("senior");
  document.querySelector("[data-facets]").open = wide;
  // Whoever comes with a question looks for its answer; whoever comes without looks around.
  document.querySelector("[data-glance]").open = wide && !location.search;
})();
