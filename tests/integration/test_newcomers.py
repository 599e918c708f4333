"""Those who join after the year's mail hear from it only when the secretary asks; and a seat ends with its people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scheduler.config import Config
from scheduler.councils import store, terms
from scheduler.councils.rows import MemberRole
from scheduler.councils.term_details import TermDetails
from scheduler.db.session import Database, writing
from scheduler.errors import Conflict
from scheduler.history.rows import OPERATOR
from scheduler.meetings import lifecycle
from scheduler.notices import latecomers, mail_actions
from tests import build
from tests.conftest import NOW

LATER = NOW + timedelta(hours=2)
SENT = LATER + timedelta(minutes=6)


@pytest.fixture
def council(sqlite: Database, config: Config) -> Database:
    """A year's mail to two members and a deputy has gone; two hours later Rut joins."""
    entries = [build.entry("Siv Tallgren"), build.entry("Jon Myrvik", line=3)]
    entries.append(
        build.entry("Nils Ekhed", line=4, role=MemberRole.DEPUTY, deputy_for="Siv Tallgren")
    )
    build.seed_year(sqlite, now=NOW, entries=entries)
    build.work(sqlite, config, NOW + timedelta(minutes=6))
    with writing(sqlite, LATER) as session:
        of = store.council(session, "granasbra")
        rut = TermDetails("Rut Berg", "rut.berg@example.org", organisation="Polisen")
        terms.join_council(session, of, rut, since_on=date(2021, 12, 1), by=OPERATOR, now=LATER)
    return sqlite


def sent_to(database: Database) -> list[str]:
    return [row.recipient for row in build.letters(database) if row.kind == "year_dates"]


def test_of_a_year_whose_last_meetings_are_cancelled_nobody_new_is_told(council: Database) -> None:
    late = build.stockholm("2022-02-23 10:00")
    with writing(council, late) as session:
        of = store.council(session, "granasbra")
        assert latecomers.waiting_newcomers(session, of, now=late)
        for number in (2, 3, 4, 5):
            lifecycle.cancel(session, build.meeting(session, number), by=OPERATOR, now=late)

        assert latecomers.waiting_newcomers(session, of, now=late) == []
        with pytest.raises(Conflict):
            latecomers.send_year_dates(session, of, 2022, by=OPERATOR, now=late)


def test_a_mail_to_newcomers_that_is_taken_back_does_not_go(
    council: Database, config: Config
) -> None:
    with writing(council, LATER) as session:
        of = store.council(session, "granasbra")
        key = latecomers.send_year_dates(session, of, 2022, by=OPERATOR, now=LATER)
        with pytest.raises(Conflict):
            latecomers.send_year_dates(session, of, 2022, by=OPERATOR, now=LATER)
        mail_actions.hold(session, of, key, by=OPERATOR, now=LATER)
    build.work(council, config, SENT)
    assert len(sent_to(council)) == 3

    with writing(council, SENT) as session:
        mail_actions.resume(
            session, store.council(session, "granasbra"), key, by=OPERATOR, now=SENT
        )
    build.work(council, config, SENT + timedelta(minutes=6))

    assert len(sent_to(council)) == 4
