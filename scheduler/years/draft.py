"""Actions: the many ways that dates come into a year's draft, and what a person decides about them there."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler.councils.rows import Council
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, Fault, InvalidInput, YearPublished, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.years import breaks, clashes, entries, store
from scheduler.years.clashes import Around, Clash
from scheduler.years.entries import Draft, Entry, Past, Way
from scheduler.years.planned import Planned, fault, planned
from scheduler.years.recognise import Reason, Recognised, State, recognise
from scheduler.years.rows import CouncilYear, YearStatus

CONTRADICTIONS = entries.CONTRADICTIONS
MOST_DATES = 400
"""More than a council meets in a year by far; a page and a mail must stay readable."""

_NONE = N_(
    "No meeting was found in the text. Write one date on each line, as 22 februari 2022 kl. 15.00."
)
_MANY = N_("The text has %(n)s meetings. Write at most %(most)s for one council and year.")
_NO_BODY = N_("The text names no “%(body)s”. Choose one of those it names.")
_LONG = N_("Write at most %(n)s characters.")


@dataclass(frozen=True, slots=True)
class LineRead:
    """What became of one line of the text."""

    number: int
    text: str
    state: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a person decides about one date of the draft; None leaves a thing as it is.

    `day` settles a contradiction too, also by the day it had; `accepted` says that what speaks against it may stand.
    """

    day: date | None = None
    hours: tuple[time, time | None] | None = None
    place: str | None = None
    accepted: bool | None = None
    is_removed: bool = False


# reading


def plan(
    session: Session,
    council: Council,
    year: int,
    text: str,
    *,
    by: Actor,
    now: datetime,
    body: str = "",
    file: str = "",
) -> CouncilYear:
    """Reads the text into the year's draft, in place of what was read before; single dates that were added stay.

    Dates of another year go to that year's draft. Where the text speaks of several bodies and none is ours, nobody's
    dates are taken until `choose` is called. Gives the draft of `year`, or of the first year there is.
    Raises: YearPublished; InvalidInput where no meeting was found in it (the draft is left as it was).
    """
    target = store.find(session, council.id, year)
    if target and target.is_published:
        raise YearPublished(year=year)
    read = recognise(text, language=council.language, year=year)
    if not read.found:
        raise InvalidInput({"text": Fault(_NONE)} | {
            f"line {line.number}": fault
            for line in read.lines
            if line.state is State.NOT_UNDERSTOOD
            for fault in _faults(line.reasons)
        })  # fmt: skip
    before = of(target) if target else Draft(council.language)
    bodies = dict(Counter(one.body for one in read.found if one.body))
    chosen = _body(bodies, body or before.body, council)
    if body and not chosen:
        raise invalid("body", _NO_BODY, body=body)
    fresh = Draft(
        council.language, text, file, bodies=bodies if len(bodies) > 1 else {}, body=chosen
    )
    way = Way.FILE if file else Way.TEXT
    taken = [] if fresh.must_choose_body else _ours(read, chosen, way)
    return _spread(session, council, year, fresh, taken, by=by, now=now)


def choose(
    session: Session, council: Council, council_year: CouncilYear, body: str, *, by: Actor, now: datetime
) -> CouncilYear:  # fmt: skip
    """Takes the dates of one of the bodies that the text names. Raises: InvalidInput, YearPublished."""
    draft = of(council_year)
    year, text = council_year.year, draft.text
    chosen = plan(session, council, year, text, by=by, now=now, body=body, file=draft.file)
    if (
        chosen is not council_year
    ):  # all its dates are of another year: nothing is left to choose here
        _keep(session, council_year, Draft(draft.language, entries=draft.entries), now)
    return chosen


def put(
    session: Session,
    council: Council,
    year: int,
    dates: Sequence[Entry],
    *,
    by: Actor,
    now: datetime,
    pattern: Mapping[str, str] | None = None,
    file: str = "",
) -> CouncilYear:
    """Dates that were not read from a text (a rule, last year, a calendar file), in place of what was read before.

    Raises: YearPublished; InvalidInput where there are none.
    """
    target = store.find(session, council.id, year)
    if target and target.is_published:
        raise YearPublished(year=year)
    if not dates:
        raise InvalidInput({"text": Fault(_NONE)})
    fresh = Draft(council.language, pattern=pattern or {}, file=file)
    return _spread(session, council, year, fresh, dates, by=by, now=now)


def add(
    session: Session, council: Council, year: int, dates: Sequence[Entry], *, by: Actor, now: datetime
) -> CouncilYear:  # fmt: skip
    """One date more, or some, beside what the draft holds. Raises: YearPublished."""
    new = [dataclasses.replace(one, way=Way.ONE) for one in dates]
    return _merge(session, council, year, new, by=by, now=now)


def settle(
    session: Session,
    council_year: CouncilYear,
    changes: Mapping[int, Change],
    *,
    past: Past | None = None,
    council: Council,
    by: Actor,
    now: datetime,
) -> None:
    """What a person decided, by the dates' ids; ids that are gone are passed by.

    Raises: YearPublished; InvalidInput where a place is too long.
    """
    if council_year.is_published:
        raise YearPublished(year=council_year.year)
    draft = of(council_year)
    shown = {one.entry.id: one for one in look(session, council, council_year, now=now)}
    kept = []
    for entry in draft.entries:
        change = changes.get(entry.id)
        if change is None:
            kept.append(entry)
        elif not change.is_removed:
            kept.append(_changed(entry, change, shown[entry.id]))
    draft = dataclasses.replace(
        draft, entries=tuple(kept), past=draft.past if past is None else past
    )
    _keep(session, council_year, draft, now)


# looking


def of(council_year: CouncilYear) -> Draft:
    """The year's draft. One that was kept as a text alone is read from it."""
    kept = council_year.draft
    if "entries" in kept:
        return entries.from_json(kept)
    draft = Draft(kept.get("language", "sv"), kept.get("text", ""))
    read = recognise(draft.text, language=draft.language, year=council_year.year)
    return draft.with_new(_ours(read, "", Way.TEXT))


def look(
    session: Session, council: Council, council_year: CouncilYear, *, now: datetime
) -> list[Planned]:
    """The draft's dates, earliest first, each compared with all that we know."""
    compared = around(session, council, council_year.year, now=now)
    return planned(of(council_year).entries, council, compared, now=now)


def around(session: Session, council: Council, year: int, *, now: datetime) -> Around:
    """What the dates of a year are compared with."""
    kept = store.school_breaks(session, council.id)
    return Around(
        country=council.country,
        today=clashes.today(now, council.zone),
        breaks=breaks.read(kept.text) if kept else (),
        shared=store.shared(session, council.id, year),
        busy=store.busy(session, council.id, year, zone=council.zone),
    )


def clash(
    session: Session, council: Council, day: date, *, others: Collection[date], now: datetime
) -> Clash:
    """What speaks against one day, where the council's other meetings of that year are on `others`."""
    compared = around(session, council, day.year, now=now)
    return Clash(clashes.against(day, compared, others), clashes.nearest(day, compared, others))


def lines(council_year: CouncilYear) -> list[LineRead]:
    """Every line of the text that is not blank, with what was understood, doubted or not understood."""
    draft = of(council_year)
    read = recognise(draft.text, language=draft.language, year=council_year.year)
    return [
        LineRead(line.number, line.text.strip(), line.state.value, _faults(line.reasons))
        for line in read.lines
        if line.text.strip()
    ]


def _faults(reasons: Iterable[Reason]) -> tuple[Fault, ...]:
    return tuple(fault(reason) for reason in reasons)


# inside


def _ours(read: Recognised, body: str, way: Way) -> list[Entry]:
    """The meetings of the body, or all where there is only one; those that may be anybody's are doubted."""
    doubts = {line.number: line.reasons for line in read.lines}
    taken = []
    for found in read.found:
        of_line = doubts.get(found.line, ())
        if body and not found.body:
            taken.append(entries.entry(found, (*of_line, Reason.of("no_body")), way=way))
        elif not body or found.body == body:
            taken.append(entries.entry(found, of_line, way=way))
    return taken


def _body(bodies: Mapping[str, int], wanted: str, council: Council) -> str:
    """The body that is wanted, else the one whose name is the council's; empty where it must be asked for."""
    if len(bodies) < 2:
        return ""
    if wanted:
        return next((body for body in bodies if body.casefold() == wanted.casefold()), "")
    name = council.name.casefold()
    alike = [body for body in bodies if body.casefold() in name or name in body.casefold()]
    exact = [body for body in alike if body.casefold() == name]
    found = exact or alike
    return found[0] if len(found) == 1 else ""


def _spread(
    session: Session,
    council: Council,
    year: int,
    fresh: Draft,
    taken: Sequence[Entry],
    *,
    by: Actor,
    now: datetime,
) -> CouncilYear:
    """Each date to the draft of its own year; `fresh` becomes that of the page's year, or of the first there is."""
    by_year: dict[int, list[Entry]] = {}
    for entry in taken:
        by_year.setdefault(entry.day.year, []).append(entry)
    if len(taken) > MOST_DATES:
        raise invalid("text", _MANY, n=len(taken), most=MOST_DATES)
    published = {
        one.year for one in store.of_council(session, council.id) if one.is_published
    } & set(by_year)
    open_years = sorted(set(by_year) - published)
    if by_year and not open_years:
        raise YearPublished(year=min(published))
    main = year if year in by_year or not by_year else open_years[0]
    for other in open_years:
        if other != main:
            moved = [dataclasses.replace(entry, origin=main) for entry in by_year[other]]
            _merge(session, council, other, moved, by=by, now=now, origin=main)
    fresh = dataclasses.replace(
        fresh,
        elsewhere={other: len(by_year[other]) for other in open_years if other != main},
        refused={other: len(by_year[other]) for other in sorted(published)},
    )
    return _replace(session, council, main, fresh, by_year.get(main, []), by=by, now=now)


def _replace(
    session: Session,
    council: Council,
    year: int,
    fresh: Draft,
    dates: Iterable[Entry],
    *,
    by: Actor,
    now: datetime,
) -> CouncilYear:
    """What was read before gives way; single dates stay, and what was decided about a date that stands again."""
    council_year = _year(session, council, year)
    before = of(council_year) if council_year.draft else fresh
    stays = tuple(one for one in before.entries if one.way is Way.ONE or one.origin is not None)
    draft = dataclasses.replace(fresh, entries=stays, past=before.past)
    draft = draft.with_new(_as_before(one, before.entries) for one in dates)
    _keep(session, council_year, draft, now)
    _record(session, council, council_year, draft, by=by, now=now)
    return council_year


def _merge(
    session: Session,
    council: Council,
    year: int,
    dates: Sequence[Entry],
    *,
    by: Actor,
    now: datetime,
    origin: int | None = None,
) -> CouncilYear:
    """The dates beside those that are there; those that came from `origin` before give way."""
    council_year = _year(session, council, year)
    if council_year.is_published:
        raise YearPublished(year=year)
    before = of(council_year) if council_year.draft else Draft(council.language)
    stays = tuple(one for one in before.entries if origin is None or one.origin != origin)
    draft = dataclasses.replace(before, entries=stays)
    draft = draft.with_new(_as_before(one, before.entries) for one in dates)
    if len(draft.entries) > MOST_DATES:
        raise invalid("text", _MANY, n=len(draft.entries), most=MOST_DATES)
    _keep(session, council_year, draft, now)
    _record(session, council, council_year, draft, by=by, now=now)
    return council_year


def _as_before(new: Entry, before: Iterable[Entry]) -> Entry:
    """With what was decided when the same date stood here before."""
    for old in before:
        if old.way is new.way and old.start == new.start and new.day in (old.day, old.was):
            if old.was == new.day and old.day != new.day:
                moved = new.on(old.day)
                return dataclasses.replace(moved, accepted=old.accepted)
            claim = new.claim if old.claim else None
            return dataclasses.replace(new, accepted=old.accepted, claim=claim)
    return new


def _changed(entry: Entry, change: Change, shown: Planned) -> Entry:
    if change.day is not None:
        entry = entry.on(change.day)
    if change.hours is not None:
        entry = dataclasses.replace(entry, start=change.hours[0], end=change.hours[1])
    if change.place is not None:
        place = " ".join(change.place.split())
        if len(place) > entries.PLACE_MOST:
            raise invalid(f"place_{entry.id}", _LONG, n=entries.PLACE_MOST)
        entry = dataclasses.replace(entry, place=place)
    if change.accepted is not None and entry.day == shown.day:
        keys = tuple(finding.key for finding in shown.findings) if change.accepted else ()
        entry = dataclasses.replace(entry, accepted=keys)
    return entry


def _year(session: Session, council: Council, year: int) -> CouncilYear:
    found = store.find(session, council.id, year)
    if found is None:
        found = CouncilYear(council_id=council.id, year=year, status=YearStatus.DRAFT, draft={})
        session.add(found)
    return found


def _keep(session: Session, council_year: CouncilYear, draft: Draft, now: datetime) -> None:
    """Writes it down where it has changed."""
    is_new = not council_year.draft
    if is_new or entries.version(draft) != entries.version(of(council_year)):
        # JSON is replaced, never edited in place: else the change goes unseen.
        council_year.draft = entries.to_json(dataclasses.replace(draft, saved_at=now))
    flush(session, Conflict())


def _record(
    session: Session,
    council: Council,
    council_year: CouncilYear,
    draft: Draft,
    *,
    by: Actor,
    now: datetime,
) -> None:
    history.record(
        session,
        f"year {council_year.year} drafted",
        by=by,
        now=now,
        council_id=council.id,
        after={"meetings": len(draft.entries)},
    )
