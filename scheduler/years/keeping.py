"""How dates come to stand in drafts: each in that of its own year, with what was decided about it before."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from functools import partial

from scheduler.councils.rows import Council
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, YearPublished, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.years import again, draft_json, entries, gives_way, recognition, store
from scheduler.years.entries import Draft, Entry, Way
from scheduler.years.rows import CouncilYear, YearStatus

MOST_DATES = 400
"""More than a council meets in a year by far; a page and a mail must stay readable."""

_MANY = N_("The text has %(n)s meetings. Write at most %(most)s for one council and year.")


def of(council_year: CouncilYear) -> Draft:
    """The year's draft. One that was kept as a text alone is read from it."""
    kept = council_year.draft
    if "entries" in kept:
        return draft_json.from_json(kept)
    draft = Draft(kept.get("language", "sv"), kept.get("text", ""))
    read = recognition.recognised(draft.text, language=draft.language, year=council_year.year)
    return draft.with_new(entries.ours(read, "", Way.TEXT))


def spread(
    session: Session,
    council: Council,
    year: int,
    fresh: Draft,
    taken: Sequence[Entry],
    *,
    by: Actor,
    now: datetime,
) -> CouncilYear:
    """Each date to the draft of its own year; `fresh` becomes that of its home.

    What a text put elsewhere when it was read before gives way too. Gives the draft of the home, or, where there is
    none, of the first year that got dates.
    """
    if len(taken) > MOST_DATES:
        raise invalid("text", _MANY, n=len(taken), most=MOST_DATES)
    by_year = _by_year(taken)
    published = set(store.published(session, council.id)) & set(by_year)
    open_years = sorted(set(by_year) - published)
    if by_year and not open_years:
        raise YearPublished(year=min(published))
    home = _home(session, council, year, open_years)
    others = [other for other in open_years if other != home]
    if home == year and (fresh.text or fresh.file):
        _take_back(session, council, year, keep_in=others, by=by, now=now)
    fresh = dataclasses.replace(
        fresh,
        elsewhere={other: len(by_year[other]) for other in others},
        refused={other: len(by_year[other]) for other in sorted(published)},
        refused_dates=tuple(one for one in taken if one.day.year in published),
    )
    if home is None:
        found = [
            _beside(session, council, other, by_year[other], fresh, origin=year, by=by, now=now)
            for other in others
        ]
        return found[0]
    for other in others:
        merge(session, council, other, by_year[other], origin=home, by=by, now=now)
    return _replace(session, council, home, fresh, by_year.get(home, []), by=by, now=now)


def _by_year(taken: Iterable[Entry]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = {}
    for entry in taken:
        found.setdefault(entry.day.year, []).append(entry)
    return found


def _home(session: Session, council: Council, year: int, open_years: Sequence[int]) -> int | None:
    """The year whose draft the text becomes: that of the page, where it has dates of it.

    Else the first other year, where nothing is planned yet; else that of the page, where nothing has been read. None
    where both hold dates: they may not give way to a text that was pasted on the wrong page.
    """
    if not open_years or year in open_years:
        return year
    here = store.find(session, council.id, year)
    other = store.find(session, council.id, open_years[0])
    is_free = other is None or (of(other).is_blank and not of(other).typed)
    if is_free:
        return open_years[0]
    return None if here and any(gives_way.is_read_here(one) for one in of(here).entries) else year


def _take_back(
    session: Session,
    council: Council,
    year: int,
    *,
    keep_in: Collection[int],
    by: Actor,
    now: datetime,
) -> None:
    """Out of other years' drafts, what the text that was read on the page of `year` before had put there."""
    before = store.find(session, council.id, year)
    for other in of(before).elsewhere if before else ():
        found = store.find(session, council.id, other)
        if other in keep_in or found is None or found.is_published:
            continue
        draft = of(found)
        stays = tuple(one for one in draft.entries if not gives_way.came_from(one, year))
        removed = tuple(one for one in draft.removed if not gives_way.came_from(one, year))
        if (stays, removed) == (draft.entries, draft.removed):
            continue
        gone = (one for one in draft.entries if gives_way.came_from(one, year))
        lost = (*draft.lost, *(one.day for one in gone if again.is_changed(one)))
        draft = dataclasses.replace(draft, entries=stays, removed=removed, lost=lost)
        keep(session, found, draft, now)
        record(session, council, found, draft, by=by, now=now)


def _replace(
    session: Session,
    council: Council,
    year: int,
    fresh: Draft,
    dates: Sequence[Entry],
    *,
    by: Actor,
    now: datetime,
) -> CouncilYear:
    """What was read before gives way; single dates stay, and what was decided about a date that stands again."""
    council_year = _year(session, council, year)
    before = of(council_year) if council_year.draft else fresh
    lines = {line.strip() for line in fresh.text.splitlines()}
    settled = tuple(text for text in before.settled if text in lines)
    kept = dataclasses.replace(fresh, past=before.past, typed=before.typed, settled=settled)
    draft = _again(gives_way.as_read_here(before, dates), dates, kept, gives_way.is_read_here)
    keep(session, council_year, draft, now)
    record(session, council, council_year, draft, by=by, now=now)
    return council_year


def merge(
    session: Session,
    council: Council,
    year: int,
    dates: Sequence[Entry],
    *,
    origin: int,
    by: Actor,
    now: datetime,
) -> CouncilYear:
    """The dates that were read on the page of `origin`, beside those that are there.

    Those that came from there before give way, and what stands here already is not added once more.
    """
    council_year, before = _to_add_to(session, council, year)
    stays = [one for one in before.entries if not gives_way.came_from(one, origin)]
    here = {(one.was or one.day, one.start) for one in stays}
    new = [
        dataclasses.replace(one, origin=origin, line=0)
        for one in dates
        if (one.day, one.start) not in here
    ]
    draft = _again(before, new, before, partial(gives_way.came_from, year=origin))
    _keep_all(session, council, council_year, draft, by=by, now=now)
    return council_year


def _beside(
    session: Session,
    council: Council,
    year: int,
    dates: Sequence[Entry],
    read: Draft,
    *,
    origin: int,
    by: Actor,
    now: datetime,
) -> CouncilYear:
    """The dates of a text that is kept in no draft, as single ones beside those that are there; none stands twice.

    What `read` tells of that text is told here.
    """
    council_year, before = _to_add_to(session, council, year)
    here = {(one.was or one.day, one.start) for one in before.entries}
    new = (
        dataclasses.replace(one, way=Way.ONE, origin=origin, line=0)
        for one in dates
        if (one.day, one.start) not in here
    )
    kept = dataclasses.replace(before.with_refused(read), unread=read.unread, left=read.left)
    _keep_all(session, council, council_year, kept.with_new(new), by=by, now=now)
    return council_year


def add(
    session: Session, council: Council, year: int, dates: Iterable[Entry], *, by: Actor, now: datetime
) -> CouncilYear:  # fmt: skip
    """The dates beside those that are there. Raises: YearPublished."""
    council_year, before = _to_add_to(session, council, year)
    _keep_all(session, council, council_year, before.with_new(dates), by=by, now=now)
    return council_year


def _again(
    before: Draft, new: Sequence[Entry], kept: Draft, yields: Callable[[Entry], bool]
) -> Draft:
    """`kept` with the new dates in place of those of `before` that give way, and with what was decided about them."""
    stays = tuple(one for one in before.entries if not yields(one))
    still_out = tuple(one for one in before.removed if not yields(one))
    read = again.read(new, filter(yields, before.entries), filter(yields, before.removed))
    removed = (*still_out, *read.removed)
    # What was lost is told until it stands again: once more, or as a single date.
    come = {one.day for one in read.entries} - {one.day for one in before.entries}
    back = come | {one.day for one in stays}
    still_lost = (day for day in before.lost if day not in back)
    lost = tuple(dict.fromkeys((*still_lost, *read.lost)))
    kept = dataclasses.replace(
        kept, entries=stays, removed=removed, lost=lost, last_id=before.highest_id
    )
    return kept.with_new(read.entries)


def _to_add_to(session: Session, council: Council, year: int) -> tuple[CouncilYear, Draft]:
    council_year = _year(session, council, year)
    if council_year.is_published:
        raise YearPublished(year=year)
    return council_year, of(council_year) if council_year.draft else Draft(council.language)


def _keep_all(
    session: Session,
    council: Council,
    council_year: CouncilYear,
    draft: Draft,
    *,
    by: Actor,
    now: datetime,
) -> None:
    if len(draft.entries) > MOST_DATES:
        raise invalid("text", _MANY, n=len(draft.entries), most=MOST_DATES)
    keep(session, council_year, draft, now)
    record(session, council, council_year, draft, by=by, now=now)


def _year(session: Session, council: Council, year: int) -> CouncilYear:
    found = store.find(session, council.id, year)
    if found is None:
        found = CouncilYear(council_id=council.id, year=year, status=YearStatus.DRAFT, draft={})
        session.add(found)
    return found


def keep(session: Session, council_year: CouncilYear, draft: Draft, now: datetime) -> None:
    """Writes it down where it has changed."""
    is_new = not council_year.draft
    if is_new or draft_json.version(draft) != draft_json.version(of(council_year)):
        # JSON is replaced, never edited in place: else the change goes unseen.
        council_year.draft = draft_json.to_json(dataclasses.replace(draft, saved_at=now))
    flush(session, Conflict())


def keep_typed(session: Session, council: Council, year: int, text: str, *, now: datetime) -> None:
    """What was typed in the field of the text, until it is read. Raises: InvalidInput where it is too long."""
    found = store.find(session, council.id, year)
    before = of(found) if found else Draft(council.language)
    typed = "" if text.strip() == before.shown.strip() else text
    recognition.must_fit(typed)
    if typed != before.typed:
        keep(session, _year(session, council, year), dataclasses.replace(before, typed=typed), now)


def record(
    session: Session,
    council: Council,
    council_year: CouncilYear,
    draft: Draft,
    *,
    by: Actor,
    now: datetime,
    changed: Iterable[date] = (),
    removed: Iterable[date] = (),
) -> None:
    """To history: how many dates the draft has, and which a person changed or took out."""
    days = {"changed": changed, "removed": removed}
    told = {what: [day.isoformat() for day in of] for what, of in days.items()}
    history.record(
        session,
        f"year {council_year.year} drafted",
        by=by,
        now=now,
        council_id=council.id,
        after={"meetings": len(draft.entries)} | {what: of for what, of in told.items() if of},
    )
