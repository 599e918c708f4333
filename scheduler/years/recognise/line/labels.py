"""The body that each date of a line is a meeting of: named in front of it, behind it, or at the start."""

from __future__ import annotations

from bisect import bisect_left

from scheduler.years.recognise.line import compounds, mentions, titled, where
from scheduler.years.recognise.line.bodies import (
    LONGEST_NAME,
    REACH,
    WELL_KNOWN,
    clauses,
    is_head,
    name_in,
    outside_parentheses,
)
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

AND, MEETING = Role.AND.value, Role.MEETING.value
PARTS = (
    "utskottet", "utskott", "utvalget", "udvalget", "jaosto", "presidiet", "presidium", "committee",
)  # fmt: skip
GENITIVES = ("s", "ksen", "nnan", "ston")


def of_dates(parsed: Parsed) -> list[str | None]:
    """For each date of the line the body named in front of it, else behind it, else at the start."""
    named = [
        n
        for n, token in enumerate(parsed.tokens)
        if token.kind is WORD
        and (is_head(token) or token.low in WELL_KNOWN or compounds.of_word(token) is not None)
    ]
    if not named:
        return [None] * len(parsed.dates)
    labels: list[str | None] = []
    at_start: str | None = None
    end = 0
    for i, item in enumerate(parsed.dates):
        following = parsed.dates[i + 1].first if i + 1 < len(parsed.dates) else len(parsed.tokens)
        before = _around(parsed, named, max(end, item.first - REACH), item.first)
        label: str | None = None
        if before and i == 0:
            label = at_start = _in_front(before, parsed)
        elif before:
            label = _last_clause_name(before, parsed)
        if label is None and at_start is None:
            after = _around(parsed, named, item.last, min(following, item.last + REACH))
            label = (behind(after, parsed.text) or _in_parenthesis(after)) if after else None
        labels.append(label or at_start)
        if label and i and at_start:
            at_start = label
        end = item.last
    return labels


def opens_with_name(parsed: Parsed) -> bool:
    """A body's name stands first on the line, so that the line is about that body."""
    words = [t for t in parsed.tokens[:6] if t.kind is WORD]
    return bool(words) and words[0].text[:1].isupper() and any(is_head(t) for t in words[:2])


def _around(parsed: Parsed, named: list[int], first: int, last: int) -> list[Token]:
    """The tokens of a stretch that belong to no item; none of them if no body is `named` there."""
    at = bisect_left(named, first)
    if at == len(named) or named[at] >= last:
        return []
    covered = parsed.covered()
    return [t for n, t in enumerate(parsed.tokens[first:last], first) if not covered[n]]


def _in_front(tokens: list[Token], parsed: Parsed) -> str | None:
    outside = tokens if parsed.lows.isdisjoint("()") else list(outside_parentheses(tokens))
    whole = name_in(outside, parsed.text)
    if whole:
        return whole
    parted = list(clauses(tokens))
    for clause in parted:
        name = name_in(clause, parsed.text)
        if name:
            return _with_list(name, outside, parsed.text)
    if not any(t.sense.roles & MEETING for t in tokens):
        return _of_genitive(tokens, parsed.text)
    # "Styrelsen har bokat tre fullmäktigemöten": the days are those of the meetings it is done for.
    held = {name for token in tokens if (name := compounds.of_word(token))}
    names = held or {name for _, name in mentions.of(tokens, parsed.text)}
    return names.pop() if len(names) == 1 else None


def _of_genitive(tokens: list[Token], text: str) -> str | None:
    """The body whose something it is: "Kommunstyrelsens strategidag"."""
    heads = [n for n, token in enumerate(tokens[:LONGEST_NAME]) if is_head(token)]
    if not heads or not tokens[heads[-1]].low.endswith(GENITIVES):
        return None
    rest = [token for token in tokens[heads[-1] + 1 :] if token.kind is WORD]
    if len(rest) != 1 or rest[0].sense.roles:
        return None
    return name_in(tokens[: heads[-1] + 1], text)


def _last_clause_name(tokens: list[Token], parsed: Parsed) -> str | None:
    while tokens and tokens[-1].low in (":", "("):
        tokens = tokens[:-1]  # "… 11/3. KF: 29/1", "… und des Rates (4.3.)"
    parted = list(clauses(tokens, keep_empty=True))
    if not parted:
        return None
    clause = parted[-1]
    while clause and clause[0].sense.roles & AND:
        clause = clause[1:]
    name = name_in(clause, parsed.text)
    if name is None and any(t.sense.roles & MEETING for t in parted[-1]):
        # "… medan dess arbetsutskott möts 5 januari"
        names = {named for _, named in mentions.of(parted[-1], parsed.text)}
        name = names.pop() if len(names) == 1 else None
    return name


def _leading(clause: list[Token], text: str) -> str | None:
    """The name a clause begins with, where a place follows: "Bauausschuss Rathaus"."""
    heads = [i for i, token in enumerate(clause[:LONGEST_NAME]) if is_head(token)]
    if not heads:
        return None
    rest = [token for token in clause[heads[-1] + 1 :] if token.kind is WORD]
    if not rest or any(token.text[:1].islower() or token.sense.roles for token in rest):
        return None
    return name_in(clause[: heads[-1] + 1], text)


def _before_item(tokens: list[Token], text: str) -> list[Token]:
    """The words before an hour or a weekday that was left out between them: "AU kl. 13–16 Äskanden"."""
    for n in range(1, len(tokens)):
        if any(map(str.isalnum, text[tokens[n - 1].end : tokens[n].start])):
            return tokens[:n]
    return tokens


def behind(tokens: list[Token], text: str) -> str | None:
    """The body that words behind a day name: the first of their clauses that is a name, "KS – budget"."""
    outside = list(outside_parentheses(tokens))
    opens = _before_item(outside, text)
    if len(opens) < len(outside) and (name := name_in(opens, text)):
        return name
    parted = list(clauses(outside))
    if parted and (leading := _leading(parted[0], text)):
        return leading
    for clause in parted:
        name = name_in(clause[: where.begins(clause)], text) or name_in(clause, text)
        if name:
            return _with_list(name, outside, text)
    listed = any(t.low == "," for t in outside) and any(t.sense.roles & AND for t in outside)
    return titled.in_clauses(outside, text) if listed else None


def _with_list(name: str, tokens: list[Token], text: str) -> str:
    """The name with what else the body is for: "Ausschuss für Bildung" goes on with ", Jugend und Sport"."""
    whole = titled.in_clauses(tokens, text)
    return whole if whole and whole.startswith(f"{name},") else name


def _in_parenthesis(tokens: list[Token]) -> str | None:
    """8/1 (ksau), 5 februari (arbetsutskottet): a body's part; others in parentheses are remarks."""
    if len(tokens) > 2 and tokens[0].low == "(" and tokens[2].low == ")":
        name = tokens[1]
        return name.text if name.low in WELL_KNOWN or name.low.endswith(PARTS) else None
    return None
