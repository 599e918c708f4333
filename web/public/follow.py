"""The ways to have a council's meetings in one's own calendar."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from scheduler.councils.rows import Council
from scheduler.language import Language
from scheduler.links import Links
from web import lines, qr

_GOOGLE = "https://calendar.google.com/calendar/r?cid="
_OUTLOOK = "https://outlook.office.com/calendar/0/addfromweb?url="
_OUTLOOK_PRIVATE = "https://outlook.live.com/calendar/0/addfromweb?url="


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
    code: qr.Code
    fetched: str = ""


def ways(links: Links, council: Council, says: Language) -> Ways:
    feed = lines.feed(links, council, says)
    named = f"{quote(feed.address, safe='')}&name={quote(council.name, safe='')}"
    return Ways(
        webcal=feed.subscribe,
        google=_GOOGLE + quote(feed.subscribe, safe=""),
        outlook=_OUTLOOK + named,
        outlook_private=_OUTLOOK_PRIVATE + named,
        address=feed.address,
        code=qr.code(feed.address),
    )
