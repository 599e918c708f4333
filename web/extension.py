"""What the app was made with, for whoever handles a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from flask import current_app

from scheduler.calendars.publisher import Publisher
from scheduler.clock import Clock
from scheduler.config import Config
from scheduler.db.session import Database
from scheduler.links import Links


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of a council's mails waited, by what was in the database at `mark`, from `at` until `until` (UTC)."""

    mark: tuple[object, ...]
    at: datetime
    until: datetime
    n: int


@dataclass(frozen=True, slots=True)
class Kallelse:
    """`wall_clock` is the machine's: sessions and sign-in links age in real time, also in a rehearsal.

    `counted`, by a council's id, is what this process remembers from page to page.
    """

    config: Config
    clock: Clock
    wall_clock: Clock
    database: Database
    links: Links
    publisher: Publisher
    counted: dict[int, Counted] = field(default_factory=dict)


def kallelse() -> Kallelse:
    return cast(Kallelse, current_app.extensions["kallelse"])
