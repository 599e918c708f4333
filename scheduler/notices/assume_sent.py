"""Action: after a restore, what the plan holds that was due by an instant is taken as sent; nothing is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.utils import make_msgid

from scheduler.councils.store import installation
from scheduler.db.session import Session
from scheduler.history.rows import Actor
from scheduler.mail import manual
from scheduler.mail import store as outbox
from scheduler.mail.rows import OutboxMessage, State
from scheduler.notices import issue, load_situation, plan, store
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import PlannedNotice, Situation


def assume_sent_until(session: Session, until: datetime, *, by: Actor, now: datetime) -> int:
    """What was due by then, in the outbox or in the plan, counts as sent. Gives the number of letters."""
    count = manual.assume_sent(session, until=until, by=by, now=now)
    domain = installation(session).uid_domain
    for ref in store.all_refs(session):
        store.lock(session, ref)
        for s, notice in _due(session, ref, until):
            issued = issue.issue_row(s, notice.kind, notice.occasion, notice.due_at, notice.about)
            if store.put_issue(session, issued):
                count += _rows(session, s, notice, issued, domain, now)
    return count


def _due(
    session: Session, ref: store.Ref, until: datetime
) -> Iterator[tuple[Situation, PlannedNotice]]:
    """One after the other, since what has been ordered decides what comes next."""
    seen: set[str] = set()
    while True:
        s = load_situation.load_situation(session, ref)
        due = (n for n in plan.ready(s) if n.due_at <= until and n.key not in seen)
        notice = next(due, None)
        if notice is None:
            return
        seen.add(notice.key)
        yield s, notice


def _rows(
    session: Session,
    s: Situation,
    notice: PlannedNotice,
    issued: NoticeIssue,
    domain: str,
    now: datetime,
) -> int:
    for to in notice.audience:
        row = OutboxMessage(
            key=f"{issued.key}/{to.person.email}",
            message_id=make_msgid(domain=domain),
            issue_id=issued.id,
            kind=notice.kind,
            letter=to.letter,
            meeting_id=issued.meeting_id,
            year_id=issued.year_id,
            person_id=to.person.id,
            recipient=to.person.email,
            envelope_from="",
            priority=notice.priority,
            state=State.SENT,
            reason="assumed",
            due_at=notice.due_at,
            next_try_at=notice.due_at,
            expires_at=notice.expires_at,
            touched=s.touched,
            created_at=now,
            sent_at=now,
        )
        outbox.add_letters(session, [row])
    return len(notice.audience)
