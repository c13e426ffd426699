// A short silent film moves on a card under the pointer or the focus, where motion is welcome.
(() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const welcome = () =>
    !still.matches && !navigator.connection?.saveData && !("senior" in document.documentElement.dataset);
  let waiting;
  let moving;
  const stop = () => {
    clearTimeout(waiting);
    moving?.remove();
    moving = undefined;
  };
  const start = (card) => {
    stop();
    if (!welcome()) return;
    waiting = setTimeout(() => {
      const film = document.createElement("video");
      Object.assign(film, { muted: true, loop: true, playsInline: true, src: card.dataset.preview, className: "card__preview" });
      film.setAttribute("aria-hidden", "true");
      film.tabIndex = -1;
      film.addEventListener("playing", () => film.classList.add("card__preview--on"));
      film.addEventListener("error", () => film.remove());
      card.querySelector(".card__picture").append(film);
      moving = film;
      film.play().catch(() => film.remove());
    }, 150);
  };
  for (const card of document.querySelectorAll("[data-preview]")) {
    if (matchMedia("(hover: hover)").matches) {
      card.addEventListener("pointerenter", () => start(card));
      card.addEventListener("pointerleave", stop);
    }
    card.addEventListener("focusin", () => start(card));
    card.addEventListener("focusout", stop);
  }
})();
