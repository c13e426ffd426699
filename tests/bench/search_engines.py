"""The engines that are measured: how each makes its index, and how a page asks it."""

from __future__ import annotations

import gzip
import html
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.publish import search
from site_builder.publish.grams import Document

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Engine:
    """A folder to serve, whose `ask.html` has `ask(query)`: all finds, the first ten loaded."""

    name: str
    folder: Path
    slug: Callable[[str], str]
    """What `ask` gives of a find -> the entry's slug."""


def ask_page(folder: Path, script: str, scripts: Sequence[str] = ()) -> None:
    tags = "".join(f'<script src="{each}"></script>' for each in (*scripts, "ask.js"))
    (folder / "ask.js").write_text(script, "utf-8")
    (folder / "ask.html").write_text(
        f'<!doctype html><html lang="zh-CN" data-search="search/"><meta charset="utf-8">'
        f'<link rel="icon" href="data:,">{tags}</html>',
        "utf-8",
    )


def make_ours(documents: Sequence[Document], folder: Path) -> None:
    search.build(documents, folder / "search", folder / "memory")
    shutil.copy(ROOT / "theme/assets/js/search.js", folder)
    ask_page(
        folder,
        "window.ask = async q => (await Showcase.search(q)).finds.map(f => String(f.number));",
        ["search.js"],
    )


def ours(documents: Sequence[Document], folder: Path) -> Engine:
    return Engine("ours", folder, lambda number: documents[int(number)].slug)


def make_pagefind(documents: Sequence[Document], folder: Path) -> None:
    """As its documentation sets it up: HTML in, its own choice of everything else."""
    for each in documents:
        page = folder / each.slug / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(_page(each), "utf-8")
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    ask_page(
        folder,
        """window.ask = async q => {
          window.found ??= await import("./pagefind/pagefind.js");
          const { results } = await found.search(q);
          await Promise.all(results.slice(0, 10).map(each => each.data()));
          return results.map(each => each.id);
        };""",
    )


def pagefind(_: Sequence[Document], folder: Path) -> Engine:
    slugs = {}
    for path in (folder / "pagefind/fragment").iterdir():
        told = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        slugs[path.stem] = json.loads(told)["url"].split("/")[1]
    return Engine("Pagefind", folder, lambda id_: slugs[id_])


def _page(document: Document) -> str:
    texts = [text for _, told in document.zones() for text in told if text]
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts[1:])
    title = html.escape(document.name)
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>'
        f"<main><h1>{title}</h1>{body}</main></html>"
    )


def make_material(documents: Sequence[Document], folder: Path) -> None:
    """Its search plugin, for Chinese, with jieba; its own worker is asked as its page asks it."""
    docs = folder / "docs"
    for each in documents:
        texts = [text for _, told in each.zones() for text in told if text]
        docs.mkdir(parents=True, exist_ok=True)
        (docs / f"{each.slug}.md").write_text(
            f"# {each.name}\n\n" + "\n\n".join(texts[1:]), "utf-8"
        )
    (docs / "index.md").write_text("# x\n", "utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material, language: zh}\nplugins: [search: {lang: zh}]\n"
        "nav: [index.md]\nvalidation: {nav: {omitted_files: ignore}}\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", "site"]
    subprocess.run(command, cwd=folder, check=True, stderr=subprocess.DEVNULL)
    site = folder / "site"
    (worker,) = (site / "assets/javascripts/workers").glob("search.*.min.js")
    ask_page(
        site,
        """const start = async () => {
          const worker = new Worker("WORKER");
          const once = (type) => new Promise(done => worker.addEventListener("message", function on({data}) {
            if (data.type === type) { worker.removeEventListener("message", on); done(data.data); }
          }));
          const index = await (await fetch("search/search_index.json")).json();
          const ready = once(1);
          worker.postMessage({type: 0, data: {config: index.config, docs: index.docs, options: {suggest: false}}});
          await ready;
          return async q => {
            const told = once(3);
            worker.postMessage({type: 2, data: q});
            const {items} = await told;
            return [...new Set(items.flat().map(each => each.location.split("/")[0]))];
          };
        };
        window.ask = async q => (await (window.started ??= start()))(q);""".replace(
            "WORKER", worker.relative_to(site).as_posix()
        ),
    )


def material(_: Sequence[Document], folder: Path) -> Engine:
    return Engine("Material", folder / "site", str)


ENGINES = {
    "ours": (make_ours, ours),
    "pagefind": (make_pagefind, pagefind),
    "material": (make_material, material),
}


def opened(name: str, documents: Sequence[Document], folder: Path) -> Engine:
    """An index that was made before."""
    return ENGINES[name][1](documents, folder)


def main() -> None:
    """Make one engine's index in a process of its own, whose time and memory are its own."""
    import tales  # noqa: PLC0415  # the parent has its own

    name, count, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    documents = [tales.document(at) for at in range(count)]
    start, cpu = time.perf_counter(), time.process_time()
    ENGINES[name][0](documents, folder)
    print(time.perf_counter() - start, time.process_time() - cpu)


if __name__ == "__main__":
    main()
