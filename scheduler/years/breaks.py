"""Rule: the school holidays that a secretary keeps, a line each: `Sportlov v. 9`, `Lovdag 2027-05-07`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.errors import N_, Fault, InvalidInput
from scheduler.years import break_lines
from scheduler.years.break_lines import Part
from scheduler.years.days import Finding

_MOST_LINES, _MOST_CHARACTERS = 100, 200
_MANY = N_("Write at most %(n)s lines.")
_LONG = N_("A line can have at most %(n)s characters.")
_BREAK = N_("%(date)s is in a school holiday: %(name)s.")


@dataclass(frozen=True, slots=True)
class Break:
    """A school holiday, in one part or several."""

    name: str
    parts: tuple[Part, ...]

    def spans(self, year: int) -> Iterator[tuple[date, date]]:
        """First and last days of those that touch the year: one that passes New Year has two."""
        for begins in (year - 1, year):
            for part in self.parts:
                span = part.span(begins) if part.year in (None, begins) else None
                if span and span[0].year <= year <= span[1].year:
                    yield span

    def lacks(self, year: int) -> Iterator[Fault]:
        """Why parts that come every year are not in this one."""
        yield from filter(None, (part.lacks(year) for part in self.parts))


COUNTIES: dict[str, int] = {
    "Blekinge": 8, "Dalarna": 9, "Gotland": 9, "Gävleborg": 10, "Halland": 8, "Jämtland": 10, "Jönköping": 7,
    "Kalmar": 8, "Kronoberg": 8, "Norrbotten": 10, "Skåne": 8, "Stockholm": 9, "Södermanland": 8, "Uppsala": 9,
    "Värmland": 9, "Västerbotten": 10, "Västernorrland": 10, "Västmanland": 9, "Västra Götaland": 7,
    "Örebro": 8, "Östergötland": 8,
}  # fmt: skip
"""The usual week of sportlov by county. A municipality may choose another."""


def preset(county: str) -> str:
    """The list to begin with in a county. Raises: KeyError."""
    return (
        f"Sportlov v. {COUNTIES[county]}\nPåsklov veckan efter påsk\nSommarlov 15 juni–15 augusti\n"
        "Höstlov v. 44\nJullov 21 december–8 januari\n"
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is written, and what it was understood as, or why it was not."""

    number: int
    text: str
    read: Break | None
    fault: Fault | None = None


def lines(text: str) -> Iterator[Line]:
    """Every line that is not blank, counted from 1."""
    for number, line in enumerate(text.splitlines(), 1):
        written = " ".join(line.split())
        if not written:
            continue
        try:
            if len(written) > _MOST_CHARACTERS:
                raise InvalidInput({"breaks": Fault(_LONG, {"n": _MOST_CHARACTERS})})
            yield Line(number, written, Break(*break_lines.read(written)))
        except InvalidInput as error:
            yield Line(number, written, None, error.fields["breaks"])


def read(text: str) -> list[Break]:
    """Every line that is not blank. Raises: InvalidInput, a fault for each line that is not understood."""
    if len(text.splitlines()) > _MOST_LINES:
        raise InvalidInput({"breaks": Fault(_MANY, {"n": _MOST_LINES})})
    told = list(lines(text))
    if faults := {f"line {line.number}": line.fault for line in told if line.fault}:
        raise InvalidInput(faults)
    return kept(text)


def kept(text: str) -> list[Break]:
    """Those of a list that was kept: a line that is not understood any more is told of where the list stands."""
    return [line.read for line in lines(text) if line.read]


def against(day: date, breaks: Iterable[Break]) -> Iterator[Finding]:
    """The school holidays that the day is in."""
    for one in breaks:
        if any(first <= day <= last for first, last in one.spans(day.year)):
            yield Finding(f"break {one.name}", Fault(_BREAK, {"date": day, "name": one.name}))
