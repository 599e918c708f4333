"""Actions: add, move, cancel, restore. The only writers of a meeting's time, place, status and revision."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from scheduler.clock import FIVE_MINUTES, Wall
from scheduler.councils import store as councils
from scheduler.councils.addresses import checked_link
from scheduler.councils.rows import Council
from scheduler.councils.store import installation
from scheduler.db import touch
from scheduler.db.base import Json
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, Fault, InvalidInput, MeetingOver
from scheduler.history import store as history
from scheduler.history.rows import Actor, Change
from scheduler.meetings import store
from scheduler.meetings.facts import facts_to_restore, meeting_facts, without_link
from scheduler.meetings.rows import Meeting, MeetingStatus

_PAST = N_("%(date)s has passed. Choose a date after today.")
_LATE_ITEMS = N_("The last day to suggest items cannot be after the meeting.")
_ORDER = N_("The meeting must end after it starts.")
_TWICE = N_("The council already has a meeting at that time.")
_SAME = N_("This is already the meeting's time, place and note. Nothing was changed.")
_CANCELLED = N_("Meeting %(number)s is cancelled. Restore it first.")
_NOT_CANCELLED = N_("Meeting %(number)s is not cancelled.")
_TOO_LATE = N_(
    "The five minutes have passed. Change the meeting again instead: those who were told get to know."
)
_OTHER_YEAR = N_(
    "The new date is in %(year)s. Cancel this meeting and add one to that year instead."
)
_UNDOABLE, _TAKEN_BACK = ("added", "moved", "cancelled", "restored"), "change taken back"


def add_meeting(
    session: Session,
    council: Council,
    *,
    council_year_id: int,
    starts: Wall,
    ends: Wall,
    place: str,
    note: str = "",
    online_url: str | None = None,
    by: Actor,
    now: datetime,
    may_be_past: bool = False,
) -> Meeting:
    """A new meeting of a published year; without `online_url` it has the council's usual digital link.

    Raises: InvalidInput for a time in the past, in the spring gap or taken.
    """
    check_time(starts, ends, now=None if may_be_past else now)
    meeting = Meeting(
        council_id=council.id,
        council_year_id=council_year_id,
        uid=f"m-{secrets.token_hex(10)}@{installation(session).uid_domain}",
        number=store.next_number(session, council.id),
        place=place,
        note=note,
        online_url=council.online_url if online_url is None else checked_link(online_url),
        published_at=now,
        revised_at=now,
        changed_at=now,
        created_at=now,
    )
    meeting.set_time(starts, ends)
    session.add(meeting)
    flush(session, Conflict())
    _check_alone(session, meeting)
    subject, after = _subject(meeting, "added"), meeting_facts(meeting)
    history.record(session, subject, by=by, now=now, council_id=council.id, after=after)
    return meeting


def move(
    session: Session,
    meeting: Meeting,
    *,
    starts: Wall,
    ends: Wall,
    place: str | None = None,
    note: str | None = None,
    online_url: str | None = None,
    reason: str = "",
    by: Actor,
    now: datetime,
) -> None:
    """A new time, place, note or digital link, or several of them; who is told follows from what they were told before.

    Raises: MeetingOver; Conflict where it is cancelled; InvalidInput for a time that cannot be.
    """
    check_status(meeting, cancelled=False, now=now)
    check_time(starts, ends, now=now)
    if starts.date.year != meeting.starts.date.year:
        raise InvalidInput({"to": Fault(_OTHER_YEAR, {"year": starts.date.year})})
    place = meeting.place if place is None else place
    note = meeting.note if note is None else note
    online_url = meeting.online_url if online_url is None else checked_link(online_url)
    before = facts_to_restore(meeting)
    new, old = (
        (starts, ends, place, note),
        (meeting.starts, meeting.ends, meeting.place, meeting.note),
    )
    if new == old and online_url == meeting.online_url:
        raise InvalidInput({"to": Fault(_SAME)})
    if starts != meeting.starts:
        meeting.moved_from = meeting.starts
    meeting.set_time(starts, ends)
    meeting.place, meeting.note, meeting.online_url = place, note, online_url
    if new != old:  # nobody is told of a new link, and so of no reason
        meeting.reason = reason
    _revise(session, meeting, "moved", before, by=by, now=now)
    _check_alone(session, meeting)


def close_items(
    session: Session, meeting: Meeting, day: date | None, *, by: Actor, now: datetime
) -> None:
    """The last day to suggest items to this meeting, the whole day counted; None: as the council's setting has it.

    Nobody is mailed.
    Raises: MeetingOver; Conflict where it is cancelled; InvalidInput (`items_close_on`) for a day after the meeting.
    """
    check_status(meeting, cancelled=False, now=now)
    if day == meeting.items_close_on:
        return
    if day and day > meeting.starts.date:
        raise InvalidInput({"items_close_on": Fault(_LATE_ITEMS)})
    before = {"items_close_on": str(meeting.items_close_on or "")}
    meeting.items_close_on = day
    meeting.items_revision += 1
    meeting.changed_at = now
    flush(session, Conflict())
    history.record(
        session,
        _subject(meeting, "last day for items changed"),
        by=by,
        now=now,
        council_id=meeting.council_id,
        before=before,
        after={"items_close_on": str(day or "")},
    )


def cancel(
    session: Session, meeting: Meeting, *, reason: str = "", by: Actor, now: datetime
) -> None:
    """The meeting will not be held; it stays, as cancelled. Raises: MeetingOver; Conflict where it already is."""
    check_status(meeting, cancelled=False, now=now)
    before = facts_to_restore(meeting)
    meeting.status, meeting.reason = MeetingStatus.CANCELLED, reason
    _revise(session, meeting, "cancelled", before, by=by, now=now)


def restore(session: Session, meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """A cancelled meeting is held after all, as it stood. Raises: MeetingOver; Conflict where it is not cancelled."""
    check_status(meeting, cancelled=True, now=now)
    before = facts_to_restore(meeting)
    meeting.status, meeting.reason = MeetingStatus.SCHEDULED, ""
    _revise(session, meeting, "restored", before, by=by, now=now)
    _check_alone(session, meeting)


def restored_ids(session: Session, meetings: Iterable[Meeting]) -> set[int]:
    """The ids of those whose latest change of time, place or status let them be held after all."""
    keys = {(m.council_id, _subject(m, "restored"), m.revised_at): m.id for m in meetings}
    changes = history.find_changes(session, {key[0] for key in keys}, {key[1] for key in keys})
    restored = {(change.council_id, change.subject, change.at) for change in changes}
    return {meeting_id for key, meeting_id in keys.items() if key in restored}


def undoable(session: Session, meeting: Meeting, *, now: datetime) -> Change | None:
    """The latest change of the meeting, while it may be taken back: five minutes, in which no mail of it is due."""
    subjects = {_subject(meeting, what): what for what in (*_UNDOABLE, _TAKEN_BACK)}
    change = history.latest_change(session, subjects, council_id=meeting.council_id)
    if change is None or subjects[change.subject] == _TAKEN_BACK:
        return None
    return change if now < change.at + FIVE_MINUTES and meeting.ends_at > now else None


def take_back(session: Session, meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """The meeting is again as it was before its latest change, so nobody is owed a mail about it.

    An added one is cancelled, since what was published is never deleted. Raises: Conflict where the five minutes have
    passed; InvalidInput where the time it had is taken by now.
    """
    change = undoable(session, meeting, now=now)
    if change is None:
        raise Conflict(_TOO_LATE)
    before, earlier = facts_to_restore(meeting), change.before
    if earlier is None:
        meeting.status = MeetingStatus.CANCELLED
    else:
        meeting.set_time(Wall.from_text(str(earlier["start"])), Wall.from_text(str(earlier["end"])))
        for field in ("place", "status", "reason", "note", "online_url"):
            setattr(meeting, field, earlier[field])
        moved_from = earlier["moved_from"]
        meeting.moved_from = Wall.from_text(str(moved_from)) if moved_from else None
    _revise(session, meeting, _TAKEN_BACK, before, by=by, now=now)
    _check_alone(session, meeting)


def check_status(meeting: Meeting, *, cancelled: bool, now: datetime) -> None:
    """Raises: MeetingOver; Conflict where it is cancelled and should not be, or is not and should."""
    if meeting.ends_at <= now:
        raise MeetingOver(number=meeting.number)
    if meeting.is_cancelled is not cancelled:
        text = _CANCELLED if meeting.is_cancelled else _NOT_CANCELLED
        raise Conflict(text, number=meeting.number)


def check_time(starts: Wall, ends: Wall, *, now: datetime | None) -> None:
    """Raises: InvalidInput for a time in the spring gap, an end before the start, or a start before `now`."""
    starts.checked("starts")
    ends.checked("ends")
    if ends.utc() <= starts.utc():
        raise InvalidInput({"ends": Fault(_ORDER)})
    if now is not None and starts.utc() <= now:
        raise InvalidInput({"starts": Fault(_PAST, {"date": starts})})


def _revise(
    session: Session, meeting: Meeting, what: str, before: Json, *, by: Actor, now: datetime
) -> None:
    """Of a digital link that alone is new only members hear: their SEQUENCE rises, and their feeds change."""
    after = facts_to_restore(meeting)
    is_public = without_link(after) != without_link(before)
    # A new time, place or status must raise SEQUENCE, or clients may keep the old one (RFC 5546 §2.1.4).
    if is_public:
        meeting.revision += 1
        meeting.revised_at = meeting.changed_at = now
    else:
        meeting.online_revision += 1
        meeting.online_changed_at = now
    flush(session, Conflict())
    if not is_public:
        members = councils.members(session, meeting.council_id)
        touch.raise_feeds(session, "person", {member.person_id for member in members})
    history.record(
        session,
        _subject(meeting, what),
        by=by,
        now=now,
        council_id=meeting.council_id,
        before=before,
        after=after,
    )


def _subject(meeting: Meeting, what: str) -> str:
    return f"meeting {meeting.number} {what}"


def _check_alone(session: Session, meeting: Meeting) -> None:
    if store.is_doubled(session, meeting):
        raise InvalidInput({"starts": Fault(_TWICE)})
