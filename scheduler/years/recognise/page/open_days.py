"""Meetings whose day is not told: a week or a month alone, "Maj 2027, datum senare", "en lördag i november"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from scheduler.years.recognise.line import parts, reading, unsettled
from scheduler.years.recognise.line.items import DateItem, MonthItem, Parsed, WeekItem
from scheduler.years.recognise.page import headings
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text import head_words, nouns, plain_stems
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import END, NUMBER, SIGN, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

WEEK, STALE, NONE, HOLIDAY, CANCEL, OPEN, MEETING, BODY, IN = (
    Role.WEEK.value, Role.STALE.value, Role.NONE.value, Role.HOLIDAY.value, Role.CANCEL.value, Role.OPEN.value,
    Role.MEETING.value, Role.BODY.value, Role.IN.value,
)  # fmt: skip
UNSETTLED = listed("x xx xxx ? ?? _ __ … ! z b g s l q")
SOME_DAY = nouns.WHOLE_DAYS | nouns.PARTS_OF_MONTH
ONE_MORE = listed(
    "extra ekstra ett et ein eine one en a an another ytterligare weitere yksi toinen"
)
TO_FILL = UNSETTLED | ONE_MORE
BESIDE_SOME_DAY = (SOME_DAY | ONE_MORE | nouns.DAY | small.PREPOSITIONS | small.THE) | {
    "någon", "first", "second", "första", "andra",
}  # fmt: skip
MOST_WORDS_BESIDE_WEEK = 4
BULLETS = frozenset("•-*")
# In a month without a meeting.
NO_DAY = NONE | CANCEL | HOLIDAY | STALE
LETTERS = listed(
    "veckobrev ukebrev vekebrev ugebrev viikkotiedote viikkokirje wochenbrief newsletter nyhetsbrev"
)
# Before a month alone: "voraussichtlich Mai 2027".
LIKELY = listed(
    "voraussichtlich preliminärt preliminär troligen sannolikt omkring cirka ca trolig sannsynligvis formentlig"
    " forventet arviolta alustavasti todennäköisesti probably provisionally likely expected etwa"
)
LATER = listed("tba tbc tbd")
LONGEST_ENTRY = 10
SHORT = 7  # words of "To be confirmed: June"


def week(walk: Walk, parsed: Parsed, number: int) -> bool:
    """A weekday in a numbered week is a date; the week alone is none."""
    words = sum(t.kind is WORD for t in parsed.tokens)
    none = any(t.sense.roles & NONE for t in parsed.tokens if t.kind is WORD)  # and no dash
    none = none or parsed.roles & STALE > 0
    if none and (unsettled.tells(parsed.tokens) or _is_left_open(parsed.tokens)):
        none = False  # "uke 22, dato ikke fastsatt"
    if none or parsed.roles & HOLIDAY or words > headings.LONGEST_HEADING:
        return False
    if not parsed.lows.isdisjoint(LETTERS):
        return False  # "Veckobrev v. 34"
    spanned = next((one for one in parsed.weeks if _begins_span(parsed, one)), None)
    if spanned and (parsed.weekdays or parsed.times):
        # "Onsdagar v 10-14": which of the weeks is not said, or all.
        walk.marks.fault(number, Reason.of("week_without_day", week=spanned.number))
        return True
    if items := list(_of_weeks(parsed)):
        for chosen in reading.of_weeks(parsed, items, number, walk.marks):
            if parsed.years:
                chosen.item.start.year = parsed.years[0].years[0]
            chosen.labelled = chosen.body is not None
            walk.place(chosen)
        return True
    week = parsed.weeks[0]
    # What opens with its week, or a short name before it, is an entry, whatever it is called.
    near = week.first <= SHORT or parsed.said & MEETING
    left_open = near and _is_left_open(parsed.tokens)
    if left_open or (words <= MOST_WORDS_BESIDE_WEEK and not parsed.times):
        walk.marks.fault(number, Reason.of("week_without_day", week=week.number))
        return True
    return False


def _begins_span(parsed: Parsed, week: WeekItem) -> bool:
    """ "v. 6–8", "v 6–v 8"."""
    dash, last = [*parsed.tokens[week.last : week.last + 2], END, END][:2]
    return dash.low == "-" and (parts.small(last) or last.sense.roles & WEEK > 0)


def _of_weeks(parsed: Parsed) -> Iterator[DateItem]:
    """Each of the weeks on the weekday before it, or behind it where a week comes first: "Tisdag v. 6, 15 och 23",
    "v. 6 tis, v. 15 tors", "tis v. 6 och v. 15, tors v. 23"."""
    weekdays, weeks = parsed.weekdays, parsed.weeks
    if not weekdays or not weeks:
        return
    leads = weekdays[0].first < weeks[0].first
    for week in weeks:
        before = [day for day in weekdays if (day.first < week.first) is leads]
        if not before:
            return
        chosen = before[-1] if leads else before[0]
        item = headings.week_date(week, chosen.weekday.number)
        parts.as_written(item, parsed.tokens)
        yield item


def lacks_day(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Whether the line tells of a meeting in a month whose day is not told: "Maj 2027, datum senare"."""
    if len(parsed.months) != 1:
        return False
    month = parsed.months[0]
    if is_greeting(parsed, month):
        return False
    opening = parsed.tokens[: month.first]
    if opening and opening[0].low in BULLETS:
        opening = opening[1:]
    if opening and _leaves_gap(opening):
        lacks = True
    elif opening:
        about = parsed.roles & MEETING or month.last == len(parsed.tokens) <= SHORT
        about = about or not parsed.lows.isdisjoint(head_words.DATE_WORDS)
        likely = month.last == len(parsed.tokens) and opening[-1].low in LIKELY
        lacks = likely or (bool(about) and _is_left_open(parsed.tokens))
    else:
        rest = parsed.tokens[month.last :]
        if all(t.low in (":", "-") for t in rest) or rest[0].low in nouns.MONTH:
            return False  # "Mars: -"; "Juni månads möte börjar kl. 18": the day stands elsewhere
        roles = headings.roles_of(rest)
        told = roles & (MEETING | BODY) and not roles & NO_DAY
        lacks = bool(told) or _is_left_open(rest) or _is_entry(walk, number, month, rest)
    if lacks or _is_of_some_day(walk, parsed):
        walk.marks.fault(number, Reason.of("no_day", month=month.month))
    return lacks


def comes_later(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Whether the line tells of a meeting below others whose day is told later: "TBA Strategy Day", "Date to be
    confirmed: annual meeting"."""
    tokens = parsed.tokens[parsed.tokens[0].low in BULLETS :]
    if not tokens or parsed.months or not _is_near(walk, number):
        return False
    last = next((n for n, t in enumerate(tokens) if t.low not in LATER), len(tokens))
    entry = last > 0 and any(t.kind is WORD for t in tokens[last:])
    if not entry:
        last = next((n for n, t in enumerate(tokens) if t.low in (":", "-") and n), len(tokens))
        told = not head_words.DATE_WORDS.isdisjoint(t.low for t in tokens[:last])
        entry = (
            told and _is_left_open(tokens[:last]) and headings.roles_of(tokens[last:]) & MEETING > 0
        )
    if entry:
        walk.marks.fault(number, Reason.of("no_day"))
    return entry


def _is_near(walk: Walk, number: int) -> bool:
    """As near to the entry above as the entries stand to each other: a heading has a blank line above it."""
    above = walk.drafts[-1] if walk.drafts else None
    if above is None:
        return False
    spread = len(walk.drafts) > 1 and above.line - walk.drafts[-2].line > 1
    near = range(number - 1 - spread, number)
    return above.line in near or any(n in walk.marks.faults for n in near)


def _is_entry(walk: Walk, number: int, month: MonthItem, rest: list[Token]) -> bool:
    """Right below an entry of a day and what is done then: "October 2027 Workshop", "Oktober: studiebesök"."""
    if walk.bare_months or not _is_near(walk, number):
        return False
    words = [t for t in rest if t.kind is WORD]
    if not words or len(words) > LONGEST_ENTRY or headings.roles_of(words) & NO_DAY:
        return False
    # "April Jones" and "Maj Svensson" may sign the list.
    parted = rest[0].kind is SIGN and (rest[0].low != "-" or rest[0].gap)
    return bool(month.year or parted) or not all(t.text[:1].isupper() for t in words[:2])


def _leaves_gap(opening: list[Token]) -> bool:
    """Nothing but a weekday, or a gap to fill, stands where the day belongs: "Tuesday, May __", "? mars", "Lördag i
    november", "A Saturday in November"."""
    words = [t for t in opening if not (t.kind is SIGN or t.low in TO_FILL or t.sense.roles & IN)]
    if not words:
        return any(t.low in UNSETTLED for t in opening)
    weekday = words[0].sense.weekday
    return len(words) == 1 and weekday is not None and not weekday.plural


def _is_of_some_day(walk: Walk, parsed: Parsed) -> bool:
    """Right below the day of a meeting: "heldag i juni", "syyskuun lopussa", "extra möte i augusti"."""
    if not walk.drafts or walk.undated or len(parsed.tokens) > SHORT or parsed.times:
        return False
    month = parsed.months[0]
    words = parsed.tokens[: month.first] + parsed.tokens[month.last :]
    lows = {t.low for t in words}
    several = lows.isdisjoint(head_words.DATES_OR_NAMES) or lows.isdisjoint(ONE_MORE)
    if lows.isdisjoint(SOME_DAY) and several:
        return False
    return all(t.low in BESIDE_SOME_DAY or t.sense.roles & (MEETING | IN) for t in words)


def is_greeting(parsed: Parsed, month: MonthItem) -> bool:
    """The Finnish "hei" opens a letter, unless days or nothing at all follow it: it is July as well."""
    if month.first or not plain_stems.opens(parsed.tokens[0].low, ""):
        return False
    return any(t.kind is not NUMBER for t in parsed.tokens[month.last : month.last + 1])


def _is_left_open(tokens: list[Token]) -> bool:
    """The day is told later, "dato ikke fastsatt"; "preliminary" alone leaves nothing open."""
    told = any(t.sense.roles & OPEN and not t.low.startswith("preliminä") for t in tokens)
    told = told or any(a.sense.roles & NONE and b.sense.roles & STALE for a, b in pairwise(tokens))
    return (told or unsettled.tells(tokens)) and not any(t.sense.roles & HOLIDAY for t in tokens)
