"""Actions: all planned mail of a council waits, and goes again. Nothing is lost, and nothing late goes unasked.

While it is paused nothing is ordered and no letter leaves, but what the plan does not know.
The mail with somebody's own link, or one that signs in, is of no council.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.notices import listing, mail_actions, store
from scheduler.notices.listing import NoticeLine, NoticeState

_A_MEETING = timedelta(days=2)
"""Longer than any lasts: what is of earlier ones is over."""


def pause_mail(session: Session, council: Council, *, by: Actor, now: datetime) -> None:
    """From now on nothing planned goes. A second time changes nothing."""
    councils.lock(session, council.id)
    if council.is_paused:
        return
    council.paused_at = now
    session.flush()
    history.record(session, mail_actions.PAUSED_ALL, by=by, now=now, council_id=council.id)


def resume_mail(
    session: Session, council: Council, *, by: Actor, now: datetime
) -> list[NoticeLine]:
    """What is to come goes at its time, and what was on its way goes on where it still holds.

    What should have gone meanwhile is held, for a person to decide about each, and given back.
    """
    councils.lock(session, council.id)
    if council.paused_at is None:
        return []
    since = Wall.at(now - _A_MEETING, council.zone).date
    everything = listing.list_council(session, council, now=now, since=since)
    lines = late_lines(everything, now)
    for line in missed_lines(everything):
        mail_actions.mark_held(session, council, line)
    store.mark_held(session, council.id, since=council.paused_at, reason=listing.HELD)
    council.paused_at = None
    session.flush()
    history.record(session, "council mail resumed", by=by, now=now, council_id=council.id)
    for line in lines:
        mail_actions.hold(session, council, line.key, by=by, now=now)
    return lines


def late_lines(lines: Iterable[NoticeLine], now: datetime) -> list[NoticeLine]:
    """What should have gone while all mail was on hold, and was not ordered before."""
    return [
        line
        for line in lines
        if line.reason == listing.PAUSED and line.due_at <= now and not line.is_ordered
    ]


def missed_lines(lines: Iterable[NoticeLine]) -> list[NoticeLine]:
    """What was not ordered before its time was over, since all mail was on hold."""
    return [
        line
        for line in lines
        if line.state is NoticeState.MISSED
        and line.reason == listing.HELD
        and not (line.is_ordered or line.held_key)
    ]
