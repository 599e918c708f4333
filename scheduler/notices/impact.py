"""Rules: who would be mailed, and when, if a meeting were changed or a year published; nothing is changed by asking."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from scheduler.clock import FIVE_MINUTES
from scheduler.councils.rows import Council, Member, Person
from scheduler.db.base import Base
from scheduler.db.session import Session
from scheduler.meetings import seating
from scheduler.meetings.rows import Meeting, MeetingStatus
from scheduler.notices import change_recipients, due_times, plan
from scheduler.notices.kinds import Kind
from scheduler.notices.situation import Situation

Row = TypeVar("Row", bound=Base)


class Mailing(NamedTuple):
    """One mail that would be sent: to whom, and when (UTC). Nobody is told where `people` is empty."""

    people: tuple[Person, ...]
    at: datetime


def told_people(s: Situation, meeting: Meeting) -> tuple[Person, ...]:
    """Members and deputies in term who may have been told of the meeting by a mail that states when it is."""
    stated = s.stated(meeting)
    arrived = {
        row.person_id for row in s.letters if row.issue_id in stated and row.may_have_arrived
    }
    return tuple(member.person for member in s.sitting if member.person_id in arrived)


def coming_mailing(s: Situation, kind: Kind, *, now: datetime) -> Mailing:
    """The mail of that kind about the meeting that is still to go."""
    notices = (n for n in plan.planned_notices(s) if n.kind is kind)
    notice = next((n for n in notices if n.issue is None and not n.skipped), None)
    if notice is None:
        return Mailing((), now)
    return Mailing(tuple(to.person for to in notice.audience), notice.due_at)


def if_status(s: Situation, status: MeetingStatus, *, now: datetime) -> Mailing:
    """The mail that cancelling or restoring the meeting would call for."""
    assert s.meeting
    changed = detached_copy(s.meeting, status=status, revision=s.meeting.revision + 1)
    changed.revised_at = now
    meetings = tuple(changed if meeting.id == changed.id else meeting for meeting in s.meetings)
    return coming_mailing(replace(s, meeting=changed, meetings=meetings), Kind.CHANGE, now=now)


def if_published(
    council: Council, members: Iterable[Member], year: int, *, now: datetime
) -> Mailing:
    """The mail with the year's dates."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    in_term = seating.one_each(m for m in members if m.covers_some_of(first, last))
    people = tuple(m.person for m in in_term if Kind.YEAR_DATES not in m.person.muted)
    return Mailing(people, due_times.after_quiet_hours(now + FIVE_MINUTES, council.zone))


class Leaving(NamedTuple):
    """The one mail to a person whose term would end now, about those of the meetings that are after its last day."""

    meetings: tuple[Meeting, ...]
    at: datetime


def if_ended(situations: Iterable[Situation], member: Member, *, now: datetime) -> Leaving:
    """Of the meetings to come: those that their calendar may hold, and that no other term of theirs reaches."""
    at, meetings = now + FIVE_MINUTES, []
    for s in situations:
        if s.meeting is None or s.meeting.is_cancelled or s.meeting.starts_at <= at:
            continue
        day, person_id = s.meeting.starts.date, member.person_id
        others = (m for m in s.members if m.person_id == person_id and m.id != member.id)
        letters = change_recipients.letters_about(s, person_id, s.meeting)
        is_held = change_recipients.calendar_may_hold(letters)
        if is_held and not any(other.covers(day) for other in others):
            meetings.append(s.meeting)
    if meetings:
        first = min(meeting.starts_at for meeting in meetings)
        at = due_times.out_of_the_night(at, meetings[0].starts.zone, first)
    return Leaving(tuple(meetings), at)


class Rescheduled(NamedTuple):
    """One coming mail that another rule gives another time. None: it does not go, by the old rule or by the new."""

    kind: Kind
    meeting: Meeting
    was: datetime | None
    becomes: datetime | None


def if_rules(
    situations: Iterable[Situation], rules: Mapping[str, str], *, country: str, now: datetime
) -> list[Rescheduled]:
    """What other offsets, or another country's working days, would do to coming mails of meetings, earliest first.

    One whose new time has passed goes at once.
    """
    changes = []
    for s in situations:
        council = detached_copy(s.council, notice_rules=dict(rules), country=country)
        council.reply_to = s.council.reply_to
        was, becomes = _coming(s, now), _coming(replace(s, council=council), now)
        changes += [
            Rescheduled(key[0], s.meeting, was.get(key), becomes.get(key))
            for key in {**was, **becomes}
            if s.meeting and was.get(key) != becomes.get(key)
        ]
    return sorted(changes, key=lambda change: (change.becomes or change.was or now, change.kind))


def _coming(s: Situation, now: datetime) -> dict[tuple[Kind, str], datetime]:
    return {
        (n.kind, n.occasion): n.due_at
        for n in plan.planned_notices(s)
        if n.issue is None and not n.skipped and n.audience and n.expires_at > now
    }


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """An action inside is tried in full, with all it may raise, and leaves nothing behind."""
    savepoint = session.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()


def detached_copy(row: Row, **changes: object) -> Row:
    """A copy with the changes, which no session knows."""
    keys = [column.key for column in type(row).__table__.columns]
    return type(row)(**{key: getattr(row, key) for key in keys} | changes)
