"""What may still be done about a mail, by the state it is in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from scheduler.clock import FIVE_MINUTES
from scheduler.councils.rows import Council
from scheduler.mail.rows import State
from scheduler.notices.kinds import UNPLANNED
from scheduler.notices.listing import PAUSED, ListedPerson, NoticeLine, NoticeState
from scheduler.notices.situation import BY_HAND


def allowed_actions(line: NoticeLine, council: Council, now: datetime) -> list[str]:
    """Nothing once it is leaving, when Undo stands in its note, or ordered. None is sent while all mail is paused."""
    can_go = not council.is_paused and now + FIVE_MINUTES < line.expires_at
    send = ["send"] if can_go else []
    if line.state is NoticeState.WAITING:
        return ["approve", "hold", "skip"]
    if line.reason == PAUSED:
        return [] if line.is_ordered else ["skip"]
    if line.state is NoticeState.HELD:
        return [*(["resume"] if line.due_at > now else []), *send, "skip"]
    if line.state is NoticeState.MISSED:
        return ["dismiss"]
    if line.state is NoticeState.SKIPPED and line.reason == BY_HAND and not line.is_ordered:
        return ["resume"] if line.expires_at > now else []
    if line.state is not NoticeState.PLANNED or line.is_leaving(now):
        return []
    return ["hold", *send, "skip"]


def may_go_again(people: Iterable[ListedPerson], council: Council) -> list[ListedPerson]:
    """Those of them to whom the same letter may be sent once more."""
    if council.is_paused:
        return []
    return [to for to in people if to.may_go_again and to.row_id is not None]


def may_get_copy(to: ListedPerson, line: NoticeLine, council: Council, now: datetime) -> bool:
    """Whether the letter may go once more to one who got it but does not find it, while it still says something."""
    is_sent = to.state == State.SENT and line.kind not in UNPLANNED and to.row_id is not None
    return is_sent and not council.is_paused and line.expires_at > now
