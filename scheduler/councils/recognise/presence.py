"""What a cell of an attendance table tells: `X`, `N`, `-`, `Anmält förhinder`, `X, sekreterare`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scheduler.councils.recognise import remarks
from scheduler.councils.recognise.values import Attendance

PRESENT, ABSENT = Attendance.PRESENT, Attendance.ABSENT
_YES = (
    "x xx ja j 1 n närv närvarande närvaro yes y ok present läsnä kyllä tilstede møtt "
    "anwesend da här d t ✓ ✔ ☑ ✗ ✘ • * ■ v"
)
_NO = (
    "nej nei f ff fr frånv frånvarande 0 no absent förhinder - – — ☐ □ u apologies ap ei poissa "
    "forfall fraværende afbud abwesend entschuldigt entsch fehlt nein sjuk"
)
_UNMARKED = frozenset(("", "-", "–", "—", "nej", "nei", "nein", "0", "no", "ei", "☐", "□"))
_NEGATIVE = frozenset(word for word in _UNMARKED if word.isalpha())
# These tell more than that somebody did not come, where others only did not.
_EXCUSED = frozenset(
    ["förhinder", "forhinder", "apologies", "forfall", "afbud", "entschuldigt", "entsch", "sjuk"]
)
_FIRST = re.compile(r"([^\s,;(]+)[\s,;]+(?=\S)")


class Letters:
    """How the marks of one table are meant, which the others in it settle: `N` beside `J` is no."""

    def __init__(self, cells: Iterable[str]) -> None:
        """Takes the cells of the columns of attendance."""
        told = [*map(_word, cells)]
        seen = {word for word in told if len(word) < 5}
        self.has_negative = bool(seen & _NEGATIVE)  # so that nothing at all is not yet a no
        self._is_yes = frozenset(_YES.split())
        self._is_no = frozenset(_NO.split())
        if seen & {"j", "ja", "y", "yes"} and "n" in seen:
            self._turn(no="n")
        if "l" in seen and "p" in seen:
            self._turn(yes="l", no="p")  # läsnä and poissa
        elif "m" in seen and seen & {"f", "ff"}:
            self._turn(yes="m")
        elif "p" in seen:
            self._turn(yes="p", no="a")
        elif "a" in seen and "e" in seen:
            self._turn(yes="a", no="e")  # anwesend and entschuldigt
        elif "a" in seen and seen & self._is_yes:
            self._turn(no="a")
        self._has_other_no = not (self._is_no - _EXCUSED).isdisjoint(told)

    def _turn(self, yes: str = "", no: str = "") -> None:
        self._is_yes = (self._is_yes | {*yes}) - {*no}
        self._is_no = (self._is_no | {*no}) - {*yes}

    def told(self, cell: str) -> tuple[Attendance | None, str]:
        """Whether the person came, and what else the cell says; None where it tells no attendance."""
        word = _word(cell)
        if word in self._is_yes:
            return PRESENT, ""
        if word in self._is_no:
            return ABSENT, cell if word in _EXCUSED and self._has_other_no else ""
        if remarks.is_away(cell):
            return ABSENT, cell
        if here := remarks.HERE.match(cell):
            rest = cell[here.end() :].lstrip(".")
            if rest.strip()[:1] in ("", ",", ";", "(") or remarks.is_remark(rest):
                return PRESENT, rest.strip(" ,;.")
        first = _FIRST.match(cell)
        mark = _word(first[1]) if first else ""
        if first and len(mark) < 5 and mark in self._is_yes | self._is_no:
            return (PRESENT if mark in self._is_yes else ABSENT), cell[first.end() :]
        return None, cell


def is_yes(cell: str) -> bool:
    """The cell is a mark that somebody came, whatever the table's other marks."""
    return Letters(()).told(cell) == (PRESENT, "")


def is_unmarked(cell: str) -> bool:
    """Nothing is marked in the cell, so a column of those absent has nobody there."""
    return _word(cell) in _UNMARKED


def _word(cell: str) -> str:
    return cell.casefold().strip(" .()")
