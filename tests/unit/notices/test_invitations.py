"""Every letter with a calendar part: each kind, a winter's and a summer's meeting, both languages, hostile titles."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from scheduler.calendars import vcalendar
from scheduler.config import Mail
from scheduler.language import LANGUAGES, language
from scheduler.links import Links, Signer
from scheduler.mail import message
from scheduler.meetings.facts import meeting_facts
from scheduler.meetings.rows import Meeting
from scheduler.notices import change_recipients, compose, plan, render
from scheduler.notices.compose import MailSetup
from scheduler.notices.kinds import KIND_OF, Kind, Letter
from scheduler.notices.situation import OneLetter, PlannedNotice, Recipient, Situation
from tests import calendar_rules, golden
from tests.build import stockholm
from tests.calendar_readers import READERS
from tests.unit import situations as made
from tests.unit.calendars.test_readers import HOSTILE

LINKS = Links("https://moten.example.org", Signer(b"0" * 32), "svar@example.org")
DESK = MailSetup(LINKS, Mail(replies="svar@example.org"), "moten.example.org")
DAYS = {"winter": ("2027-02-09", "2027-02-16"), "summer": ("2027-06-08", "2027-06-15")}
"""The day it was told of first, and that of a move."""
METHODS = {
    Letter.KALLELSE: "REQUEST", Letter.MOVED: "REQUEST", Letter.RESTORED: "REQUEST",
    Letter.CANCELLED: "CANCEL", Letter.MEMBER_LEFT: "CANCEL",
}  # fmt: skip
REVISIONS = {Letter.KALLELSE: 0, Letter.MEMBER_LEFT: 0, Letter.MOVED: 1, Letter.CANCELLED: 2}
"""Told, moved, cancelled, restored: one life."""


@dataclass(frozen=True)
class Given:
    """One letter with a calendar part, in the midst of a meeting's life."""

    letter: Letter
    season: str = "winter"
    code: str = "sv"
    title: str = "GranåsBrå"
    place: str = "Stadshuset, rum Granen"
    reason: str = "Studieresa."
    name: str = "Siv Tallgren"

    def meeting(self) -> Meeting:
        first, second = DAYS[self.season]
        is_moved = self.letter not in (Letter.KALLELSE, Letter.MEMBER_LEFT)
        is_cancelled = self.letter is Letter.CANCELLED
        revision = REVISIONS.get(self.letter, 3)
        at = stockholm(f"{first} 08:00") - timedelta(days=6 - revision)
        return made.meeting(
            f"{second if is_moved else first} 15:00", revision=revision, revised_at=at, changed_at=at,
            place=self.place, note=self.title, status="cancelled" if is_cancelled else "scheduled",
            reason=self.reason if is_cancelled else "",
        )  # fmt: skip

    def now(self) -> datetime:
        return self.meeting().changed_at + timedelta(minutes=15)

    def situation(self) -> Situation:
        meeting = self.meeting()
        before = made.meeting(f"{DAYS[self.season][0]} 15:00", place=self.place)
        told = meeting_facts(before)
        if self.letter is Letter.RESTORED:
            told = meeting_facts(meeting) | {"status": "cancelled"}
        is_first = self.letter is Letter.KALLELSE
        issue = made.issue("kallelse", "@x", of=before, facts=told, at=self.now())
        method = "CANCEL" if self.letter is Letter.RESTORED else "REQUEST"
        row = made.told(1, person_id=2, by=issue, method=method)
        left = {"until_on": date(2027, 1, 31)} if self.letter is Letter.MEMBER_LEFT else {}
        member = made.member(2, "Siv Tallgren", language=self.code, **left)
        member.person.name = self.name
        return made.situation(
            meeting, members=[member], issued=[] if is_first else [issue], rows=[] if is_first else [row],
            in_council=made.council(name=self.title, language=self.code),
        )  # fmt: skip

    def recipient(self, s: Situation) -> Recipient:
        """By the rules alone."""
        assert s.meeting
        if self.letter is Letter.KALLELSE:
            (notice,) = (n for n in plan.planned_notices(s) if n.kind is Kind.KALLELSE)
            found = notice.audience
        elif self.letter is Letter.MEMBER_LEFT:
            found = tuple(change_recipients.removed_recipients(s, s.meeting))
        else:
            found = tuple(change_recipients.owed_recipients(s, s.meeting))
        (to,) = found
        assert to.letter is self.letter
        return to

    def octets(self, setup: MailSetup = DESK) -> bytes:
        s, now = self.situation(), self.now()
        to = self.recipient(s)
        notice = PlannedNotice("granasbra/m1/x", KIND_OF[self.letter], "x", now, now, (to,))
        letter = OneLetter(s, notice, to, now)
        text = render.render_letter(letter, setup.links)
        return message.octets(compose.build_mail(letter, text, "<1@moten.example.org>", setup))


def hostile(letter: Letter, code: str, title: str) -> Given:
    return Given(
        letter, "summer", code, title=title, place=title, reason=title, name=" ".join(title.split())
    )


def every() -> Iterator[tuple[str, Given]]:
    """By the name of its file."""
    for letter in METHODS:
        for code in LANGUAGES:
            for season in ("winter", "summer"):
                yield f"{letter}-{season}-{code}", Given(letter, season, code)
            yield f"{letter}-hostile-{code}", hostile(letter, code, HOSTILE[0] + "å" * 300)


EVERY = dict(every())


@pytest.mark.parametrize("name", EVERY)
def test_letters_with_a_calendar_part(name: str) -> None:
    given = EVERY[name]
    octets = given.octets()
    ics = calendar_rules.ics_of(octets)
    method = METHODS[given.letter]

    golden.check(f"invitations/{name}.ics", ics)
    event = calendar_rules.mail(octets, method, to="siv.tallgren@example.org")
    assert int(event.one("SEQUENCE")) == given.meeting().revision
    assert event.one("DTSTAMP") == f"{given.now():%Y%m%dT%H%M%SZ}"
    assert event.parameters("ATTENDEE")["PARTSTAT"] == "NEEDS-ACTION"
    seen = {reader: read(ics) for reader, read in READERS.items()}
    assert seen["icalendar"] == seen["vobject"]
    (one,) = seen["vobject"].values()
    assert one.starts == given.meeting().starts_at
    assert one.ends == given.meeting().ends_at
    is_off = given.letter is Letter.CANCELLED
    summary = vcalendar.clean_line(given.title)
    off = language(given.code)("CANCELLED: %(council)s", council=summary)
    assert one.summary == (off if is_off else summary)
    expected = {Letter.CANCELLED: "CANCELLED", Letter.MEMBER_LEFT: ""}
    assert one.status == expected.get(given.letter, "CONFIRMED")


@pytest.mark.parametrize("letter", METHODS)
def test_without_a_mailbox_that_reads_replies_there_is_no_calendar_part(letter: Letter) -> None:
    setup = MailSetup(replace(LINKS, mailbox=None), Mail(), "moten.example.org")

    assert b"text/calendar" not in Given(letter).octets(setup)


def test_a_life_by_mail_keeps_its_uid_and_organizer_and_never_counts_down() -> None:
    life = (Letter.KALLELSE, Letter.MOVED, Letter.CANCELLED, Letter.RESTORED)
    events = [
        calendar_rules.mail(Given(one).octets(), METHODS[one], to="siv.tallgren@example.org") for one in life
    ]  # fmt: skip

    assert len({(event.one("UID"), event.one("ORGANIZER")) for event in events}) == 1
    assert [int(event.one("SEQUENCE")) for event in events] == [0, 1, 2, 3]
    stamps = [event.one("DTSTAMP") for event in events]
    assert stamps == sorted(set(stamps))


def test_one_who_left_is_taken_out_of_a_meeting_that_stands() -> None:
    given = replace(Given(Letter.MEMBER_LEFT), season="summer")

    event = calendar_rules.mail(given.octets(), "CANCEL", to="siv.tallgren@example.org")

    assert (
        event.one("TRANSP") == "TRANSPARENT"
    )  # a program that keeps it must not keep the time taken
    assert not event.all(
        "STATUS"
    )  # with it the meeting would be cancelled for all (RFC 5546 §3.2.5)
