"""Rule: a year's dates as text for the minutes, which reads back as the same dates, places and remarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.councils import cells
from scheduler.language import Language, plain
from scheduler.years import remark
from scheduler.years.printed import Printed
from scheduler.years.recognise import Found, Recognised, recognise

_LEADS = ("i ", "på ", "hos ", "vid ", "at ", "in ", "on ")
_WHOLE = 6


def text(dates: Sequence[Printed], year: int, says: Language) -> str:
    """`Mötestider för 2027:` and a line for each date, with its place where that is not the usual one and its remark in
    brackets; then the usual place. A place or remark that would be taken for another date is left out.
    """
    head = says("Meeting dates for %(year)s:", year=year)
    bare = [_bare(one, year, says) for one in dates]
    sheet = _Sheet(head, "", says)
    base = sheet.read(bare)
    usual = _usual(dates)
    if usual:
        foot = says("Place: %(place)s", place=cells.flat(usual))
        with_foot = _Sheet(head, foot, says)
        if _same(with_foot.read(bare), base):
            sheet = with_foot
        elif all(one.place == usual for one in dates):
            return sheet.text(bare)
        else:
            usual = ""
    told = _told(dates, [_forms(one, year, usual, says) for one in dates], sheet, base, usual)
    return sheet.text(told if _same(sheet.read(told), base) else bare)


def draft_text(dates: Sequence[Printed], year: int, says: Language, *, without_time: int) -> str:
    """The same of a draft, which it says first, with (?) behind each date that is not settled.

    `without_time` dates are not among them.
    """
    lines = text(dates, year, says).splitlines()
    for number, one in enumerate(dates, 1):  # below the head
        lines[number] += " (?)" if one.is_open else ""
    told = [says("Draft, not published."), *draft_told(dates, says, without_time=without_time)]
    return plain("\n".join((" ".join(told), *lines))) + "\n"


def draft_told(dates: Sequence[Printed], says: Language, *, without_time: int) -> list[str]:
    """What is not settled yet of a draft that is printed."""
    told = []
    if n := sum(one.is_open for one in dates):
        told.append(
            says.count(
                "%(n)s date is not settled and is marked (?).",
                "%(n)s dates are not settled and are marked (?).",
                n,
            )
        )
    if without_time:
        told.append(
            says.count(
                "%(n)s date without a time of day is not here.",
                "%(n)s dates without a time of day are not here.",
                without_time,
            )
        )
    return told


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What stands above the lines and below them."""

    head: str
    foot: str
    says: Language

    def text(self, lines: Sequence[str]) -> str:
        return plain("\n".join(part for part in (self.head, *lines, self.foot) if part)) + "\n"

    def read(self, lines: Sequence[str]) -> Recognised:
        return recognise(self.text(lines), language=self.says.code)


def _usual(dates: Sequence[Printed]) -> str:
    """The place of most; none where one has no place, or all have different ones: each line tells its own then."""
    places = Counter(one.place for one in dates)
    if not places or "" in places:
        return ""
    place, n = places.most_common(1)[0]
    return place if n > 1 or len(places) == 1 else ""


def _told(
    dates: Sequence[Printed],
    forms: Sequence[Sequence[str]],
    sheet: _Sheet,
    base: Recognised,
    usual: str,
) -> list[str]:
    """Of each line the first form that reads back as it is meant, else the one that loses least.

    All lines are read together, as they will stand: a form may change how the next line is read.
    """
    best = [(0, lines[-1]) for lines in forms]
    for n in range(max(map(len, forms), default=0)):
        tried = [lines[min(n, len(lines) - 1)] for lines in forms]
        read = sheet.read(tried)
        for number, (one, line) in enumerate(zip(dates, tried, strict=True)):
            rank = _rank(one, number, read, base, usual)
            best[number] = max(best[number], (rank, line), key=lambda ranked: ranked[0])
        if all(rank == _WHOLE for rank, _ in best):
            break
    return [line for _, line in best]


def _rank(one: Printed, number: int, read: Recognised, base: Recognised, usual: str) -> int:
    """0 where the line reads as another date, or is doubted; `_WHOLE` where nothing of it is lost.

    Half a place is better than the usual one, and a place better than a remark.
    """
    line = number + 2  # below the head; lines are counted from 1
    found, before = _on(read, line), _on(base, line)
    if len(found) != 1 or [_fact(f) for f in found] != [_fact(f) for f in before]:
        return 0
    if any(told.reasons for told in read.lines if told.number == line):
        return 0
    place = found[0].place or ""
    # A cancelled meeting is not given the place of the others.
    is_usual = one.is_cancelled and not place and one.place == usual
    whole = cells.flat(one.place)
    of_place = 2 if place == whole or is_usual else int(bool(place) and place in whole)
    note = remark.alone(found[0].note or "", place, is_cancelled=one.is_cancelled)
    return 1 + 2 * of_place + (note == cells.flat(one.note))


def _forms(one: Printed, year: int, usual: str, says: Language) -> list[str]:
    """The line with its place and its remark, in the ways they may be written; the last tells neither.

    A remark that names a place ("visit to the library") needs the meeting's own before it, be it the usual one.
    """
    day, note = _day(one, year, says), cells.flat(one.note)
    at = [_off(line, one, says) for line in _placed(day, cells.flat(one.place), says)]
    bare = _off(day, one, says)
    lines = [bare, *at] if one.place == usual else at
    with_note = [f"{line} ({note})" for line in (*lines, bare)] if note else []
    return list(dict.fromkeys((*with_note, *lines, bare)))


def _placed(day: str, place: str, says: Language) -> list[str]:
    if not place:
        return []
    has_lead = place.lower().startswith(_LEADS)
    at = f"{day} {place}" if has_lead else says("%(line)s at %(place)s", line=day, place=place)
    return [at, f"{day}, {place}"]


def _bare(one: Printed, year: int, says: Language) -> str:
    return _off(_day(one, year, says), one, says)


def _off(line: str, one: Printed, says: Language) -> str:
    return says("%(line)s (cancelled)", line=line) if one.is_cancelled else line


def _day(one: Printed, year: int, says: Language) -> str:
    first, last = one.starts.date, one.ends.date
    if last > first and one.ends.time <= one.starts.time:
        # Side by side, its hours would run backwards.
        return says.span(one.starts, one.ends, long=True)
    if first == last:
        day = says.long(first, year=first.year != year)
    elif first.month == last.month and first.year == last.year == year:
        day = f"{first.day}–{last.day} {says.month(first.month)}"
    else:
        begin, end = (f"{d.day} {says.month(d.month)} {d.year}" for d in (first, last))
        day = f"{begin} – {end}"
    return says("%(day)s %(hours)s", day=day, hours=says.hours(one.starts.time, one.ends.time))


def _same(read: Recognised, base: Recognised) -> bool:
    """The same dates, with no more to ask about."""
    return (
        [_fact(found) for found in read.found] == [_fact(found) for found in base.found]
        and read.errors == base.errors
        and read.warnings == base.warnings
    )


def _fact(found: Found) -> Found:
    return found._replace(place=None, note=None)


def _on(read: Recognised, line: int) -> list[Found]:
    return [found for found in read.found if found.line == line]
