"""Whatever comes in by mail is answered with a value, within bounds that do not depend on what is in it."""

import time
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendars import itip_reply
from scheduler.inbox import reading, reports
from scheduler.inbox.quotes import own_words

LINES = st.sampled_from(
    [
        "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM",
        "METHOD:REPLY", "UID:m-1@example.org", "SEQUENCE:x", "SEQUENCE:²", "SEQUENCE:99999999999999999999",
        "DTSTAMP:20220101T000000", "DTSTAMP:20220101T000000Z", "ATTENDEE", "ATTENDEE;:",
        'ATTENDEE;CN="a:mailto:a@example.org', "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:A@EXAMPLE.ORG",
        "RRULE:FREQ=SECONDLY", " folded", "\tfolded", "", ":", ";;;", "COMMENT:å\\n\\,",
    ]
)  # fmt: skip


@given(st.binary(max_size=2_000))
def test_any_octets_are_read(octets):
    mail = reading.read_mail(octets)

    assert len(mail.digest) == 64
    assert len(mail.text) <= 20_000


@given(st.lists(LINES, max_size=60))
def test_any_calendar_part_is_read_or_said_to_be_none(lines):
    try:
        part = itip_reply.parse_reply_part("\r\n".join(lines))
    except itip_reply.UnreadableReply:
        return
    for event in part.events:
        assert len(event.attendees) <= 50


@settings(deadline=None)
@given(st.binary(max_size=1_000))
def test_any_report_is_read(body):
    head = (
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n--x\r\n'
    )
    status = b"Content-Type: message/delivery-status\r\n\r\n"

    reports.read_report(head + status + body)


def test_parts_within_parts_are_cut_and_never_parsed_by_recursion():
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(900)
    )

    assert not reading.read_mail(HEAD + nested).refused


HEAD = b"From: mailer-daemon@x.example\r\nTo: svar+1-0-1.x@example.org\r\nSubject: x\r\n"
CALENDAR = b"Content-Type: text/calendar; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
MIXED = b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
REPORT = b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n--b\r\n'
STATUS = b"Content-Type: message/delivery-status\r\n\r\n"
NESTED = b"".join(
    b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(19)
)
SLOW: dict[str, tuple[bytes, bytes]] = {
    "one line": (HEAD + b"\r\n", b"x"),
    "headers": (HEAD, b"a:\r\n"),
    "a folded header": (HEAD + b"X: y", b"\r\n y"),
    "addresses": (b"From: a@example.org\r\nTo: a@example.org", b",a@example.org"),
    "parameters": (HEAD + b"Content-Type: text/plain", b"; a=b"),
    "numbered parameters": (HEAD + b"content-type: text/plain", b";\r\n a*1=b"),
    "semicolons in quotes": (HEAD + b'Content-Type: text/plain; a="', b';"'),
    "parameters of a part": (HEAD + MIXED + b"--b\r\nContent-Type: text/plain", b"; a=b"),
    "parts": (HEAD + MIXED, b"--b\r\n\r\n\r\n"),
    "a digest": (HEAD + MIXED.replace(b"mixed", b"digest"), b"--b\r\n\r\n\r\n"),
    "parts ended by a bare CR": (HEAD + MIXED, b"--b\r\r\r"),
    "depth and lines": (HEAD + NESTED, b"x\r\n"),
    "punycode": (HEAD + b"Content-Type: text/plain; charset=punycode\r\n\r\na-", b"9"),
    "tags": (HEAD + b"Content-Type: text/html\r\n\r\n", b"<a "),
    "who wrote": (HEAD + b"\r\n", b"Den 1 jan 2027 kl. 10 skrev x <a@example.org> "),
    "heads of mails": (HEAD + b"\r\n", b"From: a\r\nSent: b\r\n"),
    "lines of addresses": (HEAD + b"\r\n", b"a@example.org\n"),
    "status": (HEAD + REPORT + STATUS, b"Action: failed\r\nStatus: 5.1.1\r\n\r\n"),
    "blank lines of status": (HEAD + REPORT + STATUS, b"\r\n"),
    "alarms": (HEAD + CALENDAR, b"BEGIN:VALARM\r\n"),
    "attendees": (HEAD + CALENDAR, b"ATTENDEE;CN=a;PARTSTAT=ACCEPTED:mailto:a@example.org\r\n"),
    "parameters of attendees": (
        HEAD + CALENDAR,
        b"ATTENDEE" + b";A=b" * 2_000 + b":mailto:a@example.org\r\n",
    ),
    "almost a boundary": (HEAD + MIXED, b"--bb\r\n"),
    "parts with parameters": (
        HEAD + MIXED,
        b"--b\r\nContent-Type: text/plain" + b"; a=b" * 900 + b"\r\n\r\nx\r\n",
    ),
    "parts with heads": (HEAD + MIXED, b"--b\r\n" + b"a:\r\n" * 1_500 + b"\r\nx\r\n"),
    "entities": (HEAD + b"Content-Type: text/html\r\n\r\n", b"&amp;&#9;"),
    "a long entity": (HEAD + b"Content-Type: text/html\r\n\r\n&#", b"9"),
    "styles": (HEAD + b"Content-Type: text/html\r\n\r\n", b"<style>x"),
    "folds": (HEAD + CALENDAR + b"COMMENT:x", b"\r\n x"),
    "recurrences": (HEAD + CALENDAR, b"RRULE:FREQ=SECONDLY\r\n"),
}
"""What a mail begins with, and what is then repeated until it is as large as a mail may be."""


@pytest.mark.parametrize("name", SLOW)
def test_no_mail_takes_long(name):
    """Measured: at most 0.5 s of processor time; without the bounds the worst of them took minutes."""
    start, unit = SLOW[name]
    mail = start + unit * ((reading.MAX_OCTETS - len(start)) // len(unit))
    begun = time.process_time()

    read = reading.read_mail(mail)
    if not read.refused:
        reports.read_report(mail)
        own_words(read.text)

    assert time.process_time() - begun < 5


def test_nothing_that_is_read_is_what_a_database_refuses():
    """A NUL (PostgreSQL) or half a character (both) would undo each attempt to write the mail down."""
    event = b"UID:m\0\r\nCOMMENT:\0+2AA-\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    head = b'From: "\0" <a\0@x.example>\r\nMessage-ID: <\0>\r\nTo: a+\0@x.example\r\nSubject: =?utf-7?q?+2AA-?=\0\r\n'
    status = b"A: b\r\n\r\nAction: failed\r\nDiagnostic-Code: smtp; \0\xff\r\n\r\n--b\r\n\r\nMessage-ID: <\0>\r\n"

    found = [
        reading.read_mail(head + CALENDAR.replace(b"utf-8", b"utf-7") + event),
        reading.read_mail(head + b"Content-Type: text/plain; charset=utf-7\r\n\r\n\0+2AA-"),
        reports.read_report(head + REPORT + STATUS + status),
    ]

    for one in found:
        assert one
        assert "\\x00" not in repr(one)
        assert "\\ud800" not in repr(one)


@pytest.mark.parametrize(
    "mail",
    [
        b"From: a@example.org\r\nTo: " + b"(" * 3_900 + b"\r\n\r\nNej",
        b"From: a@example.org\r\nContent-Type: text/plain; charset=undefined\r\n\r\nNej",
        b"From: a@example.org\r\nContent-Type: text/html\r\n\r\n<p>Nej</p>&#" + b"9" * 5_000,
        b"From: a@example.org\r\nContent-Type: multipart/mixed\r\n\r\nNej",
        b"Nej\r\nFrom: a@example.org\r\n\r\nNej",
    ],
    ids=["parentheses", "a charset", "an entity", "no boundary", "no head"],
)
def test_what_the_library_cannot_read_is_read_all_the_same(mail):
    """A mail that stopped the reader would be read again each minute, and none behind it."""
    read = reading.read_mail(mail)

    assert not read.refused
    assert read.text.startswith("Nej")


def test_what_a_fault_of_ours_stops_is_refused_and_says_who_sent_it():
    mail = (
        b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary*=undefined''b\r\n\r\nNej"
    )

    read = reading.read_mail(mail)

    assert (read.refused, read.sender) == ("no_mail", "a@example.org")


def test_an_ordinary_mail_is_within_the_bounds():
    """A long thread, many paragraphs, a signature and a picture of half a megabyte."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "Sv: Kallelse"
    mail.set_content(
        "Jag kommer.\n\n-- \nSiv\n\n" + "> -----Ursprungligt meddelande-----\n\n" * 400
    )
    mail.add_alternative("<p>Jag kommer.</p>\n\n" * 400, subtype="html")
    mail.add_attachment(
        b"\0" * 500_000, maintype="image", subtype="png", filename="å" * 60 + ".png"
    )

    read = reading.read_mail(mail.as_bytes())

    assert not read.refused
    assert own_words(read.text).startswith("Jag kommer.")
