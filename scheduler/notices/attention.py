"""Whether mail of a council may wait for a person: asked by every page, so it is answered by queries."""

from __future__ import annotations

from datetime import datetime

from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.notices import store


def may_wait(session: Session, council: Council, *, since: datetime, now: datetime) -> bool:
    """Whether some mail is on hold, waits for approval or did not arrive, of meetings that begin after `since`.

    Mail whose time was over before it left is not looked for: that needs the plan.
    """
    if council.is_paused or store.troubled_refs(session, council.id, since=since):
        return True
    return council.approve_kallelse and bool(store.reviewed_meetings(session, council.id, now))
