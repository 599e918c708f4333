"""The year of a real council's own line: 32 notices, and each letter of them once and at its hour."""

from collections import Counter
from datetime import date, datetime, timedelta

from scheduler import jobs
from scheduler.councils import council_settings, store
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.notices import listing
from tests import build
from tests.conftest import NOW

DAY = timedelta(days=1)


def notices(database: Database) -> list[listing.NoticeLine]:
    with reading(database) as session:
        return listing.list_council(session, store.council(session, "granasbra"), now=NOW)


DAYS = {
    "kallelse": ["2022-02-15", "2022-04-19", "2022-06-07", "2022-09-13", "2022-12-06"],
    "kallelse_review": ["2022-02-11", "2022-04-13", "2022-06-02", "2022-09-09", "2022-12-02"],
    "reply_reminder": ["2022-02-17", "2022-04-21", "2022-06-09", "2022-09-15", "2022-12-08"],
    "day_before": ["2022-02-21", "2022-04-25", "2022-06-13", "2022-09-19", "2022-12-12"],
}
"""They keep off Easter and the national day."""


def test_the_published_year_has_32_notices(database):
    build.seed_year(database, now=NOW)

    found = notices(database)

    assert Counter(line.kind.value for line in found) == {
        "year_dates": 1, "next_year": 1, "call_for_items": 5, "items_reminder": 5, **dict.fromkeys(DAYS, 5),
    }  # fmt: skip
    assert {line.state for line in found} == {listing.NoticeState.PLANNED}
    for kind, days in DAYS.items():
        due = [line.due_at for line in found if line.kind == kind]
        assert due == [build.stockholm(f"{day} 08:00") for day in days]


def test_living_through_the_year_sends_every_letter_once_and_at_its_hour(sqlite, config):
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    planned = {line.key: line for line in notices(sqlite)}

    def work(at: datetime) -> int:
        """Without the memory of build.work, which would keep the database of each day for nobody."""
        return jobs.run_until_idle(build.works(sqlite, config, at))

    planned_on = {line.due_at for line in planned.values()}
    # Those of the days on which mail is planned and of the days after, and one a fortnight of the others.
    mornings = [
        at
        for n, at in enumerate(build.every_morning(date(2021, 12, 2), date(2022, 12, 31)))
        if any(timedelta(0) <= at - due < 2 * DAY for due in planned_on) or n % 14 == 0
    ]

    assert work(build.stockholm("2021-12-01 09:04")) == 0
    sent = [work(build.stockholm("2021-12-01 09:05")), *map(work, mornings)]

    letters = build.letters(sqlite)
    assert sum(sent) == len(letters) == len({letter.message_id for letter in letters}) == 69
    assert {letter.state for letter in letters} == {"sent"}
    assert {(letter.attempts, letter.ambiguous, letter.token) for letter in letters} == {(0, 0, 1)}
    for letter in letters:
        notice = planned[letter.key.rpartition("/")[0]]
        assert letter.sent_at == letter.due_at == notice.due_at
    assert Counter(letter.kind for letter in letters) == {
        "year_dates": 3, "call_for_items": 15, "items_reminder": 15, "kallelse_review": 5, "next_year": 1,
        "kallelse": 10, "reply_reminder": 10, "day_before": 10,
    }  # fmt: skip
    assert len(build.captured(config)) == len(letters)


def test_a_changed_setting_moves_what_is_coming_and_sends_nothing_twice(sqlite, config):
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    build.work(sqlite, config, build.stockholm("2022-02-15 08:00"))
    before = len(build.letters(sqlite))

    at = build.stockholm("2022-02-15 09:00")
    with writing(sqlite, at) as session:
        council = store.council(session, "granasbra")
        values = {"kallelse": "10 days", "hour": "07:30"}
        council_settings.change_settings(session, council, values, by=OPERATOR, now=at)

    assert build.work(sqlite, config, build.stockholm("2022-02-16 08:00")) == 0
    assert len(build.letters(sqlite)) == before
    april = next(
        n for n in notices(sqlite) if n.kind == "kallelse" and n.meeting and n.meeting.number == 2
    )
    assert april.due_at == build.stockholm("2022-04-14 07:30")
