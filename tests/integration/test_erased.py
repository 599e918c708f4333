"""Of a person who was erased there is no address and no phone left, and what was published stands as it was."""

import zlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler import all_rows, jobs
from scheduler.archive import backup, council_file
from scheduler.calendars.feed_request import FeedKind, FeedRequest
from scheduler.calendars.feed_server import FeedServer
from scheduler.calendars.rows import FeedFetch
from scheduler.config import Config, Site
from scheduler.councils import council_settings, people, store, terms
from scheduler.councils.term_rules import TermDetails
from scheduler.db import schema
from scheduler.db.session import Database, reading, writing
from scheduler.errors import NotFound
from scheduler.history.rows import OPERATOR, Actor, ActorKind
from scheduler.inbox.rows import Fate, IncomingMail
from scheduler.links import Links, Purpose, Signer
from scheduler.mail import delivery_reports
from scheduler.mail.rows import Event
from scheduler.meetings import replies
from scheduler.meetings.rows import Answer, Reply, Source
from scheduler.notes.rows import Attendance
from scheduler.papers.folder import FileFolder
from scheduler.personal import kept, retention
from tests import build
from tests.conftest import NOW

SENT = build.stockholm("2022-02-15 08:00")
OVER = build.stockholm("2022-02-23 08:00")
LATER = OVER + timedelta(days=3)
URL = "https://moten.example.org"
TRACES = ("member.1@example.org", "first@example.se", "070-111", "070-222")


@pytest.fixture
def left(database: Database, config: Config) -> Database:
    """Member 1 has replied, changed address and phone, written mail, and left; their meeting is over."""
    build.seed_year(database, now=NOW, entries=build.people(3, 0))
    build.work(database, config, build.stockholm("2022-02-01 08:00"))
    build.work(database, config, SENT)
    with writing(database, SENT) as session:
        one, meeting = build.member(session).person, build.meeting(session, 1)
        by = Actor(ActorKind.PERSON, one.id, one.name)
        given = Reply(answer=Answer.NO, source=Source.LINK, note="Jag ligger på sjukhus.")
        replies.record_reply(session, meeting, one, given, by=by, now=SENT)
        for email, phone in (("first@example.se", "070-111"), ("now@example.se", "070-222")):
            new = TermDetails(one.name, email, phone=phone)
            people.correct_details(session, one, new, by=by, now=SENT)
        session.add(IncomingMail(digest="1", at=SENT, sender=one.email, text="Från now@example.se",
                                 fate=Fate.IGNORED, person_id=one.id))  # fmt: skip
        session.add(FeedFetch(feed=f"person:{one.id}", program="Google", at=SENT))
        session.add(Attendance(meeting_id=meeting.id, position=1, person_id=one.id, name=one.name))
    (row, *_) = [letter for letter in build.letters(database) if letter.recipient == TRACES[0]]
    with writing(database, OVER) as session:
        delivery_reports.record_report(
            session, row, event=Event.BOUNCED, status="5.1.1", words=f"<{TRACES[0]}>", now=OVER
        )
        delivery_reports.mark_bounced(session, row, words=f"550 {TRACES[0]}", now=OVER)
        for address in (TRACES[0], "now@example.se"):
            delivery_reports.suppress(session, address, reason=f"550 <{address}>", now=OVER)
    jobs.run_until_idle(build.works(database, config, OVER))
    with writing(database, OVER) as session:
        terms.end_term(session, build.member(session), last_on=OVER.date(), by=OPERATOR, now=OVER)
    return database


def traces(database: Database) -> list[str]:
    """Where an address or phone of theirs stands: tables and columns, packed ones too."""
    found = []
    with reading(database) as session:
        for name, table in all_rows.METADATA.tables.items():
            for row in session.execute(select(table)).mappings():
                for column, value in row.items():
                    if isinstance(value, bytes) and column in ("mime", "raw"):
                        value = zlib.decompress(value).decode("latin-1")
                    text = str(value).lower()
                    if any(trace in text for trace in (*TRACES, "now@example.se", "sjukhus")):
                        found.append(f"{name}.{column}")
    return sorted(set(found))


def stays(database: Database) -> dict[str, list[object]]:
    with reading(database) as session:
        return {
            name: [tuple(row) for row in session.execute(select(all_rows.METADATA.tables[name]))]
            for name in ("attendance", "notes_version", "meeting_notes", "item_note", "member")
        }


def erase(database: Database) -> None:
    with writing(database, LATER) as session:
        one = build.member(session).person
        council_id = store.council(session, "granasbra").id
        assert kept.why_not(session, one, council_id, now=LATER) == ""
        kept.erase(session, one, by=OPERATOR, now=LATER)


def test_nothing_leads_to_the_person_any_more_and_what_was_published_stands(left, config):
    before = stays(left)
    assert "outbox_message.mime" in traces(left)
    assert "change.before" in traces(left)

    erase(left)

    assert traces(left) == []
    assert stays(left) == before
    with reading(left) as session:
        one = build.member(session).person
        assert (one.name, one.is_erased, one.link_version) == ("Member 1", True, 1)
    count = len(build.letters(left))
    build.work(left, config, LATER)
    build.cancel(left, LATER, number=2)
    build.work(left, config, LATER + timedelta(minutes=10))
    new = build.letters(left)[count:]
    assert [row.recipient for row in new if row.person_id == one.id] == []


def test_who_was_erased_stays_so_in_a_backup_and_in_a_council_s_file(left, tmp_path):
    """And the address of their feed, which answered before, answers nowhere."""
    folder, signer = FileFolder(tmp_path), Signer(b"s" * 32)
    with reading(left) as session:
        one = build.member(session).person
        token = signer.token(Purpose.FEED, one.id, version=one.feed_version)
    assert has_feed(left, token)
    erase(left)
    assert not has_feed(left, token)
    with reading(left) as session:
        council = store.council(session, "granasbra")
        made = council_file.export_council(session, council, folder, url=URL, now=LATER)
    backup.back_up(left, tmp_path / "a.zip", folder, url=URL, secret=None, now=LATER)
    restored, other = (Database(f"sqlite:///{tmp_path}/{name}.db") for name in "ab")

    backup.restore(restored, tmp_path / "a.zip", folder, replace=False, now=LATER)
    schema.ensure(other, now=LATER, host="b.example.org")
    with writing(other, LATER) as session:
        file = council_file.read_council_file(made)
        council_file.import_council(session, file, by=OPERATOR, now=LATER)

    for database in (restored, other):
        with reading(database) as session:
            assert build.member(session).person.is_erased
        assert traces(database) == []
        assert not has_feed(database, token)
        database.close()


def has_feed(database: Database, token: str) -> bool:
    """Whether the personal calendar at the address with this token answers."""
    server = FeedServer(database, Links(URL, Signer(b"s" * 32)), Site())
    try:
        return bool(server.state(FeedRequest(FeedKind.PERSON, token)))
    except NotFound:
        return False


def test_an_address_that_is_somebody_elses_by_now_is_left_with_them(left):
    with writing(left, LATER) as session:
        store.add_person(session, "Bo Ek", "first@example.se")
    erase(left)

    with reading(left) as session:
        bo = store.person_by_email(session, "first@example.se")
    assert bo
    assert traces(left) == ["person.email"]


def test_contact_details_go_when_the_time_of_the_council_has_passed(left, config):
    """Two years after the last term, and a week after the settings were changed; never where it is not chosen."""
    two_years = OVER.replace(year=2024)
    with reading(left) as session:
        council_id = store.council(session, "granasbra").id
        for days, coming in ((-61, []), (-60, ["Member 1"])):
            at = two_years + timedelta(days=days)
            told = retention.coming_erasures(session, council_id, now=at)
            assert [(day, p.name) for day, people in told for p in people] == [
                (OVER.date().replace(year=2024), name) for name in coming
            ]
    jobs.tidy(build.works(left, config, two_years - timedelta(days=1)))
    assert traces(left) != []
    build.act(left, two_years, council_settings.change_settings, {"retention_months": ""})
    jobs.tidy(build.works(left, config, two_years + timedelta(days=9)))
    assert traces(left) != []
    build.act(left, two_years, council_settings.change_settings, {"retention_months": "1"})
    jobs.tidy(build.works(left, config, two_years + timedelta(days=6)))
    assert traces(left) != []

    jobs.tidy(build.works(left, config, two_years + timedelta(days=7)))

    assert traces(left) == []
    jobs.tidy(build.works(left, config, two_years + timedelta(days=8)))
