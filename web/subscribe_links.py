"""The links by which a council's or a person's meetings come into a calendar program."""

import re
from collections.abc import Sequence

from scheduler.calendars.fetch_log import OTHER_PROGRAM
from scheduler.calendars.rows import FeedFetch
from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.language import Language
from scheduler.links import Links

_MOST_PROGRAMS = 4


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
