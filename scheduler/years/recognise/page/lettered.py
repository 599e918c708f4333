"""Single letters that a legend explains and that stand beside the days: "A = Kulturnämnden", "B = Valnämnden" above or
below "12 januari A", "9 februari B" are as good as the names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.runs import tokenise
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

Line = tuple[str, list[Token]]
AND = Role.AND.value
EXPLAINS, APART, BESIDE = frozenset("=:-"), frozenset(",;/|\t(*•-"), frozenset(",;/|\t(+&):")
FEWEST, SHORTEST, LONGEST_NAME = 2, 3, 10


def spelt_out(lines: Sequence[Line], lexicon: Lexicon, marks: Marks) -> list[Line]:
    """The lines, as many as there are, with names for such letters; the legend says nothing more."""
    legend: dict[str, str] = {}
    told: list[int] = []
    sure = False
    for n, (text, tokens) in enumerate(lines):
        if entries := _entries(text, tokens):
            told.append(n)
            legend.update(entries)
            sure = sure or any(map(bodies.is_head, tokens))
    days = [n for n, (_, tokens) in enumerate(lines) if legend and _has_letter(tokens, legend)]
    if not sure or len(legend) < FEWEST or len(days) < FEWEST:
        return list(lines)
    kept = list(lines)
    for n in told:
        kept[n] = "", []
        marks.used.add(n + 1)
    for n in days:
        kept[n] = _spelt(*lines[n], legend, lexicon)
    return kept


def _entries(text: str, tokens: list[Token]) -> dict[str, str]:
    """The names by their letters in a line that tells nothing else: "A = Byrådet", "A: Rat, B: Senat"."""
    if len(tokens) < SHORTEST or not _opens_entry(tokens, 0) or any(_is_number(t) for t in tokens):
        return {}
    opens = [n for n in range(len(tokens)) if _opens_entry(tokens, n)]
    found: dict[str, str] = {}
    for first, end in pairwise([*opens, len(tokens)]):
        words = list(tokens[first + 2 : end])
        while words and (words[-1].low in ",;./|)" or words[-1].sense.roles & AND):
            words.pop()
        if not words or not words[0].text[:1].isupper() or len(words) > LONGEST_NAME:
            return {}
        found[tokens[first].text] = bodies.text_of(words[0], words[-1], text)
    return found


def _is_number(token: Token) -> bool:
    return token.kind is NUMBER


def _is_letter(token: Token) -> bool:
    return token.kind is WORD and len(token.text) == 1 and token.text.isupper()


def _opens_entry(tokens: Sequence[Token], n: int) -> bool:
    """A letter with its sign, at the beginning or behind another entry; "A-laget" is a name."""
    if not _is_letter(tokens[n]) or n + 2 >= len(tokens) or tokens[n + 1].low not in EXPLAINS:
        return False
    glued = tokens[n + 1].low == "-" and not tokens[n + 1].gap
    before = tokens[n - 1] if n else None
    return not glued and (before is None or before.low in APART or before.sense.roles & AND > 0)


def _letters(tokens: Sequence[Token], legend: Iterable[str]) -> Iterator[Token]:
    """The legend's letters that stand by themselves, "12 mars A + B", and not in "sal A-2"."""
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        opens = before is None or token.gap or before.low in BESIDE
        closes = after is None or after.gap or after.low in BESIDE
        if token.text in legend and opens and closes:
            yield token


def _has_letter(tokens: Sequence[Token], legend: Iterable[str]) -> bool:
    return any(map(_is_number, tokens)) and any(True for _ in _letters(tokens, legend))


def _spelt(text: str, tokens: list[Token], legend: dict[str, str], lexicon: Lexicon) -> Line:
    struck = any(token.struck for token in tokens)
    for token in reversed(list(_letters(tokens, legend))):
        before, after = text[: token.start], text[token.end :]
        if before.endswith("(") and after.startswith(")"):
            before, after = before[:-1], after[1:]
        text = before + legend[token.text] + after
    spelt = tokenise(text, lexicon)
    for token in spelt:
        token.struck = struck
    return text, spelt
