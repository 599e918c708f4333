"""Which letters carry a calendar part: to whom it was chosen, and to whoever may hold the meeting already."""

from __future__ import annotations

import zlib
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import icalendar
import pytest

from scheduler import jobs
from scheduler.clock import Wall
from scheduler.config import Config
from scheduler.councils import store as councils
from scheduler.councils.rows import Channel, Member
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
def called(sqlite: Database, config: Config) -> Database:
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


def move(database: Database, day: str, *, place: str = "Stadshuset, rum Granen") -> None:
    with writing(database, AFTER) as session:
        meeting = build.meeting(session, 1)
        starts, ends = (Wall.parse(f"{day} {at}", build.ZONE) for at in ("15:00", "17:00"))
        lifecycle.move(
            session, meeting, starts=starts, ends=ends, place=place, by=OPERATOR, now=AFTER
        )


def test_the_feed_brings_the_meeting_to_those_who_chose_it(called: Database) -> None:
    assert set(parts(called, Kind.KALLELSE)) == {"member.1", "member.3"}


def test_an_update_reaches_every_calendar_that_may_hold_the_meeting(
    called: Database, config: Config
) -> None:
    with writing(called, AFTER) as session:
        council = councils.council(session, "granasbra")
        for member in councils.members(session, council.id):
            member.person.channel = Channel.FEED
    move(called, "2022-03-01")
    build.work(called, config, AFTER + timedelta(minutes=11))

    moved = parts(called, Kind.CHANGE)
    assert set(moved) == {"member.1", "member.3"}
    assert {str(part["METHOD"]) for part in moved.values()} == {"REQUEST"}


def test_who_is_no_longer_to_come_has_it_taken_out(called: Database, config: Config) -> None:
    with writing(called, AFTER) as session:
        member = session.get(Member, 1)
        assert member
        member.until_on = date(2022, 2, 28)
    move(called, "2022-03-01")
    build.work(called, config, AFTER + timedelta(minutes=11))

    part = parts(called, Kind.CHANGE)["member.1"]
    assert str(part["METHOD"]) == "CANCEL"
    assert "STATUS" not in part.events[0]
    assert part.events[0]["SEQUENCE"] == 1


def test_an_answer_that_still_counts_is_kept_by_the_update(
    called: Database, config: Config
) -> None:
    with writing(called, AFTER) as session:
        member = session.get(Member, 1)
        assert member
        person = councils.person(session, member.person_id)
        given = GivenAnswer(Answer.COMING, Source.LINK)
        replies.record_reply(
            session, build.meeting(session, 1), person, given, by=OPERATOR, now=AFTER
        )
    move(called, "2022-02-22", place="Biblioteket")
    build.work(called, config, AFTER + timedelta(minutes=11))

    attendees = {
        name: part.events[0]["ATTENDEE"].params["PARTSTAT"]
        for name, part in parts(called, Kind.CHANGE).items()
    }
    assert attendees == {"member.1": "ACCEPTED", "member.3": "NEEDS-ACTION"}


def test_a_cancellation_takes_out_only_what_was_put_in(called: Database, config: Config) -> None:
    with writing(called, AFTER) as session:
        lifecycle.cancel(session, build.meeting(session, 1), by=OPERATOR, now=AFTER)
    build.work(called, config, AFTER + timedelta(minutes=11))

    assert set(parts(called, Kind.CHANGE)) == {"member.1", "member.3"}
    assert len([row for row in build.letters(called) if row.kind == Kind.CHANGE]) == 3


def leave(database: Database, number: int, last_on: date | None, now: datetime = AFTER) -> None:
    with writing(database, now) as session:
        council = councils.council(session, "granasbra")
        members = councils.members(session, council.id)
        member = next(m for m in members if m.person.name == f"Member {number}")
        member.end(last_on, now=now)


def test_who_leaves_after_the_kallelse_has_the_meeting_taken_out(
    called: Database, config: Config
) -> None:
    for number in (1, 2):
        leave(called, number, date(2022, 2, 20))
    build.work(called, config, AFTER + timedelta(minutes=6))

    out = parts(called, Kind.MEMBER_LEFT)
    assert set(out) == {"member.1"}  # the other follows the calendar, which does it by itself
    assert str(out["member.1"]["METHOD"]) == "CANCEL"
    assert "STATUS" not in out["member.1"].events[0]
    letter = next(row for row in build.letters(called) if row.kind == Kind.MEMBER_LEFT)
    assert letter.state == "sent"

    move(called, "2022-03-01")
    build.work(called, config, AFTER + timedelta(minutes=30))
    changed = {row.recipient for row in build.letters(called) if row.kind == Kind.CHANGE}
    assert changed == {"member.2@example.org", "member.3@example.org"}


def test_the_letter_to_one_who_has_left_goes_whatever_changes_while_it_waits(
    called: Database, config: Config
) -> None:
    leave(called, 1, date(2022, 2, 20))
    jobs.issue_due(build.works(called, config, AFTER + timedelta(minutes=6)))
    leave(called, 2, date(2022, 2, 20), AFTER + timedelta(minutes=7))
    jobs.sweep(build.works(called, config, AFTER + timedelta(minutes=30)))
    build.work(called, config, AFTER + timedelta(minutes=30))

    (letter,) = [row for row in build.letters(called) if row.kind == Kind.MEMBER_LEFT]
    assert letter.state == "sent"


def test_an_ended_term_is_taken_back_within_five_minutes(called: Database, config: Config) -> None:
    leave(called, 1, date(2022, 2, 20))
    build.work(called, config, AFTER + timedelta(minutes=4))
    leave(called, 1, None, AFTER + timedelta(minutes=4))
    build.work(called, config, AFTER + timedelta(minutes=10))

    assert parts(called, Kind.MEMBER_LEFT) == {}
