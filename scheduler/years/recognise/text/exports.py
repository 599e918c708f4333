"""The table of a calendar program, where a meeting's first day, hour, last day and hour are four columns (Outlook), or
two with the hours in the days' cells: told as a table with one column of dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from scheduler.years.recognise.text import file_rows
from scheduler.years.recognise.text.words import listed

START_DAYS = listed(
    "startdate startdatum startdato beginntam alkamispäivä begindate"
    " startdag beginndatum anfangsdatum alkupäivä aloituspäivä alkamispvm alkupvm aloituspvm"
)
START_HOURS = listed("starttime starttid starttidspunkt beginntum alkamisaika begintime start")
END_DAYS = listed(
    "enddate slutdatum slutdato sluttdato endetam päättymispäivä"
    " slutdag sluttdag enddatum loppupäivä lopetuspäivä päättymispvm loppupvm lopetuspvm"
)
END_HOURS = listed("endtime sluttid slutttid sluttidspunkt endetum päättymisaika slut slutt end")
WHOLE_DAYS = listed(
    "alldayevent alldag heldagshändelse heldag heldagsaktivitet ganztägigesereignis"
)
# What such a program tells beside, and what is nobody's day of meeting.
BESIDE = listed(
    "reminderon/off reminderdate remindertime meetingorganizer requiredattendees optionalattendees meetingresources "
    "billinginformation categories description mileage priority private sensitivity showtimeas påminnelsepå/av "
    "påminnelse påminnelsedatum påminnelsetid mötesorganisatör obligatoriskadeltagare valfriadeltagare mötesresurser "
    "faktureringsinformation kategorier beskrivning reseersättning prioritet privat känslighet visatidsom"
)
# Behind a head of days: "Startdatum och tid", "Start date/time".
AND_HOUR = re.compile(r"(?:och|og|and|und|&|/)(?:tid|time|zeit|uhrzeit)$")
ENGLISH = "startdate"
YES = listed("true sant ja yes 1 wahr tosi sand")
HEAD, KL = "Datum", "kl. "
FEWEST_CELLS, LONGEST_HEAD, LAST_MONTH = 2, 2000, 12
STROKES = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})")
WHOLE = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d{1,2})\.(\d{1,2})\.(\d{4})")
# An hour behind its day, in one cell: "2030-02-12 15:00", "12 februari 2030 kl. 15.00", "2/12/2030 3:00 PM".
DAY_AND_HOUR = re.compile(
    r"(?P<day>.*\d.*?)(?:\s*[ ,T]\s*)(?:(?:kl|klo|um|at)\b\.?\s*)?"
    r"(?P<hour>\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?:\s*[ap]\.?m\.?)?)(?:\s*(?:uhr|h))?",
    re.I,
)
CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d\d))?(?:[.:]\d\d)?\s*(?:([ap])\.?m\.?)?", re.I)
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Head:
    """Which column holds what; `kept` are those that stay as they are. `is_english` where its names are. `width`: how
    many they are, where the hours stand in the days' cells and are parted to columns of their own behind them all; 0
    where the hours have theirs."""

    sign: str
    is_english: bool
    start_day: int
    start_hour: int
    end_day: int | None
    end_hour: int | None
    whole_day: int | None
    kept: tuple[int, ...]
    width: int = 0


class Unsure(NamedTuple):
    """A line, counted from 1, and the two numbers of which each may be the month."""

    line: int
    a: int
    b: int


def told(lines: Sequence[str]) -> tuple[list[str], list[Unsure]]:
    """The lines; the rows below such a head, as far as the next blank line, with their dates in one cell. And the rows
    of a program with American hours whose dates may be read in two ways."""
    found, unsure = list(lines), list[Unsure]()
    n = 0
    while n < len(found):
        head = _head(found[n])
        n += 1
        if head is None:
            continue
        found[n - 1] = _line(head, file_rows.cells(lines[n - 1], head.sign), HEAD)
        rows: list[tuple[int, list[str]]] = []
        while n < len(found) and found[n].strip():
            at, n = n, file_rows.past(found, n, head.sign)
            rows.append((at, _row(head, "\n".join(lines[at:n]))))
            found[at:n] = [""] * (n - at)
        order = _is_month_first(_dates(head, rows))
        first = _is_american(head, rows) if order is None else order
        for at, cells in rows:
            found[at] = _line(head, cells, _moment(head, cells, month_first=first))
        if order is None:
            unsure += _unsure(head, rows)
    return found, unsure


def _unsure(head: _Head, rows: Iterable[tuple[int, list[str]]]) -> Iterator[Unsure]:
    for at, cells in rows:
        american = CLOCK.fullmatch(_cell(cells, head.start_hour))
        day = STROKES.fullmatch(_cell(cells, head.start_day))
        if day and american and american[3] and day[1] != day[3]:
            yield Unsure(at + 1, int(day[1]), int(day[3]))


def _is_american(head: _Head, rows: Iterable[tuple[int, list[str]]]) -> bool:
    """3:00 PM below English heads stands beside a month and a day, where no date says otherwise."""
    hours = (CLOCK.fullmatch(_cell(cells, head.start_hour)) for _, cells in rows)
    return (
        head.is_english
        and any(hour and hour[3] for hour in hours)
        and not any(_is_day_first(text) for text in _dates(head, rows))
    )


def _is_day_first(text: str) -> bool:
    found = STROKES.fullmatch(text)
    return found is not None and int(found[1]) > LAST_MONTH


def _head(line: str) -> _Head | None:
    sign = max(file_rows.SEPARATORS, key=line.count)
    if line.count(sign) + 1 < FEWEST_CELLS or len(line) > LONGEST_HEAD:
        return None
    names = [_name(cell) for cell in file_rows.cells(line, sign)]
    days, hours = _at(names, START_DAYS), _at(names, START_HOURS)
    last, ends, whole = (_at(names, words) for words in (END_DAYS, END_HOURS, WHOLE_DAYS))
    if days is None or (hours is None and (last is None or ends is not None)):
        return None
    width = 0 if hours is not None else len(names)
    if hours is None:
        hours, ends = width, width + 1
    used = {days, hours, last, ends, whole}
    kept = tuple(n for n, name in enumerate(names) if n not in used and name not in BESIDE)
    return _Head(sign, names[days] == ENGLISH, days, hours, last, ends, whole, kept, width)


def _name(cell: str) -> str:
    return AND_HOUR.sub("", "".join(cell.casefold().split()))


def _at(names: Sequence[str], words: frozenset[str]) -> int | None:
    return next((n for n, name in enumerate(names) if name in words), None)


def _row(head: _Head, row: str) -> list[str]:
    """The cells of a row, the hours in their own."""
    cells = file_rows.cells(row, head.sign)
    if not head.width:
        return cells
    cells = [_cell(cells, n) for n in range(head.width)]
    for n in (head.start_day, head.end_day):
        day, hour = _parted(_cell(cells, n))
        if n is not None:
            cells[n] = day
        cells.append(hour)
    return cells


def _parted(cell: str) -> tuple[str, str]:
    """A day and the hour behind it, each empty where it is not there."""
    if CLOCK.fullmatch(cell) and not cell.isdecimal():
        return "", cell
    found = DAY_AND_HOUR.fullmatch(cell)
    return (found["day"], found["hour"]) if found else (cell, "")


def _line(head: _Head, cells: Sequence[str], moment: str) -> str:
    return "\t".join([*(_cell(cells, n) for n in head.kept), moment])


def _cell(cells: Sequence[str], n: int | None) -> str:
    return cells[n] if n is not None and n < len(cells) else ""


def _dates(head: _Head, rows: Iterable[tuple[int, list[str]]]) -> Iterator[str]:
    for _, cells in rows:
        yield _cell(cells, head.start_day)
        yield _cell(cells, head.end_day)


def _is_month_first(dates: Iterable[str]) -> bool | None:
    """2/14/2034 beside 4/11/2034: a number that is no month tells what stands first in all of them. None where no
    number does, or where they contradict each other."""
    firsts, seconds = set[int](), set[int]()
    for found in filter(None, map(STROKES.fullmatch, dates)):
        firsts.add(int(found[1]))
        seconds.add(int(found[3]))
    by_first, by_second = (max(n, default=0) > LAST_MONTH for n in (firsts, seconds))
    return None if by_first == by_second else by_second


def _moment(head: _Head, cells: Sequence[str], *, month_first: bool) -> str:
    """`2034-02-14 kl. 15.00–17.00`; the last day too where that is another."""
    first, last = (_cell(cells, n) for n in (head.start_day, head.end_day))
    start, end = (_hour(_cell(cells, n)) for n in (head.start_hour, head.end_hour))
    day, until = (_day(text, month_first=month_first) for text in (first, last))
    is_whole = _cell(cells, head.whole_day).casefold() in YES
    if day is None and is_whole:
        return f"{first} – {last}" if last not in ("", first) else first
    if day is None and until is None and last not in ("", first):
        begins, ends = (f"{KL}{hour}" if hour else "" for hour in (start, end))
        return " ".join(filter(None, (first, begins, "–", last, ends)))
    if day is None:
        hours = "–".join(filter(None, (start, end)))
        return f"{first} {KL}{hours}" if hours else first
    if is_whole:
        # Outlook ends a whole day when the next begins.
        until = until - timedelta(days=1) if until and end in ("00.00", "") else until
        return f"{day} – {until}" if until and until > day else f"{day}"
    if until and until > day and start and end:
        return f"{_long(day)} {KL}{start} – {_long(until)} {KL}{end}"
    days = f"{day} – {until}" if until and until > day else f"{day}"
    hours = "–".join(filter(None, (start, end)))
    return f"{days} {KL}{hours}" if hours else days


def _day(text: str, *, month_first: bool) -> date | None:
    """None where it is no date, or one that may be read in two ways."""
    if found := STROKES.fullmatch(text):
        a, b = int(found[1]), int(found[3])
        if not month_first and max(a, b) <= LAST_MONTH and a != b:
            return None
        day, month = (b, a) if month_first or b > LAST_MONTH else (a, b)
        year = int(found[4])
    elif found := WHOLE.fullmatch(text):
        year, month, day = (
            int(n) for n in (found.group(1, 2, 3) if found[1] else found.group(6, 5, 4))
        )
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _hour(text: str) -> str:
    """`15.00`; as it is written where it is no hour."""
    found = CLOCK.fullmatch(text)
    if not found:
        return text
    hour = int(found[1])
    if found[3]:
        hour = hour % 12 + 12 * (found[3].lower() == "p")
    return f"{hour:02}.{found[2] or '00'}"


def _long(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
