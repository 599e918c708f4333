"""Actions: the many ways that dates come into a year's draft, and how they are looked at there."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_, Fault, InvalidInput, YearPublished, invalid
from scheduler.history.rows import Actor
from scheduler.meetings import store as meetings
from scheduler.years import breaks, clashes, entries, keeping, recognition, store
from scheduler.years.clashes import Around, Clash
from scheduler.years.entries import Draft, Entry, Way
from scheduler.years.keeping import of as of
from scheduler.years.own import Own
from scheduler.years.planned import Planned, fault, own, planned
from scheduler.years.recognise import Reason, Recognised, State
from scheduler.years.rows import CouncilYear

CONTRADICTIONS = entries.CONTRADICTIONS
_NONE = N_(
    "No meeting was found in the text. Write one date on each line, as 22 February %(year)s, 15:00."
)
_NONE_IN_FILE = N_(
    "No meeting was found in the file: no line of it has a date that we understand. Write one date on each line, as "
    "22 February %(year)s, 15:00, or paste the dates as text."
)
_NO_BODY = N_("The text names no “%(body)s”. Choose one of those it names.")


@dataclass(frozen=True, slots=True)
class LineRead:
    """What became of one line of the text.

    `bodies`: whose it may be. Those of its own meetings; where it has none, those of the next meetings above and below.
    """

    number: int
    text: str
    state: str
    faults: tuple[Fault, ...]
    bodies: frozenset[str] = frozenset()


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

    Dates of another year go to that year's draft, beside what stands there; where all are, the dates that `year` holds
    stay too. Where the text speaks of several bodies and none is ours, nobody's dates are taken until `choose` is
    called. Gives the draft that the text became, or the first of those that got its dates.
    Raises: YearPublished; InvalidInput where it is too long, or no meeting was found (the draft is left as it was).
    """
    target = store.find(session, council.id, year)
    if target and target.is_published:
        raise YearPublished(year=year)
    recognition.must_fit(text)
    read = recognition.recognised(text, language=council.language, year=year, own=council.name)
    if not read.found:
        raise _none_found(read, Fault(_NONE_IN_FILE if file else _NONE, {"year": year}))
    before = of(target) if target else Draft(council.language)
    bodies = dict(Counter(one.body for one in read.found if one.body))
    chosen = _body(bodies, body or before.body, council)
    if body and not chosen:
        raise invalid("body", _NO_BODY, body=body)
    fresh = Draft(
        council.language,
        text,
        file,
        bodies=bodies if len(bodies) > 1 else {},
        body=chosen,
        own=council.name,
        another=read.another or "",
    )
    way = Way.FILE if file else Way.TEXT
    taken = [] if fresh.must_choose_body else entries.ours(read, chosen, way)
    return keeping.spread(session, council, year, fresh, taken, by=by, now=now)


def _none_found(read: Recognised, fault: Fault) -> InvalidInput:
    """`fault`, and why each line that may be a meeting gave none."""
    lines = {
        f"line {line.number}": reason
        for line in read.lines
        if line.state is State.NOT_UNDERSTOOD
        for reason in _faults(line.reasons)
    }
    return InvalidInput({"text": fault} | lines)


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
        keeping.keep(
            session,
            council_year,
            Draft(
                draft.language,
                entries=draft.entries,
                removed=draft.removed,
                lost=draft.lost,
                typed=draft.typed,
                last_id=draft.highest_id,
            ),
            now,
        )
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
    unread: Sequence[str] = (),
    left: int = 0,
) -> CouncilYear:
    """Dates that were not read from a text (a rule, last year, a calendar file), in place of what was read before.

    Of a calendar, `unread` are the titles of events that could not be read, and `left` of them were left out.
    Raises: YearPublished; InvalidInput where there are none.
    """
    target = store.find(session, council.id, year)
    if target and target.is_published:
        raise YearPublished(year=year)
    if not dates:
        raise InvalidInput({"text": Fault(_NONE, {"year": year})})
    fresh = Draft(
        council.language, pattern=pattern or {}, file=file, unread=tuple(unread), left=left
    )
    return keeping.spread(session, council, year, fresh, dates, by=by, now=now)


def add(
    session: Session, council: Council, year: int, dates: Sequence[Entry], *, by: Actor, now: datetime
) -> CouncilYear:  # fmt: skip
    """One date more, or some, beside what the draft holds. Raises: YearPublished."""
    new = [dataclasses.replace(one, way=Way.ONE) for one in dates]
    return keeping.add(session, council, year, new, by=by, now=now)


# looking


def look(
    session: Session, council: Council, council_year: CouncilYear, *, now: datetime
) -> list[Planned]:
    """The draft's dates, earliest first, each compared with all that we know."""
    compared = around(session, council, council_year.year, now=now)
    kept = of(council_year)
    return planned(kept.entries, council, compared, removed=kept.removed, now=now)


def around(session: Session, council: Council, year: int, *, now: datetime) -> Around:
    """What the dates of a year are compared with."""
    kept = store.school_breaks(session, council.id)
    return Around(
        country=council.country,
        today=clashes.today(now, council.zone),
        breaks=breaks.kept(kept.text) if kept else (),
        shared=store.shared(session, council.id, year),
        busy=store.busy(session, council.id, year, zone=council.zone),
    )


def elsewhere(session: Session, council: Council, council_year: CouncilYear) -> dict[int, int]:
    """How many of the dates that were read here lie in each other year's draft: not those that were taken out there."""
    found = {}
    for year, n in of(council_year).elsewhere.items():
        other = store.find(session, council.id, year)
        out = of(other).removed if other else ()
        found[year] = n - sum(one.origin == council_year.year for one in out)
    return {year: n for year, n in found.items() if n > 0}


def refused(session: Session, council: Council, kept: Draft) -> tuple[Entry, ...]:
    """The dates that were read here and are of published years, but for those that are meetings there by now."""
    years = (store.find(session, council.id, year) for year in kept.refused)
    held = {
        (one.starts.date, one.starts.time)
        for year in years
        for one in (meetings.of_year(session, year.id) if year else ())
    }
    return tuple(
        one
        for one in kept.refused_dates
        if not one.is_cancelled and (one.day, one.start) not in held
    )


def beside(session: Session, council: Council, year: int) -> list[Own]:
    """The meetings of the draft that stay when its dates are made anew: single ones, and those read on other pages."""
    found = store.find(session, council.id, year)
    kept = of(found).entries if found and not found.is_published else ()
    stays = (one for one in kept if one.way is Way.ONE or one.origin is not None)
    return [own(one, council) for one in stays if not one.is_cancelled]


def clash(
    session: Session, council: Council, one: Own, *, others: Collection[Own], now: datetime
) -> Clash:
    """What speaks against a meeting, where the council's others are `others`."""
    compared = around(session, council, one.first_on.year, now=now)
    return Clash(clashes.against(one, compared, others), clashes.nearest(one, compared, others))


def lines(council_year: CouncilYear) -> list[LineRead]:
    """Every line of the text that is not blank, with what was understood, doubted or not understood."""
    draft = of(council_year)
    read = recognition.recognised(
        draft.text, language=draft.language, year=council_year.year, own=draft.own
    )
    whose = _whose(read)
    return [
        LineRead(
            line.number,
            line.text.strip(),
            line.state.value,
            _faults(line.reasons),
            whose[line.number],
        )
        for line in read.lines
        if line.text.strip()
    ]


def _whose(read: Recognised) -> dict[int, frozenset[str]]:
    """By each line's number, the bodies that it may be about."""
    told: dict[int, set[str]] = {}
    for one in read.found:
        if one.body:
            told.setdefault(one.line, set()).add(one.body)
    whose: dict[int, set[str]] = {line.number: set() for line in read.lines}
    for lines in (read.lines, read.lines[::-1]):
        last: set[str] = set()
        for line in lines:
            last = told.get(line.number, last)
            whose[line.number] |= last
    return {number: frozenset(told.get(number, near)) for number, near in whose.items()}


def _faults(reasons: Iterable[Reason]) -> tuple[Fault, ...]:
    return tuple(fault(reason) for reason in reasons)


# inside


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
