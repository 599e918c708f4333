"""The one sanitiser: all text on its way into a calendar object passes it."""

from __future__ import annotations

import re

_DROPPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")


def lines(text: str) -> str:
    """Text of several lines: LF line ends, no control characters, no blanks at its ends.

    A backslash becomes a slash, since several readers take `\\n` in a path for a line break (icalendar.md, section 3).
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _DROPPED.sub("", text).replace("\\", "/").strip()


def line(text: str) -> str:
    """Text of one line: every run of white space is one blank."""
    return " ".join(lines(text).split())


def name(text: str) -> str:
    """A CN: few readers decode RFC 6868, so a double quote becomes a single one."""
    return line(text).replace('"', "'")
