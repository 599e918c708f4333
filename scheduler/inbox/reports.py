"""Rule: what a mail server tells of a letter it could not hand over (RFC 3464), or has."""

import logging
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from email.parser import HeaderParser
from typing import NamedTuple

from flufl.bounce import all_failures

from scheduler.inbox import parts
from scheduler.inbox.parts import MailParts
from scheduler.inbox.reading import storable
from scheduler.mail.rows import Event

log = logging.getLogger("kallelse")
_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)")
_BLOCKS = re.compile(r"\r?\n[ \t]*\r?\n")
_STATUS_SAID = re.compile(
    rf"(?i)(?:\b[45]\d\d[ -]|#){_STATUS.pattern}"
    rf"|{_STATUS.pattern}[^\n]{{0,80}}\b(?:user|mailbox|recipient|address|account|unknown)\b"
)
"""A code among words. 5.1.22 may be a day in January, and an out-of-office note has no sender either."""
_MESSAGE_ID = re.compile(r"(?im)^(?:X-Original-)?Message-ID:\s*(<[^<>\s]{1,250}>)")
_ANSWERED = re.compile(r"<[^<>\s]{1,250}>")
_COPY = re.compile(
    r"(?im)^[- ]{3,}[^\n]{0,200}\b(?:copy|message|headers)\b|^(?:return-path|received|message-id):"
)
"""Where the letter that is returned begins in the text of a report, for qmail `--- Below this line is a copy`."""
_MAX_IDS = 10
_MAX_WORDS = 500
_MOST_SAID = 256_000
_MOST_PARSED = 32_000


class Report(NamedTuple):
    """`status` is the enhanced code of RFC 3463, empty where none is told.

    `message_ids` are those that may be the letter's, the likeliest first.
    """

    event: Event
    status: str
    words: str
    message_ids: tuple[str, ...]

    @property
    def is_dead_address(self) -> bool:
        """5.1.x: there is no such mailbox. A full or a choosy one may take the next letter."""
        return self.event is Event.BOUNCED and self.status.startswith("5.1.")


def read_report(octets: bytes, text: str = "") -> Report | None:
    """What the report says; None where it says nothing of a letter's fate. Only its beginning is looked at.

    `text` is what a machine wrote for people to read: a code counts there too. It is empty where a person may have
    written it.
    """
    first = octets[:_MOST_SAID]
    mail = parts.split_mail(first)
    fields = dict(_fields(mail))
    line = _line_with_status(text)
    event = _event(first, fields) or _event_of(line)
    if event is None:
        return None
    words = fields.get("diagnostic-code", "") or line or fields.get("action", "")
    return Report(
        event,
        _status(event, fields.get("status", ""), words, line),
        " ".join(storable(words).split())[:_MAX_WORDS],
        _message_ids(octets, mail.head),
    )


def _line_with_status(text: str) -> str:
    """Of the text above the returned letter; empty where it has none."""
    copy = _COPY.search(text)
    lines = text[: copy.start() if copy else len(text)].split("\n")
    return next((line for line in lines if _STATUS_SAID.search(line)), "")


def _status(event: Event, *texts: str) -> str:
    """The first that is of the event's kind; x.0.0 says nothing more than the event (Exim writes 5.0.0 for all)."""
    kind = {Event.DELIVERED: "2", Event.DELAYED: "4", Event.BOUNCED: "5"}[event]
    matches = [match[0] for text in texts if (match := _STATUS.search(text))]
    statuses = [status for status in matches if status.startswith(kind)]
    exact = (status for status in statuses if not status.endswith(".0.0"))
    return next(exact, statuses[0] if statuses else "")


def _message_ids(octets: bytes, head: Message) -> tuple[str, ...]:
    """Of the returned letter, which stands last, else what the report says that it answers (RFC 5322 §3.6.4)."""
    near = octets[:_MOST_SAID] + b"\n" + octets[max(_MOST_SAID, len(octets) - 200_000) :]
    own = str(head.get("Message-ID", "")).strip()
    ids = _MESSAGE_ID.findall(near.decode("ascii", errors="replace"))[::-1]
    returned = [message_id for message_id in ids if message_id != own]
    answered = _ANSWERED.findall(str(head.get("In-Reply-To", ""))[:2_000])
    return tuple(dict.fromkeys(map(storable, returned[:_MAX_IDS] + answered[:_MAX_IDS])))


def _event(octets: bytes, fields: dict[str, str]) -> Event | None:
    action = fields.get("action", "").lower()
    if action in ("delivered", "relayed", "expanded"):
        return Event.DELIVERED
    if action == "delayed" or fields.get("status", "").startswith("4."):
        return Event.DELAYED
    if action == "failed":
        return Event.BOUNCED
    # Servers that write in their own way; the library knows many of them. It parses by recursion, and in a time that
    # grows as the square of the size.
    try:
        message = message_from_bytes(octets[:_MOST_PARSED], policy=policy.compat32)
        temporary, permanent = all_failures(message)
    except Exception as error:  # noqa: BLE001  whatever a stranger writes, it says no more than nothing
        log.info("a report that could not be read: %s", type(error).__name__)
        return None
    if permanent:
        return Event.BOUNCED
    return Event.DELAYED if temporary else None


def _event_of(line: str) -> Event | None:
    status = _STATUS.search(line)
    return {"4": Event.DELAYED, "5": Event.BOUNCED}.get(status[0][0]) if status else None


def _fields(mail: MailParts) -> Iterator[tuple[str, str]]:
    """Those of the first recipient that the report speaks of: our letters have one each."""
    for part in mail.of_type("message/delivery-status"):
        blocks = _BLOCKS.split(str(part.get_payload()).lstrip(), maxsplit=2)[:2]
        for block in blocks:
            for name, value in HeaderParser(policy=policy.compat32).parsestr(block[:4_000]).items():
                yield name.lower(), str(value)[:2_000]
        return
