"""Sentences that a mail program broke into lines, put together again before they are read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scheduler.years.recognise.tokens import Kind, Token
from scheduler.years.recognise.words import Role

AND, CLOCK = Role.AND.value, Role.CLOCK.value
# Shorter lines end where their writer ended them.
SHORTEST_BROKEN = 45
LONGEST_NUMBER_OF_DAY = 2


@dataclass(slots=True)
class Block:
    """A line with those that continue it. `starts`: where in `text` each of its lines begins."""

    text: str
    tokens: list[Token]
    starts: list[tuple[int, int]] = field(default_factory=list)
    length_of_last: int = 0
    texts: list[str] = field(default_factory=list)

    def whole(self) -> Block:
        """The block with the text of all its lines."""
        if len(self.texts) > 1:
            self.text = " ".join(self.texts)
        return self

    def line_at(self, offset: int) -> int:
        """The number of the line that holds a character of the text."""
        return self.starts[bisect_right(self.starts, offset, key=lambda s: s[0]) - 1][1]


def together(lines: Iterable[tuple[str, list[Token]]]) -> Iterator[Block]:
    """One block for each line that is not the continuation of another, as soon as it is whole."""
    block: Block | None = None
    for number, (text, tokens) in enumerate(lines, 1):
        broken = block is not None and block.length_of_last >= SHORTEST_BROKEN
        if block and broken and _continues(block.tokens, tokens):
            _append(block, text, tokens, number)
            continue
        if block:
            yield block.whole()
        block = Block(text, tokens, [(0, number)], len(text), [text])
    if block:
        yield block.whole()


def _append(block: Block, text: str, tokens: list[Token], number: int) -> None:
    base = block.starts[-1][0] + block.length_of_last + 1
    block.texts.append(text)
    for token in tokens:
        token.start += base
        token.end += base
    if tokens:
        tokens[0].gap = max(1, tokens[0].gap)
    block.tokens += tokens
    block.starts.append((base, number))
    block.length_of_last = len(text)


def _continues(before: list[Token], after: list[Token]) -> bool:
    if not before or not after or any(t.low in ("\t", "|") for t in (*before[-40:], *after[:40])):
        return False
    first, last = after[0], before[-1]
    opens = first.kind is Kind.NUMBER or first.sense.month or first.sense.weekday
    opens = opens or (bool(first.sense.roles & (AND | CLOCK)) and first.kind is Kind.WORD)
    return bool(opens) and _is_open(before, last)


def _is_open(before: list[Token], last: Token) -> bool:
    """The line ends in the middle of a list or a date."""
    if last.low == "," or (last.sense.roles & (AND | CLOCK) and last.kind is Kind.WORD):
        return True
    if last.low == "." and len(before) > 1 and before[-2].sense.roles & CLOCK:
        return True
    leads = before[-2] if len(before) > 1 else last
    if last.kind is Kind.NUMBER and len(last.low) <= LONGEST_NUMBER_OF_DAY:
        return leads.low in (",", ":", "den") or bool(leads.sense.roles & AND)
    return False
