"""Who changes address while a letter waits gets it at the new one, and nothing leaves to the old."""

from datetime import timedelta

import pytest

from scheduler import jobs
from scheduler.db.session import writing
from scheduler.mail import delivery_reports
from tests import build
from tests.conftest import NOW
from tests.torture.places import DUE

KALLELSE = build.stockholm("2022-02-15 08:00")


MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "kind, at",
    [
        ("year_dates", DUE),
        ("call_for_items", build.stockholm("2022-01-25 08:00")),
        ("kallelse", KALLELSE),
        ("change", KALLELSE + 10 * MINUTE),
    ],
)
def test_the_new_address_gets_what_waited_for_the_old_one(sqlite, config, kind, at):
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 0))
    if kind != "year_dates":
        build.work(sqlite, config, DUE)
    if kind == "change":
        build.work(sqlite, config, KALLELSE)
        build.cancel(sqlite, KALLELSE)
    jobs.issue_due(build.works(sqlite, config, at))
    with writing(sqlite, at) as session:
        person = build.member(session).person
        old, person.email = person.email, "new@example.org"
    build.work(sqlite, config, at)

    letters = build.letters(sqlite, kind)
    assert [(r.recipient, r.state) for r in letters if r.recipient == old] == [(old, "withdrawn")]
    new = [row for row in letters if row.recipient == "new@example.org"]
    assert [row.state for row in new] == ["sent"]
    was = next(row for row in letters if row.recipient == old)
    assert (new[0].letter, new[0].method) == (was.letter, was.method)
    assert build.work(sqlite, config, at + 60 * MINUTE) == 0


@pytest.fixture
def readdressed(sqlite, config):
    """A kallelse and the year's mail wait for the old address of the first; the new one is dead."""
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 0))
    jobs.issue_due(build.works(sqlite, config, KALLELSE))
    with writing(sqlite, KALLELSE) as session:
        person = build.member(session).person
        person.email = "new@example.org"
        delivery_reports.suppress(session, person.email, reason="550 5.1.1", now=KALLELSE)
    jobs.sweep(build.works(sqlite, config, KALLELSE))
    return sqlite


def test_to_a_new_address_that_is_dead_each_letter_is_ordered_once(readdressed, config):
    for minutes in (0, 60):
        jobs.run_until_idle(build.works(readdressed, config, KALLELSE + minutes * MINUTE))

    new = [row for row in build.letters(readdressed) if row.recipient == "new@example.org"]
    assert {row.kind: row.state for row in new} == dict.fromkeys(
        ("kallelse", "year_dates"), "suppressed"
    )
    assert len(new) == 2
