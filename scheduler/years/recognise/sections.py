"""Walks the lines from top to bottom: headings with years, bodies and months, and what stands under them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from scheduler.years.recognise import bodies, cells, dates, defaults, grids, naming, reading, tables
from scheduler.years.recognise.drafts import Draft, Marks
from scheduler.years.recognise.items import (
    DateItem,
    Day,
    Form,
    MonthItem,
    Parsed,
    WeekItem,
    YearItem,
)
from scheduler.years.recognise.lexicon import NOTHING, Lexicon
from scheduler.years.recognise.names import Weekday
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.tokens import Kind, Token
from scheduler.years.recognise.words import Role, listed
from scheduler.years.recognise.years import Heading

STALE, TERM, SINCE, RECORD, NONE, OPEN, MEETING, HOLIDAY, BODY, CANCEL = (
    Role.STALE.value, Role.TERM.value, Role.SINCE.value, Role.RECORD.value, Role.NONE.value,
    Role.OPEN.value, Role.MEETING.value, Role.HOLIDAY.value, Role.BODY.value, Role.CANCEL.value,
)  # fmt: skip
SEASON, AUTUMN, GENERIC = (
    (Role.AUTUMN | Role.SPRING).value, Role.AUTUMN.value, Role.GENERIC.value,
)  # fmt: skip
LONGEST_HEADING = 14
MOST_WORDS_BESIDE_DAY = 6
MOST_WORDS_BESIDE_WEEK = 4
FEWEST_TORN_NAMES = 3
SENDERS = listed("från from lähettäjä fra von")
SUBJECTS = listed("ämne subject aihe emne betreff rubrik")
BULLETS = frozenset("-•·▪◦‣*●○")
YEAR_WORDS = listed("vuonna år året under hela for för in im jahr for")
# Says of a year, also behind the list, that the dates are in it.
APPLIES = listed("gäller avser apply applies gelten gilt gjelder gælder koskee koskevat voimassa")
SETTLED = (
    "fastst",
    "bestäm",
    "beslut",
    "klar",
    "satt",
    "fixed",
    "decided",
    "set",
    "vahvist",
    "fest",
)
NTH = listed(
    "första andra tredje fjärde sista first second third fourth last ensimmäinen toinen kolmas neljäs"
    " ersten zweiten dritten letzten første anden tredje fjerde siste sidste"
)


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
    # The last full name in a heading, the number of meetings before it, whether it has parts.
    parent: str | None = None
    parent_at: int = 0
    parts: bool = False
    in_mail_head: bool = False
    names_in_a_row: int = 0
    cancelled: bool = False
    torn: bool = False
    month: MonthItem | None = None
    months_in_a_row: int = 0
    # Lines of a month alone, with the number of meetings before them.
    bare_months: list[tuple[int, int, int]] = field(default_factory=list)
    grid: grids.Grid | None = None
    table: tables.Table | None = None

    def line(self, parsed: Parsed, number: int) -> None:
        """Reads one line: as a row of the table that stands open, as the head of one, or by itself."""
        if not parsed.tokens:
            self.in_mail_head = False
            return
        if _says_nothing(parsed.tokens):
            return
        if self._mail_head(parsed) or self._row(parsed, number):
            return
        if self._header(parsed):
            return
        if parsed.dates:
            self._dated(parsed, number)
        else:
            self._undated(parsed, number)

    def _mail_head(self, parsed: Parsed) -> bool:
        """From, date and subject of a forwarded mail; only the subject may be a heading."""
        if len(parsed.tokens) > 1 and parsed.tokens[1].low == ":":
            if parsed.tokens[0].low in SENDERS:
                self.in_mail_head = True
            return self.in_mail_head and parsed.tokens[0].low not in SUBJECTS
        return False

    def _row(self, parsed: Parsed, number: int) -> bool:
        """Whether the line was a row of the open grid or table."""
        drafts: list[Draft] | None = None
        if self.grid is not None:
            drafts = grids.read_row(self.grid, parsed, number, self.lexicon, self.marks)
            if drafts is not None and (name := grids.label_of(self.grid, parsed)):
                self.columns.add(name)
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
            # A decision or a deadline: what else the line says may still be a heading.
            self._heading(parsed)
            return
        first = found[0].item.first
        own_years = [y for y in parsed.years if y.last <= first]
        if own_years:
            self._take_years(parsed, own_years)
        self.months_in_a_row = self.names_in_a_row = 0
        self.torn = False
        for draft in found:
            draft.labelled = draft.body is not None
            if draft.body and draft is found[0] and bodies.opens_with_name(parsed):
                self.named.add(draft.body)
            draft.cancelled = draft.cancelled or self.cancelled
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
        if self._days_of_month(parsed, number):
            return
        if parsed.weeks and self._week(parsed, number):
            return
        self._heading(parsed)
        self._months(parsed, number)
        found = defaults.of_line(parsed, number, self.section, self.body)
        if found:
            self.defaults.add(found)
            self.marks.used.add(number)

    def _heading(self, parsed: Parsed) -> None:
        """Takes the year and the body of a heading."""
        words = sum(t.kind is Kind.WORD for t in parsed.tokens)
        body = None
        if words <= LONGEST_HEADING and not parsed.dates:
            body = bodies.of_heading(parsed)
        years = _names_years(parsed, words)
        if years:
            lacking = self.heading < 0 and any(t.low in APPLIES for t in parsed.tokens)
            self._take_years(parsed, years)
            for draft in self.drafts if lacking else ():
                draft.heading = self.heading
        if body or years:
            self.section += 1
            self.month = None
        if parsed.roles & CANCEL and not parsed.dates and words <= MOST_WORDS_BESIDE_WEEK:
            # "Inställda möten:" over a list of them
            self.cancelled = True
        elif body or years or parsed.roles & MEETING:
            self.cancelled = False
        if body:
            self._take_body(body, bare=not years and len(parsed.tokens) <= 3)

    def _take_body(self, name: str, *, bare: bool) -> None:
        """A body's heading. "Arbetsutskott" under a heading that has no dates of its own is a part
        of that body, and "Nämnd" there is the body itself."""
        # Bodies' names line under line are the head of a table that was torn into lines.
        self.names_in_a_row = self.names_in_a_row + 1 if bare else 0
        if self.names_in_a_row >= FEWEST_TORN_NAMES:
            self.torn = True
        if naming.fold(name) not in naming.BARE:
            self.parent, self.parent_at, self.parts = name, len(self.drafts), False
        elif self.parent and (self.parts or self.parent_at == len(self.drafts)):
            self.parts = True
            name = naming.part(self.parent, name)
        self.body = name
        self.named.add(name)

    def _take_years(self, parsed: Parsed, years: list[YearItem]) -> None:
        spanned = {y for item in years for y in item.years}
        first, last = min(spanned), max(spanned)
        if last - first > 1:
            return
        autumn_only = bool(_roles(parsed.tokens) & AUTUMN) and first == last
        self.headings.append(Heading((first,) if first == last else (first, last), autumn_only))
        self.heading = len(self.headings) - 1

    def _months(self, parsed: Parsed, number: int) -> None:
        """A month at the head of a line: over days of its own, or lacking its day."""
        if not parsed.months:
            return
        month = parsed.months[0]
        if month.first or len(parsed.months) > 1:
            self._rule(parsed, number)
            return
        rest = parsed.tokens[month.last :]
        roles = _roles(rest)
        if any(t.low == "-" for t in rest) and len(rest) < 3:
            return  # "Mars: -": no meeting
        if not any(t.kind in (Kind.WORD, Kind.NUMBER) for t in rest):
            self.months_in_a_row += 1
            self.month = month
            self.bare_months.append((number, month.month, len(self.drafts)))
        elif (
            roles & OPEN
            or _is_open(rest)
            or (roles & (MEETING | BODY) and not roles & (NONE | CANCEL | HOLIDAY))
        ):
            self.marks.fault(number, Reason.of("no_day", month=month.month))

    def _rule(self, parsed: Parsed, number: int) -> None:
        """ "The second Tuesday in February and April" names days that only a calendar can tell."""
        ordered = any(t.low in NTH for t in parsed.tokens)
        if ordered and any(not w.weekday.plural for w in parsed.weekdays):
            self.marks.fault(number, Reason.of("rule_not_dates"))

    def _days_of_month(self, parsed: Parsed, number: int) -> bool:
        """Days alone under a month: "tisdag 9 kl. 13", "9, 23"."""
        if parsed.months or parsed.weeks or parsed.years:
            return False
        if self.month is None:
            return self._torn(parsed, number)
        tokens = [t for t in parsed.tokens if t.low not in BULLETS or t.gap == 0]
        first = 1 if tokens and tokens[0].sense.weekday else 0
        while first < len(tokens) and tokens[first].low in (".", "den", "the", ","):
            first += 1
        if first >= len(tokens) or not dates.small(tokens[first]):
            return False
        words = sum(t.kind is Kind.WORD for t in tokens)
        if words > MOST_WORDS_BESIDE_DAY or any(t.first == first for t in parsed.times):
            return False
        # Months in a column of their own are a grid that lost its shape.
        if self.months_in_a_row > 2 or self.torn:
            self.marks.fault(number, Reason.of("days_without_month"))
            return True
        found = cells.days(tokens, self.month.month, self.month.year, self.lexicon)
        if not found:
            return False
        self.months_in_a_row = 1
        inside = parsed.covered()
        rest = [
            t for n, t in enumerate(parsed.tokens) if not inside[n] and t.kind is not Kind.NUMBER
        ]
        for item, time in found:
            draft = Draft(number, item, time)
            draft.body = bodies.name_in(rest, parsed.text)
            draft.labelled = draft.body is not None
            draft.note = grids.note(tokens, parsed.text, found)
            draft.cancelled = item.struck or bool(parsed.roles & CANCEL)
            self.place(draft)
        return True

    def _torn(self, parsed: Parsed, number: int) -> bool:
        """A bare day below a column of months: a grid that lost its shape. Nobody can tell."""
        bare = all(dates.small(t) or t.low in (",", "*", "-", ".") for t in parsed.tokens)
        if self.months_in_a_row <= 2 or not bare or not dates.small(parsed.tokens[0]):
            return False
        self.marks.fault(number, Reason.of("days_without_month"))
        return True

    def _week(self, parsed: Parsed, number: int) -> bool:
        """A weekday in a numbered week is a date; the week alone is none."""
        words = sum(t.kind is Kind.WORD for t in parsed.tokens)
        if parsed.roles & (HOLIDAY | NONE | STALE) or words > LONGEST_HEADING:
            return False
        days = [w.weekday for w in parsed.weekdays if not w.weekday.plural]
        week = parsed.weeks[0]
        if len(days) == 1 and len(parsed.weeks) == 1:
            item = week_date(week, days[0].number)
            chosen = reading.of_week(parsed, item, number, self.marks)
            if parsed.years and parsed.years[0].first >= week.first:
                item.start.year = parsed.years[0].years[0]
            chosen.labelled = chosen.body is not None
            self.place(chosen)
            return True
        if words <= MOST_WORDS_BESIDE_WEEK and not parsed.times:
            self.marks.fault(number, Reason.of("week_without_day", week=week.number))
            return True
        return False

    def finish(self) -> None:
        """Months that stand alone among full dates lack their day; as headings they do not."""
        heads = 0
        lonely: list[tuple[int, int]] = []
        for number, month, at in self.bare_months:
            if at < len(self.drafts) and self.drafts[at].item.start.month == month:
                heads += 1
            elif 0 < at < len(self.drafts):
                lonely.append((number, month))
        for number, month in lonely if not heads else ():
            self.marks.fault(number, Reason.of("no_day", month=month))


def _is_open(tokens: list[Token]) -> bool:
    """The day is not settled: "datum ej fastställt"."""
    return any(
        before.sense.roles & NONE and token.low.startswith(SETTLED)
        for before, token in pairwise(tokens)
    )


def _says_nothing(tokens: list[Token]) -> bool:
    """No number, no word of the vocabulary, no capitals: the line is no heading and no row."""
    if len(tokens) > 1 and tokens[1].low == ":":
        return False  # perhaps the head of a mail
    return not any(
        t.kind is Kind.NUMBER
        or (t.kind is Kind.WORD and (t.sense is not NOTHING or t.text.isupper()))
        or t.low in tables.HEADS
        for t in tokens
    )


def _roles(tokens: list[Token]) -> int:
    roles = 0
    for token in tokens:
        roles |= token.sense.roles
    return roles


def week_date(week: WeekItem, weekday: int) -> DateItem:
    """A day by its week. Until the year is known its month is that of a middling year."""
    near = date.fromisocalendar(2024, min(week.number, 52), weekday)
    item = DateItem(week.first, week.last, Day(near.day, near.month), Form.WEEK)
    item.week, item.weekday = week.number, Weekday(weekday)
    return item


def _names_years(parsed: Parsed, words: int) -> list[YearItem]:
    """The years that a line without dates gives to what stands under it."""
    listed = [*parsed.years, *_years_of_months(parsed)]
    if not listed or parsed.roles & TERM:
        return []
    if words > LONGEST_HEADING and not parsed.roles & (MEETING | GENERIC):
        return []
    kept: list[YearItem] = []
    for item in listed:
        before = parsed.tokens[max(0, item.first - 4) : item.first]
        if before and before[-1].low in YEAR_WORDS:
            before = []
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
