"""A target on another machine, by the rsync program."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from site_builder.content.problem import Text
from site_builder.publish.delivery import MANIFEST, File
from site_builder.publish.targets import Target, Undelivered, Unfit, still

_SENDING = (
    "--times", "--perms", "--chmod=D755,F644", "--omit-dir-times",
    "--checksum",  # what is there already does not go again
    "--delay-updates",  # all of a turn appear together, or none
    "--keep-dirlinks",  # a folder there may be a link to a larger disk
)  # fmt: skip
_LISTED = re.compile(r"-\S+\s+([\d.,]+) \d{4}/\d\d/\d\d \d\d:\d\d:\d\d (.+)")
_VANISHED = 24
"""Exit status where a file that was named is not here: what removal is about."""


def named(told: str) -> Target:
    """The target at `rsync://host/module/path` or `user@host:/path`. Raises `Unfit`."""
    daemon = r"rsync://([\w.-]+@)?[\w.-]+(:\d+)?/[^?#]+"
    shell = r"(\w[\w.-]*@)?\w[\w.-]+:[^:].*"
    if not re.fullmatch(daemon if told.startswith("rsync://") else shell, told):
        raise Unfit(
            Text(
                "写成 user@host:/path 或 rsync://host/module/path/ ，不带密码。",
                "Write user@host:/path or rsync://host/module/path/ without a password.",
            )
        )
    program = shutil.which("rsync")
    if program is None:
        raise Unfit(
            Text(
                "这台电脑上没有 rsync 程序：请先安装（如 apt install rsync）。",
                "The program rsync is not on this machine: install it first.",
            )
        )
    return Rsync(program, f"{told.rstrip('/')}/")


class Rsync:
    """A folder of another machine."""

    def __init__(self, program: str, place: str) -> None:
        self._program = program
        self._place = place

    @contextlib.contextmanager
    def opened(self) -> Iterator[None]:
        yield

    def sizes(self, addresses: Iterable[str]) -> dict[str, int]:
        told = self._run(
            ["--list-only", "--8-bit-output", "--no-human-readable", "--ignore-missing-args"],
            self._place, ".", addresses,
        )  # fmt: skip
        if told.returncode and _nowhere(told.stderr):
            return {}
        _check(told)
        lines = map(_LISTED.fullmatch, told.stdout.splitlines())
        return {line[2]: int(re.sub(r"\D", "", line[1])) for line in lines if line}

    def manifest(self) -> bytes | None:
        if MANIFEST not in self.sizes([MANIFEST]):
            return None
        with tempfile.TemporaryDirectory() as here:
            # Not by a list of names: some daemons (3.5.0) then look for it in the wrong folder.
            _check(self._rsync([self._place + MANIFEST, here]))
            return (Path(here) / MANIFEST).read_bytes()

    def held(self, files: Sequence[File]) -> frozenset[str]:  # noqa: ARG002
        """None: rsync finds out itself while it sends, and sends only what differs."""
        return frozenset()

    def put(self, files: Sequence[File]) -> None:
        root = _root(files[0])
        _check(self._run(_SENDING, f"{root}/", self._place, [file.address for file in files]))
        for file in files:
            still(file)

    def record(self, manifest: bytes) -> None:
        with tempfile.TemporaryDirectory() as here:
            (Path(here) / MANIFEST).write_bytes(manifest)
            _check(self._run(_SENDING, f"{here}/", self._place, [MANIFEST]))

    def remove(self, addresses: Sequence[str]) -> None:
        there = self.sizes(addresses)
        if there:
            _check(self._delete([each for each in addresses if each in there]), _VANISHED)
        left = self.sizes(addresses)
        if left:
            raise Undelivered(
                Text(f"删不掉：{min(left)}。", f"It could not be removed: {min(left)}.")
            )
        self._leave(there)

    def _leave(self, removed: Iterable[str]) -> None:
        """Remove folders that have become empty, the deepest first. rsync spares all others."""
        depths: defaultdict[int, set[str]] = defaultdict(set)
        for address in removed:
            for parent in list(PurePosixPath(address).parents)[:-1]:
                depths[len(parent.parts)].add(str(parent))
        for depth in sorted(depths, reverse=True):
            self._delete(sorted(depths[depth]))

    def _delete(self, names: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Delete what is named there, by naming it where it is not."""
        with tempfile.TemporaryDirectory() as here:
            for name in names:
                (Path(here) / name).parent.mkdir(parents=True, exist_ok=True)
            wanted = ["--delete-missing-args", "--omit-dir-times", "--keep-dirlinks"]
            return self._run(wanted, f"{here}/", self._place, names)

    def _run(
        self, options: Sequence[str], source: str, target: str, names: Iterable[str]
    ) -> subprocess.CompletedProcess[str]:
        """Run rsync for these names below both places."""
        line = ["--from0", "--files-from=-", *options, "--", source, target]
        return self._rsync(line, "\0".join(names))

    def _rsync(self, line: Sequence[str], told: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - addresses are told by the site's owner and checked
            [self._program, "--no-motd", "--timeout=300", *line],
            input=told,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
            env=os.environ | {"LC_ALL": "C"},
        )


def _root(file: File) -> Path:
    """The built site's folder."""
    return file.path.parents[file.address.count("/")]


def _nowhere(said: str) -> bool:
    """Whether the target is not there yet: errno 2, which is the same in all languages."""
    return any("change_dir" in line and line.endswith("(2)") for line in said.splitlines())


def _check(told: subprocess.CompletedProcess[str], *fine: int) -> None:
    if told.returncode and told.returncode not in fine:
        said = next((line for line in told.stderr.splitlines() if line.strip()), "")
        raise Undelivered(
            Text(
                f"rsync 没有做完（退出码 {told.returncode}）：{said}。",
                f"rsync did not finish (status {told.returncode}): {said}.",
            )
        )
