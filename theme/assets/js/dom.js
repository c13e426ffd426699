// What scripts of several pages need: elements, ways from the page, and scripts that come later.
(() => {
  const coming = new Map(); // scripts, by their address
  const root = document.documentElement;
  const LANGUAGE = root.dataset.home ? root.lang : ""; // empty where it is the first one

  /** An element with attributes and children; texts stay texts. */
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  /** The way from this page to an address below the site's root. */
  const way = (path) => root.dataset.root + path;

  /** The way from this page to a page of the same language, by its address below that one's home. */
  const page = (path) => (root.dataset.home ?? root.dataset.root) + path;

  /** A text in the page's language, by the Chinese one; `%(name)s` in it is filled in. */
  const say = (text, parts = {}) =>
    (window.Showcase.words?.[text] ?? text).replace(/%\((\w+)\)s/g, (_, name) => parts[name]);

  /** Marks an element that holds Chinese on a page in another language. */
  const foreign = (element) => {
    if (LANGUAGE && /\p{Script=Han}/u.test(element.textContent)) element.lang = "zh-CN";
    return element;
  };

  /** What of an entry's card the page's language has: `card` itself in Chinese. */
  const told = (entry) => (LANGUAGE ? entry.card[LANGUAGE] : { ...entry, ...entry.card });

  /** A script of words, as the page's language has it. */
  const own = (path) => (LANGUAGE ? path.replace(".js", `-${LANGUAGE}.js`) : path);

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

  window.Showcase = Object.assign(window.Showcase ?? {}, { foreign, load, make, own, page, say, told, way });
})();
