"""Rule: plain text as paragraphs and lists. The one way in which a note is read, for pages, PDF and DOCX alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_BULLET = re.compile(r"\s*[-–•*]\s+(.*)")
_NUMBER = re.compile(r"\s*\d{1,3}[.)]\s+(.*)")
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}'”]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line; with an `address` they are a link."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """`kind` is `p`, `ul` or `ol`; each line is one of the paragraph, or one entry of the list."""

    kind: str
    lines: tuple[tuple[Piece, ...], ...]


def read_blocks(text: str) -> list[Block]:
    """ "- " and "1. " make lists, an empty line ends a paragraph, addresses are links. Nothing else means anything."""
    kinds = [_kind(line) for line in text.splitlines()]
    groups = groupby(kinds, key=lambda line: line[0])
    return [
        Block(kind, tuple(tuple(_pieces(words)) for _, words in lines))
        for kind, lines in groups
        if kind
    ]


def _kind(line: str) -> tuple[str, str]:
    """What the line is of, and its words; an empty line is of nothing."""
    if match := _BULLET.fullmatch(line):
        return "ul", match[1]
    if match := _NUMBER.fullmatch(line):
        return "ol", match[1]
    return ("p", line.strip()) if line.strip() else ("", "")


def _pieces(line: str) -> Iterator[Piece]:
    end = 0
    for match in _LINK.finditer(line):
        if match.start() > end:
            yield Piece(line[end : match.start()])
        yield Piece(match[0], match[0])
        end = match.end()
    if line[end:]:
        yield Piece(line[end:])
