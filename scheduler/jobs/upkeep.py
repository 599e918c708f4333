"""The other jobs: heartbeat, clock, ping, other bodies' calendars, incoming mail, and old rows."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from scheduler import fetch, health
from scheduler.calendars import store as feeds
from scheduler.calendars.foreign_calendar import UnreadableCalendar
from scheduler.calendars.render_feed import most_meetings
from scheduler.clock import is_synchronised, seconds_awake
from scheduler.config import MailMode
from scheduler.councils import new_council, people
from scheduler.councils import store as councils
from scheduler.db import touch
from scheduler.db.session import Session, reading, server_now, writing
from scheduler.errors import MailboxFault
from scheduler.fetch import Unfetchable
from scheduler.inbox import store as inbox
from scheduler.jobs.clock_guard import STEP, ClockGuard
from scheduler.jobs.context import WorkerContext
from scheduler.jobs.mail import BATCH
from scheduler.mail import expiry, heartbeats, queries
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Hold, State
from scheduler.meetings import store as meetings
from scheduler.notices import load_situation, plan
from scheduler.notices import store as notices
from scheduler.papers import store as papers
from scheduler.papers.folder import FileFolder
from scheduler.personal import retention
from scheduler.years import other_calendars
from scheduler.years import store as years

log = logging.getLogger("kallelse")
_SILENCE, _LONG_SILENCE, _WAIT = timedelta(minutes=10), timedelta(hours=72), timedelta(minutes=10)
_MUCH = 200
_PING_SECONDS = 10
_CALENDARS = 5


def beat(context: WorkerContext, *, ticks: dict[str, str], in_hand: Collection[int] = ()) -> None:
    """The worker lives; the letters it has in hand stay its own."""
    now = context.clock.now()
    with writing(context.database, now) as session:
        heartbeats.record_beat(session, context.owner, ticks=ticks, now=now)
        expiry.renew_leases(session, owner=context.owner, in_hand=in_hand)


def clock_is_suspect(context: WorkerContext, guard: ClockGuard) -> bool:
    """Asks the guard, and remembers what it says where every process and page can see it."""
    awake, now = seconds_awake(), context.clock.now()
    with reading(context.database) as session:
        worker = heartbeats.newest_worker(session)
        beat_at = worker.beat_at if worker else None
        agrees = _second_source_agrees(context, session, now)
    was_suspect = guard.suspect_since is not None
    if not guard.look(now, awake, beat_at=beat_at, agrees=agrees):
        if was_suspect:
            with writing(context.database, now) as session:
                expiry.undo_wrong_clock(session, now=now)
        return False
    assert guard.suspect_since
    with writing(context.database, now) as session:
        if heartbeats.record_suspect_clock(session, context.owner, since=guard.suspect_since):
            return True
        expiry.undo_wrong_clock(session, now=now)
    guard.accept(now, awake)
    return False


def _second_source_agrees(context: WorkerContext, session: Session, now: datetime) -> bool:
    """The clock of another machine's database, else the flag by which the system says that it follows one."""
    theirs = server_now(session) if context.database.is_elsewhere else None
    if theirs is not None:
        return abs(theirs - now) <= STEP
    return is_synchronised()


def hold_after_silence(context: WorkerContext) -> bool:
    """At a worker's start: after long silence, or where much is due after one, mail waits ten minutes.

    So that someone may stop it. True where it does.
    """
    if context.config.mail.mode is MailMode.CAPTURE:
        return False
    now = context.clock.now()
    with reading(context.database) as session:
        worker = heartbeats.newest_worker(session)
        silence = now - worker.beat_at if worker else timedelta(0)
        due = _count_due(session, now) if _SILENCE < silence <= _LONG_SILENCE else 0
    if silence <= _LONG_SILENCE and due <= _MUCH:
        return False
    with writing(context.database, now) as session:
        words = f"silent for {silence}, {due} mails due" if due else f"silent for {silence}"
        log.error("all mail waits ten minutes: %s", words)
        return relays.hold(session, Hold.SILENCE, words=words, now=now, until=now + _WAIT)


def _count_due(session: Session, now: datetime) -> int:
    """Letters that would leave at once: those that wait, and those the plan would order."""
    count = queries.count_in_state(session, State.QUEUED)
    refs = notices.refs_due(session, now=now, limit=BATCH)
    for s in load_situation.load_situations(session, refs):
        count += sum(len(notice.audience) for notice in plan.due_notices(s, now))
    return count


def ping(context: WorkerContext) -> bool:
    """Tells whoever listens that mail goes; says nothing while it does not, so that the silence is noticed."""
    url = context.config.health.ping_url
    if url is None:
        return False
    with reading(context.database) as session:
        if not health.check_health(session, now=context.clock.now()).is_well:
            return False
    from urllib.request import urlopen  # few installations are listened to

    try:
        with urlopen(url, timeout=_PING_SECONDS) as answer:
            return bool(answer.status < 400)
    except OSError as error:
        log.warning("the ping was not taken: %s", error)
        return False


def tidy(context: WorkerContext) -> None:
    """Moves each feed's first day, about 400 days back; ends the links of those who have left; forgets raw mail.

    Erases the contact details of those who left long ago, as each council has chosen.

    Removes the files that no paper names any more.
    """
    now = context.clock.now()
    with writing(context.database, now) as session:
        moved = []
        for council in councils.councils(session):
            days = [meeting.starts.date for meeting in meetings.of_council(session, council.id)]
            if new_council.move_feed_window(session, council, days, now=now):
                moved.append(council)
        if moved and feeds.count_public_meetings(session) > most_meetings(deadlines=True):
            # The feed of all councils has not room for all, and others are the nearest now.
            touch.raise_feeds(session, "council", [moved[0].id])
        people.end_links(session, now=now)
        retention.erase_due(session, now=now)
        inbox.forget_raw(session, now=now)
        used = papers.digests(session)
    FileFolder(context.config.files.folder).remove_unused(used)


def fetch_calendars(context: WorkerContext, get: Callable[[str], bytes] = fetch.download) -> int:
    """Reads other bodies' calendars that are due, a few at a time. Gives how many were tried."""
    now = context.clock.now()
    with reading(context.database) as session:
        calendars = years.all_foreign_calendars(session)
        ids = [one.id for one in calendars if other_calendars.is_due(one, now)][:_CALENDARS]
    for calendar_id in ids:
        _fetch(context, calendar_id, get)
    return len(ids)


def _fetch(context: WorkerContext, calendar_id: int, get: Callable[[str], bytes]) -> None:
    """No transaction stands open while the network is waited for."""
    now = context.clock.now()
    with writing(context.database, now) as session:
        calendar = years.foreign_calendar(session, calendar_id)
        if calendar is None or not other_calendars.is_due(
            calendar, now
        ):  # another process has it in hand
            return
        calendar.tried_at, calendar.wanted_at = now, None
        url, council = calendar.url, councils.council_by_id(session, calendar.council_id)
    fault = ""
    try:
        read = other_calendars.read_calendar(get(url), council, now=now)
    except Unfetchable as error:
        fault = error.code
    except UnreadableCalendar as error:
        fault = error.reason
    with writing(context.database, now) as session:
        calendar = years.foreign_calendar(session, calendar_id)
        if calendar is None:  # it was removed meanwhile
            return
        if fault:  # the events of the last good time stay
            log.warning("calendar %s was not read: %s", calendar_id, fault)
            calendar.fault = fault
        else:
            other_calendars.keep_events(session, calendar, read, now=now)


def read_inbox(context: WorkerContext) -> int:
    """Reads the mailbox that takes answers and returned letters. Gives the mails read; 0 where none is set."""
    box = context.config.inbox
    if box.host is None:
        return 0
    from scheduler.inbox import imap  # its libraries are slow to load, and few processes read mail

    try:
        return imap.read_mailbox(
            context.database, box, context.mail_setup().links.signer, now=context.clock.now()
        )
    except MailboxFault as error:
        log.warning("%s", error)
        return 0
