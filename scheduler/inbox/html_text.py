"""Rule: what a page of HTML in a mail says, line by line. It is read once from start to end, so no page takes long."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9:]{0,20}|!)[^<>]{0,2000}>")
_BLANK = re.compile(r"\s+")
_UNSEEN = frozenset(("head", "script", "style", "title", "xml"))
_LINES = re.compile(
    r"/?(?:address|blockquote|br|dd|div|dl|dt|h[1-6r]|li|ol|p|pre|table|td|th|tr|ul)"
)
_LONG_NUMBER = re.compile(r"&#\w{9,};?")
"""The library fails at them."""


def html_to_text(page: str) -> str:
    """Its words without tags, styles and scripts. A block or a break begins a new line."""
    pieces: list[str] = []
    unseen, at = "", 0
    for tag in _TAG.finditer(page):
        if not unseen:
            pieces.append(_BLANK.sub(" ", page[at : tag.start()]))
        at = tag.end()
        name = tag[1].lower()
        if unseen:
            unseen = "" if name in (f"/{unseen}", "body") else unseen
        elif name in _UNSEEN and not tag[0].endswith("/>"):
            unseen = name
        elif _LINES.fullmatch(name):
            pieces.append("\n")
    if not unseen:
        pieces.append(_BLANK.sub(" ", page[at:]))
    lines = _unescape("".join(pieces)).split("\n")
    words = "\n".join(line.strip() for line in lines).strip()
    return words or _unescape(_TAG.sub(" ", page)).strip()


def _unescape(text: str) -> str:
    return unescape(_LONG_NUMBER.sub("\ufffd", text))
