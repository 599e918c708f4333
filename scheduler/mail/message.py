"""Rule: a letter and its recipient as the bytes of a mail, made once and never changed."""

from __future__ import annotations

import email.policy
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from scheduler.mail import html

_BUILD = email.policy.SMTP.clone(max_line_length=76)
# With the usual 78 a long List-Unsubscribe or In-Reply-To is folded into encoded words, which breaks it.
_WIRE = email.policy.SMTP.clone(max_line_length=998)
MAX_OCTETS = 200_000


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person. `made_at` (UTC) becomes Date; `calendar` is the iTIP object with its method."""

    message_id: str
    from_name: str
    from_address: str
    to_name: str
    to_address: str
    subject: str
    text: str
    language: str
    made_at: datetime
    reply_to: tuple[str, str] | None = None
    references: str | None = None
    unsubscribe: str | None = None
    key: str = ""
    calendar: tuple[str, bytes] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def octets(mail: Mail) -> bytes:
    """The mail with CRLF line ends, lines of at most 998 octets, ASCII only.

    With a calendar part: the shape that shows answer buttons in Outlook and Gmail (icalendar.md, section 8).
    Raises: ValueError where it would be larger than 200 kB, or an address or subject holds a line break.
    """
    message = EmailMessage(policy=_BUILD)
    _head(message, mail)
    coding = "base64" if mail.calendar else "quoted-printable"
    message.set_content(mail.text + "\n", cte=coding)
    page = html.page(mail.subject, mail.text, language=mail.language)
    message.add_alternative(page, subtype="html", cte=coding)
    if mail.calendar:
        _attach(message, *mail.calendar)
    message.policy = _WIRE
    made = message.as_bytes(policy=_WIRE)
    if len(made) > MAX_OCTETS:
        raise ValueError(f"a letter of {len(made)} octets; at most {MAX_OCTETS}")
    return made


def _head(message: EmailMessage, mail: Mail) -> None:
    message["From"] = _address(mail.from_name, mail.from_address)
    message["To"] = _address(mail.to_name, mail.to_address)
    if mail.reply_to:
        message["Reply-To"] = _address(*mail.reply_to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.made_at)
    message["Message-ID"] = mail.message_id
    if mail.references:
        message["In-Reply-To"] = mail.references
        message["References"] = mail.references
    message["Auto-Submitted"] = "auto-generated"
    # Never NDR: a bounce is news we need.
    message["X-Auto-Response-Suppress"] = "OOF, DR, AutoReply, RN, NRN"
    message["Content-Language"] = mail.language
    message["X-Kallelse-Key"] = mail.key
    if mail.unsubscribe:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    for name, value in mail.headers.items():
        message[name] = value


def _attach(message: EmailMessage, method: str, ics: bytes) -> None:
    """The calendar part last among the alternatives, and the same bytes once more as a file."""
    part = EmailMessage(policy=_BUILD)
    part.set_content(ics, maintype="text", subtype="calendar", cte="base64")
    del part["Content-Disposition"], part["MIME-Version"]
    part.set_param("charset", "utf-8")
    part.set_param("method", method)
    part.set_param("component", "VEVENT")
    message.attach(part)
    message.make_mixed()
    message.add_attachment(
        ics, maintype="application", subtype="ics", filename="invite.ics", cte="base64"
    )
    message.get_payload()[-1].set_param("name", "invite.ics")  # type: ignore[union-attr, index]


def _address(name: str, address: str) -> Address:
    """Display names are data: line breaks would begin a header of their own."""
    return Address(display_name=" ".join(name.split()), addr_spec=address)
