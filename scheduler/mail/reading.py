"""A captured letter as people and programs see it: its text, its HTML, its calendar part, its source."""

from __future__ import annotations

import email.policy
import zlib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import Path

from scheduler.errors import N_, NotFound
from scheduler.mail import capture

_NO_LETTER = N_("There is no mail %(id)s in the mailbox.")


@dataclass(frozen=True, slots=True)
class Captured:
    """One letter in the mailbox. `sent_at` is its Date, aware. Parts it does not have are empty."""

    id: int
    sent_at: datetime
    from_name: str
    to_name: str
    to_address: str
    subject: str
    key: str
    text: str
    html: str
    calendar: str
    source: str

    @property
    def kind(self) -> str:
        """The notice's kind, from its key `granasbra/m12/kallelse/@…`, or `sign_in/7` of what a person asked for."""
        parts = self.key.split("/")
        return parts[2] if len(parts) >= 4 else parts[0]


def mailbox(folder: Path) -> list[Captured]:
    """Every captured letter, oldest first."""
    return [_read(row_id, file) for row_id, file in capture.captured(folder).items()]


def letter(folder: Path, row_id: int) -> Captured:
    """Raises: NotFound."""
    file = capture.captured(folder).get(row_id)
    if file is None:
        raise NotFound(_NO_LETTER, id=row_id)
    return _read(row_id, file)


def _read(row_id: int, file: Path) -> Captured:
    octets = file.read_bytes()
    message = BytesParser(policy=email.policy.default).parsebytes(octets)
    assert isinstance(message, EmailMessage)
    to_name, to_address = parseaddr(str(message["To"]))
    return Captured(
        id=row_id,
        sent_at=message["Date"].datetime,
        from_name=parseaddr(str(message["From"]))[0],
        to_name=to_name,
        to_address=to_address,
        subject=str(message["Subject"]),
        key=str(message["X-Kallelse-Key"] or ""),
        text=_part(message, "text/plain"),
        html=_part(message, "text/html"),
        calendar=_part(message, "text/calendar"),
        source=octets.decode("utf-8", "replace"),
    )


def words(packed: bytes) -> tuple[str, str, str]:
    """Subject, text and language of a letter as the outbox keeps it."""
    message = BytesParser(policy=email.policy.default).parsebytes(zlib.decompress(packed))
    assert isinstance(message, EmailMessage)
    text = _part(message, "text/plain").rstrip("\n")
    return str(message["Subject"]), text, str(message["Content-Language"] or "sv")


def _part(message: EmailMessage, kind: str) -> str:
    part = next((part for part in message.walk() if part.get_content_type() == kind), None)
    if part is None:
        return ""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode("utf-8", "replace").replace("\r\n", "\n")
