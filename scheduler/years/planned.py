"""A draft's dates as the meetings they would become, each with what stands in its way or speaks against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.meetings import lifecycle
from scheduler.years import clashes, doubts, store
from scheduler.years.clashes import Around, Occasion
from scheduler.years.days import Finding
from scheduler.years.rows import CouncilYear, DraftDate, Way

_NO_TIME = N_("There is no time of day. Write it on the line, as kl. 15.00.")
_TWICE = N_("%(time)s is in the plan twice. Keep one of them.")
_PAST = N_("%(date)s has passed.")
_CHOOSE = N_("Choose what becomes of dates that have passed: %(days)s.")
_UNTIMED = N_("Write a time of day for %(days)s.")


@dataclass(frozen=True, slots=True)
class Planned:
    """One date of the draft.

    `problem` must be settled before publishing, `choices` are the days that would settle a contradiction; `findings`
    (clashes, and what the recogniser was unsure of) may be left as they are; `free` is the nearest without a clash.
    """

    row: DraftDate
    day: date
    starts: Wall | None
    ends: Wall | None
    place: str
    online_url: str
    problem: Fault | None
    choices: tuple[date, ...]
    findings: tuple[Finding, ...]
    free: date | None
    is_past: bool

    @property
    def note(self) -> str:
        return self.row.note

    @property
    def is_cancelled(self) -> bool:
        return self.row.is_cancelled

    @property
    def is_untimed(self) -> bool:
        return self.starts is None and self.problem is not None and not self.choices

    @property
    def has_usual_time(self) -> bool:
        """Whether no hour is written, so that it is the council's."""
        return self.row.start is None and self.starts is not None

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """That it has passed, what speaks against it, and what the recogniser was unsure of."""
        past = (Fault(_PAST, {"date": self.day}),) if self.is_past else ()
        return (*past, *(finding.fault for finding in self.findings))

    @property
    def is_kept(self) -> bool:
        """Whether a person has said that everything that speaks against it may stand."""
        return {finding.key for finding in self.findings} <= set(self.row.settled)

    @property
    def needs_a_look(self) -> bool:
        return self.problem is not None or (bool(self.findings) and not self.is_kept)


def planned_dates(
    session: Session, council: Council, council_year: CouncilYear, *, now: datetime
) -> list[Planned]:
    """The draft's dates, earliest first, without lines that were not read and dates that were taken out."""
    rows = [row for row in store.draft_dates(session, council_year.id) if row.is_planned]
    around = clashes.load_around(session, council, council_year.year, now=now)
    held = {row.id: _occasion(row, council) for row in rows if not row.is_cancelled}
    on_day = Counter(row.day for row in rows)
    taken = dict[Wall, DraftDate]()
    offered = list[Occasion]()
    dates = []
    for row in rows:
        others = [one for number, one in held.items() if number != row.id]
        date = _planned(row, council, taken, is_alone=on_day[row.day] < 2, now=now)
        if row.id in held and not date.is_past:
            date = _compared(date, held[row.id], around, others, offered)
        dates.append(date)
    return sorted(dates, key=_order)


def held_dates(dates: Iterable[Planned], past: str) -> list[Planned]:
    """The dates that become meetings. `past` says what becomes of those that have passed."""
    return [one for one in dates if not (one.is_cancelled or (one.is_past and past == "drop"))]


def questions(dates: Iterable[Planned], past: str) -> dict[str, Fault]:
    """What must be settled before the year is published: a fault of each date by its number, `past`, `hours_all`."""
    dates = [one for one in dates if not one.is_cancelled]
    asked: dict[str, Fault] = {}
    if not past and (days := tuple(one.day for one in dates if one.is_past)):
        asked["past"] = Fault(_CHOOSE, {"days": days})
    if days := tuple(one.day for one in dates if one.is_untimed):
        asked["hours_all"] = Fault(_UNTIMED, {"days": days})
    of_dates = {f"date-{one.row.position}": one.problem for one in dates if not one.is_untimed}
    return asked | {where: problem for where, problem in of_dates.items() if problem}


def staying_meetings(session: Session, council: Council, year: int) -> list[Occasion]:
    """The meetings of the draft that stay when its dates are worked out anew: those added one by one."""
    council_year = store.find(session, council.id, year)
    rows = store.draft_dates(session, council_year.id) if council_year else []
    single = (row for row in rows if row.way == Way.ONE and row.is_planned)
    return [_occasion(row, council) for row in single if not row.is_cancelled]


def _order(one: Planned) -> tuple[date, time, int]:
    return one.day, one.starts.time if one.starts else time(0), one.row.position


def _planned(
    row: DraftDate, council: Council, taken: dict[Wall, DraftDate], *, is_alone: bool, now: datetime
) -> Planned:
    assert row.day
    starts, ends = _times(row, council)
    reasons = [one for one in doubts.from_json(row.doubts) if one.code not in row.settled]
    claim = doubts.contradiction(reasons)
    problem = doubts.fault(claim) if claim else _problem(row, starts, ends, taken)
    unsure = (
        Finding(f"doubt {reason.code}", doubts.fault(reason))
        for reason in reasons
        if reason is not claim and not (is_alone and reason.code == doubts.TWICE)
    )
    usual_place = "" if row.is_cancelled else council.place
    return Planned(
        row=row,
        day=row.day,
        starts=starts,
        ends=ends,
        place=usual_place if row.place is None else row.place,
        online_url=council.online_url if row.online_url is None else row.online_url,
        problem=None if row.is_cancelled else problem,
        choices=tuple(doubts.possible_days(row.day, claim)) if claim else (),
        findings=tuple(unsure),
        free=None,
        is_past=bool(starts and starts.utc() <= now),
    )


def _compared(
    one: Planned,
    meeting: Occasion,
    around: Around,
    others: Sequence[Occasion],
    offered: list[Occasion],
) -> Planned:
    """With what speaks against it, and the nearest day that is free and that no other date was offered."""
    # One at the very same time is told of as a problem.
    told = [other for other in others if one.starts is None or other.starts != one.starts]
    findings = clashes.findings(meeting, around, told)
    if not findings:
        return one
    free = clashes.nearest(meeting, around, [*others, *offered])
    if free:
        offered.append(Occasion.on(free))
    return replace(one, findings=(*findings, *one.findings), free=free)


def _problem(
    row: DraftDate, starts: Wall | None, ends: Wall | None, taken: dict[Wall, DraftDate]
) -> Fault | None:
    if row.is_cancelled:
        return None
    if starts is None or ends is None:
        return Fault(_NO_TIME)
    if taken.setdefault(starts, row) is not row:
        return Fault(_TWICE, {"time": starts})
    try:
        lifecycle.check_time(starts, ends, now=None)
    except InvalidInput as error:
        return next(iter(error.fields.values()))
    return None


def _occasion(row: DraftDate, council: Council) -> Occasion:
    """The date as what others are compared with."""
    assert row.day
    starts, ends = _times(row, council)
    if starts and ends and starts < ends:
        return Occasion.at(starts, ends)
    return Occasion(row.day, max(row.day, row.last_day or row.day), starts)


def _times(row: DraftDate, council: Council) -> tuple[Wall | None, Wall | None]:
    """From and to; what is not written is as usual for the council. A cancelled one gets no usual hour."""
    start = row.start or (None if row.is_cancelled else council.usual_start)
    if start is None or row.day is None:
        return None, None
    starts = Wall(row.day, start, council.zone)
    ends = starts.plus(council.duration_minutes)
    last = row.last_day or (row.day if row.end else ends.date)
    return starts, Wall(last, row.end or ends.time, council.zone)
