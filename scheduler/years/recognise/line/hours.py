"""The hours of each date of a line: its own, its list's, or those said before all of them."""

from __future__ import annotations

import itertools
from bisect import bisect_left

from scheduler.years.recognise.line import (
    clauses,
    excepted,
    other_hours,
    roles,
    scoped_hours,
    sentences,
    tails,
)
from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.line.items import DateItem, Job, Parsed, TimeItem
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

ALL, EXCEPT = Role.ALL.value, Role.EXCEPT.value
AND = Role.AND.value
MEETING = Role.MEETING.value

CONNECTORS = frozenset(",;./&+•·()\t|") | small.THE | {"on", "am"}
MOST_INSIDE, COLON_REACH = 4, 3
LONGEST_REMARK, LONGEST_SENTENCE = 12, 30
# Said anywhere in the line; there the Finnish "joka" is "which".
EACH = small.EACH - {"joka"}
ENDS, BODY = Role.ENDS.value, Role.BODY.value
KIND_REACH = 4
# Start and end for each date of a line.
Pair = tuple[TimeItem | None, TimeItem | None]
Chosen = list[Pair]
UNSAID: Pair = (None, None)
# So many blanks part columns; writers put two behind a sign.
WIDE = 3


def of_dates(parsed: Parsed, jobs: list[Job], number: int, marks: Marks) -> Chosen:
    """Start and end for each date of the line: its own, its list's, or the one before all dates."""
    items = parsed.dates
    if not parsed.times:
        return [UNSAID] * len(items)
    told = [tail for tail in tails.of(parsed, items[-1].last) if tail.time]
    depth = _depths(parsed)
    owned, general, ahead = _owners(parsed, jobs, depth, [tail.time for tail in told])
    chosen = [pick(times, number, marks) for times in owned]
    _give_ahead(ahead, chosen)
    if len(items) > 1:
        noted = {k for k, times in enumerate(owned) if times and depth[times[0].first]}
        noted |= _told_again(items, owned) if general else set()
        noted |= {k for group in excepted.groups(parsed) for k in group}
        own = _is_of_another_kind(parsed) and not _are_neighbours(items)
        shared = items[:-1] if own else items
        _spread(shared, chosen, parsed, noted, common=bool(general))
        of_last = jobs[-1] is roles.A_MEETING and all(pair == UNSAID for pair in chosen[:-1])
        of_last = of_last and len(items) - 1 not in noted
        if not general and of_last and _dense(parsed, items) and not own:
            chosen = [chosen[-1]] * len(items)
        _give_exceptions(parsed, chosen)
    if general := _behind_exception(parsed, general):
        default = pick(general[:2], number, marks)
        chosen = [default if pair == UNSAID else pair for pair in chosen]
    for tail in told:
        chosen = [
            _with_tail(pair, tail.time) if item.start.month == tail.month else pair
            for item, pair in zip(items, chosen, strict=True)
        ]
    return chosen


def _with_tail(pair: Pair, hour: TimeItem | None) -> Pair:
    """What a sentence says of a month's meeting: when it begins, or till when it lasts: "Møtet i mai varer til 16"."""
    return (pair[0], hour) if hour and hour.until_only else (hour, None)


def _owners(
    parsed: Parsed, jobs: list[Job], depth: list[int], told: list[TimeItem | None]
) -> tuple[list[list[TimeItem]], list[TimeItem], dict[int, TimeItem]]:
    """The hours of each date, those of all dates, and those of the dates behind a colon by the first of them.
    `told`: those of a month's meeting."""
    items = parsed.dates
    owned: list[list[TimeItem]] = [[] for _ in items]
    general: list[TimeItem] = []
    ahead: dict[int, TimeItem] = {}
    k = -1
    all_struck = all(item.struck for item in items)
    tail = items[-1].last if scoped_hours.behind(parsed) else len(parsed.tokens)
    for time in parsed.times:
        if time.first >= tail:
            break  # by the weekday: "… (tisdagar kl. 17, torsdagar kl. 12)"
        while k + 1 < len(items) and items[k + 1].first < time.first:
            k += 1
        gone = time.struck and not all_struck and not (k >= 0 and items[k].struck)
        if gone or time in told or _is_of_other(parsed, jobs, time, k):
            continue
        closes = k == len(items) - 1 and not owned[k] and _new_sentence(parsed, time)
        if k >= 0 and _heads_list(parsed, time, k):
            ahead[k + 1] = time
        elif k < 0 or closes or _before_meetings(parsed, jobs, time, k):
            general.append(time)
        elif not (depth[time.first] and owned[k]):
            owned[_outside(items, depth, k, time)].append(time)
    return owned, general, ahead


def _is_of_other(parsed: Parsed, jobs: list[Job], time: TimeItem, k: int) -> bool:
    """The hour behind date `k` is of something else than a meeting's beginning or end."""
    behind_day = k >= 0 and len(parsed.times) == 1
    aside = other_hours.is_only(parsed) if behind_day else other_hours.is_aside(parsed, time)
    if aside or other_hours.is_of_deadline(parsed, jobs, time, k):
        return True
    n = bisect_left(parsed.times, time.first, key=lambda other: other.first)
    if n and k >= 0 and not parsed.lows.isdisjoint(small.OTHERS):
        # "Mötet den 3 maj börjar kl. 9, övriga kl. 13"
        between = parsed.tokens[parsed.times[n - 1].last : time.first]
        if sentences.tells_others(between):
            return True
    return time.until_only and _in_later_sentence(parsed, parsed.dates[k], time)


def _behind_exception(parsed: Parsed, times: list[TimeItem]) -> list[TimeItem]:
    """ "All meetings begin at 5.30 pm except the annual meeting, which is held at 6 pm on 1 December": the day has the
    hour of the exception."""
    if len(times) < 2 or not parsed.said & EXCEPT:
        return times
    at = next(n for n, t in enumerate(parsed.tokens) if t.sense.roles & EXCEPT)
    return [time for time in times if time.first > at] or times


def _told_again(items: list[DateItem], owned: list[list[TimeItem]]) -> set[int]:
    """Days with an hour that stand in the list before them: "kl. 18: 11/3, 8/4; 8/4 dock kl. 17"."""
    said: set[tuple[int, int]] = set()
    again: set[int] = set()
    for k, item in enumerate(items):
        day = item.start.day, item.start.month
        again |= {k} if day in said and owned[k] else set()
        said.add(day)
    return again


def _give_exceptions(parsed: Parsed, chosen: Chosen) -> None:
    """The hour behind days that are excepted is that of all of them, and of the same days in the list before."""
    for group in excepted.groups(parsed):
        for k in group:
            chosen[k] = chosen[group[-1]]
            earlier = excepted.told_before(parsed, k)
            if earlier is not None:
                chosen[earlier] = chosen[k]


def _give_ahead(ahead: dict[int, TimeItem], chosen: Chosen) -> None:
    """Gives the dates behind an hour and a colon that hour, up to one that has its own."""
    carried = UNSAID
    for i, pair in enumerate(chosen):
        carried = (ahead[i], None) if i in ahead else carried if pair == UNSAID else UNSAID
        chosen[i] = carried if pair == UNSAID else pair


def goes_on(items: list[DateItem], chosen: Chosen, time: TimeItem) -> bool:
    """A list goes on without an hour behind the date that has one: "10/2, 12/3 kl. 9, 24/3". Where
    there is a common hour, only that date has another."""
    after = bisect_left(items, time.first, key=lambda item: item.first)
    return after < len(items) and chosen[after] == UNSAID


def _heads_list(parsed: Parsed, time: TimeItem, k: int) -> bool:
    """The hour stands before a colon and the dates it is for: "från april kl. 9: 23 april"."""
    if k + 1 >= len(parsed.dates) or parsed.tokens[time.last].low != ":":
        return False
    return parsed.dates[k + 1].first - time.last <= COLON_REACH


def _before_meetings(parsed: Parsed, jobs: list[Job], time: TimeItem, k: int) -> bool:
    """The dates so far were of decisions, and the text has come to the meetings since."""
    first = max(parsed.dates[k].last, time.first - LONGEST_SENTENCE)
    between = parsed.tokens[first : time.first]
    told = any(token.sense.roles & MEETING for token in between)
    return told and roles.A_MEETING not in jobs[: k + 1]


def _outside(items: list[DateItem], depth: list[int], k: int, time: TimeItem) -> int:
    """The date before a parenthesis with another in it, for an hour behind that parenthesis."""
    reach = range(k, max(-1, k - MOST_INSIDE), -1)
    return next((n for n in reach if depth[items[n].first] <= depth[time.first]), k)


def _sentence_of(parsed: Parsed, time: TimeItem, after: int) -> int | None:
    """Where the sentence begins in which an hour is told; None where it does so before token `after`."""
    reach = range(time.first - 1, max(after, time.first - LONGEST_SENTENCE) - 1, -1)
    return next((n + 1 for n in reach if clauses.ends_sentence(parsed, n)), None)


def _new_sentence(parsed: Parsed, time: TimeItem) -> bool:
    """The hour is told in a sentence of its own after all the dates."""
    first = _sentence_of(parsed, time, parsed.dates[-1].last)
    if first is None:
        return False
    opens = (
        first == time.first and parsed.tokens[first].text[:1].isupper()
    )  # "… och 9/11. Klockan 15"
    return opens or parsed.tokens[first].sense.roles & (MEETING | ALL) > 0


def _in_later_sentence(parsed: Parsed, item: DateItem, time: TimeItem) -> bool:
    """The hour until which something lasts is told in a sentence of its own, not of the meeting's end."""
    first = _sentence_of(parsed, time, item.last)
    if first is None or any(t.sense.roles & ENDS for t in parsed.tokens[first : time.first]):
        return False
    at = bisect_left(parsed.times, first, key=lambda time: time.first)
    return parsed.times[at] is time  # no hour at which it begins


def _depths(parsed: Parsed) -> list[int]:
    if "(" not in parsed.lows:
        return [0] * len(parsed.tokens)
    depths, depth = [], 0
    for token in parsed.tokens:
        if token.low == "(":
            depth += 1
        elif token.low == ")":
            depth = max(0, depth - 1)
        depths.append(depth)
    return depths


def pick(times: list[TimeItem], number: int, marks: Marks) -> Pair:
    times = [t for t in times if not t.unknown] or times  # "kl. 18 (time to be confirmed)"
    starts = [t for t in times if not t.until_only]
    ends = [t for t in times if t.until_only]
    if len(starts) == 2 and not ends and _are_a_span(*starts):
        return starts[0], starts[1]
    if len({(t.start, t.end) for t in starts[:2]}) > 1:
        marks.doubt(number, Reason.of("several_times", time=starts[0].start))
    return (*starts, None)[0], (*ends, None)[0]


def _are_a_span(begin: TimeItem, end: TimeItem) -> bool:
    """Two hours with nothing but a blank between, as a calendar shows them: "19:00 21:00"."""
    if begin.start is None or end.start is None or begin.end or end.end:
        return False
    return begin.last == end.first and begin.start < end.start


def said_for_all(parsed: Parsed) -> bool:
    """ "Alle Sitzungen", "jeweils"."""
    return bool(parsed.said & ALL) or not parsed.lows.isdisjoint(EACH)


def _spread(
    items: list[DateItem], chosen: Chosen, parsed: Parsed, aside: set[int], *, common: bool
) -> None:
    """A time after a list of dates is the time of all of them, back to the one before. One in parentheses
    (`aside`) is of its date alone where the list has another, behind it or before all dates (`common`)."""
    everyone = said_for_all(parsed)
    carried = UNSAID
    for i in range(len(items) - 1, -1, -1):
        if chosen[i] == UNSAID:
            chosen[i] = carried
        elif not common and (i not in aside or carried == UNSAID):
            carried = chosen[i]
        noted = i - 1 in aside
        if i and not everyone and not _only_joined(parsed, items[i - 1], items[i], noted=noted):
            carried = UNSAID


def _are_neighbours(items: list[DateItem]) -> bool:
    """One meeting of two days, "12 och 13 januari kl. 18 (årsmöte)"."""
    first, last = items[0].start, items[-1].start
    return len(items) == 2 and (first.month, first.day + 1) == (last.month, last.day)


def _is_of_another_kind(parsed: Parsed) -> bool:
    """Behind the hour stands what that one meeting is: "11/4, 9/5 och 13/6 kl. 16 (årsmöte)"."""
    behind = parsed.tokens[parsed.times[-1].last :]
    opens = [t.low for t in behind[:1]] == ["("]
    return opens and any(t.sense.roles & MEETING for t in behind[1:KIND_REACH])


def _dense(parsed: Parsed, items: list[DateItem]) -> bool:
    """The dates follow each other with hardly a word between, and no body's: one hour after them is for all."""
    for before, item in itertools.pairwise(items):
        between = parsed.tokens[before.last : item.first]
        if sum(t.kind is WORD for t in between) > 2 or any(t.sense.roles & BODY for t in between):
            return False
        if _stands_apart(parsed, [*between, parsed.tokens[item.first]]):
            return False
    return True


def _stands_apart(parsed: Parsed, leading: list[Token]) -> bool:
    """Columns are parted by blanks before a day, and the hour stands in that of the last one."""
    hour = parsed.tokens[parsed.times[0].first]
    return hour.gap < WIDE and any(token.gap >= WIDE for token in leading)


def _only_joined(parsed: Parsed, before: DateItem, item: DateItem, *, noted: bool) -> bool:
    """Nothing but commas, "and" and weekdays stands between two dates, and a remark in parentheses, which
    may hold a number only if it is the hour of the first (`noted`)."""
    between = parsed.tokens[before.last : item.first]
    if between and between[0].low == "(" and len(between) <= LONGEST_REMARK:
        closed = next((n for n, t in enumerate(between) if t.low == ")"), 0)
        if not noted and any(t.kind is NUMBER for t in between[:closed]):
            return False
        between = between[closed:]
    if _stands_apart(parsed, [*between, parsed.tokens[item.first]]):
        return False
    return all(t.low in CONNECTORS or t.sense.roles & AND or t.sense.weekday for t in between)
