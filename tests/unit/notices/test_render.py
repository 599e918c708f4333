"""What people read: every letter in both languages, as a file."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from scheduler.agenda.rows import AgendaItem, ItemStatus
from scheduler.errors import InvalidInput
from scheduler.links import Links, Signer
from scheduler.meetings import seating
from scheduler.meetings.facts import meeting_facts
from scheduler.meetings.rows import DeputyCall, Meeting, Reply
from scheduler.notes.follow_ups import Tracked
from scheduler.notes.rows import FollowUp
from scheduler.notices import preview, render
from scheduler.notices.digest.mishaps import Fate, Mishap
from scheduler.notices.kinds import KIND_OF, PRESSED, Kind, Letter
from scheduler.notices.rows import NoticeIssue, NoticeText
from scheduler.notices.situation import OneLetter, PlannedNotice, Recipient, Situation
from tests import golden
from tests.build import stockholm
from tests.unit import situations as made

LINKS = Links("https://moten.example.org", Signer(b"0" * 32), "svar@example.org")
NO_MAILBOX = replace(LINKS, mailbox=None)
TOLD = stockholm("2027-03-02 08:00")
RELATIVE = re.compile(
    r"\b(i dag|idag|i morgon|imorgon|i går|today|tomorrow|next week|nästa vecka|one week left)\b",
    re.I,
)


def of_letter(
    text: Letter,
    code: str,
    links: Links = LINKS,
    *,
    is_deputy: bool = False,
    **in_council: object,
) -> render.RenderedLetter:
    """The letter as Siv would get it, or in English Noor."""
    siv = made.member(2, "Noor Haddadi" if code == "en" else "Siv Tallgren", language=code)
    council = made.council(**{"language": code} | in_council)
    after = made.meeting("2027-04-13 15:00", number=2)
    old = made.meeting("2027-03-09 15:00")
    issue = made.issue("kallelse", "@2027-03-09T15:00", of=old, facts=meeting_facts(old), at=TOLD)
    kind, now, issued, rows = KIND_OF[text], TOLD, [], []
    meeting = old
    if kind is Kind.CHANGE:
        issued, rows, now = [issue], [made.told(1, person_id=2, by=issue)], TOLD + timedelta(days=1)
        status = (
            {"status": "cancelled", "reason": "Studieresa."} if text is Letter.CANCELLED else {}
        )
        starts = "2027-03-16 15:00" if text is Letter.MOVED else "2027-03-09 15:00"
        meeting = made.meeting(starts, revision=1, revised_at=now, **status)
        if text is Letter.RESTORED:
            issue.facts = {"1": meeting_facts(old) | {"status": "cancelled"}}
    of = None if kind in (Kind.YEAR_DATES, Kind.NEXT_YEAR) else meeting
    situation = made.situation(
        of, meetings=[meeting, after], members=[siv], issued=issued, rows=rows, in_council=council
    )
    to_the_secretary = kind in (Kind.KALLELSE_REVIEW, Kind.DIGEST, Kind.NEXT_YEAR, Kind.ABSENCE)
    person = council.reply_to if to_the_secretary else siv.person
    if kind is Kind.NOTES:
        promise = FollowUp(text="Räkna trasiga lampor i Norrbacka", person_id=2, meeting_id=1)
        situation = replace(situation, follow_ups=(Tracked(promise, (), old, after),))
    if kind is Kind.DIGEST:
        situation = replace(situation, mishaps=mishaps(old))
    is_deputy |= text is Letter.KALLELSE_INFORMATION
    if kind in (Kind.DEPUTY_CALL, Kind.DEPUTY_RELEASED):
        nils = made.member(4, "Nils Ekhed", role="deputy", language=code)
        person, is_deputy = nils.person, True
        noor = made.member(3, "Noor Haddadi", seat_id=1, organisation="Granåsens Bostäder")
        situation = replace(situation, members=(noor, nils))
        situation = with_call(situation, 4, now, ended=text is Letter.DEPUTY_RELEASED)
    if kind is Kind.ABSENCE:
        situation = with_absences(situation, now)
    to = preview.sample_recipient(person, text, is_deputy=is_deputy)
    notice = PlannedNotice("key", kind, "x", now, now, (to,))
    if kind in PRESSED:
        situation = with_proposal(
            situation, "Lighting in the park" if code == "en" else "Belysning i parken"
        )
        notice = replace(notice, occasion="i0")
    early = (
        stockholm("2027-02-09 08:00") if kind in (Kind.CALL_FOR_ITEMS, Kind.ITEMS_REMINDER) else now
    )
    return render.render_letter(OneLetter(situation, notice, to, early), links)


def with_call(s: Situation, person_id: int, now: datetime, *, ended: bool) -> Situation:
    """That person is called in the place of Noor, who comes after all where that has ended."""
    assert s.meeting
    said = {"meeting_id": 1, "for_start": s.meeting.starts_at}
    call = DeputyCall(
        id=1, seat_id=1, person_id=person_id, instead_of_id=3, called_at=now, ended="released" if ended else "",
        answer_by=seating.answer_by(s.meeting, s.free, now), **said,
    )  # fmt: skip
    reply = Reply(person_id=3, answer="coming", sequence=0, made_at=now, at=now, **said)
    return replace(s, calls=(call,), replies=(reply,) if ended else ())


def with_proposal(s: Situation, heading: str) -> Situation:
    """One item was proposed, and taken after the kallelse."""
    item = AgendaItem(id=0, heading=heading, scope="", presenter="", text="", links="")
    item.status = ItemStatus.ON_AGENDA
    issue = NoticeIssue(id=0, key="", kind="kallelse", occasion="", facts={}, agenda=[])
    return replace(s, items=(item,), issued=(issue,))


def with_absences(s: Situation, now: datetime) -> Situation:
    """Three of four cannot come: a deputy has been called for one, one has written, and for one nobody is left."""
    assert s.meeting
    names = ("Siv Tallgren", "Noor Haddadi", "Rut Ek", "Omar Lind")
    members = [
        made.member(n, name, seat_id=n, organisation="Polisen" if n < 4 else "Kommunen")
        for n, name in enumerate(names, 2)
    ]
    deputies = [
        made.member(n, name, role="deputy", organisation="Polisen")
        for n, name in enumerate(("Nils Ekhed", "Disa Ros"), 6)
    ]
    deputies[1].person.phone = "070-174 06 05"
    said = {"meeting_id": 1, "for_start": s.meeting.starts_at, "answer": "no", "sequence": 0}
    replies = [
        Reply(
            id=n, person_id=n, made_at=now, at=now, note="Jag är på kurs." if n == 3 else "", **said
        )
        for n in (2, 3, 5)
    ]
    call = DeputyCall(
        id=1, meeting_id=1, seat_id=2, person_id=6, instead_of_id=2, for_start=s.meeting.starts_at,
        called_at=now, answer_by=now + timedelta(days=2), ended="",
    )  # fmt: skip
    return replace(s, members=(*members, *deputies), replies=tuple(replies), calls=(call,))


def mishaps(meeting: Meeting) -> tuple[Mishap, ...]:
    """One of each fate, as the list of mail would tell them."""
    of_people = {
        Fate.BOUNCED: (Kind.KALLELSE, ["Siv Tallgren"]),
        Fate.FAILED: (Kind.KALLELSE, ["Noor Haddadi", "Nils Ekhed"]),
        Fate.SUPPRESSED: (Kind.REPLY_REMINDER, ["Siv Tallgren"]),
        Fate.UNCERTAIN: (Kind.CHANGE, ["Nils Ekhed"]),
        Fate.LATE: (Kind.CHANGE, ["Noor Haddadi"]),
        Fate.EXPIRED: (Kind.DAY_BEFORE, [f"Person {n}" for n in range(1, 13)]),
    }
    of_mails = {Fate.MISSED: (Kind.CALL_FOR_ITEMS, 24), Fate.HELD: (Kind.ITEMS_REMINDER, 1)}
    return (
        Mishap(
            "late",
            Fate.SENT_LATE,
            Kind.KALLELSE,
            Kind.KALLELSE,
            meeting,
            due_at=TOLD,
            sent_at=TOLD + timedelta(hours=34),
        ),
        *(
            Mishap(f"{kind} {fate} {who}", fate, kind, kind, meeting, who)
            for fate, (kind, people) in of_people.items()
            for who in people
        ),
        *(
            Mishap(f"{kind} {fate}", fate, kind, kind, meeting, count=count)
            for fate, (kind, count) in of_mails.items()
        ),
    )


PROMISES = re.compile(r"dagordning|agenda|hör av oss|get in touch", re.I)
"""What no letter tells: an agenda, or that deputies hear from us."""


@pytest.mark.parametrize("code", ["sv", "en"])
@pytest.mark.parametrize("text", list(Letter))
def test_letter(text: Letter, code: str) -> None:
    """Subjects of at most 60 characters, no relative words, no field left open, why it came at the end."""
    made_letter = of_letter(text, code)
    whole = f"{made_letter.subject}\n\n{made_letter.text}\n"

    golden.check(f"letters/{code}/{text}.txt", whole.encode())
    assert len(made_letter.subject) <= 60
    assert not RELATIVE.search(whole)
    assert KIND_OF[text] in PRESSED or not PROMISES.search(made_letter.text)
    assert "{" not in whole
    assert "\n\n\n" not in whole
    why = "Du får mejlet" if code == "sv" else "You get this mail"
    assert made_letter.text.split("\n\n")[-1].startswith(why)


def text_to(
    to: Recipient,
    s: Situation,
    kind: Kind,
    occasion: str = "x",
    *,
    at: datetime = TOLD,
    **more: object,
) -> str:
    """What that person reads in a letter of that kind, made at that time."""
    notice = PlannedNotice("key", kind, occasion, TOLD, TOLD, (to,), **more)
    return render.render_letter(OneLetter(s, notice, to, at), LINKS).text


def dates_to_siv(*places: str, channel: str | None = None) -> str:
    """The year's mail of meetings at these places."""
    siv = made.member(2, "Siv Tallgren")
    siv.person.channel = channel
    meetings = [
        made.meeting(f"2027-0{n + 2}-09 15:00", number=n, place=place)
        for n, place in enumerate(places, 1)
    ]
    s = made.situation(None, meetings=meetings, members=[siv])
    return text_to(preview.sample_recipient(siv.person, Letter.YEAR_DATES), s, Kind.YEAR_DATES)


def test_the_years_dates_tell_the_usual_place_where_a_date_has_it() -> None:
    usual = f"Plats, om inget annat står: {made.council().place}"

    assert ", Kvarnhuset\n" in dates_to_siv("Kvarnhuset", "")
    assert usual in dates_to_siv("Kvarnhuset", "")
    assert usual not in dates_to_siv("Kvarnhuset", "hos polisen")


LINKED = (Letter.DEPUTY_CALL, Letter.KALLELSE, Letter.MOVED, Letter.RESTORED, Letter.DATE_ADDED)


@pytest.mark.parametrize("code", ["sv", "en"])
@pytest.mark.parametrize("text", LINKED)
def test_where_no_answers_are_read_the_letter_links_to_a_file(text: Letter, code: str) -> None:
    made_letter = of_letter(text, code, NO_MAILBOX)

    golden.check(
        f"letters/{code}/{text}-linked.txt",
        f"{made_letter.subject}\n\n{made_letter.text}\n".encode(),
    )


@pytest.mark.parametrize("text", [Letter.MOVED, Letter.CANCELLED, Letter.RESTORED])
def test_a_change_asks_a_deputy_for_no_reply(text: Letter) -> None:
    assert "?reply=" not in of_letter(text, "sv", is_deputy=True).text


def test_a_new_place_asks_for_no_reply() -> None:
    siv = made.member(2, "Siv Tallgren")
    old, new = (made.meeting("2027-03-09 15:00", place=place) for place in ("Kvarnen", "Ladan"))
    issue = made.issue("kallelse", "@2027-03-09T15:00", of=old, facts=meeting_facts(old), at=TOLD)
    rows = [made.told(1, person_id=2, by=issue)]
    s = made.situation(new, members=[siv], issued=[issue], rows=rows)
    to = Recipient(siv.person, Letter.MOVED, is_called=True)

    assert "?reply=" not in text_to(to, s, Kind.CHANGE, "r1")


def test_the_file_is_in_the_letters_language_and_behind_the_personal_link_if_not_public() -> None:
    other = of_letter(Letter.KALLELSE, "en", NO_MAILBOX, language="sv").text
    hidden = of_letter(Letter.KALLELSE, "sv", NO_MAILBOX, is_public=False).text

    assert "Add to calendar: https://moten.example.org/granasbra/meetings/1.ics?lang=en\n" in other
    assert re.search(
        r"kalendern: https://moten.example.org/m/2-0\.\w+/granasbra/meetings/1.ics\n", hidden
    )


def test_no_other_letter_links_to_a_file() -> None:
    for text in set(Letter) - {*LINKED, Letter.YEAR_DATES}:
        assert ".ics" not in of_letter(text, "sv", NO_MAILBOX).text


@pytest.mark.parametrize("text, day", [(Letter.CALL_FOR_ITEMS, "2 mars"), (Letter.MOVED, "9 mars")])
def test_a_deputy_is_promised_the_kallelse_only_where_it_comes(text: Letter, day: str) -> None:
    promise = f"Kallelsen kommer tisdag {day}."

    assert promise in of_letter(text, "sv").text
    assert promise not in of_letter(text, "sv", is_deputy=True).text
    assert promise in of_letter(text, "sv", is_deputy=True, inform_deputies=True).text


@pytest.mark.parametrize(
    "channel, subscribes, file",
    [
        (None, True, True),
        ("feed", True, False),
        ("both", True, False),
        ("invitations", False, False),
    ],
)
def test_the_years_mail_offers_a_subscription_and_a_file_where_neither_way_is_chosen(
    channel: str | None, subscribes: bool, file: bool
) -> None:
    text = dates_to_siv("Ladan", channel=channel)

    page = r"https://moten.example.org/m/2-0\.\w+"
    assert bool(re.search(rf"^Prenumerera, .*: {page}/details#kalender$", text, re.M)) is subscribes
    assert bool(re.search(rf": {page}/granasbra/years/2027\.ics$", text, re.M)) is file


def test_a_line_whose_fields_are_empty_falls_away_with_its_heading() -> None:
    text = "Ämne\n\nHej {förnamn}!\n\nDagordning\n{dagordning}\n\nPlats: {plats}\n"

    filled = render.fill_template(text, {"first_name": "Siv", "place": "Polishuset"}, "sv")

    assert filled.text == "Hej Siv!\n\nPlats: Polishuset"


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(InvalidInput) as error:
        render.fill_template("Ämne\n\nHej {fornamn}!", {}, "sv")

    assert error.value.fields["text"].params["field"] == "fornamn"


def test_a_letter_asks_for_nothing_by_a_day_that_has_passed() -> None:
    siv = made.member(2, "Siv Tallgren")
    s = made.situation(made.meeting("2027-03-09 15:00"), members=[siv])
    late = stockholm("2027-03-08 10:00")
    text = text_to(Recipient(siv.person, Letter.KALLELSE), s, Kind.KALLELSE, at=late)

    assert "Svara senast måndag 8 mars om du kommer eller inte." in text


def test_a_kallelse_that_goes_with_a_change_keeps_the_words_written_for_it() -> None:
    siv = made.member(2, "Siv Tallgren")
    edit = NoticeText(
        key="k", meeting_id=1, kind="kallelse", occasion="@2027-03-09T15:00", letter="kallelse", language="sv",
        subject="Välkommen", body="Ta med fika.",
    )  # fmt: skip
    s = made.situation(made.meeting("2027-03-16 15:00", revision=1), members=[siv])
    s, to = replace(s, edits=(edit,)), Recipient(siv.person, Letter.KALLELSE)

    assert text_to(to, s, Kind.CHANGE, "r1") == "Ta med fika."


def test_one_who_subscribes_is_told_that_the_change_is_the_kallelse_too() -> None:
    siv = made.member(2, "Siv Tallgren")
    old, new = made.meeting("2027-03-09 15:00"), made.meeting("2027-03-16 15:00", revision=1)
    issue = made.issue(
        "call_for_items", "@2027-03-09T15:00", of=old, facts=meeting_facts(old), at=TOLD
    )
    rows = [made.told(1, person_id=2, by=issue)]
    s = made.situation(new, members=[siv], issued=[issue], rows=rows)
    kallelse = PlannedNotice("key", Kind.KALLELSE, "@2027-03-16T15:00", TOLD, TOLD, ())

    for is_called in (True, False):  # by the feed: no part of its own
        to = Recipient(siv.person, Letter.MOVED, is_called=is_called)
        text = text_to(to, s, Kind.CHANGE, "r1", carries=kallelse)
        assert ("Det här är också kallelsen." in text) == is_called
