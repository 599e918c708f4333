"""Days whose month or week stands elsewhere: "tisdag 9 kl. 13" under a month, "onsdag v. 12"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.years.recognise.line import (
    around,
    bodies,
    cell_days,
    cells,
    defaults,
    mentions,
    parts,
)
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.page import headings, open_days
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import cell_names, grids
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, WORD
from scheduler.years.recognise.text.words import Role, listed

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

STALE, NONE, HOLIDAY, CANCEL, OPEN, MEETING, BODY, GENERIC, IN = (
    Role.STALE.value, Role.NONE.value, Role.HOLIDAY.value, Role.CANCEL.value, Role.OPEN.value,
    Role.MEETING.value, Role.BODY.value, Role.GENERIC.value, Role.IN.value,
)  # fmt: skip
NTH = small.EACH | small.LAST | small.NTH | listed("varannan alternate")
EVEN_OR_ODD = listed(
    "jämna udda jämn udda even odd parillisina parittomina gerade ungerade geraden ungeraden"
)
ABOUT = (Role.MEETING | Role.GENERIC | Role.BODY | Role.IN | Role.AND).value
NO_MONTH = (
    Role.CANCEL | Role.NONE | Role.STALE | Role.DEADLINE | Role.HOLIDAY | Role.OPEN | Role.MOVED
).value
NOT_ALL = (Role.OPEN | Role.EXCEPT).value
REACH = 60
SHORT = 7  # words of "To be confirmed: June"
LAST_DAY, FEWEST_CELLS = 31, 3
FEWEST_HEADS, MOST_WORDS_OF_NONE = 2, 3
HOLIDAYS = listed("holiday holidays helgdag feiertag helligdag pyhäpäivä closed stängt")


def month_and_day(walk: Walk, parsed: Parsed, number: int) -> bool:
    """A month, its day and whose meeting it is, in a cell each, below no head: "Januar | 14 | Planutval"."""
    if not parsed.months or parsed.lows.isdisjoint("\t|"):
        return False
    parted = cells.part(parsed.tokens) or []
    if len(parted) < FEWEST_CELLS or len(parted[0]) != 1 or len(parted[1]) != 1:
        return False
    (month,), (day,), *rest = parted
    if not month.sense.month or not parts.small(day) or not 0 < day.value <= LAST_DAY:
        return False
    words = [token for cell in rest for token in cell]
    for item, _ in cell_days.days([day], month.sense.month, None, walk.lexicon) or ():
        draft = Draft(number, item, cells.first_time(words))
        draft.body = bodies.name_in(words, parsed.text)
        if draft.body is None and any(map(bodies.is_head, words)):
            draft.body = " ".join(parsed.text[words[0].start : words[-1].end].split())
        draft.labelled = draft.body is not None
        draft.note = (
            None if draft.body == cell_names.written(words, parsed.text) else grids.note(words)
        )
        draft.cancelled = item.struck or bool(parsed.roles & CANCEL)
        walk.place(draft)
    return True


def cancels_above(walk: Walk, parsed: Parsed) -> bool:
    """ "Inställt" on a line of its own below a meeting says so of that one. Where meetings have no such
    lines below them it may be the heading of others."""
    alone = len([t for t in parsed.tokens if t.low not in ("(", ")", "!")]) == 1
    if not alone or not parsed.roles & CANCEL or not walk.drafts:
        return False
    above = walk.drafts[-1]
    if above.section != walk.section:
        return False
    above.cancelled = True
    if not above.after or len(walk.drafts) == 1:
        walk.marks.doubt(above.line, Reason.of("cancelled_below"))
    return True


def none_above(walk: Walk, parsed: Parsed) -> bool:
    """ "No meeting", "HOLIDAY" on a line right below a day, and nothing else: there is none that day."""
    words = [t for t in parsed.tokens if t.kind is WORD]
    if not walk.drafts or walk.undated or parsed.items or not 0 < len(words) <= MOST_WORDS_OF_NONE:
        return False
    none = words[0].sense.roles & NONE and words[-1].sense.roles & MEETING and len(words) > 1
    if not none and not (len(words) == 1 and words[0].low in HOLIDAYS):
        return False
    above = walk.drafts[-1]
    if above.section != walk.section or parsed.tokens[-1].low == ":":
        return False
    if "=" in parsed.lows or (len(walk.drafts) > 1 and walk.drafts[-2].line == above.line):
        return False  # what a sign in the table means
    above.off = True
    if not above.after:
        walk.marks.doubt(above.line, Reason.of("none_below"))
    return True


def cancels_starred(walk: Walk, parsed: Parsed, number: int) -> bool:
    """ "** inställt" below a list: the days with as many stars are off."""
    stars = defaults.stars(parsed)
    if not stars or not parsed.said & CANCEL or parsed.items or parsed.said & NOT_ALL:
        return False
    meant = [draft for draft in walk.drafts if draft.item.stars == stars]
    for draft in meant:
        draft.cancelled = True
    if meant:
        walk.marks.used.add(number)
    return bool(meant)


def below_lost_head(walk: Walk, parsed: Parsed, number: int) -> bool:
    """A row of days far apart below several bodies' names: nobody can tell which is whose."""
    if len(walk.heads) < FEWEST_HEADS:
        return False
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
    named = {name for _, name in mentions.of(parsed.tokens[:REACH], parsed.text)}
    about = named.pop() if len(named) == 1 else None
    walk.cancelled_months.append((number, parsed.months[0].month, about))
    return True


def month(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Whether the line is a month alone, over days of its own."""
    edge = parsed.tokens[0].low == "|"
    if len(parsed.months) == 1 and parsed.months[0].first > edge and _of_heading(walk, parsed):
        return True
    if len(parsed.months) != 1 or parsed.months[0].first > edge:
        _rule(walk, parsed, number)
        return False
    month = parsed.months[0]
    rest = parsed.tokens[month.last :]
    if open_days.is_greeting(parsed, month):
        return False
    alone = not any(t.kind in (WORD, NUMBER) or t.low == "-" for t in rest)
    if alone:
        # A month below other words opens a run of its own: "Kommunstyrelsen", "januari", "12, 26".
        walk.months_in_a_row = walk.months_in_a_row + 1 if walk.below_month else 1
        walk.below_month = True
        walk.month = month
        walk.bare_months.append((number, month.month, len(walk.drafts)))
    return alone


def _of_heading(walk: Walk, parsed: Parsed) -> bool:
    """ "Sitzungskalender Februar 2027", "Möten i mars": words about meetings, and the month of the days below."""
    month = parsed.months[0]
    ahead = parsed.tokens[: month.first]
    if [t for t in parsed.tokens[month.last :] if t.low != ":"] or len(ahead) > SHORT:
        return False
    if parsed.said & NO_MONTH or not headings.roles_of(ahead) & (MEETING | GENERIC):
        return False
    if any(t.kind is not WORD or not t.sense.roles & ABOUT for t in ahead):
        return False
    walk.month, walk.months_in_a_row, walk.below_month = month, 1, True
    return True


def _rule(walk: Walk, parsed: Parsed, number: int) -> None:
    """ "The second Tuesday of each month" names days that only a calendar can tell."""
    parsed = around.without(parsed)
    nth = not parsed.lows.isdisjoint(NTH) and any(not w.weekday.plural for w in parsed.weekdays)
    weeks = not parsed.lows.isdisjoint(EVEN_OR_ODD) and parsed.weekdays
    if not nth and not weeks:
        return
    if not parsed.said & (MEETING | BODY):
        return
    named = {name for _, name in mentions.of(parsed.tokens[:REACH], parsed.text)}
    about = named.pop() if len(named) == 1 else None
    if heads := walk.unnamed.heads_section(len(walk.drafts)):
        # "Beslutsmöten hålls varannan måndag, efter ledningsgruppens möte" is about the heading above it.
        first = min(w.first for w in parsed.weekdays)
        about = about if mentions.of(parsed.tokens[:first], parsed.text) else heads
    walk.rules.append((number, about))
