"""What may still be done about a mail, by the state it is in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.clock import FIVE_MINUTES
from scheduler.councils.rows import Council
from scheduler.language import Language
from scheduler.notices.listing import PAUSED, NoticeLine, NoticeState
from scheduler.notices.situation import BY_HAND
from web.secretary.words import is_leaving


@dataclass(frozen=True, slots=True)
class Action:
    """A button: what it does to the mail, and in words."""

    do: str
    name: str
    style: str


def in_the_row(
    line: NoticeLine, council: Council, says: Language, *, now: datetime
) -> list[Action]:
    """What is done without reading first. To skip a mail or to approve it one opens it."""
    actions = of_mail(line, council, says, now=now)
    return [
        replace(action, style="quiet s" if action.style else "alt s")
        for action in actions
        if action.do in ("hold", "send", "resume", "dismiss")
    ]


def of_mail(line: NoticeLine, council: Council, says: Language, *, now: datetime) -> list[Action]:
    """What may still be done about it; nothing once it is leaving, when Undo stands in its note, or ordered. None is
    sent while all mail is paused.
    """
    hold = Action("hold", says("Hold"), "alt")
    skip = Action("skip", says("Skip"), "danger")
    can_go = not council.is_paused and now + FIVE_MINUTES < line.expires_at
    send = [Action("send", says("Send now"), "alt")] if can_go else []
    resume = Action("resume", says("Let it go at its time"), "")
    if line.state is NoticeState.WAITING:
        goes_now = line.due_at <= now and not council.is_paused
        approve = says("Approve and send") if goes_now else says("Approve")
        return [Action("approve", approve, ""), hold, skip]
    if line.reason == PAUSED:
        return [] if line.is_ordered else [skip]
    if line.state is NoticeState.HELD:
        return [resume, *send, skip] if line.due_at > now else [*send, skip]
    if line.state is NoticeState.MISSED:
        return [Action("dismiss", says("Take it off the list"), "alt")]
    if line.state is NoticeState.SKIPPED and line.reason == BY_HAND and not line.is_ordered:
        return [resume] if line.expires_at > now else []
    if line.state is not NoticeState.PLANNED or is_leaving(line, now):
        return []
    return [hold, *send, skip]
