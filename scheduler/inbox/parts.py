"""Rule: splits the octets of a mail into its head and its parts. What is too large is cut.

Only short heads are given to the library: its time grows as the square of what a head holds, and it parses parts
within parts by recursion.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser

_MAX_HEAD = 64_000
_MAX_PART_HEAD = 4_000
_MAX_FIELD = 2_000
_MAX_PARTS = 100
_MAX_DEPTH = 6
_MAX_LINES = 10_000
_MAX_BODY = 400_000
_MAX_BODIES = 1_000_000
_CALENDARS = ("application/ics", "text/calendar")
_NAMELESS = ("application/octet-stream", "application/x-octet-stream", "binary/octet-stream")
_PARSER = BytesHeaderParser(policy=policy.compat32)


@dataclass(slots=True)
class _Left:
    """How much of one mail may still be looked at."""

    parts: int = _MAX_PARTS
    lines: int = _MAX_LINES
    octets: int = _MAX_BODIES


@dataclass(frozen=True, slots=True)
class MailParts:
    """`parts` are the leaves in their order, each with the first of its body.

    A returned or forwarded mail (message/rfc822) is one part, and nothing within it is taken apart.
    """

    head: Message
    parts: list[Message] = field(default_factory=list)

    def of_type(self, *types: str) -> Iterator[Message]:
        return (part for part in self.parts if part.get_content_type() in types)


def read_head(octets: bytes) -> Message:
    return _part(octets, _MAX_HEAD)[0]


def split_mail(octets: bytes) -> MailParts:
    """Costs a time that grows with the size of the mail alone."""
    whole, body = _part(octets, _MAX_HEAD)
    return MailParts(whole, list(_leaves(whole, body, _MAX_DEPTH, _Left())))


def is_calendar(part: Message) -> bool:
    """Some programs call the file they attach by its name alone."""
    kind = part.get_content_type()
    is_named = str(part.get_filename() or "").lower().endswith(".ics")
    return kind in _CALENDARS or (kind in _NAMELESS and is_named)


def _leaves(part: Message, body: bytes, depth: int, left: _Left) -> Iterator[Message]:
    boundary = part.get_boundary() if part.get_content_maintype() == "multipart" else None
    if boundary and depth:
        mark = b"\n--" + boundary.encode("utf-8", "surrogateescape")
        for piece in _pieces(b"\n" + body, mark, left):
            if not left.parts:
                return
            left.parts -= 1
            yield from _leaves(*_part(piece, _MAX_PART_HEAD), depth - 1, left)
    else:
        yield _leaf(part, body, left)


def _leaf(part: Message, body: bytes, left: _Left) -> Message:
    """With what the library took for the body, where a head has a line that is none."""
    kept = b""
    if part.get_content_maintype() in ("text", "message", "multipart") or is_calendar(part):
        kept = body[: min(_MAX_BODY, left.octets)]
        left.octets -= len(kept)
    part.set_payload(str(part.get_payload()).lstrip("\n") + kept.decode("ascii", "surrogateescape"))
    return part


def _part(octets: bytes, most: int) -> tuple[Message, bytes]:
    """The head as the library reads it, with no long field of those whose parameters are asked; and the body."""
    end, begin = _head_ends(octets)
    head = _PARSER.parsebytes(octets[: min(end, most)] + b"\n\n")
    for name in ("Content-Type", "Content-Disposition"):
        value = head.get(name)
        if value is not None and len(str(value)) > _MAX_FIELD:
            head.replace_header(name, str(value)[:_MAX_FIELD])
    return head, octets[begin:]


def _head_ends(octets: bytes) -> tuple[int, int]:
    """Where the head ends, and where the body begins."""
    if octets[:1] == b"\n" or octets[:2] == b"\r\n":
        return 0, octets.index(b"\n") + 1
    ends = [(at, at + len(gap)) for gap in (b"\n\n", b"\n\r\n") if (at := octets.find(gap)) >= 0]
    return min(ends, default=(len(octets), len(octets)))


def _pieces(body: bytes, mark: bytes, left: _Left) -> Iterator[bytes]:
    """What stands between the lines of a boundary (RFC 2046 §5.1.1); one without its last line ends with the body."""
    begin = None
    at = body.find(mark)
    while at >= 0 and left.lines:
        left.lines -= 1
        end = body.find(b"\n", at + 1)
        end = len(body) if end < 0 else end
        rest = body[at + len(mark) : min(end, at + len(mark) + 80)].strip()
        if rest in (b"", b"--"):
            if begin is not None:
                yield body[begin:at]
            begin = end + 1
            if rest:
                return
        at = body.find(mark, end)
    if begin is not None:
        yield body[begin:]
