"""From a year's draft or its meetings to what the year plan shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import url_for

from scheduler.councils import rules
from scheduler.councils.rows import Council
from scheduler.errors import N_, Fault
from scheduler.language import Language
from scheduler.meetings.rows import Meeting
from scheduler.workdays import Workdays
from scheduler.years.rows import CouncilYear
from web import lines
from web.lines import Line
from web.secretary.undo import Undo

_PAST = N_("%(date)s has passed. Take the line away and read the dates again.")
_NOTHING = N_("There is no date to publish. Write one meeting that will be held.")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One line of the summary of errors, and the field or row it leads to."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PublishedPage:
    year: int
    done: str
    undo: Undo | None
    meetings: tuple[Line, ...]
    public_url: str


@dataclass(frozen=True, slots=True)
class Derived:
    """The days that follow from a meeting's date by the council's rules."""

    call_for_items: date
    items_deadline: date
    kallelse: date


def published(
    council: Council,
    year: int,
    held: Sequence[Meeting],
    says: Language,
    *,
    done: str,
    undo: Undo | None,
    now: datetime,
) -> PublishedPage:
    tongue = "en" if says.code == "en" else ""
    return PublishedPage(
        year,
        _done(done, len(held), says),
        undo,
        tuple(listed(held, council, says, now)),
        url_for("public.council", slug=council.slug, tongue=tongue),
    )


def listed(
    meetings: Iterable[Meeting], council: Council, says: Language, now: datetime
) -> Iterable[Line]:
    """Meetings as lines to their pages, each with the word for where it stands."""
    for meeting in meetings:
        url = url_for("meetings.show", slug=council.slug, number=meeting.number)
        whole = lines.line(meeting, says, url)
        yield replace(whole, tag=lines.status(meeting, whole, says, now))


def other_years(council: Council, planned: Iterable[CouncilYear], year: int) -> dict[int, str]:
    """The other years that are planned, and the one after this, with their addresses."""
    others = sorted({found.year for found in planned} | {year + 1})
    slug = council.slug
    return {one: url_for("years.show", slug=slug, year=one) for one in others if one != year}


def derived(day: date, council: Council) -> Derived:
    of, free = rules.read(council.notice_rules), Workdays(council.country)
    return Derived(
        of.call_for_items.day(day, free),
        of.items_deadline.day(day, free),
        of.kallelse.day(day, free),
    )


def sentence(fault: Fault, says: Language) -> str:
    return says(fault.text, **fault.params)


def _done(done: str, n: int, says: Language) -> str:
    if done != "published":
        return ""
    return says.count("%(n)s meeting is published.", "%(n)s meetings are published.", n)
