"""A piece of a line at its place: a number, a word or a sign."""

from __future__ import annotations

from enum import Enum

from scheduler.years.recognise.text.lexicon import NOTHING, Sense

# Longer numbers are no day, hour or year; they are kept out of int(), which refuses thousands of digits.
LONGEST_NUMBER = 8


class Kind(Enum):
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


# By these names: looking a member up in its class costs ten times as much, and it is done for every token.
NUMBER, WORD, SIGN = Kind.NUMBER, Kind.WORD, Kind.SIGN


# What a piece of a line is wherever it stands: kind, text, low, value, sense and mended of its token.
Piece = tuple[Kind, str, str, int, Sense, str | None]

# What its neighbours may mend, its first piece, and the others with their places in the run.
Run = tuple[int, Piece, tuple[tuple[Piece, int], ...]]


class Token:
    """A piece at its place in a line. `low` is lower case with every dash as "-"; `value` is -1 but for
    numbers; `gap` counts the blanks before it; `mended` holds what stood there when a misprint was read."""

    __slots__ = (
        "gap", "kind", "low", "mended", "sense", "start", "struck", "text", "value",
    )  # fmt: skip

    def __init__(self, piece: Piece, start: int, gap: int = 0) -> None:
        self.kind, self.text, self.low, self.value, self.sense, self.mended = piece
        self.start = start
        self.gap = gap
        self.struck = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


END = Token((SIGN, "", "", -1, NOTHING, None), 0)


def of_digits(digits: str, mended: str | None = None) -> Piece:
    """`mended`: what stands there in place of the digits."""
    value = int(digits) if len(digits) <= LONGEST_NUMBER else -1
    return NUMBER, mended or digits, digits, value, NOTHING, mended
