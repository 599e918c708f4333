"""Kinds of mail and their states in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from scheduler.clock import FIVE_MINUTES
from scheduler.errors import N_
from scheduler.language import Language
from scheduler.mail.rows import State
from scheduler.notices.listing import NoticeLine, NoticeState

STATE_WORDS: Mapping[NoticeState, tuple[str, str, str]] = {
    NoticeState.PLANNED: (N_("Planned"), "", ""),
    NoticeState.WAITING: (N_("Waiting for you"), "warn", "hold"),
    NoticeState.HELD: (N_("On hold"), "warn", "hold"),
    NoticeState.SENDING: (N_("Being sent"), "", "now"),
    NoticeState.SENT: (N_("Sent"), "ok", "done"),
    NoticeState.UNDELIVERED: (N_("Some did not arrive"), "stop", "bad"),
    NoticeState.SKIPPED: (N_("Skipped"), "", ""),
    NoticeState.MISSED: (N_("Missed"), "stop", "bad"),
}
"""The word, the class of its tag and that of its place in the thread."""


def is_leaving(notice: NoticeLine, now: datetime) -> bool:
    """In its last five minutes: it can only be taken back."""
    return notice.state is NoticeState.PLANNED and notice.due_at - now <= FIVE_MINUTES


def shown_state(notice: NoticeLine, now: datetime) -> NoticeState:
    """A mail that is leaving is being sent."""
    return NoticeState.SENDING if is_leaving(notice, now) else notice.state


def state_words(notice: NoticeLine, says: Language, *, now: datetime) -> tuple[str, str, str]:
    """As in STATE_WORDS, said; with how many, where it is about some of its letters."""
    state = shown_state(notice, now)
    word, tag_state, shape = STATE_WORDS[state]
    return _counted(notice, state, says) or says(word), tag_state, shape


def _counted(notice: NoticeLine, state: NoticeState, says: Language) -> str:
    letters = [to.state for to in notice.audience]
    if state is NoticeState.SENDING and notice.is_ordered:
        sent = letters.count(State.SENT)
        return says("Being sent (%(n)s of %(all)s)", n=sent, all=len(letters)) if sent else ""
    if state is not NoticeState.UNDELIVERED:
        return ""
    if lost := sum(to.is_lost for to in notice.audience):
        return says.count("%(n)s did not arrive", "%(n)s did not arrive", lost)
    return says.count(
        "%(n)s may not have arrived", "%(n)s may not have arrived", letters.count(State.UNCERTAIN)
    )
