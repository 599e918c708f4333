"""What is slow of the year plan's presses, done before the writing transaction is opened."""

from __future__ import annotations

from flask import g, request

from scheduler import files
from scheduler.calendars.foreign_calendar import UnreadableCalendar
from scheduler.councils import store as councils
from scheduler.errors import InvalidInput
from scheduler.years import calendar_file, clashes, draft, recognition, store
from scheduler.years.rows import CouncilYear
from web.secretary import plan_lines
from web.transactions import write

PUT_BACK = "put_back_"
"""Before the id of a date, in the button that puts it back."""
WAY = "way"
"""The button that only saves, and goes on to another way in."""
SPEAK = "speak"
"""The button that shows the page in another language, with all that is typed."""
EMPTY, SEEN_LOST = "empty", "seen_lost"
"""The buttons that empty the draft, and that tell no more of what was lost."""
_NOT_THE_TEXT = ("save", WAY, EMPTY, SEEN_LOST, "body", "one", "rule", "by_month", "by_week")


def read(do: str, found: CouncilYear | None, year: int) -> calendar_file.Dates | None:
    """What is slow, before the writing transaction: the texts are recognised, and so are there at once inside it.

    Gives what is in a calendar whose code was pasted. Raises: InvalidInput where the text is too long.
    """
    if found and not found.is_published:
        draft.lines(found)
    if not reads(do):
        return None
    pasted = _pasted_calendar(year)
    if not pasted:
        recognise(text(), year)
    return pasted


def reads(do: str) -> bool:
    """True where the button reads what stands in the field of the text."""
    return do not in _NOT_THE_TEXT and not do.startswith((PUT_BACK, plan_lines.DROP))


def recognise(dates: str, year: int) -> None:
    """Raises: InvalidInput where it is too long."""
    recognition.must_fit(dates)
    recognition.recognised(dates, language=g.council.language, year=year, own=g.council.name)


def to_write(year: int) -> CouncilYear | None:
    """Opens the writing transaction, with secretaries of one council in turn, and gives the year as it is there."""
    write()
    councils.lock(g.session, g.council.id)
    g.council = councils.council(g.session, g.council.slug)
    return store.find(g.session, g.council.id, year)


def of_calendar(octets: bytes, year: int) -> calendar_file.Dates:
    today = clashes.today(g.now, g.council.zone)
    return calendar_file.dates(octets, year, zone=g.council.zone, today=today)


def _pasted_calendar(year: int) -> calendar_file.Dates | None:
    """The dates in the code of a whole calendar. Where there are none its lines are read as any text, and each that is
    not understood says so. Raises: UnreadableCalendar (`text`) where it is too heavy, or where others are read."""
    octets = text().encode()
    try:
        return of_calendar(octets, year) if files.is_calendar(octets) else None
    except UnreadableCalendar as error:
        if error.reason in ("heavy", "busy"):
            raise UnreadableCalendar(error.reason, "text") from error
        return None
    except InvalidInput:
        return None


def text() -> str:
    """What stands in the field of the text."""
    return request.form.get("text", "").replace("\r\n", "\n")
