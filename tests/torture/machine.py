"""The state machine of tests/property at its full length."""

from __future__ import annotations

import logging
import os
import random
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler.db.session import Database
from tests import postgres
from tests.conftest import _on_server, made
from tests.property.outbox_machine import Place
from tests.property.outbox_runs import on_postgres, on_sqlite, run
from tests.torture.tally import Tally

_TEMPLATE = "machine"


def any_order(server: str | None, scale: float) -> Tally:
    """500 examples of 60 steps. What breaks an invariant is printed, in as few steps as it takes."""
    counted, faults = Counter[str](), []
    with _places(server) as make, _in_silence():
        examples, by = max(1, round(500 * scale)), random.randrange(2**32)
        try:
            run(make, examples=examples, steps=60, by=by, counted=counted)
        except Exception as error:  # noqa: BLE001  whatever it is, the other cases go on
            traceback.print_exc()
            faults.append(f"{type(error).__name__}: {error}"[:200])
    return Tally(
        case="any order of steps",
        database="PostgreSQL" if server else "SQLite",
        runs=counted["examples"],
        kills=counted["kills"],
        mails=counted["letters"],
        lost=0,
        extra=counted["extra"],
        above_two=0,
        uncertain=counted["uncertain"],
        open=0,
        states=Counter(),
        faults=faults,
    )


@contextmanager
def _in_silence() -> Iterator[None]:
    """Servers that refuse and programs that fail are its daily bread: what the product says of them fills screens."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@contextmanager
def _places(server: str | None) -> Iterator[Callable[[], Place]]:
    in_memory = "/dev/shm" if os.path.isdir("/dev/shm") else None  # no power is cut here
    with TemporaryDirectory(prefix="kallelse-torture-", dir=in_memory) as name:
        folder = Path(name)
        if server is None:
            made(Database(f"sqlite:///{folder}/template.db")).close()
            yield on_sqlite(folder / "template.db", folder)
            return
        _on_server(server, f"CREATE DATABASE {_TEMPLATE}")
        made(Database(postgres.database_url(server, _TEMPLATE))).close()
        yield on_postgres(server, _TEMPLATE, folder)
        _on_server(server, f"DROP DATABASE {_TEMPLATE}")
