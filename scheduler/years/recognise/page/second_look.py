"""A second look at the whole answer: days out of order, a lone day of another year, a meeting that is nobody's, a
body that meets twice on one day, an hour that no meeting has.

Each line was read by what stands on it and above it. What is odd about the meetings together can only be seen when
all are known, and is often a sign that a heading or a column was misread; so such lines are asked about.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time

from scheduler.years.recognise.line import inflections
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.results import Found, Reason

# One step back is a new half-year or a list of earlier meetings; two are no accident.
FEWEST_STEPS_BACK = 2
# So many at even distances are columns below each other: none of the list is sure.
MANY_STEPS_BACK = 3
# A lone day of another year: so many meetings are a list, and so far from it is not its beginning or end.
FEWEST_OF_A_LIST, DAYS_APART = 5, 62
MOST_OF_DAY = 8


def over(found: Sequence[Found], said: Sequence[Default], marks: Marks) -> None:
    """Marks the lines of meetings that the others make unlikely. `said`: hours said once for many."""
    by_body: dict[str | None, list[Found]] = {}
    for meeting in found:
        by_body.setdefault(meeting.body, []).append(meeting)
    for meetings in by_body.values():
        for line in _out_of_order(meetings):
            marks.doubt(line, Reason.of("out_of_order"))
        for meeting in _twice_a_day(meetings):
            marks.doubt(meeting.line, Reason.of("twice_a_day", date=meeting.date))
    for meeting in _twice_by_two_names(found):
        marks.doubt(meeting.line, Reason.of("twice_a_day", date=meeting.date))
    for meeting in _lone(found):
        marks.doubt(meeting.line, Reason.of("lone_year", year=meeting.date.year))
    nobodys = by_body.get(None, [])
    for meeting in nobodys if len(nobodys) * 2 <= len(found) else ():
        # "15 mars budgetseminarium" says itself what it is.
        if meeting.note is None:
            marks.doubt(meeting.line, Reason.of("nobodys"))
    hour, line = _unused(found, said, refused=bool(marks.faults))
    for meeting in found if hour else ():
        if meeting.start is None and not meeting.cancelled:
            marks.doubt(meeting.line, Reason.of("hour_unused", hour=hour, line=line))


def _out_of_order(meetings: Sequence[Found]) -> Iterator[int]:
    """Lines of one body's list on which it goes against its own direction, from line to line or within them."""
    in_text = sorted(meetings, key=lambda m: m.line)
    lines = [(line, list(on_it)) for line, on_it in itertools.groupby(in_text, lambda m: m.line)]
    steps = [
        (line, (there[0].date - here[0].date).days)
        for (_, here), (line, there) in itertools.pairwise(lines)
    ]
    falls = [n for n, (_, days) in enumerate(steps) if days < 0]
    rises = [n for n, (_, days) in enumerate(steps) if days > 0]
    back_at = [] if _goes_back_by_months(in_text) else min(falls, rises, key=len)
    apart = {later - earlier for earlier, later in itertools.pairwise(back_at)}
    if len(back_at) >= MANY_STEPS_BACK and len(apart) == 1 and apart != {1}:
        yield from (line for line, _ in lines)
    elif len(back_at) >= FEWEST_STEPS_BACK:
        yield from (steps[n][0] for n in back_at)
    # "27 februari | 19 januari"
    days = {line: [meeting.date for meeting in on_it] for line, on_it in lines}
    within = [line for line, on_it in days.items() if on_it != sorted(on_it)]
    if len(within) >= FEWEST_STEPS_BACK:
        yield from within


def _goes_back_by_months(in_text: Sequence[Found]) -> bool:
    """The last month comes first, the days of each in their order: "Maj" / 7 / 21 / "April" / 9 / 23."""
    days = [meeting.date for meeting in in_text]
    return days == sorted(sorted(days), key=lambda d: (d.year, d.month), reverse=True)


def _twice_a_day(meetings: Sequence[Found]) -> Iterator[Found]:
    """Meetings of one body on one day that say nothing of why: one of them may be another's."""
    by_day: dict[date, list[Found]] = {}
    for meeting in meetings:
        if not meeting.cancelled:
            by_day.setdefault(meeting.date, []).append(meeting)
    for of_day in by_day.values():
        if len(of_day) > 1 and not any(meeting.note for meeting in of_day):
            yield from of_day


def _twice_by_two_names(found: Sequence[Found]) -> Iterator[Found]:
    """Meetings on one day of "fullmäktige" and "Kommunfullmäktige", which may be one."""
    by_day: dict[date, list[Found]] = {}
    for meeting in found:
        by_day.setdefault(meeting.date, []).append(meeting)
    for of_day in by_day.values():
        for one, other in itertools.permutations(of_day[:MOST_OF_DAY], 2):
            names = [inflections.fold(meeting.body or "") for meeting in (one, other)]
            if "" not in names and names[0] != names[1] and names[0].endswith(names[1]):
                yield from (one, other)


def _lone(found: Sequence[Found]) -> Iterator[Found]:
    """The only day of its year, far from all others and not where it would stand in a list of them."""
    of_year = Counter(meeting.date.year for meeting in found)
    if len(found) < FEWEST_OF_A_LIST or len(of_year) == 1:
        return
    rising = sum(later.date >= earlier.date for earlier, later in itertools.pairwise(found))
    in_time = sorted(found, key=lambda m: m.date, reverse=rising * 2 < len(found) - 1)
    for n, meeting in enumerate(in_time):
        if of_year[meeting.date.year] > 1 or meeting is found[n]:
            continue
        beside = (*in_time[max(0, n - 1) : n], *in_time[n + 1 : n + 2])
        if min(abs(other.date - meeting.date).days for other in beside) > DAYS_APART:
            yield meeting


def _unused(
    found: Sequence[Found], said: Sequence[Default], *, refused: bool
) -> tuple[time | None, int]:
    """An hour said of meetings that none of them has, neither as its beginning nor as its end, and its line. Where
    lines were `refused`, a body's own hour is of meetings on those, perhaps."""
    had = {hour for meeting in found for hour in (None, meeting.start, meeting.end)}
    told = (default for default in said if not (refused and default.body))
    hours = ((default.time.start, default.line) for default in told if default.time)
    return next(((hour, line) for hour, line in hours if hour not in had), (None, 0))
