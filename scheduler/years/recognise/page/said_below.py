"""What a line right below a day says of it: that it is off, or moved to another day, or that it is no meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.years.recognise.line import changes, clauses, deadlines, doubts
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.page.titles import ONE_MEETING
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.tokens import WORD
from scheduler.years.recognise.text.verbs import HELD
from scheduler.years.recognise.text.words import Role, listed

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

NONE, CANCEL, MEETING = Role.NONE.value, Role.CANCEL.value, Role.MEETING.value
MOST_WORDS_OF_NONE, MOST_WORDS_OF_OFF, BLANK_BETWEEN = 3, 9, 2
HOLIDAYS = listed("holiday holidays helgdag feiertag helligdag pyhäpäivä closed stängt")
# Before the word that the meeting above is off: "Obs! Mötet är", "Findet".
BEFORE_OFF = doubts.SAY_NOTHING | HELD


def due(walk: Walk, parsed: Parsed, number: int) -> bool:
    """ "Sista dag för anmälan" right below a day that stands alone: it is that day. It is pointed out."""
    if walk.undated or not walk.drafts or parsed.items or not deadlines.is_last_day(parsed.tokens):
        return False
    above = walk.drafts[-1]
    days = [draft.line for draft in walk.drafts[-2:]]
    # A day as near to the one above it as to this line is of a list, and other days may follow below this line.
    if not above.bare or (len(days) > 1 and days[1] - days[0] <= number - days[1]):
        return False
    above.off = True
    day = f"{above.item.start.day}/{above.item.start.month}"
    walk.marks.doubt(above.line, Reason.of("prose_left_out", part=day))
    return True


def off(walk: Walk, parsed: Parsed, number: int) -> bool:
    """ "Inställt", "No meeting", "HOLIDAY" on a line of its own right below a day: there is none that day. Where
    meetings have no such lines below them it may be the heading of others."""
    words = [t for t in parsed.tokens if t.kind is WORD]
    if not walk.drafts or not 0 < len(words) <= MOST_WORDS_OF_OFF or "=" in parsed.lows:
        return False  # "- = ei kokousta" tells what a sign means
    above = walk.drafts[-1]
    is_off = parsed.roles & CANCEL and (len(words) == 1 or _is_off(walk, parsed, number))
    if is_off and above.section == walk.section:
        above.cancelled = True
        walk.marks.used.add(number)
        if not above.after or len(walk.drafts) == 1:
            walk.marks.doubt(above.line, Reason.of("cancelled_below"))
        return True
    if len(words) > MOST_WORDS_OF_NONE:
        return False
    none = words[0].sense.roles & NONE and words[-1].sense.roles & MEETING
    if walk.undated or not (none or words[0].low in HOLIDAYS):
        return False
    if len(walk.drafts) > 1 and walk.drafts[-2].line == above.line:
        return False  # of which of them?
    above.off = True
    if not above.after:
        walk.marks.doubt(above.line, Reason.of("none_below"))
    return True


def _is_off(walk: Walk, parsed: Parsed, number: int) -> bool:
    """ "Mötet är inställt", "Abgesagt wegen Krankheit" and the like with no line between; but "Inställda möten" and
    "Inställt: Styrgrupp Norr" head what follows."""
    at = next((n for n in range(len(parsed.tokens)) if changes.cancels(parsed.tokens, n)), None)
    if at is None or parsed.months or not _is_right_below(walk, number):
        return False
    heads = ":" in [t.low for t in parsed.tokens[at:]]
    several = parsed.said & MEETING and parsed.lows.isdisjoint(ONE_MEETING)
    told = [t for t in clauses.words(parsed.tokens[:at]) if t.low not in BEFORE_OFF]
    return not heads and not several and all(t.sense.roles & MEETING for t in told)


def _is_right_below(walk: Walk, number: int) -> bool:
    """No other line stands between the day above and this one, which is as near to it as that is to the day before."""
    lines = [draft.line for draft in walk.drafts[-2:]]
    apart = lines[1] - lines[0] if len(lines) > 1 else BLANK_BETWEEN
    return not walk.undated and number - lines[-1] <= max(1, apart)


def moved(walk: Walk, parsed: Parsed, number: int, found: list[Draft]) -> None:
    """ "Flyttas till 18 mars" right below a day that lacks its own remark: that day is off, and the new one has its
    hour and its body."""
    if not walk.drafts or len(parsed.dates) != 1 or not _is_right_below(walk, number):
        return
    above, new = walk.drafts[-1], found[0]
    if above.section != walk.section or not changes.opens_with_move(parsed):
        return
    above.cancelled, new.cancelled = True, new.item.struck
    walk.marks.doubt(above.line, Reason.of("moved"))
    if new.time is None:
        new.time, new.end_time = above.time, above.end_time
    if above.labelled and not new.labelled:
        new.body, new.labelled = above.body, True
