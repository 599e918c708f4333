"""From the school holidays and foreign calendars to what their page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from scheduler import fetch
from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.errors import N_, Fault
from scheduler.language import Language, sort_key
from scheduler.years import breaks, foreign
from scheduler.years.rows import ForeignCalendar
from web.secretary.year_show import Wrong, sentence

DONE: Mapping[str, str] = {
    "breaks": N_("The school holidays are saved."),
    "added": N_("The calendar is added. One that has an address is read within a few minutes."),
    "wanted": N_("The calendar will be read within a few minutes."),
    "removed": N_("The calendar is taken away."),
}


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
class ComparePage:
    done: str
    breaks: str
    counties: tuple[str, ...]
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
    return ComparePage(
        done=says(DONE[done]) if done in DONE else "",
        breaks=form.get("breaks", text),
        counties=tuple(sorted(breaks.COUNTIES, key=sort_key)),
        has_counties=council.country == "SE",
        calendars=tuple(_shown(one, council, events, says, now) for one in calendars),
        name=form.get("name", ""),
        address=form.get("url", ""),
        errors=errors,
        faults=tuple(
            Wrong(what, "breaks" if name.startswith("line ") else name)
            for name, what in told.items()
        ),
    )


def _shown(
    one: ForeignCalendar, council: Council, events: Mapping[int, int], says: Language, now: datetime
) -> Shown:
    n = events.get(one.id, 0)
    held = says.count("%(n)s event", "%(n)s events", n)
    if one.wanted_at is not None or one.tried_at is None:
        state = says("Waits to be read")
    elif one.read_at is None:
        state = says("Has not been read yet")
    else:
        at = Wall.at(one.read_at, council.zone)
        state = says("Read %(when)s, %(events)s", when=says.short(at.date, at.time), events=held)
    fault = says(foreign.TEXTS[one.fault], mb=fetch.MOST_OCTETS // 1_000_000) if one.fault else ""
    return Shown(
        name=one.name,
        source=one.url or says("From a file"),
        state=state,
        fault=fault,
        can_fetch=bool(one.url),
        url=url_for("compare.change", slug=council.slug, calendar_id=one.id),
    )
