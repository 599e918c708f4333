"""Rule: reads the octets of a stranger's mail into the values we use, within bounds (docs/calendars.md, rule 29)."""

import codecs
import hashlib
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from typing import NamedTuple

from scheduler.calendars import itip_reply
from scheduler.calendars.itip_reply import CalendarPart, UnreadableReply
from scheduler.errors import NotFound
from scheduler.inbox import parts
from scheduler.inbox.html_text import html_to_text
from scheduler.inbox.parts import MailParts
from scheduler.inbox.rows import Why
from scheduler.language import plain
from scheduler.links import Claim, Purpose, Signer

log = logging.getLogger("kallelse")
MAX_OCTETS = 25_000_000
_MAX_HEADER = 4_000
_MAX_TEXT = 20_000
_RECIPIENTS = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
_MACHINES = ("mailer-daemon@", "postmaster@")
_AUTOMATIC = ("bulk", "junk", "list", "auto_reply")
_SLOW = ("punycode", "idna", "unicode-escape", "raw-unicode-escape")
"""What no program writes mail in; decoding the first takes minutes for a megabyte."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ADDRESS = re.compile(r"[^\s<>()\",;:@]{1,64}@[^\s<>()\",;:@]{1,190}")
_BLANKS = re.compile(r"\n{3,}")


class ParsedMail(NamedTuple):
    """One mail. Addresses are lower case; `to` are all it may have been sent to, the envelope's first.

    `text` is what its writer wrote, without what is quoted; `refused` says why it is not read any further.
    `is_report`: a mail server says that it is one. `is_from_nobody`: its envelope has no sender, as those of reports
    and of out-of-office notes. `is_receipt`: it tells that a letter was shown to somebody (RFC 8098).
    """

    digest: str
    message_id: str = ""
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    to: tuple[str, ...] = ()
    text: str = ""
    calendar: CalendarPart | None = None
    is_report: bool = False
    is_from_nobody: bool = False
    is_receipt: bool = False
    is_automatic: bool = False
    refused: str = ""


def read_mail(octets: bytes, *, envelope_to: str = "") -> ParsedMail:
    """Never raises: what cannot be read says so in `refused`. Costs a bounded time, whatever is in it.

    More or longer parts than we look at are cut. Of what is refused the head is read: who sent it, and to whom.
    """
    digest = hashlib.sha256(octets).hexdigest()
    refused = Why.TOO_LARGE if len(octets) > MAX_OCTETS else Why.NO_MAIL
    try:
        if len(octets) <= MAX_OCTETS:
            return _parse(parts.split_mail(octets), digest, envelope_to)
    except Exception:  # a mail that could stop us would stop us each time it is read
        log.info("a mail that could not be read", exc_info=True)
    try:
        return _parse(MailParts(parts.read_head(octets)), digest, envelope_to, refused)
    except Exception:  # noqa: BLE001  nor may its head
        return ParsedMail(digest, refused=refused)


def _parse(mail: MailParts, digest: str, envelope_to: str, refused: str = "") -> ParsedMail:
    head = mail.head
    name, sender = _from(head)
    report_type = str(head.get_param("report-type", "")).lower()
    receipt = next(mail.of_type("message/disposition-notification"), None)
    is_from_nobody = _header(head, "Return-Path") == "<>"
    return ParsedMail(
        digest=digest,
        message_id=_header(head, "Message-ID").strip(),
        sender=sender,
        sender_name=name,
        subject=_header(head, "Subject")[:300],
        to=_recipients(head, envelope_to),
        text=_text(mail),
        calendar=_calendar(mail),
        is_report=head.get_content_type() == "multipart/report" or sender.startswith(_MACHINES),
        is_from_nobody=is_from_nobody,
        is_receipt=report_type == "disposition-notification" or receipt is not None,
        is_automatic=is_from_nobody or _is_automatic(head),
        refused=refused,
    )


def _header(mail: Message, name: str) -> str:
    """One line of plain text."""
    raw = str(mail.get(name, ""))[:_MAX_HEADER]
    try:
        text = str(make_header(decode_header(raw)))
    except (ValueError, LookupError, MessageError):
        text = raw
    return " ".join(plain(storable(text)).split())


def _from(mail: Message) -> tuple[str, str]:
    name, address = next(iter(_addresses([_header(mail, "From")])), ("", ""))
    return name[:200], address.lower()[:254]


def _recipients(mail: Message, envelope_to: str) -> tuple[str, ...]:
    lines = [envelope_to]
    for name in _RECIPIENTS:
        lines += [storable(str(value)[:_MAX_HEADER]) for value in mail.get_all(name, [])[:5]]
    addresses = (address.lower() for _, address in _addresses(lines) if "@" in address)
    return tuple(dict.fromkeys(addresses))


def _addresses(lines: list[str]) -> list[tuple[str, str]]:
    """Names and addresses; no names where the library fails, which calls itself for each parenthesis."""
    try:
        return getaddresses(lines)
    except Exception:  # noqa: BLE001  whatever else a stranger writes there, the addresses are worth finding
        return [("", address) for line in lines for address in _ADDRESS.findall(line)]


def read_claims(to: tuple[str, ...], purpose: Purpose, signer: Signer) -> Iterator[Claim]:
    """What the tokens say that stand behind the plus of the addresses, as far as we have signed them for that."""
    for address in to:
        with suppress(NotFound):
            yield signer.read(purpose, address.partition("@")[0].partition("+")[2])


def storable(text: str) -> str:
    """Without what no database takes: NUL, and halves of characters that some charsets can hold."""
    return _UNSTORABLE.sub("\ufffd", text)


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    octets = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    try:
        if codecs.lookup(charset).name in _SLOW:
            charset = "ascii"
        return storable(octets.decode(charset))
    except (LookupError, ValueError):
        return storable(octets.decode("utf-8", errors="replace"))


def _calendar(mail: MailParts) -> CalendarPart | None:
    """The first that answers, else the first that is one."""
    calendars: list[CalendarPart] = []
    for part in filter(parts.is_calendar, mail.parts):
        try:
            calendars.append(
                itip_reply.parse_reply_part(
                    _decoded(part), method=str(part.get_param("method", ""))
                )
            )
        except UnreadableReply as error:
            log.info("a calendar part that could not be read: %s", error)
    answers = (one for one in calendars if one.method in itip_reply.REPLY_METHODS)
    return next(answers, calendars[0] if calendars else None)


def _text(mail: MailParts) -> str:
    """What the person wrote, else what the page they wrote says."""
    for part in mail.of_type("text/plain", "multipart/alternative", "multipart/mixed"):
        if text := plain(_decoded(part)[:_MAX_TEXT]).strip():
            return _BLANKS.sub("\n\n", text)
    for part in mail.of_type("text/html"):
        if text := plain(html_to_text(_decoded(part)))[:_MAX_TEXT].strip():
            return _BLANKS.sub("\n\n", text)
    return ""


def _is_automatic(head: Message) -> bool:
    """True for out-of-office notes, lists and machines: they cause no mail and change nothing (RFC 3834)."""
    return (
        _header(head, "Auto-Submitted").lower() not in ("", "no")
        or _header(head, "Precedence").lower() in _AUTOMATIC
        or any(head.get(name) is not None for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
    )
