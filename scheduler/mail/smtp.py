"""The split SMTP session: one recipient a message, the dot apart from the body; a refusal becomes a DeliveryError."""

import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from scheduler.config import Mail, Security
from scheduler.errors import DeliveryError
from scheduler.mail.transport import Envelope, ReplyClass, Stage, reply_class

_LETTERS_PER_CONNECTION, _CONNECTION_SECONDS = 100, 300


class Patience(NamedTuple):
    """Seconds to wait for each answer. A short one after the dot manufactures copies."""

    connect: float = 10
    step: float = 60
    data: float = 120
    block: float = 180
    dot: float = 600


class _ConnectionLost(DeliveryError):
    """The connection ended in place of an answer."""


class SmtpTransport:
    """A connection kept for up to 100 letters or 300 s. Not for several threads."""

    def __init__(self, mail: Mail, patience: Patience | None = None):
        self._mail = mail
        self._patience = patience or Patience()
        self._server: smtplib.SMTP | None = None
        self._letters = 0
        self._opened = 0.0

    def begin(self, envelope: Envelope) -> None:
        is_used = self._server is not None
        try:
            self._begin(envelope)
        except _ConnectionLost as error:
            # A server may close a connection between two letters as it likes; that says nothing about this one.
            if not is_used or error.stage != Stage.MAIL:
                raise
            self._begin(envelope)

    def _begin(self, envelope: Envelope) -> None:
        server = self._connected()
        size = len(envelope.octets)
        limit = server.esmtp_features.get("size", "")
        if limit.isdecimal() and 0 < int(limit) < size:
            words = f"the mail has {size} octets, the server takes {limit}"
            raise DeliveryError(words, reply_class=ReplyClass.TOO_BIG, stage=Stage.MAIL)
        options = [f"size={size}"] if server.has_extn("size") else []
        dsn = server.has_extn("dsn")
        self._step(Stage.MAIL, lambda: server.mail(envelope.sender, options + ["RET=HDRS"] * dsn))
        notify = ["NOTIFY=FAILURE,DELAY"] if dsn else []
        self._step(Stage.RCPT, lambda: server.rcpt(envelope.recipient, notify))
        patience = self._patience.data
        self._step(Stage.DATA, lambda: server.docmd("DATA"), wanted=(354,), seconds=patience)
        with self._losing(Stage.BODY):
            _socket(server).settimeout(self._patience.block)
            # `sendmail` would send the final dot too. A leading dot is doubled (RFC 5321 §4.5.2).
            server.send(re.sub(rb"(?m)^\.", b"..", envelope.octets))

    def dot(self) -> str:
        assert self._server
        with self._losing(Stage.DOT, ReplyClass.AMBIGUOUS):
            _socket(self._server).settimeout(self._patience.dot)
            self._server.send(b".\r\n")
            code, octets = self._server.getreply()
        if 200 <= code <= 299:
            self._letters += 1
            return f"{code} {_text(octets)}"
        raise self._refused(Stage.DOT, code, octets)

    def knock(self) -> None:
        """Connects and signs in, and sends nothing. Raises: DeliveryError."""
        self._connected()

    def abandon(self) -> None:
        """Closes at once; the server forgets the letter in hand."""
        if self._server:
            self._server.close()
            self._server = None

    def close(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        # Nothing after the dot makes a letter unsent: a failing QUIT only closes the connection.
        with suppress(OSError):
            _socket(server).settimeout(5)
            server.quit()
        server.close()

    def _connected(self) -> smtplib.SMTP:
        if self._server and (
            self._letters >= _LETTERS_PER_CONNECTION
            or time.monotonic() - self._opened > _CONNECTION_SECONDS
        ):
            self.close()
        return self._server or self._open()

    def _open(self) -> smtplib.SMTP:
        mail, context, seconds = self._mail, ssl.create_default_context(), self._patience.connect
        # A name or password that cannot be sent is a ValueError, and a fault of our settings.
        with self._losing(Stage.CONNECT, faults=(OSError, ValueError)):
            server: smtplib.SMTP = (
                smtplib.SMTP_SSL(mail.host, mail.port, timeout=seconds, context=context)
                if mail.security is Security.TLS
                else smtplib.SMTP(mail.host, mail.port, timeout=seconds)
            )
            self._server, self._letters, self._opened = server, 0, time.monotonic()
            # Else each dot waits 40 ms for the acknowledgement of the body.
            _socket(server).setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _socket(server).settimeout(self._patience.step)
            server.ehlo_or_helo_if_needed()
            if mail.security is Security.STARTTLS:
                server.starttls(context=context)
                server.ehlo()
            password = mail.secret()
            if mail.username and password:
                server.login(mail.username, password)
        return server

    def _step(
        self,
        stage: Stage,
        say: Callable[[], tuple[int, bytes]],
        *,
        wanted: tuple[int, ...] = (250, 251),
        seconds: float | None = None,
    ) -> None:
        assert self._server
        with self._losing(stage):
            _socket(self._server).settimeout(self._patience.step if seconds is None else seconds)
            code, octets = say()
        if code not in wanted:
            raise self._refused(stage, code, octets)

    @contextmanager
    def _losing(
        self,
        stage: Stage,
        meaning: ReplyClass = ReplyClass.RELAY,
        faults: tuple[type[Exception], ...] = (OSError,),
    ) -> Iterator[None]:
        """Each of `faults` inside closes the connection, and becomes a DeliveryError that means `meaning`."""
        try:
            yield
        except smtplib.SMTPAuthenticationError as error:
            raise self._refused(Stage.AUTH, error.smtp_code, error.smtp_error) from error
        except faults as error:
            self.abandon()
            raise _ConnectionLost(_words(error), reply_class=meaning, stage=stage) from error

    def _refused(self, stage: Stage, code: int, octets: bytes | str) -> DeliveryError:
        """The server's refusal, after which the connection is closed."""
        self.abandon()
        words = _text(octets)
        kind = reply_class(stage, code, words)
        return DeliveryError(f"{code} {words}", reply_class=kind, stage=stage)


def _socket(server: smtplib.SMTP) -> socket.socket:
    assert server.sock
    return server.sock


def _words(error: Exception) -> str:
    """The server's own, where it said anything."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(words: bytes | str) -> str:
    text = words if isinstance(words, str) else words.decode("utf-8", "replace")
    return " ".join(text.split())
