"""`python -m bench.feed`: how fast calendars are answered, beside static Flask on the same server, nginx and Radicale.

All are measured in one run, in turns, after 3 s of warming each. F1 to F9 and G2 are ratios, the medians of the
rounds' own; "cpu" is by the servers' processor time a request, which other work on the machine disturbs least. Prints a
table with gate and goal, and one line of JSON. Ends with 1 where a gate is missed. Needs wrk and the extra `server`.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench import feed_costs, feed_sample, servers
from bench.feed_goals import Measured, report
from bench.processes import CannotRun, Server, http_get
from bench.wrk import Request, Result, run_wrk
from scheduler.db.session import Database

_WARM_SECONDS = 3
_FULL_1000 = 20
"""Personal feeds of 1000 events asked for in full: more would not fit the memory, and nobody has so many."""
Rounds = dict[tuple[str, str], list[Result]]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.feed", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2, help="length of one load")
    parser.add_argument(
        "--postgres", metavar="URL", help="an empty database, or one of an earlier run: for F9"
    )
    given = parser.parse_args(arguments)
    if shutil.which("wrk") is None:
        print("wrk is not installed: apt-get install wrk", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="kallelse-bench-") as folder, ExitStack() as stack:
        try:
            return _run(given, Path(folder), stack)
        except CannotRun as error:
            print(error, file=sys.stderr)
            return 2


def _run(given: argparse.Namespace, folder: Path, stack: ExitStack) -> int:
    skipped: dict[str, str] = {}
    url = f"sqlite:///{folder}/kallelse.db"
    database = Database(url)
    paths = feed_sample.seed_feeds(database).paths
    costs = feed_costs.measure_costs(database, given.rounds)
    database.close()

    app = stack.enter_context(servers.kallelse_server("kallelse", url, folder))
    calendars = {}
    for size in feed_sample.SIZES:
        _, calendars[size] = app.wait_until_it_answers(
            f"/{feed_sample.feed_slug(size)}/calendar.ics"
        )
        (folder / f"{size}.ics").write_bytes(calendars[size])
    running = {"kallelse": app, "static": stack.enter_context(servers.static_flask_server(folder))}
    others: dict[str, Callable[[], Server]] = {
        "nginx": lambda: servers.nginx_server(folder),
        "radicale": lambda: servers.radicale_server(folder, calendars),
    }
    if given.postgres:
        others["postgres"] = lambda: _on_postgres(given.postgres, folder)
    else:
        skipped["postgres"] = "no --postgres URL was given"
    for name, start in others.items():
        try:
            running[name] = stack.enter_context(start())
        except CannotRun as error:
            skipped[name] = str(error)
    # PostgreSQL's own keys and secret make other addresses.
    theirs = feed_sample.seed_feeds(Database(given.postgres)).paths if given.postgres else paths
    loads = {
        name: _loads(name, server, theirs if name == "postgres" else paths)
        for name, server in running.items()
    }
    load_average = os.getloadavg()[0]
    print(
        f"load average {load_average:.1f} on {os.cpu_count()} processors; {given.rounds} rounds of {given.seconds} s"
    )
    for size, octets in calendars.items():
        print(f"{size} events: {len(octets)} octets")
    rounds = _measured(running, loads, folder, given)
    _print_loads(rounds)
    print(report(Measured(rounds, costs, skipped)))
    summary = Measured(rounds, costs, skipped).summary()
    print(json.dumps(summary | {"rounds": given.rounds, "load_average": round(load_average, 1)}))
    return 1 if summary["missed"] else 0


def _on_postgres(url: str, folder: Path) -> Server:
    database = Database(url)
    feed_sample.seed_feeds(database)
    database.close()
    return servers.kallelse_server("postgres", url, folder)


def _loads(name: str, server: Server, paths: dict[int, Sequence[str]]) -> dict[str, list[Request]]:
    """By name (`full 50`, `unchanged 1000` …), what this server is asked for in turn."""
    made: dict[str, list[Request]] = {}
    for size in feed_sample.SIZES:
        if name in ("kallelse", "postgres"):
            asked = list(paths[size])
        elif name == "static":
            asked = [f"/{size}{path}" for path in paths[size]]
        else:
            asked = [f"/{size}.ics" if name == "nginx" else f"/u/{size}/"]
        server.wait_until_it_answers(asked[0])
        tags = [http_get(server.port, path, "HEAD")[1].get("etag") for path in asked]
        made[f"unchanged {size}"] = [Request(p, tag) for p, tag in zip(asked, tags, strict=True)]
        made[f"full {size}"] = [
            Request(path) for path in asked[: _FULL_1000 if size == 1000 else None]
        ]
    if name == "postgres":
        return {"unchanged 50": made["unchanged 50"]}
    if name in ("kallelse", "static"):
        made["unchanged 50, 64 connections"] = made["unchanged 50"]
    return made


def _measured(
    running: dict[str, Server],
    loads: dict[str, dict[str, list[Request]]],
    folder: Path,
    given: argparse.Namespace,
) -> Rounds:
    seconds = dict.fromkeys(running, given.seconds)
    if "radicale" in running:
        seconds["radicale"] = max(given.seconds, 12)  # so slow that fewer would be none
    for name, server in running.items():
        for requests in loads[name].values():
            run_wrk(server, requests, folder, seconds=max(_WARM_SECONDS, seconds[name]))
    rounds: Rounds = defaultdict(list)
    names = list(running)
    for turn in range(given.rounds):
        for what in loads["kallelse"]:
            for name in names[turn % len(names) :] + names[: turn % len(names)]:
                if what in loads[name]:
                    connections = 64 if what.endswith("64 connections") else 8
                    result = run_wrk(
                        running[name], loads[name][what], folder, seconds=seconds[name], connections=connections
                    )  # fmt: skip
                    rounds[name, what].append(result)
    return rounds


def _print_loads(rounds: Rounds) -> None:
    print(f"\n{'':32}{'':10}{'req/s':>10}{'cpu us':>10}{'p99 ms':>10}")
    for (name, what), results in sorted(rounds.items(), key=lambda one: one[0][::-1]):
        rate, cpu, p99 = (
            statistics.median(getattr(result, key) for result in results)
            for key in ("per_second", "cpu", "p99")
        )
        print(f"{what:32}{name:10}{rate:10.0f}{cpu:10.0f}{p99:10.2f}")


if __name__ == "__main__":
    sys.exit(main())
