"""What is for members alone: an edit of the agenda, another digital link, a meeting's own last day for items."""

from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import icalendar
import pytest

from scheduler.agenda import actions
from scheduler.agenda.item import Item
from scheduler.config import Config
from scheduler.councils import store as councils
from scheduler.councils.rows import Channel
from scheduler.db.session import Database, reading, writing
from scheduler.links import Links, Signer
from scheduler.meetings import lifecycle
from scheduler.meetings.rows import Answer
from scheduler.papers.actions import KeptFile, add_papers
from tests import build
from tests.conftest import NOW
from web.app import create_app

CALLED = build.stockholm("2022-02-15 08:00")
AFTER = build.stockholm("2022-02-16 09:00")
LINK = "https://moten.example.org/rum/1"


@pytest.fixture
def called(sqlite, config):
    """Two members and a deputy; the kallelse to the first meeting has gone."""
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    build.work(sqlite, config, build.stockholm("2021-12-01 09:05"))
    build.work(sqlite, config, CALLED)
    return sqlite


class Calendars:
    """What the public and the first member get, as a browser and a calendar program ask for it."""

    def __init__(self, database: Database, config: Config):
        self.client = create_app(config, build.clock(AFTER), database).test_client()
        with reading(database) as session:
            person = build.member(session).person
            links = Links("", Signer(councils.installation(session).secret))
            self.own = links.personal_feed(person.id, person.feed_version)
            self.page = links.meeting_page(person.id, person.link_version, "granasbra", 1)

    def public(self) -> list[Any]:
        feeds = [
            self.client.get(path)
            for path in (
                "/granasbra/calendar.ics", "/granasbra/calendar.ics?deadlines=1", "/calendar.ics",
                "/granasbra/calendar.json", "/granasbra/calendar.atom", "/granasbra/meetings/1.ics",
            )
        ]  # fmt: skip
        pages = [self.client.get(path).data for path in ("/granasbra", "/granasbra/meetings/1")]
        return [(feed.status_code, feed.headers["ETag"], feed.data) for feed in feeds] + pages

    def event(self) -> icalendar.Event:
        """The first meeting in the member's own feed."""
        feed = icalendar.Calendar.from_ical(self.client.get(self.own).data)
        return feed.events[0]

    def deadline(self) -> icalendar.Event:
        answer = self.client.get("/granasbra/calendar.ics?deadlines=1")
        events = icalendar.Calendar.from_ical(answer.data).events
        return next(event for event in events if str(event["UID"]).startswith("d-"))


def mails(config: Config) -> list[EmailMessage]:
    return [
        message_from_bytes(file.read_bytes(), policy=default) for file in build.captured(config)
    ]


def test_no_edit_of_an_item_owes_a_mail_raises_a_sequence_or_changes_a_feed(called, config):
    calendars = Calendars(called, config)
    before, own = calendars.public(), calendars.event().to_ical()
    items = [Item("Budget", "Beslut", "Rut Ek", minutes="20", text="Text."), Item("Skola")]
    for edit in (items, items[::-1], [Item("Annat", is_public=False)], []):
        build.on_meeting(called, AFTER, actions.save_agenda, edit)
    paper = KeptFile("a.pdf", "application/pdf", 1, "0" * 64)
    build.on_meeting(called, AFTER, add_papers, [paper])

    with reading(called) as session:
        meeting = build.meeting(session, 1)
        assert meeting.revision == meeting.online_revision == meeting.items_revision == 0
    assert calendars.public() == before
    assert calendars.event().to_ical() == own
    assert build.work(called, config, AFTER + timedelta(hours=1)) == 0


def test_another_digital_link_is_told_once_to_those_who_were_called_and_to_no_public_calendar(
    called, config
):
    """And into every calendar that may hold the meeting, where the member's answer stands."""
    calendars, sent = Calendars(called, config), len(mails(config))
    with writing(called, AFTER) as session:
        build.member(session).person.channel = Channel.FEED  # they hold it already
        build.reply(session, Answer.COMING, AFTER)
    before, own = calendars.public(), calendars.client.get(calendars.own).headers["ETag"]
    build.move(called, "2022-02-22 15:00", AFTER, online_url=LINK)
    public, event = calendars.public(), calendars.event()
    shown = calendars.client.get(calendars.page).text
    mailed = build.work(called, config, AFTER + timedelta(minutes=6))
    again = build.work(called, config, AFTER + timedelta(hours=2))
    told = mails(config)[sent]
    part = next(part for part in told.walk() if part.get_content_type() == "text/calendar")
    invitation = icalendar.Calendar.from_ical(part.get_payload(decode=True)).events[0]

    assert public == before
    assert LINK not in str(public)
    assert calendars.client.get(calendars.own).headers["ETag"] != own
    for one in (event, invitation):
        assert (one["SEQUENCE"], str(one["CONFERENCE"])) == (1, LINK)
        assert one["CONFERENCE"].params["FEATURE"] == "VIDEO"
        assert f"Digitalt: {LINK}" in str(one["DESCRIPTION"])
    assert invitation["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert LINK in shown
    assert (mailed, again) == (2, 0)  # not to the deputy, who was not called
    assert told["Subject"] == "Ny digital länk: mötet tis 22 feb"
    assert f"Digitalt: {LINK}" in told.get_body(("plain",)).get_content()


def test_whoever_has_left_sees_neither_link_nor_agenda_and_of_a_closed_council_no_later_meeting(
    called, config
):
    calendars = Calendars(called, config)
    with writing(called, AFTER) as session:
        build.meeting(session, 1).online_url = LINK
    build.on_meeting(called, AFTER, actions.save_agenda, [Item("Budget")])
    before = calendars.client.get(calendars.page).text
    with writing(called, AFTER) as session:
        build.member(session).until_on = date(2022, 2, 20)
    after = calendars.client.get(calendars.page).text

    assert [(LINK in page, "Budget" in page) for page in (before, after)] == [
        (True, True),
        (False, False),
    ]
    assert calendars.client.get(f"{calendars.page}/agenda.pdf").status_code == 404
    with writing(called, AFTER) as session:
        councils.council(session, "granasbra").is_public = False
    assert calendars.client.get(calendars.page).status_code == 404


def test_a_meetings_own_last_day_raises_the_sequence_of_its_deadline_alone(sqlite, config):
    build.seed_year(sqlite, now=NOW, entries=build.people(1))
    calendars = Calendars(sqlite, config)
    before = calendars.deadline()
    build.on_meeting(sqlite, NOW, lifecycle.close_items, date(2022, 2, 1))
    with reading(sqlite) as session:
        assert build.meeting(session, 1).revision == 0
    after = calendars.deadline()

    assert after["DTSTART"].dt == date(2022, 2, 1)
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
