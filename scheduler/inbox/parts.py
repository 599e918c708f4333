"""Rule: splits the octets of a mail into its head and its parts. What is too large is cut.

Only short heads are given to the library: its time grows as the square of what a head holds, and it parses parts
within parts by recursion.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser
from itertools import islice

_MAX_HEAD = 64_000
_MAX_PART_HEAD = 4_000
_MAX_FIELD = 2_000
_MAX_PARTS = 100
_MAX_DEPTH = 6
_MAX_BODY = 400_000
_MAX_BODIES = 1_000_000
_CALENDARS = ("application/ics", "text/calendar")
_NAMELESS = ("application/octet-stream", "application/x-octet-stream", "binary/octet-stream")
_PARSER = BytesHeaderParser(policy=policy.compat32)


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
    parts, left = [], _MAX_BODIES
    for part, content in islice(_leaves(whole, body, _MAX_DEPTH), _MAX_PARTS):
        is_text = part.get_content_maintype() in ("text", "message", "multipart")
        kept = content[: min(_MAX_BODY, left)] if is_text or is_calendar(part) else b""
        left -= len(kept)
        # With what the library took for the body, where a head has a line that is none.
        start = str(part.get_payload()).lstrip("\n")
        part.set_payload(start + kept.decode("ascii", "surrogateescape"))
        parts.append(part)
    return MailParts(whole, parts)


def is_calendar(part: Message) -> bool:
    """Some programs call the file they attach by its name alone."""
    kind = part.get_content_type()
    is_named = str(part.get_filename() or "").lower().endswith(".ics")
    return kind in _CALENDARS or (kind in _NAMELESS and is_named)


def _leaves(part: Message, body: bytes, depth: int) -> Iterator[tuple[Message, bytes]]:
    """Each with its body; at least one, so that their number bounds the time."""
    boundary = part.get_boundary() if part.get_content_maintype() == "multipart" else None
    is_leaf = True
    for piece in _pieces(body, boundary) if boundary and depth else ():
        yield from _leaves(*_part(piece, _MAX_PART_HEAD), depth - 1)
        is_leaf = False
    if is_leaf:
        yield part, body


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


def _pieces(body: bytes, boundary: str) -> Iterator[bytes]:
    """What stands between the lines of a boundary (RFC 2046 §5.1.1); one without its last line ends with the body."""
    mark, body = re.escape(boundary.encode("utf-8", "surrogateescape")), b"\n" + body
    begin = None
    for line in re.finditer(rb"\n--%b(--)?[ \t\r]*(?=\n|\Z)" % mark, body):
        if begin is not None:
            yield body[begin : line.start()]
        begin = line.end() + 1
        if line[1]:
            return
    if begin is not None:
        yield body[begin:]
