"""How much mail of a council waits for a person: the number in the menu of every page, so it is counted by queries."""

from __future__ import annotations

from datetime import datetime

from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.notices import load_situation, plan, store
from scheduler.notices.store import Owner, Ref


def count_waiting_mail(
    session: Session, council: Council, *, since: datetime, now: datetime
) -> int:
    """Mails on hold, notices of meetings that wait for approval, and addresses that mail did not reach.

    Of meetings that begin after `since`. Mail whose time was over before it left is not counted: that needs the plan.
    """
    count = store.count_held(session, council.id, since=since)
    count += store.count_lost_addresses(session, council.id, since=since)
    if not council.approve_kallelse:
        return count
    asked = [Ref(Owner.MEETING, key) for key in store.reviewed_meetings(session, council.id, now)]
    plans = [plan.planned_notices(s) for _, s in load_situation.load_situations(session, asked)]
    return count + sum(any(n.waits for n in notices) for notices in plans)
