"""From the school holidays and foreign calendars to what their page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from scheduler import workdays
from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.errors import N_, Fault
from scheduler.language import Language, sort_key
from scheduler.years import breaks, foreign
from scheduler.years.rows import ForeignCalendar
from web.secretary.year_show import Wrong, sentence

DONE: Mapping[str, str] = {
    "breaks": N_("The school holidays are saved."),
    "county": N_(
        "What is usual in the county stands in the field, below what stood there. Look it through and save it."
    ),
    "added": N_("The calendar is added. One that has an address is read within a few minutes."),
    "wanted": N_("The calendar will be read within a few minutes."),
    "removed": N_("The calendar is taken away."),
}
_UNPLAYED = N_("A rehearsal reads no addresses. Add the calendar from a file to try it.")
_DONE_IN_PLAY = {"added": N_("The calendar is added."), "wanted": _UNPLAYED}


@dataclass(frozen=True, slots=True)
class Shown:
    """One foreign calendar. `fault` says why it could not be read the last time."""

    name: str
    source: str
    state: str
    fault: str
    can_fetch: bool
    url: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A school holiday, with its days in each year that is shown; or a line that is not understood, and why."""

    name: str
    days: tuple[str, ...]
    fault: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """`holidays` says whose count, where that is not plain; `understood` how the list that is kept is understood, with
    the days of each of `years`."""

    done: str
    holidays: str
    breaks: str
    years: tuple[int, ...]
    understood: tuple[Understood, ...]
    counties: tuple[str, ...]
    county: str
    has_counties: bool
    calendars: tuple[Shown, ...]
    name: str
    address: str
    errors: Mapping[str, str]
    faults: tuple[Wrong, ...]


def page(
    council: Council,
    text: str,
    calendars: Sequence[ForeignCalendar],
    events: Mapping[int, int],
    says: Language,
    *,
    plays: bool,
    now: datetime,
    done: str,
    faults: Mapping[str, Fault],
    form: Mapping[str, str],
) -> ComparePage:
    told = {name: sentence(fault, says) for name, fault in faults.items()}
    lines = [what for name, what in told.items() if name.startswith("line ")]
    errors = {name: what for name, what in told.items() if not name.startswith("line ")}
    if lines:
        errors["breaks"] = " ".join(lines)
    this_year = Wall.at(now, council.zone).date.year
    years = (this_year, this_year + 1)
    return ComparePage(
        done=_done(done, says, plays=plays),
        holidays=says(note) if (note := workdays.holidays_note(council.country)) else "",
        breaks=form.get("breaks", text),
        years=years,
        understood=tuple(_understood(line, years, says) for line in breaks.lines(text)),
        counties=tuple(sorted(breaks.COUNTIES, key=sort_key)),
        county=form.get("county", ""),
        has_counties=council.country == "SE",
        calendars=tuple(_shown(one, council, events, says, plays=plays) for one in calendars),
        name=form.get("name", ""),
        address=form.get("url", ""),
        errors=errors,
        faults=tuple(
            Wrong(what, "breaks" if name.startswith("line ") else name)
            for name, what in told.items()
        ),
    )


def _understood(line: breaks.Line, years: Sequence[int], says: Language) -> Understood:
    if line.read is None:
        return Understood(line.text, (), sentence(line.fault, says) if line.fault else "")
    return Understood(line.read.name, tuple(_days(line.read, year, says) for year in years), "")


def _days(one: breaks.Break, year: int, says: Language) -> str:
    """`mån 1 mar – fre 5 mar; mån 8 mar – fre 12 mar`, and what the year lacks."""
    told = []
    for span in one.spans(year):
        first, last = (says.short(day, year=day.year != year) for day in span)
        told.append(first if first == last else f"{first} – {last}")
    lacks = [sentence(fault, says) for fault in one.lacks(year)]
    return ". ".join(filter(None, ("; ".join(told), *lacks))) or says("Not this year")


def _done(done: str, says: Language, *, plays: bool) -> str:
    if done not in DONE:
        return ""
    return says(_DONE_IN_PLAY.get(done, DONE[done]) if plays else DONE[done])


def _shown(
    one: ForeignCalendar,
    council: Council,
    events: Mapping[int, int],
    says: Language,
    *,
    plays: bool,
) -> Shown:
    fault = foreign.fault(one)
    return Shown(
        name=one.name,
        source=one.url or says("From a file"),
        state=_state(one, council, events.get(one.id, 0), says, plays=plays),
        fault=sentence(fault, says) if fault else "",
        can_fetch=bool(one.url) and not plays,
        url=url_for("compare.change", slug=council.slug, calendar_id=one.id),
    )


def _state(one: ForeignCalendar, council: Council, n: int, says: Language, *, plays: bool) -> str:
    if one.read_at is None and plays:
        return says(_UNPLAYED)
    if not plays and (one.wanted_at is not None or one.tried_at is None):
        return says("Waits to be read")
    if one.read_at is None:
        return says("Has not been read yet")
    at = Wall.at(one.read_at, council.zone)
    held = says.count("%(n)s event", "%(n)s events", n)
    return says("Read %(when)s, %(events)s", when=says.short(at.date, at.time), events=held)
