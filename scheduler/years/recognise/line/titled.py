"""The name of the body that a heading without dates is about."""

from __future__ import annotations

from scheduler.years.recognise.line import compounds, where
from scheduler.years.recognise.line.bodies import (
    AND,
    BODY,
    BREAKS,
    LONGEST_NAME,
    MEETING,
    REACH,
    WELL_KNOWN,
    are_listed,
    clauses,
    heads_in,
    is_head,
    is_room,
    may_name,
    name_in,
    outside_parentheses,
    text_of,
)
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.body_words import ENGLISH_HEADS
from scheduler.years.recognise.text.lexicon import NOTHING
from scheduler.years.recognise.text.small_words import FOR
from scheduler.years.recognise.text.tokens import WORD, Token

MOST_JOINT, MOST_CLAUSES = 3, 4
APART = frozenset("/-,")


def of(parsed: Parsed) -> str | None:
    """The one body that a heading without dates is about."""
    told = parsed.said & (BODY | MEETING) or parsed.text.lower().startswith(compounds.OF_WHOLE)
    if not told and not any(map(may_name, parsed.tokens)):
        return None
    covered = parsed.covered()
    # "Kyrkoråd kl. 18 i Åsgården": behind the hour stands where they meet.
    starts = [parsed.times[0].first] if parsed.times else [0]
    starts += [parsed.weekdays[0].first] if parsed.weekdays and parsed.times else []
    hour = min(starts)
    if hour and not heads_in(parsed.tokens[:hour]):
        hour = 0
    tokens = [
        t
        for i, t in enumerate(parsed.tokens[: hour or None])
        if not covered[i] and not is_room(parsed.tokens, i)
    ]
    tokens = tokens[: where.begins(tokens)]
    outside = tokens if parsed.lows.isdisjoint("()") else list(outside_parentheses(tokens))
    if len(outside) > REACH:
        return None
    heads = len(heads_in(outside))
    if heads > 1 and are_listed(outside):
        return _of_joint(outside, parsed.text)
    name = None
    if heads and not _are_of_place(outside):
        name = in_clauses(outside, parsed.text)
        name = name or _of_capitals(next(clauses(outside), []), parsed.text)
    whole = compounds.of_heading(outside, parsed.text)
    return name or whole or compounds.of_whole(outside, parsed.text)


def _are_of_place(tokens: list[Token]) -> bool:
    """Letters that nothing tells of stand apart behind a name: "Norrby/CC", "Norrby – RH" may be where, or whose."""
    heads = heads_in(tokens)
    n = heads[0]
    if len(heads) > 1 or tokens[n].sense is not NOTHING or tokens[n].low in WELL_KNOWN:
        return False
    apart = n > 1 and tokens[n - 1].low in APART
    return apart and tokens[n - 2].kind is WORD and tokens[n - 2].sense is NOTHING


def in_clauses(tokens: list[Token], text: str) -> str | None:
    """The name in the first clause, or in as many as it takes: "Kommunfullmäktige – kl. 18.00 i Folkets hus", but
    "Barn-, kultur- och fritidsnämnden, Folkets hus" and "Ausschuss für Bildung, Jugend und Sport"."""
    found: str | None = None
    ends = [clause[-1].start for clause in clauses(tokens)]
    for end in ends[:MOST_CLAUSES] + ends[-1:]:
        whole = [t for t in tokens if t.start <= end]
        name = name_in(whole, text)
        listed = any(t.low in FOR for t in whole) and {t.low for t in whole} & BREAKS <= {","}
        if name and found is None and not listed:
            return name
        if name and found and listed and any(t.sense.roles & AND for t in whole[-3:]):
            return name
        found = found or name
    return found


def _of_joint(tokens: list[Token], text: str) -> str | None:
    """Two bodies over dates that both have: "KS och KF:", and nothing else."""
    if tokens[-1].low != ":":
        return None
    words = [t for t in tokens[:-1] if t.kind is WORD]
    named = [t for t in words if not t.sense.roles & AND]
    if len(named) > MOST_JOINT or not all(map(is_head, named)) or len(words) < len(tokens) - 1:
        return None
    # With what stands in parentheses: "FAU (Foreldrenes arbeidsutvalg) og SU:".
    return text_of(words[0], words[-1], text)


def _of_capitals(tokens: list[Token], text: str) -> str | None:
    """ "Executive Committee Plus President": an English title goes on behind its head."""
    words = [t for t in tokens if t.kind is WORD]
    heads = [n for n, t in enumerate(words) if t.low in ENGLISH_HEADS]
    if len(heads) != 1 or len(words) > LONGEST_NAME or len(words) < len(tokens):
        return None
    joined = any(t.sense.roles & AND for t in words[heads[0] + 1 :])
    titled = all(t.text[:1].isupper() and not t.text.isupper() for t in words)
    return text_of(words[0], words[-1], text) if joined and titled else None
