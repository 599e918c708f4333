"""A person's word on mail to come: on one of them (hold, skip, send now, approve), and on all of a council's."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from scheduler import health
from scheduler.councils import council_settings, member_import, store
from scheduler.db.session import Database, reading, writing
from scheduler.errors import Conflict
from scheduler.history.rows import OPERATOR
from scheduler.notices import listing, mail_actions, pause
from scheduler.notices.listing import NoticeLine
from tests import build
from tests.conftest import NOW

KALLELSE = "granasbra/m1/kallelse/@2022-02-22T15:00"
DAY_BEFORE = "granasbra/m1/day_before/@2022-02-22T15:00"
BEFORE = build.stockholm("2022-02-10 10:00")
REVIEW = build.stockholm("2022-02-11 08:00")
DUE = build.stockholm("2022-02-15 08:00")
TOO_LATE = build.stockholm("2022-02-22 14:55")
"""The meeting begins at 15, and the five minutes in which a word can be taken back count."""
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def year(sqlite, config):
    """All is sent but the kallelse to two members, its review and what follows."""
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    for at in ("2021-12-01 09:05", "2022-01-25 08:00", "2022-02-01 08:00"):
        build.work(sqlite, config, build.stockholm(at))
    return sqlite


@pytest.fixture
def approving(year):
    set_council(year, approve_kallelse="yes")
    return year


def set_council(database: Database, **values: str) -> None:
    build.act(database, NOW, council_settings.change_settings, values)


def decide(database: Database, act: object, at: datetime, key: str = KALLELSE) -> None:
    build.act(database, at, act, key)


def lines(database: Database, at: datetime) -> dict[str, NoticeLine]:
    with reading(database) as session:
        found = listing.list_council(session, store.council(session, "granasbra"), now=at)
    return {line.key: line for line in found}


def state(database: Database, key: str = KALLELSE, at: datetime = BEFORE) -> str:
    return lines(database, at)[key].state


def sent(database: Database) -> Counter[str]:
    """Letters of the first meeting that have gone since it was called for items."""
    rows = build.letters(database)
    return Counter(row.letter for row in rows if row.state == "sent" and row.due_at > BEFORE)


def move(database: Database, to: str, at: datetime = BEFORE) -> str:
    """Gives the key of the kallelse to the new time."""
    build.move(database, to, at)
    return f"granasbra/m1/kallelse/@{to.replace(' ', 'T')}"


# One mail


def test_a_held_kallelse_goes_when_a_person_says_so(year, config):
    decide(year, mail_actions.hold, BEFORE)
    assert state(year) == "held"
    build.work(year, config, DUE)
    assert "kallelse" not in sent(year)
    with pytest.raises(Conflict):  # its time is over, so there is a choice to make
        decide(year, mail_actions.resume, DUE + HOUR)

    decide(year, mail_actions.send_now, DUE + HOUR)
    build.work(year, config, DUE + HOUR + 5 * MINUTE)
    assert sent(year)["kallelse"] == 2


@pytest.mark.parametrize("act", [mail_actions.send_now, mail_actions.approve])
def test_what_would_arrive_after_what_it_is_about_is_not_let_go(approving, act):
    with pytest.raises(Conflict):
        decide(approving, act, TOO_LATE)
    decide(approving, act, TOO_LATE - SECOND)


def test_a_word_follows_its_meeting_to_a_new_date_and_the_latest_counts(year):
    decide(year, mail_actions.hold, BEFORE)
    moved = move(year, "2022-02-24 15:00")
    assert state(year, moved) == "held"

    decide(year, mail_actions.skip, BEFORE, moved)
    assert state(year, move(year, "2022-02-25 15:00")) == "skipped"


def test_a_skipped_kallelse_does_not_go_with_a_change(year, config):
    """Without the word it would: the change is due after it, and one mail says both."""
    decide(year, mail_actions.skip, BEFORE)
    moved = move(year, "2022-02-22 16:00", DUE)
    assert state(year, moved) == "skipped"

    build.work(year, config, DUE + 5 * MINUTE)

    assert {row.kind for row in build.letters(year) if row.created_at > DUE} == {"change"}
    assert state(year, moved, DUE + HOUR) == "skipped"


# Approval


def test_an_unapproved_kallelse_waits_and_is_asked_for_every_working_day(approving, config):
    for day in ("11", "12", "13", "14", "15", "16"):
        build.work(approving, config, build.stockholm(f"2022-02-{day} 08:00"))
    late = build.stockholm("2022-02-16 10:00")

    # Friday, Monday, Tuesday, Wednesday; nobody is called, and nobody asked to reply.
    assert sent(approving) == {"kallelse_approval": 4}
    assert state(approving, at=late) == "waiting"
    decide(approving, mail_actions.approve, late)
    build.work(approving, config, late + 5 * MINUTE)
    assert sent(approving) == {"kallelse_approval": 4, "kallelse": 2}
    build.work(approving, config, build.stockholm("2022-02-17 08:00"))
    assert sent(approving)["kallelse_approval"] == 4


# All mail of a council


def pause_mail(database: Database, at: datetime) -> None:
    build.act(database, at, pause.pause_mail)


def resume_mail(database: Database, at: datetime) -> list[str]:
    """Keys of what is late and waits for a person."""
    with writing(database, at) as session:
        council = store.council(session, "granasbra")
        late = pause.resume_mail(session, council, by=OPERATOR, now=at)
        return [line.key for line in late]


def test_while_paused_nothing_goes_and_then_the_late_waits_for_a_person_and_the_rest_does_not(
    year, config
):
    pause_mail(year, BEFORE)
    build.work(year, config, DUE)

    assert not sent(year)
    found = lines(year, DUE)
    for key in (KALLELSE, DAY_BEFORE):
        assert (found[key].state, found[key].reason) == ("held", listing.PAUSED)
    with reading(year) as session:
        wrong = {one.wrong for one in health.check_health(session, now=DUE + HOUR).ailments}
    assert health.Wrong.NOTICE_OVERDUE not in wrong

    assert resume_mail(year, DUE + MINUTE) == [KALLELSE]  # the review's time was over when its came
    build.work(year, config, DUE + 5 * MINUTE)
    assert "kallelse" not in sent(year)
    assert lines(year, DUE + 5 * MINUTE)[KALLELSE].reason == "held"
    build.work(year, config, build.stockholm("2022-02-21 08:00"))
    assert sent(year)["day_before"] == 2


def test_letters_on_their_way_wait_and_go_on_where_they_still_hold(year, config):
    build.order(year, config, DUE)
    pause_mail(year, DUE + MINUTE)
    build.work(year, config, DUE + 5 * MINUTE)
    assert "kallelse" not in sent(year)
    shown = lines(year, DUE + 5 * MINUTE)[KALLELSE]
    assert (shown.state, shown.reason) == ("held", listing.PAUSED)

    assert resume_mail(year, DUE + 3 * HOUR) == []
    build.work(year, config, DUE + 3 * HOUR + 6 * MINUTE)
    assert sent(year)["kallelse"] == 2


def test_another_council_is_not_paused(year, config):
    with writing(year, BEFORE) as session:
        other = build.council(session, now=BEFORE, slug="andra")
        member_import.import_members(session, other, build.people(3, 1), by=OPERATOR, now=BEFORE)
        build.publish_year(session, other, 2022, "14 juni kl. 15", now=BEFORE)
    pause_mail(year, BEFORE)

    build.work(year, config, BEFORE + 5 * MINUTE)

    gone = [row.key for row in build.letters(year) if row.sent_at == BEFORE + 5 * MINUTE]
    assert [key.partition("/")[0] for key in gone] == ["andra"] * 4
