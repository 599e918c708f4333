"""What a sender needs of a mail server, or of the folder that captures mail; and what the server's answers mean."""

import re
from enum import StrEnum
from typing import NamedTuple, Protocol


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


class Envelope(NamedTuple):
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

    def abandon(self) -> None:
        """Closes without the dot, which discards the letter (RFC 5321 §4.1.1.10)."""

    def close(self) -> None: ...


_DEAD = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")


def reply_class(stage: Stage, code: int, words: str) -> ReplyClass:
    """`code` and `words` are those of the answer at `stage`; a torn answer has a code outside 200–599."""
    enhanced = _enhanced(words)
    if code == 421:
        return ReplyClass.RELAY
    if not 400 <= code <= 599:
        return ReplyClass.AMBIGUOUS if stage is Stage.DOT else ReplyClass.RELAY
    if stage is Stage.CONNECT:
        return ReplyClass.RELAY
    if code == 530 or (stage is Stage.AUTH and code in (534, 535, 538)):
        return ReplyClass.CONFIG
    if enhanced in ("4.2.2", "5.2.2"):
        return ReplyClass.MAILBOX_FULL
    if code == 552 or enhanced == "5.3.4":
        return ReplyClass.TOO_BIG
    if code < 500:
        return _for_now(stage, code, enhanced, words)
    if stage is Stage.AUTH:
        return ReplyClass.RELAY
    if stage is Stage.MAIL:
        is_ours = code in (550, 553, 554) or enhanced.startswith("5.7.")
        return ReplyClass.CONFIG if is_ours else ReplyClass.RELAY
    is_dead = enhanced.startswith("5.1.") or enhanced == "5.2.1"
    if stage is Stage.RCPT and code in (550, 551, 553) and is_dead:
        return ReplyClass.HARD
    return ReplyClass.POLICY


def _for_now(stage: Stage, code: int, enhanced: str, words: str) -> ReplyClass:
    """4xx. Greylisting is about one sender and recipient, so it never slows the others down."""
    if stage is Stage.AUTH:
        return ReplyClass.RELAY
    if re.search(r"gr[ae]y[- ]?list", words, re.IGNORECASE):
        return ReplyClass.SLOW if stage is Stage.MAIL else ReplyClass.SOFT
    is_slow = (
        stage is Stage.MAIL
        or code == 432
        or enhanced in ("4.3.2", "4.7.0")
        or (code == 450 and enhanced == "4.7.1")
    )
    return ReplyClass.SLOW if is_slow else ReplyClass.SOFT


def is_dead(words: str) -> bool:
    """True where the answer says that the address does not exist, so that no more is sent to it."""
    return _enhanced(words) in _DEAD


def _enhanced(words: str) -> str:
    """The enhanced status code (RFC 3463) in the words, or an empty string."""
    found = re.search(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])", words)
    return found[1] if found else ""
