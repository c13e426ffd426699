"""A real S3 server for tests, as a process of its own."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Server:
    """An S3 server, and the file in which it notes each request."""

    port: int
    log: Path

    @property
    def gets(self) -> int:
        """How often it was asked for the bytes of anything."""
        return self.log.read_text().count('"GET /')

    def client(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        """A client of it; from now on the environment holds its address and keys."""
        boto3 = pytest.importorskip("boto3")
        for name, value in {
            "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "not-a-real-one",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
        }.items():
            monkeypatch.setenv(name, value)
        return boto3.client("s3", endpoint_url=f"http://127.0.0.1:{self.port}")

    def judge_keys(self, judged: bool) -> None:
        """From now on a key that it never gave out is refused, or is not."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/moto-api/reset-auth",
            b"0" if judged else b"inf",
            {"Content-Type": "text/plain"},
        )
        urllib.request.urlopen(request).close()  # noqa: S310


@contextlib.contextmanager
def serving(log: Path) -> Iterator[tuple[Server, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with (
        log.open("wb") as out,
        subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as process,
    ):
        try:
            _wait_for(port)
            yield Server(port, log), process
        finally:
            process.kill()


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the S3 server does not start")


def empty(client: Any, bucket: str) -> None:
    """Delete all that lies in a bucket."""
    for each in client.list_objects_v2(Bucket=bucket).get("Contents", []):
        client.delete_object(Bucket=bucket, Key=each["Key"])
