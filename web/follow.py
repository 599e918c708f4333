"""The ways to have meetings in one's own calendar, of a council or of all one's councils."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from scheduler.calendars.fetch_log import OTHER_PROGRAM
from scheduler.calendars.rows import FeedFetch
from scheduler.clock import Wall
from scheduler.language import Language
from web import qr
from web.meeting_line import FeedLinks

_GOOGLE = "https://calendar.google.com/calendar/r?cid="
_OUTLOOK = "https://outlook.office.com/calendar/0/addfromweb?url="
_OUTLOOK_PRIVATE = "https://outlook.live.com/calendar/0/addfromweb?url="

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Ways:
    """`webcal` opens a program on this machine, `google` and `outlook` open those services; `address` is for any other.

    `outlook` is for an account at work, `outlook_private` for one's own. `fetched` tells when a program last asked for
    the calendar; empty where none has.
    """

    webcal: str
    google: str
    outlook: str
    outlook_private: str
    address: str
    code: qr.QrCode
    fetched: str = ""


def ways(feed: FeedLinks, name: str, *, fetched: str = "") -> Ways:
    """`name` is what the calendar is called in the reader's own."""
    named = f"{quote(feed.address, safe='')}&name={quote(name, safe='')}"
    return Ways(
        webcal=feed.subscribe,
        google=_GOOGLE + quote(feed.subscribe, safe=""),
        outlook=_OUTLOOK + named,
        outlook_private=_OUTLOOK_PRIVATE + named,
        address=feed.address,
        code=qr.qr_code(feed.address),
        fetched=fetched,
    )


def fetched(found: Sequence[FeedFetch], zone: str, says: Language) -> str:
    """When programs last fetched the calendar, the latest first; empty where none has."""
    if not found:
        return ""
    told = []
    for fetch in found[:_SHOWN]:
        wall = Wall.at(fetch.at, zone)
        name = says("another program") if fetch.program == OTHER_PROGRAM else fetch.program
        told.append(f"{name} {says.short(wall.date, wall.time)}")
    return says("Last fetched by: %(programs)s.", programs=", ".join(told))
