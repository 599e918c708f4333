"""The transport to the outside: what a sender needs of a mail server, or of the folder that captures mail."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class ReplyClass(StrEnum):
    """What a refusal means for the letter (docs/mail.md, rules 17 and 18)."""

    RELAY = "relay"
    SLOW = "slow"
    CONFIG = "config"
    SOFT = "soft"
    MAILBOX_FULL = "mailbox_full"
    HARD = "hard"
    POLICY = "policy"
    TOO_BIG = "too_big"
    AMBIGUOUS = "ambiguous"


class Stage(StrEnum):
    CONNECT = "connect"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    BODY = "body"
    DOT = "dot"


@dataclass(frozen=True, slots=True)
class Envelope:
    """One letter to one recipient. `octets` have CRLF line ends."""

    row_id: int
    sender: str
    recipient: str
    octets: bytes


class Transport(Protocol):
    """One letter at a time: `begin` (all up to and with the body), then `dot` or `abandon`.

    `begin` and `dot` raise DeliveryError; whatever it raises, the letter in hand is forgotten.
    """

    def begin(self, envelope: Envelope) -> None: ...

    def dot(self) -> str:
        """The final dot: after it the letter is theirs. Gives the server's words. Raises: DeliveryError."""
        ...

    def abandon(self) -> None:
        """Closes without the dot, which discards the letter (RFC 5321 §4.1.1.10)."""
        ...

    def close(self) -> None: ...
