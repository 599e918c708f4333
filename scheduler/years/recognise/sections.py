"""Walks the lines from top to bottom: headings with years, bodies and months, and what stands under them."""

from __future__ import annotations

from dataclasses import dataclass, field

from scheduler.years.recognise import bodies, defaults, grids, reading, tables
from scheduler.years.recognise.drafts import Draft, Marks
from scheduler.years.recognise.items import Parsed, YearItem
from scheduler.years.recognise.lexicon import Lexicon
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.tokens import Kind
from scheduler.years.recognise.words import Role
from scheduler.years.recognise.years import Heading

STALE, TERM, SINCE, RECORD, NONE, OPEN, MEETING, HOLIDAY, BODY, CANCEL = (
    Role.STALE.value, Role.TERM.value, Role.SINCE.value, Role.RECORD.value, Role.NONE.value,
    Role.OPEN.value, Role.MEETING.value, Role.HOLIDAY.value, Role.BODY.value, Role.CANCEL.value,
)  # fmt: skip
SEASON, AUTUMN, GENERIC = (
    (Role.AUTUMN | Role.SPRING).value, Role.AUTUMN.value, Role.GENERIC.value,
)  # fmt: skip
LONGEST_HEADING = 14


@dataclass(slots=True)
class Walk:
    """Where the reader is, and all it has gathered."""

    lexicon: Lexicon
    marks: Marks
    drafts: list[Draft] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    defaults: defaults.Defaults = field(default_factory=defaults.Defaults)
    # Names that are bodies by their place: of headings, and of columns and rows of tables.
    named: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    heading: int = -1
    section: int = 0
    body: str | None = None
    month: int = 0
    month_year: int | None = None
    months_in_a_row: int = 0
    # Month-only lines that may lack a day, settled once the lines after them are known.
    bare_months: list[tuple[int, int]] = field(default_factory=list)
    weak_year: bool = True
    grid: grids.Grid | None = None
    table: tables.Table | None = None

    def line(self, parsed: Parsed, number: int) -> None:
        """Reads one line: as a row of the table that stands open, as the head of one, or by itself."""
        if not parsed.tokens or self._row(parsed, number):
            return
        if self._header(parsed):
            return
        if parsed.dates:
            self._dated(parsed, number)
        else:
            self._undated(parsed, number)

    def _row(self, parsed: Parsed, number: int) -> bool:
        """Whether the line was a row of the open grid or table."""
        drafts: list[Draft] | None = None
        if self.grid is not None:
            drafts = grids.read_row(self.grid, parsed, number, self.lexicon, self.marks)
        elif self.table is not None:
            drafts = tables.read_row(self.table, parsed, number, self.lexicon, self.marks)
        if drafts is None:
            return False
        for draft in drafts:
            if draft.body:
                self.columns.add(draft.body)
            self.place(draft)
        return True

    def _header(self, parsed: Parsed) -> bool:
        """Whether the line opens a grid or table. A line by itself in between does not end one."""
        grid = grids.header(parsed)
        table = None if grid else tables.header(parsed, self.lexicon)
        if grid is None and table is None:
            if parsed.dates or bodies.of_heading(parsed):
                self.grid = self.table = None
            return False
        self.grid, self.table = grid, table
        years = _names_years(parsed, 0)
        if years:
            self._take_years(parsed, years)
        self.section += 1
        for column in table.columns if table else ():
            if column.body:
                self.columns.add(column.body)
        return True

    def _dated(self, parsed: Parsed, number: int) -> None:
        found = reading.read(parsed, number, self.lexicon, self.marks)
        if not found:
            return
        first = found[0].item.first
        own_years = [y for y in parsed.years if y.last <= first]
        if own_years:
            self._take_years(parsed, own_years)
        self.months_in_a_row = 0
        for draft in found:
            draft.labelled = draft.body is not None
            self.place(draft)
        plural = [w for w in parsed.weekdays if w.weekday.plural and w.first < first]
        if len({w.weekday.number for w in plural}) == 1 and not parsed.roles & Role.USUALLY.value:
            for draft in found:
                draft.column_weekday = plural[0].weekday.number

    def place(self, draft: Draft) -> None:
        """Takes a meeting in under the headings that stand now."""
        draft.heading, draft.section = self.heading, self.section
        draft.heading_body = self.body
        draft.body = draft.body or self.body
        self.drafts.append(draft)
        self.marks.used.add(draft.line)

    def _undated(self, parsed: Parsed, number: int) -> None:
        words = [t for t in parsed.tokens if t.kind is Kind.WORD]
        if self._days_of_month(parsed, number):
            return
        if parsed.weeks and self._week(parsed, number, len(words)):
            return
        body = bodies.of_heading(parsed) if len(words) <= LONGEST_HEADING else None
        years = _names_years(parsed, len(words))
        if years:
            self._take_years(parsed, years)
        if body or years:
            self.section += 1
        if body:
            self.body = body
            self.named.add(body)
        self._months(parsed, number, words)
        found = defaults.of_line(parsed, number, self.section, self.body)
        if found:
            self.defaults.add(found)
            self.marks.used.add(number)

    def _take_years(self, parsed: Parsed, years: list[YearItem]) -> None:
        spanned = {y for item in years for y in item.years}
        first, last = min(spanned), max(spanned)
        if last - first > 1:
            return
        roles = 0
        for token in parsed.tokens:
            roles |= token.sense.roles
        autumn_only = bool(roles & AUTUMN) and first == last
        self.headings.append(Heading((first,) if first == last else (first, last), autumn_only))
        self.heading = len(self.headings) - 1

    def _months(self, parsed: Parsed, number: int, words: list[object]) -> None:
        if len(parsed.months) != 1 or parsed.tokens[: parsed.months[0].first]:
            if parsed.months or words:
                self.month = 0
            return
        month = parsed.months[0]
        rest = [t for t in parsed.tokens[month.last :] if t.kind is Kind.WORD]
        roles = 0
        for token in rest:
            roles |= token.sense.roles
        if not rest and not any(t.kind is Kind.NUMBER for t in parsed.tokens[month.last :]):
            self.months_in_a_row += 1
            self.month, self.month_year = month.month, month.year
            self.bare_months.append((number, month.month))
        elif roles & (NONE | CANCEL | HOLIDAY):
            return
        elif roles & (OPEN | MEETING | BODY):
            self.marks.fault(number, Reason.of("no_day", month=month.month))

    def _days_of_month(self, parsed: Parsed, number: int) -> bool:
        return False

    def _week(self, parsed: Parsed, number: int, words: int) -> bool:
        return False


def _names_years(parsed: Parsed, words: int) -> list[YearItem]:
    """The years that a line without dates gives to what stands under it."""
    listed = [*parsed.years, *_years_of_months(parsed)]
    if not listed or parsed.roles & TERM:
        return []
    if words > LONGEST_HEADING and not parsed.roles & (MEETING | GENERIC):
        return []
    kept: list[YearItem] = []
    for item in listed:
        before = parsed.tokens[max(0, item.first - 6) : item.first]
        for i in range(len(before) - 1, -1, -1):
            if before[i].low in ("(", ",", ".", ";"):
                before = before[i + 1 :]
                break
        if not any(t.sense.roles & (STALE | SINCE) & ~RECORD for t in before):
            kept.append(item)
    return kept


def _years_of_months(parsed: Parsed) -> list[YearItem]:
    """The years in "september 2026 – maj 2027"."""
    return [YearItem(m.first, m.last, (m.year,)) for m in parsed.months if m.year is not None]
