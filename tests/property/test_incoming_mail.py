"""Whatever comes in by mail is answered with a value, within bounds that do not depend on what is in it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendars import answer
from scheduler.inbox import guess, reading, reports

LINES = st.sampled_from(
    [
        "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM",
        "METHOD:REPLY", "UID:m-1@example.org", "SEQUENCE:x", "SEQUENCE:99999999999999999999",
        "DTSTAMP:20220101T000000", "DTSTAMP:20220101T000000Z", "ATTENDEE", "ATTENDEE;:",
        'ATTENDEE;CN="a:mailto:a@example.org', "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:A@EXAMPLE.ORG",
        "RRULE:FREQ=SECONDLY", " folded", "\tfolded", "", ":", ";;;", "COMMENT:å\\n\\,",
    ]
)  # fmt: skip


@given(st.binary(max_size=2_000))
def test_any_octets_are_read(octets: bytes) -> None:
    mail = reading.read(octets)

    assert len(mail.digest) == 64
    assert len(mail.text) <= 20_000


@given(st.lists(LINES, max_size=60))
def test_any_calendar_part_is_read_or_said_to_be_none(lines: list[str]) -> None:
    try:
        part = answer.read("\r\n".join(lines))
    except answer.Unreadable:
        return
    for event in part.events:
        assert len(event.attendees) <= 50


@given(st.text(max_size=500))
def test_any_words_are_guessed_at(text: str) -> None:
    assert guess.answer(text) in ("", "coming", "online", "no")


@settings(deadline=None)
@given(st.binary(max_size=1_000))
def test_any_report_is_read(body: bytes) -> None:
    head = (
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n--x\r\n'
    )
    status = b"Content-Type: message/delivery-status\r\n\r\n"

    reports.read(head + status + body)


def test_parts_within_parts_are_refused_before_they_are_parsed() -> None:
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(900)
    )

    assert reading.read(nested).refused == "too many parts"
    assert reading.read(b"x" * 1_000_001).refused == "larger than 1 MB"


def test_a_calendar_part_of_a_thousand_attendees_is_read_no_further_than_fifty() -> None:
    attendees = "\r\n".join(f"ATTENDEE:mailto:{n}@example.org" for n in range(5_000))
    text = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{attendees}\r\nEND:VEVENT\r\nEND:VCALENDAR"

    assert len(answer.read(text).events[0].attendees) == 50
