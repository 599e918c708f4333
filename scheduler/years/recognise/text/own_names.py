"""What the caller's own council is called, which no word may tell: "GranåsBrå", "Trygg i Granås"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scheduler.years.recognise.text.lexicon import Lexicon, Sense
from scheduler.years.recognise.text.runs import tokenise
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

Line = tuple[str, list[Token]]
BODY = Role.BODY.value
OF_BODY = Sense(roles=BODY)
# A longer name is a sentence.
LONGEST = 8


def known(names: Iterable[str], words: Lexicon) -> list[list[str]]:
    """The words of each name that the grammar would not take for one: "Kulturnämnden" it would."""
    told = [tokenise(name, words) for name in names]
    return [
        [token.low for token in tokens]
        for tokens in told
        if 0 < len(tokens) <= LONGEST
        and tokens[0].kind is WORD
        and not any(t.sense.roles & BODY for t in tokens)
        and not (len(tokens) == 1 and (tokens[0].sense.month or tokens[0].sense.weekday))
    ]


def marked(lines: Sequence[Line], names: list[list[str]]) -> list[Line]:
    """The lines, in which each such name is one word, and a body's."""
    return (
        [(text, _marked(text, tokens, names)) for text, tokens in lines] if names else list(lines)
    )


def without(told: str | None, names: Iterable[str]) -> str | None:
    """What is told of a meeting without the name of whose it is before it: "GranåsBrå Stadshuset, rum Eken"."""
    for name in names:
        opens = told and told.casefold().startswith(name.casefold())
        rest = told[len(name) :] if told and opens else ""
        if opens and not rest[:1].isalnum():
            return rest.strip(" ,.;:–-") or None
    return told


def _marked(text: str, tokens: list[Token], names: list[list[str]]) -> list[Token]:
    found: list[Token] = []
    n = 0
    while n < len(tokens):
        size = next((len(name) for name in names if _is_at(tokens, n, name)), 0)
        if not size:
            found.append(tokens[n])
            n += 1
            continue
        first, last = tokens[n], tokens[n + size - 1]
        name = text[first.start : last.end]
        whole = Token((WORD, name, name.lower(), -1, OF_BODY, None), first.start, first.gap)
        whole.struck = first.struck
        found.append(whole)
        n += size
    return found


def _is_at(tokens: list[Token], n: int, name: list[str]) -> bool:
    """The name stands at `n` with a capital, perhaps in the genitive."""
    lows = [token.low for token in tokens[n : n + len(name)]]
    whole = len(lows) == len(name) and lows[:-1] == name[:-1]
    return whole and lows[-1] in (name[-1], name[-1] + "s") and tokens[n].text[:1].isupper()
