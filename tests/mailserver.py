"""A mail server on a real socket that does as it is told: answers, hangs, cuts, tears; it logs every stored copy."""

import contextlib
import re
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from scheduler import config_file
from scheduler.config import Config


def smtp_config(folder: Path, port: int, more: str = "", *, security: str = "none") -> Config:
    """Mail goes to that port of this machine; `more` are further lines of `[mail]`, and what follows."""
    file = folder / "config.toml"
    file.write_text(
        f'[mail]\nmode = "smtp"\nhost = "127.0.0.1"\nport = {port}\nsecurity = "{security}"\n'
        f'from = "kallelse@example.org"\nper_minute = 100000\n{more}'
    )
    return config_file.load(file, folder=folder)


@dataclass(frozen=True)
class Say:
    """One answer; at the dot a 2xx stores the letter first."""

    words: str
    late_seconds: float = 0.0


@dataclass(frozen=True)
class Hang:
    """No answer until the client gives up."""

    store: bool = False


@dataclass(frozen=True)
class Cut:
    """The connection ends in place of an answer, at the dot with or without storing the letter."""

    store: bool = False


@dataclass(frozen=True)
class Tear:
    """A part of an answer, then the end."""

    words: str
    store: bool = False


@dataclass(frozen=True)
class SayAndCut:
    """A whole answer, then the end."""

    words: str


Act = Say | Hang | Cut | Tear | SayAndCut
_USUAL = {
    "greeting": "220 mail.example.org ESMTP",
    "EHLO": "250-mail.example.org\r\n250-SIZE 1000000\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME",
    "AUTH": "235 2.7.0 welcome",
    "MAIL": "250 2.1.0 ok",
    "RCPT": "250 2.1.5 ok",
    "DATA": "354 go on",
    "dot": "250 2.0.0 taken",
}


@dataclass(frozen=True)
class Taken:
    """One stored copy."""

    message_id: str
    sender: str
    recipient: str
    octets: bytes
    at: float


Script = Callable[[str, str], Act | None]
"""From the stage and the recipient (empty before RCPT) to what is done; None: what is usual."""


def _usual(_stage: str, _recipient: str) -> Act | None:
    return None


@dataclass
class MailServer:
    """`with MailServer() as server:`; `script` may be changed under way.

    With `tls` it speaks TLS from the first octet on; else after STARTTLS, which it then demands.
    """

    script: Script = _usual
    keep_octets: bool = True
    context: ssl.SSLContext | None = None
    tls: bool = False
    taken: list[Taken] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
        self.port = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._is_closing = False
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_closing = True
        _end(self._listener)
        for connection in list(self._open):
            _end(connection)

    @property
    def copies(self) -> Counter[str]:
        """How many times each Message-ID was stored."""
        return Counter(taken.message_id for taken in self.taken)

    def _accept(self) -> None:
        while not self._is_closing:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(_Over, OSError):  # at any moment the test may have ended
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with contextlib.closing(_Session(self, connection)) as session:
                session.run()
        self._open.discard(connection)
        _end(connection)


class _Over(Exception):
    """The connection has ended, as the script or the client would have it."""


class _Session:
    def __init__(self, server: MailServer, connection: socket.socket):
        self._server = server
        self._listen(connection, server.tls)
        self._sender = self._recipient = ""

    def _listen(self, connection: socket.socket, is_secret: bool) -> None:
        if is_secret and self._server.context:
            connection = self._server.context.wrap_socket(connection, server_side=True)
        self._connection, self._lines = connection, connection.makefile("rb")
        self._is_open = bool(self._server.context) and not is_secret

    def close(self) -> None:
        self._lines.close()
        _end(self._connection)

    def run(self) -> None:
        self._do("greeting")
        while line := self._lines.readline():
            verb = line[:4].upper().strip().decode("ascii", "replace")
            if verb in ("EHLO", "HELO"):
                if self._is_open:
                    self._say("250-mail.example.org\r\n250 STARTTLS")
                else:
                    self._do("EHLO")
            elif verb == "STAR":
                self._say("220 go ahead")
                self._lines.close()
                self._listen(self._connection, is_secret=True)
            elif self._is_open:
                self._say("530 5.7.0 must issue STARTTLS first")
            elif verb == "AUTH":
                self._do("AUTH")
            elif verb == "MAIL":
                self._sender, self._recipient = _address(line), ""
                self._do("MAIL")
            elif verb == "RCPT":
                self._recipient = _address(line)
                self._do("RCPT")
            elif verb == "DATA":
                if self._do("DATA").startswith("354"):
                    self._data()
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _data(self) -> None:
        parts = []
        while (line := self._lines.readline()) != b".\r\n":
            if not line:
                raise _Over  # no dot: nothing was handed over
            parts.append(line[1:] if line.startswith(b".") else line)
        self._do("dot", b"".join(parts))

    def _do(self, stage: str, octets: bytes = b"") -> str:
        act = self._server.script(stage, self._recipient) or Say(_USUAL[stage])
        stores = getattr(act, "store", False)
        if isinstance(act, Say | SayAndCut):
            stores = stage == "dot" and act.words.startswith("2")
        if stores:
            self._store(octets)
        if isinstance(act, Hang):
            self._lines.readline()
            raise _Over
        if isinstance(act, Cut):
            raise _Over
        if isinstance(act, Tear):
            self._connection.sendall(act.words.encode())
            raise _Over
        if isinstance(act, Say) and act.late_seconds:
            time.sleep(act.late_seconds)
        self._say(act.words)
        if isinstance(act, SayAndCut):
            raise _Over
        return act.words

    def _say(self, words: str) -> None:
        self._connection.sendall(words.encode() + b"\r\n")

    def _store(self, octets: bytes) -> None:
        found = re.search(rb"(?im)^message-id:\s*(\S+)", octets)
        message_id = found[1].decode() if found else ""
        kept = octets if self._server.keep_octets else b""
        self._server.taken.append(
            Taken(message_id, self._sender, self._recipient, kept, time.monotonic())
        )


def _address(line: bytes) -> str:
    found = re.search(rb"<([^>]*)>", line)
    return found[1].decode() if found else ""


def _end(connection: socket.socket) -> None:
    """Also where another process has inherited the socket."""
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
