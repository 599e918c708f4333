"""When each feed was last fetched, and by which calendar program: written hourly at most, by a thread.

This is the one exception to "a GET never writes". The answer neither waits for it nor fails by it.
"""

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache

from scheduler.calendars.rows import FeedFetch
from scheduler.clock import Clock
from scheduler.db.session import Database, put_if_new, writing

log = logging.getLogger("kallelse")
_INTERVAL = timedelta(hours=1)
OTHER_PROGRAM = "other"
_PROGRAMS = (
    ("Google", r"Google-Calendar|GoogleCalendar"),
    ("Outlook", r"Outlook|Microsoft[ .]Exchange|Microsoft Office|MSOffice|Exchange/"),
    ("Thunderbird", r"Thunderbird|Lightning/|Betterbird"),
    ("GNOME", r"Evolution|evolution-|GNOME|libsoup"),
    ("KDE", r"KOrganizer|Akonadi|Merkuro|kalendar|KDE"),
    ("vdirsyncer", r"vdirsyncer"),
    ("ICSx5", r"ICSx5|icsdroid"),
    ("DAVx5", r"DAVx5|DAVdroid"),
    ("Nextcloud", r"Nextcloud"),
    ("Fastmail", r"Fastmail"),
    ("Home Assistant", r"HomeAssistant"),
    ("Yahoo", r"Yahoo"),
    ("Apple", r"dataaccessd|CalendarAgent|CalendarStore|iCal/|iOS/|macOS/|Mac_OS_X/|Mac\+OS\+X/"),
)
"""The name that is shown, and what a User-Agent says; the first that matches counts."""
_BROWSER = re.compile(r"Mozilla/|Opera/")


@lru_cache(maxsize=1024)
def calendar_program(user_agent: str) -> str | None:
    """OTHER_PROGRAM for one we do not know. None for a browser: one who looks once does not subscribe."""
    for name, pattern in _PROGRAMS:
        if re.search(pattern, user_agent, re.IGNORECASE):
            return name
    return None if _BROWSER.match(user_agent) else OTHER_PROGRAM


class FetchLog:
    """Of one process. `clock` is the machine's. Ends with its database, after what waits has been written."""

    def __init__(self, database: Database, clock: Clock):
        self._database = database
        self._clock = clock
        self._noted: dict[tuple[str, str], datetime] = {}
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="fetch log")
        database.when_closing(self._writer.shutdown)

    def note(self, feed_key: str, user_agent: str) -> None:
        """A look-up, but for the first fetch in an hour of a feed by a program."""
        program = calendar_program(user_agent[:200])
        if program is None:
            return
        now, noted_at = self._clock.now(), self._noted.get((feed_key, program))
        if noted_at is None or now - noted_at >= _INTERVAL:
            self._noted[feed_key, program] = now
            with suppress(RuntimeError):  # the database is being closed
                self._writer.submit(self._write, feed_key, program, now)

    def _write(self, feed_key: str, program: str, at: datetime) -> None:
        try:
            with writing(self._database, at) as session:
                row = session.get(FeedFetch, (feed_key, program))
                if row is None:
                    # Another process may have seen it too.
                    put_if_new(session, FeedFetch(feed=feed_key, program=program, at=at))
                elif at - row.at >= _INTERVAL:
                    row.at = at
        except Exception:
            log.exception("could not note who fetched a calendar")
