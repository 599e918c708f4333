"""The links by which a council's or a person's meetings come into a calendar program."""

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

from scheduler.calendars.fetch_log import OTHER_PROGRAM
from scheduler.calendars.rows import FeedFetch
from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.language import Language
from scheduler.links import Links
from web.qr import QrCode, qr_code

_GOOGLE = "https://calendar.google.com/calendar/r?cid="
_OUTLOOK = "https://outlook.office.com/calendar/0/addfromweb?url="
_OUTLOOK_PRIVATE = "https://outlook.live.com/calendar/0/addfromweb?url="
_MOST_PROGRAMS = 4


class SubscribeLinks(NamedTuple):
    """`webcal` opens a program on this machine, `google` and `outlook` open those services; `address` is for any other.

    `outlook` is for an account at work, `outlook_private` for one's own. `fetched` tells when a program last asked for
    the calendar; empty where none has.
    """

    webcal: str
    google: str
    outlook: str
    outlook_private: str
    address: str
    code: QrCode
    fetched: str


def subscribe_links(address: str, name: str, *, fetched: str) -> SubscribeLinks:
    """`name` is what the calendar is called in the reader's own."""
    query = f"{quote(address, safe='')}&name={quote(name, safe='')}"
    return SubscribeLinks(
        webcal=webcal(address),
        google=_GOOGLE + quote(webcal(address), safe=""),
        outlook=_OUTLOOK + query,
        outlook_private=_OUTLOOK_PRIVATE + query,
        address=address,
        code=qr_code(address),
        fetched=fetched,
    )


def webcal(address: str) -> str:
    """The same address, which opens the calendar program."""
    return re.sub(r"^https?:", "webcal:", address)


def meeting_file(links: Links, council: Council, number: int, says: Language) -> str:
    """The address of a public council's meeting as a calendar file."""
    code = "" if says.code == council.language else says.code
    return links.meeting_file(council.slug, number, code=code)


def last_fetched_text(fetches: Sequence[FeedFetch], zone: str, says: Language) -> str:
    """When programs last fetched the calendar, the latest first; empty where none has."""
    programs = []
    for fetch in fetches[:_MOST_PROGRAMS]:
        wall = Wall.at(fetch.at, zone)
        name = says("another program") if fetch.program == OTHER_PROGRAM else fetch.program
        programs.append(f"{name} {says.short(wall.date, wall.time)}")
    return says("Last fetched by: %(programs)s.", programs=", ".join(programs)) if programs else ""
