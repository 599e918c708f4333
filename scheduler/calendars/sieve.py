"""Rule: a calendar's octets without what is never read of it, so that a large one costs no more than what it says.

Descriptions and attachments are most of a large file, and events of years ago most of an old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_READ = frozenset(
    (b"BEGIN", b"END", b"UID", b"DTSTART", b"DTEND", b"DURATION", b"RRULE", b"RDATE", b"EXDATE", b"RECURRENCE-ID",
     b"SUMMARY", b"LOCATION", b"STATUS", b"TRANSP")
)  # fmt: skip
_AGAIN = frozenset((b"RRULE", b"RDATE", b"RECURRENCE-ID"))
_BEGIN, _END = b"BEGIN:VEVENT", b"END:VEVENT"
_NAME = re.compile(rb"[^:;\r\n]*")
_DAY = re.compile(rb":(\d{8})(?:T\d{4,6}Z?)?\s*$")
_SLACK = timedelta(days=62)
"""Longer than an event may last: one that begins so long before the first day is over by then."""


def thin(octets: bytes, first_on: date) -> tuple[bytes, int]:
    """The rest, and how many events were over before the day. What is no whole event is left as it is."""
    kept: list[bytes] = []
    over = 0
    early = f"{max(first_on, date(2, 1, 1)) - _SLACK:%Y%m%d}".encode()
    event: list[bytes] | None = None
    for line in _lines(octets):
        plain = line.strip().upper()
        if plain == _BEGIN:
            kept += event or ()
            event = [line]
        elif event is None:
            kept.append(line)
        elif plain == _END:
            event.append(line)
            if _is_over(event, early):
                over += 1
            else:
                kept += _read(event)
            event = None
        else:
            event.append(line)
    return b"".join([*kept, *(event or ())]), over


def _lines(octets: bytes) -> Iterator[bytes]:
    """Each with its line end and with the lines that go on from it (RFC 5545 §3.1)."""
    whole: list[bytes] = []
    for line in octets.splitlines(keepends=True):
        if whole and not line.startswith((b" ", b"\t")):
            yield b"".join(whole)
            whole = []
        whole.append(line)
    if whole:
        yield b"".join(whole)


def _read(event: list[bytes]) -> Iterator[bytes]:
    """Its own lines that say something to us; what stands within it, as an alarm, says nothing."""
    depth = 0
    for line in event:
        name = _name(line)
        depth += name == b"BEGIN"
        if depth == 1 and name in _READ:
            yield line
        depth -= name == b"END"


def _is_over(event: list[bytes], early: bytes) -> bool:
    begins = [
        found[1] for line in event if _name(line) == b"DTSTART" and (found := _DAY.search(line))
    ]
    return bool(begins) and max(begins) < early and not any(_name(line) in _AGAIN for line in event)


def _name(line: bytes) -> bytes:
    found = _NAME.match(line)
    return found[0].strip().upper() if found else b""
