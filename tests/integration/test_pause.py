"""All planned mail of a council waits: nothing leaves, nothing is lost, and nothing late goes unasked afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from scheduler import jobs
from scheduler.config import Config
from scheduler.councils import member_import, store
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.notices import health, listing, mail_actions, pause
from scheduler.notices.listing import NoticeLine
from scheduler.years import draft, publish
from tests import build
from tests.conftest import NOW

KALLELSE = "granasbra/m1/kallelse/@2022-02-22T15:00"
REPLY = "granasbra/m1/reply_reminder/@2022-02-22T15:00"
DAY_BEFORE = "granasbra/m1/day_before/@2022-02-22T15:00"
BEFORE = build.stockholm("2022-02-10 10:00")
DUE = build.stockholm("2022-02-15 08:00")
MINUTE = timedelta(minutes=1)
FIVE = timedelta(minutes=5)


@pytest.fixture
def year(sqlite: Database, config: Config) -> Database:
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 1))
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00"):
        build.work(sqlite, config, build.stockholm(at))
    return sqlite


def stop(database: Database, at: datetime) -> None:
    with writing(database, at) as session:
        pause.pause_mail(session, store.council(session, "granasbra"), by=OPERATOR, now=at)


def go(database: Database, at: datetime, said: dict[str, str] | None = None) -> list[str]:
    """Keys of what is late and waits for a person."""
    with writing(database, at) as session:
        council = store.council(session, "granasbra")
        return [
            line.key
            for line in pause.resume_mail(session, council, said or {}, by=OPERATOR, now=at)
        ]


def lines(database: Database, at: datetime) -> dict[str, NoticeLine]:
    with reading(database) as session:
        found = listing.list_council(session, store.council(session, "granasbra"), now=at)
    return {line.key: line for line in found}


def sent(database: Database, kind: str) -> int:
    return sum(row.kind == kind and row.state == "sent" for row in build.letters(database))


def test_while_paused_nothing_is_ordered_and_nothing_is_reported_as_late(
    year: Database, config: Config
) -> None:
    stop(year, BEFORE)
    build.work(year, config, DUE)

    assert sent(year, "kallelse") == 0
    found = lines(year, DUE)
    assert (found[KALLELSE].state, found[KALLELSE].reason) == ("held", listing.PAUSED)
    assert (found[DAY_BEFORE].state, found[DAY_BEFORE].reason) == ("held", listing.PAUSED)
    with reading(year) as session:
        wrong = {
            one.wrong for one in health.check_health(session, now=DUE + timedelta(hours=1)).ailments
        }
    assert health.Wrong.NOTICE_OVERDUE not in wrong


def test_what_became_late_waits_for_a_person_and_the_rest_goes_by_itself(
    year: Database, config: Config
) -> None:
    stop(year, BEFORE)
    build.work(year, config, DUE)

    assert go(year, DUE + MINUTE) == [
        KALLELSE
    ]  # the review's time was over when the kallelse's came
    build.work(year, config, DUE + FIVE)
    assert sent(year, "kallelse") == 0
    assert lines(year, DUE + FIVE)[KALLELSE].reason == "held"
    build.work(year, config, build.stockholm("2022-02-21 08:00"))
    assert sent(year, "day_before") == 3


def test_each_late_mail_is_sent_or_skipped_as_a_person_says(year: Database, config: Config) -> None:
    late = build.stockholm("2022-02-18 09:00")
    stop(year, BEFORE)

    assert go(year, late, {KALLELSE: "send", REPLY: "skip"}) == []
    build.work(year, config, late + FIVE)

    assert (sent(year, "kallelse"), sent(year, "reply_reminder")) == (3, 0)
    assert lines(year, late + FIVE)[REPLY].state == "skipped"


def test_what_is_past_its_time_never_goes_and_stands_as_missed(
    year: Database, config: Config
) -> None:
    after = build.stockholm("2022-02-22 15:01")
    stop(year, BEFORE)
    build.work(year, config, after)

    assert lines(year, after)[KALLELSE].state == "missed"
    assert go(year, after, {KALLELSE: "send"}) == []
    build.work(year, config, after + FIVE)
    assert sent(year, "kallelse") == sent(year, "day_before") == 0
    assert lines(year, after + FIVE)[KALLELSE].state == "missed"


def test_letters_on_their_way_wait_and_go_on_where_they_still_hold(
    year: Database, config: Config
) -> None:
    while jobs.issue_due(build.works(year, config, DUE)):
        pass
    stop(year, DUE + MINUTE)
    build.work(year, config, DUE + FIVE)
    assert sent(year, "kallelse") == 0
    shown = lines(year, DUE + FIVE)[KALLELSE]
    assert (shown.state, shown.reason) == ("held", listing.PAUSED)
    assert listing.narrow_to_person(shown, shown.audience[0].person_id) is not None

    assert go(year, DUE + timedelta(hours=3)) == []
    build.work(year, config, DUE + timedelta(hours=3, minutes=6))
    assert sent(year, "kallelse") == 3


def test_a_mail_on_hold_before_stays_on_hold_after(year: Database, config: Config) -> None:
    with writing(year, BEFORE) as session:
        council = store.council(session, "granasbra")
        mail_actions.hold(session, council, DAY_BEFORE, by=OPERATOR, now=BEFORE)
    stop(year, BEFORE)
    assert lines(year, BEFORE)[DAY_BEFORE].reason == "held"

    assert go(year, BEFORE + MINUTE) == []

    assert lines(year, BEFORE + MINUTE)[DAY_BEFORE].state == "held"
    assert lines(year, BEFORE + MINUTE)[KALLELSE].state == "planned"


def test_another_council_is_not_paused(year: Database, config: Config) -> None:
    with writing(year, BEFORE) as session:
        other = build.council(session, now=BEFORE, slug="andra")
        member_import.import_members(session, other, build.people(3, 1), by=OPERATOR, now=BEFORE)
        planned = draft.plan(session, other, 2022, "14 juni kl. 15", by=OPERATOR, now=BEFORE)
        publish.publish(session, other, planned, by=OPERATOR, now=BEFORE)
    stop(year, BEFORE)

    build.work(year, config, BEFORE + FIVE)

    gone = [row.key for row in build.letters(year) if row.sent_at == BEFORE + FIVE]
    assert len(gone) == 4
    assert all(key.startswith("andra/") for key in gone)
