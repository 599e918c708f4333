"""Answers by mail: each real shape has the right effect, and what is not proved has none."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from scheduler.config import Config
from scheduler.councils import store as councils
from scheduler.db.session import Database, reading, writing
from scheduler.inbox import receive
from scheduler.inbox.rows import Fate, IncomingMail, Why
from scheduler.links import Links, Signer
from scheduler.meetings import replies, store
from scheduler.meetings.rows import Answer, Reply
from tests import build, incoming_mail
from tests.incoming_mail import About

NOW = build.stockholm("2022-02-16 09:00")
MAILBOX = "svar@example.org"


class Post:
    """A council whose meeting on 22 February has been called; mail comes in."""

    def __init__(self, database: Database, config: Config):
        self.database, self.config = database, config
        build.seed_year(
            database, now=build.stockholm("2021-12-01 09:00"), entries=build.people(3, 0)
        )
        build.work(database, config, build.stockholm("2022-02-15 09:00"))
        with reading(database) as session:
            self.signer = Signer(councils.installation(session).secret)

    def about(self, number: int = 1, sequence: int = 0, *, meeting: int = 1) -> About:
        with reading(self.database) as session:
            of = build.meeting(session, meeting)
            person = build.member(session, f"Member {number}").person
            links = Links("https://moten.example.org", self.signer, MAILBOX)
            address = links.reply_address(of.id, person.id)
            return About(of.uid, address, person.email, sequence)

    def come(self, octets: bytes, now: datetime = NOW, **more: str) -> IncomingMail:
        found = self.again(octets, now, **more)
        assert found is not None
        return found

    def again(self, octets: bytes, now: datetime = NOW, **more: str) -> IncomingMail | None:
        with writing(self.database, now) as session:
            return receive.receive_mail(session, octets, self.signer, now=now, **more)

    def answers(self) -> dict[str, str]:
        """What stands, by name."""
        return {name: reply.answer for name, reply in self.standing().items()}

    def standing(self) -> dict[str, Reply]:
        with reading(self.database) as session:
            meeting = build.meeting(session, 1)
            found = replies.standing_replies(
                meeting, store.replies_to(session, [meeting.id]).get(meeting.id, ())
            )
            return {councils.person(session, key).name: reply for key, reply in found.items()}


@pytest.fixture
def post(sqlite, config):
    return Post(sqlite, config)


VERBS = {"ACCEPTED": "coming", "DECLINED": "no", "TENTATIVE": "maybe"}


@pytest.mark.parametrize(
    "program", [incoming_mail.outlook, incoming_mail.google, incoming_mail.apple]
)
def test_each_program_s_answer_is_taken(post, program):
    for minutes, (verb, answer) in enumerate(VERBS.items()):
        at = NOW + timedelta(minutes=minutes)
        mail = post.come(program(post.about(), verb, at), at)

        assert (mail.fate, mail.reason) == (Fate.APPLIED, "")
        assert post.answers() == {"Member 1": answer}


def test_an_answer_is_taken_once_and_what_they_write_with_it_is_kept(database, config):
    post = Post(database, config)

    assert post.come(incoming_mail.outlook(post.about(), "DECLINED", NOW)).fate == Fate.APPLIED
    assert post.again(incoming_mail.outlook(post.about(), "DECLINED", NOW)) is None
    assert post.answers() == {"Member 1": "no"}
    odd = incoming_mail.google(post.about(2), "ACCEPTED", NOW, comment="Ja\0\\, tack")
    assert post.come(odd).fate == Fate.APPLIED
    reply = post.standing()["Member 2"]
    assert (reply.source, reply.note, reply.sequence) == ("calendar", "Ja\ufffd, tack", 0)


def test_answers_count_by_when_they_were_made_not_when_they_came(post):
    post.come(incoming_mail.google(post.about(), "DECLINED", NOW))
    late = post.come(incoming_mail.google(post.about(), "ACCEPTED", NOW - timedelta(minutes=5)))

    assert late.reason == Why.NOTHING_NEW
    assert post.answers() == {"Member 1": "no"}
    later = NOW + timedelta(minutes=5)
    post.come(incoming_mail.google(post.about(), "ACCEPTED", later), later)
    assert post.answers() == {"Member 1": "coming"}


def test_a_calendar_whose_clock_is_ahead_is_not_believed(post):
    later = NOW + timedelta(minutes=1)
    post.come(incoming_mail.google(post.about(), "ACCEPTED", NOW + timedelta(days=3)))
    post.come(incoming_mail.google(post.about(), "DECLINED", later), later)

    assert post.answers() == {"Member 1": "no"}


def test_a_calendar_s_yes_keeps_the_hours_that_the_page_asked_for(post):
    with writing(post.database, NOW) as session:
        build.reply(session, Answer.COMING, NOW, arrives=time(15, 30))

    post.come(
        incoming_mail.google(post.about(), "ACCEPTED", NOW + timedelta(hours=1)),
        NOW + timedelta(hours=1),
    )

    assert post.standing()["Member 1"].arrives == time(15, 30)


@pytest.mark.parametrize("sequence", ["", "0", "1"])
def test_an_answer_to_the_old_time_is_kept_and_does_not_count(post, sequence):
    build.move(post.database, "2022-03-01 15:00", NOW)
    of, soon = replace(post.about(), sequence=sequence), NOW + timedelta(minutes=5)

    mail = post.come(incoming_mail.google(of, "ACCEPTED", soon), soon)
    assert (mail.fate, mail.reason) == (Fate.KEPT, Why.OLD_TIME)
    assert post.answers() == {}
    new = replace(post.about(2, sequence=1), day="20220301")
    post.come(incoming_mail.outlook(new, "DECLINED", soon), soon)
    assert post.answers() == {"Member 2": "no"}
    build.move(post.database, "2022-02-22 15:00", soon)
    assert post.answers()["Member 1"] == "coming"


def test_without_a_sequence_it_is_about_the_time_that_stood_when_it_was_made(post):
    build.move(post.database, "2022-03-01 15:00", NOW)
    unnumbered, soon = replace(post.about(), sequence="", day=""), NOW + timedelta(minutes=5)
    earlier = incoming_mail.google(unnumbered, "ACCEPTED", NOW - timedelta(minutes=5))
    later = incoming_mail.google(unnumbered, "ACCEPTED", soon)

    assert post.come(earlier, NOW).reason == Why.OLD_TIME
    assert post.come(later, soon).fate == Fate.APPLIED


def test_an_answer_from_before_the_room_changed_still_counts(post):
    build.move(post.database, "2022-02-22 15:00", NOW, place="Biblioteket")

    assert (
        post.come(incoming_mail.outlook(post.about(sequence=0), "ACCEPTED", NOW)).fate == "applied"
    )
    assert post.answers() == {"Member 1": "coming"}


def test_a_forged_address_has_no_effect(post):
    of = post.about()
    local, domain = of.to.split("@")
    forged = About(of.uid, f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}", of.attendee)

    mail = post.come(incoming_mail.outlook(forged, "DECLINED", NOW))

    assert (mail.fate, mail.reason) == (Fate.WAITING, Why.NO_TOKEN)
    assert post.answers() == {}


def test_one_member_s_address_cannot_answer_for_another(post):
    """Nor that of one meeting for another meeting."""
    of, other, second = post.about(1), post.about(2), post.about(meeting=2)

    post.come(incoming_mail.outlook(About(of.uid, of.to, other.attendee), "DECLINED", NOW))
    mail = post.come(incoming_mail.outlook(About(of.uid, second.to, of.attendee), "DECLINED", NOW))

    assert (mail.fate, mail.reason) == (Fate.IGNORED, Why.OTHER_MEETING)
    assert post.answers() == {}


def test_a_proposal_of_another_time_is_a_maybe_and_waits_for_a_person(post):
    attendee = f"ATTENDEE;PARTSTAT=TENTATIVE:mailto:{post.about().attendee}"
    lines = (attendee, "DTSTART:20220301T140000Z", "COMMENT:Kan vi ta tisdagen efter?")

    mail = post.come(incoming_mail.other(post.about(), NOW, *lines, method="COUNTER"))

    assert (mail.fate, mail.reason) == (Fate.WAITING, Why.COUNTER)
    assert "Kan vi ta tisdagen efter?" in mail.text
    assert post.answers() == {"Member 1": "maybe"}
    with reading(post.database) as session:
        assert build.meeting(session, 1).starts.text() == "2022-02-22T15:00"


def test_delegating_is_a_no_with_the_name_of_the_other(post):
    line = (
        f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:b@example.net":'
        f"mailto:{post.about().attendee}"
    )

    post.come(incoming_mail.other(post.about(), NOW, line))

    reply = post.standing()["Member 1"]
    assert reply.answer == "no"
    assert reply.note == "Vill ersättas av b@example.net."


COUNTERS = {
    "DTSTART:20220301T140000Z": "tis 1 mar 2022 kl. 15.00",
    "DTSTART;TZID=W. Europe Standard Time:20220301T150000": "tis 1 mar 2022 kl. 15.00",
    "DTSTART;TZID=Europe/Helsinki:20220301T160000": "tis 1 mar 2022 kl. 15.00",
    "DTSTART:20220301T150000": "tis 1 mar 2022 kl. 15.00",
    "DTSTART;TZID=Kansli:20220301T150000": "tis 1 mar 2022 kl. 15.00 (Kansli)",
    "DTSTART;VALUE=DATE:20220301": "tis 1 mar 2022",
    "DTSTART:20220301T140000Z\r\nDTEND:20220301T160000Z": "tis 1 mar 2022 kl. 15.00–17.00",
}


def test_a_proposal_shows_the_proposed_time_and_may_decline(post):
    attendee = f"ATTENDEE;PARTSTAT=DECLINED:mailto:{post.about().attendee}"
    for lines, told in COUNTERS.items():
        mail = post.come(incoming_mail.other(post.about(), NOW, attendee, lines, method="COUNTER"))

        assert (mail.fate, mail.reason, mail.answer) == (Fate.WAITING, Why.COUNTER, "no")
        assert mail.text.replace("\xa0", " ") == f"Föreslagen tid: {told}"


@pytest.mark.parametrize(
    "kind", ["application/ics", 'application/octet-stream; name="Svar.ICS"', "text/calendar"]
)
def test_an_answer_is_read_in_a_file_and_where_one_place_alone_tells_the_method(post, kind):
    octets = incoming_mail.outlook(post.about(), "DECLINED", NOW)
    sent = octets.replace(b'text/calendar; charset="utf-8"; method="REPLY"', kind.encode())
    assert kind.encode() in sent

    assert post.come(sent).fate == Fate.APPLIED
    line = f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{post.about(2).attendee}"
    in_head_alone = incoming_mail.other(post.about(2), NOW, line, is_method_inside=False)
    assert post.come(in_head_alone).fate == Fate.APPLIED
    assert post.answers() == {"Member 1": "no", "Member 2": "coming"}


@pytest.mark.parametrize("gives_away", [False, True])
def test_one_who_accepts_in_a_member_s_place_is_shown_as_offering_to_come(post, gives_away):
    of, deputy = post.about(1), post.about(2).attendee
    offers = f'ATTENDEE;PARTSTAT=ACCEPTED;DELEGATED-FROM="mailto:{of.attendee}":mailto:{deputy}'
    away = f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:{deputy}":mailto:{of.attendee}'
    lines = (offers, away) if gives_away else (offers,)

    mail = post.come(incoming_mail.other(of, NOW, *lines, sender=deputy))

    assert (mail.fate, mail.reason, mail.answer) == (Fate.WAITING, Why.DEPUTY_OFFERS, "no")
    assert mail.text == "Member 2 (member.2@example.org) erbjuder sig att komma i stället."
    assert post.answers() == ({"Member 1": "no"} if gives_away else {})


def test_the_address_is_found_where_the_envelope_tells_it(post):
    of = post.about()
    hidden = About(of.uid, "kansli@example.org", of.attendee)

    assert (
        post.come(incoming_mail.google(hidden, "ACCEPTED", NOW), envelope_to=of.to).fate
        == "applied"
    )


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH", "ADD", "REFRESH"])
def test_what_is_no_answer_changes_nothing_and_words_beside_it_are_read(post, method):
    line = f"ATTENDEE;PARTSTAT=DECLINED:mailto:{post.about().attendee}"
    said = "Nej, jag kan inte komma."

    silent = post.come(incoming_mail.other(post.about(), NOW, line, method=method, text=""))
    mail = post.come(incoming_mail.other(post.about(), NOW, line, method=method, text=said))

    assert (silent.fate, silent.reason) == (Fate.IGNORED, Why.NO_ANSWER)
    assert (mail.fate, mail.reason) == (Fate.WAITING, Why.WRITTEN)
    assert mail.text == said
    assert post.answers() == {}


def letter(post: Post, text: str = "Nej, jag kan inte komma.") -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = (
        post.about().attendee,
        post.about().to,
        "Sv: Kallelse",
    )
    made.set_content(text)
    return made


def test_a_no_in_html_alone_is_read_without_styles_and_quotes(post):
    styles = "p.MsoNormal { margin: 0cm } " * 2_000
    page = (
        f"<html><head><title>Sv</title><style>{styles}</style></head><body lang=SV>"
        "<p class=MsoNormal>Nej,\r\n jag kan&nbsp;inte komma.<o:p></o:p></p><p>Hälsningar<br>Siv</p>"
        "<div><p><b>Från:</b> Råd &lt;svar@example.org&gt;<br><b>Skickat:</b> den 15 februari<br>"
        "<b>Till:</b> Siv</p><p>Jag kommer</p></div></body></html>"
    )
    made = letter(post)
    made.set_content(page, subtype="html")

    mail = post.come(made.as_bytes())

    assert mail.fate == Fate.WAITING
    assert mail.text == "Nej, jag kan inte komma.\n\nHälsningar\nSiv"


def test_out_of_office_notes_change_nothing_and_cause_no_mail(post):
    before = len(build.letters(post.database))
    of = post.about()

    for name, value in {
        "Auto_Submitted": "auto-replied", "Precedence": "bulk", "X_Autoreply": "yes",
        "Return_Path": "<>",
    }.items():  # fmt: skip
        for n in range(10):
            said = f"Jag är ledig ({n}). Jag kommer tillbaka."
            mail = post.come(
                incoming_mail.words(said, to=of.to, sender=of.attendee, **{name: value})
            )
            assert (mail.fate, mail.reason) == (Fate.IGNORED, Why.AUTOMATIC)

    build.work(post.database, post.config, NOW)
    assert len(build.letters(post.database)) == before
    assert post.answers() == {}


def test_after_the_meeting_and_after_a_cancellation_nothing_is_applied(post):
    late = build.stockholm("2022-02-22 18:00")
    assert post.come(incoming_mail.google(post.about(), "DECLINED", late), late).reason == Why.OVER
    build.cancel(post.database, NOW)

    assert post.come(incoming_mail.google(post.about(), "ACCEPTED", NOW)).reason == Why.CANCELLED
    assert post.answers() == {}
