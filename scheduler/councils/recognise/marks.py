"""A pasted line without quoting, bullets and mark-up, and with one form of strike-through."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

STRUCK = "~~"

_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_STRUCK_TAGS = re.compile(r"</?(?:s|del|strike)>", re.IGNORECASE)
_STRUCK_TEXT = re.compile(r"~~([^~]+)~~")
_OVERLAID = re.compile(r"(?:[^\u0335\u0336\u0338][\u0335\u0336\u0338])+")
_BULLET = re.compile(
    r"(?:[>|\s]*>)?\s*(?:(?:[-–—•·*▪◦●○■□☐]|\(?(?:\d{1,3}[.)]{1,2}|[A-Za-z]\)))[ \t\xa0]+)?"
)
_BOX = re.compile(r"(\s*(?:[-–•*]\s+)?)([☐☑☒✓✔✅])\s*(?=\w)")
# An address, before it on an indented line the rest of a name, and the sign after it.
_FOLDED = re.compile(r"(?:[ \t]+[^<>@,;:]{0,60})?<[^<>\s@]{1,64}@[^<>\s@]{1,255}>[ \t]*[;,]?")
_BOLD = re.compile(r"\*\*|__|^#{1,6} +|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)")
_INVISIBLE = dict.fromkeys(map(ord, "\0\u00ad\u200b\u2060\ufeff"))
_BLANKS = {ord(c): " " for c in "\xa0\u2007\u2009\u202f\x0b\x0c\u2028\u2029\x85"}


def lines(text: str) -> list[str]:
    """The text line by line, struck words between `~~`, one form of each letter."""
    text = text.translate(_INVISIBLE).translate(_BLANKS)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _QUOTED.sub("", unicodedata.normalize("NFC", text))
    if any(c in text for c in "\u0335\u0336\u0338"):
        text = _OVERLAID.sub(lambda run: f"~~{run[0][::2]}~~", text)
        text = re.sub(r"~~( *)~~", r"\1", text)
    text = _STRUCK_TAGS.sub(STRUCK, text)
    return _unfolded(text.split("\n")) if "@" in text else text.split("\n")


def _unfolded(lines: list[str]) -> list[str]:
    """The lines, what a mail program broke off before an address put back (RFC 5322, 2.2.3)."""
    out = lines[:1]
    for before, line in pairwise(lines):
        is_open = out[-1].strip() and out[-1].rstrip()[-1] not in ";,:>"
        found = _FOLDED.match(line) if is_open else None
        if found and (found[0].lstrip().startswith("<") or "@" in before):
            out[-1] = f"{out[-1].rstrip()} {found[0].strip()}"
            line = line[found.end() :]
        out.append(line)
    return out


def clean(line: str) -> str:
    """The line without quoting, bullet, number and mark-up; several struck names struck each."""
    line = _BOX.sub(lambda box: f"{box[1]}[{' ' if box[2] == '☐' else 'x'}] ", line, count=1)
    found = _BULLET.match(line)
    line = _BOLD.sub("", line[found.end() if found else 0 :])
    if STRUCK in line:
        line = _STRUCK_TEXT.sub(lambda part: _struck_each(part[1]), line)
    return line.strip()


def _struck_each(text: str) -> str:
    pieces = re.split(r"(\s*[,;]\s*)", text)
    return "".join(
        piece if at % 2 or not piece.strip() else f"{STRUCK}{piece.strip()}{STRUCK}"
        for at, piece in enumerate(pieces)
    )
