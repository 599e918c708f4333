"""Kinds of mail and their states in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from scheduler.clock import FIVE_MINUTES
from scheduler.errors import N_
from scheduler.language import Language
from scheduler.mail.rows import State
from scheduler.notices.kinds import Letter
from scheduler.notices.listing import NoticeLine, NoticeState
from scheduler.notices.words import KIND_WORDS as KIND_WORDS

LETTER_WORDS: Mapping[Letter, str] = {
    Letter.YEAR_DATES: N_("The year's meeting dates"),
    Letter.DATE_ADDED: N_("An added meeting"),
    Letter.CALL_FOR_ITEMS: N_("Call for items"),
    Letter.ITEMS_REMINDER: N_("Reminder about items"),
    Letter.KALLELSE_REVIEW: N_("The notice for review"),
    Letter.KALLELSE_APPROVAL: N_("The notice for approval"),
    Letter.KALLELSE: N_("The notice of meeting"),
    Letter.KALLELSE_INFORMATION: N_("The notice for deputies to know of"),
    Letter.REPLY_REMINDER: N_("Reminder to reply"),
    Letter.DAY_BEFORE: N_("Reminder the day before"),
    Letter.MOVED: N_("A moved meeting"),
    Letter.CANCELLED: N_("A cancelled meeting"),
    Letter.MEMBER_LEFT: N_("No longer called"),
    Letter.DIGEST: N_("The report on mail that went wrong"),
    Letter.RESTORED: N_("A meeting that will be held after all"),
}

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
