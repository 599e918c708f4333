"""Runs the state machine, on empty databases, each gone when its example has ended."""

from __future__ import annotations

import shutil
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from scheduler import config_file
from scheduler.db.session import Database
from tests import postgres
from tests.conftest import _on_server
from tests.property.outbox_machine import OutboxMachine, Place

_AT_ONCE = 10


def on_sqlite(template: Path, folder: Path) -> Callable[[], Place]:
    """Copies of the file."""

    def make() -> Place:
        own = Path(mkdtemp(dir=folder))
        shutil.copyfile(template, own / "kallelse.db")
        database = Database(f"sqlite:///{own}/kallelse.db")
        return database, config_file.load(None, folder=own), lambda: shutil.rmtree(own)

    return make


def on_postgres(server: str, template: str, folder: Path) -> Callable[[], Place]:
    """Copies of the server's database of that name."""

    def make() -> Place:
        name = f"t{uuid.uuid4().hex[:12]}"
        _on_server(server, f"CREATE DATABASE {name} TEMPLATE {template}")
        database = Database(postgres.database_url(server, name))
        config = config_file.load(None, folder=folder)
        return database, config, lambda: _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")

    return make


def run(
    make: Callable[[], Place],
    *,
    examples: int,
    steps: int,
    by: int = 0,
    counted: Counter[str] | None = None,
) -> None:
    """`by` is the seed. What is counted is added to `counted`.

    In tens, each with a seed of its own: from the eleventh on Hypothesis mostly varies a little what it has had.
    """
    own = {"make": staticmethod(make), "counted": Counter() if counted is None else counted}
    for n in range(0, examples, _AT_ONCE):
        machine = type("OutboxMachine", (OutboxMachine,), own)
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            seed(by + n)(machine),
            settings=settings(
                max_examples=min(_AT_ONCE, examples - n),
                stateful_step_count=steps,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                database=None,
                print_blob=True,
                report_multiple_bugs=False,
            ),
        )
