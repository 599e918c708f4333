"""The median of each page's time in the server, of a council with ten years of meetings and 100 members.

A static view stands beside them.
Run from the repository's root: `python -m bench.pages [--rounds N]`. In process, without a socket: what is measured is
the application. Each round asks every page once, so that a disturbance of the machine falls on all of them; beside the
time on the wall stands the processor's, which a busy machine does not change. The last line is the same as JSON.
"""

import argparse
import gc
import json
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from flask import Flask
from flask.testing import FlaskClient

from scheduler import config_file
from scheduler.agenda import actions
from scheduler.agenda.item import Item
from scheduler.clock import FixedClock
from scheduler.councils import accounts, store
from scheduler.councils.rows import MemberRole
from scheduler.db import schema
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.notices import listing
from tests import build, earlier_years
from web.app import create_app
from web.secretary.access import COOKIE

NOW = datetime(2022, 3, 1, 9, 0, tzinfo=UTC)
PUBLISHED = datetime(2021, 12, 1, 8, 0, tzinfo=UTC)
GOAL_MS = 25
STATIC = "static Flask view"


def make_sample(folder: Path) -> tuple[Flask, Database]:
    """Ten years with six meetings each behind it, with their mail and answers, and 2022 published."""
    database = Database(f"sqlite:///{folder}/kallelse.db")
    schema.ensure(database, now=PUBLISHED, host="moten.example.org")
    build.seed_year(database, now=PUBLISHED, entries=[])
    seats = [
        build.entry(f"Member {n}", line=n, organisation=f"Organisation {n % 12}")
        for n in range(1, 81)
    ]
    deputies = [build.entry(f"Deputy {n}", line=n, role=MemberRole.DEPUTY) for n in range(1, 21)]
    earlier_years.fill(database, range(2012, 2022), a_year=6, entries=[*seats, *deputies], now=NOW)
    with writing(database, NOW) as session:
        council = store.council(session, "granasbra")
        accounts.add_account(
            session,
            "elin@example.org",
            name="Elin Forsby",
            councils=[council],
            by=OPERATOR,
            now=NOW,
        )
        items = [Item(f"Item {n}", "Samtal", f"Presenter {n}", minutes="4") for n in range(1, 31)]
        actions.save_agenda(session, build.meeting(session, 2), items, by=OPERATOR, now=NOW)
    config = config_file.load(None, folder=folder)
    build.work(database, config, NOW)  # what is due has gone, and the hints say when to look next
    return create_app(config, FixedClock(NOW), database), database


def pages(app: Flask, database: Database) -> dict[str, list[str]]:
    """Addresses by face."""
    links = app.extensions["kallelse"].links
    with reading(database) as session:
        council = store.council(session, "granasbra")
        person = store.person_by_email(session, "member.1@example.org")
        assert person
        page = links.page(person.id, person.link_version).removeprefix(links.base)
        unsubscribe = links.unsubscribe(person.id, person.link_version, "all")
        coming = [
            line.key
            for line in listing.list_council(session, council, now=NOW)
            if line.due_at > NOW
        ]
    of = "/granasbra"
    admin = f"/admin{of}"
    return {
        "public": [
            "/en/accessibility", of, f"{of}/years/2021", f"{of}/meetings/62", f"{of}/subscribe", f"{of}/contact",
            f"{of}/calendar.json", f"{of}/calendar.atom",
        ],
        "member": [page, f"{page}{of}/meetings/2", f"{page}/details", unsubscribe.removeprefix(links.base)],
        "secretary": [
            admin, f"{admin}/years/2022", f"{admin}/years/2023", f"{admin}/meetings", f"{admin}/meetings/2",
            f"{admin}/meetings/2/move", f"{admin}/members", f"{admin}/members/5", f"{admin}/mail",
            f"{admin}/mail?year=2021", f"{admin}/mail?meeting=60", f"{admin}/mail?year=2021&person=5",
            f"{admin}/mail/letter?key={coming[0]}", f"{admin}/mail/edit?key={coming[0]}",
            f"{admin}/mail/edit/message?key={coming[0]}", f"{admin}/texts", f"{admin}/texts/kallelse/sv",
            f"{admin}/settings", f"{admin}/log", f"{admin}/answers", f"{admin}/members/add",
            f"{admin}/meetings/2/agenda", f"{admin}/meetings/new", f"{admin}/meetings/2/cancel",
        ],
    }  # fmt: skip


def signed_in_client(app: Flask, database: Database) -> FlaskClient:
    """Signed in as the secretary, who may read every page."""
    client = app.test_client()
    with client.session_transaction() as cookie, writing(database, NOW) as session:
        person = store.person_by_email(session, "elin@example.org")
        account = store.account_of(session, person.id) if person else None
        assert account
        now = app.extensions["kallelse"].wall_clock.now()
        cookie[COOKIE] = accounts.begin_session(session, account, program="bench", now=now)
    return client


def time_call(call: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds on the wall, and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def page_call(client: FlaskClient, path: str) -> Callable[[], None]:
    def call() -> None:
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status}")

    return call


def static_client() -> FlaskClient:
    app = Flask("static")
    app.add_url_rule("/", view_func=lambda: "<!doctype html>" + "x" * 12_000)
    return app.test_client()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=20)
    rounds = arguments.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        app, database = make_sample(Path(folder))
        client = signed_in_client(app, database)
        calls = {STATIC: ("", page_call(static_client(), "/"))}
        for face, paths in pages(app, database).items():
            calls |= {path: (face, page_call(client, path)) for path in paths}
        for _face, call in calls.values():
            call()  # templates and catalogues are read once a process
        gc.collect()
        gc.freeze()  # what the making of ten years left behind is no server's, and must not be swept on its time
        found: dict[str, list[tuple[float, float]]] = {path: [] for path in calls}
        for _round in range(rounds):
            for path, (_face, call) in calls.items():
                found[path].append(time_call(call))
        database.close()
    _tell(found, {path: face for path, (face, _call) in calls.items()}, rounds)


def _tell(found: dict[str, list[tuple[float, float]]], faces: dict[str, str], rounds: int) -> None:
    base = median([cpu for _wall, cpu in found[STATIC]])
    rows = []
    print(f"{'page':58} {'ms':>8} {'cpu ms':>8} {'to static':>10}")
    for path, times in found.items():
        wall, cpu = median([one[0] for one in times]), median([one[1] for one in times])
        shown = path if len(path) < 58 else path[:54] + " …"
        late = "" if cpu <= GOAL_MS else "  over"
        print(f"{shown:58} {wall:8.1f} {cpu:8.1f} {cpu / base:9.0f}x{late}")
        rows.append(
            {
                "page": path,
                "face": faces[path],
                "ms": round(wall, 2),
                "cpu_ms": round(cpu, 2),
            }
        )
    print(json.dumps({"bench": "pages", "rounds": rounds, "goal_ms": GOAL_MS, "pages": rows}))


if __name__ == "__main__":
    main()
