"""What the app was made with, for whoever handles a request."""

from typing import NamedTuple, cast

from flask import current_app

from scheduler.calendars.feed_server import FeedServer
from scheduler.clock import Clock
from scheduler.config import Config
from scheduler.db.session import Database
from scheduler.links import Links


class AppState(NamedTuple):
    """`wall_clock` is the machine's: sessions and sign-in links age in real time, also in a rehearsal."""

    config: Config
    clock: Clock
    wall_clock: Clock
    database: Database
    links: Links
    feeds: FeedServer


def app_state() -> AppState:
    return cast(AppState, current_app.extensions["kallelse"])
