"""The name of the body that a heading without dates is about."""

from __future__ import annotations

from scheduler.years.recognise.line import codes, compounds, where
from scheduler.years.recognise.line.bodies import (
    AND,
    BREAKS,
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
from scheduler.years.recognise.text.lexicon import NOTHING
from scheduler.years.recognise.text.plain_heads import OFFICES
from scheduler.years.recognise.text.small_words import FOR
from scheduler.years.recognise.text.tokens import WORD, Token

MOST_JOINT, MOST_CLAUSES = 3, 4
APART = frozenset("/-,")
# "Hovedutvalg areal, klima og drift"
OF_FIELDS_ALONE = frozenset(("hovedutvalg",))


def of(parsed: Parsed) -> str | None:
    """The one body that a heading without dates is about."""
    whole = parsed.text.lower().startswith(compounds.OF_WHOLE)
    if not whole and not any(map(may_name, parsed.tokens)):
        return None
    if codes.explains_stars(parsed.tokens) or _tells_who(parsed.tokens):
        return None
    covered = parsed.covered()
    # "Kyrkoråd kl. 18 i Åsgården": behind the hour stands where they meet.
    hour = parsed.times[0].first if parsed.times else 0
    last = hour if heads_in(parsed.tokens[:hour]) else len(parsed.tokens)
    tokens = [
        parsed.tokens[i] for i in range(last) if not covered[i] and not is_room(parsed.tokens, i)
    ]
    outside = list(outside_parentheses(tokens[: where.begins(tokens)]))
    if len(outside) > REACH:
        return None
    heads = heads_in(outside)
    if len(heads) > 1 and are_listed(outside):
        return _of_joint(outside, parsed.text)
    told = heads and not _are_of_place(outside, heads[0])
    name = in_clauses(outside, parsed.text) if told else None
    name = name or compounds.of_heading(outside, parsed.text)
    return name or compounds.of_whole(outside, parsed.text)


def _tells_who(tokens: list[Token]) -> bool:
    """Who holds an office: "Ordförande: N. N.", "Sekretær: Berg, Havnerådet"."""
    return tokens[0].low in OFFICES and [t.low for t in tokens[1:2]] == [":"]


def _are_of_place(tokens: list[Token], n: int) -> bool:
    """Letters that nothing tells of stand apart behind a name: "Norrby/CC", "Norrby – RH" may be where, or whose."""
    if n < 2 or tokens[n].sense is not NOTHING or tokens[n].low in WELL_KNOWN:
        return False
    return tokens[n - 1].low in APART and tokens[n - 2].sense is NOTHING


def in_clauses(tokens: list[Token], text: str) -> str | None:
    """The name in the first clause, or in as many as it takes: "Kommunfullmäktige – kl. 18.00 i Folkets hus", but
    "Barn-, kultur- och fritidsnämnden, Folkets hus" and "Ausschuss für Bildung, Jugend und Sport"."""
    found: str | None = None
    ends = [clause[-1].start for clause in clauses(tokens)]
    for end in ends[:MOST_CLAUSES] + ends[-1:]:
        whole = [t for t in tokens if t.start <= end]
        if whole[-1].low == "-" and not whole[-1].gap:
            continue  # "BARN-, KULTUR- OCH FRITIDSNÄMNDEN"
        name = name_in(whole, text)
        listed = any(t.low in FOR or t.low in OF_FIELDS_ALONE for t in whole) and {
            t.low for t in whole
        } & BREAKS <= {","}
        if name and (any(t.sense.roles & AND for t in whole[-3:]) if found else not listed):
            return name
        found = found or name
    return found


def _of_joint(tokens: list[Token], text: str) -> str | None:
    """Two bodies over dates that both have: "KS och KF:", and nothing else."""
    if tokens[-1].low != ":":
        return None
    words = [t for t in tokens if t.kind is WORD]
    named = [t for t in words if not t.sense.roles & AND]
    if len(words) < len(tokens) - 1 or len(named) > MOST_JOINT or not all(map(is_head, named)):
        return None
    # With what stands in parentheses: "FAU (Foreldrenes arbeidsutvalg) og SU:".
    return text_of(words[0], words[-1], text)
