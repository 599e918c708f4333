"""Letters in parentheses behind a body, with a line below that tells their hour: "US (D), UHKO (K)"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from scheduler.years.recognise.line import bodies, inflections, mentions
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

AND = Role.AND.value
LONGEST, LONGEST_LEGEND = 2, 120
MEANS = listed("= betyr betyder means bedeutet tarkoittaa")
EXPLAINS = MEANS | {":", "-"}


def at(tokens: Sequence[Token], n: int) -> str | None:
    """The code in parentheses that open at token `n`."""
    closed = [t.low for t in tokens[n : n + 3 : 2]] == ["(", ")"]
    return _code(tokens[n + 1]) if closed else None


def _code(token: Token) -> str | None:
    return token.low if token.text.isupper() and len(token.text) <= LONGEST else None


def legend(tokens: Sequence[Token]) -> str | None:
    """The letters that a line explains: "(D) = Dagmøte, kl. 09.00", "D = dagmöte kl. 9"."""
    if code := at(tokens, 0):
        return code if len(tokens) > 3 and tokens[3].low in EXPLAINS else None
    return _code(tokens[0]) if len(tokens) > 1 and tokens[1].low in MEANS else None


def explains_stars(tokens: Sequence[Token]) -> bool:
    """The line tells what stars behind a day mean: "*= budgetberedning"."""
    behind = next((n for n, t in enumerate(tokens) if t.low != "*"), 0)
    return behind > 0 and tokens[behind].low in MEANS


def of_day(tokens: Sequence[Token]) -> str | None:
    """The one code behind a day."""
    found = {code for n in range(len(tokens)) if (code := at(tokens, n))}
    return found.pop() if len(found) == 1 else None


def names(parsed: Parsed) -> dict[str, str]:
    """What letters stand for, by the whole name: "(FSK = formannskap, KST = kommunestyre)", "Technischer Ausschuss
    (TA)"."""
    tokens = parsed.tokens[:LONGEST_LEGEND]
    told = _in_parentheses(tokens, parsed.text) if "(" in parsed.lows else {}
    for n in range(1, len(tokens) - 1):
        if tokens[n].low != "=" or not bodies.is_letters(tokens[n - 1]):
            continue
        name = list(takewhile(_is_of_name, tokens[n + 1 :]))
        if name:
            told[inflections.stem(bodies.text_of(name[0], name[-1], parsed.text))] = tokens[
                n - 1
            ].text
    return told


def _in_parentheses(tokens: list[Token], text: str) -> dict[str, str]:
    """Letters right behind a body's name, by the name."""
    told: dict[str, str] = {}
    for first, name in mentions.of(tokens, text):
        *_, last = name.casefold().split()
        n = next((n for n in range(first, len(tokens)) if tokens[n].low.endswith(last)), first)
        signs = [t.low for t in tokens[n + 1 : n + 4 : 2]]
        if signs == ["(", ")"] and bodies.is_letters(tokens[n + 2]):
            told[inflections.stem(name)] = tokens[n + 2].text
    return told


def _is_of_name(token: Token) -> bool:
    return token.kind is WORD and not token.sense.roles & AND
