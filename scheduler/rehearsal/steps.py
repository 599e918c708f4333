"""Rules and action: how far a step of the rehearsal goes, and how many letters the plan has on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, Conflict
from scheduler.meetings import store as meetings
from scheduler.notices import listing
from scheduler.notices.listing import NoticeLine, NoticeState
from scheduler.rehearsal import store

_PLAYING = N_("The rehearsal is still playing. Wait until it stands still.")
_PAUSED = N_("All mail is on hold, so there is no next mail.")
_MORNING, _EVENING = time(8), time(23, 59)


class Step(StrEnum):
    """How far."""

    MAIL = "mail"
    DAY = "day"
    MEETING = "meeting"
    YEAR = "year"


def planned(session: Session, *, now: datetime) -> list[NoticeLine]:
    """What will go by itself, of every council, the earliest first."""
    found = [
        line
        for council in councils.councils(session)
        for line in listing.list_council(session, council, now=now)
        if line.state is NoticeState.PLANNED and line.audience and line.due_at > now
    ]
    return sorted(found, key=lambda line: (line.due_at, line.key))


def paused(session: Session) -> Council | None:
    """The first of the councils where all mail of every one is paused, so that there is no next mail; else None."""
    found = councils.councils(session)
    return found[0] if found and all(council.is_paused for council in found) else None


def take(session: Session, step: Step, *, zone: str, now: datetime) -> datetime:
    """Aims at where the step leads and gives it (UTC).

    Raises: Conflict while an earlier step is being played, and for the next mail where all that is to come is paused.
    """
    if store.clock(session).is_playing:
        raise Conflict(_PLAYING)
    coming = planned(session, now=now)
    if step is Step.MAIL and not coming and any(c.is_paused for c in councils.councils(session)):
        raise Conflict(_PAUSED)
    target = _target(session, step, coming, zone=zone, now=now)
    expected = sum(len(line.audience) for line in coming if line.due_at <= target)
    store.aim(session, target=target, expected=expected)
    return target


def _target(
    session: Session, step: Step, coming: Sequence[NoticeLine], *, zone: str, now: datetime
) -> datetime:
    today = Wall.at(now, zone)
    end = Wall(date(today.date.year, 12, 31), _EVENING, zone).utc()
    match step:
        case Step.DAY:
            return Wall(today.date + timedelta(days=1), _MORNING, zone).utc()
        case Step.YEAR:
            # On the last evening the next year's end is meant.
            return (
                end if end > now else Wall(date(today.date.year + 1, 12, 31), _EVENING, zone).utc()
            )
        case Step.MAIL:
            return coming[0].due_at if coming else end
        case Step.MEETING:
            starts = [
                meeting.starts_at
                for council in councils.councils(session)
                for meeting in meetings.upcoming(session, council.id, now=now)
                if meeting.starts_at > now and not meeting.is_cancelled
            ]
            return min(starts, default=end)
