"""Where one table ends and another begins."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies, cells, no_meeting, titled
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import columns
from scheduler.years.recognise.table.layout import OF_HOURS, Table
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

MEETING, STALE, NONE = Role.MEETING.value, Role.STALE.value, Role.NONE.value
NO_MEETING = NONE | Role.CANCEL.value


def is_other_header(below: Table, parsed: Parsed, lexicon: Lexicon) -> bool:
    """A second head below the rows of a table, which opens another one."""
    if parsed.dates or not any(map(bodies.is_head, parsed.tokens)):
        return False
    if any(t.kind is WORD and t.sense.roles & NO_MEETING for t in parsed.tokens):
        return False  # "| ingen | Valnämnden |"
    if _has_hour(below, parsed) or no_meeting.is_as_needed(parsed.tokens):
        return False  # a row whose day is no whole date: "ti | 12. | 16.00 | Kunnanhallitus"
    table = columns.header(parsed, lexicon)
    return table is not None and table.by_body()


def goes_on(table: Table, parsed: Parsed) -> bool:
    """Whether rows of bare days, one for each body, may follow a line with a day that is none of them:
    "June 26: the last meeting before the summer"."""
    table.interrupted = not table.signed and table.by_body() and len(parsed.dates) == 1
    return table.interrupted


def ends(table: Table | None, parsed: Parsed) -> bool:
    """Whether a line that is no row ends the table that stands open, or the grid when it is None."""
    is_pair = table is not None and table.is_pair()
    if parsed.dates:
        # "9 januari Rådhuset": no deadline was told for that meeting.
        return not is_pair or len(parsed.dates) > 1
    if is_pair and parsed.roles & MEETING:
        return True
    if table and (_is_row_like(table, parsed) or (_has_names(table) and not parsed.items)):
        return False
    return titled.of(parsed) is not None


def _is_row_like(table: Table, parsed: Parsed) -> bool:
    """The line has the signs of the table's rows: "| Styrelsen | | |" between them heads some of them."""
    return bool(_row(table, parsed))


def _row(table: Table, parsed: Parsed) -> list[list[Token]]:
    """The line's cells, as many as the table has columns, or none."""
    parted = cells.part(parsed.tokens, framed=table.framed, closed=table.closed)
    fits = table.signed and parted is not None and len(parted) == len(table.columns)
    return parted if parted and fits else []


def _has_hour(table: Table, parsed: Parsed) -> bool:
    """An hour stands below the head of hours, if only one that cannot be."""
    told = zip(table.columns, _row(table, parsed), strict=False)
    return any(column.use is OF_HOURS and cells.hour(cell) for column, cell in told)


def _has_names(table: Table) -> bool:
    """A row may name the body alone, whose day stands above."""
    told = table.by_gaps or table.known
    return told and any(column.may_name() for column in table.columns)


def tells_of_text(tokens: list[Token]) -> bool:
    """ "Päivitetty 20.11.2026", "Sist oppdatert 20.11.2026"; but not "ej fastställt"."""
    first, *rest = tokens[:2]
    behind = any(t.sense.roles & STALE for t in rest)
    return first.sense.roles & STALE > 0 or (behind and not first.sense.roles & NONE)
