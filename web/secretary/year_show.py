"""From a year's draft or its meetings to what the year plan shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from scheduler.clock import Wall
from scheduler.councils import notice_rules
from scheduler.councils.rows import Council
from scheduler.errors import Fault
from scheduler.language import Language
from scheduler.meetings.rows import Meeting
from scheduler.notices.listing import NoticeLine
from scheduler.workdays import Workdays
from scheduler.years.rows import CouncilYear
from web import meeting_line
from web.meeting_line import MeetingLine
from web.secretary import pause_show
from web.secretary.undo import Undo


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
    meetings: tuple[MeetingLine, ...]
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
    mail: NoticeLine | None,
    now: datetime,
) -> PublishedPage:
    """`mail` is the one with the year's dates, where it is still to go."""
    tongue = "en" if says.code == "en" else ""
    return PublishedPage(
        year,
        _done(done, len(held), mail, council, says),
        _undo(mail, council, says) if mail and not council.is_paused else None,
        tuple(listed(held, council, says, now)),
        url_for("public.council", slug=council.slug, tongue=tongue),
    )


def listed(
    meetings: Iterable[Meeting], council: Council, says: Language, now: datetime
) -> Iterable[MeetingLine]:
    """Meetings as lines to their pages, each with its note and the word for where it stands."""
    for meeting in meetings:
        url = url_for("meetings.show", slug=council.slug, number=meeting.number)
        whole = meeting_line.meeting_line(meeting, says, url)
        whole = meeting_line.with_note(whole, meeting)
        yield meeting_line.with_status(whole, meeting, says, now=now)


def other_years(council: Council, planned: Iterable[CouncilYear], year: int) -> dict[int, str]:
    """The other years that are planned, and the one after this, with their addresses."""
    others = sorted({found.year for found in planned} | {year + 1})
    slug = council.slug
    return {one: url_for("years.show", slug=slug, year=one) for one in others if one != year}


def derived(day: date, council: Council) -> Derived:
    of, free = notice_rules.read_rules(council.notice_rules), Workdays(council.country)
    return Derived(
        of.call_for_items.day(day, free),
        of.items_deadline.day(day, free),
        of.kallelse.day(day, free),
    )


def sentence(fault: Fault, says: Language) -> str:
    """With a capital: a date may stand first, and a weekday has a small letter in Swedish."""
    text = says(fault.text, **fault.params)
    return text[:1].upper() + text[1:]


def _done(done: str, n: int, mail: NoticeLine | None, council: Council, says: Language) -> str:
    """What was done, the mail that follows, and what Undo would not take back."""
    if done != "published":
        return ""
    told = says.count("%(n)s meeting is published.", "%(n)s meetings are published.", n)
    if mail is None:
        return told
    if waits := pause_show.waits(council, len(mail.audience), says):
        return f"{told} {waits}"
    follows = says.count(
        "%(n)s person gets a mail with the year's dates on %(when)s.",
        "%(n)s people get a mail with the year's dates on %(when)s.",
        len(mail.audience),
        when=Wall.at(mail.due_at, council.zone),
    )
    return " ".join(
        (told, follows, says("Until then you can stop the mail. The year stays published."))
    )


def _undo(mail: NoticeLine, council: Council, says: Language) -> Undo:
    """Holds the year's mail; the year stays published."""
    hold = {"key": mail.key, "do": "undo"}
    url = url_for("mail.act", slug=council.slug)
    return Undo(url, hold, says("the mail with the year's dates"))
