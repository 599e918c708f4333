"""Actions: what a person decides about the dates of a year's draft."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, YearPublished, invalid
from scheduler.history.rows import Actor
from scheduler.years import draft, entries, keeping
from scheduler.years.entries import Draft, Entry, Past, Way
from scheduler.years.planned import Planned
from scheduler.years.rows import CouncilYear

_LONG = N_("Write at most %(n)s characters.")


@dataclass(frozen=True, slots=True)
class Change:
    """What a person decides about one date of the draft; None leaves a thing as it is.

    `day` settles a contradiction too, also by the day it had; without `last_day` there are as many days as before.
    `accepted` says that what speaks against it may stand.
    """

    day: date | None = None
    last_day: date | None = None
    hours: tuple[time, time | None] | None = None
    place: str | None = None
    note: str | None = None
    accepted: bool | None = None
    is_removed: bool = False


def settle(
    session: Session,
    council_year: CouncilYear,
    changes: Mapping[int, Change],
    *,
    past: Past | None = None,
    council: Council,
    by: Actor,
    now: datetime,
) -> tuple[int, ...]:
    """What a person decided, by the dates' ids; ids that are gone are passed by.

    A date that is moved to another year goes to that year's draft, as one that was added there. Gives those years.
    Raises: YearPublished; InvalidInput where a place or note is too long, or the other year is published.
    """
    if council_year.is_published:
        raise YearPublished(year=council_year.year)
    planned = keeping.of(council_year)
    shown = {one.entry.id: one for one in draft.look(session, council, council_year, now=now)}
    kept, removed, away = [], list(planned.removed), []
    out, changed = [], []
    for entry in planned.entries:
        change = changes.get(entry.id, Change())
        after = _changed(entry, change, shown[entry.id])
        if change.is_removed:
            out.append(entry.day)
        elif after != entry:
            changed.append(after.day)
        leaves = after.day.year not in (council_year.year, entry.day.year)
        if not change.is_removed and not leaves:
            kept.append(after)
            continue
        if entry.way is not Way.ONE:  # it may be read again
            gone_to = None if change.is_removed else after.day
            removed.append(dataclasses.replace(entry, gone_to=gone_to))
        if not change.is_removed:
            away.append(after)
    planned = dataclasses.replace(
        planned,
        entries=tuple(kept),
        removed=tuple(removed),
        past=planned.past if past is None else past,
    )
    keeping.keep(session, council_year, planned, now)
    if out or changed:
        keeping.record(
            session, council, council_year, planned, by=by, now=now, changed=changed, removed=out
        )
    return _sent(session, council, away, by=by, now=now)


def _sent(
    session: Session, council: Council, away: Iterable[Entry], *, by: Actor, now: datetime
) -> tuple[int, ...]:
    """To the drafts of their years, which it gives. Raises: InvalidInput where one of them is published."""
    years = set()
    for entry in away:
        year = entry.day.year
        here = dataclasses.replace(entry, id=0, as_read=None, origin=None, line=0)
        try:
            draft.add(session, council, year, [here], by=by, now=now)
        except YearPublished as error:
            raise invalid(f"when_{entry.id}", error.text, year=year) from error
        years.add(year)
    return tuple(sorted(years))


def put_back(session: Session, council_year: CouncilYear, number: int, *, now: datetime) -> None:
    """A date that was taken out, by its id, stands again; one that is gone is passed by. Raises: YearPublished."""
    if council_year.is_published:
        raise YearPublished(year=council_year.year)
    planned = keeping.of(council_year)
    back = tuple(
        dataclasses.replace(one, gone_to=None) for one in planned.removed if one.id == number
    )
    out = tuple(one for one in planned.removed if one.id != number)
    planned = dataclasses.replace(planned, entries=(*planned.entries, *back), removed=out)
    keeping.keep(session, council_year, planned, now)


def forget_lost(session: Session, council_year: CouncilYear, *, now: datetime) -> None:
    """What was changed and is read no more has been seen: it is told no longer. Raises: YearPublished."""
    if council_year.is_published:
        raise YearPublished(year=council_year.year)
    planned = dataclasses.replace(keeping.of(council_year), lost=())
    keeping.keep(session, council_year, planned, now)


def empty(
    session: Session, council: Council, council_year: CouncilYear, *, by: Actor, now: datetime
) -> None:
    """Nothing is planned any more. What the page put in other years' drafts stays there. Raises: YearPublished."""
    if council_year.is_published:
        raise YearPublished(year=council_year.year)
    # A form that still stands open may not take the dates to come for those that were here.
    blank = Draft(council.language, last_id=keeping.of(council_year).highest_id)
    keeping.keep(session, council_year, blank, now)
    keeping.record(session, council, council_year, blank, by=by, now=now)


def _changed(entry: Entry, change: Change, shown: Planned) -> Entry:
    before = entry
    if change.day is not None:
        entry = entry.on(change.day, change.last_day)
    if change.hours is not None:
        entry = dataclasses.replace(entry, start=change.hours[0], end=change.hours[1])
    if change.place is not None:
        place = short(change.place, f"place_{entry.id}", entries.PLACE_MOST)
        entry = dataclasses.replace(entry, place=place)
    if change.note is not None:
        note = short(change.note, f"note_{entry.id}", entries.NOTE_MOST)
        entry = dataclasses.replace(entry, note=note)
    if change.accepted is not None and entry.day == shown.day:
        keys = tuple(finding.key for finding in shown.findings) if change.accepted else ()
        entry = dataclasses.replace(entry, accepted=keys)
    if entry == before:
        return entry
    return dataclasses.replace(entry, as_read=before.read, overruled=())


def short(text: str, field: str, most: int) -> str:
    """On one line. Raises: InvalidInput (`field`) where it has more than `most` characters."""
    text = " ".join(text.split())
    if len(text) > most:
        raise invalid(field, _LONG, n=most)
    return text
