"""The stamps of a chat, which tell when somebody wrote: "[2027-08-19 09:12] Eva Lind", "19/08/27, 09:12 - Eva: Hi"."""

from __future__ import annotations

import re

STAMP = re.compile(
    r"\s*(\[)?(?:\d{4}[-–−]\d\d[-–−]\d\d|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)),?[ T]"
    r"\d{1,2}[:.](?P<minute>\d\d)(?:[:.]\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?(?(1)\]|\s[-–−])\s*"
)
SENDER = re.compile(r"[^\W\d_][^:\d]{0,40}:\s*")
LONGEST_NAME = 4
# No meeting begins a minute before or after these.
MINUTES_OF_MEETINGS = 5


def without_stamps(lines: list[str]) -> list[str]:
    """The same lines, as many of them, without the stamps and who wrote, where one at least is to the minute as of a
    clock."""
    stamps = [STAMP.match(line) for line in lines]
    if not any(stamp and int(stamp["minute"]) % MINUTES_OF_MEETINGS for stamp in stamps):
        return lines
    return [
        _said(line[stamp.end() :], line, bracketed=bool(stamp[1])) if stamp else line
        for line, stamp in zip(lines, stamps, strict=True)
    ]


def _said(rest: str, line: str, *, bracketed: bool) -> str:
    """What somebody wrote behind the stamp; nothing where that begins on the next line."""
    if sender := SENDER.match(rest):
        return rest[sender.end() :]
    if not bracketed:
        return line
    is_name = len(rest.split()) <= LONGEST_NAME and not any(map(str.isdigit, rest))
    return "" if is_name else rest
