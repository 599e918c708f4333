"""Letters over a real SMTP server on a real socket."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests import build
from tests.conftest import NOW
from tests.mailserver import smtp_config

TLS = Path(__file__).parent.parent / "fixtures" / "tls"
pytestmark = pytest.mark.network
DUE = build.stockholm("2021-12-01 09:05")


class Inbox:
    """Takes what comes; `answers` are words for a recipient, in place of 250."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.taken: list[tuple[str, str, bytes]] = []

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _o: Any
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.taken.append((envelope.mail_from, envelope.rcpt_tos[0], envelope.original_content))
        return "250 2.0.0 taken"


class Listener(Controller):
    """On a port of its own from the first moment on, and given a minute to answer where the machine is busy."""

    def __init__(self, handler: Inbox, **options: Any):
        super().__init__(handler, hostname="127.0.0.1", port=0, ready_timeout=60, **options)

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def inbox():
    handler = Inbox()
    controller = Listener(handler)
    controller.start()
    yield handler, controller.port
    controller.stop()


@pytest.fixture
def smtp(tmp_path, inbox):
    return smtp_config(tmp_path, inbox[1], 'bounces = "studs@studs.example.org"\n')


@pytest.fixture
def year(sqlite):
    build.seed_year(sqlite, now=NOW, entries=build.people(4, 1))
    return sqlite


def test_each_letter_goes_to_one_person_byte_for_byte(year, smtp, inbox):
    build.work(year, smtp, DUE)

    assert len(inbox[0].taken) == 5
    assert len({to for _, to, _ in inbox[0].taken}) == 5
    for sender, to, octets in inbox[0].taken:
        row = next(letter for letter in build.letters(year) if letter.recipient == to)
        assert sender.startswith(f"b+{row.id}-0.")
        assert sender.endswith("@studs.example.org")
        assert f"To: {to.split('@')[0].replace('.', ' ').title()} <{to}>".encode() in octets
        assert max(len(line) for line in octets.split(b"\r\n")) <= 998


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_letters_go_over_tls_to_a_server_whose_certificate_is_trusted(
    sqlite, tmp_path, monkeypatch, security
):
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 0))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "cert.pem", TLS / "key.pem")
    options = (
        {"ssl_context": context}
        if security == "tls"
        else {"tls_context": context, "require_starttls": True}
    )
    handler = Inbox()
    controller = Listener(handler, **options)
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "cert.pem"))
    controller.start()
    try:
        config = smtp_config(tmp_path, controller.port, security=security)
        build.work(sqlite, config, DUE)
        assert {letter.state for letter in build.letters(sqlite)} == {"sent"}

        # A server nobody vouches for gets no letter, and no letter fails by it.
        monkeypatch.delenv("SSL_CERT_FILE")
        build.work(sqlite, config, build.stockholm("2022-01-25 08:00"))
        states = {
            letter.state for letter in build.letters(sqlite) if letter.kind == "call_for_items"
        }
        assert states == {"queued"}
    finally:
        controller.stop()
