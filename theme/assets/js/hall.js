// What the hall's screens share: captions that stand in the page, and portraits that go round.
(() => {
  /** Give a film its captions: from a folder, browsers load none. */
  function captioned(film, box) {
    const lines = [...box.querySelectorAll("[data-start][data-end]")];
    if (!lines.length || film.textTracks.length) return;
    const track = film.addTextTrack("captions", "字幕", "zh");
    for (const each of lines) {
      track.addCue(new VTTCue(Number(each.dataset.start), Number(each.dataset.end), each.textContent));
    }
    track.mode = "showing";
  }

  /** Show one after the other, as long as somebody may see them. */
  function goRound(portraits, milliseconds, seen) {
    let at = -1;
    const turn = () => {
      if (at >= 0 && !seen()) return;
      if (portraits[at]) delete portraits[at].dataset.shown;
      at = (at + 1) % portraits.length;
      for (const each of portraits[at].querySelectorAll("img[loading]")) each.loading = "eager";
      portraits[at].dataset.shown = "";
    };
    if (!portraits.length) return;
    turn();
    setInterval(turn, milliseconds);
  }

  window.Hall = { captioned, goRound };
})();
