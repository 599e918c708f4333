"""The head of a table: what each of its columns holds."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies, cells, grammar, titled
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import column_heads, timed_names
from scheduler.years.recognise.table.layout import (
    OF_BODY,
    OF_DATES,
    OF_DEADLINES,
    OF_GROUPS,
    OF_HOURS,
    OF_MONTHS,
    OF_NAMES,
    OF_OTHERS,
    OF_PLACES,
    OF_YEAR,
    Column,
    Table,
)
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.nouns import MONTH
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

BODY, CLOCK = Role.BODY.value, Role.CLOCK.value
NO_HEADING = (Role.DEADLINE | Role.STALE | Role.RECORD).value
OF_HEADING = (Role.MEETING | Role.AUTUMN | Role.SPRING).value
PREPARING = ("beredning", "beredningen")
NO_STEP = "val"  # "Valberedningen" finds candidates, and meets
MOST_COLUMNS = 40
SENTENCE = 6  # tokens
MOST_BESIDE = 3
LONGEST_HEAD = 4


def header(parsed: Parsed, lexicon: Lexicon) -> Table | None:
    """The table that a line opens, or None."""
    tokens = parsed.tokens
    if parsed.dates or len(tokens) < 2 or len(parsed.months) > 1:
        return None
    years = _years(parsed)
    if years:
        return years
    if not any(token.kind is WORD for token in tokens):
        return None
    parted = cells.part(tokens)
    if parted is not None:
        while parted and not parted[-1]:
            parted.pop()
        columns = of_cells(parted, parsed, lexicon)
        framed, closed = tokens[0].low == "|", tokens[-1].low == "|"
        if spans := _headings(parted, parsed, lexicon):
            return Table(spans, True, framed, closed, headings=True)
        dated = _are_dated(parted, columns)
        timed = any(c.use is OF_DATES for c in columns) and any(c.use is OF_HOURS for c in columns)
        if is_header(columns) or timed or dated:
            return Table(columns, True, framed, closed, edged=framed)
        beside = _is_beside_meetings(columns)
        return (
            Table(columns, True, framed, closed, edged=framed, tentative=True) if beside else None
        )
    if "," in parsed.lows and _is_comma_header(tokens):
        parted = cells.part(tokens, commas=True) or []
        columns = of_cells(parted, parsed, lexicon)
        uses = [column.use for column in columns]
        if OF_DATES in uses and (OF_HOURS in uses or OF_NAMES in uses):
            return Table(columns, True, commas=True)
    by_gaps = cells.part_by_gaps(tokens) if any(t.gap >= cells.WIDE for t in tokens[1:]) else []
    if any(len(cell) >= SENTENCE and cell[-1].low == "." for cell in by_gaps[:-1]):
        return None  # two blanks behind a full stop
    if 2 <= len(by_gaps) <= MOST_COLUMNS:
        if spans := _headings(by_gaps, parsed, lexicon):
            return Table(spans, False, by_gaps=True, headings=True)
        columns = of_cells(by_gaps, parsed, lexicon)
        if is_header(columns) or _are_dated(by_gaps, columns):
            return Table(columns, False, by_gaps=True)
        if _is_beside_meetings(columns):
            return Table(columns, False, by_gaps=True, tentative=True)
    return _letters(tokens)


def _is_beside_meetings(columns: list[Column]) -> bool:
    """ "Sammanträde | Läggs ut": where one column is said to be that of the meetings, days in another are none."""
    dated = [c for c in columns if c.use is OF_DATES]
    others = [c for c in columns if c.use is OF_OTHERS and c.head]
    return (
        len(dated) == 1
        and dated[0].ambiguous
        and 0 < len(others) == len(columns) - 1 <= MOST_BESIDE
    )


def _are_dated(parted: list[list[Token]], columns: list[Column]) -> bool:
    """Short heads, one of them of dates by its word: "Dato | Rom | Merknader"."""
    told = zip(parted, columns, strict=False)
    dated = (c.use is OF_DATES and column_heads.tells_dates(cell) for cell, c in told)
    short = all(len(cell) <= LONGEST_HEAD for cell in parted)
    return len(columns) > 1 and short and any(dated)


def _is_comma_header(tokens: list[Token]) -> bool:
    """date,start,end: commas as a file has them, without blanks."""
    commas = [n for n, t in enumerate(tokens) if t.low == "," and n + 1 < len(tokens)]
    return len(commas) > 1 and not any(tokens[n + 1].gap for n in commas)


def _years(parsed: Parsed) -> Table | None:
    """2026 2027: a column of dates for each year. "2026–2027" is a span and no header."""
    if len(parsed.years) < 2:
        return None
    years = [y.years[0] for y in parsed.years if len(y.years) == 1]
    first = parsed.tokens[0].low in MONTH
    signs = {t.low for t in parsed.tokens[first:] if t.kind is not NUMBER}
    if len(years) != len(parsed.years) or signs - {"\t", "|"}:
        return None
    months = [Column(OF_MONTHS)] if first else []
    return Table(months + [Column(OF_YEAR, year=year) for year in years], bool(signs))


def _headings(parted: list[list[Token]], parsed: Parsed, lexicon: Lexicon) -> list[Column] | None:
    """Tidigare möten 2027 | Kommande möten 2028: words and a year of its own over each column."""
    if len(parsed.years) < 2 or len(parsed.years) != len(parted) or parsed.said & NO_HEADING:
        return None
    found: list[int] = []
    for cell in parted:
        inner = grammar.parse(parsed.text, cell, lexicon)
        years = [year.years[0] for year in inner.years if len(year.years) == 1]
        if len(years) != 1 or not any(t.sense.roles & OF_HEADING for t in cell):
            return None
        if titled.of(inner):
            return None
        found += years
    return [Column(OF_YEAR, year=year) for year in found] if len(set(found)) > 1 else None


def is_header(columns: list[Column]) -> bool:
    """Whether they are the head of a table with meetings; settles what a column of "Nämnd" holds."""
    uses = [c.use for c in columns]
    several = OF_BODY in uses or uses.count(OF_NAMES) > 1
    if OF_NAMES in uses and several and OF_DATES not in uses:
        for column in columns:
            # "Council | Committee": beside another body it heads dates of its own.
            if column.use is OF_NAMES and column.body:
                column.use = OF_BODY
        uses = [c.use for c in columns]
    if OF_NAMES not in uses and OF_DATES in uses:
        _find_names(columns)
        uses = [c.use for c in columns]
    for column in columns:
        column.use = OF_OTHERS if column.use is OF_GROUPS else column.use
    if OF_DATES in uses and OF_PLACES in uses:
        return True
    if uses.count(OF_BODY) >= 2 or (OF_MONTHS in uses and OF_DATES in uses):
        return True
    if OF_DEADLINES in uses and (OF_DATES in uses or OF_BODY in uses):
        return True
    return OF_NAMES in uses and (OF_DATES in uses or OF_OTHERS in uses)


def _find_names(columns: list[Column]) -> None:
    """Which column beside one of dates has the names of bodies: the one headed by a kind of group, or by "Möte"."""
    dated = sum(column.use is OF_DATES for column in columns)
    ambiguous = [c for c in columns if c.ambiguous]
    groups = [c for c in columns if c.use is OF_GROUPS]
    for column in groups[1:]:
        column.use = OF_OTHERS
    if groups:
        groups[0].use = OF_NAMES
    elif ambiguous and len(ambiguous) < dated:
        ambiguous[0].use = OF_NAMES


def of_cells(parted: list[list[Token]], parsed: Parsed, lexicon: Lexicon) -> list[Column]:
    """What each of the cells of a head heads."""
    columns = [column_heads.of(cell, parsed, lexicon) for cell in parted[:MOST_COLUMNS]]
    if any(c.use is OF_BODY and c.time for c in columns):
        for n, cell in enumerate(parted[:MOST_COLUMNS]):
            timed = timed_names.of(cell, parsed, lexicon) if columns[n].use is OF_OTHERS else None
            columns[n] = Column(OF_BODY, *timed) if timed else columns[n]
    settle(parted, columns)
    return columns


def settle(parted: list[list[Token]], columns: list[Column]) -> None:
    """What each column holds in the light of those beside it."""
    _preparing(columns)
    _hours_beside_dates(parted, columns)
    _weekdays_beside_dates(parted, columns)


def _weekdays_beside_dates(parted: list[list[Token]], columns: list[Column]) -> None:
    """ "Day" and "Day of week" beside "Date" head the weekdays."""
    dated = [n for n, column in enumerate(columns) if column.use is OF_DATES]
    of_days = [n for n in dated if column_heads.tells_day_alone(parted[n])]
    surely = [n for n in dated if n not in of_days and not columns[n].ambiguous]
    longer = [n for n in of_days if len(parted[n]) > 1]  # "Day of week" beside "Day"
    for n in of_days if surely else longer if len(longer) < len(of_days) else ():
        columns[n] = Column(OF_OTHERS)


def _hours_beside_dates(parted: list[list[Token]], columns: list[Column]) -> None:
    """ "Meeting time" beside "Meeting date" heads the hours."""
    dated = [n for n, column in enumerate(columns) if column.use is OF_DATES]
    told = [n for n in dated if column_heads.tells_dates(parted[n])]
    for n in dated if told else ():
        if n not in told and any(t.sense.roles & CLOCK for t in parted[n]):
            columns[n].use = OF_HOURS


def _preparing(columns: list[Column]) -> None:
    """Beside a deadline, "Beredning" is a step on the way to the meeting."""
    of_meetings = any(c.use is OF_DATES and c.ambiguous for c in columns)  # "Sammanträde"
    if not of_meetings and not any(c.use is OF_DEADLINES for c in columns):
        return
    for column in columns:
        name = (column.body or "").casefold()
        prepares = name.endswith(PREPARING) and not name.startswith(NO_STEP)
        if column.use is OF_BODY and prepares and column.time is None:
            column.use, column.body, column.step = OF_DEADLINES, None, column.body
    heads = [c for c in columns if c.use in (OF_BODY, OF_NAMES)]
    if len(heads) == 1 and heads[0].body and not any(c.use is OF_DATES for c in columns):
        heads[0].use, heads[0].body = OF_DATES, None


def _are_letters(token: Token) -> bool:
    """KSAU; but "SELECT BOARD" is a name in capitals."""
    return bodies.is_letters(token) and not token.sense.roles & BODY


def _letters(tokens: list[Token]) -> Table | None:
    """KSAU KS KF: a line of nothing but bodies' letters."""
    first = 1 if tokens[0].low in MONTH else 0
    rest = tokens[first:]
    if not 2 <= len(rest) <= MOST_COLUMNS or not all(map(_are_letters, rest)):
        return None
    columns = [Column(OF_BODY, t.text) for t in rest]
    return Table([Column(OF_MONTHS)] * first + columns, False)
