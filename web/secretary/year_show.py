"""From a year's draft or its meetings to what the year plan shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha1

from flask import url_for

from scheduler.clock import FIVE_MINUTES, Wall
from scheduler.councils import rules
from scheduler.councils.rows import Council
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import Language
from scheduler.meetings.rows import Meeting
from scheduler.notices.consequences import Mailing
from scheduler.workdays import Workdays
from scheduler.years import draft
from scheduler.years.draft import LineRead, Planned
from scheduler.years.rows import CouncilYear
from web import lines
from web.lines import Line

_PAST = N_("%(date)s has passed. Take the line away and read the dates again.")
_NOTHING = N_("There is no date to publish. Write one meeting that will be held.")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One line of the summary of errors, and the field or row it leads to."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Row:
    """One date of the draft. `stop` must be settled; `warnings` may stand."""

    anchor: str
    day: date
    state: str
    when: str
    hours: str
    place: str
    derived: str
    tag: str
    tag_state: str
    stop: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unclear:
    """A line of the text that was not understood, or was doubted, and why."""

    number: int
    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The draft of a year; without rows nothing is planned."""

    year: int
    status: str = ""
    text: str = ""
    error: str = ""
    faults: tuple[Wrong, ...] = ()
    count: str = ""
    rows: tuple[Row, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    consequences: tuple[str, ...] = ()
    button: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class PublishedPage:
    year: int
    done: str
    meetings: tuple[Line, ...]
    public_url: str


@dataclass(frozen=True, slots=True)
class Derived:
    """The days that follow from a meeting's date by the council's rules."""

    call_for_items: date
    items_deadline: date
    kallelse: date


def empty(year: int, says: Language) -> PlanPage:
    return PlanPage(year, status=says("Not planned yet"))


def unread(year: int, text: str, error: InvalidInput, says: Language) -> PlanPage:
    """A text without a meeting in it, as it was typed; the draft of before is not shown beside it."""
    first = sentence(error.fields["text"], says)
    faults = [Wrong(first, "text")]
    for name, fault in error.fields.items():
        if name != "text":
            number = name.removeprefix("line ")
            told = says("Line %(number)s: %(reason)s", number=number, reason=sentence(fault, says))
            faults.append(Wrong(told, "text"))
    return PlanPage(year, text=text, error=first, faults=tuple(faults))


def drafted(
    council: Council,
    found: CouncilYear,
    mailing: Mailing,
    says: Language,
    *,
    now: datetime,
    refused: InvalidInput | None = None,
) -> PlanPage:
    """What was read, and what publishing does. With `refused`, what must be settled first is said on top too."""
    dates = draft.planned(found, council, now=now)
    rows = _rows(dates, council, says, now=now, is_refused=refused is not None)
    held = sum(not planned.is_cancelled for planned in dates)
    return PlanPage(
        found.year,
        status=says("Draft"),
        text=found.draft.get("text", ""),
        faults=_faults(rows, refused, says) if refused else (),
        count=says.count("%(n)s meeting was read", "%(n)s meetings were read", held),
        rows=rows,
        unclear=_unclear(draft.lines(found), dates, says),
        consequences=_consequences(held, mailing, council, says, now=now),
        button=says.count("Publish %(n)s meeting", "Publish %(n)s meetings", held),
        version=version(found),
    )


def published(
    council: Council,
    year: int,
    held: Sequence[Meeting],
    says: Language,
    *,
    done: str,
    now: datetime,
) -> PublishedPage:
    tongue = "en" if says.code == "en" else ""
    return PublishedPage(
        year,
        _done(done, len(held), says),
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


def version(found: CouncilYear) -> str:
    """Changes with the draft's text."""
    return sha1(found.draft.get("text", "").encode(), usedforsecurity=False).hexdigest()


def derived(day: date, council: Council) -> Derived:
    of, free = rules.read(council.notice_rules), Workdays(council.country)
    return Derived(
        of.call_for_items.day(day, free),
        of.items_deadline.day(day, free),
        of.kallelse.day(day, free),
    )


def sentence(fault: Fault, says: Language) -> str:
    return says(fault.text, **fault.params)


def _rows(
    dates: Sequence[Planned], council: Council, says: Language, *, now: datetime, is_refused: bool
) -> tuple[Row, ...]:
    rows: list[Row] = []
    taken: set[str] = set()
    for planned in dates:
        anchor = f"line-{planned.line}"
        if anchor in taken:  # several dates on one line
            anchor = f"line-{planned.line}-{planned.date.isoformat()}"
        taken.add(anchor)
        rows.append(_row(planned, anchor, council, says, now=now, is_refused=is_refused))
    return tuple(rows)


def _row(
    planned: Planned,
    anchor: str,
    council: Council,
    says: Language,
    *,
    now: datetime,
    is_refused: bool,
) -> Row:
    starts, ends = planned.starts, planned.ends
    days = derived(planned.date, council)
    stop = ""
    if planned.problem:
        stop = sentence(planned.problem, says)
    elif is_refused and starts and starts.utc() <= now:
        stop = says(_PAST, date=planned.date)
    row = Row(
        anchor=anchor,
        day=planned.date,
        state="",
        when=says.short(planned.date),
        hours=_hours(starts, ends, says),
        place=planned.place,
        derived=says(
            "Call for items %(call)s · last day to suggest items %(deadline)s · notice %(notice)s",
            call=days.call_for_items,
            deadline=days.items_deadline,
            notice=days.kallelse,
        ),
        tag=says("No objections"),
        tag_state="ok",
        stop=stop,
        warnings=tuple(sentence(fault, says) for fault in planned.warnings),
    )
    if planned.is_cancelled:
        told = (says("It stands as cancelled in the text and is not published."),)
        return replace(
            row,
            state="off",
            tag=says("Cancelled"),
            tag_state="",
            stop="",
            warnings=told,
            derived="",
        )
    if stop:
        return replace(
            row, state="warn", tag=says("Needs correcting"), tag_state="stop", warnings=()
        )
    if row.warnings:
        return replace(row, state="warn", tag=says("Look at this"), tag_state="warn")
    return row


def _hours(starts: Wall | None, ends: Wall | None, says: Language) -> str:
    if starts is None or ends is None:
        return ""
    if starts.date == ends.date:
        return says.hours(starts.time, ends.time)
    return says.span(starts, ends)


def _faults(rows: Iterable[Row], refused: InvalidInput, says: Language) -> tuple[Wrong, ...]:
    found = [Wrong(_of_row(row), row.anchor) for row in rows if row.stop]
    if "text" in refused.fields:
        found.append(Wrong(says(_NOTHING), "text"))
    # A fault that belongs to no row, if there ever is one, is not lost.
    others = [Wrong(sentence(fault, says), "text") for fault in refused.fields.values()]
    return tuple(found or others)


def _of_row(row: Row) -> str:
    """The fault with its date, unless it names the date itself."""
    return row.stop if row.when in row.stop else f"{row.when}: {row.stop}"


def _unclear(
    read: Iterable[LineRead], dates: Iterable[Planned], says: Language
) -> tuple[Unclear, ...]:
    """Lines with a reason that no row of a date has told already."""
    told = [planned.problem for planned in dates if planned.problem and not planned.is_cancelled]
    found = []
    for line in read:
        reasons = tuple(sentence(fault, says) for fault in line.faults if fault not in told)
        if reasons:
            found.append(Unclear(line.number, line.text, reasons))
    return tuple(found)


def _consequences(
    held: int, mailing: Mailing, council: Council, says: Language, *, now: datetime
) -> tuple[str, ...]:
    public = says.count("%(n)s meeting becomes public.", "%(n)s meetings become public.", held)
    n, at = len(mailing.people), Wall.at(mailing.at, council.zone)
    if n == 0:
        nobody = says("Nobody gets a mail: the council has no members that year.")
        return public, nobody
    if mailing.at == now + FIVE_MINUTES:
        mail = says.count(
            "%(n)s person gets a mail with the year's dates at %(time)s, five minutes after you publish.",
            "%(n)s people get a mail with the year's dates at %(time)s, five minutes after you publish.",
            n,
            time=says.at(at.time),
        )
        return public, mail
    mail = says.count(
        "%(n)s person gets a mail with the year's dates %(when)s, since no mail goes out at night.",
        "%(n)s people get a mail with the year's dates %(when)s, since no mail goes out at night.",
        n,
        when=at,
    )
    return public, mail


def _done(done: str, n: int, says: Language) -> str:
    if done != "published":
        return ""
    return says.count("%(n)s meeting is published.", "%(n)s meetings are published.", n)
