"""Walks the lines from top to bottom: headings with years, bodies and months, and what stands under them."""

from __future__ import annotations

from dataclasses import dataclass, field

from scheduler.years.recognise.line import (
    behind,
    codes,
    common_place,
    defaults,
    fields,
    furniture,
    labels,
    naming,
    office_hours,
    reading,
    roles,
)
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import DateItem, MonthItem, Parsed
from scheduler.years.recognise.page import (
    beforehand,
    below_month,
    bystanders,
    called_off,
    checks,
    dues,
    fronts,
    going_on,
    headings,
    loose,
    lost,
    minutes,
    month_lines,
    month_rows,
    open_days,
    open_table,
    remarks,
    said_below,
    taken_back,
    titles,
    unnamed,
)
from scheduler.years.recognise.page.common_places import Places
from scheduler.years.recognise.page.mails import Mails
from scheduler.years.recognise.page.numbered import Numbering
from scheduler.years.recognise.page.standing import Defaults
from scheduler.years.recognise.page.years import Heading
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import blocks, frames, grids
from scheduler.years.recognise.table.layout import Table
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import Token

# Two lines of days with one between.
LINE_BETWEEN = 2


@dataclass(slots=True)
class Walk:
    """Where the reader is, and all it has gathered."""

    lexicon: Lexicon
    marks: Marks
    drafts: list[Draft] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    defaults: Defaults = field(default_factory=Defaults)
    places: Places = field(default_factory=Places)
    # Names that are bodies by their place: of headings, and of columns and rows of tables; `beside`: table by table.
    named: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    beside: list[set[str]] = field(default_factory=list)
    heading: int = -1
    section: int = 0
    body: str | None = None
    # The last full name in a heading, the number of meetings before it, whether it has parts.
    parent: str | None = None
    board: str | None = None
    parent_at: int = 0
    parts: bool = False
    # Lines without dates that tell of a body's own meetings, and the body.
    subjects: list[tuple[int, str]] = field(default_factory=list)
    # The words of the last heading, which may tell what is held on the days below it: "Gruppmöten 2027".
    heading_says: frozenset[str] = frozenset()
    # How each body is called in its own part of the text: "Nämnd".
    wholes: dict[str, str] = field(default_factory=dict)
    # Parts by their full names, and how a sentence calls each: "Arbetsutskottet".
    spoken: dict[str, str] = field(default_factory=dict)
    # Days (None) and bodies' headings with their lines, in the order in which they come.
    order: list[tuple[int, str | None]] = field(default_factory=list)
    mails: Mails = field(default_factory=Mails)
    # Bodies in headings since the last meeting: several of them may be the head of lost columns.
    heads: set[str] = field(default_factory=set)
    # Lines that tell when papers are due or sent, and nothing else, and how far each is from the line above it.
    dues: dict[int, int] = field(default_factory=dict)
    # The years and months of deadlines that tell their year.
    due_months: list[tuple[int, int]] = field(default_factory=list)
    # Words for meetings (True) and for deadlines in the heads since the last meeting.
    columns_above: list[bool] = field(default_factory=list)
    # Of the dates that can be read in one way only, whether the day stands first.
    orders: set[bool | None] = field(default_factory=set)
    # A line without dates tells of deadlines.
    deadlines_told: bool = False
    # The list in the line above, whose hour stands before its days.
    lead: Draft | None = None
    # Lines without dates since the last meeting, but for entries that lack their day.
    undated: int = 0
    # A line says that the dates in brackets are deadlines.
    brackets_told: bool = False
    # The line above says what the date below it is there for, and that is no meeting: "Page updated".
    stale: bool = False
    # The line above leads to deadlines, and nothing but days has followed it; whether any has.
    due: bool = False
    due_told: bool = False
    headed: beforehand.Heading = field(default_factory=beforehand.Heading)
    # Headings of meetings that prepare others, above all days.
    preparing_heads: int = 0
    cancelled: bool = False
    cancels_one: bool = False
    minutes: minutes.Minutes = field(default_factory=minutes.Minutes)
    # Lines with nothing but the sign between two cells: a table that was torn into lines.
    lone_signs: int = 0
    month: MonthItem | None = None
    months_in_a_row: int = 0
    # No words stand between here and the last of these months.
    below_month: bool = False
    # Lines of a month alone, with the number of meetings before them.
    bare_months: list[tuple[int, int, int]] = field(default_factory=list)
    # Lines with a month and its days in cells of their own.
    month_lines: frozenset[int] = frozenset()
    # Lines that cancel the meeting of a month, and the body each is about.
    cancelled_months: list[tuple[int, int, str | None]] = field(default_factory=list)
    # Days on which a line says that no meeting, or no longer one, is held.
    taken_back: list[taken_back.Day] = field(default_factory=list)
    # Lines that call meetings off, or move them, without their day.
    called_off: list[called_off.Told] = field(default_factory=list)
    # Lines that tell a rule instead of dates, and the body each is about.
    rules: list[tuple[int, str | None, frozenset[int]]] = field(default_factory=list)
    unnamed: unnamed.Sections = field(default_factory=unnamed.Sections)
    numbering: Numbering = field(default_factory=Numbering)
    # The line above tells when an office is open.
    office_hours: bool = False
    # The lines tell what somebody is to do.
    on_duty: bool = False
    grid: grids.Grid | None = None
    # The line above was a name alone, below the rows or the head of the grid.
    named_row: bool = False
    table: Table | None = None

    def passed(self, text: str, tokens: list[Token], number: int) -> None:
        """Takes note of a line that says nothing; a blank one ends the head of a mail."""
        if not tokens:
            self.mails.in_head = False
            self.places.apart = True
            self.unnamed.blank()
            self.headed.blank(self.drafts, told=self.due_told)
            self.due = self.due and (self.headed.apart or not self.due_told)
        else:
            self.on_duty = headings.tells_duties(tokens, inside=self.on_duty)
            self.stale = self.below_month = False
            self.headed = beforehand.Heading()
            self.lone_signs += len(tokens) == 1 and tokens[0].low == "|"
            self.unnamed.heading(text, tokens, len(self.drafts))
            self.places.stands(text, tokens, (number, self.section, self.body))

    def line(self, parsed: Parsed, number: int) -> None:
        """Reads one line: as a row of the table that stands open, as the head of one, or by itself."""
        self.on_duty = headings.tells_duties(parsed.tokens, inside=self.on_duty)
        last = self.defaults.last
        self.defaults.see(parsed, number)
        self.due_months += dues.told(parsed)
        self.orders.update(map(checks.one_way, parsed.dates))
        minutes.begins(self, parsed)
        if number in self.month_lines and month_lines.read(self, parsed, number):
            return
        listed = len(parsed.dates) > 1  # "VON: 6 maj, 8 oktober"
        in_mail = not listed and self.mails.is_head(parsed, below_dates=bool(self.drafts))
        if in_mail or ((self.grid or self.table) and open_table.row(self, parsed, number)):
            return
        grid, table = self.grid, self.table
        explained = bystanders.explains_brackets(parsed)
        self.brackets_told |= explained
        if not parsed.dates and not explained:
            blocks.take_head(self, parsed)
        if open_table.header(self, parsed):
            return
        if not parsed.dates:
            self.undated_line(parsed, number)
            self.undated += number not in self.marks.faults
        elif not loose.below_lost_head(self, parsed, number):
            above = len(self.drafts)
            below_month.complete(self, parsed, number)
            self._dated(parsed, number)
            # "Osterferien 14.04. – 25.04.", "Kallelse 5 mars" between the rows ends no table, nor does a page's head.
            due = roles.is_deadline_alone(parsed)
            self.dues |= {number: number - last} if due else {}
            due = due or furniture.heads_page(parsed)
            if due or len(self.drafts) == above or not parsed.left:
                self.grid = grid if grid and grid.width else None
                self.table = table if table and (table.signed or due) else None
            if table and frames.goes_on(table, parsed):
                self.table = table

    def _dated(self, parsed: Parsed, number: int) -> None:
        """Reads a line with dates."""
        if self.drafts and fields.ends_at(self.drafts[-1], parsed):
            self.marks.used.add(number)
            return
        stale, self.stale = self.stale and not self._goes_on(parsed.dates[0], number), False
        self.due = self.due and headings.tells_days_alone(parsed)
        self.due_told = self.due
        hour = parsed.times and parsed.dates[0].start.year is None
        if self.due or (stale and len(parsed.dates) == 1 and not parsed.left and not hour):
            return
        if parsed.left and self.numbering.takes_day(parsed):
            self.marks.fault(number, Reason.of("no_day", month=parsed.dates[0].start.month))
            return
        if common_place.by_days(parsed):
            self.places.hear(parsed, (number, self.section, None), hours=False)
            self.marks.used.add(number)
            return
        found = reading.read(parsed, number, self.lexicon, self.marks)
        taken_back.note(self, parsed, number, found)
        if not found and remarks.passed_over(self, parsed, number):
            return
        if not found:
            self.places.hear(parsed, (number, self.section, self.body), hours=bool(parsed.times))
            lost.span(self, parsed, number)
            # A decision or a deadline: what else the line says may still be a heading.
            titles.read(self, parsed, number)
        if parsed.times:
            told = behind.of_tail(parsed, number, self.section, behind.body(found) or self.body)
            self.defaults.listed += self.unnamed.cover(told, self.body)
            self.marks.used |= {number} if told else set()
        if found:
            said_below.moved(self, parsed, number, found)
            called_off.dated(self, parsed, number, found)
            self._take(found, parsed)

    def _goes_on(self, item: DateItem, number: int) -> bool:
        """The day has no year, is written as the last one, and one line alone stands between, perhaps of links:
        "Kungörelse"."""
        above = self.drafts[-1] if self.drafts else None
        if above is None or number - above.line != LINE_BETWEEN:
            return False
        plain = above.item.start.year is None and item.start.year is None
        return plain and above.item.form is item.form

    def _take(self, found: list[Draft], parsed: Parsed) -> None:
        """Takes in the meetings of a line, and what else the line says of them."""
        first = found[0].item.first
        before = [y for y in parsed.years if y.last <= first]
        if own_years := [y for y in before if not reading.is_of_matter(parsed, y)]:
            titles.take_years(self, parsed, own_years)
        self.months_in_a_row = 0
        if self.cancelled and titles.is_of_next(parsed):
            self.cancelled = self.cancels_one = False
        if parsed.left:
            fronts.label(found, parsed)
        sure = labels.opens_with_name(parsed) or labels.is_of_one_alone(parsed)
        if found[0].body and sure:
            self.named.add(found[0].body)
        for draft in found:
            draft.labelled = draft.body is not None
            draft.cancelled = draft.cancelled or self.cancelled
            self.place(draft)
        if self.cancels_one:
            found[0].cancelled_above = True
            self.cancelled = self.cancels_one = False
        going_on.take_weekday(parsed, found)
        self.lead = going_on.take(self.lead, parsed, found)

    def place(self, draft: Draft) -> None:
        """Takes a meeting in under the headings that stand now."""
        draft.heading, draft.section = self.heading, self.section
        self.places.apart = False
        draft.heading_body, draft.board = self.body, self.board
        if draft.body is None or (self.body and naming.is_called(draft.body, self.body)):
            draft.body = self.body
        if draft.aside and draft.aside.is_named_in(self.heading_says):
            draft.take_aside()
        self.minutes.place(draft)
        draft.headed = self.headed.says if beforehand.may_be(draft) else None
        self.unnamed.place(draft, len(self.drafts))
        self.drafts.append(draft)
        self.order.append((draft.line, None))
        self.heads.clear()
        draft.columns_above = tuple(self.columns_above)
        self.columns_above.clear()
        draft.after, self.undated = self.undated, 0
        self.marks.used.add(draft.line)
        if self.mails.quoted:
            self.marks.doubt(draft.line, Reason.of("quoted_below"))

    def undated_line(self, parsed: Parsed, number: int) -> None:
        """Reads a line without dates, or what is left of one."""
        self.stale = headings.is_of_stale_date(parsed)
        self.headed = beforehand.heading(self, parsed)
        self.due, self.due_told = headings.leads_to_deadlines(parsed), False
        if not parsed.lows.isdisjoint("=("):
            self.defaults.letters |= codes.names(parsed)
        if self._is_entry(parsed, number):
            return
        if parsed.tokens[-1].low == "|" and "|" not in [t.low for t in parsed.tokens[:-1]]:
            self.heads.add(parsed.text)  # a cell of a head that was torn into lines
        titles.take_unnamed(self, parsed)
        going_on.takes_kind(self.drafts, parsed, number)
        above = len(self.order)
        titles.read(self, parsed, number)
        if not loose.month(self, parsed, number):
            self.below_month = False
        found = []
        self.office_hours = office_hours.told(parsed, self.heading_says, inside=self.office_hours)
        if not (self.minutes.tell_hours or self.office_hours):
            found = defaults.of_line(parsed, number, self.section, self.body)
        if self.on_duty:
            # Whoever opens a meeting tells its hour.
            found = [default for default in found if not default.point]
        if self.body and len(self.order) > above:
            titles.take_hours(found, self.body, parsed)
        if not self.undated and not parsed.items:
            found = found or defaults.of_span(parsed, number, self.section, self.body)
        self.places.unnamed = self.unnamed.name
        if self.places.hear(parsed, (number, self.section, self.body), hours=bool(found)):
            self.marks.used.add(number)
        if found:
            self.defaults.part(found, parsed, below_blank=self.unnamed.below_blank)
            self.defaults.listed += self.unnamed.cover(found, self.body)
            self.marks.used.add(number)

    def _is_entry(self, parsed: Parsed, number: int) -> bool:
        """Takes in a line without whole dates that tells of a day all the same, or of those above it."""
        return bool(
            lost.calendar(self, parsed)
            or loose.month_and_day(self, parsed, number)
            or month_rows.read(self, parsed, number)
            or month_rows.days_first(self, parsed, number)
            or below_month.days(self, parsed, number)
            or lost.refused(self, parsed, number)
            or (parsed.weeks and open_days.week(self, parsed, number))
            or loose.cancels_starred(self, parsed, number)
            or said_below.off(self, parsed, number)
            or said_below.due(self, parsed, number)
            or called_off.takes(self, parsed, number)
            or open_days.lacks_day(self, parsed, number)
            or open_days.comes_later(self, parsed, number)
        )
