"""What must hold when all has been quiet for a day: every letter has ended, and nobody is left in error."""

from datetime import datetime, timedelta

from scheduler.db.session import Database, reading
from scheduler.mail import queries
from scheduler.mail.rows import LIVE, State
from scheduler.meetings.rows import Meeting
from scheduler.notices import load_situation, plan
from scheduler.notices import store as notices
from scheduler.notices.kinds import KINDS, Kind
from scheduler.notices.situation import Situation
from tests.property.outbox_model import Stated, own

TOLD = (State.UNCERTAIN, State.FAILED, State.SUPPRESSED, State.HELD, State.EXPIRED)


def all_have_ended(database: Database) -> None:
    """I2: what is still live when all has been quiet for a day would never end."""
    with reading(database) as session:
        live = queries.all_letters(session, states=LIVE)
        assert not live, (
            f"I2: never ended: {[(row.id, row.state, row.next_try_at) for row in live]}"
        )


def nobody_is_left_in_error(database: Database, now: datetime, stated: Stated) -> None:
    """I7: what a person last may have got of a coming meeting is true, or somebody has been told that it may not be."""
    with reading(database) as session:
        for ref in notices.all_refs(session):
            if ref.owner is notices.Owner.MEETING:
                s = load_situation.load_situation(session, ref)
                _is_in_the_know(s, now, stated)
                _is_reached(s, now)


def _is_in_the_know(s: Situation, now: datetime, of_issue: Stated) -> None:
    meeting = s.meeting
    assert meeting
    over_at = meeting.ends_at if meeting.is_cancelled else meeting.starts_at
    if over_at <= now + timedelta(days=1) or not s.year.is_published:
        return
    stating = {
        i.id: of_issue[i.id][meeting.id]
        for i in s.issued
        if KINDS[i.kind].tells and meeting.id in of_issue.get(i.id, ())
    }
    today = own(meeting)
    stopped = any(n.kind is Kind.CHANGE and (n.held or n.skipped) for n in plan.planned_notices(s))
    for person_id in {row.person_id for row in s.letters} - _let_go(s, meeting):
        rows = [r for r in s.letters if r.person_id == person_id and r.issue_id in stating]
        arrived = [row for row in rows if row.may_have_arrived]
        if not arrived or stating[arrived[-1].issue_id] == today:
            continue
        told = stopped or any(row.state in TOLD for row in rows if row.id > arrived[-1].id)
        told = told or arrived[-1].state in TOLD
        assert told, (
            f"I7: person {person_id} last heard {stating[arrived[-1].issue_id]}, now {today}"
        )


def _let_go(s: Situation, meeting: Meeting) -> set[int]:
    """The secretaries, and whoever has left and knows that the meeting is theirs no more."""
    sitting = {m.person_id for m in s.members if m.covers(meeting.starts.date)}
    left = {i.id for i in s.issued if i.kind == Kind.MEMBER_LEFT and str(meeting.id) in i.facts}
    gone = {r.person_id for r in s.letters if r.issue_id in left and r.may_have_arrived}
    members = {member.person_id for member in s.members}
    return {row.person_id for row in s.letters} - members | (gone - sitting)


def _is_reached(s: Situation, now: datetime) -> None:
    """Nobody who is to have it is forgotten: no letter of theirs was withdrawn without a later one.

    Unless a person keeps that back.
    """
    meeting = s.meeting
    assert meeting
    if meeting.is_cancelled or meeting.starts_at <= now + timedelta(days=1):
        return
    sitting = {m.person_id for m in s.members if m.covers(meeting.starts.date)}
    kept_back = {
        recipient.person.id
        for n in plan.planned_notices(s)
        if n.held or n.skipped or n.waits
        for recipient in n.audience
    }
    told = [row for row in s.letters if row.kind in (Kind.KALLELSE, Kind.CHANGE)]
    for person_id in sitting - kept_back:
        rows = [row for row in told if row.person_id == person_id]
        assert not (rows and rows[-1].state == State.WITHDRAWN), (
            f"I7: person {person_id} was told nothing of meeting {meeting.number}: {rows[-1].reason}"
        )
