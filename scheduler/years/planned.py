"""Rule: a draft's dates as the meetings they would become, each with what stands in its way or speaks against it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import Weekday
from scheduler.meetings import lifecycle
from scheduler.years import clashes, doubts
from scheduler.years.clashes import Around
from scheduler.years.days import Finding
from scheduler.years.entries import Entry
from scheduler.years.own import Own
from scheduler.years.recognise import REASONS, Reason

_NO_TIME = N_("There is no time of day. Write it on the line, as kl. 15.00.")
_TWICE = N_("The same time is on line %(other)s too. Keep one of them.")
_TWICE_MORE = N_("The same time is in the plan already. Keep one of them.")
_PAST = N_("%(date)s has passed.")


_OURS: Mapping[str, str] = {
    "no_body": N_("The text does not say whose meeting this is. Take it out if it is not yours."),
}
"""What a draft doubts beside what the recogniser does."""


class Problem(StrEnum):
    """What must be settled before the year is published."""

    NO_TIME = "no_time"
    CONTRADICTION = "contradiction"
    TWICE = "twice"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Planned:
    """One date of the draft.

    `problem` must be settled before publishing, `choices` are the days that would settle a contradiction; `findings`
    (clashes, and what the recogniser was unsure of) may be left as they are; `free` is the nearest without a clash.
    """

    entry: Entry
    starts: Wall | None
    ends: Wall | None
    place: str
    problem: Fault | None
    problem_kind: Problem | None
    choices: tuple[date, ...]
    findings: tuple[Finding, ...]
    free: date | None
    is_past: bool

    @property
    def line(self) -> int:
        return self.entry.line

    @property
    def day(self) -> date:
        return self.entry.day

    @property
    def note(self) -> str:
        return self.entry.note

    @property
    def has_usual_time(self) -> bool:
        """True where no hour is written, so that it is the council's."""
        return self.entry.start is None and self.starts is not None

    @property
    def is_cancelled(self) -> bool:
        return self.entry.is_cancelled

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """That it has passed, what speaks against it, and what the recogniser was unsure of."""
        past = (Fault(_PAST, {"date": self.day}),) if self.is_past else ()
        return (*past, *(finding.fault for finding in self.findings))

    @property
    def is_accepted(self) -> bool:
        """True where a person has said that everything that speaks against it may stand."""
        return {finding.key for finding in self.findings} <= set(self.entry.accepted)


@dataclass(frozen=True, slots=True)
class _Beside:
    """The dates of the draft beside each other: the meetings that are held, by the ids of their dates; the first at
    each time; the free days that were offered; and the days that others have left."""

    held: Mapping[int, Own]
    taken: dict[Wall, Entry]
    offered: list[Own]
    alone: Collection[date]


def planned(
    entries: Iterable[Entry],
    council: Council,
    around: Around,
    *,
    removed: Iterable[Entry] = (),
    now: datetime,
) -> list[Planned]:
    """The dates in order, earliest first; `removed` are those that were taken out."""
    entries = list(entries)
    held = {entry.id: own(entry, council) for entry in entries if not entry.is_cancelled}
    beside = _Beside(held, {}, [], doubts.left_alone(entries, removed))
    found = [_planned(entry, council, around, beside, now) for entry in entries]
    return sorted(found, key=_order)


def _order(one: Planned) -> tuple[date, time, int]:
    return one.day, one.starts.time if one.starts else time(0), one.entry.id


def _planned(
    entry: Entry, council: Council, around: Around, beside: _Beside, now: datetime
) -> Planned:
    starts, ends = times(entry, council)
    held = beside.held
    problem, kind = None, None
    if not entry.is_cancelled:
        problem, kind = _problem(entry, starts, ends, beside.taken)
    choices = alternatives(entry) if kind is Problem.CONTRADICTION else ()
    is_past = bool(starts and starts.utc() <= now)
    others = [one for number, one in held.items() if number != entry.id]
    found: tuple[Finding, ...] = ()
    if not entry.is_cancelled and not is_past:
        # One at the very same time is told of as a problem.
        told = [one for one in others if starts is None or one.starts != starts]
        found = clashes.against(held[entry.id], around, told)
    stand = doubts.standing(entry, beside.alone)
    unsure = (Finding(f"doubt {doubt.code}", fault(doubt)) for doubt in stand)
    return Planned(
        entry=entry,
        starts=starts,
        ends=ends,
        place=_place(entry, council),
        problem=problem,
        problem_kind=kind,
        choices=choices,
        findings=(*found, *unsure),
        free=_free(held[entry.id], around, others, beside.offered) if found else None,
        is_past=is_past,
    )


def _free(one: Own, around: Around, others: Collection[Own], offered: list[Own]) -> date | None:
    """The nearest day that is free and that no other date was offered."""
    free = clashes.nearest(one, around, [*others, *offered])
    if free:
        offered.append(one.on(free))
    return free


def _place(entry: Entry, council: Council) -> str:
    """Its own, else where the council meets; a cancelled one is held nowhere."""
    usual = "" if entry.is_cancelled else council.place
    return usual if entry.place is None else entry.place


def _problem(
    entry: Entry, starts: Wall | None, ends: Wall | None, taken: dict[Wall, Entry]
) -> tuple[Fault | None, Problem | None]:
    if entry.claim is not None:
        return fault(entry.claim), Problem.CONTRADICTION
    if starts is None or ends is None:
        return Fault(_NO_TIME), Problem.NO_TIME
    other = taken.setdefault(starts, entry)
    if other is not entry:
        twice = Fault(_TWICE, {"other": other.line}) if other.line else Fault(_TWICE_MORE)
        return twice, Problem.TWICE
    try:
        lifecycle.check_time(starts, ends, now=None)
    except InvalidInput as error:
        return next(iter(error.fields.values())), Problem.IMPOSSIBLE
    return None, None


def own(entry: Entry, council: Council) -> Own:
    """The entry as what others are compared with."""
    starts, ends = times(entry, council)
    if starts and ends and starts < ends:
        return Own.at(starts, ends)
    return Own(entry.day, max(entry.day, entry.last_day or entry.day), starts)


def times(entry: Entry, council: Council) -> tuple[Wall | None, Wall | None]:
    """From and to; what is not written is as usual for the council. A cancelled one gets no usual hour."""
    start = entry.start or (None if entry.is_cancelled else council.usual_start)
    if start is None:
        return None, None
    starts = Wall(entry.day, start, council.zone)
    if entry.end is not None:
        return starts, Wall(entry.last_day or entry.day, entry.end, council.zone)
    ends = starts.plus(council.duration_minutes)
    return starts, Wall(entry.last_day, ends.time, council.zone) if entry.last_day else ends


def alternatives(entry: Entry) -> tuple[date, ...]:
    """The days that a contradicted date may mean: itself, and the one of the weekday, or week, that was written."""
    assert entry.claim
    claimed: Mapping[str, object] = entry.claim.params
    day, week = entry.day, entry.day.isocalendar()
    if "weekday" in claimed:
        other = day + timedelta(days=int(str(claimed["weekday"])) - week.weekday)
        return day, other
    try:
        return day, date.fromisocalendar(week.year, int(str(claimed["week"])), week.weekday)
    except ValueError:  # a week that the year does not have
        return (day,)


def fault(reason: Reason) -> Fault:
    """What the recogniser says of a line, ready to be shown in a language; a draft may hold a code of an older one."""
    params = dict(reason.params)
    if "weekday" in params:
        params["weekday"] = Weekday(int(str(params["weekday"])))
    return Fault(
        _OURS.get(reason.code) or REASONS.get(reason.code, REASONS["meeting_unsure"]), params
    )
