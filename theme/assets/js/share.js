// Passing an entry on: its address to the clipboard, or the phone's own share sheet.
(() => {
  const { say } = window.Showcase;
  const copy = async (text, status) => {
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = say("已复制");
    } catch {
      status.textContent = say("请长按或选中地址复制");
    }
  };
  const address = () => new URL(document.querySelector("[data-share-address]").textContent, location.href).href;
  const shared = document.querySelector("[data-shared]");

  const button = document.querySelector("[data-copy-address]");
  button.hidden = false;
  button.addEventListener("click", () => copy(address(), shared));

  const share = document.querySelector("[data-share]");
  share.hidden = !navigator.share;
  share.addEventListener("click", () =>
    navigator.share({ title: document.title, url: address() }).catch(() => {}),
  );
})();
