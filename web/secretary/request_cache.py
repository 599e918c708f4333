"""The mail that may still want something of the secretary, read once for all that a page says of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from flask import g

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.notices import listing
from scheduler.notices.listing import NoticeLine

_LATELY = timedelta(days=90)


def recent_since(council: Council) -> date:
    """From this day on, a meeting's mail may still want something of the secretary."""
    return Wall.at(g.now, council.zone).date - _LATELY


def recent_mail(council: Council) -> Sequence[NoticeLine]:
    """All of it, past and coming, by time. What the request changes after the first look is not in it."""
    known: dict[int, Sequence[NoticeLine]] = g.setdefault("recent_mail", {})
    if council.id not in known:
        lines = listing.list_council(g.session, council, now=g.now, since=recent_since(council))
        known[council.id] = lines
    return known[council.id]
