"""One load by wrk: many requests in turn, over some connections, for some seconds."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.processes import CannotRun, Server

_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Request:
    """`tag` is sent as If-None-Match; None: the whole feed is wanted."""

    path: str
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """`cpu` is the server's processor time a request, in microseconds; `p99` is in milliseconds."""

    per_second: float
    cpu: float
    p99: float


def run_wrk(
    server: Server, requests: Sequence[Request], folder: Path, *, seconds: int, connections: int = 8
) -> Result:
    """Raises: CannotRun where an answer was wrong or none came."""
    script = folder / "requests.lua"
    script.write_text(_lua(requests, server.port), "utf-8")
    before = server.seconds_used()
    told = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "--latency", "-s", script,
         f"http://127.0.0.1:{server.port}/"],
        capture_output=True, text=True, timeout=seconds + 90, check=False,
    ).stdout  # fmt: skip
    used = server.seconds_used() - before
    count = re.search(r"(\d+) requests in", told)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s|m)", told)
    if not count or not int(count[1]) or not rate or not slow:
        raise CannotRun(f"{server.name} gave no answers: {told[-400:]}")
    if "Non-2xx or 3xx responses" in told:
        raise CannotRun(f"{server.name} gave wrong answers: {told[-400:]}")
    return Result(float(rate[1]), used * 1e6 / int(count[1]), float(slow[1]) * _UNITS[slow[2]])


def _lua(requests: Sequence[Request], port: int) -> str:
    lines = ["local R = {}", "local i = 0", "function init(args)"]
    for request in requests:
        headers = f"['Host']='127.0.0.1:{port}'"
        if request.tag is not None:
            headers += f", ['If-None-Match']='{request.tag}'"
        lines.append(f"  R[#R + 1] = wrk.format('GET', '{request.path}', {{{headers}}})")
    lines += ["end", "function request()", "  i = i + 1", "  return R[i % #R + 1]", "end"]
    return "\n".join(lines)
