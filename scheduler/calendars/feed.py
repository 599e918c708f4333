"""Rule: a council's meetings as the bytes of its feed; same data, same bytes, whatever the clock says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar

from scheduler.calendars import event, text
from scheduler.calendars.event import Deadline, Occasion
from scheduler.calendars.zone import vtimezone
from scheduler.clock import Wall
from scheduler.language import Language

FORMAT = "1"
"""Raised with the renderer, so that no client keeps the bytes of an older one."""
_REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """One meeting as the feed knows it; `items_close_on` is set where deadlines are wanted.

    `changed_at` is the newest change of anything shown, the council's name too. A deadline follows the council's
    settings as well, so it has a SEQUENCE of its own, which must never fall either.
    """

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


@dataclass(frozen=True, slots=True)
class Feed:
    """A council's public feed: no names of members, no phone numbers."""

    name: str
    zone: str
    source: str
    url: str
    meetings: Sequence[Shown]


def feed(of: Feed, language: Language) -> bytes:
    """The whole VCALENDAR. An empty feed is valid too: VTIMEZONE is its one component (RFC 5545 §3.6)."""
    _ = language
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//Kallelse//Kallelse 1.0//{language.code.upper()}")
    calendar.add("CALSCALE", "GREGORIAN")
    name = icalendar.vText(text.line(_("%(council)s: meetings", council=of.name)))
    about = icalendar.vText(text.line(_("When %(council)s meets.", council=of.name)))
    for key, value in (
        ("NAME", name),
        ("X-WR-CALNAME", name),
        ("DESCRIPTION", about),
        ("X-WR-CALDESC", about),
    ):
        calendar.add(key, value)
    calendar.add("X-WR-TIMEZONE", icalendar.vText(of.zone))
    refresh = icalendar.vDuration(_REFRESH)
    calendar.add("REFRESH-INTERVAL", refresh, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", icalendar.vDuration(_REFRESH))
    calendar.add("SOURCE", event.uri(of.source), parameters={"VALUE": "URI"})
    calendar.add("URL", event.uri(of.url))
    calendar.add("COLOR", icalendar.vText("steelblue"))
    parts = [event.head(calendar), vtimezone(of.zone)]
    for meeting in of.meetings:
        parts.append(event.vevent(_occasion(of, meeting, language)).to_ical(sorted=False))
        if meeting.items_close_on:
            parts.append(event.deadline(_deadline(of, meeting, language)).to_ical(sorted=False))
    return b"".join((*parts, event.END))


def occasion_text(council: str, meeting: Shown, language: Language) -> tuple[str, str]:
    """SUMMARY and DESCRIPTION, in feeds and mails alike."""
    _ = language
    if not meeting.is_cancelled:
        return council, meeting.note
    reason = _("Reason: %(reason)s", reason=meeting.reason) if meeting.reason else ""
    told = "\n".join(part for part in (_("The meeting is cancelled."), reason) if part)
    return _("CANCELLED: %(council)s", council=council), told


def _occasion(of: Feed, meeting: Shown, language: Language) -> Occasion:
    summary, description = occasion_text(of.name, meeting, language)
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
    )


def _deadline(of: Feed, meeting: Shown, language: Language) -> Deadline:
    _ = language
    assert meeting.items_close_on
    day = language.short(meeting.starts.date, year=False)
    return Deadline(
        uid=f"d-{meeting.uid}",
        sequence=meeting.deadline_sequence,
        on=meeting.items_close_on,
        summary=_("Last day for items: %(council)s %(day)s", council=of.name, day=day),
        description=_("The whole day counts."),
        url=meeting.url,
        is_cancelled=meeting.is_cancelled,
        created_at=meeting.created_at,
        modified_at=meeting.changed_at,
    )
