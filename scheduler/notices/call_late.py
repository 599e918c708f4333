"""Action: the kallelse is sent to those who became members after it had gone."""

from __future__ import annotations

from datetime import datetime

from scheduler.db.session import Session
from scheduler.errors import N_, Conflict
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings.rows import Meeting
from scheduler.notices import gathering, issue, mail_actions, store, summons
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import Kind
from scheduler.notices.resend import for_one
from scheduler.notices.store import Owner, Ref

_NOBODY = N_("Everyone has got the notice of this meeting already, or is about to.")


def call_late(
    session: Session, meeting: Meeting, setup: MailSetup, *, by: Actor, now: datetime
) -> int:
    """Orders it at once, with its invitation, and gives the number of people.

    Raises: Conflict where nobody waits for it, or all mail of the council is paused.
    """
    ref = Ref(Owner.MEETING, meeting.id)
    store.lock(session, ref)
    s = gathering.situation(session, ref)
    mail_actions.refuse_while_paused(s.council)
    late = summons.late(s, meeting, now=now)
    if not late:
        raise Conflict(_NOBODY)
    for to in late:
        occasion = f"@{meeting.starts.text()}"
        notice = for_one(s, Kind.KALLELSE, to, occasion, now=now, expires_at=meeting.starts_at)
        if not issue.issue_extra(session, s, notice, setup, now=now):
            raise Conflict(_NOBODY)
        subject = f"meeting {meeting.number}: person {to.person.id} called late"
        history.record(session, subject, by=by, now=now, council_id=meeting.council_id)
    return len(late)
