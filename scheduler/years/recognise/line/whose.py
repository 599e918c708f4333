"""Whose an hour is that is said once: the body before it, behind it, or several together."""

from __future__ import annotations

import math
from itertools import pairwise

from scheduler.years.recognise.line import (
    bodies,
    compounds,
    inflections,
    initials,
    mentions,
)
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.text.small_words import FOR, THE, WITH
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

AND, EXCEPT, MEETING, FEWEST_TOGETHER = (
    Role.AND.value, Role.EXCEPT.value, Role.MEETING.value, 2,
)  # fmt: skip
LONGEST_OPENING = 80
LEADS_TO_BODY = FOR | listed("( i")
WITH_REACH, LONGEST_LEAD = 2, 2
RESPECTIVELY = listed(
    "respektive respectively bzw beziehungsweise henholdsvis respektivt vastaavasti"
)


def subjects(parsed: Parsed) -> list[tuple[int, str]]:
    """The bodies that a sentence is about, also in one word with their meetings, "kommunstyrelsemötena": not one that
    they meet with, "tillsammans med samrådsgruppen"."""
    named = mentions.of(parsed.tokens, parsed.text)
    named += [(n, name) for n, t in enumerate(parsed.tokens) if (name := compounds.of_word(t))]
    subjects = [told for told in sorted(named) if not _is_beside(parsed.tokens, told[0])]
    return [(first, _spelt_out(parsed, first) or name) for first, name in subjects]


def _spelt_out(parsed: Parsed, first: int) -> str | None:
    """What the letters at `first` are short for, in parentheses behind it: "rektorsföredragningen (RF)", "Open House
    Hour (OHH)"."""
    tokens, letters = parsed.tokens, parsed.tokens[first].low
    signs = [t.low for t in (*tokens[max(0, first - 1) : first], *tokens[first + 1 : first + 2])]
    if signs != ["(", ")"] or first < FEWEST_TOGETHER or not bodies.is_letters(tokens[first]):
        return None
    words = tokens[max(0, first - 1 - len(letters)) : first - 1]
    if any(map(bodies.is_head, words)):
        return None
    if "".join(t.low[:1] for t in words) == letters and all(t.kind is WORD for t in words):
        return bodies.text_of(words[0], words[-1], parsed.text)
    return words[-1].text if initials.are_in(letters, words[-1].low) else None


def _is_beside(tokens: list[Token], first: int) -> bool:
    """The body at `first` is what letters stand for, "FU (forretningsudvalget)", or the letters for it, "Gemeinderat
    (GR)", or somebody else meets with it, "tillsammans med rådet", but "mötena med rådet"."""
    if first > 1 and tokens[first - 1].low == "(":
        before, letters = tokens[first - 2], bodies.is_letters(tokens[first])
        if bodies.is_letters(before) or (letters and bodies.is_head(before)):
            return True
    n = next((n for n in range(max(0, first - WITH_REACH), first) if tokens[n].low in WITH), None)
    return n is not None and not (n and tokens[n - 1].sense.roles & (MEETING | AND))


def but_for_a_body(following: list[Parsed]) -> bool:
    """Another body is left out next, so that this is said of all of them: "Meetings start at 7, except the Board's"."""
    return any(s.tokens[0].sense.roles & EXCEPT and subjects(s) for s in following)


def of_hours(
    parsed: Parsed, named: list[tuple[int, str]], hours: list[TimeItem]
) -> list[list[str]]:
    """Of each hour the bodies that it is said of; none where it is everybody's, or whose it is cannot be told."""
    if len(hours) == len(named) > 1 and (turns := _in_turn(parsed, named, hours)):
        return turns
    behind = _behind_each(named, hours)
    if _names_follow(parsed, hours, behind):
        return [[name for _, name in names] for names in behind]
    told = [_of_hour(parsed, named, hours, hour) for hour in hours]
    if is_of_all(named, hours):
        told[0] = []
    return told


def _in_turn(
    parsed: Parsed, named: list[tuple[int, str]], hours: list[TimeItem]
) -> list[list[str]]:
    """Names and hours in the same order: "Nämnden och utskottet möts kl. 13 respektive 9". Or the other way round."""
    if not (named[-1][0] < hours[0].first or hours[-1].first < named[0][0]):
        return []
    joints = [parsed.tokens[hour.first - 1] for hour in hours[1:]]
    joints += [parsed.tokens[before.last] for before, _ in pairwise(hours)]
    if not any(t.low in RESPECTIVELY for t in [*joints, *parsed.tokens[hours[-1].last :]]):
        return []
    return [[name] for _, name in named]


def _behind_each(
    named: list[tuple[int, str]], hours: list[TimeItem]
) -> list[list[tuple[int, str]]]:
    """The names behind each hour, up to the next one; nothing where a name stands before them all."""
    if not hours or not named or named[0][0] < hours[0].first:
        return []
    ends = [*(hour.first for hour in hours[1:]), math.inf]
    return [
        [told for told in named if hour.first < told[0] < end]
        for hour, end in zip(hours, ends, strict=True)
    ]


def _names_follow(
    parsed: Parsed, hours: list[TimeItem], behind: list[list[tuple[int, str]]]
) -> bool:
    """Each hour stands before the names of those whose it is: "kl. 8.30 för utskottet och kl. 13 för nämnden"."""
    if not behind or not all(behind):
        return False
    firsts = [[first for first, _ in names] for names in behind]
    led = all(
        _leads_to(parsed.tokens[hour.last : names[0]])
        for hour, names in zip(hours, firsts, strict=True)
    )
    return led and all(_are_joined(parsed.tokens, names) for names in firsts)


def _leads_to(between: list[Token]) -> bool:
    """What stands between an hour and its body: "för", "for the", "(", or nothing."""
    return len(between) <= LONGEST_LEAD and all(
        t.low in LEADS_TO_BODY or t.low in THE for t in between
    )


def _are_joined(tokens: list[Token], firsts: list[int]) -> bool:
    """The bodies, each after the first, stand behind a comma or "and"."""
    joints = [tokens[first - 1 - (tokens[first - 1].low in THE)] for first in firsts[1:]]
    return all(t.low == "," or t.sense.roles & AND for t in joints)


def _of_hour(
    parsed: Parsed, named: list[tuple[int, str]], hours: list[TimeItem], hour: TimeItem
) -> list[str]:
    """The bodies of one of the hours: the one right behind it, "kl. 8.30 för KSAU", the only one, or those listed
    before it: "Formannskapet og kommunestyret møtes kl. 12"."""
    tokens = parsed.tokens
    if LEADS_TO_BODY & {t.low for t in tokens[hour.last : hour.last + 1]}:
        behind = [name for first, name in named if hour.last < first <= hour.last + 2]
        if behind:
            return behind[:1]
    if sole := only_one(named):
        return sole
    earlier = [other.first for other in hours if other.first < hour.first]
    before = [told for told in named if told[0] < hour.first]
    near = [told for told in before if not earlier or told[0] > earlier[-1]]
    together = _are_joined(tokens, [first for first, _ in near])
    if len(hours) > 1:
        return [name for _, name in (near if together and near else before[-1:])]
    return [name for _, name in before] if together and len(before) == len(named) else []


def only_one(named: list[tuple[int, str]]) -> list[str]:
    """The body, where no other is named."""
    return [named[0][1]] if len({name.casefold() for _, name in named}) == 1 else []


def is_of_all(named: list[tuple[int, str]], hours: list[TimeItem]) -> bool:
    """The first hour is everybody's and each later one a body's that stands before it: "Meetings start at 7 pm
    (Finance Committee 2 pm)"."""
    if len(hours) < FEWEST_TOGETHER or not named or named[0][0] < hours[0].first:
        return False
    if named[-1][0] > hours[-1].first:
        return False
    return all(any(low.first < at < high.first for at, _ in named) for low, high in pairwise(hours))


def opening(parsed: Parsed) -> str:
    """The first words of a sentence, behind its bullet, as names are compared."""
    first = next((token.start for token in parsed.tokens if token.kind is WORD), 0)
    return inflections.fold(parsed.text[first : first + LONGEST_OPENING])
