"""One council as one file, read by an installation that has others: the same feed, the same coming mail."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from scheduler.agenda import store as agenda
from scheduler.archive import council_file
from scheduler.calendars.feed_request import FeedKind, FeedRequest
from scheduler.calendars.feed_server import FeedServer
from scheduler.config import Site
from scheduler.councils import accounts, store
from scheduler.db.session import Database, Session, reading, writing
from scheduler.errors import UserError
from scheduler.history.rows import OPERATOR
from scheduler.links import Links, Signer
from scheduler.mail import queries
from scheduler.notes import from_before
from scheduler.notes import store as note_store
from scheduler.notes.attendance import new_attendance
from scheduler.notes.draft import Draft, new_notes
from scheduler.notes.rows import FollowUpReport, Outcome, Presence
from scheduler.notices import listing
from scheduler.papers import store as papers
from scheduler.papers.actions import KeptFile, add_papers
from scheduler.papers.folder import FileFolder
from tests import build
from tests.integration.conftest import UNDER_WAY

AT = UNDER_WAY
URL = "https://moten.example.org"
FILES = FileFolder(Path("/nonexistent"))
WHOLE_NOTES = Path(__file__).parents[1] / "fixtures/dates/028-whole-notes-2022/input.txt"


@pytest.fixture
def octets(old):
    """The file of a year under way, with the feed and the mail as the old installation has them."""
    with reading(old) as session:
        council = store.council(session, "granasbra")
        made = council_file.export_council(session, council, FILES, url=URL, now=AT)
        return made, feed(old), coming(session)


def feed(database: Database) -> bytes:
    """As subscribers get it, with the deadlines, which follow the council's settings."""
    server = FeedServer(database, Links(URL, Signer(b"s" * 32)), Site())
    state = server.state(FeedRequest(FeedKind.COUNCIL, "granasbra", deadlines=True))
    _, octets, _ = server.octets(state)
    return octets


def coming(session: Session) -> list[object]:
    lines = listing.list_council(session, store.council(session, "granasbra"), now=AT)
    return [
        (
            n.key,
            n.due_at,
            n.expires_at,
            n.state,
            [(to.name, to.email, to.letter, to.state) for to in n.audience],
        )
        for n in lines
    ]


def test_the_same_feed_and_the_same_coming_mail(database, config, octets):
    with writing(database, AT) as session:  # others are there already, so every key is another
        build.council(session, now=AT, slug="andra")
        council = store.council(session, "andra")
        accounts.add_account(
            session, "vem@example.org", name="Vem", councils=[council], by=OPERATOR, now=AT
        )

        council_file.import_council(
            session, council_file.read_council_file(octets[0]), by=OPERATOR, now=AT
        )

    with reading(database) as session:
        assert feed(database) == octets[1]
        assert coming(session) == octets[2]
    sent = len(build.letters(database))
    assert build.work(database, config, AT) == 0
    # What was owed is sent from here, once: the change of meeting 1, to two members and one deputy.
    assert build.work(database, config, build.stockholm("2022-02-16 10:15")) == 3
    assert len(build.letters(database)) == sent + 3


def test_papers_go_with_the_council_by_what_they_hold(tmp_path, old, sqlite):
    folder = FileFolder(tmp_path / "old")
    kept = KeptFile("a.pdf", "application/pdf", 5, folder.keep(BytesIO(b"%PDF-")))
    with writing(old, AT) as session:
        council = store.council(session, "granasbra")
        add_papers(session, build.meeting(session, 1), [kept], by=OPERATOR, now=AT)
        made = council_file.export_council(session, council, folder, url=URL, now=AT)
    file, other = council_file.read_council_file(made), FileFolder(tmp_path / "new")
    file.keep_files(other)
    with writing(sqlite, AT) as session:
        council_file.import_council(session, file, by=OPERATOR, now=AT)
        assert papers.digests(session) == {kept.sha256}

    assert other.find(kept.sha256).read_bytes() == b"%PDF-"
    false = json.dumps(json.loads(made) | {"files": {kept.sha256: "AAAA"}}).encode()
    with pytest.raises(UserError):
        council_file.read_council_file(false)


def test_nothing_secret_is_in_the_file_and_links_of_old_letters_open_nothing(sqlite, octets):
    tables = json.loads(octets[0])["tables"]
    assert not {"link_version", "feed_version"} & tables["person"][0].keys()
    assert "password_hash" not in tables["account"][0]
    assert "mime" not in tables["outbox_message"][0]

    with writing(sqlite, AT) as session:
        council_file.import_council(
            session, council_file.read_council_file(octets[0]), by=OPERATOR, now=AT
        )
        assert all(m.person.link_version > 0 for m in store.members(session, 1))


def test_a_letter_that_had_not_left_is_for_a_person_or_made_anew(sqlite, config, octets, tmp_path):
    with writing(sqlite, AT) as session:
        council_file.import_council(
            session, council_file.read_council_file(octets[0]), by=OPERATOR, now=AT
        )
        rows = queries.all_letters(session)
        for row in rows:
            if row.kind == "call_for_items" or row.id == rows[0].id:
                row.state = "queued"
        session.flush()
        council = store.council(session, "granasbra")
        tables = json.loads(council_file.export_council(session, council, FILES, url=URL, now=AT))[
            "tables"
        ]

    assert "call_for_items" not in {row["kind"] for row in tables["notice_issue"]}
    assert [row["state"] for row in tables["outbox_message"]].count("failed") == 1


def noted(session):
    """All that was noted at the first meeting, with what its rows point to by name."""
    meeting = build.meeting(session, 1)
    notes = note_store.notes_of(session, meeting.id)
    assert notes
    items = {item.id: item.heading for item in agenda.agenda_of(session, meeting.id)}
    names = {
        term.person_id: term.person.name for term in store.members(session, meeting.council_id)
    }
    asked = note_store.last_approval(session, meeting.id)
    assert asked
    return {
        "notes": (notes.guests, notes.remarks, notes.noted_by, notes.attendance_at),
        "attendance": [
            (row.name, row.organisation, row.presence, row.replaced_by, names.get(row.person_id))
            for row in note_store.attendance_of(session, meeting.id)
        ],
        "items": [
            (items[key], note.text) for key, note in note_store.item_notes(session, items).items()
        ],
        "follow_ups": [
            (row.text, items[row.item_id or 0], row.meeting_id == meeting.id)
            for row in note_store.follow_ups(session, meeting.council_id)
        ],
        "reports": [(r.text, r.outcome) for r in note_store.reports(session, meeting.council_id)],
        "versions": [
            (v.number, v.content, v.correction, v.published_at)
            for v in note_store.versions(session, meeting.id)
        ],
        "approval": (asked.name, asked.content, asked.asked_at, names[asked.person_id]),
    }


def test_notes_with_their_versions_follow_ups_and_attendance_go_with_the_council(database, old):
    with writing(old, AT) as session:
        council, meeting = store.council(session, "granasbra"), build.meeting(session, 1)
        member = store.members(session, council.id)[0].person
        seated = new_attendance(meeting.id, 1, member.name, "")
        seated.person_id, seated.organisation = member.id, "Polisen"
        called = member.name, Presence.ABSENT, ""
        page = from_before.read_page(WHOLE_NOTES.read_text("utf-8"))
        draft = Draft(council, meeting, new_notes(meeting), called=[seated])
        from_before.save_past_notes(
            session, draft, replace(page, called=(called, *page.called)), by=OPERATOR, now=AT
        )
        (promise,) = note_store.follow_ups(session, council.id)
        second = build.meeting(session, 2)
        told = {"follow_up_id": promise.id, "meeting_id": second.id, "council_id": council.id}
        session.add(FollowUpReport(**told, outcome=Outcome.KEPT, text="Halva vägen."))
        build.add_published_notes(session, council, meeting)
        build.add_asked_chair(session, meeting, member)
        before = noted(session)
        made = council_file.export_council(session, council, FILES, url=URL, now=AT)

    with writing(database, AT) as session:
        build.council(session, now=AT, slug="andra")
        file = council_file.read_council_file(made)
        council_file.import_council(session, file, by=OPERATOR, now=AT)
        after = noted(session)

    assert after == before
    assert [len(after[name]) for name in ("attendance", "items", "follow_ups")] == [14, 7, 1]
    assert after["reports"] == [("Halva vägen.", "kept")]
