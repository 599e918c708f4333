"""The hours of each date of a line: its own, its list's, or those said before all of them."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable

from scheduler.years.recognise.line import clauses, other_hours, roles, tails
from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.line.items import NO_LINK, DateItem, Parsed, TimeItem
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, WORD
from scheduler.years.recognise.text.words import Role

ALL = Role.ALL.value
AND = Role.AND.value
MEETING = Role.MEETING.value

CONNECTORS = frozenset(",;./&+•·()\t|") | {"den", "the"}
SENTENCE = 12
MOST_INSIDE = 4
LONGEST_REMARK, LONGEST_SENTENCE = 12, 30
# Said anywhere in the line; there the Finnish "joka" is "which".
EACH = small.EACH - {"joka"}
ENDS, BODY = Role.ENDS.value, Role.BODY.value
KIND_REACH = 4
# Start and end for each date of a line.
Chosen = list[tuple[TimeItem | None, TimeItem | None]]


def of_dates(parsed: Parsed, jobs: list[roles.Job], number: int, marks: Marks) -> Chosen:
    """Start and end for each date of the line: its own, its list's, or the one before all dates."""
    items = parsed.dates
    if not parsed.times:
        return [(None, None)] * len(items)
    owned: list[list[TimeItem]] = [[] for _ in items]
    general: list[TimeItem] = []
    ahead: dict[int, TimeItem] = {}
    depth = _depths(parsed)
    k = -1
    told = {id(tail.time): tail for tail in tails.of(parsed, items[-1].last) if tail.time}
    for time in parsed.times:
        if id(time) in told:
            continue
        while k + 1 < len(items) and items[k + 1].first < time.first:
            k += 1
        if time.struck and not all(item.struck for item in items):
            continue
        if k >= 0 and other_hours.is_of_deadline(parsed, jobs, time, k):
            continue
        aside = other_hours.is_aside(parsed, time)
        if k >= 0 and time.until_only and _in_later_sentence(parsed, items[k], time):
            continue
        if k >= 0 and not aside and _heads_list(parsed, time, k):
            ahead[k + 1] = time
        elif k >= 0 and not aside and _before_meetings(parsed, jobs, time, k):
            general.append(time)
        elif k < 0 or (k == len(items) - 1 and not owned[k] and _new_sentence(parsed, time)):
            if not aside:
                general.append(time)
        elif not (aside or (depth[time.first] and owned[k])):
            owned[_outside(items, depth, k, time)].append(time)
        elif aside and not depth[time.first] and not owned[k]:
            owned[k].append(time) if len(parsed.times) == 1 else None
    chosen = [pick(times, number, marks) for times in owned]
    _give_ahead(ahead, chosen)
    if len(items) > 1:
        noted = {k for k, times in enumerate(owned) if times and depth[times[0].first]}
        noted |= _told_again(items, owned) if general else set()
        own = _is_of_another_kind(parsed)
        shared = items[:-1] if own else items
        _spread(shared, chosen, parsed, said_for_all(parsed), noted, common=bool(general))
        of_last = _only_last_has(chosen) and jobs[-1] is roles.A_MEETING
        if not general and of_last and _dense(parsed, items) and not own:
            chosen = [chosen[-1]] * len(items)
    if general:
        default = pick(general[:2], number, marks)
        chosen = [pair if pair != (None, None) else default for pair in chosen]
    _give_tails(told.values(), items, chosen)
    return chosen


def _give_tails(told: Iterable[tails.Tail], items: list[DateItem], chosen: Chosen) -> None:
    """Gives the dates of a month the hour that is said of it behind all dates."""
    for tail in told:
        for i, item in enumerate(items):
            if item.start.month == tail.month:
                chosen[i] = (tail.time, None)


def _told_again(items: list[DateItem], owned: list[list[TimeItem]]) -> set[int]:
    """Days with an hour that stand in the list before them: "kl. 18: 11/3, 8/4; 8/4 dock kl. 17"."""
    said: set[tuple[int, int]] = set()
    again: set[int] = set()
    for k, item in enumerate(items):
        day = item.start.day, item.start.month
        again |= {k} if day in said and owned[k] else set()
        said.add(day)
    return again


def _give_ahead(ahead: dict[int, TimeItem], chosen: Chosen) -> None:
    """Gives the dates behind an hour and a colon that hour, up to one that has its own."""
    for first, time in ahead.items():
        for i in range(first, len(chosen)):
            if chosen[i] != (None, None) or (i > first and i in ahead):
                break
            chosen[i] = (time, None)


def goes_on(
    items: list[DateItem],
    chosen: Chosen,
    time: TimeItem,
) -> bool:
    """A list goes on without an hour behind the date that has one: "10/2, 12/3 kl. 9, 24/3". Where
    there is a common hour, only that date has another."""
    after = bisect_left(items, time.first, key=lambda item: item.first)
    return after < len(items) and chosen[after] == (None, None)


def _heads_list(parsed: Parsed, time: TimeItem, k: int) -> bool:
    """The hour stands before a colon and the dates it is for: "från april kl. 9: 23 april"."""
    if k + 1 >= len(parsed.dates) or time.last >= len(parsed.tokens):
        return False
    distance = parsed.dates[k + 1].first - time.last
    return parsed.tokens[time.last].low == ":" and distance <= 3


def _before_meetings(parsed: Parsed, jobs: list[roles.Job], time: TimeItem, k: int) -> bool:
    """The dates so far were of decisions, and the text has come to the meetings since."""
    if k + 1 >= len(jobs) or roles.A_MEETING in jobs[: k + 1]:
        return False
    between = parsed.tokens[parsed.dates[k].last : time.first]
    return any(token.sense.roles & MEETING for token in between)


def _outside(items: list[DateItem], depth: list[int], k: int, time: TimeItem) -> int:
    """The date before a parenthesis with another in it, for an hour behind that parenthesis."""
    owner = k
    while owner and depth[items[owner].first] > depth[time.first] and k - owner < MOST_INSIDE:
        owner -= 1
    return owner if depth[items[owner].first] <= depth[time.first] else k


def _new_sentence(parsed: Parsed, time: TimeItem) -> bool:
    """The hour is told in a sentence of its own after all the dates."""
    tokens = parsed.tokens
    if "." not in parsed.lows:
        return False
    for i in range(time.first - 1, max(parsed.dates[-1].last, time.first - SENTENCE), -1):
        if tokens[i - 1].low == "." and tokens[i].text[:1].isupper():
            return bool(tokens[i].sense.roles & (MEETING | ALL))
    return False


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


def _in_later_sentence(parsed: Parsed, item: DateItem, time: TimeItem) -> bool:
    """The hour until which something lasts is told in a sentence of its own, not of the meeting's end."""
    tokens = parsed.tokens
    reach = range(max(item.last, time.first - LONGEST_SENTENCE), time.first)
    stop = next((n for n in reversed(reach) if clauses.ends_sentence(parsed, n)), None)
    if stop is None or any(t.sense.roles & ENDS for t in tokens[stop : time.first]):
        return False
    at = bisect_left(parsed.times, stop, key=lambda time: time.first)
    return parsed.times[at] is time  # no hour at which it begins


def pick(
    times: list[TimeItem], number: int, marks: Marks
) -> tuple[TimeItem | None, TimeItem | None]:
    if len(times) == 1:
        return (None, times[0]) if times[0].until_only else (times[0], None)
    starts = [t for t in times if not t.until_only]
    ends = [t for t in times if t.until_only]
    if len(starts) == 2 and not ends and _are_a_span(*starts):
        starts, ends = starts[:1], starts[1:]
    start = starts[0] if starts else None
    if len(starts) > 1 and start and (starts[1].start, starts[1].end) != (start.start, start.end):
        marks.doubt(number, Reason.of("several_times", time=start.start))
    return start, ends[0] if ends else None


def _are_a_span(begin: TimeItem, end: TimeItem) -> bool:
    """Two hours with nothing but a blank between, as a calendar shows them: "19:00 21:00"."""
    if begin.last != end.first or begin.start is None or end.start is None:
        return False
    return begin.end is None and end.end is None and begin.start < end.start


def said_for_all(parsed: Parsed) -> bool:
    """ "Alle Sitzungen", "jeweils"."""
    return bool(parsed.said & ALL) or not parsed.lows.isdisjoint(EACH)


def _spread(
    items: list[DateItem],
    chosen: Chosen,
    parsed: Parsed,
    everyone: bool,
    aside: set[int],
    *,
    common: bool,
) -> None:
    """A time after a list of dates is the time of all of them, back to the one before. One in parentheses
    (`aside`) is of its date alone where the list has another, behind it or before all dates (`common`)."""
    carried: tuple[TimeItem | None, TimeItem | None] = (None, None)
    for i in range(len(items) - 1, -1, -1):
        if chosen[i] != (None, None):
            alone = i in aside and (common or carried != (None, None))
            carried = carried if alone else chosen[i]
        elif carried != (None, None):
            chosen[i] = carried
        linked = items[i].group or items[i].link is not NO_LINK or everyone
        noted = i - 1 in aside
        if i and not linked and not _only_joined(parsed, items[i - 1], items[i], noted=noted):
            carried = (None, None)


def _only_last_has(chosen: Chosen) -> bool:
    return all(pair == (None, None) for pair in chosen[:-1])


def _is_of_another_kind(parsed: Parsed) -> bool:
    """Behind the hour stands what that one meeting is: "11/4, 9/5 och 13/6 kl. 16 (årsmöte)"."""
    behind = parsed.tokens[parsed.times[-1].last :]
    opens = [t.low for t in behind[:1]] == ["("]
    return opens and any(t.sense.roles & MEETING for t in behind[1:KIND_REACH])


def _dense(parsed: Parsed, items: list[DateItem]) -> bool:
    """The dates follow each other with hardly a word between: one hour after them is for all."""
    for before, item in itertools.pairwise(items):
        between = parsed.tokens[before.last : item.first]
        if any(t.sense.roles & BODY for t in between):
            return False  # of another body
        if len(between) > 6 or sum(t.kind is WORD for t in between) > 2:
            return False
        if any(t.low == "(" for t in between):
            return False
    return True


def _only_joined(parsed: Parsed, before: DateItem, item: DateItem, *, noted: bool) -> bool:
    """Nothing but commas, "and" and weekdays stands between two dates, and a remark in parentheses, which
    may hold a number only if it is the hour of the first (`noted`)."""
    between = parsed.tokens[before.last : item.first]
    if len(between) > 2 and between[0].low == "(" and len(between) <= LONGEST_REMARK:
        closed = next((n for n, t in enumerate(between) if t.low == ")"), 0)
        if not noted and any(t.kind is NUMBER for t in between[:closed]):
            return False
        between = between[closed:]
    return all(t.low in CONNECTORS or t.sense.roles & AND or t.sense.weekday for t in between)
