"""Rule: what a mail server tells of a letter it could not hand over (RFC 3464), or has."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from flufl.bounce import all_failures

from scheduler.inbox.reading import storable
from scheduler.mail.rows import Event

log = logging.getLogger("kallelse")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_MESSAGE_ID = re.compile(r"(?im)^Message-ID:\s*(<[^<>\s]{1,250}>)")
_MAX_WORDS = 500
_MOST_SAID = 256_000


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
    """None where it tells nothing of a letter's fate. `octets` are within the bounds of `reading.read`.

    What a server has to say stands first; the library takes seconds for a megabyte of lines.
    """
    mail = message_from_bytes(octets[:_MOST_SAID], policy=policy.compat32)
    fields = dict(_fields(mail))
    event = _event(mail, fields)
    if event is None:
        return None
    words = storable(fields.get("diagnostic-code", "") or fields.get("action", ""))
    found = _STATUS.search(fields.get("status", "")) or _STATUS.search(words)
    returned = _MESSAGE_ID.findall(octets[-200_000:].decode("ascii", errors="replace"))
    own = str(mail.get("Message-ID", "")).strip()
    message_id = next((one for one in reversed(returned) if one != own), "")
    return Report(
        event, found[0] if found else "", " ".join(words.split())[:_MAX_WORDS], storable(message_id)
    )


def _event(mail: Message, fields: dict[str, str]) -> Event | None:
    action = fields.get("action", "").lower()
    if action in ("delivered", "relayed", "expanded"):
        return Event.DELIVERED
    if action == "delayed" or fields.get("status", "").startswith("4."):
        return Event.DELAYED
    if action == "failed":
        return Event.BOUNCED
    # Servers that write in their own way; the library knows many of them.
    try:
        temporary, permanent = all_failures(mail)
    except Exception as error:  # noqa: BLE001  whatever a stranger writes, it says no more than nothing
        log.info("a report that could not be read: %s", type(error).__name__)
        return None
    if permanent:
        return Event.BOUNCED
    return Event.DELAYED if temporary else None


def _fields(mail: Message) -> Iterator[tuple[str, str]]:
    """Those of the first recipient that the report speaks of: our letters have one each."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            for block in part.get_payload()[:2]:  # type: ignore[index]
                if isinstance(block, Message):
                    yield from ((name.lower(), str(value)[:2_000]) for name, value in block.items())
            return
