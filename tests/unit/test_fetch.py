"""Getting a file from an address: what is refused before, during and after; against a real server of the test's own."""

import ipaddress
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scheduler import fetch
from scheduler.fetch import Unfetchable

TLS = Path(__file__).parent.parent / "fixtures" / "tls"


@contextmanager
def server(answer: Callable[[str], bytes | Iterator[bytes]], *, tls: bool = False) -> Iterator[str]:
    """Answers each path with whole octets of HTTP, all at once or piece by piece."""

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            path = self.rfile.readline().split()[1].decode()
            while self.rfile.readline().strip():
                pass
            given = answer(path)
            try:
                for piece in (given,) if isinstance(given, bytes) else given:
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                return  # the other side had enough

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as running:
        running.daemon_threads = True
        if tls:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(TLS / "cert.pem", TLS / "key.pem")
            running.socket = context.wrap_socket(running.socket, server_side=True)
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}).start()
        try:
            port = running.server_address[1]
            yield f"https://localhost:{port}" if tls else f"http://127.0.0.1:{port}"
        finally:
            running.shutdown()


def ok(body: bytes, more: str = "") -> bytes:
    return f"HTTP/1.1 200 OK\r\nConnection: close\r\n{more}\r\n".encode() + body


def moved(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nConnection: close\r\n\r\n".encode()


def get(url: str) -> bytes:
    return fetch.download(url, may=lambda _: True)


@pytest.mark.network
def test_a_file_is_got_by_way_of_where_it_has_moved():
    with server(lambda path: ok(b"it") if path == "/b?x=1" else moved("/b?x=1#part")) as base:
        assert get(f"{base}/a") == b"it"


def _drip() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nConnection: close\r\n"
    for n in range(1000):
        yield f"X-{n}: y\r\n".encode()
        time.sleep(0.02)


def _endless() -> Iterator[bytes]:
    yield ok(b"")
    while True:
        yield b"x" * 50_000


@pytest.mark.network
@pytest.mark.parametrize(
    "answer, code",
    [
        (lambda _: moved("/a"), "steps"),
        (lambda _: moved("ftp://example.org/"), "address"),
        (lambda _: moved("file:///etc/passwd"), "address"),
        (lambda _: b"HTTP/1.1 404 Not Found\r\n\r\n", "status"),
        (lambda _: ok(b"x", "Content-Encoding: gzip\r\n"), "status"),
        (lambda _: ok(b"x" * (fetch.MOST_OCTETS + 1)), "large"),
        (lambda _: _endless(), "large"),
        (lambda _: b"not http", "unreachable"),
        (lambda _: b"", "unreachable"),
        (lambda _: _drip(), "slow"),
    ],
)
def test_what_a_server_may_not_do(answer, code, monkeypatch):
    if code == "slow":
        monkeypatch.setattr(fetch, "SECONDS", 0.3)
    with server(answer) as base, pytest.raises(Unfetchable) as caught:
        get(f"{base}/a")

    assert caught.value.code == code


def _dripping_body() -> Iterator[bytes]:
    yield ok(b"")
    for _ in range(1000):
        yield b"x"
        time.sleep(0.02)


@pytest.mark.network
@pytest.mark.parametrize("tls", [False, True])
def test_a_file_that_drips_is_cut_off_at_the_deadline(tls, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "cert.pem"))
    with server(lambda _: ok(b"it"), tls=tls) as base:
        assert get(f"{base}/a") == b"it"

    monkeypatch.setattr(fetch, "SECONDS", 0.5)
    begun = time.monotonic()
    with server(lambda _: _dripping_body(), tls=tls) as base, pytest.raises(Unfetchable) as caught:
        get(f"{base}/a")

    assert caught.value.code == "slow"
    assert time.monotonic() - begun < 5


@pytest.mark.network
def test_a_private_address_is_refused_before_and_after_a_move():
    with server(lambda _: ok(b"secret")) as inside:
        with pytest.raises(Unfetchable) as caught:
            fetch.download(inside)
        assert caught.value.code == "private"

        allowed = iter([True, False])  # the first step may, the second leads inside
        with server(lambda _: moved(inside)) as outside, pytest.raises(Unfetchable) as caught:
            fetch.download(outside, may=lambda _: next(allowed))
        assert caught.value.code == "private"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
     "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
     "2002:7f00:1::", "ff02::1", "::127.0.0.1", "fec0::1", "::ffff:93.184.216.34", "::ffff:0:7f00:1"],
)  # fmt: skip
def test_addresses_inside_are_not_public(address):
    assert not fetch.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "ftp://example.org", "file:///etc/passwd", "http://", "http://a@example.org/",
     "http://example.org:99999/", "http://exa mple.org/", "http://example.org/\r\nX: y", "http://[::1",
     "gopher://example.org/"],
)  # fmt: skip
def test_what_is_no_address_is_told_of(url):
    with pytest.raises(Unfetchable) as caught:
        fetch.checked_url(url)

    assert caught.value.code == "address"


def test_a_calendars_own_scheme_is_https():
    assert fetch.checked_url(" webcal://example.org/a.ics#x ") == "https://example.org/a.ics"
