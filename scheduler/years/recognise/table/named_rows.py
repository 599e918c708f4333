"""Rows of a table with nothing but blanks between the cells: a day, a name, whatever it is, and an hour."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies, reading
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import undated_rows
from scheduler.years.recognise.table.layout import OF_DATES, OF_HOURS, OF_NAMES, Table
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role

CANCEL, OPEN = Role.CANCEL.value, Role.OPEN.value
UNTOLD = ("n", "/", "a")
LONGEST_ROW = 8


def read(
    table: Table, parsed: Parsed, number: int, lexicon: Lexicon, marks: Marks
) -> list[Draft] | None:
    """The meeting of a row, whose name is the body's; None when the line is no row."""
    if _is_hour_alone(table, parsed) and table.last is not None:
        # The rest of a row that was broken into lines.
        table.last.time = parsed.times[0]
        marks.used.add(number)
        marks.doubt(table.last.line, Reason.of("hour_below"))
        table.last = None
        return []
    if not parsed.dates and _lacks_day(parsed):
        marks.fault(number, Reason.of("no_day"))
        return []
    if len(parsed.dates) != 1:
        return None
    name = _name(table, parsed)
    if name is None:
        return None
    drafts = reading.read(parsed, number, lexicon, marks)
    if len(drafts) != 1:
        return None
    name = name or (table.name if not parsed.left else None)  # it goes on from the row above
    drafts[0].body = table.name = name or drafts[0].body
    if drafts[0].note and drafts[0].note == drafts[0].body:
        drafts[0].note = None
    table.last = drafts[0] if drafts[0].time is None and not drafts[0].cancelled else None
    return drafts


def _lacks_day(parsed: Parsed) -> bool:
    """A body, and the day is not settled or an hour opens the row: "TBA 17.30 Kulturudvalget"."""
    words = [t for t in parsed.tokens if t.kind is WORD]
    if (
        len(words) > LONGEST_ROW
        or not any(map(bodies.is_head, words))
        or parsed.tokens[-1].low == "."
    ):
        return False
    opens = bool(parsed.times) and parsed.times[0].first == 0 and len(parsed.times) == 1
    return opens or undated_rows.is_open(words)


def _is_hour_alone(table: Table, parsed: Parsed) -> bool:
    hours = any(column.use is OF_HOURS for column in table.columns)
    return hours and len(parsed.times) == 1 and len(parsed.items) == 1 and not parsed.left


def _name(table: Table, parsed: Parsed) -> str | None:
    """The words of the row, "" where it has none; None when they stand on the wrong side of the day."""
    uses = [column.use for column in table.columns]
    day = parsed.dates[0]
    covered = parsed.covered()
    words = [(n, t) for n, t in enumerate(parsed.tokens) if not covered[n]]
    if OF_DATES not in uses:
        return None
    if uses.index(OF_NAMES) > uses.index(OF_DATES):
        if any(n < day.first and t.kind is not SIGN for n, t in words):
            return None
        tokens = [t for n, t in words if n >= day.last]
    else:
        tokens = [t for n, t in words if n < day.first]
    named = _trimmed(list(bodies.outside_parentheses(tokens)))
    if not named:
        return ""
    return " ".join(parsed.text[named[0].start : named[-1].end].split())


def _trimmed(tokens: list[Token]) -> list[Token]:
    """Without numbers of weeks before the name, and without "cancelled" and "N/A" behind it."""
    if tuple(t.low for t in tokens[-len(UNTOLD) :]) == UNTOLD:
        tokens = tokens[: -len(UNTOLD)]
    kept = [t for t in tokens if not t.sense.roles & CANCEL]
    while kept and (kept[0].kind is NUMBER or kept[0].kind is SIGN):
        kept.pop(0)
    while kept and (kept[-1].kind is SIGN or kept[-1].sense.roles & OPEN):
        kept.pop()
    return kept if any(t.kind is WORD for t in kept) else []
