"""Actions: what a person decides about the dates of a year's draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, YearPublished, invalid
from scheduler.history.rows import Actor
from scheduler.years import doubts, draft, store
from scheduler.years.planned import Planned, planned_dates
from scheduler.years.rows import NOTE_MOST, PLACE_MOST, CouncilYear, DraftDate
from scheduler.years.source import source_of

_LONG = N_("Write at most %(n)s characters.")
_OTHER_YEAR = N_("Write a date of %(year)s. A date of another year is added on that year's page.")


@dataclass(frozen=True, slots=True)
class Change:
    """What a person decides about one row of the draft; None leaves a thing as it is.

    `day` settles a contradiction too, also by the day it had; a line that was not read becomes a date by it. Without
    `last_day` there are as many days as before. `is_kept` says that what speaks against it may stand.
    """

    day: date | None = None
    last_day: date | None = None
    hours: tuple[time, time | None] | None = None
    place: str | None = None
    note: str | None = None
    is_kept: bool = False
    is_removed: bool = False


def change_dates(
    session: Session,
    council: Council,
    council_year: CouncilYear,
    changes: Mapping[int, Change],
    *,
    past: str | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """What a person decided, by the positions of the rows; positions that are gone are passed by.

    `past` is what becomes of dates that have passed: `keep` or `drop`.
    Raises: YearPublished; InvalidInput where a text is too long, or a day of another year.
    """
    _must_be_open(council_year)
    if past is not None:
        draft.write_source(council_year, replace(source_of(council_year), past=past))
    dates = planned_dates(session, council, council_year, now=now)
    shown = {one.row.position: one for one in dates}
    changed, removed = [], []
    for row in store.draft_dates(session, council_year.id):
        change = changes.get(row.position, Change())
        if change == Change() or row.is_removed:
            continue
        if change.is_removed:
            row.is_removed = True
            removed += [row.day] if row.day else []
        elif _change(row, change, shown.get(row.position), council_year.year) and row.day:
            changed.append(row.day)
    session.flush()
    if changed or removed:
        draft.record(
            session, council, council_year, by=by, now=now, changed=changed, removed=removed
        )


def put_back(session: Session, council_year: CouncilYear, position: int) -> None:
    """A row that was taken out stands again; one that is gone is passed by. Raises: YearPublished."""
    _must_be_open(council_year)
    for row in store.draft_dates(session, council_year.id):
        if row.position == position:
            row.is_removed = False


def _must_be_open(council_year: CouncilYear) -> None:
    if council_year.is_published:
        raise YearPublished(year=council_year.year)


def _change(row: DraftDate, change: Change, shown: Planned | None, year: int) -> bool:
    """Gives whether anything but what may stand is another now."""
    before = _values(row)
    if change.day is not None:
        if change.day.year != year:
            raise invalid(f"when_{row.position}", _OTHER_YEAR, year=year)
        _set_day(row, change.day, change.last_day)
    if change.hours is not None:
        row.start, row.end = change.hours
    if change.place is not None:
        row.place = _short(change.place, f"place_{row.position}", PLACE_MOST)
    if change.note is not None:
        row.note = _short(change.note, f"note_{row.position}", NOTE_MOST)
    if change.is_kept and shown:
        row.settled = sorted({*row.settled, *(finding.key for finding in shown.findings)})
    is_changed = _values(row) != before
    row.is_changed = row.is_changed or is_changed
    return is_changed


def _set_day(row: DraftDate, day: date, last_day: date | None) -> None:
    """A line that was not read loses its doubts; another day those about the day, and what might stand beside it."""
    was, reasons = row.day, doubts.from_json(row.doubts)
    claim = doubts.contradiction(reasons)
    row.settled = sorted({*row.settled, claim.code}) if claim else row.settled
    if was is None:
        row.doubts = []
    elif day != was:
        kept = (one for one in reasons if one.code not in doubts.OF_DAY | {doubts.TWICE})
        row.doubts = doubts.to_json(kept)
        row.settled = [key for key in row.settled if key in doubts.CONTRADICTIONS]
    if last_day is None and row.last_day and was:
        last_day = day + (row.last_day - was)
    row.day, row.last_day = day, last_day


def _values(row: DraftDate) -> tuple[object, ...]:
    return row.day, row.last_day, row.start, row.end, row.place, row.note


def _short(text: str, field: str, most: int) -> str:
    """On one line. Raises: InvalidInput (`field`) where it has more than `most` characters."""
    text = " ".join(text.split())
    if len(text) > most:
        raise invalid(field, _LONG, n=most)
    return text
