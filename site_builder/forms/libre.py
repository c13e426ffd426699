"""Old formats turned into new ones, where LibreOffice is installed: the only file that knows it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from site_builder.forms.paper import Unfit

SECONDS = 120


def converted(raw: bytes, ending: str, wanted: str) -> bytes:
    """`doc` to `docx`. It works in memory's own folder where there is one: forms hold private data,
    and what is written there is gone afterwards. Raises `Unfit`.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unfit("old-format")
    memory = Path("/dev/shm")  # noqa: S108 - not a file's name, and private below
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        given, home = Path(folder) / f"form.{ending}", Path(folder) / "home"
        given.write_bytes(raw)
        line = [program, f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore"]
        line += ["--convert-to", wanted, "--outdir", folder, str(given)]
        try:
            subprocess.run(line, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 - our own command line
            return (Path(folder) / f"form.{wanted}").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise Unfit("not-converted") from error
