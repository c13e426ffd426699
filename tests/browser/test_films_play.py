"""Every film that is published plays in a browser, from its first bytes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.serving import Server

PLAY = """async (address) => {
  const film = document.createElement("video");
  film.muted = true;
  film.preload = "auto";
  const told = new Promise((done) => {
    film.addEventListener("canplaythrough", () => done("plays"), { once: true });
    film.addEventListener("error", () => done(film.error.message || "error"), { once: true });
    setTimeout(() => done(`only readyState ${film.readyState}`), 20000);
  });
  film.src = address;
  document.body.append(film);
  const said = await told;
  const begun = new Promise((done) => film.addEventListener("playing", () => done("plays"), { once: true }));
  const refused = film.play().then(() => begun, (error) => (film.ended ? "plays" : error.message));
  const moved = Promise.race([begun, refused]);
  const answer = said === "plays" ? await moved : said;
  film.remove();
  film.removeAttribute("src");
  film.load();
  return answer;
}"""


def moov_first(path: Path) -> bool:
    """Whether the index comes before the pictures, read box by box (ISO 14496-12)."""
    kinds = []
    with path.open("rb") as file:
        while head := file.read(8):
            size, kind = int.from_bytes(head[:4]), head[4:]
            if size == 1:
                size = int.from_bytes(file.read(8)) - 8
            kinds.append(kind)
            file.seek(size - 8, 1)
    return kinds.index(b"moov") < kinds.index(b"mdat")


@pytest.mark.parametrize("whose", ["corpus", "samples"])
def test_all_films_play_and_start_by_ranges(
    whose: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    folder: Path = (
        request.getfixturevalue("written").site
        if whose == "corpus"
        else request.getfixturevalue("site")
    )
    films = sorted((folder / "media").rglob("*.mp4"))
    assert len(films) >= 15
    assert [film for film in films if not moov_first(film)] == []
    server = Server(folder).start()
    tab = browser.new_page()
    tab.goto(server.url + "404.html")
    failed = {}
    for film in films:
        address = film.relative_to(folder).as_posix()
        said = tab.evaluate(PLAY, server.url + address)
        if said != "plays":
            failed[address] = said
    asked = {path.lstrip("/") for path, part in server.ranges if part.startswith("bytes=0-")}
    tab.close()
    server.shutdown()
    assert failed == {}
    assert {film.relative_to(folder).as_posix() for film in films} <= asked
