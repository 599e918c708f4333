"""Which letters carry a calendar part: to whom it was chosen, and to whoever may hold the meeting already."""

from __future__ import annotations

import zlib
from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import icalendar
import pytest

from scheduler.councils import store as councils
from scheduler.councils.rows import Channel
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.mail import queries
from scheduler.mail.rows import OutboxMessage
from scheduler.meetings import lifecycle, replies
from scheduler.meetings.replies import GivenAnswer
from scheduler.meetings.rows import Answer, Source
from scheduler.notices.kinds import Kind
from tests import build

AFTER = build.stockholm("2022-02-16 09:00")
"""The kallelse to the meeting on 22 February has gone."""


@pytest.fixture
def called(sqlite, config):
    """Three members: of invitations, of the feed, of both. Each has the kallelse."""
    build.seed_year(sqlite, now=build.stockholm("2021-12-01 09:00"), entries=build.people(3, 0))
    with writing(sqlite, AFTER) as session:
        council = councils.council(session, "granasbra")
        for member, channel in zip(councils.members(session, council.id), Channel, strict=True):
            member.person.channel = channel
    for morning in build.every_morning(date(2022, 2, 1), AFTER.date()):
        build.work(sqlite, config, morning)
    return sqlite


def parts(database: Database, kind: Kind) -> dict[str, icalendar.Calendar]:
    """By whom it went to: the calendar part of each letter of the kind that has one."""
    found = {}
    with reading(database) as session:
        rows = [queries.letter(session, row.id) for row in build.letters(database)]
    for row in rows:
        if row.kind == kind and (part := part_of(row)) is not None:
            found[row.recipient.split("@")[0]] = part
    return found


def part_of(row: OutboxMessage) -> icalendar.Calendar | None:
    mail = message_from_bytes(zlib.decompress(row.mime or b""), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    part = next((p for p in mail.walk() if p.get_content_type() == "text/calendar"), None)
    assert bool(part) == bool(row.method)
    return icalendar.Calendar.from_ical(part.get_payload(decode=True)) if part else None


def test_an_update_reaches_every_calendar_that_may_hold_the_meeting_and_keeps_the_answer(
    called, config
):
    assert set(parts(called, Kind.KALLELSE)) == {"member.1", "member.3"}
    with writing(called, AFTER) as session:
        council = councils.council(session, "granasbra")
        members = councils.members(session, council.id)
        for member in members:
            member.person.channel = Channel.FEED
        meeting = build.meeting(session, 1)
        given = GivenAnswer(Answer.COMING, Source.LINK)
        replies.record_reply(session, meeting, members[0].person, given, by=OPERATOR, now=AFTER)
        lifecycle.move(
            session, meeting, starts=meeting.starts, ends=meeting.ends, place="Biblioteket",
            by=OPERATOR, now=AFTER,
        )  # fmt: skip
    build.work(called, config, AFTER + timedelta(minutes=11))

    moved = parts(called, Kind.CHANGE)
    assert {str(part["METHOD"]) for part in moved.values()} == {"REQUEST"}
    attendees = {
        name: part.events[0]["ATTENDEE"].params["PARTSTAT"] for name, part in moved.items()
    }
    assert attendees == {"member.1": "ACCEPTED", "member.3": "NEEDS-ACTION"}
