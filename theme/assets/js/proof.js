// A preview's page loads anew when one of its files changed since it was made.
(() => {
  const { shown } = document.currentScript.dataset;
  const told = new EventSource(`${document.documentElement.dataset.root}preview/events?${shown}`);
  let lost = false;
  told.onmessage = () => location.reload();
  told.onerror = () => (lost = true); // the preview was ended; when it is back, so is the page
  told.onopen = () => lost && location.reload();
})();
