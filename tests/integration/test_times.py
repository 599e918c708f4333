"""Nights when clocks change: mail goes once, and at seven on the wall."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.clock import Wall
from scheduler.councils import member_import
from scheduler.db.session import writing
from scheduler.history.rows import OPERATOR
from tests import build

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "zone, published, due",
    [
        ("Europe/Stockholm", "2022-03-27 00:30", (2022, 3, 27, 5, 0)),
        ("Europe/Stockholm", "2022-03-27 03:30", (2022, 3, 27, 5, 0)),
        ("Europe/Stockholm", "2022-10-30 02:30", (2022, 10, 30, 6, 0)),
        ("America/New_York", "2022-03-13 01:30", (2022, 3, 13, 11, 0)),
        ("America/New_York", "2022-11-06 01:30", (2022, 11, 6, 12, 0)),
        ("Australia/Lord_Howe", "2022-04-03 01:45", (2022, 4, 2, 20, 30)),
        ("Australia/Lord_Howe", "2022-10-02 01:15", (2022, 10, 1, 20, 0)),
    ],
)
def test_in_the_night_when_clocks_change_mail_goes_once_at_seven_on_the_wall(
    sqlite, config, zone, published, due
):
    """The instants are written down by hand: UTC of 07:00 after the change."""
    now, due_at = Wall.parse(published, zone).utc(), build.utc(*due)
    with writing(sqlite, now) as session:
        of = build.council(session, now=now, zone=zone)
        member_import.import_members(session, of, build.people(2, 0), by=OPERATOR, now=now)
        text = "Mötestider för 2022\n13 december, 15.00\n"
        build.publish_year(session, of, 2022, text, now=now)

    at = now
    while at < due_at:
        assert build.work(sqlite, config, at) == 0
        at += 30 * MINUTE
    assert build.work(sqlite, config, due_at) == 2
    for n in range(1, 4):  # also where the wall shows the same hour again
        assert build.work(sqlite, config, due_at + n * 60 * MINUTE) == 0
