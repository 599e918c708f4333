"""What in a line with dates is to be asked about: numbers left over, weeks and months without a day."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator

from scheduler.years.recognise.line import changes, clauses, deadlines, decided, parts, telling
from scheduler.years.recognise.line.clauses import say, words
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import (
    NAME,
    DateItem,
    Parsed,
    WeekItem,
)
from scheduler.years.recognise.line.running import COUNTED
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.small_words import AUXILIARIES, BECOMES, NOTICE, THE, THIS
from scheduler.years.recognise.text.tokens import NUMBER, Token
from scheduler.years.recognise.text.words import Role, listed

AND = Role.AND.value
LAST_DAY = 31
# So far from a week its label may begin.
NEAR = 8
MOVED, CLOCK, MEETING, NONE, ALL = (
    Role.MOVED.value, Role.CLOCK.value, Role.MEETING.value, Role.NONE.value, Role.ALL.value,
)  # fmt: skip
SAY_NOTHING = (AUXILIARIES | THE | THIS | NOTICE) | listed(
    "it es sie se unfortunately tyvärr desværre dessverre leider valitettavasti"
)
HOUR_SIGNS = ["."], [":"]
SLIPS, YEAR_SIGNS, COMMA, ENDS_YEAR = (3, 5), frozenset("./-"), frozenset(","), frozenset(",;.")
SENTENCE, LONGEST_ASIDE, MOST_BETWEEN = 40, 14, 6
# Behind a day's number where something is said of it, there, before it, and behind a month's name.
SAID_OF_DAY = frozenset("(*")
ENDS_DAY = parts.APART | {"", ",", "&"}
OPENS_DAY, CLOSES_MONTH = parts.ARTICLES | frozenset(",:-\t|"), frozenset(",.(;")
# What somebody moved is carried: "Moved by Smith, seconded by Jones, that the Board meet on …".
MOTION = listed("motion seconded")


def mark(parsed: Parsed, number: int, marks: Marks, found: list[Draft]) -> None:
    becomes = len(parsed.dates) > 1 and not parsed.lows.isdisjoint(BECOMES)
    if becomes or parsed.said & MOVED or not parsed.lows.isdisjoint(changes.HINTS):
        _move_doubts(parsed, number, marks, found)
    off = [draft.cancelled for draft in found]
    if not any(off) and changes.tells_other_off(parsed, found[0].item):
        marks.doubt(number, Reason.of("off_unsure"))
    if any(off):
        if not all(off) and not all(_set_apart(parsed, d.item) for d in found if d.cancelled):
            marks.doubt(number, Reason.of("cancelled_beside_others"))
        if _is_other_off(parsed, found[-1].item.last):
            marks.doubt(number, Reason.of("off_unsure"))
    for draft in found:
        if [t.low for t in parsed.tokens[draft.item.last : draft.item.last + 1]] == ["?"]:
            marks.doubt(number, Reason.of("question_mark"))
        if draft.body is None and parsed.said & ALL and telling.gathers(parsed.tokens, draft.item):
            marks.doubt(number, Reason.of("nobodys"))
    for before, draft in itertools.pairwise(found):
        if draft.item.first == before.item.last and not parsed.tokens[draft.item.first].gap:
            # "September 8, 2026August 11, 2026": two cells, of which one may hold no meeting.
            marks.doubt(number, Reason.of("cells_unsure"))
        falls = draft.item.start.day < before.item.start.day
        if draft.item.group and falls and draft.item.group == before.item.group:
            # "22 och 12 juni": the month of the first may be lost.
            marks.doubt(number, Reason.of("number_left", number=f"{before.item.start.day}"))
    for i in _numbers_left(parsed) if parsed.numbers_left else ():
        marks.doubt(number, Reason.of("number_left", number=parsed.tokens[i].text))
    for week in parsed.weeks:
        _give_week(parsed, week, number, marks)
    if parsed.months:
        _month_doubts(parsed, number, marks)


def _move_doubts(parsed: Parsed, number: int, marks: Marks, found: list[Draft]) -> None:
    for n, draft in enumerate(found):
        if changes.is_moved(parsed, draft.item):
            # It will not be held on that day, whatever became of it.
            draft.cancelled = True
            marks.doubt(number, Reason.of("moved"))
            following = found[n + 1] if n + 1 < len(found) else None
            if following and not changes.tells_which(parsed, draft.item, following.item):
                draft.moved_with = following
            if following:
                _give_new_day(draft, following)
    told = any(draft.cancelled for draft in found) or len(found) < len(parsed.dates)
    if len(found) > 1 and parsed.said & MOVED and not told and parsed.lows.isdisjoint(MOTION):
        # Which of the days is the new one cannot be told.
        marks.doubt(number, Reason.of("moved"))
    if len(found) == 1 and (
        changes.is_put_off(parsed, found[0].item) or _takes_over(parsed, found[0].item)
    ):
        marks.doubt(number, Reason.of("moved"))


def _give_new_day(old: Draft, new: Draft) -> None:
    """The new day has the body and the hour of the old one, unless others are told."""
    new.body = new.body or old.body
    if new.time is None:
        new.time, new.end_time = old.time, old.end_time


def _takes_over(parsed: Parsed, item: DateItem) -> bool:
    """The verb may stand behind the day: "werden stattdessen in der Sitzung am 9. April behandelt"."""
    around = words(parsed.tokens[: item.first])[-SENTENCE:] + parsed.tokens[item.last :][:1]
    return decided.takes_over(around)


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
        told = [t for t in words(tokens[stop + 1 : n]) if t.low not in SAY_NOTHING]
        other = any(item.first > stop for item in parsed.months)
        if told and (other or not say(told, MEETING)):
            return True
    return False


def _set_apart(parsed: Parsed, item: DateItem) -> bool:
    """Struck or marked in its own parenthesis, and a list goes on after it: "20 april (inställt),"."""
    behind = parsed.tokens[item.last : item.last + LONGEST_ASIDE]
    if behind and behind[0].low == "(":
        closes = next((n for n, t in enumerate(behind) if t.low == ")"), len(behind))
        behind = behind[closes + 1 :]
    elif not item.struck:
        return False
    return not behind or behind[0].low == "," or say(behind[:1], AND)


def number_faults(parsed: Parsed, number: int, marks: Marks) -> None:
    """A day glued to a date that was not taken is lost, "February1st15thNo Meeting", and so is one that is glued to its
    month and to another cell: "December20thNo Meeting"."""
    if any(_is_of_cells(parsed.tokens, item) for item in parsed.dates):
        marks.fault(number, Reason.of("cell_lost"))
    for i in _numbers_left(parsed) if parsed.numbers_left else ():
        if i + 1 < len(parsed.tokens) and parsed.tokens[i + 1].low in parts.APART:
            marks.fault(number, Reason.of("number_left", number=parsed.tokens[i].text))


def _is_of_cells(tokens: list[Token], item: DateItem) -> bool:
    """Nothing parts the day from the month before it, nor from "no meeting" behind it."""
    n = item.last + ([t.low for t in tokens[item.last : item.last + 1]] == ["."])
    behind = tokens[n : n + 1]
    glued = tokens[item.first].sense.month > 0 and not tokens[item.first + 1].gap
    return glued and say(behind, NONE) and not behind[0].gap


def _numbers_left(parsed: Parsed) -> Iterator[int]:
    """Lone numbers beside a date, which may be another day: "14 juni, 35"."""
    tokens, taken = parsed.tokens, parsed.covered()
    if tokens[0].sense.month:
        later = range(2, len(tokens) - 1)
        yield from (n for n in later if not taken[n] and _is_later_day(tokens, n))
    for item in parsed.dates:
        if _is_torn_off(parsed, item, taken):
            yield item.first - 1
        yield from _slip_of_year(parsed, item, taken)
        i = item.last
        while i < len(tokens) and (
            tokens[i].low in (",", "&", "-", "*") or tokens[i].sense.roles & AND
        ):
            i += 1
        left = i < len(tokens) and not taken[i] and parts.small(tokens[i])
        if left and _may_be_day(tokens, i, behind=i == item.last):
            yield i


def _slip_of_year(parsed: Parsed, item: DateItem, taken: list[bool]) -> list[int]:
    """Three or five digits where a date's year belongs: "14.11.027", "9/2/20277", "February 9, 207"."""
    rest = parsed.tokens[item.last : item.last + 3]
    glued = item.form is not NAME
    signs = YEAR_SIGNS if glued else COMMA
    n = int(bool(rest) and rest[0].low in signs and not rest[0].gap)
    if len(rest) <= n or rest[n].kind is not NUMBER or len(rest[n].low) not in SLIPS:
        return []
    ends = rest[n + 1].low in ENDS_YEAR if len(rest) > n + 1 else True
    slip = not rest[n].gap if glued else ends
    return [item.last + n] if slip and not taken[item.last + n] else []


def _may_be_day(tokens: list[Token], i: int, *, behind: bool) -> bool:
    """A number by itself, an hour without its minutes, or one that stands right behind a date's own numbers."""
    day, number, following = tokens[i - 1], tokens[i], tokens[i + 1 : i + 2]
    if behind and day.low == "." and not number.gap:
        return True  # "1.2.2.2021"
    if following and following[0].kind is NUMBER and len(following[0].low) == 2:
        # "18 30", "6 10pm", but not the number of a meeting before "18.30".
        return following[0].gap == 1 and [t.low for t in tokens[i + 2 : i + 3]] not in HOUR_SIGNS
    if (
        following
        and following[0].kind is NUMBER
        and len(following[0].low) == 1
        and tokens[0].sense.month
    ):
        return True  # "Aug 12 11 5"
    after = following[0].low if following else ""
    ends = after == "." and i + 2 == len(tokens)
    remark = after in SAID_OF_DAY and tokens[0].sense.month > 0
    return ends or remark or say(following, CLOCK) or after in ENDS_DAY


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
        return  # "Möte nr 1 6 februari"
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
    opens = before.low in OPENS_DAY or before.sense.weekday is not None or say([before], AND)
    return opens and len(number.low) == len(day.low) == day.gap == 1


def _give_week(parsed: Parsed, week: WeekItem, number: int, marks: Marks) -> None:
    """The date beside a week's number is in that week; there is a deadline that week, or a day is lost."""
    if deadlines.is_label(clauses.last(parsed.tokens[max(0, week.first - NEAR) : week.first])):
        return
    at = bisect_left(parsed.dates, week.first, key=lambda item: item.first)
    for item in parsed.dates[max(0, at - 1) : at + 1]:
        follows = item.first < week.first
        between = (
            parsed.tokens[item.last : week.first]
            if follows
            else parsed.tokens[week.last : item.first]
        )
        comma = follows and "," in [t.low for t in between]
        if len(between) <= MOST_BETWEEN and not comma and not say(between, AND):
            item.week = week.number
            return
    marks.doubt(number, Reason.of("part_without_day", part=f"{week.number}"))


def _month_doubts(parsed: Parsed, number: int, marks: Marks) -> None:
    tokens = parsed.tokens
    # "Mars 3 april": the day may be of the month before it.
    days = {item.first for item in parsed.dates if item.form is NAME}
    for month in parsed.months:
        before, after = (
            tokens[max(0, month.first - 1) : month.first],
            tokens[month.last : month.last + 1],
        )
        listed = say(before, AND) or [t.low for t in before] == [","]
        closed = not after or say(after, AND) or after[0].low in CLOSES_MONTH
        if (listed and closed) or month.last in days:
            marks.doubt(number, Reason.of("part_without_day", part=tokens[month.first].text))
