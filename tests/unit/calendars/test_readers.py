"""Every kind of feed and invitation, held as a file, and read alike by readers that know nothing of each other."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendars import vcalendar
from scheduler.calendars.vcalendar import FeedInfo, feed_calendar, plain_calendar
from scheduler.calendars.vevent import CalendarMeeting, vevents
from scheduler.calendars.vtimezone import vtimezone
from scheduler.clock import Wall
from scheduler.language import Language, language
from scheduler.meetings.rows import Meeting
from tests import calendar_rules, golden
from tests.build import ZONE
from tests.calendar_readers import READERS

BASE = "https://moten.example.org"
EARLIER = datetime(2025, 12, 1, 8, tzinfo=UTC)
LATER = datetime(2025, 12, 2, 9, 30, tzinfo=UTC)


_ROW = ("uid", "revision", "starts", "ends", "place", "note", "reason", "status", "created_at")


def changed(meeting: CalendarMeeting, **other: object) -> CalendarMeeting:
    """The same with other values, of its row too."""
    values = {name: other.pop(name, getattr(meeting.row, name)) for name in _ROW}
    return replace(meeting, row=Meeting(**values), **other)  # type: ignore[arg-type]


def made(starts: str, number: int = 1, **other: object) -> CalendarMeeting:
    wall = Wall.parse(starts, ZONE)
    row = Meeting(
        uid=f"m-{number}@moten.example.org", revision=0, starts=wall, ends=wall.plus(120), status="scheduled",
        place="Stadshuset, rum Granen", note="", reason="", created_at=EARLIER,
    )  # fmt: skip
    url = f"https://moten.example.org/granasbra/meetings/{number}"
    return changed(CalendarMeeting(row, "GranåsBrå", EARLIER, url), **other)


WINTER = made("2027-02-09 15:00", 1, items_close_on=date(2027, 1, 26))
SUMMER = made("2027-06-08 15:00", 2, place="Polishuset, sal 2", note="Kaffe 14.30.\nTa med dator.")
MOVED = made(
    "2027-10-30 15:00", 3, revision=2, changed_at=LATER, items_close_on=date(2027, 10, 15), deadline_sequence=3
)  # fmt: skip
CANCELLED = made(
    "2027-11-16 15:00", 4, status="cancelled", revision=1, reason="Studieresa.", changed_at=LATER,
    items_close_on=date(2027, 11, 2), deadline_sequence=2,
)  # fmt: skip
HELSINKI = Wall.parse("2027-06-09 09:00", "Europe/Helsinki")
HOSTILE = (
    'Råd; "möte", A\\B\\nC: åäö 🎉',
    '"Allt inom citat"',
    "BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT",
    "rad ett\nrad två\r\n\r\nrad fyra\x00\u2028\x0b",
    "å" * 300,
    "🎉" * 60 + "," * 60,
    "a" * 74 + "\\" + ";" * 80,
    "^n ^' %0A & <b>fet</b> =C3=A5",
)


def info(title: str, about: str, source: str | None = None) -> FeedInfo:
    return FeedInfo(title, about, title, source, BASE)


def sample(kind: str, says: Language) -> bytes:
    """A feed of that kind, made by the rules alone."""
    alarm, zones, source = None, [ZONE], f"{BASE}/granasbra/calendar.ics"
    meetings = [WINTER, SUMMER, MOVED, CANCELLED]
    if kind == "installation":
        other = changed(
            SUMMER, council="Borgå råd", uid="m-9@moten.example.org", starts=HELSINKI, ends=HELSINKI.plus(90)
        )  # fmt: skip
        meetings, zones = [*meetings, other], [ZONE, "Europe/Helsinki"]
        source = f"{BASE}/calendar.ics"
    elif kind == "hostile":
        meetings = [
            made("2027-06-08 15:00", n, council=one, place=one, note=one, reason=one, revision=1,
                 status="scheduled" if n % 2 else "cancelled")
            for n, one in enumerate(HOSTILE)
        ]  # fmt: skip
    elif kind in ("personal", "alarm"):
        meetings = [
            changed(WINTER, personal=(says("Your reply: you will come."),), changed_at=LATER),
            changed(SUMMER, personal=(says("You are a deputy: you come if you are called."),), is_busy=False),
            MOVED,
            CANCELLED,
        ]  # fmt: skip
        alarm, source = (60 if kind == "alarm" else None), ""
    elif kind == "empty":
        meetings = []
    name = says("%(council)s: meetings", council=HOSTILE[0] if kind == "hostile" else "GranåsBrå")
    events = [part for one in meetings for part in vevents(one, says, alarm=alarm)]
    return feed_calendar(info(name, name, source or None), zones, says, events)


MEETINGS = {"winter": WINTER, "summer": SUMMER, "moved": MOVED, "cancelled": CANCELLED}


@pytest.mark.parametrize("code", ["sv", "en"])
@pytest.mark.parametrize("name", [*MEETINGS, "hostile"])
def test_the_file_of_one_meeting(name, code):
    """As the feed without deadlines has it."""
    one = MEETINGS.get(name) or made(
        "2027-06-08 15:00", council=HOSTILE[0], place=HOSTILE[4], note=HOSTILE[3]
    )
    says = language(code)
    octets = plain_calendar(ZONE, says, vevents(replace(one, items_close_on=None), says))

    golden.check(f"feeds/meeting-{name}-{code}.ics", octets)
    found = calendar_rules.feed(octets)
    assert not [key for key in calendar_rules.FEED_ONLY if found.all(key)]
    seen = [read(octets) for read in READERS.values()]
    assert seen[0] == seen[1]
    ((uid, first),) = seen[0].items()
    assert (uid, first.starts, first.ends) == (
        one.row.uid,
        one.row.starts.utc(),
        one.row.ends.utc(),
    )


KINDS = ("council", "installation", "personal", "alarm", "hostile", "empty")


@pytest.mark.parametrize("code", ["sv", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_feed_bytes_and_what_readers_see(kind, code):
    octets = sample(kind, language(code))

    golden.check(f"feeds/{kind}-{code}.ics", octets)
    seen = {name: read(octets) for name, read in READERS.items()}
    assert seen["vobject"] == seen["icalendar"]
    assert len(seen["icalendar"]) == octets.count(b"BEGIN:VEVENT\r\n")
    calendar_rules.feed(octets, alarms=kind == "alarm")


@pytest.mark.parametrize("code", ["sv", "en"])
@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_text_stays_text(title, code):
    one = made("2027-06-08 15:00", council=title, place=title, note=title)
    says = language(code)
    octets = feed_calendar(info(title, title), [ZONE], says, vevents(one, says))

    calendar_rules.feed(octets)
    for read in READERS.values():
        (seen,) = read(octets).values()
        assert seen.summary == seen.place == vcalendar.clean_line(title)
        assert seen.description == f"{vcalendar.clean_text(title)}\n{one.url}"


def test_a_life_of_a_meeting_keeps_its_uid_and_never_counts_down():
    moved = Wall.parse("2027-06-15 13:00", ZONE)
    again = Wall.parse("2027-06-22 13:00", ZONE)
    life = [
        SUMMER,
        changed(SUMMER, starts=moved, ends=moved.plus(90), revision=1, changed_at=LATER),
        changed(SUMMER, starts=again, ends=again.plus(90), revision=2, changed_at=LATER + timedelta(days=1)),
    ]  # fmt: skip
    life.append(
        changed(life[2], status="cancelled", reason="För få kom.", revision=3, changed_at=LATER + timedelta(days=2))
    )  # fmt: skip
    life.append(changed(life[2], revision=4, changed_at=LATER + timedelta(days=3)))
    says = language("sv")
    for step, one in enumerate(life):
        events = [*vevents(WINTER, says), *vevents(one, says)]
        octets = feed_calendar(info("GranåsBrå", "Möten"), [ZONE], says, events)
        golden.check(f"feeds/life-{step}.ics", octets)
        calendar_rules.feed(octets)
        assert (
            f"UID:m-2@moten.example.org\r\nDTSTAMP:{one.changed_at:%Y%m%dT%H%M%SZ}\r\n".encode()
            in octets
        )
        assert f"SEQUENCE:{step}\r\n".encode() in octets
        seen = READERS["vobject"](octets)["m-2@moten.example.org"]
        assert seen.status == ("CANCELLED" if step == 3 else "CONFIRMED")
        assert seen.summary.startswith("INSTÄLLT: ") == (step == 3)


@settings(max_examples=40, deadline=None)
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1)),
    st.text(max_size=200),
    st.sampled_from([ZONE, "Europe/Helsinki", "Atlantic/Reykjavik"]),
)
def test_any_time_and_text_comes_out_as_it_went_in(when, note, zone):
    starts = Wall(when.date(), when.time().replace(second=0, microsecond=0), zone)
    if not starts.exists():
        return
    one = changed(SUMMER, starts=starts, ends=starts.plus(45), note=note)
    says = language("sv")
    octets = feed_calendar(info("Råd", ""), [zone], says, vevents(one, says))

    for read in READERS.values():
        (seen,) = read(octets).values()
        assert (seen.starts, seen.ends) == (starts.utc(), starts.plus(45).utc())
        assert seen.description.split() == f"{vcalendar.clean_text(note)}\n{one.url}".split()


def test_the_block_of_stockholm_is_380_octets_long_and_bare_of_rdates():
    block = vtimezone("Europe/Stockholm")

    assert len(block) == 380
    assert b"RDATE" not in block


@pytest.mark.parametrize(
    "name", ["Europe/Stockholm", "Europe/Helsinki", "Atlantic/Reykjavik", "America/New_York"]
)
def test_zone_rules_agree_with_the_zone_data(name):
    begin = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
    calendar = vobject.readOne((begin + vtimezone(name) + b"END:VCALENDAR\r\n").decode())
    read = calendar.vtimezone.gettzinfo()

    for month in range(1, 13):
        for day in (1, 15, 28):
            moment = datetime(2031, month, day, 12)
            real = Wall(moment.date(), moment.time(), name).local().utcoffset()
            assert moment.replace(tzinfo=read).utcoffset() == real
