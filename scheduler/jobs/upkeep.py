"""What is not mail going out: other calendars, incoming mail, and what has grown old."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from scheduler import fetch
from scheduler.calendars import feed
from scheduler.calendars import store as feeds
from scheduler.calendars.foreign import Unreadable
from scheduler.councils import new_council, personal_links
from scheduler.councils import store as councils
from scheduler.councils.rows import Council
from scheduler.db import touch
from scheduler.db.session import Session, reading, writing
from scheduler.errors import MailboxFault
from scheduler.fetch import Unfetchable
from scheduler.inbox import store as inbox
from scheduler.jobs.works import Works
from scheduler.meetings import store as meetings
from scheduler.years import foreign
from scheduler.years import store as years

log = logging.getLogger("kallelse")
_CALENDARS = 5


def tidy(works: Works) -> None:
    """Moves each feed's first day, about 400 days back; ends the links of those who have left; forgets raw mail."""
    now = works.clock.now()
    with writing(works.database, now) as session:
        moved = [of for of in councils.councils(session) if _move_window(session, of, now)]
        if moved and feeds.count_public_meetings(session) > feed.most_meetings(deadlines=True):
            # The feed of all councils has not room for all, and others are the nearest now.
            touch.raise_feed(session, moved[0].id)
        personal_links.end_links(session, now=now)
        inbox.forget_raw(session, now=now)


def _move_window(session: Session, council: Council, now: datetime) -> bool:
    days = [meeting.starts.date for meeting in meetings.of_council(session, council.id)]
    return new_council.move_feed_window(session, council, days, now=now)


def fetch_calendars(works: Works, get: Callable[[str], bytes] = fetch.download) -> int:
    """Reads other bodies' calendars that are due, a few at a time. Gives how many were tried."""
    now = works.clock.now()
    with reading(works.database) as session:
        ids = foreign.due(years.all_foreign_calendars(session), now=now)[:_CALENDARS]
    for calendar_id in ids:
        _fetch(works, calendar_id, get)
    return len(ids)


def _fetch(works: Works, calendar_id: int, get: Callable[[str], bytes]) -> None:
    """No transaction stands open while the network is waited for."""
    now = works.clock.now()
    with writing(works.database, now) as session:
        errand = foreign.begin(session, calendar_id, now=now)
    if errand is None:
        return
    fault = ""
    try:
        read = foreign.events(get(errand.url), zone=errand.zone, now=now)
    except Unfetchable as error:
        fault = error.code
    except Unreadable as error:
        fault = error.reason
    with writing(works.database, now) as session:
        if fault:
            log.warning("calendar %s was not read: %s", calendar_id, fault)
            foreign.failed(session, calendar_id, fault)
        else:
            foreign.keep(session, calendar_id, read, now=now)


def read_inbox(works: Works) -> int:
    """Reads the mailbox that takes answers and returned letters. Gives the mails read; 0 where none is set."""
    from scheduler.inbox import imap  # its libraries are slow to load, and few processes read mail

    box = works.config.inbox
    if box.host is None:
        return 0
    try:
        return imap.read_mailbox(
            works.database, box, works.desk().links.signer, now=works.clock.now()
        )
    except MailboxFault as error:
        log.warning("%s", error)
        return 0
