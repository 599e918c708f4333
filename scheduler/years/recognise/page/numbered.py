"""Meetings that a word and a number count: below "FUM 5  9 mars", "FUM 6  april" is the sixth, on no day yet."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.tokens import NUMBER

LONGEST_LABEL = 3


@dataclass(slots=True)
class Numbering:
    """The label and the number of the last line with a date."""

    label: tuple[str, ...] = ()
    number: int = 0

    def takes_day(self, parsed: Parsed) -> bool:
        """Whether what reads as the day of the line's first date only goes on counting. Takes note of the line."""
        first = parsed.dates[0].first
        reach = parsed.tokens[: LONGEST_LABEL + 1]
        at = next((n for n, token in enumerate(reach) if token.kind is NUMBER), 0)
        label = tuple(token.low for token in reach[:at])
        number = reach[at].value
        goes_on = bool(label) and label == self.label and number == self.number + 1
        by_word = at == first and any(t.sense.month for t in parsed.tokens[at + 1 : at + 2])
        self.label, self.number = (label, number) if at < first or goes_on else ((), 0)
        return at == first and goes_on and by_word
