"""Downloads a file from an address that a user typed.

Size, time and redirects are bounded, and addresses of internal networks are refused.
"""

import http.client
import ipaddress
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from scheduler.errors import N_, KallelseError

MOST_OCTETS, SECONDS, MOST_STEPS = 2_000_000, 20.0, 4
_HEADERS = {
    "Accept": "text/calendar, */*;q=0.1",
    "User-Agent": "Kallelse",
    "Connection": "close",
}
_MOVED = frozenset({301, 302, 303, 307, 308})
_OPEN = ipaddress.ip_network("2000::/3")
_TUNNELS = (ipaddress.ip_network("2002::/16"), ipaddress.ip_network("2001::/32"))
"""6to4 and Teredo: IPv6 that stands for an IPv4 address, as all that is not `_OPEN` may; it cannot be judged here."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

TEXTS: dict[str, str] = {
    "address": N_("The address must begin with https://, http:// or webcal://."),
    "private": N_("The address leads to a computer on an internal network, which is not allowed."),
    "no_host": N_("There is no such server. Check the address."),
    "unreachable": N_("The server does not answer. We try again tonight."),
    "slow": N_("The server was too slow. We try again tonight."),
    "large": N_("The calendar is larger than %(mb)s MB and was not read."),
    "status": N_("The server did not hand out the calendar. Check the address, or that it is public."),
    "steps": N_("The address leads on to too many other addresses."),
    "not_ics": N_("There is no calendar at the address. Look for one that ends in .ics."),
}  # fmt: skip


class Unfetchable(KallelseError):
    """`code` is a key of TEXTS."""

    def __init__(self, code: str):
        super().__init__(TEXTS[code])
        self.code = code


def is_public(address: Address) -> bool:
    """False for loopback, private, link-local and other addresses that are not of the open internet."""
    if address.version == 6 and (address not in _OPEN or any(address in net for net in _TUNNELS)):
        return False
    return address.is_global and not address.is_multicast


def checked_url(url: str) -> str:
    """The address as https or http, without what only a browser keeps. Raises: Unfetchable."""
    url = url.strip()
    scheme, _, rest = url.partition("://")
    if scheme.lower() == "webcal":
        url = f"https://{rest}"
    return _parts(url).geturl()


def download(url: str, *, may: Callable[[Address], bool] = is_public) -> bytes:
    """What stands at the address. Every step's name is looked up once and only the looked-up address is spoken to.

    Raises: Unfetchable.
    """
    deadline = time.monotonic() + SECONDS
    for _ in range(MOST_STEPS):
        parts = _parts(url)
        found = _step(parts, may, deadline)
        if isinstance(found, bytes):
            return found
        after = urljoin(url, found)
        if parts.scheme == "https" and not after.startswith("https:"):
            # What was asked for in private is not asked for in the open.
            raise Unfetchable("address")
        url = after
    raise Unfetchable("steps")


def _parts(url: str) -> SplitResult:
    """Raises: Unfetchable for anything but http and https to a named host."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise Unfetchable("address") from error
    is_plain = url.isascii() and url.isprintable() and " " not in url
    if parts.scheme not in ("http", "https") or not host or parts.username or not is_plain:
        raise Unfetchable("address")
    return parts._replace(fragment="")


def _step(parts: SplitResult, may: Callable[[Address], bool], deadline: float) -> bytes | str:
    """The file, or the address it has moved to."""
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = _resolved(host, port, may)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    talk: Any = kind(host, port)
    # The name is told to the server and looked for in its certificate; the connection goes to the address.
    at = (str(address), port)
    talk._create_connection = lambda *_: socket.create_connection(at, _left(deadline))
    try:
        talk.connect()
        end = threading.Timer(_left(deadline), _cut_off, [talk.sock])
        end.daemon = True
        end.start()
        try:
            return _ask(talk, parts, deadline)
        finally:
            end.cancel()
    except (OSError, http.client.HTTPException, ValueError) as error:
        is_slow = isinstance(error, TimeoutError) or time.monotonic() >= deadline
        raise Unfetchable("slow" if is_slow else "unreachable") from error
    finally:
        talk.close()


def _cut_off(sock: socket.socket) -> None:
    """At the deadline: one octet now and then would keep every single read alive."""
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _resolved(host: str, port: int, may: Callable[[Address], bool]) -> Address:
    """Every address of the name must be allowed: one bad among good ones is a trick."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unfetchable("no_host") from error
    addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    if not addresses:
        raise Unfetchable("no_host")
    if not all(may(address) for address in addresses):
        raise Unfetchable("private")
    return next((a for a in addresses if a.version == 4), addresses[0])


def _ask(talk: http.client.HTTPConnection, parts: SplitResult, deadline: float) -> bytes | str:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    talk.request("GET", path, headers=_HEADERS)
    with talk.getresponse() as answer:
        moved = answer.getheader("Location")
        if answer.status in _MOVED and moved:
            return moved
        if answer.status != http.client.OK or answer.getheader("Content-Encoding"):
            raise Unfetchable("status")
        body = answer.read(MOST_OCTETS + 1)
        if time.monotonic() >= deadline:
            raise Unfetchable("slow")
        if len(body) > MOST_OCTETS:
            raise Unfetchable("large")
        return body


def _left(deadline: float) -> float:
    return max(deadline - time.monotonic(), 0.01)
