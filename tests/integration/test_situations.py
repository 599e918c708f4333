"""Situations read at once are those read one by one; what they read touches them; and which meeting comes next."""

import re
from datetime import datetime

from sqlalchemy import event

from scheduler.councils import store
from scheduler.db.base import Base
from scheduler.db.session import Database, reading, writing
from scheduler.history.rows import OPERATOR
from scheduler.notices import load_situation, mail_actions
from scheduler.notices import store as notices
from scheduler.notices.situation import Situation
from tests import build, earlier_years
from tests.conftest import NOW

KEY = "granasbra/m2/kallelse/@2022-04-26T15:00"


def filled(database: Database) -> None:
    """Two years with mail, an answer, a word of the secretary's on one meeting's mail and on the year's."""
    build.seed_year(database, now=NOW, entries=build.people(2, 1))
    earlier_years.fill(database, [2020], a_year=3, entries=[], now=NOW)
    with writing(database, NOW) as session:
        council = store.council(session, "granasbra")
        mail_actions.hold(session, council, KEY, by=OPERATOR, now=NOW)
        mail_actions.hold(session, council, "granasbra/y2022/year_dates/1", by=OPERATOR, now=NOW)


def ids(s: Situation) -> dict[str, object]:
    """What a Situation holds, by what is compared."""
    rows = (
        "meetings",
        "members",
        "issued",
        "letters",
        "overrides",
        "keepers",
        "replies",
        "texts",
        "edits",
    )
    of = {name: [row.id for row in getattr(s, name)] for name in rows}
    return {**of, "council": s.council.id, "year": s.year.id, "meeting": s.meeting and s.meeting.id}


def in_order(s: Situation) -> tuple[bool, int, datetime | None]:
    """The years first, then the meetings, by time."""
    return s.meeting is not None, s.year.year, s.meeting and s.meeting.starts_at


def test_all_at_once_are_the_same_as_one_by_one(database):
    filled(database)

    with reading(database) as session:
        council_id = store.council(session, "granasbra").id
        at_once = [ids(s) for s in load_situation.council_situations(session, council_id)]
        refs = notices.all_refs(session)  # there is one council
        found = [load_situation.load_situation(session, ref) for ref in refs]
        one_by_one = [ids(s) for s in sorted(found, key=in_order)]
        together = [ids(s) for s in load_situation.load_situations(session, refs)]

    assert together == [ids(s) for s in found]
    assert len(at_once) == 2 + 3 + 5
    assert at_once == one_by_one
    assert sum(len(s["letters"]) for s in at_once) > 0  # type: ignore[arg-type, misc]
    assert [len(s["overrides"]) for s in at_once].count(1) == 2  # type: ignore[arg-type]


def test_whatever_a_situation_reads_touches_it(sqlite):
    """A row that is read but does not say so would let a letter go that is no longer true."""
    filled(sqlite)
    read: set[str] = set()

    @event.listens_for(sqlite.read, "before_cursor_execute")
    def _note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        read.update(re.findall(r"(?:FROM|JOIN) \(?(\w+)", statement))

    with reading(sqlite) as session:
        for ref in notices.all_refs(session):
            load_situation.load_situation(session, ref)

    assert {"meeting", "council_year", "member", "reply", "notice_override"} <= read
    # What has been issued and its fate are told apart; an account only joins a council to a person, and never another.
    exempt = {"notice_issue", "outbox_message", "account"}
    for mapper in Base.registry.mappers:
        row = mapper.class_
        if row.__tablename__ in read - exempt:
            kinds = {what for what, _ in row().touches()}
            told = f"{row.__name__} does not touch meetings and years"
            assert kinds & {"meeting", "year", "council", "person"}, told
