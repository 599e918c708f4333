"""The year of a real council's own line: 31 notices, 710 letters to thirty people, each once and at its hour."""

from __future__ import annotations

import email
import email.policy
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from scheduler import jobs
from scheduler.config import Config
from scheduler.councils import settings, store
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.notices import listing
from tests import build
from tests.conftest import NOW

DAY = timedelta(days=1)


def notices(database: Database) -> list[listing.NoticeLine]:
    with reading(database) as session:
        return listing.list_council(session, store.council(session, "granasbra"), now=NOW)


def test_the_published_year_has_31_notices(database: Database) -> None:
    build.seed_year(database, now=NOW)

    found = notices(database)

    assert len(found) == 31
    assert Counter(line.kind.value for line in found) == {
        "year_dates": 1,
        "call_for_items": 5,
        "items_reminder": 5,
        "kallelse_review": 5,
        "kallelse": 5,
        "reply_reminder": 5,
        "day_before": 5,
    }
    assert {line.state for line in found} == {listing.NoticeState.PLANNED}


@pytest.mark.parametrize(
    "kind,days",
    [
        ("kallelse", ["2022-02-15", "2022-04-19", "2022-06-07", "2022-09-13", "2022-12-06"]),
        ("kallelse_review", ["2022-02-11", "2022-04-13", "2022-06-02", "2022-09-09", "2022-12-02"]),
        ("reply_reminder", ["2022-02-17", "2022-04-21", "2022-06-09", "2022-09-15", "2022-12-08"]),
        ("day_before", ["2022-02-21", "2022-04-25", "2022-06-13", "2022-09-19", "2022-12-12"]),
    ],
)
def test_days_of_each_kind_keep_off_easter_and_the_national_day(
    sqlite: Database, kind: str, days: list[str]
) -> None:
    build.seed_year(sqlite, now=NOW)

    due = [line.due_at for line in notices(sqlite) if line.kind == kind]

    assert due == [build.stockholm(f"{day} 08:00") for day in days]


def test_living_through_the_year_sends_every_letter_once_and_at_its_hour(
    database: Database, config: Config
) -> None:
    # On PostgreSQL fewer people: each letter is as many steps for it.
    members, deputies = (25, 5) if database.is_sqlite else (4, 1)
    everyone = members + deputies
    build.seed_year(database, now=NOW, entries=build.people(members, deputies))
    planned = {line.key: line for line in notices(database)}

    def work(at: datetime) -> int:
        """Without the memory of build.work, which would keep the database of each day for nobody."""
        return jobs.run_until_idle(build.works(database, config, at))

    planned_on = {line.due_at for line in planned.values()}
    # Those around the days on which mail is planned, and on SQLite one a week of the others.
    mornings = [
        at
        for n, at in enumerate(build.every_morning(date(2021, 12, 2), date(2022, 12, 31)))
        if any(abs(at - due) < 2 * DAY for due in planned_on) or (database.is_sqlite and n % 7 == 0)
    ]

    assert work(build.stockholm("2021-12-01 09:04")) == 0
    sent = [work(build.stockholm("2021-12-01 09:05")), *map(work, mornings)]

    letters = build.letters(database)
    count = 11 * everyone + 15 * members + 5
    assert sum(sent) == len(letters) == len({letter.message_id for letter in letters}) == count
    assert {letter.state for letter in letters} == {"sent"}
    assert {(letter.attempts, letter.ambiguous, letter.token) for letter in letters} == {(0, 0, 1)}
    for letter in letters:
        notice = planned[letter.key.rpartition("/")[0]]
        assert letter.sent_at == letter.due_at == notice.due_at
    assert Counter(letter.kind for letter in letters) == {
        "year_dates": everyone,
        "call_for_items": 5 * everyone,
        "items_reminder": 5 * everyone,
        "kallelse_review": 5,
        "kallelse": 5 * members,
        "reply_reminder": 5 * members,
        "day_before": 5 * members,
    }
    assert len(build.captured(config)) == count


def test_the_date_of_a_letter_is_the_hour_it_was_due(sqlite: Database, config: Config) -> None:
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    for at in ("2021-12-01 09:05", "2022-03-29 08:00", "2022-02-15 08:00"):
        build.work(sqlite, config, build.stockholm(at))

    for file, letter in zip(build.captured(config), build.letters(sqlite), strict=True):
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        assert message["Date"].datetime == letter.sent_at
        assert message["Message-ID"] == letter.message_id


def test_nothing_goes_a_minute_early(sqlite: Database, config: Config) -> None:
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    build.work(sqlite, config, build.stockholm("2022-02-14 08:00"))

    assert build.work(sqlite, config, build.stockholm("2022-02-15 07:59")) == 0
    assert build.work(sqlite, config, build.stockholm("2022-02-15 08:00")) == 2


def test_a_changed_setting_moves_what_is_coming_and_sends_nothing_twice(
    database: Database, config: Config
) -> None:
    build.seed_year(database, now=NOW, entries=build.people(2, 1))
    build.work(database, config, build.stockholm("2021-12-01 09:05"))
    build.work(database, config, build.stockholm("2022-02-15 08:00"))
    before = len(build.letters(database))

    at = build.stockholm("2022-02-15 09:00")
    with writing(database, at) as session:
        council = store.council(session, "granasbra")
        values = {"kallelse": "10 days", "hour": "07:30"}
        settings.change(session, council, values, by=OPERATOR, now=at)

    assert build.work(database, config, build.stockholm("2022-02-16 08:00")) == 0
    assert len(build.letters(database)) == before
    april = next(
        n for n in notices(database) if n.kind == "kallelse" and n.meeting and n.meeting.number == 2
    )
    assert april.due_at == build.stockholm("2022-04-14 07:30")


def test_hints_are_right_all_through_the_year(sqlite: Database, config: Config) -> None:
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-04-19 08:00", "2022-07-01 08:00"):
        build.work(sqlite, config, build.stockholm(at))

        assert jobs.recount(build.works(sqlite, config, build.stockholm(at))) == 0
