"""Rule: the octets of a stranger's mail as what we may use, within bounds (docs/calendars.md, rule 29)."""

from __future__ import annotations

import codecs
import hashlib
import logging
import re
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from scheduler.calendars import answer
from scheduler.calendars.answer import CalendarPart, Unreadable
from scheduler.inbox import parts
from scheduler.inbox.html_text import html_to_text
from scheduler.inbox.parts import MailParts
from scheduler.inbox.rows import Why
from scheduler.language import plain

log = logging.getLogger("kallelse")
MAX_OCTETS = 25_000_000
_MAX_HEADER = 4_000
_MAX_TEXT = 20_000
_RECIPIENTS = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
_AUTOMATIC = ("bulk", "junk", "list", "auto_reply")
_SLOW = ("punycode", "idna", "unicode-escape", "raw-unicode-escape")
"""What no program writes mail in; decoding the first takes minutes for a megabyte."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ADDRESS = re.compile(r"[^\s<>()\",;:@]{1,64}@[^\s<>()\",;:@]{1,190}")
_BLANKS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class ParsedMail:
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
            return _read(parts.split_mail(octets), digest, envelope_to)
    except Exception:  # a mail that could stop us would stop us each time it is read
        log.info("a mail that could not be read", exc_info=True)
    try:
        return _read(MailParts(parts.read_head(octets)), digest, envelope_to, refused)
    except Exception:  # noqa: BLE001  nor may its head
        return ParsedMail(digest, refused=refused)


def _read(mail: MailParts, digest: str, envelope_to: str, refused: str = "") -> ParsedMail:
    head = mail.head
    name, sender = _from(head)
    return ParsedMail(
        digest=digest,
        message_id=_header(head, "Message-ID").strip(),
        sender=sender,
        sender_name=name,
        subject=_header(head, "Subject")[:300],
        to=_recipients(head, envelope_to),
        text=_text(mail),
        calendar=_calendar(mail),
        is_report=_is_report(head, sender),
        is_from_nobody=_is_from_nobody(head),
        is_receipt=_is_receipt(mail),
        is_automatic=_is_automatic(head),
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
    found = _addresses([_header(mail, "From")])
    name, address = found[0] if found else ("", "")
    return name[:200], address.lower()[:254]


def _recipients(mail: Message, envelope_to: str) -> tuple[str, ...]:
    lines = [envelope_to]
    for name in _RECIPIENTS:
        lines += [storable(str(value)[:_MAX_HEADER]) for value in mail.get_all(name, [])[:5]]
    found = (address.lower() for _, address in _addresses(lines) if "@" in address)
    return tuple(dict.fromkeys(found))


def _addresses(lines: list[str]) -> list[tuple[str, str]]:
    """With their names; without them where the library cannot read the lines: it calls itself for each parenthesis."""
    try:
        return getaddresses(lines)
    except Exception:  # noqa: BLE001  whatever else a stranger writes there, the addresses are worth finding
        return [("", address) for line in lines for address in _ADDRESS.findall(line)]


def _octets(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def storable(text: str) -> str:
    """Without what no database takes: NUL, and halves of characters that some charsets can hold."""
    return _UNSTORABLE.sub("\ufffd", text)


def _decoded(part: Message) -> str:
    charset = part.get_content_charset() or "utf-8"
    try:
        if codecs.lookup(charset).name in _SLOW:
            charset = "ascii"
        return storable(_octets(part).decode(charset))
    except (LookupError, ValueError):
        return storable(_octets(part).decode("utf-8", errors="replace"))


def _calendar(mail: MailParts) -> CalendarPart | None:
    """The first that answers, else the first that is one."""
    found: list[CalendarPart] = []
    for part in filter(parts.is_calendar, mail.parts):
        try:
            found.append(answer.read(_decoded(part), method=str(part.get_param("method", ""))))
        except Unreadable as error:
            log.info("a calendar part that could not be read: %s", error)
    answers = (one for one in found if one.method in answer.ANSWERS)
    return next(answers, found[0] if found else None)


def _text(mail: MailParts) -> str:
    """What the person wrote, else what the page they wrote says."""
    for part in mail.of_type("text/plain", "multipart/alternative", "multipart/mixed"):
        if text := plain(_decoded(part)[:_MAX_TEXT]).strip():
            return _BLANKS.sub("\n\n", text)
    for part in mail.of_type("text/html"):
        if text := plain(html_to_text(_decoded(part)))[:_MAX_TEXT].strip():
            return _BLANKS.sub("\n\n", text)
    return ""


def _is_report(mail: Message, sender: str) -> bool:
    by_machine = sender.partition("@")[0] in ("mailer-daemon", "postmaster")
    return mail.get_content_type() == "multipart/report" or by_machine


def _is_receipt(mail: MailParts) -> bool:
    kind = str(mail.head.get_param("report-type", "")).lower()
    receipts = mail.of_type("message/disposition-notification")
    return kind == "disposition-notification" or any(True for _ in receipts)


def _is_from_nobody(mail: Message) -> bool:
    return _header(mail, "Return-Path") == "<>"


def _is_automatic(mail: Message) -> bool:
    """Out-of-office notes, lists and machines: they cause no mail and change nothing (RFC 3834)."""
    automatic = _header(mail, "Auto-Submitted").lower()
    return (
        (automatic not in ("", "no"))
        or _header(mail, "Precedence").lower() in _AUTOMATIC
        or any(mail.get(name) is not None for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
        or _is_from_nobody(mail)
    )
