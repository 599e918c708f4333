"""A runaway is held until somebody has looked. What the plan foresees never is one, to however many it goes."""

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from scheduler.db.session import Session
from scheduler.mail import queries
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Hold, OutboxMessage, State

log = logging.getLogger("kallelse")
REASON = "flood"
_ALIKE = 5
"""The plan has one letter of a kind about a meeting for each person; a change of mind makes another."""
_TO_ONE = 20
"""More than a year's meetings of one council give anybody in an hour."""
_HELD = 200
_HOUR = timedelta(hours=1)


def hold_excess(session: Session, rows: Sequence[OutboxMessage], *, now: datetime) -> None:
    """Called with letters of one council just ordered, before they are seen by a sender.

    Held one by one: what is the sixth of its kind about its meeting or year to an address in an hour, or the 21st of
    its council. Where more than 200 have been, all mail is.
    """
    if not rows:
        return
    council = rows[0].key.partition("/")[0]
    to = [row.recipient for row in rows]
    alike = queries.ordered_to(session, to, council=council, since=now - _HOUR)
    all_to: Counter[str] = Counter()
    for (address, *_), count in alike.items():
        all_to[address] += count
    for row in rows:
        count = alike[row.recipient, row.kind, row.meeting_id, row.year_id]
        if row.state == State.QUEUED and (count > _ALIKE or all_to[row.recipient] > _TO_ONE):
            row.state, row.reason = State.HELD, REASON
            log.error("mail %s is held: too many like it to one address in an hour", row.id)
    session.flush()
    held = queries.held_for(session, REASON, since=now - _HOUR)
    if held > _HELD:
        words = f"{held} mails too many in an hour"
        if relays.hold(session, Hold.FLOOD, words=words, now=now):
            log.error("all mail is held: %s", words)
