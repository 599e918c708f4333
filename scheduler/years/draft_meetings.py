"""A draft's dates as the meetings they would become, each with what stands in its way or speaks against it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.meetings import lifecycle
from scheduler.years import clashes, doubts, store
from scheduler.years.clashes import Around, Occasion
from scheduler.years.rows import CouncilYear, DraftDate

_NO_TIME = N_("There is no time of day. Write it on the line, as 15:00.")
_TWICE = N_("%(time)s is in the plan twice. Keep one of them.")
_PAST = N_("%(date)s has passed.")
_CHOOSE = N_("Choose what becomes of dates that have passed: %(days)s.")
_UNTIMED = N_("Write a time of day for %(days)s.")


@dataclass(slots=True)
class DraftMeeting:
    """One date of the draft; what is not written of its time and place is as usual for the council.

    `problem` must be settled before publishing, `choices` are the days that would settle a contradiction; `findings`
    (clashes, and what the recogniser was unsure of) may be left as they are; `free` is the nearest without a clash.
    """

    row: DraftDate
    day: date
    starts: Wall | None
    ends: Wall | None
    place: str
    online_url: str
    is_past: bool
    problem: Fault | None = None
    choices: tuple[date, ...] = ()
    findings: tuple[Fault, ...] = ()
    free: date | None = None

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
    def is_kept(self) -> bool:
        """Whether a person has said that everything that speaks against it may stand."""
        return set(map(finding_key, self.findings)) <= set(self.row.settled)

    @property
    def needs_a_look(self) -> bool:
        is_odd = bool(self.findings) and not self.is_kept and not self.is_past
        return self.problem is not None or is_odd

    @property
    def occasion(self) -> Occasion:
        """The date as what others are compared with."""
        if self.starts and self.ends and self.starts < self.ends:
            return Occasion.at(self.starts, self.ends)
        return Occasion(self.day, max(self.day, self.row.last_day or self.day), self.starts)


def draft_meetings(
    session: Session, council: Council, council_year: CouncilYear, *, now: datetime
) -> list[DraftMeeting]:
    """The draft's dates, earliest first, without lines that were not read and dates that were taken out."""
    rows = [row for row in store.draft_dates(session, council_year.id) if row.is_planned]
    dates = [_planned(row, council, now) for row in rows]
    on_day, taken = Counter(one.day for one in dates), set[Wall]()
    for one in dates:
        _doubt(one, is_alone=on_day[one.day] < 2)
        if not one.is_cancelled:
            one.problem = one.problem or _problem(one, taken)
    _compare(dates, clashes.load_around(session, council, council_year.year, now=now))
    return sorted(
        dates,
        key=lambda one: (one.day, one.starts.time if one.starts else time(0), one.row.position),
    )


def held_dates(dates: Iterable[DraftMeeting], past: str) -> list[DraftMeeting]:
    """The dates that become meetings. `past` says what becomes of those that have passed."""
    return [one for one in dates if not (one.is_cancelled or (one.is_past and past == "drop"))]


def questions(dates: Iterable[DraftMeeting], past: str) -> dict[str, Fault]:
    """What must be settled before the year is published: a fault of each date by its number, `past`, `hours_all`."""
    dates = [one for one in dates if not one.is_cancelled]
    asked: dict[str, Fault] = {}
    if not past and (days := tuple(one.day for one in dates if one.is_past)):
        asked["past"] = Fault(_CHOOSE, {"days": days})
    if days := tuple(one.day for one in dates if one.is_untimed):
        asked["hours_all"] = Fault(_UNTIMED, {"days": days})
    of_dates = {f"date-{one.row.position}": one.problem for one in dates if not one.is_untimed}
    return asked | {where: problem for where, problem in of_dates.items() if problem}


def finding_key(finding: Fault) -> str:
    """Names what speaks against a date, so that it is known again when a person has said that it may stand."""
    return " ".join(map(str, (finding.text, *finding.params.values())))


def _planned(row: DraftDate, council: Council, now: datetime) -> DraftMeeting:
    """With the usual hour and place of the council where none are written; a cancelled one gets none."""
    assert row.day
    starts, ends = None, None
    if start := row.start or (None if row.is_cancelled else council.usual_start):
        starts = Wall(row.day, start, council.zone)
        ends = starts.plus(council.duration_minutes)
        last = row.last_day or (row.day if row.end else ends.date)
        ends = Wall(last, row.end or ends.time, council.zone)
    usual_place = "" if row.is_cancelled else council.place
    return DraftMeeting(
        row,
        row.day,
        starts,
        ends,
        place=usual_place if row.place is None else row.place,
        online_url=council.online_url if row.online_url is None else row.online_url,
        is_past=bool(starts and starts.utc() <= now),
    )


def _doubt(one: DraftMeeting, *, is_alone: bool) -> None:
    """Adds what the recogniser was unsure of. `is_alone`: no other date is of the same day."""
    reasons = doubts.from_json(one.row.doubts)
    claim = doubts.contradiction(reasons)
    if claim and not one.is_cancelled:
        one.problem = doubts.fault(claim)
        one.choices = tuple(doubts.possible_days(one.day, claim))
    one.findings = (
        *([Fault(_PAST, {"date": one.day})] if one.is_past else []),
        *(
            doubts.fault(reason)
            for reason in reasons
            if reason is not claim and not (is_alone and reason.code == doubts.TWICE)
        ),
    )


def _problem(one: DraftMeeting, taken: set[Wall]) -> Fault | None:
    """`taken` are the times of the dates before it."""
    if one.starts is None or one.ends is None:
        return Fault(_NO_TIME)
    if one.starts in taken:
        return Fault(_TWICE, {"time": one.starts})
    taken.add(one.starts)
    try:
        lifecycle.check_time(one.starts, one.ends, now=None)
    except InvalidInput as error:
        return next(iter(error.fields.values()))
    return None


def _compare(dates: Iterable[DraftMeeting], around: Around) -> None:
    """Adds what speaks against each date to come, and the nearest day that is free and offered to no other."""
    held = [(one, one.occasion) for one in dates if not one.is_cancelled]
    offered = list[Occasion]()
    for one, occasion in held:
        others = [other for other in held if other[0] is not one]
        # One at the very same time is told of as a problem.
        told = [at for other, at in others if not one.starts or other.starts != one.starts]
        findings = () if one.is_past else clashes.findings(occasion, around, told)
        if findings:
            one.findings = (*findings, *one.findings)
            one.free = clashes.nearest(occasion, around, [*(at for _, at in others), *offered])
            offered += [Occasion(one.free, one.free)] if one.free else []
