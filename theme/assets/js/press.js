// Copying for newsrooms: a text with its credit line, as rich text and as plain text at once.
(() => {
  const { say } = window.Showcase;
  const status = document.querySelector("[data-copied]");
  const credit = document.querySelector("[data-copy-credit]");
  const tell = (text) => {
    status.textContent = "";
    requestAnimationFrame(() => (status.textContent = text));
  };

  // What was copied carries no class of ours; a link keeps its whole address.
  const bare = (node) => {
    const copy = node.cloneNode(true);
    for (const each of [copy, ...copy.querySelectorAll("*")]) {
      const href = each.href;
      for (const { name } of [...each.attributes]) each.removeAttribute(name);
      if (href) each.setAttribute("href", href);
    }
    return copy;
  };
  const rich = (nodes) => nodes.map((node) => bare(node).outerHTML).join("\n");
  const plain = (nodes) => nodes.map((node) => node.innerText.trim()).join("\n\n");

  // Where the clipboard's own interface is absent (a page opened from a folder), the older way.
  const older = (told) => {
    const fill = (event) => {
      event.preventDefault();
      for (const [type, text] of Object.entries(told)) event.clipboardData.setData(type, text);
    };
    document.addEventListener("copy", fill, { once: true });
    const done = document.execCommand("copy");
    document.removeEventListener("copy", fill);
    return done;
  };
  const newer = async (told) => {
    const items = Object.entries(told).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(items))]);
  };
  const put = async (told) => {
    try {
      await newer(told);
      return true;
    } catch {
      return older(told);
    }
  };
  const select = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    const source = document.querySelector(`[data-copy-source="${button.dataset.copy}"]`);
    button.hidden = !source;
    button.addEventListener("click", async () => {
      const nodes = "copyBare" in button.dataset ? [source] : [source, credit];
      const told = { "text/plain": plain(nodes) };
      if (!("copyPlain" in button.dataset)) told["text/html"] = rich(nodes);
      if (await put(told)) return tell(say("已复制：%(what)s", { what: button.closest("li").querySelector("strong")?.textContent ?? say("图片说明") }));
      select(source);
      return tell(say("已选中，请按 Ctrl+C（苹果电脑按 ⌘C）复制"));
    });
  }

  const fetched = async (address) => (await fetch(address)).text();
  for (const button of document.querySelectorAll("[data-copy-article]")) {
    const address = new URL(button.dataset.copyArticle, location.href).href;
    button.hidden = location.protocol === "file:";
    button.addEventListener("click", async () => {
      try {
        const [page, pasted] = await Promise.all([address, address.replace(/html$/, "txt")].map(fetched));
        const whole = (_, source) => `<img${source.replace(/ src="([^"]+)"/, (_, at) => ` src="${new URL(at, address)}"`)}`;
        const words = new DOMParser().parseFromString(page, "text/html").body.textContent.trim();
        // Where there is an older way it goes first: the newer one cleans what it is given, and a strict policy then takes the styles.
        const told = { "text/html": pasted.replace(/<img([^>]*)/g, whole), "text/plain": words };
        if (!older(told) && !(await put(told))) throw new Error("refused");
        tell(say("已复制：公众号文章。到公众号编辑器里粘贴即可"));
      } catch {
        tell(say("没有复制成功：请点“预览”，全选后复制"));
      }
    });
  }
})();

// The press room's list: a search box, and how many are shown. Without it the style sheet filters.
(() => {
  const filters = document.querySelector("[data-press-filters]");
  if (!filters) return;
  const list = filters.parentElement;
  const rows = [...list.querySelectorAll("[data-press-rows] li")];
  const find = list.querySelector("[data-press-find]");
  const count = list.querySelector("[data-press-count]");
  const show = () => {
    const words = find.value.trim().toLowerCase().split(/\s+/);
    for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
    const shown = rows.filter((row) => getComputedStyle(row).display !== "none").length;
    count.textContent = window.Showcase.say("%(count)s 条", { count: shown });
    list.classList.toggle("newsroom__list--none", shown === 0);
  };
  list.querySelector("[data-press-find-label]").hidden = false;
  filters.addEventListener("input", show);
  filters.addEventListener("change", show);
  show();
})();
