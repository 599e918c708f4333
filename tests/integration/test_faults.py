"""What once went wrong, each by the name of the fault."""

import time
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from scheduler import jobs
from scheduler.councils import council_settings, store
from scheduler.db.session import Database, reading, writing
from scheduler.errors import Conflict
from scheduler.history.rows import OPERATOR
from scheduler.mail import send
from scheduler.mail.maildir import CaptureTransport
from scheduler.mail.transport import Envelope
from scheduler.notices import store as notices
from tests import build
from tests.conftest import NOW

DUE = build.stockholm("2022-02-15 08:00")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def due(sqlite, config):
    """A kallelse that has been ordered and waits in the outbox."""
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 1))
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00", "2022-02-11 08:00"):
        build.work(sqlite, config, build.stockholm(at))
    jobs.issue_due(build.works(sqlite, config, DUE))
    return sqlite


def count_letters(database: Database) -> Counter[tuple[str, str]]:
    return Counter(
        (letter.letter, letter.state) for letter in build.letters(database) if "/m1/" in letter.key
    )


class Broken(CaptureTransport):
    """A transport that raises what no reply class knows."""

    def begin(self, envelope: Envelope) -> None:
        if envelope.recipient.startswith("member.2@"):
            raise UnicodeEncodeError("ascii", "å", 0, 1, "made up")
        super().begin(envelope)


def test_a_letter_that_breaks_its_sender_goes_back_and_the_others_go(due, config):
    works = build.works(due, config, DUE)

    jobs.send_all(works, Broken(config.mail.folder))

    assert count_letters(due)["kallelse", "sent"] == 2
    broken = next(letter for letter in build.letters(due) if letter.state == "queued")
    assert (broken.recipient, broken.strays) == ("member.2@example.org", 1)
    assert broken.next_try_at == DUE + MINUTE
    build.work(due, config, DUE + MINUTE)
    assert count_letters(due)["kallelse", "sent"] == 3


def test_a_sender_that_stood_still_between_intent_and_dot_does_no_dot(due, config, monkeypatch):
    sender = build.works(due, config, DUE).sender(CaptureTransport(config.mail.folder))
    sender.at = lambda point: time.sleep(0.02) if point == "intent" else None
    before = len(build.captured(config))
    with monkeypatch.context() as short:
        short.setattr(send, "_DOT_WITHIN_SECONDS", 0.01)
        sender.send_while(lambda: False)

    assert len(build.captured(config)) == before
    assert count_letters(due)["kallelse", "queued"] == 3
    assert {letter.ambiguous for letter in build.letters(due)} == {0}
    build.work(due, config, DUE)
    assert count_letters(due)["kallelse", "sent"] == 3


def test_one_run_of_the_worker_looks_at_everything_however_many_meetings_were_touched(
    sqlite, config, monkeypatch
):
    monkeypatch.setattr("scheduler.jobs.mail.BATCH", 10)
    days = [date(2023, 1, 2) + timedelta(days=n) for n in range(25)]
    text = "Mötestider 2023\n" + "\n".join(f"{day:%Y-%m-%d} kl. 15.00" for day in days)
    build.seed_year(sqlite, now=NOW, entries=build.people(1, 0))
    with writing(sqlite, NOW) as session:
        build.council(session, now=NOW, slug="grannen")

    with writing(sqlite, NOW) as session:
        other = store.council(session, "grannen")
        build.publish_year(session, other, 2023, text, now=NOW)
    build.work(sqlite, config, build.stockholm("2022-02-14 08:00"))
    touched = build.stockholm("2022-02-14 20:00")
    with writing(sqlite, touched) as session:
        council_settings.change_settings(
            session, store.council(session, "grannen"), {"place": "X"}, by=OPERATOR, now=touched
        )

    build.work(sqlite, config, DUE)

    assert count_letters(sqlite)["kallelse", "sent"] == 1


def test_a_meeting_whose_plan_cannot_be_made_rests_and_the_others_of_its_council_are_looked_at(
    due, config
):
    later = DUE + MINUTE
    build.move(due, "2022-02-22 16:00", later)
    with writing(due, later) as session:
        session.execute(text("UPDATE notice_issue SET facts = 'null' WHERE kind = 'kallelse'"))

    jobs.issue_due(build.works(due, config, later))

    with reading(due) as session:
        hints = [build.meeting(session, number).next_due_at for number in range(1, 6)]
    assert hints[0] == later + MINUTE
    assert all(hint and hint > later + timedelta(days=1) for hint in hints[1:])


def test_two_who_change_the_same_meeting_get_a_conflict(database):
    build.seed_year(database, now=NOW, entries=build.people(1, 0))
    with reading(database) as session:
        seen = build.meeting(session, 1)
    build.cancel(database, NOW + MINUTE)

    def change_what_was_seen() -> None:
        with writing(database, NOW + MINUTE) as session:
            session.merge(seen, load=False).place = "X"

    with pytest.raises(Conflict):
        change_what_was_seen()


def test_a_notice_that_fails_again_and_again_is_tried_by_the_hour(sqlite, config):
    """And noted with its fault, and the others go."""
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 0))
    broken = "CREATE TRIGGER broken BEFORE INSERT ON outbox_message WHEN NEW.kind = 'year_dates' "
    with writing(sqlite, NOW) as session:
        session.execute(text(broken + "BEGIN SELECT RAISE(ABORT, 'made up'); END"))
    begun, key = build.stockholm("2022-01-25 08:00"), "granasbra/y2022/year_dates/1"

    def starts_by(minutes: int) -> int:
        jobs.run_until_idle(build.works(sqlite, config, begun + minutes * MINUTE))
        with reading(sqlite) as session:
            trouble = notices.troubles(session)[key]
            assert "made up" in trouble.error
            return trouble.starts

    by_the_minute = [starts_by(n) for n in range(8)]
    assert by_the_minute == [1, 2, 3, 4, 5, 6, 6, 6]
    assert [starts_by(5 + n) for n in (59, 60, 119, 120)] == [6, 7, 7, 8]
    assert Counter(row.kind for row in build.letters(sqlite)) == {"call_for_items": 2}
    with writing(sqlite, NOW) as session:
        session.execute(text("DROP TRIGGER broken"))
    jobs.run_until_idle(build.works(sqlite, config, begun + 200 * MINUTE))
    assert Counter(row.kind for row in build.letters(sqlite))["year_dates"] == 2
    with reading(sqlite) as session:
        assert notices.troubles(session) == {}


def test_a_letter_that_cannot_be_rendered_fails_alone(sqlite, config):
    """An address that no header can hold; the letter to the other goes, and a person is told."""
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 0))
    with writing(sqlite, NOW) as session:
        session.execute(text("UPDATE person SET email = 'a\nb@example.org' WHERE id = 2"))

    jobs.run_until_idle(build.works(sqlite, config, build.stockholm("2022-01-25 08:00")))

    rows = [row for row in build.letters(sqlite) if row.kind == "year_dates"]
    assert Counter(row.state for row in rows) == {"failed": 1, "sent": 1}
    [failed] = [row for row in rows if row.state == "failed"]
    assert failed.person_id == 2
    assert failed.reason.startswith("render: ")
