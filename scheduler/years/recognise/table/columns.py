"""The head of a table: what each of its columns holds."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.years.recognise.line import bodies, cells, compounds
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import column_heads, halves, head_hours, link_heads
from scheduler.years.recognise.table.layout import (
    OF_BODY,
    OF_DATES,
    OF_DEADLINES,
    OF_ENDS,
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
from scheduler.years.recognise.text.head_words import NAMES, WHEN
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.nouns import DAYS, MONTH
from scheduler.years.recognise.text.tokens import NUMBER, Token
from scheduler.years.recognise.text.words import Role

BODY, CLOCK, MEETING = Role.BODY.value, Role.CLOCK.value, Role.MEETING.value
OF_HEADING = (Role.MEETING | Role.AUTUMN | Role.SPRING).value
BESIDE_DATES = frozenset((OF_PLACES, OF_HOURS, OF_MONTHS, OF_DEADLINES, OF_NAMES))
PREPARING = ("beredning", "beredningen")
# Meet for themselves too, but not for each of the bodies that a column names.
PRESIDIUMS = ("presidi", "præsidi", "präsidi")
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
    if parsed.numbers_left and _opens_in_month(tokens):
        return None  # "Januari | KSAU 11 | KS 25": a row
    commas = "," in parsed.lows and _is_comma_header(tokens)
    parted = cells.part(tokens, commas=commas)
    signed = parted is not None
    if parted is None:
        if tokens[0].kind is NUMBER and not parsed.years:
            return None  # "16     Kontrollutval, 24     Ungdomsråd": days below their month
        parted = cells.part_by_gaps(tokens)
        if any(len(cell) >= SENTENCE and cell[-1].low == "." for cell in parted[:-1]):
            return None  # two blanks behind a full stop
        opens_small = any(t.text.islower() for t in parted[-1][:1])
        if len(tokens) >= SENTENCE and tokens[-1].low == "." and opens_small:
            return None  # two blanks within a sentence
    while parted and not parted[-1]:
        parted.pop()
    if halves.are_beside_names(parted):
        return None
    columns = _years(parted, parsed) or halves.columns(parted, parsed)
    whole = bool(columns)
    if not whole and len(parted) > 1:
        columns = of_cells(parted, parsed, lexicon)
        whole = is_header(columns) or _are_dated(parted, columns)
    named = signed and not parsed.numbers_left and not parsed.items and _is_beside_body(columns)
    spans = signed and not whole and _span(columns)
    if not whole and not named and not spans and not _is_beside_meetings(columns):
        return _letters(tokens)
    framed = tokens[0].low == "|"
    table = Table(columns, signed, framed, tokens[-1].low == "|", edged=framed, commas=commas)
    table.by_gaps, table.tentative = not signed and len(parted) > 1, not whole
    if table.by_gaps and not parsed.numbers_left:
        table.starts = tuple(cell[0].start for cell in parted)
    return table


def _span(columns: list[Column]) -> bool:
    """ "Start | Slut | Plats", as a calendar has it: each may hold a day with its hour, and then the first does."""
    uses = [column.use for column in columns]
    if OF_ENDS not in uses or uses.count(OF_HOURS) != 1 or OF_DATES in uses or OF_BODY in uses:
        return False
    columns[uses.index(OF_HOURS)].use = OF_DATES
    return True


def _opens_in_month(tokens: list[Token]) -> bool:
    return tokens[tokens[0].low == "|"].sense.month > 0


def _is_beside_meetings(columns: list[Column]) -> bool:
    """ "Sammanträde | Läggs ut": where one column is said to be that of the meetings, days in another are none."""
    dated = [c for c in columns if c.use is OF_DATES]
    others = [c for c in columns if c.use is OF_OTHERS and c.head]
    return (
        len(dated) == 1
        and dated[0].ambiguous
        and 0 < len(others) == len(columns) - 1 <= MOST_BESIDE
    )


def _is_beside_body(columns: list[Column]) -> bool:
    """ "Full Council | Policy & Resources": days below a head that no word tells are asked about."""
    uses = [c.use for c in columns]
    others = [c for c in columns if c.use is OF_OTHERS and c.head]
    beside = len(columns) - 1 - (uses[:1] == [OF_MONTHS])
    return uses.count(OF_BODY) == 1 and 0 < len(others) == beside <= MOST_BESIDE


def _are_dated(parted: list[list[Token]], columns: list[Column]) -> bool:
    """Short heads, one of them of dates by its word: "Dato | Rom | Merknader"."""
    told = zip(parted, columns, strict=False)
    dated = (c.use is OF_DATES and column_heads.tells_dates(cell) for cell, c in told)
    short = all(len(cell) <= LONGEST_HEAD for cell in parted)
    return len(columns) > 1 and short and any(dated)


def _is_comma_header(tokens: list[Token]) -> bool:
    """date,start,end: commas as a file has them, without blanks; one alone between quotation marks."""
    commas = [n for n, t in enumerate(tokens) if t.low == "," and n + 1 < len(tokens)]
    quoted = any(n and tokens[n - 1].low == tokens[n + 1].low == '"' for n in commas)
    return (len(commas) > 1 or quoted) and not any(tokens[n + 1].gap for n in commas)


def _years(parted: list[list[Token]], parsed: Parsed) -> list[Column]:
    """2026 2027: a column of dates for each year, perhaps with words over it: "Tidigare möten 2027 | Kommande möten
    2028". "2026–2027" is a span and no header."""
    years = [year.years[0] for year in parsed.years if len(year.years) == 1]
    if len(set(years)) < 2 or len(years) < len(parsed.years):
        return []
    first = parsed.tokens[0].low in MONTH
    bare = all(t.kind is NUMBER or t.low in ("\t", "|") for t in parsed.tokens[first:])
    headed = (any(t.sense.roles & OF_HEADING for t in cell) for cell in parted)
    if not bare and (len(parted) != len(years) or not all(headed)):
        return []
    return [Column(OF_MONTHS)] * first + [Column(OF_YEAR, year=year) for year in years]


def is_header(columns: list[Column]) -> bool:
    """Whether they are the head of a table with meetings."""
    uses = [c.use for c in columns]
    if OF_DATES in uses:
        return not BESIDE_DATES.isdisjoint(uses)
    if OF_NAMES in uses:
        return OF_OTHERS in uses
    return uses.count(OF_BODY) + (OF_DEADLINES in uses) > 1 and OF_BODY in uses


def of_cells(parted: list[list[Token]], parsed: Parsed, lexicon: Lexicon) -> list[Column]:
    """What each of the cells of a head heads."""
    columns = [column_heads.of(cell, parsed, lexicon) for cell in parted[:MOST_COLUMNS]]
    named = any(c.use is OF_BODY and c.time for c in columns)
    if named or any(c.prepares for c in columns):
        timed = dict(_timed(parted, columns, parsed, lexicon))
        # "Gruppmöte kl. 16 | Sammanträde kl. 18": what prepares has its own hour, and so has the meeting.
        if named or (len(timed) > 1 and any(columns[n].prepares for n in timed)):
            columns = [timed.get(n, column) for n, column in enumerate(columns)]
    settle(parted, columns)
    return columns


def _timed(
    parted: list[list[Token]], columns: list[Column], parsed: Parsed, lexicon: Lexicon
) -> Iterator[tuple[int, Column]]:
    """The columns whose heads are no known bodies' but have an hour, as bodies'."""
    for n, cell in enumerate(parted[:MOST_COLUMNS]):
        if columns[n].use in (OF_OTHERS, OF_DATES) and not column_heads.tells_dates(cell):
            prepares = columns[n].prepares
            if found := head_hours.in_name(cell, parsed, lexicon, prepares=prepares):
                yield n, Column(OF_BODY, *found)


def settle(parted: list[list[Token]], columns: list[Column]) -> None:
    """What each column holds in the light of those beside it."""
    link_heads.settle(parted, columns)
    _when(parted, columns)
    _kinds(parted, columns)
    _hours(parted, columns)
    _one_bodys(parted, columns)
    _preparing(columns)
    _beside_months(parted, columns)
    _of_compounds(parted, columns)
    _beside_dates(parted, columns)
    _beside_deadlines(columns)
    _names(columns)


def _when(parted: list[list[Token]], columns: list[Column]) -> None:
    """Where no column is told to have the dates, "När" and "Tidpunkt" head them."""
    if any(column.use in (OF_DATES, OF_BODY, OF_MONTHS) for column in columns):
        return
    asked = [n for n, cell in enumerate(parted[: len(columns)]) if _asks_when(cell)]
    for n in asked[:1]:
        columns[n] = Column(OF_DATES)


def _asks_when(cell: list[Token]) -> bool:
    words = [t for t in cell if t.low != "."]
    return len(words) == 1 and words[0].low in WHEN


def _hours(parted: list[list[Token]], columns: list[Column]) -> None:
    """Beside "Meeting date" or "Board meeting", "Meeting time" heads the hours."""
    held = [n for n, column in enumerate(columns) if column.use in (OF_DATES, OF_BODY)]
    clocks = [n for n in held if columns[n].use is OF_DATES and _tells_clock(parted[n])]
    for n in clocks if len(clocks) < len(held) else ():
        columns[n].use = OF_HOURS


def _tells_clock(cell: list[Token]) -> bool:
    """A word for the hour stands there, and none itself."""
    told = any(t.sense.roles & CLOCK for t in cell)
    return told and not column_heads.tells_dates(cell) and cells.first_time(cell) is None


def _kinds(parted: list[list[Token]], columns: list[Column]) -> None:
    """ "Committee date" and "Committee meeting" beside "Committee" or "Body" head the days of those below it."""
    named = any(column.use is OF_NAMES for column in columns)
    for cell, column in zip(parted, columns, strict=False) if named else ():
        dated = column_heads.tells_dates(cell) or any(t.sense.roles & MEETING for t in cell)
        if column.use is OF_BODY and (column.body or "").casefold() in NAMES and dated:
            column.use, column.body = OF_DATES, None


def _one_bodys(parted: list[list[Token]], columns: list[Column]) -> None:
    """ "Board meeting" or "Board date", the only head of one body's days, heads the days of all rows beside a column
    of hours."""
    uses = [column.use for column in columns]
    if uses.count(OF_BODY) != 1 or not {OF_HOURS, OF_PLACES}.intersection(uses):
        return
    n = uses.index(OF_BODY)
    if n >= len(parted):
        return
    if column_heads.tells_dates(parted[n]) or any(t.sense.roles & MEETING for t in parted[n]):
        columns[n].use, columns[n].body = OF_DATES, None


def _beside_months(parted: list[list[Token]], columns: list[Column]) -> None:
    """ "Månad | Dagar": which days of the month, and not how many."""
    uses = [column.use for column in columns]
    if OF_MONTHS not in uses or OF_DATES in uses:
        return
    for n, (cell, use) in enumerate(zip(parted, uses, strict=False)):
        if use is OF_OTHERS and len(cell) == 1 and cell[0].low in DAYS:
            columns[n] = Column(OF_DATES)


def _of_compounds(parted: list[list[Token]], columns: list[Column]) -> None:
    """Beside one body's column, "Nämndsammanträde" heads another's."""
    several = any(column.use is OF_BODY for column in columns)
    for cell, column in zip(parted, columns, strict=False) if several else ():
        name = compounds.of_head(cell) if column.use is OF_DATES else None
        if name:
            column.use, column.body = OF_BODY, name


def _beside_dates(parted: list[list[Token]], columns: list[Column]) -> None:
    """Beside "Meeting date", "Day of week" heads the weekdays."""
    dated = [n for n, column in enumerate(columns) if column.use is OF_DATES]
    days = [n for n in dated if column_heads.tells_day_alone(parted[n])]
    for n in days if len(days) < len(dated) else ():
        columns[n] = Column(OF_OTHERS)


def _beside_deadlines(columns: list[Column]) -> None:
    """ "| | | Items due | Papers out |": where nothing but deadlines have heads, the meetings' days come first."""
    headed = [column for column in columns if column.head != ""]
    told = len(headed) > 1 and all(column.use is OF_DEADLINES for column in headed)
    if told and columns[0].head == "":
        columns[0] = Column(OF_DATES)


def _names(columns: list[Column]) -> None:
    """Which column has the names of bodies, and which is one body's own."""
    uses = [c.use for c in columns]
    if OF_DATES in uses and OF_NAMES not in uses:
        # The one headed by a kind of group, or by "Möte" beside another column of dates.
        groups = [c for c in columns if c.use is OF_GROUPS]
        ambiguous = [c for c in columns if c.ambiguous]
        if groups:
            groups[0].use = OF_NAMES
        elif ambiguous and len(ambiguous) < uses.count(OF_DATES):
            ambiguous[0].use = OF_NAMES
    for column in columns:
        if column.use is OF_NAMES and column.body and OF_DATES not in uses:
            # "Council | Committee": beside another body it heads dates of its own.
            several = OF_BODY in uses or uses.count(OF_NAMES) > 1
            column.use = OF_BODY if several else OF_NAMES
        elif column.use is OF_GROUPS:
            column.use = OF_OTHERS


def _preparing(columns: list[Column]) -> None:
    """Beside a deadline or the column of meetings, "Beredning" and "Gruppmöte" are steps on the way to the meeting."""
    others = [c for c in columns if c.use in (OF_BODY, OF_DATES) and not c.prepares]
    for column in columns if others else ():
        if column.prepares:
            column.use, column.step = OF_DEADLINES, column.head
    dated = any(c.use is OF_DATES for c in columns)
    if not dated and not any(c.use is OF_DEADLINES for c in columns):
        return
    bodies_of = [c for c in columns if c.use is OF_BODY]
    named = dated and any(c.use is OF_NAMES for c in columns)
    steps = [c for c in bodies_of if c.time is None and _is_step(c.body or "", named=named)]
    told = any(c.use is OF_DEADLINES or c.ambiguous for c in columns)  # "Sammanträde"
    for column in steps if told or len(steps) == len(bodies_of) else ():
        column.use, column.body, column.step = OF_DEADLINES, None, column.body
    heads = [c for c in columns if c.use in (OF_BODY, OF_NAMES)]
    if len(heads) == 1 and heads[0].body and not dated:
        heads[0].use, heads[0].body, heads[0].called = OF_DATES, None, heads[0].body


def _is_step(body: str, *, named: bool) -> bool:
    name = body.casefold()
    if named and name.startswith(PRESIDIUMS):
        return True
    return name.endswith(PREPARING) and not name.startswith(NO_STEP)


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
