"""Action: after a restore, what the plan holds that was due by an instant is taken as sent; nothing is rendered."""

from datetime import datetime
from email.utils import make_msgid

from scheduler.councils.store import installation
from scheduler.db.session import Session, put_if_new
from scheduler.history.rows import Actor
from scheduler.mail import letter_actions
from scheduler.mail import store as outbox
from scheduler.mail.rows import State
from scheduler.notices import order_letters, plan, store
from scheduler.notices.load_situation import lock_situation


def assume_sent_until(session: Session, until: datetime, *, by: Actor, now: datetime) -> int:
    """What was due by then, in the outbox or in the plan, counts as sent. Gives the number of letters."""
    count = letter_actions.assume_sent(session, until=until, by=by, now=now)
    domain = installation(session).uid_domain
    for ref in store.all_refs(session):
        ordered: set[str] = set()
        while True:  # one after the other, since what has been ordered decides what comes next
            s = lock_situation(session, ref)
            due = (n for n in plan.ready_notices(s) if n.due_at <= until and n.key not in ordered)
            notice = next(due, None)
            if notice is None:
                break
            ordered.add(notice.key)
            issued = order_letters.issue_row(s, notice, notice.due_at)
            if put_if_new(session, issued):
                rows = [
                    order_letters.letter_row(
                        notice, to.person, to.letter, make_msgid(domain=domain), now
                    )
                    for to in notice.audience
                ]
                for row in rows:
                    row.issue_id, row.touched = issued.id, s.touched
                    row.meeting_id, row.year_id = issued.meeting_id, issued.year_id
                    row.state, row.reason, row.sent_at = State.SENT, "assumed", now
                    row.envelope_from = ""
                outbox.add_letters(session, rows)
                count += len(rows)
    return count
