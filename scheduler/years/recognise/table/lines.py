"""A line below the head of a table: its cells as the grammar reads them, and what is said of the line."""

from __future__ import annotations

from typing import NamedTuple

from scheduler.years.recognise.line import cell_days, grammar, reading
from scheduler.years.recognise.line.cell_days import note
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import MonthItem, Parsed
from scheduler.years.recognise.line.parts import ORDINALS
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role

CANCEL = Role.CANCEL.value


class TableLine(NamedTuple):
    parsed: Parsed
    number: int
    lexicon: Lexicon
    marks: Marks

    def parse(self, cell: list[Token]) -> Parsed:
        return grammar.parse(self.parsed.text, cell, self.lexicon)

    def has_date(self, cell: list[Token]) -> bool:
        return bool(self.parse(cell).dates)

    def meetings(self, inner: Parsed) -> list[Draft]:
        return reading.read(inner, self.number, self.lexicon, self.marks)

    def days(
        self, cell: list[Token], month: MonthItem, rest: list[Token] | None = None
    ) -> list[Draft]:
        """The meetings of a cell that tells days of that month; `rest`: what else is said of them."""
        words = [t for t in rest or cell if t.low not in ORDINALS]
        off = any(t.sense.roles & CANCEL for t in words)
        found = cell_days.days(cell, month.month, month.year, self.lexicon) or ()
        if len(found) > 1 and off and rest is None:
            self.doubt("cancelled_beside_others")  # "9, 23 inställt"
        return [
            Draft(self.number, item, time, note=note(words), cancelled=item.struck or off)
            for item, time in found
        ]

    def doubt(self, code: str, **told: object) -> None:
        self.marks.doubt(self.number, Reason.of(code, **told))

    def refused(self, code: str, **told: object) -> list[Draft]:
        """The line is marked and has no meetings."""
        self.marks.fault(self.number, Reason.of(code, **told))
        return []
