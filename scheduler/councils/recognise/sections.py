"""A text in sections: which lines stand under which heading, and what that heading tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scheduler.councils.recognise import (
    answers,
    cards,
    columns,
    headings,
    lists,
    marks,
    names,
    parts,
    remarks,
    side,
    signed,
    stacked,
    tables,
)
from scheduler.councils.recognise.headings import Heading
from scheduler.councils.recognise.values import Attendance

_NUMBERED = re.compile(r"\s*\(?\d{1,3}[.)]{1,2}\s")
_COUNT = re.compile(r"\d{1,3}\s+(?=[^\W\d_])")
_FIRST_POINT = re.compile(r"1\s+(?=[^\W\d_])(?![a-zåäöæø])")
_POINT = re.compile(r"§\s*\d{1,4}\s?[a-z]?[.:)]?\s+(?=\S)")


@dataclass(slots=True)
class Section:
    """The lines under one heading. `status` is None where neither it nor those around it tell."""

    number: int
    heading: Heading
    status: Attendance | None
    is_headed: bool = True
    lines: list[tuple[int, str]] = field(default_factory=list)
    rows: list[tables.Row] = field(default_factory=list)
    is_resumed: bool = False  # goes on after an aside
    is_closed: bool = False  # those who did not come, named on the heading's own line
    # Those of one body, whose line is the first, named on the heading's own line.
    is_of_group: bool = False


def of(lines: list[str]) -> list[Section]:
    """Every section in order, those about other matters left out."""
    walk = _Walk()
    rows = cards.joined(stacked.rowed(lines))
    answered = answers.heads([raw for _, raw in rows])
    for at, (number, raw) in enumerate(rows, start=1):
        if at - 1 in answered:
            walk.head(Heading(answered[at - 1]))
            continue
        walk.line(number, raw, [text for _, text in rows[at : at + side.FORESEEN]])
    return [s for s in walk.sections if not s.heading.is_other_matter]


class _Walk:
    def __init__(self) -> None:
        self.sections = [Section(0, Heading(), None, is_headed=False)]
        self._umbrella: Attendance | None = None
        self._columns: columns.Columns | None = None
        self._table: columns.Columns | None = None  # the last, which a blank line need not end
        self._side: side.Side | None = None
        self._abreast: list[Section] = []  # the sections that stand side by side
        self._group: tuple[int, str] | None = None  # the last body on a line of its own
        self._is_dated = False  # the line before told where and when the text was signed
        self._is_numbered = False  # the line before was a person with a number

    @property
    def _now(self) -> Section:
        return self.sections[-1]

    def head(self, heading: Heading) -> None:
        """Takes a line that is a heading and no more."""
        self._side = self._columns = None
        self._open(heading)

    def line(self, number: int, raw: str, after: list[str]) -> None:
        if self._side and self._beside(number, raw, after):
            return
        self._side = side.begins(raw, after)
        if self._side:
            self._abreast = []
            for title in side.divided(self._side, raw) or ():
                self._open(side.heading(title) or Heading())
                self._abreast.append(self._now)
            return
        if not raw.strip(" \t|"):
            self._columns = self._columns if "|" in raw else None
            return
        header = columns.header(raw, self._columns) or self._resumed(raw, after)
        if header:
            if (
                "joined" in header.kinds
                and self._now.lines[-1:]
                and self._now.lines[-1][0] == number - 1
            ):
                self._now.lines.pop()  # `In-Meeting Activities`, the title of a program's table
            self._columns = self._table = header
            self._open(self._of_table(header.heading))
        elif self._columns and (row := tables.row(raw, number, self._columns)):
            self._now.rows.append(row)
            self._is_numbered = False
        else:
            self._columns = None
            self._text(number, raw)

    def _of_table(self, heading: Heading) -> Heading:
        """The heading of a table, whose first column may be `Navn` and no more: `Varamedlemmer` stands above."""
        above = self._now
        is_bare = above.is_headed and not (above.lines or above.rows)
        if not is_bare or heading != Heading():
            return heading
        return Heading(is_deputies=above.heading.is_deputies, note=above.heading.note)

    def _resumed(self, raw: str, after: list[str]) -> columns.Columns | None:
        """The columns of the table that goes on below a heading of its own, marked in the same places."""
        follows = next((line for line in after if line.strip(" \t|")), "")
        if not self._table or not tables.is_marked(follows, self._table):
            return None
        return columns.divided(raw, self._table)

    def _beside(self, number: int, raw: str, after: list[str]) -> bool:
        """Takes a line of lists side by side; false where they have ended."""
        assert self._side
        if not raw.strip(" \t|"):
            follows = next((line for line in after if line.strip(" \t|")), "")
            cells = side.divided(self._side, follows)
            return bool(cells and any(cells[1:]) and not (side.heading(cells[0]) and cells[1]))
        cells = side.divided(self._side, raw)
        if cells is None:
            return False
        for at, cell in enumerate(cells):
            if heading := side.heading(cell):
                self._head_column(at, heading)
            elif cell:
                self._abreast[at].lines.append((number, cell))
        return True

    def _head_column(self, at: int, heading: Heading) -> None:
        """A heading in a column: without a status it has that of the one above it."""
        status = heading.status or self._abreast[at].status
        self.sections.append(Section(len(self.sections), heading, status))
        self._abreast[at] = self._now

    def _text(self, number: int, raw: str) -> None:
        text = marks.clean(raw)
        if signed.is_foot(text):
            return
        is_dated, self._is_dated = self._is_dated, signed.is_place_and_day(text)
        if signed.is_end(text, is_dated=is_dated):
            self._open(Heading(is_other_matter=True))
            return
        if self._is_dated and not _is_listed((number, text)) and headings.find(text) is None:
            return
        if (point := _POINT.match(text)) and headings.of(text[point.end() :]):
            text = text[point.end() :]  # `§ 2 Närvarande`, a list of its own
        if (count := _COUNT.match(text)) and _is_listed((0, text[count.end() :])):
            text = text[count.end() :]  # `3 Anna Ek`
        pieces = parts.of(text)
        is_numbered = bool(_NUMBERED.match(raw))
        is_talk = not _is_short_of_words(text, pieces[0], is_numbered=is_numbered)
        is_matter = text.startswith("§") or is_talk or self._is_first_point(text)
        if is_talk and not is_numbered and self._is_before_all:
            return  # a mail's first words, which end no list
        if is_matter and not (is_numbered and self._is_numbered):
            self._is_numbered = False
            self._open(Heading(is_other_matter=True))
        else:
            self._is_numbered = is_numbered
            for part in pieces:
                self._part(number, part)

    @property
    def _is_before_all(self) -> bool:
        """No heading and nobody has been listed yet."""
        return len(self.sections) == 1 and not any(
            map(_is_listed, self._now.lines[: side.FORESEEN])
        )

    def _is_first_point(self, text: str) -> bool:
        """`1 Mötets öppnande`, beneath a list: here the minutes begin."""
        is_point = bool(_FIRST_POINT.match(text)) and not self._is_before_all
        return is_point and headings.find(text) is None and not remarks.is_vacant(text)

    def _part(self, number: int, text: str) -> None:
        headed = headings.find(text)
        if headed is None:
            is_group = headings.is_group(text)
            if is_group:
                self._group = number, text
            ends = self._now.is_of_group if is_group else self._now.is_closed and _is_labelled(text)
            if ends:
                self._open(Heading())
            self._now.lines.append((number, text))
            return
        heading, rest = headed.heading, headed.rest
        if heading.is_other_matter and rest:
            return
        if heading.role and rest:
            self._aside(heading, number, rest)
            return
        self._open(heading)
        if not rest:
            self._group = None
            return
        if heading.status:
            self._group = None  # whose meeting it was
        if self._group:
            self._now.lines.append(self._group)
            self._now.is_of_group = True
        self._now.lines.append((number, rest))
        self._now.is_closed = heading.status is Attendance.ABSENT

    def _aside(self, heading: Heading, number: int, rest: str) -> None:
        """`Sekreterare: Bo Al` within a list: the list goes on after it."""
        around = self._now
        self._open(heading)
        if around.status is Attendance.PRESENT:
            self._now.status = Attendance.PRESENT
        self._now.lines.append((number, rest))
        again = Section(
            len(self.sections),
            around.heading,
            around.status,
            is_headed=around.is_headed,
            is_resumed=True,
        )
        self.sections.append(again)

    def _open(self, heading: Heading) -> None:
        """A heading that tells no status has that of the list it divides, were any there."""
        before = self._now
        if heading.is_remarks:
            self.sections.append(Section(len(self.sections), heading, None))
            return
        is_bare = before.is_headed and not (before.lines or before.rows or before.is_resumed)
        status = heading.status
        if status is None and not heading.is_approvers:
            if is_bare and before.heading.status:
                self._umbrella = before.heading.status
            if self._umbrella and not heading.note:
                status = self._umbrella
            elif before.status is Attendance.PRESENT and before.is_headed:
                status = Attendance.PRESENT
        else:
            self._umbrella = None
        if heading.is_split:
            status = None
        self.sections.append(Section(len(self.sections), heading, status))


def _is_listed(line: tuple[int, str]) -> bool:
    first = next(iter(lists.pieces(line[1][:120], 0)), None)
    return bool(first and lists.is_person(first))


def _is_labelled(text: str) -> bool:
    """`Fra kontoret: Anna Ek`: whom somebody sent, which is said of those who came."""
    label, sign, rest = text[: headings.LONGEST].partition(":")
    return bool(sign) and headings.is_whence(label.split(None, 1)[0]) and names.starts(rest)


def _is_short_of_words(text: str, first: str, *, is_numbered: bool) -> bool:
    """Not the running text or the numbered items of the minutes that follow a list.

    `first` is what the line begins with, up to a sentence that tells of other things.
    """
    small = sum(word.islower() and len(word) > 1 for word in text.split()[:30])
    if not is_numbered and (small < 8 or text.count(",") * 4 >= small):
        return True
    return _is_listed((0, text)) or headings.find(first) is not None
