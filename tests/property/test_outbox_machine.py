"""Any order of what people, workers, servers and clocks do: the invariants hold after every step.

The long form: `MACHINE_EXAMPLES=500 pytest --timeout 0 tests/property/test_outbox_machine.py`, of 60 steps each and
others each time. What breaks an invariant is printed in as few steps as it takes.
"""

import os
import shutil
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from scheduler import config_file
from scheduler.db.session import Database
from tests import postgres
from tests.property.outbox_machine import OutboxMachine, Place

LONG = int(os.environ.get("MACHINE_EXAMPLES", 0))
AT_ONCE = 10
"""Each ten have a seed of their own: from the eleventh on Hypothesis mostly varies a little what it has had."""


def run(make: Callable[[], Place], examples: int) -> None:
    """On empty databases, each gone when its example has ended."""
    first_seed = time.time_ns() % 1_000_000 if LONG else 0
    for n in range(0, LONG or examples, AT_ONCE):
        machine = type("OutboxMachine", (OutboxMachine,), {"make": staticmethod(make)})
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            seed(first_seed + n)(machine),
            settings=settings(
                max_examples=min(AT_ONCE, (LONG or examples) - n),
                stateful_step_count=60 if LONG else 30,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                database=None,
                print_blob=True,
                report_multiple_bugs=False,
            ),
        )


def test_the_invariants_hold_on_sqlite(tmp_path, sqlite_template):
    def make() -> Place:
        own = Path(mkdtemp(dir=tmp_path))
        shutil.copyfile(sqlite_template, own / "kallelse.db")
        database = Database(f"sqlite:///{own}/kallelse.db")
        return database, config_file.load(None, folder=own), lambda: shutil.rmtree(own)

    run(make, examples=4)


def test_the_invariants_hold_on_postgres(tmp_path, postgres_url, postgres_template):
    def make() -> Place:
        name = f"t{uuid.uuid4().hex[:12]}"
        postgres.copy(postgres_url, postgres_template, name)
        database = Database(postgres.database_url(postgres_url, name))
        drop = f"DROP DATABASE {name} WITH (FORCE)"
        config = config_file.load(None, folder=tmp_path)
        return database, config, lambda: postgres.do(postgres_url, drop)

    run(make, examples=2)
