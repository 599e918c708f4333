"""One line as meetings: which of its dates are meetings, and which words, times and days belong to each."""

from __future__ import annotations

import itertools
from bisect import bisect_left

from scheduler.years.recognise import bodies, dates, grammar, notes, roles
from scheduler.years.recognise.drafts import Draft, Marks
from scheduler.years.recognise.items import (
    DateItem,
    Link,
    Parsed,
    TimeItem,
    WeekdayItem,
)
from scheduler.years.recognise.lexicon import Lexicon
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.tokens import Kind, Token
from scheduler.years.recognise.words import Role

ALL, ASIDE, CANCEL, AND, MEETING, MOVED = (
    Role.ALL.value, Role.ASIDE.value, Role.CANCEL.value, Role.AND.value, Role.MEETING.value,
    Role.MOVED.value,
)  # fmt: skip
CONNECTORS = frozenset(",;./&+•·()\t|") | {"den", "the"}
# A weekday farther behind a date than this speaks of something else.
FARTHEST_WEEKDAY = 6
SENTENCE = 12
MOST_INSIDE = 4


def read(parsed: Parsed, number: int, lexicon: Lexicon, marks: Marks) -> list[Draft]:
    """The meetings of a line that has dates; marks what in it is wrong or doubtful."""
    items = parsed.dates
    jobs = roles.of_dates(parsed)
    meetings = [i for i, job in enumerate(jobs) if job is roles.Job.MEETING]
    if not meetings:
        return []
    _weekdays(parsed, lexicon)
    chosen = _times(parsed, jobs, number, marks)
    cancelled = roles.cancelled(parsed, jobs)
    labels = bodies.of_dates(parsed)
    found: list[Draft] = []
    loose_year = _loose_year(parsed)
    for i in meetings:
        item = items[i]
        start, end = chosen[i]
        draft = Draft(number, item, start, end, labels[i], cancelled=i in cancelled)
        draft.note = notes.of_date(parsed, i, draft.body)
        draft.place = notes.place_of(parsed, i)
        draft.loose_year = loose_year
        # A place in front of the first date is where all of them are.
        draft.place = draft.place or (found[0].place if found and items[0].first else None)
        found.append(draft)
    _doubts(parsed, number, marks, found)
    if roles.Job.RESERVE in jobs:
        day = items[jobs.index(roles.Job.RESERVE)]
        part = parsed.text[parsed.tokens[day.first].start : parsed.tokens[day.last - 1].end]
        marks.doubt(number, Reason.of("reserve_left_out", part=part))
    return found


def _loose_year(parsed: Parsed) -> int | None:
    for year in parsed.years:
        if len(year.years) == 1:
            return year.years[0]
    return None


def _weekdays(parsed: Parsed, lexicon: Lexicon) -> None:
    """Gives each date the weekday written beside it; a misspelt one before a date is mended."""
    tokens = parsed.tokens
    for item in parsed.dates:
        before = item.first - 1
        if before >= 0 and tokens[before].low in (".", ","):
            before -= 1
        if before >= 0 and grammar.mend_weekday(tokens[before], lexicon):
            weekday = tokens[before].sense.weekday
            wrote = tokens[before].mended
            if weekday and not weekday.plural and wrote is not None:
                parsed.weekdays.append(WeekdayItem(before, before + 1, weekday))
                item.mended += ((wrote, tokens[before].low),)
    upcoming = iter(parsed.dates)
    last: DateItem | None = None
    following = next(upcoming, None)
    for weekday_item in sorted(parsed.weekdays, key=lambda w: w.first):
        while following and following.first <= weekday_item.first:
            last, following = following, next(upcoming, None)
        _attach(weekday_item, last, following, tokens)


def _attach(
    weekday: WeekdayItem, last: DateItem | None, following: DateItem | None, tokens: list[Token]
) -> None:
    if weekday.weekday.plural:
        return
    if following and following.weekday is None and following.first - weekday.last <= 2:
        between = tokens[weekday.last : following.first]
        if _ends_run(weekday, tokens):
            return  # torsdag–fredag 19–20 juni: the first of them is the first day's
        if all(t.low in (",", ".", "den", "the", "d", "(", ")") for t in between):
            following.weekday = weekday.weekday
            return
    run = tokens[weekday.last : weekday.last + 2]
    if following and len(run) == 2 and run[0].low == "-" and run[1].sense.weekday:
        if following.first - weekday.last <= 3:
            following.weekday = weekday.weekday
        return
    if last and last.weekday is None and last.until is None:
        between = tokens[last.last : min(weekday.first, last.last + FARTHEST_WEEKDAY + 1)]
        prose = sum(t.kind is Kind.WORD and len(t.low) > 3 and not t.sense.roles for t in between)
        if len(between) <= FARTHEST_WEEKDAY and not prose and all(t.low != "." for t in between):
            last.weekday = weekday.weekday


def _ends_run(weekday: WeekdayItem, tokens: list[Token]) -> bool:
    first = weekday.first
    return (
        first > 1 and tokens[first - 1].low == "-" and tokens[first - 2].sense.weekday is not None
    )


def _times(
    parsed: Parsed, jobs: list[roles.Job], number: int, marks: Marks
) -> list[tuple[TimeItem | None, TimeItem | None]]:
    """Start and end for each date of the line: its own, its list's, or the one before all dates."""
    items = parsed.dates
    if not parsed.times:
        return [(None, None)] * len(items)
    owned: list[list[TimeItem]] = [[] for _ in items]
    general: list[TimeItem] = []
    ahead: dict[int, TimeItem] = {}
    depth = _depths(parsed)
    k = -1
    for time in parsed.times:
        while k + 1 < len(items) and items[k + 1].first < time.first:
            k += 1
        if time.struck and not all(item.struck for item in items):
            continue
        aside = _is_aside(parsed, time)
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
    chosen = [_pick(times, number, marks) for times in owned]
    for first, time in ahead.items():
        for i in range(first, len(items)):
            if chosen[i] != (None, None) or (i > first and i in ahead):
                break
            chosen[i] = (time, None)
    everyone = _said_for_all(parsed)
    _spread(items, chosen, parsed, everyone)
    if not general and _only_last_has(chosen) and _dense(parsed, items):
        chosen = [chosen[-1]] * len(items)
    if general:
        default = _pick(general[:2], number, marks)
        chosen = [pair if pair != (None, None) else default for pair in chosen]
    return chosen


def _heads_list(parsed: Parsed, time: TimeItem, k: int) -> bool:
    """The hour stands before a colon and the dates it is for: "från april kl. 9: 23 april"."""
    if k + 1 >= len(parsed.dates) or time.last >= len(parsed.tokens):
        return False
    distance = parsed.dates[k + 1].first - time.last
    return parsed.tokens[time.last].low == ":" and distance <= 3


def _before_meetings(parsed: Parsed, jobs: list[roles.Job], time: TimeItem, k: int) -> bool:
    """The dates so far were of decisions, and the text has come to the meetings since."""
    if any(job is roles.Job.MEETING for job in jobs[: k + 1]) or k + 1 >= len(jobs):
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
    for i in range(time.first - 1, max(parsed.dates[-1].last, time.first - SENTENCE), -1):
        if tokens[i].text[:1].isupper() and tokens[i - 1].low == ".":
            return bool(tokens[i].sense.roles & (MEETING | ALL))
    return False


def _depths(parsed: Parsed) -> list[int]:
    depths, depth = [], 0
    for token in parsed.tokens:
        if token.low == "(":
            depth += 1
        elif token.low == ")":
            depth = max(0, depth - 1)
        depths.append(depth)
    return depths


def _is_aside(parsed: Parsed, time: TimeItem) -> bool:
    """The time is of something else than the meeting: "fika 12.30", "gruppmöte kl. 9"."""
    for token in reversed(parsed.tokens[max(0, time.first - 3) : time.first]):
        if token.kind is Kind.SIGN and token.low in (",", ";", "(", ")"):
            return False
        if token.sense.roles & ASIDE and not _until_latest(token):
            return True
    return False


def _until_latest(token: Token) -> bool:
    return token.low == "senast"


def _pick(
    times: list[TimeItem], number: int, marks: Marks
) -> tuple[TimeItem | None, TimeItem | None]:
    starts = [t for t in times if not t.until_only]
    ends = [t for t in times if t.until_only]
    start = starts[0] if starts else None
    if len(starts) > 1 and start and (starts[1].start, starts[1].end) != (start.start, start.end):
        marks.doubt(number, Reason.of("several_times", time=start.start))
    return start, ends[0] if ends else None


def _said_for_all(parsed: Parsed) -> bool:
    return bool(parsed.said & ALL)


def _spread(
    items: list[DateItem],
    chosen: list[tuple[TimeItem | None, TimeItem | None]],
    parsed: Parsed,
    everyone: bool,
) -> None:
    """A time after a list of dates is the time of all of them, back to the one before."""
    carried: tuple[TimeItem | None, TimeItem | None] = (None, None)
    for i in range(len(items) - 1, -1, -1):
        if chosen[i] != (None, None):
            carried = chosen[i]
        elif carried != (None, None):
            chosen[i] = carried
        linked = items[i].group or items[i].link is not Link.NONE or everyone
        if i and not linked and not _only_joined(parsed, items[i - 1], items[i]):
            carried = (None, None)


def _only_last_has(chosen: list[tuple[TimeItem | None, TimeItem | None]]) -> bool:
    return all(pair == (None, None) for pair in chosen[:-1])


def _dense(parsed: Parsed, items: list[DateItem]) -> bool:
    """The dates follow each other with hardly a word between: one hour after them is for all."""
    for before, item in itertools.pairwise(items):
        between = parsed.tokens[before.last : item.first]
        if len(between) > 6 or sum(t.kind is Kind.WORD for t in between) > 2:
            return False
        if any(t.low == "(" for t in between):
            return False
    return True


def _only_joined(parsed: Parsed, before: DateItem, item: DateItem) -> bool:
    """Nothing but commas, "and" and weekdays stands between two dates."""
    return all(
        t.low in CONNECTORS or t.sense.roles & AND or t.sense.weekday
        for t in parsed.tokens[before.last : item.first]
    )


def _doubts(parsed: Parsed, number: int, marks: Marks, found: list[Draft]) -> None:
    for draft in found if parsed.said & MOVED else ():
        if roles.is_moved(parsed, draft.item):
            # It will not be held on that day, whatever became of it.
            draft.cancelled = True
            marks.doubt(number, Reason.of("moved"))
    if len(found) > 1 and _partly_cancelled(parsed, found):
        marks.doubt(number, Reason.of("cancelled_beside_others"))
    for draft in found:
        for wrote, read_as in draft.item.mended:
            marks.doubt(number, Reason.of("mended", wrote=wrote, read=read_as))
    _number_doubts(parsed, number, marks)
    _week_doubts(parsed, number, marks)
    _month_doubts(parsed, number, marks)


def _partly_cancelled(parsed: Parsed, found: list[Draft]) -> bool:
    """Some of the line's meetings are cancelled and others not, and no parenthesis or comma tells
    clearly which."""
    if all(draft.cancelled for draft in found):
        return False
    return any(draft.cancelled and not _set_apart(parsed, draft.item) for draft in found)


def _set_apart(parsed: Parsed, item: DateItem) -> bool:
    """Struck or marked in its own parenthesis, and a list goes on after it: "20 april (inställt),"."""
    tokens, i = parsed.tokens, item.last
    if i < len(tokens) and tokens[i].low == "(":
        while i < min(len(tokens), item.last + 12) and tokens[i].low != ")":
            i += 1
        i += 1
    elif not item.struck:
        return False
    return i >= len(tokens) or tokens[i].low == "," or bool(tokens[i].sense.roles & AND)


def _number_doubts(parsed: Parsed, number: int, marks: Marks) -> None:
    """A lone number right after a date may be another day: "14 juni, 35"."""
    tokens = parsed.tokens
    taken = parsed.covered()
    if all(taken[n] for n, token in enumerate(tokens) if token.kind is Kind.NUMBER):
        return
    for item in parsed.dates:
        if _is_torn_off(parsed, item, taken):
            marks.doubt(number, Reason.of("number_left", number=tokens[item.first - 1].text))
        i = item.last
        while i < len(tokens) and (tokens[i].low in (",", "&") or tokens[i].sense.roles & AND):
            i += 1
        if i >= len(tokens) or taken[i] or not dates.small(tokens[i]):
            continue
        after = tokens[i + 1].low if i + 1 < len(tokens) else ""
        if after in ("", ",", "&", "st", "nd", "rd", "th") or (
            after == "." and i + 2 == len(tokens)
        ):
            marks.doubt(number, Reason.of("number_left", number=tokens[i].text))


def _is_torn_off(parsed: Parsed, item: DateItem, taken: list[bool]) -> bool:
    """A number between the weekday and the day may be the day's first digit: "tisdag 1 6 januari"."""
    i = item.first - 1
    if i < 1 or taken[i] or not dates.small(parsed.tokens[i]):
        return False
    before = parsed.tokens[i - 1]
    return bool(before.sense.weekday) or before.low in dates.ARTICLES


def _week_doubts(parsed: Parsed, number: int, marks: Marks) -> None:
    for week in parsed.weeks:
        owner = _owner_of_week(parsed, week.first, week.last)
        if owner is None:
            marks.doubt(number, Reason.of("part_without_day", part=f"{week.number}"))
        else:
            owner.week = week.number


def _owner_of_week(parsed: Parsed, first: int, last: int) -> DateItem | None:
    """The date beside a week number, with no comma or "and" between them."""
    at = bisect_left(parsed.dates, first, key=lambda item: item.first)
    for item in parsed.dates[max(0, at - 1) : at + 1]:
        if item.first >= last:
            between = parsed.tokens[last : item.first]
            close = len(between) <= 3
        else:
            between = parsed.tokens[item.last : first]
            close = len(between) <= 6
        if close and not any(
            t.sense.roles & AND or (t.low == "," and item.first < first) for t in between
        ):
            return item
    return None


def _month_doubts(parsed: Parsed, number: int, marks: Marks) -> None:
    for month in parsed.months:
        before = parsed.tokens[month.first - 1] if month.first else None
        after = parsed.tokens[month.last] if month.last < len(parsed.tokens) else None
        listed = before is not None and (before.low == "," or before.sense.roles & AND)
        closed = after is None or after.low in (",", ".", "(", ";") or after.sense.roles & AND
        if listed and closed:
            marks.doubt(number, Reason.of("part_without_day", part=parsed.tokens[month.first].text))


def of_week(parsed: Parsed, item: DateItem, number: int, marks: Marks) -> Draft:
    """The meeting of a line whose date is a weekday in a numbered week."""
    parsed.dates.append(item)
    start, end = _pick(parsed.times, number, marks)
    draft = Draft(number, item, start, end, bodies.of_dates(parsed)[0])
    draft.cancelled = bool(roles.cancelled(parsed, [roles.Job.MEETING]))
    draft.note = notes.of_date(parsed, 0, draft.body)
    draft.place = notes.place_of(parsed, 0)
    return draft
