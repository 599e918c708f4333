"""Rule: what a mail server tells of a letter it could not hand over (RFC 3464), or has."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.parser import HeaderParser

from flufl.bounce import all_failures

from scheduler.inbox import parts
from scheduler.inbox.parts import Mail
from scheduler.inbox.reading import storable
from scheduler.mail.rows import Event

log = logging.getLogger("kallelse")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_BLOCKS = re.compile(r"\r?\n[ \t]*\r?\n")
_MESSAGE_ID = re.compile(r"(?im)^Message-ID:\s*(<[^<>\s]{1,250}>)")
_MAX_WORDS = 500
_MOST_SAID = 256_000
_MAX_NESTS, _MAX_DASHES, _MAX_BLANKS, _MAX_TYPE = 40, 1_000, 2_000, 4_000
_NESTS = re.compile(rb"(?i)boundary|message/")
_DASHES = re.compile(rb"(?:^|[\r\n])--")
_BLANK = re.compile(rb"(?:\r\n|\r|\n)(?=[\r\n])")
_TYPE = re.compile(rb"(?i)(?:^|[\r\n])content-type:([^\r\n]*+(?:(?:\r\n|\r|\n)[ \t][^\r\n]*+)*+)")


@dataclass(frozen=True, slots=True)
class Report:
    """`status` is the enhanced code of RFC 3463, empty where none is told; `message_id` that of the returned letter."""

    event: Event
    status: str
    words: str
    message_id: str

    @property
    def is_dead_address(self) -> bool:
        """5.1.x: there is no such mailbox. A full or a choosy one may take the next letter."""
        return self.event is Event.BOUNCED and self.status.startswith("5.1.")


def read(octets: bytes) -> Report | None:
    """None where it tells nothing of a letter's fate. What a server has to say stands first; no more is looked at."""
    first = octets[:_MOST_SAID]
    mail = parts.split(first)
    fields = dict(_fields(mail))
    event = _event(first, fields)
    if event is None:
        return None
    words = storable(fields.get("diagnostic-code", "") or fields.get("action", ""))
    found = _STATUS.search(fields.get("status", "")) or _STATUS.search(words)
    returned = _MESSAGE_ID.findall(octets[-200_000:].decode("ascii", errors="replace"))
    own = str(mail.head.get("Message-ID", "")).strip()
    message_id = next((one for one in reversed(returned) if one != own), "")
    return Report(
        event, found[0] if found else "", " ".join(words.split())[:_MAX_WORDS], storable(message_id)
    )


def _event(octets: bytes, fields: dict[str, str]) -> Event | None:
    action = fields.get("action", "").lower()
    if action in ("delivered", "relayed", "expanded"):
        return Event.DELIVERED
    if action == "delayed" or fields.get("status", "").startswith("4."):
        return Event.DELAYED
    if action == "failed":
        return Event.BOUNCED
    if _too_costly(octets):
        return None
    # Servers that write in their own way; the library knows many of them.
    try:
        temporary, permanent = all_failures(message_from_bytes(octets, policy=policy.compat32))
    except Exception as error:  # noqa: BLE001  whatever a stranger writes, it says no more than nothing
        log.info("a report that could not be read: %s", type(error).__name__)
        return None
    if permanent:
        return Event.BOUNCED
    return Event.DELAYED if temporary else None


def _too_costly(octets: bytes) -> bool:
    """What the library parses by recursion, or in a time that grows as the square of it."""
    return (
        len(_NESTS.findall(octets)) > _MAX_NESTS
        or len(_DASHES.findall(octets)) > _MAX_DASHES
        or len(_BLANK.findall(octets)) > _MAX_BLANKS
        or any(len(found[1]) > _MAX_TYPE for found in _TYPE.finditer(octets))
    )


def _fields(mail: Mail) -> Iterator[tuple[str, str]]:
    """Those of the first recipient that the report speaks of: our letters have one each."""
    for part in mail.of_type("message/delivery-status"):
        blocks = _BLOCKS.split(str(part.get_payload()), maxsplit=2)[:2]
        for block in blocks:
            for name, value in HeaderParser(policy=policy.compat32).parsestr(block[:4_000]).items():
                yield name.lower(), str(value)[:2_000]
        return
