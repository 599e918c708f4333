"""Mails as calendar programs, servers and people really send them, about one meeting of one member."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

_SAID = "Svar från en kalender"


@dataclass(frozen=True, slots=True)
class About:
    """What an answer is about; `to` is the reply address of this meeting and member, `day` that of its DTSTART."""

    uid: str
    to: str
    attendee: str
    sequence: int = 0
    day: str = "20220222"


def stamp(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


def outlook(of: About, verb: str, at: datetime, *, comment: str = "") -> bytes:
    """Exchange: no ORGANIZER, a Windows zone, SUMMARY in the user's language, one part in an alternative."""
    return _mail(
        of,
        "REPLY",
        [
            "BEGIN:VTIMEZONE", "TZID:W. Europe Standard Time", "BEGIN:STANDARD",
            "DTSTART:16010101T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
            "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10", "END:STANDARD", "END:VTIMEZONE",
            "BEGIN:VEVENT",
            f"ATTENDEE;PARTSTAT={verb};CN=Member 1:mailto:{of.attendee}",
            f"COMMENT;LANGUAGE=sv-SE:{comment}\\n",
            f"UID:{of.uid}", "SUMMARY;LANGUAGE=sv-SE:Accepterat: GranåsBrå",
            f"DTSTART;TZID=W. Europe Standard Time:{of.day}T150000",
            f"DTEND;TZID=W. Europe Standard Time:{of.day}T170000",
            "CLASS:PUBLIC", "PRIORITY:5", f"DTSTAMP:{stamp(at)}", "TRANSP:OPAQUE",
            "STATUS:CONFIRMED", f"SEQUENCE:{of.sequence}",
            "X-MICROSOFT-CDO-APPT-SEQUENCE:0", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "END:VEVENT",
        ],
        subject="Accepterat: Kallelse: GranåsBrå",
    )  # fmt: skip


def google(of: About, verb: str, at: datetime, *, comment: str = "") -> bytes:
    """All in UTC, a text/calendar part and the same as an attachment."""
    return _mail(
        of,
        "REPLY",
        [
            "BEGIN:VEVENT", f"DTSTART:{of.day}T140000Z", f"DTEND:{of.day}T160000Z",
            f"DTSTAMP:{stamp(at)}", f"ORGANIZER;CN=GranåsBrå:mailto:{of.to}",
            f"UID:{of.uid}",
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;"
            f"PARTSTAT={verb};X-NUM-GUESTS=0:mailto:{of.attendee}",
            f"X-RESPONSE-COMMENT:{comment}", f"COMMENT:{comment}",
            "CREATED:20220101T080000Z", f"LAST-MODIFIED:{stamp(at)}",
            f"SEQUENCE:{of.sequence}", "STATUS:CONFIRMED", "SUMMARY:GranåsBrå", "END:VEVENT",
        ],
        subject="Accepted: GranåsBrå @ Tue Feb 22, 2022",
    )  # fmt: skip


def apple(of: About, verb: str, at: datetime, *, sender: str = "me@icloud.example.org") -> bytes:
    """From is another of the user's addresses; ATTENDEE is the one that was invited."""
    return _mail(
        of,
        "REPLY",
        [
            "BEGIN:VEVENT", f"UID:{of.uid}", f"DTSTAMP:{stamp(at)}",
            f"ORGANIZER:mailto:{of.to}", f"SEQUENCE:{of.sequence}",
            f"ATTENDEE;CN=\"Member 1\";CUTYPE=INDIVIDUAL;PARTSTAT={verb}:mailto:{of.attendee}",
            f"DTSTART;TZID=Europe/Stockholm:{of.day}T150000", "SUMMARY:GranåsBrå", "END:VEVENT",
        ],
        sender=sender,
    )  # fmt: skip


def other(
    of: About,
    at: datetime,
    *lines: str,
    method: str = "REPLY",
    sender: str = "",
    text: str = _SAID,
    is_method_inside: bool = True,
) -> bytes:
    """An event with these lines besides UID and DTSTAMP."""
    event = ["BEGIN:VEVENT", f"UID:{of.uid}", f"DTSTAMP:{stamp(at)}", *lines, "END:VEVENT"]
    return _mail(of, method, event, sender=sender, said=text, is_method_inside=is_method_inside)


def words(text: str, *, to: str, sender: str, **headers: str) -> bytes:
    """A person writes, or a machine for them."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, "Sv: Kallelse"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


def report(
    *, to: str, action: str, status: str, words: str, returned: str = "", ours: str = ""
) -> bytes:
    """A delivery status notification as Postfix writes it (RFC 3464)."""
    lines = [
        "From: MAILER-DAEMON@relay.example.org", f"To: {to}", "Subject: Undelivered Mail Returned to Sender",
        "Auto-Submitted: auto-replied", "MIME-Version: 1.0", f"Message-ID: <{action}{status}@relay.example.org>",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="grans"', "",
        "--grans", "Content-Type: text/plain; charset=us-ascii", "",
        "I'm sorry to have to inform you that your message could not be delivered.", "",
        "--grans", "Content-Type: message/delivery-status", "",
        "Reporting-MTA: dns; relay.example.org", "",
        f"Final-Recipient: rfc822; {ours or 'member.1@example.org'}", f"Action: {action}",
        f"Status: {status}", f"Diagnostic-Code: smtp; {words}", "",
        "--grans", "Content-Type: text/rfc822-headers", "",
        f"Message-ID: {returned}", "Subject: Kallelse", "", "--grans--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


QMAIL = """\
Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{recipient}>:
192.0.2.1 does not like recipient.
Remote host said: 550 {said}
Giving up on 192.0.2.1.

--- Below this line is a copy of the message.

Received: by 5.1.1 user unknown
Subject: Kallelse
"""
EXIM = """\
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {recipient}
    host mx.example.net [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<{recipient}>:
    550 {said}

------ This is a copy of the message, including all the headers. ------

Received: by 5.1.1 user unknown
Subject: Kallelse
"""


def plain_report(
    text: str,
    *,
    to: str,
    said: str = "5.1.1 user unknown",
    recipient: str = "member.1@example.org",
    **headers: str,
) -> bytes:
    """A report in words alone, as qmail and older Exim write it."""
    text = text.format(said=said, recipient=recipient)
    return words(text, to=to, **{"sender": "MAILER-DAEMON@mx.example.net", **headers})


def receipt(*, to: str, sender: str, is_said: bool = True) -> bytes:
    """A read receipt (RFC 8098); some programs do not name the kind of report."""
    kind = "report; report-type=disposition-notification" if is_said else "mixed"
    lines = [
        f"From: {sender}", f"To: {to}", "Subject: =?utf-8?q?L=C3=A4st:_Kallelse?=", "MIME-Version: 1.0",
        f'Content-Type: multipart/{kind}; boundary="grans"', "",
        "--grans", "Content-Type: text/plain; charset=utf-8", "", "Meddelandet har visats.", "",
        "--grans", "Content-Type: message/disposition-notification", "",
        f"Final-Recipient: rfc822; {sender}",
        "Disposition: manual-action/MDN-sent-manually; displayed", "", "--grans--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def _mail(
    of: About,
    method: str,
    lines: list[str],
    *,
    sender: str = "",
    subject: str = "Svar",
    said: str = _SAID,
    is_method_inside: bool = True,
) -> bytes:
    text = "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "PRODID:-//x//y//SV",
            "VERSION:2.0",
            *([f"METHOD:{method}"] if is_method_inside else []),
            *lines,
            "END:VCALENDAR",
            "",
        ]
    )
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender or of.attendee, of.to, subject
    mail.set_content(said)
    mail.add_alternative(text, subtype="calendar", params={"method": method}, cte="base64")
    mail.set_boundary("grans")  # the same mail is the same octets
    return mail.as_bytes()
