"""Our search beside Material's and Pagefind's defaults, in one run and a real browser.

Entries are invented (`tales.py`), the truth is plain substring over the same text
(`search_queries.py`). Told are recall and precision over all finds, whether the right name stands
first, bytes on the wire (nothing is compressed on the way) and seconds until the first ten results
are there. Run by `make bench-search`; figures of one run are to be compared with each other.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import search_engines
import tales
from playwright.sync_api import Browser, Page, sync_playwright
from search_engines import Engine
from search_queries import Question, questions

from site_builder.publish.grams import Document

COLD = 12
"""So many questions are each the first one on a page."""
TIMED = """async query => {
  const start = performance.now();
  const found = await ask(query);
  return [performance.now() - start, found];
}"""


@dataclass(frozen=True)
class Answer:
    question: Question
    found: list[str]
    milliseconds: float
    bytes: int


class Counting(SimpleHTTPRequestHandler):
    """Sends plain files, and counts what it sends."""

    sent = 0

    def copyfile(self, source: Any, outputfile: Any) -> None:
        content = source.read()
        Counting.sent += len(content)
        outputfile.write(content)

    def log_message(self, *_: object) -> None:
        """Requests are not what a bench should print."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Counting, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def ask(page: Page, engine: Engine, question: Question, before: int) -> Answer:
    milliseconds, found = page.evaluate(TIMED, question.typed)
    slugs = [engine.slug(each) for each in found]
    return Answer(question, slugs, milliseconds, Counting.sent - before)


def cold(browser: Browser, url: str, engine: Engine, asked: Sequence[Question]) -> list[Answer]:
    """Each question on a page that has loaded nothing yet; its scripts are counted too."""
    answers = []
    for question in asked:
        context = browser.new_context()
        page = context.new_page()
        before = Counting.sent
        page.goto(url + "ask.html")
        answers.append(ask(page, engine, question, before))
        context.close()
    return answers


def warm(browser: Browser, url: str, engine: Engine, asked: Sequence[Question]) -> list[Answer]:
    page = browser.new_page()
    page.goto(url + "ask.html")
    page.evaluate("ask('一')")
    answers = [ask(page, engine, question, Counting.sent) for question in asked]
    page.close()
    return answers


# --- telling -------------------------------------------------------------------------------


def recall(answer: Answer) -> float:
    wanted = answer.question.found
    return len(wanted & set(answer.found)) / len(wanted) if wanted else 1.0


def precision(answer: Answer) -> float:
    return len(answer.question.found & set(answer.found)) / len(answer.found) if answer.found else 1


def right_first(answers: Sequence[Answer]) -> str:
    told = [each.found[:1] for each in answers if each.question.first]
    right = [each for each in answers if set(each.found[:1]) & each.question.first]
    return f"{len(right)}/{len(told)}" if told else "-"


def high(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def row(label: str, answers: Sequence[Answer]) -> str:
    times, sizes = [each.milliseconds for each in answers], [each.bytes / 1000 for each in answers]
    return (
        f"  {label:<26}{len(answers):4}  {statistics.mean(map(recall, answers)):6.3f} "
        f"{statistics.mean(map(precision, answers)):6.3f}  {right_first(answers):>7}  "
        f"{statistics.median(times):7.0f} {high(times):7.0f}  "
        f"{statistics.median(sizes):7.0f} {max(sizes):7.0f}"
    )


HEAD = (
    f"  {'':<26}{'n':>4}  {'recall':>6} {'prec.':>6}  {'first':>7}  "
    f"{'ms':>7} {'95%':>7}  {'kB':>7} {'most':>7}"
)


def made(name: str, count: int, folder: Path) -> None:
    """Make an index in a process of its own, and say what that took."""
    command = [sys.executable, search_engines.__file__, name, str(count), str(folder)]
    path = os.pathsep.join([str(search_engines.ROOT), str(Path(__file__).parent)])
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": path}
    )
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{name} made no index:\n{output}")
    seconds, _ = map(float, output.split())
    cpu = usage.ru_utime + usage.ru_stime
    files = [path for path in folder.rglob("*") if path.is_file() and _indexes(path, name)]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(
        f"\n{count} entries, {name}: index in {seconds:.1f} s ({cpu:.0f} CPU s with the entries' "
        f"own), {usage.ru_maxrss / 1024:.0f} MB; {len(files)} files, {size:.1f} MB"
    )


def _indexes(path: Path, name: str) -> bool:
    """Whether a file belongs to the index, not to the pages that it is of."""
    return {"ours": "search", "pagefind": "pagefind", "material": "search"}[name] in path.parts


def measure(browser: Browser, name: str, documents: Sequence[Document], work: Path) -> None:
    folder = work / f"{name}-{len(documents)}"
    made(name, len(documents), folder)
    engine = search_engines.opened(name, documents, folder)
    asked = list(questions(documents))
    with served(engine.folder) as url:
        first = cold(browser, url, engine, asked[:: len(asked) // COLD])
        answers = warm(browser, url, engine, asked)
    by_kind: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_kind[answer.question.kind].append(answer)
    print(HEAD)
    print(row("the first on a page", first))
    print(row("all further ones", answers))
    for kind, some in by_kind.items():
        print(row(f"  {kind}", some))
    if name == "ours":
        for each in answers:
            if recall(each) < 1 or precision(each) < 1:
                print(f"  not exact: {each.question.kind} {each.question.typed!r}")
    shutil.rmtree(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[300, 4000, 20_000])
    parser.add_argument("--engines", nargs="+", default=list(search_engines.ENGINES))
    parser.add_argument(
        "--peers-up-to", type=int, default=4000, help="at 20,000 they want 13 GB, or half a day"
    )
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    given = parser.parse_args()
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium, args=flags)
        for count in given.counts:
            documents = [tales.document(at) for at in range(count)]
            for name in given.engines:
                if name == "ours" or count <= given.peers_up_to:
                    measure(browser, name, documents, Path(work))
        browser.close()


if __name__ == "__main__":
    main()
