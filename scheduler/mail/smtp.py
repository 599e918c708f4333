"""The split SMTP session: one recipient a message, the dot apart from the body; replies become a reply class."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from scheduler.config import Mail, Security
from scheduler.errors import DeliveryError
from scheduler.mail.door import Envelope, ReplyClass, Stage

_CONNECT_SECONDS, _STEP_SECONDS, _DATA_SECONDS, _BLOCK_SECONDS, _DOT_SECONDS = 10, 60, 120, 180, 600
_LETTERS_PER_CONNECTION, _CONNECTION_SECONDS = 100, 300
_DEAD = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")


class _Split:
    """Body and dot apart: smtplib's `sendmail` sends both and raises the same before and after the dot."""

    sock: Any
    _host: str
    send: Any
    getreply: Any

    def connect(self, *args: Any, **kwargs: Any) -> Any:
        answer = super().connect(*args, **kwargs)  # type: ignore[misc]
        # Else each dot waits 40 ms for the acknowledgement of the body.
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return answer

    def body(self, octets: bytes) -> None:
        """After 354 to DATA; `octets` end in CRLF (RFC 5321 §4.5.2: a leading dot is doubled)."""
        self.sock.settimeout(_BLOCK_SECONDS)
        self.send(re.sub(rb"(?m)^\.", b"..", octets))

    def dot(self) -> tuple[int, bytes]:
        """An exception here, or a code outside 200–599, is ambiguous."""
        self.sock.settimeout(_DOT_SECONDS)
        self.send(b".\r\n")
        code, words = self.getreply()
        return int(code), bytes(words)


class _Plain(_Split, smtplib.SMTP):
    pass


class _Tls(_Split, smtplib.SMTP_SSL):
    pass


class SmtpDoor:
    """A connection kept for up to 100 letters or 300 s. Not for several threads."""

    def __init__(self, mail: Mail):
        self._mail = mail
        self._server: _Plain | _Tls | None = None
        self._letters = 0
        self._opened = 0.0

    def begin(self, envelope: Envelope) -> None:
        server = self._connected()
        size = len(envelope.octets)
        limit = server.esmtp_features.get("size", "")
        if limit.isdigit() and 0 < int(limit) < size:
            raise DeliveryError(
                f"the letter has {size} octets, the server takes {limit}",
                reply_class=ReplyClass.TOO_BIG,
                stage=Stage.MAIL,
            )
        options = [f"size={size}"] if server.has_extn("size") else []
        dsn = server.has_extn("dsn")
        self._step(Stage.MAIL, lambda: server.mail(envelope.sender, options + ["RET=HDRS"] * dsn))
        notify = ["NOTIFY=FAILURE,DELAY"] if dsn else []
        self._step(Stage.RCPT, lambda: server.rcpt(envelope.recipient, notify))
        self._step(Stage.DATA, lambda: server.docmd("DATA"), wanted=(354,), seconds=_DATA_SECONDS)
        try:
            server.body(envelope.octets)
        except OSError as error:
            self._drop()
            raise DeliveryError(
                str(error), reply_class=ReplyClass.RELAY, stage=Stage.BODY
            ) from error

    def dot(self) -> str:
        assert self._server
        try:
            code, words = self._server.dot()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise DeliveryError(
                str(error) or type(error).__name__,
                reply_class=ReplyClass.AMBIGUOUS,
                stage=Stage.DOT,
            ) from error
        text = _text(words)
        if 200 <= code <= 299:
            self._letters += 1
            return f"{code} {text}"
        self._drop()
        raise DeliveryError(
            f"{code} {text}",
            reply_class=reply_class(Stage.DOT, code, text),
            stage=Stage.DOT,
            code=code,
        )

    def abandon(self) -> None:
        self._drop()

    def close(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        # Nothing after the dot makes a letter unsent: a failing QUIT only closes the connection.
        with suppress(OSError, smtplib.SMTPException):
            server.sock.settimeout(5)
            server.quit()
        server.close()

    def _connected(self) -> _Plain | _Tls:
        if self._server and (
            self._letters >= _LETTERS_PER_CONNECTION
            or time.monotonic() - self._opened > _CONNECTION_SECONDS
        ):
            self.close()
        if self._server is None:
            self._open()
        assert self._server
        return self._server

    def _open(self) -> None:
        mail = self._mail
        trusted = ssl.create_default_context()
        server: _Plain | _Tls = (
            _Tls(timeout=_CONNECT_SECONDS, context=trusted)
            if mail.security is Security.TLS
            else _Plain(timeout=_CONNECT_SECONDS)
        )
        # smtplib checks certificates against it, and sets it only where it connects by itself.
        server._host = mail.host
        try:
            code, words = server.connect(mail.host, mail.port)
            server.sock.settimeout(_STEP_SECONDS)
            if code != 220:
                raise smtplib.SMTPConnectError(code, words)
            server.ehlo_or_helo_if_needed()
            if mail.security is Security.STARTTLS:
                server.starttls(context=trusted)
                server.ehlo()
            password = mail.secret()
            if mail.username and password:
                server.login(mail.username, password)
        except smtplib.SMTPAuthenticationError as error:
            server.close()
            words = _text(error.smtp_error)
            raise DeliveryError(
                f"{error.smtp_code} {words}",
                reply_class=reply_class(Stage.AUTH, error.smtp_code, words),
                stage=Stage.AUTH,
                code=error.smtp_code,
            ) from error
        except (OSError, ValueError, smtplib.SMTPException) as error:
            server.close()
            raise DeliveryError(
                str(error) or type(error).__name__,
                reply_class=ReplyClass.RELAY,
                stage=Stage.CONNECT,
            ) from error
        self._server, self._letters, self._opened = server, 0, time.monotonic()

    def _step(
        self,
        stage: Stage,
        say: Callable[[], tuple[int, bytes]],
        *,
        wanted: tuple[int, ...] = (250, 251),
        seconds: int = _STEP_SECONDS,
    ) -> None:
        assert self._server
        try:
            self._server.sock.settimeout(seconds)
            code, words = say()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise DeliveryError(
                str(error) or type(error).__name__, reply_class=ReplyClass.RELAY, stage=stage
            ) from error
        if code not in wanted:
            self._drop()
            text = _text(words)
            raise DeliveryError(
                f"{code} {text}", reply_class=reply_class(stage, code, text), stage=stage, code=code
            )

    def _drop(self) -> None:
        """Closes at once; the server forgets the letter in hand."""
        if self._server:
            self._server.close()
            self._server = None


def reply_class(stage: Stage, code: int, words: str) -> ReplyClass:
    """What the server's answer means. Source: the table of reliability.md, section 7."""
    found = re.search(r"\b([245]\.\d{1,3}\.\d{1,3})\b", words)
    enhanced = found[1] if found else ""
    if code == 421:
        return ReplyClass.RELAY
    if not 400 <= code <= 599:
        return ReplyClass.AMBIGUOUS if stage is Stage.DOT else ReplyClass.RELAY
    if stage in (Stage.CONNECT, Stage.AUTH, Stage.MAIL):
        return _before_the_recipient(stage, code, enhanced)
    if code == 552 or enhanced == "5.3.4":
        return ReplyClass.TOO_BIG
    if enhanced in ("5.2.2", "4.2.2"):
        return ReplyClass.MAILBOX_FULL
    if code < 500:
        is_slow = code == 432 or enhanced in ("4.3.2", "4.7.0", "4.7.1")
        return ReplyClass.SLOW if is_slow else ReplyClass.SOFT
    if (
        stage is Stage.RCPT
        and code in (550, 551, 553)
        and (not enhanced or enhanced.startswith("5.1.") or enhanced == "5.2.1")
    ):
        return ReplyClass.HARD
    return ReplyClass.POLICY


def is_dead(words: str) -> bool:
    """True where the answer says that the address does not exist, so that no more is sent to it."""
    return any(re.search(rf"\b{re.escape(code)}\b", words) for code in _DEAD)


def _before_the_recipient(stage: Stage, code: int, enhanced: str) -> ReplyClass:
    if stage is Stage.AUTH and code in (530, 534, 535, 538):
        return ReplyClass.CONFIG
    if stage is Stage.MAIL and (code in (530, 550, 553, 554) or enhanced.startswith("5.7.")):
        return ReplyClass.CONFIG
    if stage is Stage.MAIL and (code == 552 or enhanced == "5.3.4"):
        return ReplyClass.TOO_BIG
    return ReplyClass.SLOW if stage is Stage.MAIL and code < 500 else ReplyClass.RELAY


def _text(words: bytes | str) -> str:
    text = words if isinstance(words, str) else words.decode("utf-8", "replace")
    return " ".join(text.split())
