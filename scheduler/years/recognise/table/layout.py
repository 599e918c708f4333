"""What the columns of a table hold, and how its cells are parted."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from scheduler.years.recognise.line.drafts import CellName, Draft
from scheduler.years.recognise.line.items import DateItem, MonthItem, TimeItem


class Use(Enum):
    """What the cells of a column hold."""

    BODY = "one body's dates"
    DATE = "dates"
    DEADLINE = "dates that are no meetings"
    NAMES = "names of bodies"
    GROUPS = "names of groups, which are bodies where another column has dates"
    MONTH = "months"
    WEEK = "numbers of weeks"
    HOURS = "hours at which meetings begin"
    END = "hours at which meetings end"
    YEAR = "dates of one year"
    PLACE = "places"
    OTHER = "something else"


# By these names: looking a member up in its class costs ten times as much, and it is done for every cell.
OF_BODY, OF_DATES, OF_DEADLINES = Use.BODY, Use.DATE, Use.DEADLINE
OF_NAMES, OF_GROUPS, OF_MONTHS = Use.NAMES, Use.GROUPS, Use.MONTH
OF_WEEKS, OF_HOURS = Use.WEEK, Use.HOURS
OF_ENDS, OF_YEAR, OF_PLACES, OF_OTHERS = Use.END, Use.YEAR, Use.PLACE, Use.OTHER
MEETINGS = (OF_BODY, OF_DATES, OF_YEAR)


@dataclass(slots=True)
class Column:
    use: Use
    body: str | None = None
    time: TimeItem | None = None
    weekday: int | None = None
    year: int | None = None
    # Where its meetings are, as a second line below the heads tells.
    place: str | None = None
    # "Möte": dates, unless another column has them.
    ambiguous: bool = False
    # The head as it is written, where its cells may be names of bodies; `told`: one that surely is tells it of all.
    head: str | None = None
    told: bool = False
    # Its cells may be links to papers, and hold no days.
    linked: bool = False
    # What a step on the way to the meeting is called; with an hour of its own it is a meeting too.
    step: str | None = None
    # By its head alone it is such a step: "Gruppmöte".
    prepares: bool = False
    # The name of the body whose meetings it heads, where the table is of no other's.
    called: str | None = None

    def give(self, found: list[Draft]) -> list[Draft]:
        """The meetings below its head, with what it says of them."""
        for draft in found:
            draft.body = self.body
            draft.column_time, draft.column_weekday = self.time, self.weekday
            draft.place = draft.place or self.place
            draft.item.start.year = draft.item.start.year or self.year
        return found

    def may_name(self) -> bool:
        """Its cells may be names of bodies."""
        return self.use is OF_NAMES or self.told


@dataclass(slots=True)
class Table:
    """The columns of a header. `signed`: a sign parts the cells, so that they can be counted."""

    columns: list[Column]
    signed: bool
    framed: bool = True
    # So does its end.
    closed: bool = True
    edged: bool = False  # a sign opens the head: its frame, or an empty cell
    commas: bool = False
    dashed: bool = False  # lone dashes or strokes part the cells
    # One column of meetings, and others whose head no word tells: only rows with a day in two cells are its rows.
    tentative: bool = False
    interrupted: bool = False  # lines that are no rows stood between its rows
    known: bool = False  # each head is told by its words alone, with a blank between them
    by_gaps: bool = False  # nothing but wide gaps parts the cells
    # Where each head begins in its line, where gaps alone part them.
    starts: tuple[int, ...] = ()
    # The name in the last row that had one; it holds for rows below that leave the cell empty.
    name: str | None = None
    # The same where the head does not say that it is one.
    maybe_name: CellName | None = None
    # How many dates each whole row has had at the least, where deadlines stand beside the meetings.
    dates: int = 0
    goes_on: bool = False  # the last line was a row whose cells a sign parts
    # The one day of the last row.
    day: DateItem | None = None
    # The first day of the last line that has one, a row or not.
    above: DateItem | None = None
    # The meeting of the last row where it has no hour: the rest of the row may stand below.
    last: Draft | None = None
    # The month of a heading above, or of the last cell in a column of months: for rows that tell a day alone.
    month: MonthItem | None = None
    heading: MonthItem | None = None
    # The tables that stand side by side in it, once a row was read.
    twins: list[Table] = field(default_factory=list)

    def take_month(self, heading: MonthItem | None) -> None:
        """Takes the month of a heading that was not there at the row before."""
        if heading is not self.heading:
            self.month = self.heading = heading

    def lose_month(self) -> None:
        """A row was refused that may have had another month: the rows below it go on from that one."""
        if any(column.use is OF_MONTHS for column in self.columns):
            self.month = None

    def by_body(self) -> bool:
        """Several columns have meetings, so that cells must be told apart."""
        uses = [c.use for c in self.columns if c.use in MEETINGS]
        alone = self.tentative and len(self.columns) > 1
        return (len(uses) > 1 or alone) and (OF_BODY in uses or OF_YEAR in uses)

    def by_half(self) -> bool:
        """A column for each half of one year: whatever column of a row is empty, its days are the same."""
        return (
            all(c.use is OF_YEAR for c in self.columns) and len({c.year for c in self.columns}) == 1
        )

    def is_pair(self) -> bool:
        """A meeting and its deadline in a row, with nothing but words to part them."""
        return not self.signed and {c.use for c in self.columns} == {OF_DATES, OF_DEADLINES}

    def dated(self) -> list[Column]:
        dated = (OF_BODY, OF_DATES, OF_DEADLINES, OF_YEAR)
        return [c for c in self.columns if c.use in dated]
