"""Rule: the octets of a stranger's mail as what we may do something with, within bounds (icalendar.md, section 8)."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from scheduler.calendars import answer
from scheduler.calendars.answer import CalendarPart, Unreadable
from scheduler.language import plain

MAX_OCTETS = 1_000_000
_MAX_PARTS = 20
_MAX_HEADER = 4_000
_MAX_TEXT = 20_000
_RECIPIENTS = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
_AUTOMATIC = ("bulk", "junk", "list", "auto_reply")
_MAX_DASHES = 1_000
_MAX_BLOCKS = 2_000
_MAX_TYPE = 4_000
_SLOW = ("punycode", "idna", "unicode-escape", "raw-unicode-escape")
"""What no program writes mail in; decoding the first takes minutes for a megabyte."""
_NESTS = re.compile(rb"(?i)boundary|message/")
_DASHES = re.compile(rb"(?:^|[\r\n])--")
_STATUS = re.compile(rb"(?i)message/delivery-status")
_BLANK = re.compile(rb"(?:\r\n|\r|\n)(?=[\r\n])")
_TYPE = re.compile(rb"(?i)(?:^|[\r\n])content-type:([^\r\n]*+(?:(?:\r\n|\r|\n)[ \t][^\r\n]*+)*+)")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BLANKS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One mail. Addresses are lower case; `to` are all it may have been sent to, the envelope's first.

    `text` is what its writer wrote, without what is quoted; `refused` says why it is not read any further.
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
    is_automatic: bool = False
    refused: str = ""


def read(octets: bytes, *, envelope_to: str = "") -> Incoming:
    """Never raises: what cannot be read says so in `refused`. Costs a bounded time, whatever is in it."""
    digest = hashlib.sha256(octets).hexdigest()
    if len(octets) > MAX_OCTETS:
        return Incoming(digest, refused="larger than 1 MB")
    if why := _too_costly(octets):
        return Incoming(digest, refused=why)
    try:
        return _read(octets, digest, envelope_to)
    except Exception as error:  # noqa: BLE001  a mail that could stop us would stop us each time it is read
        return Incoming(digest, refused=f"not a mail: {type(error).__name__}")


def _too_costly(octets: bytes) -> str:
    """What the library parses by recursion, or in a time that grows as the square of it, is bounded before."""
    if len(_NESTS.findall(octets)) > 2 * _MAX_PARTS or len(_DASHES.findall(octets)) > _MAX_DASHES:
        return "too many parts"
    if _STATUS.search(octets) and len(_BLANK.findall(octets)) > _MAX_BLOCKS:
        return "too many blocks"
    if any(len(found[1]) > _MAX_TYPE for found in _TYPE.finditer(octets)):
        return "a Content-Type that is too long"
    return ""


def _read(octets: bytes, digest: str, envelope_to: str) -> Incoming:
    mail = message_from_bytes(octets, policy=policy.compat32)
    parts = _parts(mail)
    name, sender = _from(mail)
    calendar, refused = _calendar(parts)
    return Incoming(
        digest=digest,
        message_id=_header(mail, "Message-ID").strip(),
        sender=sender,
        sender_name=name,
        subject=_header(mail, "Subject")[:300],
        to=_recipients(mail, envelope_to),
        text=_text(parts),
        calendar=calendar,
        is_report=_is_report(mail, sender),
        is_automatic=_is_automatic(mail),
        refused=refused,
    )


def _parts(mail: Message) -> list[Message]:
    """The leaves that belong to this mail, not to one that is returned or forwarded within it."""
    found: list[Message] = []
    queue = [mail]
    while queue and len(found) < _MAX_PARTS:
        part = queue.pop(0)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            queue = [*part.get_payload(), *queue]
        elif part.get_content_type() != "message/rfc822":
            found.append(part)
    return found


def _header(mail: Message, name: str) -> str:
    """One line of plain text."""
    raw = str(mail.get(name, ""))[:_MAX_HEADER]
    try:
        text = str(make_header(decode_header(raw)))
    except (ValueError, LookupError, MessageError):
        text = raw
    return " ".join(plain(storable(text)).split())


def _from(mail: Message) -> tuple[str, str]:
    found = getaddresses([_header(mail, "From")])
    name, address = found[0] if found else ("", "")
    return name[:200], address.lower()[:254]


def _recipients(mail: Message, envelope_to: str) -> tuple[str, ...]:
    lines = [envelope_to]
    for name in _RECIPIENTS:
        lines += [storable(str(value)[:_MAX_HEADER]) for value in mail.get_all(name, [])[:5]]
    found = (address.lower() for _, address in getaddresses(lines) if "@" in address)
    return tuple(dict.fromkeys(found))


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
    except (LookupError, UnicodeDecodeError):
        return storable(_octets(part).decode("utf-8", errors="replace"))


def _calendar(parts: list[Message]) -> tuple[CalendarPart | None, str]:
    """The first part of type text/calendar; the parameter `method` of its header is not asked."""
    for part in parts:
        if part.get_content_type() == "text/calendar":
            try:
                return answer.read(_decoded(part)), ""
            except Unreadable as error:
                return None, f"calendar part: {error}"
    return None, ""


def _text(parts: list[Message]) -> str:
    """What the person wrote, else what the page they wrote says."""
    for kind in ("text/plain", "text/html"):
        part = next((p for p in parts if p.get_content_type() == kind), None)
        if part is not None:
            text = _decoded(part)[:_MAX_TEXT]
            if kind == "text/html":
                text = _TAG.sub(" ", text)
            return _BLANKS.sub("\n\n", plain(text).strip())
    return ""


def _is_report(mail: Message, sender: str) -> bool:
    kind = mail.get_content_type()
    told = str(mail.get_param("report-type", "")).lower()
    by_machine = sender.startswith(("mailer-daemon@", "postmaster@"))
    return (kind == "multipart/report" and told == "delivery-status") or by_machine


def _is_automatic(mail: Message) -> bool:
    """Out-of-office notes, lists and machines: they cause no mail and change nothing (RFC 3834)."""
    automatic = _header(mail, "Auto-Submitted").lower()
    return (
        (automatic not in ("", "no"))
        or _header(mail, "Precedence").lower() in _AUTOMATIC
        or any(mail.get(name) is not None for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
        or _header(mail, "Return-Path") == "<>"
    )
