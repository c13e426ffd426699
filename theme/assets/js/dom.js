// What scripts of several pages need: elements, ways from the page, and scripts that come later.
(() => {
  const coming = new Map(); // scripts, by their address

  /** An element with attributes and children; texts stay texts. */
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  /** The way from this page to an address below the site's root. */
  const way = (path) => document.documentElement.dataset.root + path;

  /** Resolves once the script at an address below the root has run; one that failed is asked anew. */
  function load(path) {
    if (!coming.has(path)) {
      coming.set(path, new Promise((resolve, reject) => {
        const script = make("script", { src: way(path) });
        script.onload = resolve;
        script.onerror = () => {
          coming.delete(path);
          reject(new Error(path));
        };
        document.head.append(script);
      }));
    }
    return coming.get(path);
  }

  window.Showcase = Object.assign(window.Showcase ?? {}, { load, make, way });
})();
