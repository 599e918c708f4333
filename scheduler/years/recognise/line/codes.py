"""Letters in parentheses behind a body, with a line below that tells their hour: "US (D), UHKO (K)"."""

from __future__ import annotations

from dataclasses import replace

from scheduler.years.recognise.line import bodies, naming
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

AND = Role.AND.value
LONGEST, FEWEST = 2, 2
MEANS = listed("= betyr betyder means bedeutet tarkoittaa")
LONGEST_LIST, LONGEST_LEGEND = 40, 120


def legend(tokens: list[Token]) -> str | None:
    """The letters that a line explains: "(D) = Dagmøte, kl. 09.00", "D = dagmöte kl. 9"."""
    opens = tokens[:1] and tokens[0].low == "("
    at = 1 if opens else 0
    closes = at + 2 if opens else at + 1
    if len(tokens) <= closes or (opens and tokens[closes - 1].low != ")"):
        return None
    leads = tokens[closes].low in (MEANS | {":", "-"} if opens else MEANS)
    return tokens[at].low if leads and _is_code(tokens[at]) else None


def names(parsed: Parsed) -> dict[str, str]:
    """What letters stand for, by the whole name: "(FSK = formannskap, KST = kommunestyre)"."""
    told: dict[str, str] = {}
    tokens = parsed.tokens[:LONGEST_LEGEND]
    for n in range(1, len(tokens) - 1):
        if tokens[n].low != "=" or not bodies.is_letters(tokens[n - 1]):
            continue
        last = n + 1
        while (
            last < len(tokens) and tokens[last].kind is WORD and not tokens[last].sense.roles & AND
        ):
            last += 1
        if last > n + 1:
            whole = parsed.text[tokens[n + 1].start : tokens[last - 1].end]
            told[naming.stem(whole)] = tokens[n - 1].text
    return told


def of_day(parsed: Parsed, draft: Draft) -> str | None:
    """The one code behind a day."""
    found = {code for _, code in _coded(parsed.tokens[draft.item.last :]) if code}
    return found.pop() if len(found) == 1 else None


def each_body(parsed: Parsed, draft: Draft) -> list[Draft]:
    """A meeting of each of the bodies that stand behind a day and nothing else beside them."""
    told = _listed(parsed.tokens[draft.item.last :])
    if len(told) < FEWEST or not any(code for _, code in told):
        draft.code = of_day(parsed, draft)
        return [draft]
    behind = sum(t.kind is WORD for t in parsed.tokens[draft.item.last :])
    note = draft.note if parsed.left > behind else None
    return [
        replace(draft, item=replace(draft.item), body=name.text, code=code, note=note)
        for name, code in told
    ]


def _listed(tokens: list[Token]) -> list[tuple[Token, str | None]]:
    """The bodies of a list of them with their codes; none where anything else is said."""
    if not tokens or len(tokens) > LONGEST_LIST:
        return []
    told = _coded(tokens)
    joints = len(tokens) - sum(1 if code is None else 4 for _, code in told)
    signs = [t for t in tokens if t.low in (",", "-", ":", "/", "+", "&") or t.sense.roles & AND]
    bare = any(
        code is None and bodies.is_letters(name) and name.low not in bodies.WELL_KNOWN
        for name, code in told
    )
    if bare or joints != len(signs):
        return []  # "15 maj VR, BD": letters of a legend, perhaps
    return told if all(bodies.is_head(name) for name, _ in told) else []


def _coded(tokens: list[Token]) -> list[tuple[Token, str | None]]:
    """Words with the code right behind each."""
    found: list[tuple[Token, str | None]] = []
    for n, token in enumerate(tokens):
        if token.kind is not WORD or token.sense.roles & AND:
            continue
        if n and tokens[n - 1].low == "(":
            continue
        code = None
        closed = n + 3 < len(tokens) and tokens[n + 1].low == "(" and tokens[n + 3].low == ")"
        if closed and _is_code(tokens[n + 2]):
            code = tokens[n + 2].low
        found.append((token, code))
    return found


def _is_code(token: Token) -> bool:
    return token.kind is WORD and token.text.isupper() and len(token.text) <= LONGEST
