// Photos at full width. Links to the JPEG without this script; arrows, Escape and buttons with it.
(() => {
  const dialog = document.querySelector("[data-lightbox-dialog]");
  const links = [...document.querySelectorAll("[data-lightbox]")];
  if (!dialog?.showModal || !links.length) return;
  const stage = dialog.querySelector("[data-lightbox-stage]");
  const caption = dialog.querySelector("[data-lightbox-caption]");
  let at = 0;

  const show = (to) => {
    at = (to + links.length) % links.length;
    const picture = links[at].querySelector("picture").cloneNode(true);
    picture.querySelector("source").sizes = "100vw";
    picture.querySelector("img").loading = "eager";
    stage.replaceChildren(picture);
    caption.textContent = links[at].closest("figure").querySelector("figcaption").innerText;
  };

  links.forEach((link, index) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(index);
      dialog.showModal();
    }),
  );
  dialog.addEventListener("click", (event) => {
    const step = event.target.dataset.lightboxStep;
    if (step) show(at + Number(step));
    else if ("lightboxClose" in event.target.dataset || event.target === stage) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") show(at + 1);
    if (event.key === "ArrowLeft") show(at - 1);
  });
  dialog.addEventListener("close", () => links[at].focus());
})();
