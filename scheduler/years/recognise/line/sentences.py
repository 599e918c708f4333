"""A line that tells hours parted into its sentences, and into those for some months only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from scheduler.years.recognise.line import compounds, deadlines, provisos
from scheduler.years.recognise.line.clauses import say, words
from scheduler.years.recognise.line.items import (
    Item,
    MonthItem,
    Parsed,
    TimeItem,
    WeekdayItem,
    WeekItem,
    YearItem,
)
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

DEADLINE, STALE, EXCEPT, MEETING, AND, BEGINS, ENDS, SPRING, AUTUMN, ALL, CLOCK = (
    Role.DEADLINE.value, Role.STALE.value, Role.EXCEPT.value, Role.MEETING.value, Role.AND.value,
    Role.BEGINS.value, Role.ENDS.value, Role.SPRING.value, Role.AUTUMN.value, Role.ALL.value, Role.CLOCK.value,
)  # fmt: skip
FROM_REACH = 3
# Goes on about the months left out: "except in August, when they start at noon".
WHEN = small.WHEN | small.WHO | {"dann"}
GOES_ON = WHEN | small.AND
FRONTS = small.BEFORE | listed("för pre")
# Open a sentence that is about some meetings only: "When the council meets on the same day, we start at 4 pm".
WHENEVER = small.WHEN | small.IF | listed("where sofern")
COUNTED = small.NTH | small.LAST | {"next"}
CLOSES = frozenset(",.;()|\t:")
# "Vi börjar 17.30 så hinner vi klart före repetitionen."
PARTS = CLOSES | small.BUT | listed("så so niin slik damit")
LONGEST_ASIDE = 14
PAUSES = frozenset(",;(-")


def of(parsed: Parsed) -> list[Parsed]:
    """The line's sentences where each may tell an hour of its own, or speak of something else."""
    several = len(parsed.times) > 1 or parsed.months or parsed.roles & (DEADLINE | STALE)
    several = several or not parsed.lows.isdisjoint(WHENEVER)
    return split(parsed) if several else [parsed]


def is_of_some(parsed: Parsed) -> bool:
    """The sentence tells what holds in a case it opens with, and no months that would say when that is."""
    opening = [t.low for t in parsed.tokens[:3]]
    if opening[0] not in WHENEVER or parsed.months or "," not in [t.low for t in parsed.tokens]:
        return False
    return provisos.NOT.isdisjoint(opening[1:])


def split(parsed: Parsed) -> list[Parsed]:
    """The line's sentences, each with its own items; a dot inside a time or date ends none."""
    tokens, inside = parsed.tokens, parsed.covered()
    joints = _between_hours(parsed) | _behind_exceptions(parsed) | _before_others(parsed)
    of_entry, months = _dot_of_entry(parsed), {month.first for month in parsed.months}
    ends = [
        i + 1
        for i in range(len(tokens) - 1)
        if (
            tokens[i].low == "."
            and i != of_entry
            and not (inside[i] and inside[i + 1])
            and _opens(tokens, i + 1)
        )
        or tokens[i + 1].sense.roles & EXCEPT  # "kl. 18, utom i juni kl. 15"
        or opens_from(parsed, i + 1, months)  # "kl. 9 från och med september kl. 10"
        or i + 1 in joints
    ]
    if not ends:
        return [parsed]
    return [part(parsed, *span) for span in pairwise([0, *ends, len(tokens)])]


def behind(parsed: Parsed, first: int) -> Parsed:
    """The rest of the line from token `first` on, where no item is cut by it."""
    return part(parsed, first, len(parsed.tokens))


def part(parsed: Parsed, first: int, last: int) -> Parsed:
    """The tokens of the line from `first` on, `last` not included, with its items there."""
    found = Parsed(parsed.text, parsed.tokens[first:last])
    begin, end = (bisect_left(parsed.items, n, key=lambda item: item.first) for n in (first, last))
    for item in parsed.items[begin:end]:
        move_in(found, item, first)
    for token in found.tokens:
        found.roles |= token.sense.roles
        found.said |= token.sense.roles if token.kind is WORD else 0
    found.lows = frozenset(token.low for token in found.tokens)
    return found


def _dot_of_entry(parsed: Parsed) -> int | None:
    """The dot of the day that opens a list's entry: "Do 14.12. Weihnachtssitzung, ab 20 Uhr" is no two sentences."""
    if not parsed.dates or words(parsed.tokens[: parsed.dates[0].first]):
        return None
    return parsed.dates[0].last - 1


def with_months(parsed: Parsed) -> Parsed:
    """The line with the months that words for meetings have in them, "junimötet", as if they stood there alone."""
    if not parsed.said & MEETING or parsed.dates:
        return parsed
    told = [(n, month) for n, t in enumerate(parsed.tokens) if (month := compounds.month_of(t))]
    if not told:
        return parsed
    months = [MonthItem(n, n + 1, month) for n, month in told]
    items = sorted([*parsed.items, *months], key=lambda item: item.first)
    both = sorted([*parsed.months, *months], key=lambda item: item.first)
    return replace(parsed, items=items, months=both)


def _opens(tokens: list[Token], i: int) -> bool:
    """A sentence can begin with the token at `i`: a capital, also behind a parenthesis."""
    return next((t.text[:1].isupper() for t in tokens[i : i + 2] if t.low != "("), False)


def _between_hours(parsed: Parsed) -> set[int]:
    """Where an hour ends and other days, months or another half of the year begin, which have their own: "i maj kl. 9
    och i juni kl. 10", "Vårens möten börjar kl. 17 och höstens kl. 18". Behind an hour of all meetings a sign must
    part them: "um 19 Uhr, am 8. Juni um 16 Uhr", "kl. 18, i juni kl. 15"."""
    items: Sequence[Item] = parsed.dates or parsed.months
    named = [item.first for item in items]
    if not items and parsed.said & SPRING and parsed.said & AUTUMN:
        named = [n for n, t in enumerate(parsed.tokens) if t.sense.roles & (SPRING | AUTUMN)]
    if not named or len(parsed.times) < 2:
        return set()
    of_all = named[0] > parsed.times[0].first
    if parsed.dates and not of_all:
        return set()
    joints: set[int] = set()
    for before, after in pairwise(parsed.times):
        other = bisect_left(named, before.last) < bisect_left(named, after.first)
        if of_all:
            other = other or any(t.sense.month for t in parsed.tokens[after.last : after.last + 3])
            sign = parsed.tokens[before.last].low
            other = other and (sign in PAUSES or sign in small.BUT)
        if other:
            joints.add(before.last)
    return joints


def _before_others(parsed: Parsed) -> set[int]:
    """Where an hour ends and that of all other meetings is told: "Mötet den 3 maj börjar kl. 9, övriga kl. 13"."""
    pairs = pairwise(parsed.times)
    return {a.last for a, b in pairs if tells_others(parsed.tokens[a.last : b.first])}


def tells_others(between: list[Token]) -> bool:
    """The words before an hour are a sign and "all others", "de øvrige møter"."""
    told = words(between)
    if (
        not told
        or between[0].low not in PAUSES | {"."}
        or not any(t.low in small.OTHERS for t in told)
    ):
        return False
    return all(
        t.low in small.OTHERS | small.THE or t.sense.roles & (ALL | MEETING | CLOCK | BEGINS)
        for t in told
    )


def opens_from(parsed: Parsed, i: int, months: set[int]) -> bool:
    """The word at `i` says from which month on something holds; `months`: where months begin."""
    if parsed.tokens[i].low not in small.FROM or (i and parsed.tokens[i - 1].sense.roles & EXCEPT):
        return False  # "apart from the June meeting"
    return not months.isdisjoint(range(i + 1, i + FROM_REACH + 1))


def move_in(sentence: Parsed, item: Item, first: int) -> None:
    """Gives a part of a line an item of the line; `first`: how many tokens stand before that part."""
    moved = replace(item, first=item.first - first, last=item.last - first)
    sentence.items.append(moved)
    if isinstance(moved, TimeItem):
        sentence.times.append(moved)
    elif isinstance(moved, MonthItem):
        sentence.months.append(moved)
    elif isinstance(moved, WeekdayItem):
        sentence.weekdays.append(moved)
    elif isinstance(moved, YearItem):
        sentence.years.append(moved)
    elif isinstance(moved, WeekItem):
        sentence.weeks.append(moved)


def _behind_exceptions(parsed: Parsed) -> set[int]:
    """Where the sentence goes on behind the months it leaves out: "every month, except August, at 8 pm"."""
    tokens = parsed.tokens
    # "Exception: June, 6 pm" tells the hour of the exception.
    opens = [
        n
        for n, token in enumerate(tokens[:-1])
        if token.sense.roles & EXCEPT and tokens[n + 1].low != ":"
    ]
    told = {time.first for time in parsed.times}
    joints: set[int] = set()
    for first, following in pairwise([*opens, len(tokens)]):
        end = _end_of_exception(tokens, first, min(following, first + LONGEST_ASIDE), told)
        if end and not (end in told and parsed.times[0].first < first):
            joints.add(end)
    return joints


def _end_of_exception(tokens: list[Token], first: int, last: int, told: set[int]) -> int | None:
    """Where an exception without an hour of its own ends, at a comma behind its months."""
    months = False
    for n in range(first + 1, last - 1):
        months = months or tokens[n].sense.month > 0
        following = tokens[n + 1]
        if n in told:
            return None
        if months and tokens[n].low in (",", ")", ";") and not following.sense.month:
            return None if following.low in GOES_ON else n + 1
    return None


def is_of_other(parsed: Parsed) -> bool:
    """The sentence's hour is of something else than meetings: of a deadline, a publication."""
    if not parsed.roles & (DEADLINE | STALE):
        return False
    tokens = parsed.tokens
    aside = provisos.inside(tokens)
    said = [
        n
        for n, token in enumerate(tokens)
        if token.kind is WORD and token.sense.roles & (DEADLINE | STALE) and n not in aside
        and not _is_of_no_day(tokens, n)
    ]  # fmt: skip
    if not said or not parsed.times or said[0] < parsed.times[-1].last:
        return bool(said)
    # "Meetings start at 7 pm, and the agenda is posted a week before."
    leads = say(tokens[: parsed.times[0].first], MEETING | BEGINS)
    between = tokens[parsed.times[-1].last : said[0]]
    parted = (t.low in PARTS or t.sense.roles & AND for t in between)
    return not (leads and any(parted))


def _is_of_no_day(tokens: list[Token], n: int) -> bool:
    """ "Vor-Ort-Termin" has no "before" in it, "due to" tells a reason, what ends by 9 pm does not begin then, and "the
    first available Monday" may be any."""
    if n + 1 >= len(tokens):
        return False
    compound = tokens[n].low in FRONTS and tokens[n + 1].low == "-" and not tokens[n + 1].gap
    ends = tokens[n].low == "by" and (
        tokens[n - 1].low == "followed" or tokens[n - 1].sense.roles & ENDS
    )
    counted = n > 0 and tokens[n].low == "available" and tokens[n - 1].low in COUNTED
    return bool(compound or ends or counted or deadlines.tells_reason(tokens, n))
