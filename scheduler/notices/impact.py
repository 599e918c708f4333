"""Rules: who would be mailed, and when, if a meeting were changed or a year published; nothing is changed by asking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.clock import FIVE_MINUTES, Wall
from scheduler.councils.rows import Council, Member, Person
from scheduler.db.session import Session
from scheduler.mail.rows import LIVE, OutboxMessage, State
from scheduler.meetings.rows import Meeting, MeetingStatus
from scheduler.notices import audience, change_recipients, due_times, plan
from scheduler.notices.kinds import KINDS, Kind
from scheduler.notices.situation import PlannedNotice, Situation


@dataclass(frozen=True, slots=True)
class Mailing:
    """One mail that would be sent: to whom, and when (UTC). Nobody is told where `people` is empty.

    `going` of them only if what is on its way to them now, and says something else, leaves before.
    """

    people: tuple[Person, ...]
    at: datetime
    going: int = 0


def told_people(s: Situation, meeting: Meeting) -> tuple[Person, ...]:
    """Members and deputies in term who may have been told of the meeting by a mail that states when it is."""
    stating = {
        issue.id
        for issue in s.issued
        if KINDS[issue.kind].tells and issue.facts.get(str(meeting.id))
    }
    arrived = {r.person_id for r in s.told if r.issue_id in stating and r.may_have_arrived}
    in_term = audience.in_term(s, meeting.starts.date)
    return tuple(member.person for member in in_term if member.person_id in arrived)


def if_moved(s: Situation, *, starts: Wall, ends: Wall, place: str, now: datetime) -> Mailing:
    """The mail that a new time or place would call for."""
    changed = _revised(s, now)
    changed.set_time(starts, ends)
    changed.place = place
    return _mailing(s, changed, Kind.CHANGE, now)


def if_cancelled(s: Situation, *, now: datetime) -> Mailing:
    changed = _revised(s, now)
    changed.status = MeetingStatus.CANCELLED
    return _mailing(s, changed, Kind.CHANGE, now)


def if_restored(s: Situation, *, now: datetime) -> Mailing:
    changed = _revised(s, now)
    changed.status = MeetingStatus.SCHEDULED
    return _mailing(s, changed, Kind.CHANGE, now)


def if_added(s: Situation, *, starts: Wall, ends: Wall, place: str, now: datetime) -> Mailing:
    """The mail about one more meeting in the year that `s` is of; none while the year's own mail is still to go."""
    added = Meeting(
        id=0,
        council_id=s.council.id,
        council_year_id=s.year.id,
        number=0,
        place=place,
        online_url="",
        status=MeetingStatus.SCHEDULED,
        revision=0,
        published_at=now,
        revised_at=now,
    )
    added.set_time(starts, ends)
    return _mailing(s, added, Kind.DATE_ADDED, now)


def if_published(
    council: Council, members: Iterable[Member], year: int, *, now: datetime
) -> Mailing:
    """The mail with the year's dates."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    in_term = audience.one_each(m for m in members if m.covers_some_of(first, last))
    people = tuple(m.person for m in in_term if Kind.YEAR_DATES not in m.person.muted)
    return Mailing(people, due_times.after_quiet_hours(now + FIVE_MINUTES, council.zone))


@dataclass(frozen=True, slots=True)
class Leaving:
    """The one mail to a person whose term would end now, about those of the meetings that are after its last day."""

    meetings: tuple[Meeting, ...]
    at: datetime


def if_ended(situations: Iterable[Situation], member: Member, *, now: datetime) -> Leaving:
    """Of the meetings to come: those that their calendar may hold, and that no other term of theirs reaches."""
    at, found = now + FIVE_MINUTES, []
    for s in situations:
        meeting = s.meeting
        if meeting is None or meeting.is_cancelled or meeting.starts_at <= at:
            continue
        others = (m for m in s.members if m.person_id == member.person_id and m.id != member.id)
        reaches = any(other.covers(meeting.starts.date) for other in others)
        if not reaches and change_recipients.calendar_may_hold(
            change_recipients.letters_about(s, member.person_id, meeting)
        ):
            found.append(meeting)
    if found:
        first = min(meeting.starts_at for meeting in found)
        at = due_times.out_of_the_night(at, found[0].starts.zone, first)
    return Leaving(tuple(found), at)


@dataclass(frozen=True, slots=True)
class Rescheduled:
    """One coming mail that another rule gives another time. None: it does not go, by the old rule or by the new."""

    kind: Kind
    meeting: Meeting
    was: datetime | None
    becomes: datetime | None


def if_rules(
    situations: Iterable[Situation], rules: Mapping[str, str], *, country: str, now: datetime
) -> list[Rescheduled]:
    """What other offsets, or another country's working days, would do to coming mails; one whose new time has passed
    goes at once. Earliest first."""
    found = []
    for s in situations:
        if s.meeting is None:
            continue
        then = replace(s, council=_with_rules(s, rules, country))
        was, becomes = _coming(s, now), _coming(then, now)
        found += [
            Rescheduled(kind, s.meeting, was.get((kind, on)), becomes.get((kind, on)))
            for kind, on in {**was, **becomes}
            if was.get((kind, on)) != becomes.get((kind, on))
        ]
    return sorted(found, key=lambda one: (one.becomes or one.was or now, one.kind))


def _coming(s: Situation, now: datetime) -> dict[tuple[Kind, str], datetime]:
    return {
        (n.kind, n.occasion): n.due_at
        for n in plan.planned(s)
        if n.issue is None and not n.skipped and n.audience and n.expires_at > now
    }


def _with_rules(s: Situation, rules: Mapping[str, str], country: str) -> Council:
    """A copy that no session knows."""
    columns = Council.__table__.columns
    copy = Council(**{column.key: getattr(s.council, column.key) for column in columns})
    copy.notice_rules, copy.country = dict(rules), country
    copy.reply_to = s.council.reply_to
    return copy


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """An action inside is tried in full, with all it may raise, and leaves nothing behind."""
    savepoint = session.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()


def _revised(s: Situation, now: datetime) -> Meeting:
    """A copy that no session knows, with the next revision."""
    assert s.meeting
    columns = Meeting.__table__.columns
    copy = Meeting(**{column.key: getattr(s.meeting, column.key) for column in columns})
    copy.revision += 1
    copy.revised_at = now
    return copy


def _mailing(s: Situation, changed: Meeting, kind: Kind, now: datetime) -> Mailing:
    meetings = tuple(changed if meeting.id == changed.id else meeting for meeting in s.meetings)
    then = replace(s, meeting=changed, meetings=meetings)
    sure = full = _notice(then, kind)
    if not s.council.is_paused:
        full = _notice(replace(then, told=tuple(_sent(row) for row in s.told)), kind)
    if full is None:
        return Mailing((), now)
    people = tuple(r.person for r in full.audience)
    return Mailing(people, full.due_at, len(people) - (len(sure.audience) if sure else 0))


def _notice(s: Situation, kind: Kind) -> PlannedNotice | None:
    return next(
        (n for n in plan.planned(s) if n.kind is kind and n.issue is None and not n.skipped), None
    )


def _sent(row: OutboxMessage) -> OutboxMessage:
    """As it will be once it has left; a copy that no session knows."""
    if row.state not in LIVE:
        return row
    columns = (column.key for column in OutboxMessage.__table__.columns if column.key != "mime")
    return OutboxMessage(**{key: getattr(row, key) for key in columns} | {"state": State.SENT})
