"""Letters for a body that are a word elsewhere, where the text itself tells what they are: "PR: 12 februar" beside
"KS: 13 februar", "Elinkeinojaosto (EJ): 12.1.", "UT = Utskottet för tillväxt"."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.text.lexicon import Sense
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import NOT_LETTERS, Role

Line = tuple[str, list[Token]]
BODY = Role.BODY.value
NAMES_BODY = Sense(roles=BODY)
SHORTEST, LONGEST, REACH = 2, 4, 8


def settle(lines: Sequence[Line]) -> None:
    """Lets such letters mean a body, wherever they stand in these lines."""
    labels = [tokens[0] for _, tokens in lines if _is_labelled(tokens)]
    told = {letters for _, tokens in lines for letters in _explained(tokens)}
    several = len({label.text for label in labels}) > 1
    if several and any(map(bodies.is_letters, labels)):
        told |= {label.text for label in labels if label.text not in NOT_LETTERS}
    for _, tokens in lines if told else ():
        for token in tokens:
            if token.text in told and (token.sense.roles or not bodies.is_letters(token)):
                # Spelt as no word of any table is.
                token.sense, token.low = NAMES_BODY, token.low + "."


def _may_be(token: Token) -> bool:
    fits = token.kind is WORD and SHORTEST <= len(token.text) <= LONGEST and token.text.isupper()
    return fits and not (token.sense.weekday or token.sense.month)


def _is_labelled(tokens: Sequence[Token]) -> bool:
    """ "PR: 12 februar, 13 mars", "PR kl. 17: 12 februar"."""
    if len(tokens) <= SHORTEST or not _may_be(tokens[0]):
        return False
    colon = next((n for n, t in enumerate(tokens[:REACH]) if t.low == ":" and t.gap == 0), 0)
    return colon > 0 and tokens[colon + 1 : colon + 2] != [] and _opens_days(tokens[colon + 1])


def _opens_days(token: Token) -> bool:
    return token.kind is NUMBER or token.sense.weekday is not None


def _explained(tokens: Sequence[Token]) -> set[str]:
    """Letters that stand for the name of a body, beside it."""
    found: set[str] = set()
    for n in range(1, len(tokens) - 1):
        before, sign, after = tokens[n - 1 : n + 2]
        if sign.low == "=" and _may_be(before) and _names_body(tokens[n + 1 : n + 1 + REACH]):
            found.add(before.text)
        behind = [t.low for t in tokens[n + 2 : n + 3]] == [")"] and sign.low == "("
        known = before.sense.roles & BODY and after.text not in NOT_LETTERS
        if behind and known and _may_be(after) and after.low[0] == tokens[0].low[0]:
            found.add(after.text)
    return found


def _names_body(tokens: Sequence[Token]) -> bool:
    """The first words, up to a sign, have a body's name among them."""
    end = next(
        (n for n, t in enumerate(tokens) if t.low in (",", ";", "|", "\t", "=")), len(tokens)
    )
    return any(token.sense.roles & BODY for token in tokens[:end])
