"""A year's draft: the dates as they were read, with what was doubted; and what they would become."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, Fault, InvalidInput, YearPublished
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.language import Weekday
from scheduler.meetings import lifecycle
from scheduler.workdays import Workdays
from scheduler.years import store
from scheduler.years.recognise import Found, Reason, Recognised, State, recognise
from scheduler.years.recognise.reasons import TEXTS
from scheduler.years.rows import CouncilYear, YearStatus

_NO_TIME = N_("There is no time of day. Write it on the line, as kl. 15.00.")
_TWICE = N_("The same time is on line %(other)s too. Keep one of them.")
_OTHER_YEAR = N_("%(date)s is not in %(year)s. Plan it with the year %(other)s.")
_NONE = N_(
    "No meeting was found in the text. Write one date on each line, as 22 februari 2022 kl. 15.00."
)
_PAST = N_("%(date)s has passed.")
_FREE = N_("%(date)s is a weekend or a public holiday.")

CONTRADICTIONS = frozenset({"weekday_differs", "week_differs"})
"""Reasons of the recogniser that a person must settle before the year is published."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One date of the draft. `problem` must be settled before publishing; `warnings` may be left as they are."""

    line: int
    date: date
    starts: Wall | None
    ends: Wall | None
    place: str
    note: str
    is_cancelled: bool
    problem: Fault | None
    warnings: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class LineRead:
    """What became of one line of the text."""

    number: int
    text: str
    state: str
    faults: tuple[Fault, ...]


def plan(
    session: Session, council: Council, year: int, text: str, *, by: Actor, now: datetime
) -> CouncilYear:
    """Reads the text into the year's draft, in place of what the draft held.

    Raises: YearPublished; InvalidInput where no meeting was found in it (the draft is left as it was).
    """
    council_year = store.find(session, council.id, year)
    if council_year and council_year.is_published:
        raise YearPublished(year=year)
    read = recognise(text, language=council.language, year=year)
    if not read.found:
        raise InvalidInput({"text": Fault(_NONE)} | {
            f"line {line.number}": fault
            for line in read.lines
            if line.state is State.NOT_UNDERSTOOD
            for fault in _faults(line.reasons)
        })  # fmt: skip
    if council_year is None:
        council_year = CouncilYear(council_id=council.id, year=year, status=YearStatus.DRAFT)
        session.add(council_year)
    # JSON is replaced, never edited in place: else the change goes unseen.
    council_year.draft = {"text": text, "language": council.language}
    flush(session, Conflict())
    after = {"meetings": len(read.found)}
    history.record(
        session, f"year {year} drafted", by=by, now=now, council_id=council.id, after=after
    )
    return council_year


def recognised(council_year: CouncilYear) -> Recognised:
    """The draft's text, read. The text is what is kept, so a better reader reads it better."""
    text, code = council_year.draft.get("text", ""), council_year.draft.get("language", "sv")
    return recognise(text, language=code, year=council_year.year)


def lines(council_year: CouncilYear) -> list[LineRead]:
    """Every line of the text that is not blank, with what was understood, doubted or not understood."""
    return [
        LineRead(line.number, line.text.strip(), line.state.value, _faults(line.reasons))
        for line in recognised(council_year).lines
        if line.text.strip()
    ]


def planned(council_year: CouncilYear, council: Council, *, now: datetime) -> list[Planned]:
    """The dates of the draft as meetings, earliest first, each with what stands in its way."""
    read = recognised(council_year)
    reasons = {line.number: line.reasons for line in read.lines}
    dates: list[Planned] = []
    taken: dict[Wall, int] = {}
    for found in read.found:
        dates.append(
            _planned(found, reasons.get(found.line, ()), council, council_year.year, taken, now)
        )
    return sorted(
        dates,
        key=lambda planned: (planned.date, planned.starts.time if planned.starts else time(0)),
    )


def _planned(
    found: Found,
    reasons: Iterable[Reason],
    council: Council,
    year: int,
    taken: dict[Wall, int],
    now: datetime,
) -> Planned:
    starts, ends = _times(found, council)
    problem: Fault | None = None
    contradiction = next((reason for reason in reasons if reason.code in CONTRADICTIONS), None)
    if found.date.year != year:
        params = {"date": found.date, "year": year, "other": found.date.year}
        problem = Fault(_OTHER_YEAR, params)
    elif starts is None or ends is None:
        problem = Fault(_NO_TIME)
    elif contradiction is not None:
        problem = _faults([contradiction])[0]
    elif starts in taken:
        problem = Fault(_TWICE, {"other": taken[starts]})
    else:
        problem = _cannot_be(starts, ends)
    if starts:
        taken.setdefault(starts, found.line)
    return Planned(
        line=found.line,
        date=found.date,
        starts=starts,
        ends=ends,
        place=found.place or council.place,
        note=found.note or "",
        is_cancelled=found.cancelled,
        problem=problem,
        warnings=tuple(_warnings(found, starts, council, now)),
    )


def _times(found: Found, council: Council) -> tuple[Wall | None, Wall | None]:
    if found.start is None:
        return None, None
    starts = Wall(found.date, found.start, council.zone)
    if found.end is not None:
        return starts, Wall(found.end_date or found.date, found.end, council.zone)
    ends = starts.plus(council.duration_minutes)
    return starts, Wall(found.end_date, ends.time, council.zone) if found.end_date else ends


def _cannot_be(starts: Wall, ends: Wall) -> Fault | None:
    try:
        lifecycle.check_time(starts, ends, now=None)
    except InvalidInput as error:
        return next(iter(error.fields.values()))
    return None


def _warnings(
    found: Found, starts: Wall | None, council: Council, now: datetime
) -> Iterable[Fault]:
    if starts and starts.utc() <= now:
        yield Fault(_PAST, {"date": found.date})
    if Workdays(council.country).is_free(found.date):
        yield Fault(_FREE, {"date": found.date})


def fault(reason: Reason) -> Fault:
    """What the recogniser says of a line, ready to be shown in a language."""
    params = dict(reason.params)
    if "weekday" in params:
        params["weekday"] = Weekday(str(params["weekday"]))
    return Fault(TEXTS[reason.code], params)


def _faults(reasons: Iterable[Reason]) -> tuple[Fault, ...]:
    return tuple(fault(reason) for reason in reasons)
