"""Where one table ends and another begins."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies, cells, titled
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import columns
from scheduler.years.recognise.table.layout import OF_HOURS, OF_NAMES, Table
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.words import Role

MEETING, SEASON = Role.MEETING.value, (Role.AUTUMN | Role.SPRING).value


def is_other_header(below: Table, parsed: Parsed, lexicon: Lexicon) -> bool:
    """A second head below the rows of a table, which opens another one."""
    if parsed.dates or parsed.months or not any(map(bodies.is_head, parsed.tokens)):
        return False
    if below.signed and is_row_like(below, parsed) and parsed.times and _is_timed(below, parsed):
        return False
    table = columns.header(parsed, lexicon)
    return table is not None and table.by_body()


def _is_timed(table: Table, parsed: Parsed) -> bool:
    """An hour stands below the head of hours: a row whose day goes on from the one above."""
    parted = (
        cells.part(parsed.tokens, framed=table.framed, closed=table.closed, commas=table.commas)
        or []
    )
    return any(
        column.use is OF_HOURS and cells.first_time(cell)
        for column, cell in zip(table.columns, parted, strict=False)
    )


def goes_on(table: Table, parsed: Parsed) -> bool:
    """Whether rows of bare days, one for each body, may follow a line with a day that is none of them:
    "June 26: the last meeting before the summer"."""
    if table.signed or not table.by_body():
        return False
    table.interrupted = len(parsed.dates) == 1 and parsed.left > 0
    return table.interrupted


def is_row_like(table: Table, parsed: Parsed) -> bool:
    """The line has the signs of the table's rows: "| Styrelsen | | |" between them heads some of them."""
    parted = cells.part(
        parsed.tokens, framed=table.framed, closed=table.closed, commas=table.commas
    )
    return parted is not None and len(parted) == len(table.columns)


def _is_term(parsed: Parsed) -> bool:
    """A year alone, or one half of it: "2027", "Hösten 2027"."""
    covered = parsed.covered()
    rest = [t for n, t in enumerate(parsed.tokens) if not covered[n]]
    return bool(parsed.years) and all(t.sense.roles & SEASON for t in rest)


def ends(table: Table | None, parsed: Parsed) -> bool:
    """Whether a line that is no row ends the table that stands open, or the grid when it is None."""
    if table and table.signed and not parsed.dates and is_row_like(table, parsed):
        return False
    is_pair = table is not None and table.is_pair()
    if parsed.dates:
        # "9 januari Rådhuset": no deadline was told for that meeting.
        return not (is_pair and len(parsed.dates) == 1)
    if is_pair and _is_term(parsed):
        return False
    if is_pair and (parsed.years or parsed.roles & MEETING):
        return True
    if table and (table.by_gaps or table.known) and _has_names(table) and not parsed.items:
        return False  # a row that names the body alone, whose day stands above
    return titled.of(parsed) is not None


def _has_names(table: Table) -> bool:
    return any(column.use is OF_NAMES or column.told for column in table.columns)
