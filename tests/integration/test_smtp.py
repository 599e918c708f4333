"""Letters over a real socket: byte for byte, and by TLS."""

import ssl
from pathlib import Path

import pytest

from tests import build
from tests.conftest import NOW
from tests.mailserver import MailServer, smtp_config

TLS = Path(__file__).parent.parent / "fixtures" / "tls"
pytestmark = pytest.mark.network
DUE = build.stockholm("2021-12-01 09:05")


def test_each_letter_goes_to_one_person_byte_for_byte(sqlite, tmp_path, server):
    build.seed_year(sqlite, now=NOW, entries=build.people(4, 1))
    bounces = 'bounces = "studs@studs.example.org"\n'
    build.work(sqlite, smtp_config(tmp_path, server.port, bounces), DUE)

    assert len({letter.recipient for letter in server.taken}) == len(server.taken) == 5
    for letter in server.taken:
        row = next(row for row in build.letters(sqlite) if row.recipient == letter.recipient)
        assert letter.sender.startswith(f"b+{row.id}-0.")
        assert letter.sender.endswith("@studs.example.org")
        name = letter.recipient.split("@")[0].replace(".", " ").title()
        assert f"To: {name} <{letter.recipient}>".encode() in letter.octets
        assert max(len(line) for line in letter.octets.split(b"\r\n")) <= 998


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_letters_go_over_tls_to_a_server_whose_certificate_is_trusted(
    sqlite, tmp_path, monkeypatch, security
):
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 0))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "cert.pem", TLS / "key.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "cert.pem"))
    with MailServer(context=context, tls=security == "tls") as server:
        config = smtp_config(tmp_path, server.port, security=security)
        build.work(sqlite, config, DUE)
        assert {letter.state for letter in build.letters(sqlite)} == {"sent"}
        assert len(server.taken) == 2

        # A server nobody vouches for gets no letter, and no letter fails by it.
        monkeypatch.delenv("SSL_CERT_FILE")
        build.work(sqlite, config, build.stockholm("2022-01-25 08:00"))
        calls = [row for row in build.letters(sqlite) if row.kind == "call_for_items"]
        assert {row.state for row in calls} == {"queued"}
        assert len(server.taken) == 2
