"""Whose an hour is that is said once: the body before it, behind it, or several together."""

from __future__ import annotations

from itertools import pairwise

from scheduler.years.recognise.line import bodies, compounds, mentions, naming
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.text.small_words import FOR, THE, WITH
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

AND, EXCEPT, MEETING, FEWEST_TOGETHER = (
    Role.AND.value, Role.EXCEPT.value, Role.MEETING.value, 2,
)  # fmt: skip
LONGEST_OPENING = 80
LEADS_TO_BODY = FOR | listed("( i")
WITH_REACH = 2


def subjects(parsed: Parsed) -> list[tuple[int, str]]:
    """The bodies that a sentence is about, also in one word with their meetings, "kommunstyrelsemötena": not one that
    they meet with, "tillsammans med samrådsgruppen"."""
    named = mentions.of(parsed.tokens, parsed.text)
    named += [(n, name) for n, t in enumerate(parsed.tokens) if (name := compounds.of_word(t))]
    return [told for told in sorted(named) if not _is_beside(parsed.tokens, told[0])]


def _is_beside(tokens: list[Token], first: int) -> bool:
    """The body at `first` is what letters stand for, "FU (forretningsudvalget)", or somebody else meets with it,
    "tillsammans med rådet", but "mötena med rådet"."""
    if first > 1 and tokens[first - 1].low == "(" and bodies.is_letters(tokens[first - 2]):
        return True
    n = next((n for n in range(max(0, first - WITH_REACH), first) if tokens[n].low in WITH), None)
    return n is not None and not (n and tokens[n - 1].sense.roles & (MEETING | AND))


def but_for_a_body(following: list[Parsed]) -> bool:
    """Another body is left out next, so that this is said of all of them: "Meetings start at 7, except the Board's"."""
    return any(s.tokens[0].sense.roles & EXCEPT and subjects(s) for s in following)


def of_hour(
    parsed: Parsed, named: list[tuple[int, str]], time: TimeItem | None, hours: int
) -> list[str]:
    """The bodies of one hour of `hours`: the one right behind it, "kl. 8.30 för KSAU, kl. 13 för KS", the only one, of
    several hours' the nearest before it, or all that are listed: "Formannskapet og kommunestyret møtes kl. 12"."""
    tokens = parsed.tokens
    if time and LEADS_TO_BODY & {t.low for t in tokens[time.last : time.last + 1]}:
        behind = [name for first, name in named if time.last < first <= time.last + 2]
        if behind:
            return behind[:1]
    if len({name.casefold() for _, name in named}) == 1:
        return [named[0][1]]
    before = [name for first, name in named if time and first < time.first]
    if hours > 1:
        return before[-1:]
    joints = [tokens[first - 1 - (tokens[first - 1].low in THE)] for first, _ in named[1:]]
    listed = all(t.low == "," or t.sense.roles & AND for t in joints)
    return before if listed and len(before) == len(named) else []


def is_of_all(named: list[tuple[int, str]], anchors: list[int]) -> bool:
    """The first hour is everybody's and each later one a body's that stands before it: "Meetings start at 7 pm
    (Finance Committee 2 pm)". `anchors`: where the hours begin."""
    if len(anchors) < FEWEST_TOGETHER or not named or named[0][0] < anchors[0]:
        return False
    return all(any(low < at < high for at, _ in named) for low, high in pairwise(anchors))


def opening(parsed: Parsed) -> str:
    """The first words of a sentence, behind its bullet, as names are compared."""
    first = next((token.start for token in parsed.tokens if token.kind is WORD), 0)
    return naming.fold(parsed.text[first : first + LONGEST_OPENING])
