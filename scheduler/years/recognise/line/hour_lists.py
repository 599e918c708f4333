"""A line that gives each body its hour and says nothing else: "Kulturnämnden kl. 13; AU: kl. 9", "Open Spaces Committee
3pm / Tree Board 5pm"."""

from __future__ import annotations

from itertools import pairwise

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.text.small_words import AT
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.verbs import MEET_OR_HELD
from scheduler.years.recognise.text.words import Role

NO_NAME = (
    Role.MEETING | Role.ASIDE | Role.BEGINS | Role.ALL | Role.EXCEPT | Role.USUALLY | Role.CANCEL
    | Role.DEADLINE
).value  # fmt: skip
PARTS, LEADS = frozenset(",;/"), AT | frozenset(":-(")
BESIDE = LEADS | frozenset(").")
FEWEST, LONGEST = 2, 9


def of(parsed: Parsed) -> list[tuple[str, TimeItem]]:
    """The names as they are written, with their hours; none where the line is anything else."""
    times = parsed.times
    if len(times) < FEWEST or len(times) < len(parsed.items):
        return []
    told = [_name(part, parsed.text) for part in _parts(parsed)]
    behind = parsed.tokens[times[-1].last :]
    if not all(told) or any(t.low not in BESIDE for t in behind):
        return []
    sure = sum(bodies.name_in(words, parsed.text) is not None for words in told)
    if sure < FEWEST or any(len(words) == 1 and not _is_short(words[0]) for words in told):
        return []  # "Kaffe kl. 17.30, styrelsen kl. 18"
    names = (bodies.text_of(words[0], words[-1], parsed.text) for words in told)
    return list(zip(names, times, strict=True))


def _parts(parsed: Parsed) -> list[list[Token]]:
    """What stands before each hour; nothing where no sign parts it from the hour before."""
    tokens, times = parsed.tokens, parsed.times
    parts = [tokens[: times[0].first]]
    for before, time in pairwise(times):
        between = tokens[before.last : time.first]
        first = next((n for n, t in enumerate(between) if t.low in PARTS), len(between))
        closed = all(t.low in BESIDE for t in between[:first])
        parts.append(between[first + 1 :] if closed else [])
    return parts


def _name(part: list[Token], text: str) -> list[Token]:
    """The tokens of a name, which a capital opens; nothing where the words say more."""
    words = list(part)
    while words and words[-1].low in LEADS:
        words.pop()
    if not words or len(words) > LONGEST or not words[0].text[:1].isupper():
        return []
    if bodies.name_in(words, text):
        return words
    said = [t for t in words if t.kind is WORD and not _is_short(t)]
    more = any(t.sense.roles & NO_NAME or t.low in MEET_OR_HELD for t in said)
    return [] if more or ":" in [t.low for t in words] else words


def _is_short(word: Token) -> bool:
    """A name of one word: one that is sure, or letters, whatever they may mean elsewhere."""
    return bodies.is_head(word) or (word.text.isupper() and len(word.text) > 1)
