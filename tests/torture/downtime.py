"""Long downtime: what comes due meanwhile is told, what is late goes once, and nothing untrue leaves."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta

from scheduler import jobs
from scheduler.db.session import Database, writing
from scheduler.mail.rows import OutboxMessage
from scheduler.notices.kinds import Kind
from scheduler.notices.listing import NoticeState
from tests import build
from tests.conftest import NOW
from tests.mailserver import MailServer, smtp_config
from tests.torture.installation import Installation, councils
from tests.torture.places import place
from tests.torture.tally import Tally, tally
from tests.torture.workers import LeapingClock

HOURS, DAYS = timedelta(hours=1), timedelta(days=1)
_REMINDERS = (Kind.REPLY_REMINDER, Kind.DAY_BEFORE)


def downtime(server: str | None, scale: float) -> Tally:
    """Nobody works for two hours, three days, forty days, while people go on moving and cancelling meetings."""
    with place(server) as (database, folder), MailServer(keep_octets=False) as relay:
        settings = smtp_config(folder, relay.port)
        with writing(database, NOW) as session:
            councils(session, max(1, round(40 * scale)), people=5, now=NOW, first=date(2022, 1, 20))
        life = Installation(database, settings, LeapingClock(NOW))
        faults = []
        for length, first in (
            (2 * HOURS, "2022-02-01"),
            (3 * DAYS, "2022-03-08"),
            (40 * DAYS, "2022-04-20"),
        ):
            life.live(build.stockholm(f"{first} 07:{random.randrange(10, 59)}"))
            faults += down(life, length, people_change=max(1, round(10 * scale)))
        life.live(build.stockholm("2022-07-01 12:00"))
        life.transport.close()
        made = tally("down 2 h, 3 d, 40 d", database, relay)
        if made.extra:
            made.faults.append(f"{made.extra} extra")
        made.faults += faults + life.transport.stale[:5]
        return made


def down(life: Installation, length: timedelta, *, people_change: int) -> list[str]:
    """Gives what was not as it should be afterwards."""
    down_at = life.clock.now()
    expected = life.would_be_missed(down_at, down_at + length)
    life.touched.clear()
    life.clock.leap(length / 2)
    life.fidget(people_change)
    life.clock.leap(length / 2)
    back_at = life.clock.now()
    faults = []
    if jobs.hold_after_silence(life.works):
        life.live(back_at + timedelta(minutes=9))
        if _sent(life.database, back_at):
            faults.append("mail left within ten minutes of a long silence")
    elif length > 3 * DAYS:
        faults.append("no ten minutes' grace after a long silence")
    life.live(back_at + 2 * DAYS)
    lines = life.listed()
    for key, meeting_id in expected.items():
        if meeting_id not in life.touched and (
            key not in lines or lines[key].state not in (NoticeState.MISSED, NoticeState.SKIPPED)
        ):
            faults.append(f"{key} was missed and nobody is told")
    late = Counter(
        (row.meeting_id, row.person_id)
        for row in _sent(life.database, back_at)
        if row.kind in _REMINDERS and row.due_at < back_at
    )
    if late and max(late.values()) > 1:
        faults.append("two late reminders of one meeting to one person")
    return faults


def _sent(database: Database, since: datetime) -> list[OutboxMessage]:
    return [row for row in build.letters(database) if row.sent_at and row.sent_at >= since]
