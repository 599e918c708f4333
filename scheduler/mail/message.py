"""Rule: a letter and its recipient as the bytes of a mail, made once and never changed."""

import base64
import email.policy
import re
import zlib
from datetime import datetime
from email.header import Header
from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime
from functools import cache
from typing import Any, NamedTuple

from scheduler.mail import html

_MOST_LINE = 76


class _Headers(HeaderRegistry):
    """Makes the class of a header once: a letter asks for it some sixty times."""

    __getitem__ = cache(HeaderRegistry.__getitem__)


_HEADERS = _Headers()
_BUILD = email.policy.SMTP.clone(max_line_length=_MOST_LINE, header_factory=_HEADERS)


class _Wire(email.policy.EmailPolicy):
    """Only what people read is folded: a List-Unsubscribe or In-Reply-To would be folded into encoded words.

    An encoded word is 75 characters at most (RFC 2047 §2). Long names are encoded here, since the library folds a
    quoted one outside its quotes; so are subjects beyond ASCII, since Python 3.11 loses the blank between two
    encoded words of different encodings.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name == "Subject" and value.isascii():
            return _BUILD.fold_binary(name, value)
        if name == "Subject":
            return f"{name}: {_encoded(name, value)}\r\n".encode()
        line: bytes = super().fold_binary(name, value)
        if name not in ("From", "To", "Reply-To") or len(line) <= _MOST_LINE:
            return line
        (address,) = value.addresses
        words = _encoded(name, address.display_name)
        return f"{name}: {words}\r\n <{address.addr_spec}>\r\n".encode()


def _encoded(name: str, words: str) -> str:
    header = Header(words, "utf-8", maxlinelen=_MOST_LINE, header_name=name)
    return header.encode(linesep="\r\n")


_WIRE = _Wire(linesep="\r\n", max_line_length=998, header_factory=_HEADERS)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]+")
MAX_OCTETS = 200_000


class Mail(NamedTuple):
    """One mail to one person. `made_at` (UTC) becomes Date; `calendars` are iTIP objects, each with its method.

    An iTIP object is of one meeting (RFC 5546 §3.2); a mail may hold several (RFC 6047 §2.3).
    """

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
    calendars: tuple[tuple[str, bytes], ...] = ()


def octets(mail: Mail) -> bytes:
    """The mail with CRLF line ends, lines of at most 998 octets, ASCII only.

    With a calendar part: the shape that shows answer buttons in Outlook and Gmail (docs/calendars.md, rule 20).
    Raises: ValueError where it would be larger than 200 kB, or an address holds a line break.
    """
    message = EmailMessage(policy=_BUILD)
    _head(message, mail)
    coding = "base64" if mail.calendars else "quoted-printable"
    message.set_content(mail.text + "\n", cte=coding)
    page = html.render_document(
        mail.subject, mail.text, sender=mail.from_name, language=mail.language
    )
    message.add_alternative(page, subtype="html", cte=coding)
    for method, ics in mail.calendars[:1]:
        _add_calendar(message, method, ics)
    for number, (method, ics) in enumerate(mail.calendars[1:], start=2):
        kind = f'text/calendar; charset="utf-8"; method="{method}"'
        _add_file(message, kind, f"invite-{number}.ics", ics)
    message.policy = _WIRE
    made = message.as_bytes(policy=_WIRE)
    if len(made) > MAX_OCTETS:
        raise ValueError(f"a mail of {len(made)} octets; at most {MAX_OCTETS}")
    return made


def _head(message: EmailMessage, mail: Mail) -> None:
    message["From"] = _address(mail.from_name, mail.from_address)
    message["To"] = _address(mail.to_name, mail.to_address)
    if mail.reply_to:
        message["Reply-To"] = _address(*mail.reply_to)
    message["Subject"] = _line(mail.subject)
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


def _add_calendar(message: EmailMessage, method: str, ics: bytes) -> None:
    """The calendar part last among the alternatives, and the same bytes once more as a file."""
    kind = f'text/calendar; charset="utf-8"; method="{method}"; component="VEVENT"'
    message.attach(_part(kind, ics))
    message.make_mixed()
    file = _add_file(message, "application/ics", "invite.ics", ics)
    file["MIME-Version"] = "1.0"


def _add_file(message: EmailMessage, kind: str, name: str, octets: bytes) -> EmailMessage:
    file = _part(f'{kind}; name="{name}"', octets)
    file["Content-Disposition"] = f'attachment; filename="{name}"'
    message.attach(file)
    return file


def _part(kind: str, octets: bytes) -> EmailMessage:
    """Whole headers, since the library reads one anew for each parameter that is set."""
    part = EmailMessage(policy=_BUILD)
    part["Content-Type"] = kind
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(octets).decode("ascii"))
    return part


def _address(name: str, address: str) -> Address:
    return Address(display_name=_line(name), addr_spec=address)


def _line(words: str) -> str:
    """Names and subjects are data: line breaks would begin a header of their own, and no header may hold a NUL."""
    return " ".join(_UNSEEN.sub(" ", words).split())


def parse(octets: bytes) -> EmailMessage:
    made = BytesParser(policy=email.policy.default).parsebytes(octets)
    assert isinstance(made, EmailMessage)
    return made


def part_text(message: EmailMessage, kind: str) -> str:
    """The first part of that content type with LF line ends; an empty string where there is none."""
    part = next((part for part in message.walk() if part.get_content_type() == kind), None)
    content = part.get_payload(decode=True) if part else b""
    assert isinstance(content, bytes)
    return content.decode("utf-8", "replace").replace("\r\n", "\n")


def unpack_words(packed: bytes) -> tuple[str, str, str]:
    """Subject, text and language of a letter as the outbox keeps it."""
    message = parse(zlib.decompress(packed))
    text = part_text(message, "text/plain").rstrip("\n")
    return str(message["Subject"]), text, str(message["Content-Language"] or "sv")
