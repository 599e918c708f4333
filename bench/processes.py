"""Servers that a bench starts, on loopback: their start, their processor time, their end."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

_TICKS = os.sysconf("SC_CLK_TCK")


class CannotRun(Exception):
    """Something that is needed is not there; the text says what."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def http_get(port: int, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """Status, headers by their names in lower case, and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, headers, answer.read()
    finally:
        connection.close()


class Server:
    """One server process with its children, in a session of its own; a context manager that ends it."""

    def __init__(
        self, name: str, command: Sequence[str], port: int, folder: Path, env: dict[str, str]
    ):
        self.name = name
        self.port = port
        self._log = folder / f"{name}.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                env={**os.environ, **env},
            )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)  # the group is ours alone
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def wait_until_it_answers(
        self, path: str, seconds: float = 120
    ) -> tuple[dict[str, str], bytes]:
        """Its headers and body. Raises: CannotRun with the end of its log."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._process.poll() is None:
            try:
                status, headers, body = http_get(self.port, path)
                if status == 200:
                    return headers, body
            except OSError:
                pass
            time.sleep(0.1)
        raise CannotRun(f"{self.name} did not answer {path}: {self._log.read_text()[-800:]}")

    def seconds_used(self) -> float:
        """Processor time of the process and all its children, user and system."""
        ticks = 0
        for pid in self._family():
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            ticks += sum(map(int, fields[11:15]))
        return ticks / _TICKS

    def megabytes(self) -> float:
        """Memory of the process alone; of a page that it shares with others, its part."""
        lines = Path(f"/proc/{self._process.pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024

    def _family(self) -> list[int]:
        found, queue = [], [self._process.pid]
        while queue:
            pid = queue.pop()
            found.append(pid)
            for file in Path(f"/proc/{pid}/task").glob("*/children"):
                try:
                    queue += map(int, file.read_text().split())
                except OSError:
                    continue
        return found
