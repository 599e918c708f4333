"""Meetings that a word and a number count: below "FUM 5  9 mars", "FUM 6  april" is the sixth, on no day yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.tokens import NUMBER

LONGEST_LABEL = 3


@dataclass(slots=True)
class Numbering:
    """The label and the number of the last line with a date."""

    last: tuple[list[str], int] = field(default_factory=lambda: ([], 0))

    def takes_day(self, parsed: Parsed) -> bool:
        """Whether what reads as the day of the line's first date only goes on counting. Takes note of the line."""
        first = parsed.dates[0].first
        reach = parsed.tokens[: LONGEST_LABEL + 1]
        at = next((n for n, token in enumerate(reach) if token.kind is NUMBER), 0)
        label, number = [token.low for token in reach[:at]], reach[at].value
        goes_on = at > 0 and self.last == (label, number - 1)
        if at != first or goes_on:  # "Handlingar skickas 9 mars" between them ends no count
            self.last = (label, number)
        return goes_on and at == first
