"""Feed and invitation bytes, held as files and read by two parsers that know nothing of each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendars import text
from scheduler.calendars.vcalendar import FeedInfo, feed_calendar
from scheduler.calendars.vevent import CalendarMeeting, vevents
from scheduler.calendars.vtimezone import vtimezone
from scheduler.clock import Wall
from scheduler.language import language
from tests.build import ZONE

AT = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


def shown(starts: str, number: int = 1, **other: object) -> CalendarMeeting:
    wall = Wall.parse(starts, ZONE)
    made = CalendarMeeting(
        council="GranåsBrå", uid=f"m-{number}@moten.example.org", sequence=0,
        starts=wall, ends=wall.plus(120),
        place="Stadshuset, rum Granen", note="", reason="", is_cancelled=False, created_at=AT, changed_at=AT,
        url=f"https://moten.example.org/granasbra/meetings/{number}",
    )  # fmt: skip
    return replace(made, **other)  # type: ignore[arg-type]


def made_feed(*meetings: CalendarMeeting, code: str = "sv", name: str = "GranåsBrå") -> bytes:
    says = language(code)
    base = "https://moten.example.org/granasbra"
    info = FeedInfo(
        says("%(council)s: meetings", council=name),
        says("When %(council)s meets.", council=name),
        name,
        f"{base}/calendar.ics",
        base,
    )
    events = [part for meeting in meetings for part in vevents(meeting, says)]
    return feed_calendar(info, [ZONE], says, events)


YEAR = (
    shown("2027-02-09 15:00", 1, items_close_on=date(2027, 1, 26)),
    shown("2027-06-08 15:00", 2, place="Polishuset, sal 2"),
    shown("2027-09-14 15:00", 3, is_cancelled=True, sequence=1, reason="Studieresa."),
)


def test_the_same_meetings_give_the_same_bytes() -> None:
    assert made_feed(*YEAR) == made_feed(*YEAR)


def test_the_block_of_stockholm_is_380_octets_long_and_bare_of_rdates() -> None:
    block = vtimezone("Europe/Stockholm")

    assert len(block) == 380
    assert b"RDATE" not in block


@pytest.mark.parametrize(
    "name", ["Europe/Stockholm", "Europe/Helsinki", "Atlantic/Reykjavik", "America/New_York"]
)
def test_zone_rules_agree_with_the_zone_data(name: str) -> None:
    begin = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
    calendar = vobject.readOne((begin + vtimezone(name) + b"END:VCALENDAR\r\n").decode())
    read = calendar.vtimezone.gettzinfo()

    for month in range(1, 13):
        for day in (1, 15, 28):
            moment = datetime(2031, month, day, 12)
            real = Wall(moment.date(), moment.time(), name).local().utcoffset()
            assert moment.replace(tzinfo=read).utcoffset() == real


@given(st.text(st.sampled_from(list("aå\N{PARTY POPPER}\\^,; :")), max_size=400))
def test_lines_are_folded_as_the_library_folds_them(content: str) -> None:
    assert text.fold_line(content) == icalendar.parser.Contentline(content).to_ical()
