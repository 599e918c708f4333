"""Rule: meetings as the bytes of a feed; same data, same bytes, whatever the clock says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar

from scheduler.calendars import event, text
from scheduler.calendars.event import Deadline, Occasion
from scheduler.calendars.zone import vtimezone
from scheduler.clock import Wall
from scheduler.language import Language

MOST_EVENTS = 2_000
"""More than clients are known to take; of more, those farthest in time are left out (docs/calendars.md, rule 19)."""
_REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """One meeting as the feed knows it; `items_close_on` is set where deadlines are wanted.

    `changed_at` is the newest change of anything shown, the council's name too. A deadline follows the council's
    settings as well, so it has a SEQUENCE of its own, which must never fall either. In a personal feed `own` is what
    concerns this person alone, a line each, and `is_busy` is False for a deputy who has not been called.
    """

    council: str
    uid: str
    revision: int
    number: int
    starts: Wall
    ends: Wall
    place: str
    note: str
    reason: str
    is_cancelled: bool
    created_at: datetime
    changed_at: datetime
    url: str
    items_close_on: date | None = None
    deadline_sequence: int = 0
    own: tuple[str, ...] = ()
    is_busy: bool = True


@dataclass(frozen=True, slots=True)
class Cover:
    """What a feed says of itself. `source` is its own address; None in a personal feed, where that is a secret."""

    name: str
    about: str
    zone: str
    source: str | None
    url: str


def head(cover: Cover, zones: Iterable[str], language: Language) -> bytes:
    """The calendar's own lines and each zone's VTIMEZONE, which makes an empty feed valid too (RFC 5545 §3.6)."""
    calendar = event.calendar(language)
    name = icalendar.vText(text.line(cover.name))
    about = icalendar.vText(text.line(cover.about))
    for key, value in (
        ("NAME", name),
        ("X-WR-CALNAME", name),
        ("DESCRIPTION", about),
        ("X-WR-CALDESC", about),
    ):
        calendar.add(key, value)
    calendar.add("X-WR-TIMEZONE", icalendar.vText(cover.zone))
    refresh = icalendar.vDuration(_REFRESH)
    calendar.add("REFRESH-INTERVAL", refresh, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", icalendar.vDuration(_REFRESH))
    if cover.source:
        calendar.add("SOURCE", event.uri(cover.source), parameters={"VALUE": "URI"})
    calendar.add("URL", event.uri(cover.url))
    calendar.add("COLOR", icalendar.vText("steelblue"))
    return b"".join((event.head(calendar), *(vtimezone(zone) for zone in sorted(zones))))


def bare_head(zone: str, language: Language) -> bytes:
    """The same where one meeting is all there is: what names a calendar would make a new one of it (MS-OXCICAL)."""
    return event.head(event.calendar(language)) + vtimezone(zone)


def most_meetings(*, deadlines: bool) -> int:
    """How many a feed holds: with a deadline each is two events."""
    return MOST_EVENTS // 2 if deadlines else MOST_EVENTS


def events(meeting: Shown, language: Language, *, alarm: int | None = None) -> tuple[bytes, ...]:
    """The meeting's VEVENT, and its deadline's where one is wanted. `alarm` is minutes before the start."""
    made = event.octets(event.vevent(occasion(meeting, language, alarm)))
    if meeting.items_close_on is None:
        return (made,)
    day = _deadline(meeting, meeting.items_close_on, language)
    return made, event.octets(event.deadline(day))


def whole(start: bytes, parts: list[bytes]) -> bytes:
    """The VCALENDAR of a head and of events, earliest first."""
    return b"".join((start, *parts, event.END))


def occasion_text(council: str, meeting: Shown, language: Language) -> tuple[str, str]:
    """SUMMARY and DESCRIPTION, in feeds and mails alike."""
    _ = language
    if not meeting.is_cancelled:
        return council, "\n".join(part for part in (*meeting.own, meeting.note) if part)
    reason = _("Reason: %(reason)s", reason=meeting.reason) if meeting.reason else ""
    told = "\n".join(part for part in (_("The meeting is cancelled."), reason) if part)
    return _("CANCELLED: %(council)s", council=council), told


def occasion(meeting: Shown, language: Language, alarm: int | None = None) -> Occasion:
    """What a feed shows of the meeting."""
    summary, description = occasion_text(meeting.council, meeting, language)
    return Occasion(
        uid=meeting.uid,
        sequence=meeting.revision,
        starts=meeting.starts,
        ends=meeting.ends,
        summary=summary,
        place=meeting.place,
        description=description,
        url=meeting.url,
        is_cancelled=meeting.is_cancelled,
        created_at=meeting.created_at,
        modified_at=meeting.changed_at,
        stamp=meeting.changed_at,
        is_busy=meeting.is_busy,
        alarm=alarm,
    )


def _deadline(meeting: Shown, on: date, language: Language) -> Deadline:
    _ = language
    day = language.short(meeting.starts.date, year=False)
    summary = _("Last day for items: %(council)s %(day)s", council=meeting.council, day=day)
    told = _("The whole day counts.")
    if meeting.is_cancelled:
        summary, told = (
            _("CANCELLED: %(council)s", council=summary),
            _("The meeting is cancelled."),
        )
    return Deadline(
        uid=f"d-{meeting.uid}",
        sequence=meeting.deadline_sequence,
        on=on,
        summary=summary,
        description=told,
        url=meeting.url,
        is_cancelled=meeting.is_cancelled,
        created_at=meeting.created_at,
        modified_at=meeting.changed_at,
    )
