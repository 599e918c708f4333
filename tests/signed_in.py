"""A browser in which the secretary of the council is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask.testing import FlaskClient

from scheduler.clock import FixedClock
from scheduler.config import Config
from scheduler.councils import accounts, store
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR
from web.app import create_app


def secretary(database: Database, config: Config, *, now: datetime) -> Iterator[FlaskClient]:
    """For a fixture: `yield from secretary(…)`. The clock stands at `now`."""
    with writing(database, now) as session:
        kept = [store.council(session, "granasbra")]
        made = accounts.add_account(
            session, "elin@example.org", name="Elin Forsby", councils=kept, by=OPERATOR, now=now
        )
        secret = accounts.begin_session(session, made, program="test", now=now)
    with create_app(config, FixedClock(now), database).test_client() as client:
        with client.session_transaction() as cookie:
            cookie["account"] = secret
        yield client
