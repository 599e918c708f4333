"""Rule: a pasted text, or a calendar file, becomes the dates of one year's draft, and what of it is unclear or not of
the year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from scheduler import files
from scheduler.calendars import foreign_calendar
from scheduler.calendars.foreign_calendar import Days
from scheduler.councils import cells
from scheduler.councils.rows import Council
from scheduler.errors import N_, Fault, InvalidInput, invalid
from scheduler.years import doubts
from scheduler.years.recognise import Found, Line, Reason, Recognised, State, recognise
from scheduler.years.rows import NOTE_MOST, PLACE_MOST, DraftDate, Source

MOST_CHARACTERS = 200_000
"""A hundred printed pages, read in a few seconds."""
_MOST_LISTED, _MOST_OF_LINE = 40, 500
"""Lines of a kind that are kept; of a text with more, it is the text itself that must be looked at."""
_LAST_YEAR = 2199
_CALLED_OFF = frozenset({"inställt", "cancelled"})
"""What says no more than that the date is cancelled."""
_WHOSE_IS_IT, _LEFT_OUT = Reason.of("nobodys"), Reason.of("left_out")

_LONG = N_(
    "The text has %(n)s characters, and at most %(most)s can be read. Take only the part with the dates."
)
_NONE = N_(
    "No meeting was found: no line has a date that we understand. Write one date on each line, as "
    "22 February %(year)s, 15:00."
)
_OTHER_YEARS = N_("None of the dates is of %(year)s.")
_WHOSE = N_("The text has meetings of several bodies: %(bodies)s. Choose whose they are.")
_MANY = N_(
    "The calendar has more than %(n)s events. Choose a smaller one, such as that of one year."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a way in gives: rows that are not kept yet, and what is to be known of them all."""

    dates: list[DraftDate]
    source: Source = field(default_factory=Source)


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
        self.bodies = list(map(list, bodies.items()))


def read_text(text: str, council: Council, year: int, *, body: str = "", file: str = "") -> Reading:
    """`body` is whose dates to take, where the text has those of several; `file` the name of what it stood in.

    Takes seconds of a long text. Raises: InvalidInput, also as OtherYears and SeveralBodies.
    """
    if files.is_calendar(octets := text.encode()):
        return _read_calendar(octets, council, year, file)
    if len(text) > MOST_CHARACTERS:
        raise invalid("text", _LONG, n=len(text), most=MOST_CHARACTERS)
    read = recognise(text, language=council.language, year=year, own=(council.name,))
    if not read.found:
        raise _none_found(read, Fault(_NONE, {"year": year}))
    bodies = Counter(found.body for found in read.found if found.body)
    chosen = _choose(bodies, body, council) if len(bodies) > 1 else ""
    dates, remarks = _take(read, chosen)
    ours, elsewhere = split_years(dates, year)
    source = Source(
        text=text,
        file=file,
        bodies=SeveralBodies(bodies).bodies if chosen else [],
        body=chosen,
        another=read.another or "",
        elsewhere=elsewhere,
        remarks=remarks,
    )
    return Reading(ours, source)


def split_years(
    dates: Iterable[DraftDate], year: int, field: str = "text"
) -> tuple[list[DraftDate], list[dict[str, str]]]:
    """Those of the year, with the lines that were not read; and those of others, as `Source.elsewhere` has them.

    Raises: OtherYears (`field`) where none is of the year.
    """
    ours, others = list[DraftDate](), list[dict[str, str]]()
    for row in dates:
        if row.day is None or row.day.year == year:
            ours.append(row)
        elif not row.is_cancelled:
            hours = {"starts": row.start, "ends": row.end}
            others.append({
                "date": row.day.isoformat(),
                **{name: f"{hour:%H.%M}" for name, hour in hours.items() if hour},
                "place": row.place or "",
                "line": _written(row),
            })  # fmt: skip
    if not any(row.day for row in ours):
        raise OtherYears(field, year, others[:_MOST_LISTED])
    return ours, others[:_MOST_LISTED]


def new_date(found: Found, reasons: Iterable[Reason] = (), text: str = "") -> DraftDate:
    """What the recogniser found on the line `text`; of its reasons, those that name another date are not this one's."""
    note = found.note or ""
    is_note = not (found.cancelled and note.casefold() in _CALLED_OFF)
    own = (reason for reason in reasons if reason.params.get("date", found.date) == found.date)
    return DraftDate(
        day=found.date,
        last_day=found.end_date,
        start=found.start,
        end=found.end,
        place=None if found.place is None else cells.flat(found.place)[:PLACE_MOST],
        note=cells.flat(note)[:NOTE_MOST] if is_note else "",
        is_cancelled=found.cancelled,
        source_line=found.line,
        text=_short(text),
        doubts=doubts.to_json(own),
    )


def _read_calendar(octets: bytes, council: Council, year: int, file: str) -> Reading:
    """The events of the year and of later ones. A title that most share says nothing of the single one."""
    days = Days(date(year, 1, 1), date(_LAST_YEAR, 12, 31), endless_in=year)
    parsed = foreign_calendar.read_calendar(octets, days, zone_name=council.zone, field="text")
    if parsed.is_cut:
        raise invalid("text", _MANY, n=foreign_calendar.MOST_EVENTS)
    titles = Counter(event.title for event in parsed.events)
    dates = [
        DraftDate(
            day=event.first_on,
            last_day=event.last_on if event.last_on > event.first_on else None,
            start=event.starts.time if event.starts else None,
            end=event.ends.time if event.ends else None,
            place=event.place[:PLACE_MOST] or None,
            note="" if titles[event.title] * 2 > len(parsed.events) else event.title[:NOTE_MOST],
            is_cancelled=event.is_cancelled,
        )
        for event in parsed.events
    ]
    ours, elsewhere = split_years(dates, year)
    unread = doubts.to_json([_LEFT_OUT])
    remarks = [{"text": title, "doubts": unread} for title in parsed.unread[:_MOST_LISTED]]
    return Reading(ours, Source(file=file, elsewhere=elsewhere, remarks=remarks))


def _take(read: Recognised, body: str) -> tuple[list[DraftDate], list[dict[str, Any]]]:
    """The dates of the body and the lines that were not read, in order; and what is said of other lines.

    Without `body` all are ours; else a line that gives no meeting belongs with the one before it.
    """
    dates, remarks, skipped = list[DraftDate](), list[dict[str, Any]](), list[dict[str, Any]]()
    found_on = {line: list(found) for line, found in groupby(read.found, lambda one: one.line)}
    is_ours, unread = True, 0
    for line in read.lines:
        found = found_on.get(line.number, [])
        ours = [_ours(one, line, body) for one in found if not body or one.body in (body, None)]
        dates += ours
        is_ours = bool(ours) if found else is_ours
        if not is_ours or not line.text.strip():
            continue
        told = [reason for row in ours for reason in row.doubts]
        untold = [reason for reason in doubts.to_json(line.reasons) if reason not in told]
        if line.state is State.NOT_UNDERSTOOD and untold and unread < _MOST_LISTED:
            unread += 1
            text = _short(line.text)
            dates.append(DraftDate(source_line=line.number, text=text, doubts=untold))
        elif untold and not (ours and line.state is State.DOUBTED):
            remarks.append({"text": _short(line.text), "doubts": untold})
        elif line.state is State.OTHER:
            skipped.append({"text": _short(line.text), "doubts": []})
    return dates, [*remarks[:_MOST_LISTED], *skipped[:_MOST_LISTED]]


def _ours(found: Found, line: Line, body: str) -> DraftDate:
    """One whose body is not told is doubted."""
    more = [_WHOSE_IS_IT] if body and not found.body else []
    return new_date(found, dict.fromkeys((*line.reasons, *more)), line.text)


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


def _short(text: str) -> str:
    """A line as it is kept: without control characters, which a database may refuse."""
    return cells.flat(text)[:_MOST_OF_LINE]


def _written(row: DraftDate) -> str:
    """`2027-02-09 15.00–17.00 i Torget`: a line that reads back as the same date."""
    day = f"{row.day} – {row.last_day}" if row.last_day else str(row.day)
    hours = f" {row.start:%H.%M}" if row.start else ""
    hours += f"–{row.end:%H.%M}" if row.end else ""
    place = f" i {row.place}" if row.place else ""
    return day + hours + place + (f" ({row.note})" if row.note else "")
