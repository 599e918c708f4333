"""Actions: how dates come into a year's draft, what a person decides about them, and what is taken out of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from scheduler.councils.addresses import checked_link
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, YearPublished, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.years import doubts, store, typed
from scheduler.years.reading import Reading
from scheduler.years.rows import NOTE_MOST, PLACE_MOST, CouncilYear, DraftDate, Source, Way

MOST_DATES = 400
"""More than a council meets in a year by far; a page and a mail must stay readable."""
_MANY = N_("The text has %(n)s meetings. Write at most %(most)s for one council and year.")
_CHANGED = N_(
    "You have changed or taken out %(days)s, and it would be replaced. Tick that the dates may be replaced, "
    "then press again."
)
_OTHER_YEAR = N_("Write a date of %(year)s. A date of another year is added on that year's page.")
_CAME_OTHERWISE = N_(
    "There are dates here already that came in another way. Tick that they may be replaced, then press again."
)


def replace_dates(
    session: Session,
    council: Council,
    year: int,
    new: Reading,
    way: Way,
    *,
    by: Actor,
    now: datetime,
    may_replace: bool = False,
) -> CouncilYear:
    """The dates of a reading, in place of all that were not added one by one.

    Raises: YearPublished; InvalidInput (`replace`) where a person had changed some of these, or they came in another
    way, and `may_replace` does not say that they may go.
    """
    council_year = _open_year(session, council, year)
    old = [row for row in store.draft_dates(session, council_year.id) if row.way != Way.ONE]
    if not may_replace:
        _may_go(old, way)
    dropped = {row.text for row in old if row.day is None and row.is_removed}
    for row in new.dates:
        row.is_removed = row.day is None and row.text in dropped
    before = council_year.source
    store.delete_dates(session, old)
    source = replace(new.source, past=before.past, last_position=before.last_position)
    _insert(session, council_year, new.dates, way, source)
    _record(session, council_year, by=by, now=now)
    return council_year


def add_date(
    session: Session, council: Council, year: int, new: DraftDate, *, by: Actor, now: datetime
) -> CouncilYear:
    """A single date, beside those of the draft. Raises: YearPublished."""
    council_year = _open_year(session, council, year)
    _insert(session, council_year, [new], Way.ONE, council_year.source)
    _record(session, council_year, by=by, now=now)
    return council_year


def empty(session: Session, council_year: CouncilYear, *, by: Actor, now: datetime) -> None:
    """Nothing is planned any more. Raises: YearPublished."""
    _must_be_open(council_year)
    store.delete_dates(session, store.draft_dates(session, council_year.id))
    # A form that still stands open may not take the dates to come for those that were here.
    council_year.source = Source(last_position=council_year.source.last_position)
    _record(session, council_year, by=by, now=now)


def change_row(
    row: DraftDate,
    year: int,
    *,
    day: date | None = None,
    last_day: date | None = None,
    hours: tuple[time, time | None] | None = None,
    place: str | None = None,
    online_url: str | None = None,
    note: str | None = None,
) -> bool:
    """What a person decides about a row of the year's draft; None leaves a thing as it is. Gives whether any changed.

    `day` settles a contradiction too, also by the day it had; a line that was not read becomes a date by it. Without
    `last_day` there are as many days as before.
    Raises: InvalidInput where a text is too long, or a day of another year.
    """
    before = _values(row)
    if day is not None:
        if day.year != year:
            raise invalid(f"when_{row.position}", _OTHER_YEAR, year=year)
        _set_day(row, day, last_day)
    if hours is not None:
        row.start, row.end = hours
    if place is not None:
        row.place = typed.line(f"place_{row.position}", place, most=PLACE_MOST)
    if online_url is not None:
        row.online_url = checked_link(online_url, field=f"online_{row.position}")
    if note is not None:
        row.note = typed.line(f"note_{row.position}", note, most=NOTE_MOST)
    is_changed = _values(row) != before
    row.is_changed = row.is_changed or is_changed
    return is_changed


def keep_changes(
    session: Session, council_year: CouncilYear, *, by: Actor, now: datetime, **days: Sequence[date]
) -> None:
    """Keeps what was changed in rows, with the days that a person `changed` or `removed`. Raises: YearPublished."""
    _must_be_open(council_year)
    session.flush()
    if any(days.values()):
        _record(session, council_year, by=by, now=now, **days)


def _open_year(session: Session, council: Council, year: int) -> CouncilYear:
    """The year, made where there is none. Raises: YearPublished."""
    council_year = store.find(session, council.id, year)
    if council_year is None:
        council_year = CouncilYear(council_id=council.id, year=year)
        session.add(council_year)
        session.flush()
    _must_be_open(council_year)
    return council_year


def _must_be_open(council_year: CouncilYear) -> None:
    if council_year.is_published:
        raise YearPublished(year=council_year.year)


def _may_go(rows: Iterable[DraftDate], way: Way) -> None:
    """Raises: InvalidInput where a person must be asked first."""
    changed = sorted(row.day for row in rows if row.day and (row.is_changed or row.is_removed))
    if changed:
        raise invalid("replace", _CHANGED, days=tuple(changed))
    if any(row.way != way for row in rows):
        raise invalid("replace", _CAME_OTHERWISE)


def _insert(
    session: Session,
    council_year: CouncilYear,
    dates: Sequence[DraftDate],
    way: Way,
    source: Source,
) -> None:
    """Gives the rows positions that no date of the draft has had. Raises: InvalidInput where there are too many."""
    stay = store.draft_dates(session, council_year.id)
    # A council's file brings rows without the source.
    last = max([source.last_position, *(row.position for row in stay)])
    for position, row in enumerate(dates, last + 1):
        row.year_id, row.position, row.way = council_year.id, position, way
    n = sum(row.day is not None for row in (*stay, *dates))
    if n > MOST_DATES:
        raise invalid("text", _MANY, n=n, most=MOST_DATES)
    session.add_all(dates)
    session.flush()
    council_year.source = replace(source, last_position=last + len(dates))


def _record(
    session: Session,
    council_year: CouncilYear,
    *,
    by: Actor,
    now: datetime,
    **days: Sequence[date],
) -> None:
    """To history: how many dates the draft has, and the days that a person `changed` or `removed`."""
    rows = store.draft_dates(session, council_year.id)
    after: dict[str, object] = {"meetings": sum(row.is_planned for row in rows)}
    after |= {what: [day.isoformat() for day in found] for what, found in days.items() if found}
    subject, council_id = f"year {council_year.year} drafted", council_year.council_id
    history.record(session, subject, by=by, now=now, council_id=council_id, after=after)


def _set_day(row: DraftDate, day: date, last_day: date | None) -> None:
    """Nothing is doubted of another day, which a person has written; the same day settles a contradiction."""
    if last_day is None and row.last_day and row.day:
        last_day = day + (row.last_day - row.day)
    if day != row.day:
        row.doubts, row.settled = [], []
    reasons = doubts.from_json(row.doubts)
    row.doubts = doubts.to_json(one for one in reasons if one != doubts.contradiction(reasons))
    row.day, row.last_day = day, last_day


def _values(row: DraftDate) -> tuple[object, ...]:
    return row.day, row.last_day, row.start, row.end, row.place, row.online_url, row.note
