"""The one sanitiser: all text on its way into a calendar object passes it."""

from __future__ import annotations

import re

_LIKE_A_PART = re.compile(r"\b(BEGIN|END):", re.IGNORECASE)
_DROPPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")


def clean_text(text: str) -> str:
    """Text of several lines: LF line ends, no control characters, no blanks at its ends.

    A backslash becomes a slash, since several readers take `\\n` in a path for a line break, and what looks like the
    begin or end of a component gets a blank, since one reader takes it for that (docs/calendars.md, rule 6).
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _DROPPED.sub("", text).replace("\\", "/")
    return _LIKE_A_PART.sub(r"\1 :", text).strip()


def clean_line(text: str) -> str:
    """Text of one line, white space as single blanks. Quotes around it all are curled, as one reader strips others."""
    one = " ".join(clean_text(text).split())
    return f"”{one[1:-1]}”" if len(one) > 1 and one[0] == one[-1] == '"' else one


def clean_name(text: str) -> str:
    """A CN: few readers decode RFC 6868, so a double quote becomes a single one."""
    return clean_line(text).replace('"', "'")
