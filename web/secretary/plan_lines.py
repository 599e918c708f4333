"""Lines that were not read, among the rows of the year plan: each with what is wrong and fields for its date.

The fields of line 3 are `when_line_3`, `at_line_3` and `place_line_3`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.errors import Fault, InvalidInput
from scheduler.language import Language
from scheduler.years import decided, entries, typed
from scheduler.years.draft import LineRead
from scheduler.years.entries import Entry, Way
from scheduler.years.planned import Planned
from web.secretary.plan_around import Unclear
from web.secretary.plan_rows import Row
from web.secretary.year_show import sentence

DROP = "drop_line_"
"""Before the number of a line, in the button that drops it."""
MOST = 40
"""Lines with fields on a page; the others are listed."""
_FIELDS = ("when", "at", "place")


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """`fields`: when, at, place, as they were typed where the form came back."""

    number: int
    text: str
    reasons: tuple[str, ...]
    fields: Mapping[str, Field]


def shown(
    lines: Iterable[Unclear], form: Mapping[str, str], faults: Mapping[str, Fault], says: Language
) -> list[UnreadLine]:
    return [
        UnreadLine(
            line.number,
            line.text,
            line.reasons,
            {key: _field(f"{key}_line_{line.number}", form, faults, says) for key in _FIELDS},
        )
        for line in lines
    ]


def _field(
    name: str, form: Mapping[str, str], faults: Mapping[str, Fault], says: Language
) -> Field:
    error = sentence(faults[name], says) if name in faults else ""
    return Field(name, form.get(name, ""), error)


def placed(
    rows: Sequence[Row], dates: Sequence[Planned], unread: Sequence[UnreadLine]
) -> Iterator[tuple[list[UnreadLine], Row | None]]:
    """Each row with the lines that stand above it in the text; last, without a row, those below them all."""
    left = list(unread)
    for row, one in zip(rows, dates, strict=True):
        number = one.line if one.entry.origin is None else 0
        above = [line for line in left if line.number < number]
        left = [line for line in left if line not in above]
        yield above, row
    yield left, None


def settled(
    form: Mapping[str, str], lines: Iterable[LineRead], *, language: str, year: int
) -> tuple[list[LineRead], dict[int, Entry]]:
    """The lines that were dropped or filled in, and the dates of the latter, by number of line.

    Raises: InvalidInput with every field that cannot be read.
    """
    done: list[LineRead] = []
    dates: dict[int, Entry] = {}
    faults: dict[str, Fault] = {}
    for line in lines:
        values = {key: form.get(f"{key}_line_{line.number}", "").strip() for key in _FIELDS}
        if form.get("do") == f"{DROP}{line.number}":
            done.append(line)
        elif any(values.values()):
            done.append(line)
            try:
                dates[line.number] = _entry(line.number, values, language, year)
            except InvalidInput as error:
                faults |= error.fields
    if faults:
        raise InvalidInput(faults)
    return done, dates


def _entry(number: int, values: Mapping[str, str], language: str, year: int) -> Entry:
    """One date, added by hand: it stays when the text is read again."""
    day, last = typed.days(f"when_line_{number}", values["when"], language=language, year=year)
    start, end = None, None
    if values["at"]:
        start, end = typed.hours(f"at_line_{number}", values["at"], over_days=last is not None)
    place = decided.short(values["place"], f"place_line_{number}", entries.PLACE_MOST)
    return Entry(0, day, last, start, end, place or None, way=Way.ONE)
