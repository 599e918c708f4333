"""Moves, cancellations and restorings: what is owed to whom it is owed, and nothing else."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, text

from scheduler import jobs
from scheduler.config import Config
from scheduler.councils import council_settings, store, terms
from scheduler.councils.rows import MemberRole
from scheduler.councils.term_rules import TermDetails
from scheduler.db.session import Database, writing
from scheduler.errors import InvalidInput, MeetingOver
from scheduler.history.rows import OPERATOR
from scheduler.mail import letter_actions
from scheduler.mail import store as outbox
from scheduler.mail.relay.store import Rate
from scheduler.meetings import lifecycle
from scheduler.notices import mail_actions
from scheduler.notices.rows import NoticeIssue
from tests import build
from tests.conftest import NOW

PUBLISHED = "2021-12-01 09:05"
MEMBERS, EVERYONE = 4, 5


@pytest.fixture
def year(sqlite, config):
    """Published, and its first mail gone."""
    build.seed_year(sqlite, now=NOW, entries=build.people(MEMBERS, 1))
    build.work(sqlite, config, build.stockholm(PUBLISHED))
    return sqlite


def new_letters(database: Database, config: Config, at: str) -> Counter[str]:
    before = {letter.id for letter in build.letters(database)}
    build.work(database, config, build.stockholm(at))
    return Counter(letter.letter for letter in build.letters(database) if letter.id not in before)


def test_a_move_into_the_spring_gap_is_refused(year):
    with pytest.raises(InvalidInput):
        build.move(year, "2022-03-27 02:30", build.stockholm("2022-01-10 10:00"), number=2)


def test_moved_back_within_five_minutes_nobody_is_owed_a_letter(year, config):
    build.move(year, "2022-06-16 15:00", build.stockholm("2022-01-10 10:00"), number=3)
    build.move(year, "2022-06-14 15:00", build.stockholm("2022-01-10 10:03"), number=3)

    assert new_letters(year, config, "2022-01-10 10:08") == {}


def test_a_cancelled_meeting_sends_nothing_more_until_it_is_restored(year, config):
    build.cancel(year, build.stockholm("2022-05-02 10:00"), number=4)
    assert new_letters(year, config, "2022-05-02 10:05")["cancelled"] == EVERYONE
    for day in ("2022-08-23", "2022-09-09", "2022-09-13"):
        build.work(year, config, build.stockholm(f"{day} 08:00"))
    on_four = [letter for letter in build.letters(year) if "/m4/" in letter.key]
    assert {letter.letter for letter in on_four} == {"cancelled"}

    build.on_meeting(year, build.stockholm("2022-09-13 10:00"), lifecycle.restore, number=4)

    assert new_letters(year, config, "2022-09-13 10:05")["restored"] == EVERYONE
    with pytest.raises(MeetingOver):
        build.cancel(year, build.stockholm("2022-09-20 17:00"), number=4)


def forget(database: Database, fact: str) -> None:
    """As an earlier version left them, which knew nothing of that fact."""
    with writing(database, NOW) as session:
        for issue in session.scalars(select(NoticeIssue)):
            issue.facts = {
                meeting: {key: value for key, value in told.items() if key != fact}
                for meeting, told in issue.facts.items()
            }


@pytest.mark.parametrize("fact", ["online_url", "status", "end"])
def test_a_fact_that_an_older_version_did_not_store_makes_no_letter_of_it_stale(year, config, fact):
    build.move(year, "2022-02-24 15:00", build.stockholm("2022-01-10 10:00"))
    for at in ("2022-01-10 10:05", "2022-02-17 08:00"):
        build.work(year, config, build.stockholm(at))

    forget(year, fact)

    with writing(year, NOW) as session:  # whatever touches it has the worker look
        build.meeting(session, 1).note = "Ta med fika."
    assert new_letters(year, config, "2022-02-17 12:00") == {}


def test_a_letter_still_queued_at_a_move_is_superseded_and_the_person_gets_the_kallelse_of_the_new_time(
    year, config
):
    """The kallelse was ordered but never left: those people get the new kallelse, not "moved"."""
    at = build.stockholm("2022-02-15 08:00")
    with writing(year, at) as session:
        # Nothing is sent: the letters stay queued.
        assert outbox.claim(session, owner="w", rate=Rate(None), spare=False, now=at) is None
    desk_works = build.works(year, config, at)
    assert jobs.issue_due(desk_works)
    queued = [letter for letter in build.letters(year) if letter.state == "queued"]
    assert {letter.letter for letter in queued} >= {"kallelse"}

    build.move(year, "2022-02-23 15:00", build.stockholm("2022-02-15 08:01"))
    build.work(year, config, build.stockholm("2022-02-15 08:06"))

    told = [letter for letter in build.letters(year) if "/m1/change/" in letter.key]
    assert Counter(letter.letter for letter in told) == {"moved": EVERYONE}
    old = [letter for letter in build.letters(year) if letter.id in {q.id for q in queued}]
    assert {letter.state for letter in old if letter.letter == "kallelse"} == {"superseded"}


CALLED = build.stockholm("2022-01-25 08:00")


def calls(database: Database) -> list[tuple[str, str, int]]:
    """Occasion, state and number of the letters that call for items to the first meeting."""
    found = Counter(
        (row.key.split("/")[3], row.state)
        for row in build.letters(database, "call_for_items")
        if "/m1/" in row.key
    )
    return [(occasion, state, n) for (occasion, state), n in found.items()]


def test_a_call_for_items_that_was_stopped_by_another_hour_is_ordered_anew(year, config):
    build.order(year, config, CALLED)
    build.move(year, "2022-02-22 13:00", CALLED)
    build.work(year, config, CALLED + timedelta(minutes=6))

    assert calls(year) == [
        ("@2022-02-22", "superseded", EVERYONE),
        ("@2022-02-22.2", "sent", EVERYONE),
    ]

    at = CALLED + timedelta(minutes=10)
    build.move(year, "2022-02-22 14:00", at)  # they have it now, and the change says until when
    build.work(year, config, at + timedelta(minutes=6))
    assert len(calls(year)) == 2


def test_whoever_is_owed_a_change_only_after_it_was_ordered_is_told_too(sqlite, config):
    """The change had gone to the others; then a person says that an older letter arrived after all."""
    build.seed_year(sqlite, now=NOW, entries=build.people(3, 0))
    build.work(sqlite, config, build.stockholm(PUBLISHED))
    first, second, _ = build.letters(sqlite)
    at = NOW + timedelta(days=1)
    with writing(sqlite, at) as session:
        session.execute(
            text("UPDATE outbox_message SET state = 'failed' WHERE id IN (:one, :two)"),
            {"one": first.id, "two": second.id},
        )
    build.move(sqlite, "2022-04-27 15:00", at, number=2)
    build.work(sqlite, config, at + timedelta(minutes=11))
    told = [("r1", "sent")]
    assert changes(sqlite) == told

    for row, occasion in ((first, "r1.2"), (second, "r1.3")):
        at += timedelta(minutes=20)
        with writing(sqlite, at) as session:
            letter_actions.count_as_sent(session, row.id, by=OPERATOR, now=at)
        build.work(sqlite, config, at)
        told.append((occasion, "sent"))
        assert changes(sqlite) == told

    build.work(sqlite, config, at + timedelta(days=1))
    assert changes(sqlite) == told


def changes(database: Database) -> list[tuple[str, str]]:
    return [(row.key.split("/")[3], row.state) for row in build.letters(database, "change")]


# A change and a kallelse that are due at once are one letter, unless the kallelse is kept back

AT = build.stockholm("2022-02-12 10:00")
GONE = AT + timedelta(minutes=5)
NEW_DAY = "2022-02-17"
"""A day for which the kallelse should have gone already when the meeting is moved to it."""


@pytest.fixture
def joined(sqlite, config):
    """Its dates have gone to a member and a deputy; two hours later Rut joined, and Ove as a deputy."""
    entries = [
        build.entry("Siv Tallgren"),
        build.entry("Nils Ekhed", line=3, role=MemberRole.DEPUTY),
    ]
    build.seed_year(sqlite, now=NOW, entries=entries)
    build.work(sqlite, config, NOW + timedelta(minutes=6))
    with writing(sqlite, NOW) as session:
        of = store.council(session, "granasbra")
        for name, role in (("Rut Berg", MemberRole.MEMBER), ("Ove Lind", MemberRole.DEPUTY)):
            address = f"{name.lower().replace(' ', '.')}@example.org"
            new = TermDetails(
                name, address, organisation="Polisen", role=role, since_on=date(2021, 12, 1)
            )
            terms.join_council(session, of, new, by=OPERATOR, now=NOW)
        council_settings.change_settings(
            session, of, {"inform_deputies": "yes"}, by=OPERATOR, now=NOW
        )
    return sqlite


def decide(database: Database, act: object, key: str) -> None:
    build.act(database, AT, act, key)


def letters_by_person(database: Database) -> dict[str, list[str]]:
    """By person, the letters of the kallelse and of the change."""
    found: dict[str, list[str]] = {}
    for row in build.letters(database):
        if row.kind in ("kallelse", "change"):
            found.setdefault(row.recipient.partition(".")[0], []).append(
                f"{row.kind}: {row.letter}"
            )
    return found


def work_on(database: Database, config: Config, *days: str) -> None:
    at: datetime
    for at in (GONE, *(build.stockholm(f"{day} 08:00") for day in days)):
        build.work(database, config, at)


def test_whoever_is_owed_only_the_kallelse_gets_it_with_the_change(joined, config):
    build.move(joined, f"{NEW_DAY} 15:00", AT)
    work_on(joined, config, "2022-02-13", "2022-02-14", "2022-02-15", "2022-02-16")

    assert letters_by_person(joined) == {
        "siv": ["change: moved"],
        "nils": ["change: moved"],
        "rut": ["change: kallelse"],
        "ove": ["change: kallelse_information"],
    }


def test_a_kallelse_on_hold_is_not_sent_by_a_change(joined, config):
    decide(joined, mail_actions.hold, "granasbra/m1/kallelse/@2022-02-22T15:00")
    build.move(joined, f"{NEW_DAY} 15:00", AT)
    work_on(joined, config)

    assert letters_by_person(joined) == {"siv": ["change: moved"], "nils": ["change: moved"]}

    decide(joined, mail_actions.send_now, f"granasbra/m1/kallelse/@{NEW_DAY}T15:00")
    work_on(joined, config)
    assert letters_by_person(joined)["rut"] == ["kallelse: kallelse"]
    assert letters_by_person(joined)["siv"] == ["change: moved", "kallelse: kallelse"]


def test_a_change_on_hold_keeps_back_the_kallelse_that_it_stands_for(joined, config):
    build.move(joined, f"{NEW_DAY} 15:00", AT)
    decide(joined, mail_actions.hold, "granasbra/m1/change/r1")
    work_on(joined, config)
    assert letters_by_person(joined) == {}

    decide(joined, mail_actions.send_now, "granasbra/m1/change/r1")
    work_on(joined, config)
    assert letters_by_person(joined)["rut"] == ["change: kallelse"]
