"""Rule: a meeting, and its deadline for items, as a VEVENT (RFC 5545 §3.6.1): the same in feeds and invitations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import icalendar

from scheduler.calendars.vcalendar import clean_line, clean_text, uri
from scheduler.clock import Wall, zone
from scheduler.councils import notice_rules
from scheduler.councils.rows import Council, Member
from scheduler.errors import N_
from scheduler.language import Language
from scheduler.links import Links
from scheduler.meetings import seating
from scheduler.meetings.rows import Answer, DeputyCall, Meeting, Reply
from scheduler.workdays import Workdays

_ANSWERS = {
    Answer.COMING: N_("Your reply: you will come."),
    Answer.ONLINE: N_("Your reply: you will take part online."),
    Answer.NO: N_("Your reply: you cannot come."),
    Answer.MAYBE: N_("Your reply: maybe."),
}
_DEPUTY = N_("You are a deputy: you come if you are called.")
_CALLED = N_("You are called as a deputy.")


@dataclass(frozen=True, slots=True)
class CalendarMeeting:
    """What calendars show of a meeting.

    `changed_at` is the newest change of anything shown, the council's name too. `items_close_on` is set where the
    deadline is wanted. It follows the council's settings as well, so it has a SEQUENCE of its own. `personal` are lines
    that concern the owner of a personal feed alone. `is_busy` is False where the meeting takes nobody's time.
    `is_for_members`: in an invitation or a personal feed, which have the digital link and its SEQUENCE.
    `is_tentative`: for a deputy who is not called. `raises`: how far above the meeting's this person's SEQUENCE is.
    """

    row: Meeting
    council: str
    changed_at: datetime
    url: str
    items_close_on: date | None = None
    deadline_sequence: int = 0
    personal: tuple[str, ...] = ()
    is_busy: bool = True
    is_for_members: bool = False
    is_tentative: bool = False
    raises: int = 0


def calendar_meeting(
    council: Council, meeting: Meeting, links: Links, *, deadlines: bool = False
) -> CalendarMeeting:
    """The same in feeds and invitations."""
    items_close_on = meeting.items_close_on if deadlines else None
    if deadlines and items_close_on is None:
        rule = notice_rules.read_rules(council.notice_rules).items_deadline
        items_close_on = rule.day(meeting.starts.date, Workdays(council.country))
    return CalendarMeeting(
        meeting,
        council.name,
        changed_at=max(meeting.changed_at, council.changed_at),
        url=links.meeting(council.slug, meeting.number) if council.is_public else "",
        items_close_on=items_close_on,
        # Follows the council's settings too; all three counters only rise, so their sum does.
        deadline_sequence=meeting.revision + meeting.items_revision + council.version,
    )


def for_members(meeting: CalendarMeeting, calls: Iterable[DeputyCall] = ()) -> CalendarMeeting:
    """With the digital link, which no public calendar shows. `calls` are all of one person's, as a deputy."""
    row, newest = meeting.row, meeting.changed_at
    own = [call.ended_at or call.called_at for call in calls if call.meeting_id == row.id]
    changed_at = max([newest, row.online_changed_at or newest, *own])
    return replace(meeting, is_for_members=True, changed_at=changed_at)


def personal_meeting(
    meeting: CalendarMeeting,
    term: Member,
    reply: Reply | None,
    language: Language,
    *,
    terms: Sequence[Member] = (),
    calls: Sequence[DeputyCall] = (),
) -> CalendarMeeting:
    """The meeting in the feed of one who sits on the council, with the reply that counts, if there is one.

    A deputy's day is not taken until they are called. `term` includes the day; `terms` and `calls` are the person's.
    """
    called = seating.called_deputy_ids(meeting.row, calls)
    is_busy = seating.serves(term, called)
    lines = [] if is_busy and not term.is_deputy else [language(_CALLED if is_busy else _DEPUTY)]
    meeting = for_members(meeting, calls)
    changed_at = meeting.changed_at
    if reply is not None:
        lines.append(language(_ANSWERS[Answer(reply.answer)]))
        changed_at = max(changed_at, reply.at)
    return replace(
        meeting,
        personal=tuple(lines),
        is_busy=is_busy,
        is_tentative=not is_busy,
        changed_at=changed_at,
        raises=seating.sequence_raises(meeting.row, terms, calls, term.person_id),
    )


def vevents(
    meeting: CalendarMeeting, language: Language, *, alarm: int | None = None
) -> tuple[bytes, ...]:
    """The octets of the meeting's VEVENT, and of its deadline's where one is wanted.

    `alarm` is minutes before the start; None: no alarm.
    """
    event = meeting_vevent(meeting, language)
    if alarm is not None and not meeting.row.is_cancelled:
        event.add_component(_alarm(alarm, str(event["SUMMARY"])))
    if meeting.items_close_on is None:
        return (event.to_ical(sorted=False),)
    deadline = _deadline_vevent(meeting, meeting.items_close_on, language)
    return event.to_ical(sorted=False), deadline.to_ical(sorted=False)


def meeting_vevent(
    meeting: CalendarMeeting, language: Language, *, stamp: datetime | None = None
) -> icalendar.Event:
    """`stamp` is DTSTAMP: LAST-MODIFIED in feeds, when the letter was made in letters (docs/calendars.md, rule 3)."""
    _ = language
    summary, lines = meeting.council, [*meeting.personal, meeting.row.note]
    if meeting.row.is_cancelled:
        summary = _("CANCELLED: %(council)s", council=summary)
        reason = _("Reason: %(reason)s", reason=meeting.row.reason) if meeting.row.reason else ""
        lines = [_("The meeting is cancelled."), reason]
    online = meeting.row.online_url if meeting.is_for_members else ""
    if online and not meeting.row.is_cancelled:
        lines.append(_("Online: %(url)s", url=online))
    sequence = meeting.row.sequence if meeting.is_for_members else meeting.row.revision
    stamp = stamp or meeting.changed_at
    event = _event(meeting, meeting.row.uid, sequence + meeting.raises, stamp)
    event.add("DTSTART", _local(meeting.row.starts))
    event.add("DTEND", _local(meeting.row.ends))
    is_busy = meeting.is_busy and not meeting.row.is_cancelled
    _add_summary(event, summary, meeting.row, is_busy=is_busy, is_tentative=meeting.is_tentative)
    if where := meeting.row.place or online:
        event.add("LOCATION", icalendar.vText(clean_line(where)))
    _add_description(event, "\n".join(line for line in lines if line), meeting.url)
    if online and not meeting.row.is_cancelled:
        conference = uri(online)
        conference.params.update(VALUE="URI", FEATURE="VIDEO", LABEL=_("Online"))
        event.add("CONFERENCE", conference)
    return event


def _deadline_vevent(meeting: CalendarMeeting, on: date, language: Language) -> icalendar.Event:
    """All-day and transparent, never a midnight-to-midnight timed event (docs/calendars.md, rule 10)."""
    _ = language
    day = language.short(meeting.row.starts.date, year=False)
    summary = _("Last day for items: %(council)s %(day)s", council=meeting.council, day=day)
    description = _("The whole day counts.")
    if meeting.row.is_cancelled:
        summary = _("CANCELLED: %(council)s", council=summary)
        description = _("The meeting is cancelled.")
    uid = f"d-{meeting.row.uid}"
    event = _event(meeting, uid, meeting.deadline_sequence, meeting.changed_at)
    event.add("DTSTART", on)
    event.add("DTEND", on + timedelta(days=1))
    _add_summary(event, summary, meeting.row, is_busy=False)
    _add_description(event, description, meeting.url)
    return event


def _event(meeting: CalendarMeeting, uid: str, sequence: int, stamp: datetime) -> icalendar.Event:
    """The order of properties is fixed, so that the same meeting always gives the same octets."""
    event = icalendar.Event()
    event.add("UID", icalendar.vText(uid))
    event.add("DTSTAMP", stamp)
    event.add("CREATED", meeting.row.created_at)
    event.add("LAST-MODIFIED", meeting.changed_at)
    event.add("SEQUENCE", sequence)
    return event


def _add_summary(
    event: icalendar.Event, summary: str, row: Meeting, *, is_busy: bool, is_tentative: bool = False
) -> None:
    event.add("SUMMARY", icalendar.vText(clean_line(summary)))
    status = "CANCELLED" if row.is_cancelled else "TENTATIVE" if is_tentative else "CONFIRMED"
    event.add("STATUS", status)
    event.add("TRANSP", "OPAQUE" if is_busy else "TRANSPARENT")
    event.add("CLASS", "PUBLIC")
    # Outlook is reported to show busy without it.
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", icalendar.vText("BUSY" if is_busy else "FREE"))


def _add_description(event: icalendar.Event, description: str, url: str) -> None:
    # Several clients hide URL, so it is the last line of the description too.
    lines = "\n".join(part for part in (clean_text(description), url) if part)
    if lines:
        event.add("DESCRIPTION", icalendar.vText(lines))
    if url:
        event.add("URL", uri(url))


def _alarm(minutes: int, summary: str) -> icalendar.Alarm:
    """RFC 5545 §3.6.6: a DISPLAY alarm must have ACTION, TRIGGER and DESCRIPTION."""
    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", timedelta(minutes=-minutes))
    alarm.add("DESCRIPTION", icalendar.vText(summary))
    return alarm


def _local(wall: Wall) -> datetime:
    return datetime.combine(wall.date, wall.time, zone(wall.zone))
