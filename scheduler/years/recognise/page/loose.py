"""Days whose month or week stands elsewhere: "tisdag 9 kl. 13" under a month, "onsdag v. 12"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.years.recognise.line import (
    around,
    bodies,
    cell_days,
    cells,
    said_of,
)
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.page import headings, subjects
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import cell_names
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

CANCEL, MEETING = Role.CANCEL.value, Role.MEETING.value
NTH = small.EACH | small.LAST | small.NTH | listed("varannan alternate")
EVEN_OR_ODD = listed(
    "jämna udda jämn even odd parillisina parittomina gerade ungerade geraden ungeraden"
)
ABOUT = (Role.MEETING | Role.GENERIC | Role.BODY | Role.IN | Role.AND).value
MAY = listed("kan may can might voidaan voi kann können")
NOT_ALL = (Role.OPEN | Role.EXCEPT).value
FEWEST_CELLS = 2
FEWEST_HEADS = 2
SIGNS = frozenset(",.-")
MOST_IN_MONTH = 5
ENDINGS_OF_NTH = [[":", "a"], [":", "e"], ["."], ["st"], ["nd"], ["rd"], ["th"]]


def month_and_day(walk: Walk, parsed: Parsed, number: int) -> bool:
    """A month, its days and whose meetings they are, in a cell each, below no head: "Januar | 14 | Planutval",
    "Mars | 4, 18"."""
    parted = cells.part(parsed.tokens) if parsed.months else None
    if not parted or len(parted) < FEWEST_CELLS or len(parted[0]) != 1:
        return False
    (month,), days, *rest = parted
    if not month.sense.month:
        return False
    found = cell_days.days(days, month.sense.month, None, walk.lexicon)
    if not found or cell_days.note(days):
        return len(days) == 1 and bool(rest)  # "Juli | - | sommaruppehåll"
    if any(map(_may_be_days, rest)):
        walk.marks.fault(number, Reason.of("head_torn"))
        return True
    remarks = (cell for cell in rest if cell_days.note(cell) and not cells.is_hour(cell))
    words = [token for cell in remarks for token in cell]
    hour = next(filter(None, map(cells.first_time, rest)), None)
    for item, time in found:
        draft = Draft(number, item, time or hour)
        draft.body = cell_names.written(words, parsed.text)
        if not any(map(bodies.is_head, words)):
            draft.note, draft.body = draft.body, None
        draft.labelled = draft.body is not None
        draft.cancelled = item.struck or bool(parsed.roles & CANCEL)
        walk.place(draft)
    return True


def _may_be_days(cell: list[Token]) -> bool:
    """Nothing but numbers and signs that are no hour: the days of another column, or an hour without its minutes."""
    plain = all(t.kind is NUMBER or t.low in SIGNS for t in cell) and not cells.is_empty(cell)
    return plain and cells.first_time(cell) is None


def cancels_starred(walk: Walk, parsed: Parsed, number: int) -> bool:
    """ "** inställt" below a list: the days with as many stars are off."""
    stars = said_of.stars(parsed.tokens)
    if not stars or not parsed.said & CANCEL or parsed.said & NOT_ALL:
        return False
    if not parsed.lows.isdisjoint(MAY):
        return False  # "* Möten kan ställas in"
    meant = [draft for draft in walk.drafts if draft.item.stars == stars]
    for draft in meant:
        draft.cancelled = True
        walk.marks.used.add(number)
    return bool(meant)


def below_lost_head(walk: Walk, parsed: Parsed, number: int) -> bool:
    """A row of days far apart below several bodies' names: nobody can tell which is whose."""
    if len(walk.heads) < FEWEST_HEADS:
        return False
    if len(parsed.dates) == 1 and any(map(bodies.is_head, parsed.tokens[: parsed.dates[0].first])):
        return False  # the row tells whose its day is
    apart = [
        n
        for n in range(1, len(parsed.tokens))
        if parsed.tokens[n].gap >= cells.WIDE
        and parsed.tokens[n - 1].low != ","
        and not (n == 1 and parsed.tokens[0].low in headings.BULLETS)
    ]
    # A sign that closes the line parts no cells.
    if not apart and not any(t.low in ("\t", "|") for t in parsed.tokens[:-1]):
        return False
    walk.marks.fault(number, Reason.of("head_torn"))
    return True


def cancels_month(walk: Walk, parsed: Parsed, number: int) -> bool:
    """ "Mötet i februari är inställt": the day is told elsewhere, perhaps below."""
    if len(parsed.months) != 1 or not parsed.said & CANCEL or not parsed.said & MEETING:
        return False
    about = subjects.only_one(parsed)
    walk.cancelled_months.append((number, parsed.months[0].month, about))
    return True


def month(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Whether the line is a month alone, over days of its own."""
    month = parsed.months[0] if len(parsed.months) == 1 else None
    # "Möten i mars", "Sitzungskalender Februar"
    ahead = parsed.tokens[: month.first] if month else []
    if month is None or not all(t.low == "|" or t.sense.roles & ABOUT for t in ahead):
        _rule(walk, parsed, number)
        return False
    rest = parsed.tokens[month.last :]
    alone = not any(t.kind in (WORD, NUMBER) or t.low == "-" for t in rest)
    if alone:
        # A month below other words opens a run of its own: "Kommunstyrelsen", "januari", "12, 26".
        walk.months_in_a_row = walk.months_in_a_row + 1 if walk.below_month else 1
        walk.below_month = True
        walk.month = month
        walk.bare_months.append((number, month.month, len(walk.drafts)))
    return alone


def _rule(walk: Walk, parsed: Parsed, number: int) -> None:
    """ "The second Tuesday of each month" names days that only a calendar can tell."""
    parsed = around.without(parsed)
    one = [w.first for w in parsed.weekdays if not w.weekday.plural]
    nth = bool(one) and (
        not parsed.lows.isdisjoint(NTH)
        or any(_is_nth(parsed.tokens[max(0, n - 3) : n]) for n in one)
    )
    weeks = not parsed.lows.isdisjoint(EVEN_OR_ODD) and parsed.weekdays
    if not nth and not weeks:
        return
    months = frozenset(month.month for month in parsed.months)
    walk.rules.append((number, subjects.only_one(parsed), months))


def _is_nth(before: list[Token]) -> bool:
    """ "2:a tisdagen", "3. tirsdag", "the 2nd Tuesday"."""
    number = next((t for t in before if t.kind is NUMBER), None)
    ending = [t.low for t in before[before.index(number) + 1 :]] if number else []
    return number is not None and 0 < number.value <= MOST_IN_MONTH and ending in ENDINGS_OF_NTH
