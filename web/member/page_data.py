"""What the pages of a personal link show of a council and of a meeting, as rows."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from scheduler.agenda import store as agenda
from scheduler.clock import Wall
from scheduler.councils import notice_rules
from scheduler.councils.rows import Council, Member
from scheduler.db.session import Session
from scheduler.meetings import replies, seating
from scheduler.meetings.rows import DeputyCall, Meeting, Reply
from web.language import speak
from web.member import reply_form
from web.member.access import Sitting
from web.member.reply_form import OwnReply


class CouncilPart(NamedTuple):
    """One council on the person's page. `first` is the next meeting that will be held, `rest` are the others.

    `answers` are the person's that count, by meeting; `reply` is how to answer the first, None once it has begun.
    """

    council: Council
    term: Member
    first: Meeting | None
    rest: list[Meeting]
    answers: dict[int, Reply]
    reply: OwnReply | None

    @property
    def soonest(self) -> float:
        """For sorting."""
        return self.first.starts_at.timestamp() if self.first else float("inf")


def council_part(
    sitting: Sitting,
    upcoming: Sequence[Meeting],
    replies_of: Sequence[Reply],
    calls: Sequence[DeputyCall],
    *,
    now: datetime,
) -> CouncilPart:
    """The council's coming meetings that fall within the person's term, with what they have answered."""
    today = Wall.at(now, sitting.council.zone).date
    mine = [meeting for meeting in upcoming if sitting.on(meeting.starts.date)]
    answers = {
        meeting.id: standing
        for meeting in mine
        if (standing := standing_reply(meeting, sitting, replies_of, calls))
    }
    first, reply = next((meeting for meeting in mine if not meeting.is_cancelled), None), None
    term = sitting.on(first.starts.date) if first and first.starts_at > now else None
    if first and term:
        standing = answers.get(first.id)
        reply = reply_form.own_reply(first, sitting.council, term, standing, calls, speak())
    return CouncilPart(
        council=sitting.council,
        # What the person is today, else what they will be.
        term=sitting.on(today) or max(sitting.terms, key=lambda one: one.since_on or today),
        first=first,
        rest=[meeting for meeting in mine if meeting is not first],
        answers=answers,
        reply=reply,
    )


def standing_reply(
    meeting: Meeting, sitting: Sitting, given: Sequence[Reply], calls: Sequence[DeputyCall]
) -> Reply | None:
    """The person's answer that counts."""
    return replies.counted_replies(meeting, given, calls).get(sitting.person_id)


def kallelse_day(meeting: Meeting, council: Council, term: Member, today: date) -> date | None:
    """The day it comes. None once it has come, and for a deputy whom the council does not let know of it."""
    day = notice_rules.council_day(council, "kallelse", meeting.starts.date)
    is_told = seating.serves(term) or council.inform_deputies
    return day if day > today and is_told and not council.is_paused else None


def items_close_on(meeting: Meeting, council: Council) -> date:
    """The last day to suggest items, the whole day counted."""
    by_rule = notice_rules.council_day(council, "items_deadline", meeting.starts.date)
    return meeting.items_close_on or by_rule


def takes_items(meeting: Meeting, council: Council, *, now: datetime) -> bool:
    is_open = not meeting.is_cancelled and meeting.ends_at > now
    return is_open and Wall.at(now, council.zone).date <= items_close_on(meeting, council)


def takes_proposals(
    session: Session, sitting: Sitting, meeting: Meeting, *, now: datetime
) -> Meeting | None:
    """The first meeting from this one on whose last day has not passed, if the person is in term then."""
    row: Meeting | None = meeting
    while row and not takes_items(row, sitting.council, now=now):
        row = agenda.meeting_after(session, row, now=now)
    return row if row and sitting.on(row.starts.date) else None
