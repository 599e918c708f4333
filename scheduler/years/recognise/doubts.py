"""Why a line is not read, and what of a line that is read is doubted."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from scheduler.years.recognise import headings
from scheduler.years.recognise.lexicon import Role
from scheduler.years.recognise.reasons import Reason
from scheduler.years.recognise.tail import Tail
from scheduler.years.recognise.values import Heading, Hours, Item, Items, Lexed, Reasons, Span

NOT_READ = Role.DEADLINE | Role.HOLIDAY | Role.STALE | Role.NONE | Role.RESERVE
OCR = re.compile(r"\d[lIOo](?![^\W\d_])|(?<![^\W\d_])[lIOo]\d")
"""A letter that a scanner took for a digit, or the other way."""


class Entry(NamedTuple):
    """A meeting's date within a line: items `at` to before `past`; `hours` where its first and last day tell theirs."""

    at: int
    past: int
    span: Span
    hours: Hours | None = None


class Parts(NamedTuple):
    """A line divided at its dates: what leads to the first, and before and behind each."""

    heading: Heading
    leads: tuple[Items, ...]
    tails: tuple[Tail, ...]


# faults: nothing is read of the line


def faults_of(line: Lexed, found: Items, entries: Sequence[Entry]) -> Reasons:
    bad = [Reason.of("no_such_time", time=item.value) for item in found if item.kind == "bad"]
    if bad:
        return tuple(bad)
    if _says_none(found):
        return (Reason.of("left_out"),)
    if _offers_choice(found):
        return (Reason.of("several_dates"),)
    for one, two in pairwise(entries):
        between = found[one.past : two.at]
        if _only_blanks(line, between, one, two, found):
            return (Reason.of("cells_unsure"),)
    if _is_prose(line, found, entries):
        return (Reason.of("left_out"),)
    return ()


def _says_none(found: Items) -> bool:
    """ "Inget möte", and nothing called off; "no meeting in April" is of no day here."""
    at = next(
        (
            n
            for n, (a, b) in enumerate(pairwise(found))
            if a.roles & Role.NONE and b.roles & Role.MEETING
        ),
        -1,
    )
    is_off = any(item.roles & Role.CANCEL for item in found)
    return at >= 0 and not is_off and not any(item.kind == "month" for item in found[at:])


def _offers_choice(found: Items) -> bool:
    """Days with "eller" between: "20 eller 27 april"."""
    return any(
        (item.is_sign("/") or item.roles & Role.OR)
        and before.kind in ("date", "number", "time")
        and behind.kind in ("date", "weekday")
        for before, item, behind in zip(found, found[1:], found[2:], strict=False)
    )


def _only_blanks(line: Lexed, between: Items, one: Entry, two: Entry, found: Items) -> bool:
    """Two dates with nothing to part them are cells of a table that lost its columns."""
    if is_struck(line, found[one.at]) != is_struck(line, found[two.at]):
        return False
    return all(item.kind in ("weekday", "month", "number") or item.is_sign("-") for item in between)


def is_struck(line: Lexed, item: Item) -> bool:
    return line.tokens[item.first].struck


def _is_prose(line: Lexed, found: Items, entries: Sequence[Entry]) -> bool:
    """A sentence with a day and no word for meetings: "Avgiften höjs från den 1 april 2027."."""
    if len(entries) > 1:
        return False
    if line.text.rstrip().endswith(":") and any(i.kind == "word" for i in found[entries[0].past :]):
        return True
    about = Role.MEETING | Role.KIND | Role.CANCEL | Role.BODY | Role.MOVED
    if any(item.roles & about for item in found):
        return False
    entry = entries[0]
    behind = list(found[entry.past :])
    if behind and behind[0].kind == "time":
        return False
    size = next(
        (n for n, i in enumerate(behind) if i.kind in ("sign", "time", "week")), len(behind)
    )
    has_colon = any(item.is_sign(":-") for item in found[: entry.at])
    unknown = _strange(behind[:size]) + (0 if has_colon else _strange(found[: entry.at]))
    ends = line.text.rstrip().endswith((".", "!")) and _strange(found)
    return unknown > 2 or bool(ends and unknown)


def _strange(found: Items) -> int:
    """How many words no list has; a capital is a name's."""
    return sum(
        item.kind == "word"
        and not item.value.roles
        and item.value.text[0].islower()
        and len(item.value.low) > 1
        for item in found
    )


# doubts: the meetings are given, and the line is marked


def doubts_of(
    line: Lexed,
    found: Items,
    entries: Sequence[Entry],
    parts: Parts,
    others: Sequence[str],
) -> Reasons:
    all_roles = 0
    for item in found:
        all_roles |= item.roles
    doubts = []
    if any(role in ("other", "inner") for role in others):
        doubts.append(Reason.of("part_left_out"))
    if all_roles & Role.MOVED:
        doubts.append(Reason.of("moved"))
    if any(item.is_sign("?") for item in found):
        doubts.append(Reason.of("unsettled"))
    if _is_unknown_head(found, entries, parts):
        doubts.append(Reason.of("meeting_unsure"))
    numbers = [item for item in found[: entries[0].at] if item.code and item.code in "SD"]
    numbers += [item for lead in parts.leads for item in lead if item.code and item.code in "SD"]
    if numbers or _has_torn_number(line, found) or _counts_and_lists(line):
        doubts.append(Reason.of("part_left_out"))
    if len(entries) > 1 and _lists_words(parts):
        doubts.append(Reason.of("part_left_out"))
    return tuple(doubts)


def _is_unknown_head(found: Items, entries: Sequence[Entry], parts: Parts) -> bool:
    """Words before the first day of which none is known to be about meetings."""
    heading = parts.heading
    known = (
        heading.roles & (headings.NAMED | Role.STALE | Role.CANCEL | Role.NUMBERED)
        or heading.body
        or heading.years
    )
    if heading.roles & (Role.SEASON | Role.SPRING | Role.AUTUMN) and not known:
        return len(entries) < 2
    if not heading.unknown or (known and len(entries) > 1):
        return False
    front = found[: entries[0].at]
    is_parted = any(item.is_sign(":-") for item in front)
    return not known or not (is_parted or len(heading.unknown) < 3)


def _has_torn_number(line: Lexed, found: Items) -> bool:
    """A number that letters or digits touch, and a month in which a sign stands: "15.0020", "sept€mber"."""
    long = any(item.code in ("4", "N") and len(item.value.text) > 3 for item in found)
    behind = [line.code[item.past : item.past + 1] for item in found if item.kind == "date"]
    return (long and "." in line.text) or bool(OCR.search(line.text)) or "!" in behind


def _counts_and_lists(line: Lexed) -> bool:
    """ "Möte 3, 14 juni": the third meeting, or the third of June too."""
    at = (match.start() for match in re.finditer(r"\w(?=_[SD],)", line.code))
    return any(line.tokens[n].roles & Role.MEETING for n in at)


def _lists_words(parts: Parts) -> bool:
    """A part of a list without a day: "internat vecka 35", "september (preliminärt)"."""
    leads = [item for lead in parts.leads[1:] for item in lead]
    if any(item.kind == "month" for item in leads) or any(tail.has_month for tail in parts.tails):
        return True
    is_week = any(tail.week and tail.note for tail in parts.tails)
    return is_week or _strange(leads) > 0


# lines without a day


def undated_faults(found: Items, heading: Heading) -> Reasons:
    kinds = {item.kind for item in found}
    if not found or heading.roles & (Role.HOLIDAY | Role.NONE):
        return ()
    if _starts_with_month(found, heading):
        return (Reason.of("no_day"),)
    if heading.roles & NOT_READ:
        return ()
    if "bad" in kinds and heading.roles & headings.VERBS:
        return (Reason.of("no_such_time", time=next(i.value for i in found if i.kind == "bad")),)
    is_rule = "weekday" in kinds and heading.roles & Role.RULE and heading.roles & Role.MEETING
    is_week = "week" in kinds and not heading.years and len(found) < 8
    is_lost = "month" in kinds and _lost_day(found)
    return (Reason.of("no_day"),) if is_week or is_lost or (is_rule and not heading.hours) else ()


def _lost_day(found: Items) -> bool:
    """A number beside the month that a letter made unreadable: "2O april"."""
    at = [n for n, item in enumerate(found) if item.kind == "month"]
    near = [
        found[m] for n in at for m in (n - 2, n - 1, n + 1, n + 2, n + 3) if 0 <= m < len(found)
    ]
    return any(item.kind == "number" and len(item.value.text) < 3 for item in near)


def _starts_with_month(found: Items, heading: Heading) -> bool:
    """ "Maj 2027 (datum meddelas senare)": a meeting whose day is not settled."""
    if found[0].kind != "month":
        return False
    is_open = heading.roles & (Role.OPEN | Role.KIND) or heading.body
    return bool(is_open or (heading.unknown and any(item.is_sign("(") for item in found)))
