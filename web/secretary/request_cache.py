"""The mail that may still want something of the secretary, read once for all that a page says of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from flask import g

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.notices import listing, load_situation
from scheduler.notices.listing import NoticeLine
from scheduler.notices.situation import Situation

LATELY = timedelta(days=90)


def recent_since(council: Council) -> date:
    """From this day on, a meeting's mail may still want something of the secretary."""
    return Wall.at(g.now, council.zone).date - LATELY


def open_situations(council: Council) -> Sequence[Situation]:
    """Those of which some mail may want something. What the request changes after the first look is not in them."""
    known: dict[int, Sequence[Situation]] = g.setdefault("open_situations", {})
    if council.id not in known:
        since = recent_since(council)
        is_open = load_situation.find_open(g.session, council, since=since, now=g.now)
        known[council.id] = load_situation.council_situations(
            g.session, council.id, since=since, is_wanted=is_open
        )
    return known[council.id]


def open_mail(council: Council) -> Sequence[NoticeLine]:
    """Their mail, past and coming, by time."""
    known: dict[int, Sequence[NoticeLine]] = g.setdefault("open_mail", {})
    if council.id not in known:
        known[council.id] = listing.list_situations(open_situations(council), now=g.now)
    return known[council.id]


def recent_mail(council: Council) -> Sequence[NoticeLine]:
    """The same with the mail of all other meetings and years of late."""
    since = recent_since(council)
    is_open = load_situation.find_open(g.session, council, since=since, now=g.now)
    everything = load_situation.council_situations(g.session, council.id, since=since)
    wanting = [s for s in everything if is_open(s.meeting or s.year)]
    g.setdefault("open_situations", {})[council.id] = wanting
    rest = [s for s in everything if not is_open(s.meeting or s.year)]
    lines = [*open_mail(council), *listing.list_situations(rest, now=g.now)]
    return sorted(lines, key=listing.by_time)
