"""A change and a kallelse that are due at once are one letter: the change is the kallelse, unless that is kept back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from scheduler.config import Config
from scheduler.councils import council_settings, store, terms
from scheduler.councils.rows import MemberRole
from scheduler.councils.term_details import TermDetails
from scheduler.db.session import Database, writing
from scheduler.history.rows import OPERATOR
from scheduler.notices import mail_actions
from tests import build
from tests.conftest import NOW

AT = build.stockholm("2022-02-12 10:00")
GONE = AT + timedelta(minutes=5)
NEW_DAY = "2022-02-17"
"""A day for which the kallelse should have gone already when the meeting is moved to it."""


@pytest.fixture
def year(sqlite: Database, config: Config) -> Database:
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
            new = TermDetails(name, address, organisation="Polisen", role=role)
            terms.join_council(session, of, new, since_on=date(2021, 12, 1), by=OPERATOR, now=NOW)
        council_settings.change_settings(
            session, of, {"inform_deputies": "yes"}, by=OPERATOR, now=NOW
        )
    return sqlite


def say(database: Database, act: object, key: str) -> None:
    with writing(database, AT) as session:
        of = store.council(session, "granasbra")
        act(session, of, key, by=OPERATOR, now=AT)  # type: ignore[operator]


def told(database: Database) -> dict[str, list[str]]:
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


def test_whoever_is_owed_only_the_kallelse_gets_it_with_the_change(
    year: Database, config: Config
) -> None:
    build.move(year, f"{NEW_DAY} 15:00", AT)
    work_on(year, config, "2022-02-13", "2022-02-14", "2022-02-15", "2022-02-16")

    assert told(year) == {
        "siv": ["change: moved"],
        "nils": ["change: moved"],
        "rut": ["change: kallelse"],
        "ove": ["change: kallelse_information"],
    }


def test_a_kallelse_on_hold_is_not_sent_by_a_change(year: Database, config: Config) -> None:
    say(year, mail_actions.hold, "granasbra/m1/kallelse/@2022-02-22T15:00")
    build.move(year, f"{NEW_DAY} 15:00", AT)
    work_on(year, config)

    assert told(year) == {"siv": ["change: moved"], "nils": ["change: moved"]}

    say(year, mail_actions.send_now, f"granasbra/m1/kallelse/@{NEW_DAY}T15:00")
    work_on(year, config)
    assert told(year)["rut"] == ["kallelse: kallelse"]
    assert told(year)["siv"] == ["change: moved", "kallelse: kallelse"]


def test_a_change_on_hold_keeps_back_the_kallelse_that_it_stands_for(
    year: Database, config: Config
) -> None:
    build.move(year, f"{NEW_DAY} 15:00", AT)
    say(year, mail_actions.hold, "granasbra/m1/change/r1")
    work_on(year, config)
    assert told(year) == {}

    say(year, mail_actions.send_now, "granasbra/m1/change/r1")
    work_on(year, config)
    assert told(year)["rut"] == ["change: kallelse"]
