"""Rule: a pasted text becomes the dates of one year's draft, and what of it is unclear or not of the year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from scheduler.councils import cells
from scheduler.councils.rows import Council
from scheduler.errors import N_, Fault, InvalidInput, invalid
from scheduler.years import doubts
from scheduler.years.recognise import Found, Line, Reason, Recognised, State, recognise
from scheduler.years.rows import NOTE_MOST, PLACE_MOST
from scheduler.years.source import NewDate, Reading, Source

MOST_CHARACTERS = 200_000
"""A hundred printed pages, read in a few seconds."""
_MOST_LISTED, _MOST_OF_LINE = 40, 500
"""Lines of a kind that are kept; of a text with more, it is the text itself that must be looked at."""
_CALLED_OFF = frozenset({"inställt", "cancelled"})
"""What says no more than that the date is cancelled."""

_LONG = N_(
    "The text has %(n)s characters, and at most %(most)s can be read. Take only the part with the dates."
)
_NONE = N_(
    "No meeting was found in the text. Write one date on each line, as 22 February %(year)s, 15:00."
)
_NONE_IN_FILE = N_(
    "No meeting was found in the file: no line of it has a date that we understand. Write one date on each line, as "
    "22 February %(year)s, 15:00, or paste the dates as text."
)
_OTHER_YEARS = N_("None of the dates is of %(year)s.")
_WHOSE = N_("The text has meetings of several bodies: %(bodies)s. Choose whose they are.")


class OtherYears(InvalidInput):
    """What was written has dates of other years alone: `elsewhere`, as `Source` has them."""

    def __init__(self, field: str, year: int, elsewhere: list[dict[str, str]]):
        super().__init__({field: Fault(_OTHER_YEARS, {"year": year})})
        self.elsewhere = elsewhere


class SeveralBodies(InvalidInput):
    """The text has the meetings of several bodies, and none of them is the council by its name, or the wanted one."""

    def __init__(self, bodies: Mapping[str, int]):
        names = ", ".join(f"{body} ({n})" for body, n in bodies.items())
        super().__init__({"body": Fault(_WHOSE, {"bodies": names})})
        self.bodies = _listed(bodies)


def read_text(text: str, council: Council, year: int, *, body: str = "", file: str = "") -> Reading:
    """`body` is whose dates to take, where the text has those of several; `file` the name of what it stood in.

    Takes seconds of a long text. Raises: InvalidInput, also as OtherYears and SeveralBodies.
    """
    if len(text) > MOST_CHARACTERS:
        raise invalid("text", _LONG, n=len(text), most=MOST_CHARACTERS)
    read = recognise(text, language=council.language, year=year, own=(council.name,))
    if not read.found:
        raise _none_found(read, Fault(_NONE_IN_FILE if file else _NONE, {"year": year}))
    bodies = Counter(found.body for found in read.found if found.body)
    chosen = _choose(bodies, body, council) if len(bodies) > 1 else ""
    dates, remarks, skipped = _take(read, chosen)
    ours, elsewhere = split_years(dates, year)
    source = Source(
        text=text,
        file=file,
        bodies=_listed(bodies) if chosen else [],
        body=chosen,
        another=read.another or "",
        elsewhere=elsewhere,
        skipped=skipped[:_MOST_LISTED],
        remarks=remarks[:_MOST_LISTED],
    )
    return of_year(Reading(ours, source), year)


def of_year(reading: Reading, year: int, field: str = "text") -> Reading:
    """The reading itself. Raises: OtherYears (`field`) where no date of it is of the year."""
    if not any(date.day for date in reading.dates):
        raise OtherYears(field, year, reading.source.elsewhere)
    return reading


def split_years(dates: Iterable[NewDate], year: int) -> tuple[list[NewDate], list[dict[str, str]]]:
    """Those of the year, with the lines that were not read; and those of others, as `Source.elsewhere` has them."""
    ours, others = [], []
    for new in dates:
        if new.day is None or new.day.year == year:
            ours.append(new)
        elif not new.is_cancelled:
            others.append(_of_other_year(new, new.day))
    return ours, others[:_MOST_LISTED]


def new_date(found: Found, reasons: Iterable[Reason], text: str = "") -> NewDate:
    """What the recogniser found on the line `text`; of its reasons, those that name another date are not this one's."""
    note = found.note or ""
    is_note = not (found.cancelled and note.casefold() in _CALLED_OFF)
    return NewDate(
        found.date,
        found.end_date,
        found.start,
        found.end,
        None if found.place is None else cells.flat(found.place)[:PLACE_MOST],
        cells.flat(note)[:NOTE_MOST] if is_note else "",
        found.cancelled,
        source_line=found.line,
        text=_short(text),
        doubts=tuple(r for r in reasons if r.params.get("date", found.date) == found.date),
    )


def _take(read: Recognised, body: str) -> tuple[list[NewDate], list[dict[str, Any]], list[str]]:
    """The dates of the body and the lines that were not read, in order; what is said of other lines; and the rest.

    Without `body` all are ours; else a line that gives no meeting belongs with the one before it.
    """
    dates, remarks, skipped = list[NewDate](), list[dict[str, Any]](), list[str]()
    found_on = {line: list(found) for line, found in groupby(read.found, lambda one: one.line)}
    is_ours, unread = True, 0
    for line in read.lines:
        found = found_on.get(line.number, [])
        ours = [_ours(one, line, body) for one in found if not body or one.body in (body, None)]
        dates += ours
        is_ours = bool(ours) if found else is_ours
        if not is_ours or not line.text.strip():
            continue
        told = {reason for new in ours for reason in new.doubts}
        untold = tuple(reason for reason in line.reasons if reason not in told)
        if line.state is State.NOT_UNDERSTOOD and untold and unread < _MOST_LISTED:
            unread += 1
            new = NewDate(None, source_line=line.number, text=_short(line.text), doubts=untold)
            dates.append(new)
        elif untold and not (ours and line.state is State.DOUBTED):
            remarks.append({"text": _short(line.text), "doubts": doubts.to_json(untold)})
        elif line.state is State.OTHER:
            skipped.append(_short(line.text))
    return dates, remarks, skipped


def _ours(found: Found, line: Line, body: str) -> NewDate:
    """One whose body is not told is doubted: what the recogniser says of that is said here with what to do."""
    reasons = line.reasons
    if body and not found.body:
        reasons = (*(one for one in reasons if one.code != "nobodys"), doubts.NO_BODY)
    return new_date(found, reasons, line.text)


def _none_found(read: Recognised, fault: Fault) -> InvalidInput:
    """`fault`, and why each line that may be a meeting gave none."""
    lines = {
        f"line {line.number}": doubts.fault(reason)
        for line in read.lines
        if line.state is State.NOT_UNDERSTOOD
        for reason in line.reasons
    }
    return InvalidInput({"text": fault} | lines)


def _choose(bodies: Mapping[str, int], wanted: str, council: Council) -> str:
    """The body that is wanted, else the one whose name is the council's. Raises: SeveralBodies."""
    name = (wanted or council.name).casefold()
    found = [body for body in bodies if body.casefold() == name]
    if not found and not wanted:
        found = [body for body in bodies if body.casefold() in name or name in body.casefold()]
    if len(found) != 1:
        raise SeveralBodies(bodies)
    return found[0]


def _listed(bodies: Mapping[str, int]) -> list[list[Any]]:
    return [[body, n] for body, n in bodies.items()]


def _of_other_year(new: NewDate, day: date) -> dict[str, str]:
    fields = {
        "date": day.isoformat(),
        "starts": f"{new.start:%H.%M}" if new.start else "",
        "ends": f"{new.end:%H.%M}" if new.end else "",
        "place": new.place or "",
        "line": _written(new),
    }
    return {name: text for name, text in fields.items() if text}


def _short(text: str) -> str:
    """A line as it is kept: without control characters, which a database may refuse."""
    return cells.flat(text)[:_MOST_OF_LINE]


def _written(date: NewDate) -> str:
    """`2027-02-09 15.00–17.00 i Torget`: a line that reads back as the same date."""
    day = f"{date.day} – {date.last_day}" if date.last_day else str(date.day)
    hours = f" {date.start:%H.%M}" if date.start else ""
    hours += f"–{date.end:%H.%M}" if date.end else ""
    place = f" i {date.place}" if date.place else ""
    return day + hours + place + (f" ({date.note})" if date.note else "")
