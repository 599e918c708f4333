"""The steps of a rehearsal: how far each leads, and playing all that comes due on the way."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as Time
from enum import StrEnum

from scheduler import jobs
from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.councils.rows import Council
from scheduler.db.session import Session, reading, writing
from scheduler.errors import N_, Conflict
from scheduler.jobs import WorkerContext
from scheduler.mail import queries
from scheduler.meetings import store as meetings
from scheduler.notices import listing
from scheduler.notices.listing import NoticeLine, NoticeState
from scheduler.rehearsal import played_members, store
from scheduler.rehearsal.rehearsal_clock import RehearsalClock

PLAYING = N_("The rehearsal is still playing. Wait until it stands still.")
_PAUSED = N_("All mail is on hold, so there is no next mail.")
_MORNING, _EVENING = Time(8), Time(23, 59)
_POLL_SECONDS = 0.2


class Step(StrEnum):
    """How far."""

    MAIL = "mail"
    DAY = "day"
    MEETING = "meeting"
    YEAR = "year"


def planned_mail(session: Session, *, now: datetime) -> list[NoticeLine]:
    """What will go by itself, of every council, the earliest first."""
    lines = [
        line
        for council in councils.councils(session)
        for line in listing.list_council(session, council, now=now)
        if line.state is NoticeState.PLANNED and line.audience and line.due_at > now
    ]
    return sorted(lines, key=lambda line: (line.due_at, line.key))


def paused_council(session: Session) -> Council | None:
    """The first of the councils where all mail of every one is paused, so that there is no next mail; else None."""
    rows = councils.councils(session)
    return rows[0] if rows and all(council.is_paused for council in rows) else None


def take_step(session: Session, step: Step, *, zone: str, now: datetime) -> None:
    """Sets the target to where the step leads.

    Raises: Conflict while an earlier step is being played, and for the next mail where all that is to come is paused.
    """
    if store.state(session).is_playing:
        raise Conflict(PLAYING)
    coming = planned_mail(session, now=now)
    if step is Step.MAIL and not coming and any(c.is_paused for c in councils.councils(session)):
        raise Conflict(_PAUSED)
    target = _target(session, step, coming, zone=zone, now=now)
    expected = sum(len(line.audience) for line in coming if line.due_at <= target)
    store.set_target(session, target, expected=expected)


def _target(
    session: Session, step: Step, coming: Sequence[NoticeLine], *, zone: str, now: datetime
) -> datetime:
    today = Wall.at(now, zone).date
    if step is Step.DAY:
        return Wall(today + timedelta(days=1), _MORNING, zone).utc()
    ends = [Wall(date(year, 12, 31), _EVENING, zone).utc() for year in (today.year, today.year + 1)]
    if step is Step.YEAR:
        return ends[0] if ends[0] > now else ends[1]  # on the last evening
    if step is Step.MAIL:
        return coming[0].due_at if coming else ends[0]
    starts = [
        meeting.starts_at
        for council in councils.councils(session)
        for meeting in meetings.upcoming(session, council.id, now=now)
        if meeting.starts_at > now and not meeting.is_cancelled
    ]
    return min(starts, default=ends[0])


def play(context: WorkerContext) -> int:
    """Plays up to the target, so that stepping a month sends what living through it would. Gives the letters sent."""
    count = 0
    context = replace(context, clock=RehearsalClock(context.database))
    while True:
        with reading(context.database) as session:
            state = store.state(session)
        sent = jobs.run_until_idle(context)
        count += sent
        replied = played_members.act(context)
        with reading(context.database) as session:
            coming = jobs.next_event(context), played_members.next_act_at(session, state.now)
        event = min((at for at in coming if at), default=state.target)
        now = min(max(event, state.now), state.target)
        is_stuck = now == state.now and not (sent or replied) and now < state.target
        with writing(context.database, state.now) as session:
            store.advance(session, now=state.target if is_stuck else now, played=sent)
        if state.now >= state.target and not replied:
            return count


def play_forever(context: WorkerContext, *, until: Callable[[], bool]) -> None:
    """The worker's loop in a rehearsal: looks whether a target lies ahead, or a letter waits."""
    jobs.sweep(context)
    while not until():
        with reading(context.database) as session:
            state = store.state(session)
            waiting = queries.next_try_at(session)
        if state.is_playing or (waiting is not None and waiting <= state.now):
            play(context)
        time.sleep(_POLL_SECONDS)
