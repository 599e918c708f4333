"""The mark of a council's mail moves with all that its list is read from, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text

from scheduler import jobs
from scheduler.config import Config
from scheduler.councils import accounts, roster, settings, store
from scheduler.councils.rows import Council
from scheduler.db.session import Database, Session, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.meetings import lifecycle, replies
from scheduler.meetings.replies import Given
from scheduler.meetings.rows import Answer, Source
from scheduler.notices import override, pause, texts
from scheduler.notices import store as notices
from scheduler.notices.kinds import Letter
from tests import build
from tests.conftest import NOW

KALLELSE = "granasbra/m1/kallelse/@2022-02-22T15:00"
AT = build.stockholm("2022-01-10 10:00")
SINCE = date(2021, 10, 12)
Does = Callable[[Session, Council], object]


@pytest.fixture
def year(database: Database, config: Config) -> Database:
    """The year's mail has gone to two members and a deputy."""
    build.seed_year(database, now=NOW, entries=build.people(2, 1))
    build.work(database, config, build.stockholm("2021-12-01 09:05"))
    with writing(database, AT) as session:
        build.council(session, now=AT, slug="grannen")
    return database


def mark(database: Database, since: date = SINCE) -> tuple[object, ...]:
    with reading(database) as session:
        return notices.mark(session, store.council(session, "granasbra").id, since=since)


def has_other_address(session: Session, council: Council) -> None:
    person = store.members(session, council.id)[0].person
    person.email = "other@example.org"


def answers(session: Session, council: Council) -> object:
    person = store.members(session, council.id)[0].person
    given = Given(Answer.NO, Source.LINK)
    return replies.record(session, build.meeting(session, 5), person, given, by=OPERATOR, now=AT)


def is_moved(session: Session, _council: Council) -> None:
    june = build.meeting(session, 3)
    lifecycle.move(
        session, june, starts=june.starts.plus(60), ends=june.ends.plus(60), by=OPERATOR, now=AT
    )


def has_own_words(session: Session, council: Council) -> None:
    words = texts.standard(Letter.KALLELSE, "sv")
    own = texts.Words(f"{words.subject}!", words.body)
    texts.save(session, council, Letter.KALLELSE, "sv", own, by=OPERATOR, now=AT)


def becomes(what: str) -> Does:
    """Of one of the letters that went."""
    query = f"UPDATE outbox_message SET {what} WHERE id = (SELECT min(id) FROM outbox_message)"
    return lambda session, _council: session.execute(text(query), {"at": AT})


@pytest.mark.parametrize(
    "does",
    [
        has_other_address,
        answers,
        is_moved,
        has_own_words,
        lambda s, c: lifecycle.cancel(s, build.meeting(s, 5), by=OPERATOR, now=AT),
        lambda s, c: override.hold(s, c, KALLELSE, by=OPERATOR, now=AT),
        lambda s, c: pause.pause(s, c, by=OPERATOR, now=AT),
        lambda s, c: settings.change(s, c, {"kallelse": "10 dagar"}, by=OPERATOR, now=AT),
        lambda s, c: roster.import_list(s, c, [build.entry("Siv Ek")], by=OPERATOR, now=AT),
        lambda s, c: accounts.add(s, "elin@example.org", name="", councils=[c], by=OPERATOR, now=AT),
        becomes("state = 'failed'"),
        becomes("state = 'queued'"),
        becomes("bounced_at = :at"),
        becomes("ambiguous = 1"),
    ],
)  # fmt: skip
def test_it_moves_with_all_that_the_list_of_mail_is_read_from(year: Database, does: Does) -> None:
    before = mark(year)

    with writing(year, AT) as session:
        does(session, store.council(session, "granasbra"))

    assert mark(year) != before


def test_it_moves_when_mail_is_ordered(year: Database, config: Config) -> None:
    before = mark(year)

    jobs.issue_due(build.works(year, config, build.stockholm("2022-01-25 08:00")))

    assert mark(year) != before


def test_it_stands_still_for_another_council_and_a_look_that_changes_nothing(
    year: Database, config: Config
) -> None:
    before = mark(year)

    with writing(year, AT) as session:
        other = store.council(session, "grannen")
        roster.import_list(session, other, [build.entry("Siv Ek")], by=OPERATOR, now=AT)
    build.work(year, config, AT)

    assert mark(year) == before


def test_it_knows_nothing_of_mail_before_its_first_day(year: Database) -> None:
    before, earlier = mark(year), mark(year, date(2023, 1, 1))

    with writing(year, AT) as session:
        becomes("state = 'failed'")(session, store.council(session, "granasbra"))

    assert mark(year) != before
    assert mark(year, date(2023, 1, 1)) == earlier
