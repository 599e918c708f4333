"""What in a line with dates is to be asked about: numbers left over, weeks and months without a day."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator

from scheduler.years.recognise.line import changes, clauses, deadlines, parts
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import (
    NAME,
    DateItem,
    Parsed,
)
from scheduler.years.recognise.line.running import COUNTED
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.aside_words import REPLACED
from scheduler.years.recognise.text.small_words import AUXILIARIES, THE, THIS
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

AND = Role.AND.value
LAST_DAY = 31
# So far from a week its label may begin.
NEAR = 8
MOVED, CLOCK, MEETING = Role.MOVED.value, Role.CLOCK.value, Role.MEETING.value
SAY_NOTHING = (AUXILIARIES | THE | THIS) | listed(
    "it det den detta es er sie se obs nb note unfortunately tyvärr desværre dessverre leider valitettavasti"
)
SENTENCE = 40


def mark(parsed: Parsed, number: int, marks: Marks, found: list[Draft]) -> None:
    several = len(found) > 1
    if parsed.said & MOVED or (several and not parsed.lows.isdisjoint(changes.HINTS | REPLACED)):
        _move_doubts(parsed, number, marks, found)
    if several and _partly_cancelled(parsed, found):
        marks.doubt(number, Reason.of("cancelled_beside_others"))
    told_off = "." in parsed.lows and any(d.cancelled and not d.item.struck for d in found)
    if told_off and _is_other_off(parsed, found[-1].item.last):
        marks.doubt(number, Reason.of("off_unsure"))
    for draft in found:
        for wrote, read_as in draft.item.mended:
            marks.doubt(number, Reason.of("mended", wrote=wrote, read=read_as))
    for draft in found if "?" in parsed.lows else ():
        if draft.item.last < len(parsed.tokens) and parsed.tokens[draft.item.last].low == "?":
            marks.doubt(number, Reason.of("question_mark"))
    for before, draft in itertools.pairwise(found) if several else ():
        falls = draft.item.start.day < before.item.start.day
        if draft.item.group and falls and draft.item.group == before.item.group:
            # "22 och 12 juni": the month of the first may be lost.
            marks.doubt(number, Reason.of("number_left", number=f"{before.item.start.day}"))
    if parsed.numbers_left:
        _number_doubts(parsed, number, marks)
    if parsed.weeks:
        _week_doubts(parsed, number, marks)
    if parsed.months:
        _month_doubts(parsed, number, marks)


def _move_doubts(parsed: Parsed, number: int, marks: Marks, found: list[Draft]) -> None:
    for n, draft in enumerate(found):
        if changes.is_moved(parsed, draft.item):
            # It will not be held on that day, whatever became of it.
            draft.cancelled = True
            marks.doubt(number, Reason.of("moved"))
            following = found[n + 1] if n + 1 < len(found) else None
            if following and following.time is None:
                # The new day has the hour of the old one, unless another is told.
                following.time, following.end_time = draft.time, draft.end_time
    if len(found) == 1 and changes.is_put_off(parsed, found[0].item):
        marks.doubt(number, Reason.of("moved"))


def _partly_cancelled(parsed: Parsed, found: list[Draft]) -> bool:
    """Some of the line's meetings are cancelled and others not, and no parenthesis or comma tells
    clearly which."""
    if all(draft.cancelled for draft in found):
        return False
    return any(draft.cancelled and not _set_apart(parsed, draft.item) for draft in found)


def _is_other_off(parsed: Parsed, first: int) -> bool:
    """A sentence of its own behind the days says that something is off which may not be the meeting: "The trip to
    Oakham is cancelled", "The meeting in June is cancelled"."""
    tokens = parsed.tokens
    for n in range(first, len(tokens)):
        if not changes.cancels(tokens, n):
            continue
        reach = range(n - 1, max(first, n - SENTENCE) - 1, -1)
        stop = next((k for k in reach if clauses.ends_sentence(parsed, k)), None)
        if stop is None:
            continue
        words = [t for t in tokens[stop + 1 : n] if t.kind is WORD and t.low not in SAY_NOTHING]
        other = any(item.first > stop for item in parsed.months)
        if words and (other or not any(t.sense.roles & MEETING for t in words)):
            return True
    return False


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


def number_faults(parsed: Parsed, number: int, marks: Marks) -> None:
    """A day glued to a date that was not taken is lost: "February1st15thNo Meeting"."""
    for i in _numbers_left(parsed) if parsed.numbers_left else ():
        if i + 1 < len(parsed.tokens) and parsed.tokens[i + 1].low in parts.APART:
            marks.fault(number, Reason.of("number_left", number=parsed.tokens[i].text))


def _number_doubts(parsed: Parsed, number: int, marks: Marks) -> None:
    for i in _numbers_left(parsed):
        marks.doubt(number, Reason.of("number_left", number=parsed.tokens[i].text))


def _numbers_left(parsed: Parsed) -> Iterator[int]:
    """Lone numbers beside a date, which may be another day: "14 juni, 35"."""
    tokens = parsed.tokens
    taken = parsed.covered()
    if all(taken[n] for n, token in enumerate(tokens) if token.kind is NUMBER):
        return
    if tokens[0].sense.month:
        yield from (
            n for n in range(2, len(tokens) - 1) if not taken[n] and _is_later_day(tokens, n)
        )
    for item in parsed.dates:
        if _is_torn_off(parsed, item, taken):
            yield item.first - 1
        i = item.last
        while i < len(tokens) and (tokens[i].low in (",", "&", "-") or tokens[i].sense.roles & AND):
            i += 1
        if i >= len(tokens) or taken[i] or not parts.small(tokens[i]):
            continue
        after = tokens[i + 1].low if i + 1 < len(tokens) else ""
        day = tokens[i - 1]
        # "1.2.2.2021": a number more than a date has.
        more = i == item.last and day.low == "." and not tokens[i].gap
        torn = day.kind is NUMBER and len(day.low) == len(tokens[i].low) == tokens[i].gap == 1
        timed = i + 1 < len(tokens) and tokens[i + 1].sense.roles & CLOCK
        if (
            timed
            or torn  # "February 2 7"
            or more
            or after in ("", ",", "&", "st", "nd", "rd", "th")
            or (after == "." and i + 2 == len(tokens))
        ):
            yield i


def _is_later_day(tokens: list[Token], n: int) -> bool:
    """A further day of the month that opens the line: "Februar: 10. Udvalget, 24. Byrådet"."""
    if not parts.small(tokens[n]) or not 0 < tokens[n].value <= LAST_DAY:
        return False
    following = tokens[n + 2 if tokens[n + 1].low == "." else n + 1 :]
    named = bool(following) and following[0].gap > 0 and following[0].text[:1].isupper()
    return tokens[n - 1].low in (",", ";") and named


def leading_number(parsed: Parsed, draft: Draft) -> None:
    """Takes note of a number before the day: that of an entry in a list, or "1 6 februari" for the 16th."""
    i = draft.item.first - 1
    if i < 0 or parsed.covered()[i] or not parts.small(parsed.tokens[i]):
        return
    number, day = parsed.tokens[i : i + 2]
    if day.gap != 1 or (i and parsed.tokens[i - 1].low in COUNTED):
        return
    draft.leading = number.value
    draft.torn = (
        len(number.low) == len(day.low) == 1 and 0 < 10 * number.value + day.value <= LAST_DAY
    )


def _is_torn_off(parsed: Parsed, item: DateItem, taken: list[bool]) -> bool:
    """A number between the weekday and the day may be the day's first digit: "tisdag 1 6 januari"."""
    i = item.first - 1
    if i < 1 or taken[i] or not parts.small(parsed.tokens[i]):
        return False
    before, number, day = parsed.tokens[i - 1 : i + 2]
    if before.sense.weekday or before.low in parts.ARTICLES:
        return True
    listed = before.low in (",", ":", "-", "\t", "|") or bool(before.sense.roles & AND)
    return listed and len(number.low) == len(day.low) == day.gap == 1


def _week_doubts(parsed: Parsed, number: int, marks: Marks) -> None:
    for week in parsed.weeks:
        if deadlines.labels(parsed.tokens[max(0, week.first - NEAR) : week.first]):
            continue
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
    # "Mars 3 april": the day may be of the month before it.
    days = {item.first for item in parsed.dates if item.form is NAME}
    for month in parsed.months:
        before = parsed.tokens[month.first - 1] if month.first else None
        after = parsed.tokens[month.last] if month.last < len(parsed.tokens) else None
        listed = before is not None and (before.low == "," or before.sense.roles & AND)
        closed = after is None or after.low in (",", ".", "(", ";") or after.sense.roles & AND
        if (listed and closed) or month.last in days:
            marks.doubt(number, Reason.of("part_without_day", part=parsed.tokens[month.first].text))
