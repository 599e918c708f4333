"""The mail that may still want something of the secretary, read once for all that a page says of it.

What the request changes after the first look is not in it.
"""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from functools import partial
from typing import TypeVar

from flask import g

from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.councils.rows import Council, Member
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notices import listing, load_situation, store
from scheduler.notices.kinds import Kind
from scheduler.notices.listing import NoticeLine
from scheduler.notices.store import Ref
from scheduler.years.rows import CouncilYear

_LATELY = timedelta(days=90)
Read = TypeVar("Read")


def members(council: Council) -> Sequence[Member]:
    """Every term, as `councils.store.members`."""
    return _once("members", council, lambda of: councils.members(g.session, of.id))


def _recent_since(council: Council) -> date:
    """From this day on, a meeting's mail may still want something of the secretary."""
    return Wall.at(g.now, council.zone).date - _LATELY


def may_wait(council: Council) -> bool:
    """Whether some mail is on hold, waits for approval or did not arrive: asked by every page, so answered by queries.

    Mail whose time was over before it left is not looked for: that needs the plan.
    """
    if council.is_paused or _troubled(council):
        return True
    if not council.approve_kallelse:
        return False
    coming = [meeting.id for meeting in meetings.upcoming(g.session, council.id, now=g.now)]
    return bool(store.ordered_meetings(g.session, coming, Kind.KALLELSE_REVIEW))


def open_mail(council: Council) -> Sequence[NoticeLine]:
    """The mail to look at now, past and coming, by time (`load_situation.find_open`)."""
    return _once("open_mail", council, _read_open)


def _troubled(council: Council) -> set[Ref]:
    return _once("troubled", council, _read_troubled)


def _read_troubled(council: Council) -> set[Ref]:
    begin = Wall(_recent_since(council), time(0), council.zone)
    return store.troubled_refs(g.session, council.id, since=begin.utc())


def all_mail_to_come(council: Council) -> Sequence[NoticeLine]:
    """The same and the mail of every coming meeting; later in the request that is what `open_mail` gives."""
    return _once("open_mail", council, partial(_read_open, has_all=True))


def _read_open(council: Council, *, has_all: bool = False) -> Sequence[NoticeLine]:
    lively = store.lively_refs(g.session, council.id, since=g.now - load_situation.LATELY)
    is_open = load_situation.find_open(council, _troubled(council) | lively, now=g.now)

    def is_wanted(row: CouncilYear | Meeting) -> bool:
        return is_open(row) or (has_all and isinstance(row, Meeting) and row.ends_at > g.now)

    situations = load_situation.council_situations(
        g.session, council.id, since=_recent_since(council), is_wanted=is_wanted
    )
    if situations:
        g.setdefault("members", {})[council.id] = situations[0].members
    return listing.list_situations(situations, now=g.now)


def _once(name: str, council: Council, read: Callable[[Council], Read]) -> Read:
    known: dict[int, Read] = g.setdefault(name, {})
    if council.id not in known:
        known[council.id] = read(council)
    return known[council.id]
