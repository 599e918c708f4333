"""Sentences that a mail program broke into lines, put together again before they are read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scheduler.years.recognise.line import grammar
from scheduler.years.recognise.page import entries, run_on
from scheduler.years.recognise.table import column_heads, word_heads
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

# Halves of words with these roles are put together; other words need not be.
WHOLE = (Role.BODY | Role.MEETING).value
LONGEST_HALF = 30
WIDE, FEWEST_GAPS, REACH, SIGNS = 2, 2, 24, ("\t", "|", ";")
# Shorter lines end where their writer ended them.
SHORTEST_BROKEN = 45
LONGEST_ROW = 160
LONGEST_NUMBER_OF_DAY, LAST_DAY, YEAR = 2, 31, 4


@dataclass(slots=True)
class Block:
    """A line with those that continue it. `starts`: where in `text` each of its lines begins."""

    text: str
    tokens: list[Token]
    starts: list[tuple[int, int]]
    # Parts of the text that are not yet put together, and the length of the last line.
    texts: list[str]
    length_of_last: int

    def whole(self) -> Block:
        """The block with the text of all its lines."""
        if len(self.texts) > 1:
            self.text = "".join(self.texts)
        return self

    def line_at(self, offset: int) -> int:
        """The number of the line that holds a character of the text."""
        return self.starts[bisect_right(self.starts, offset, key=lambda s: s[0]) - 1][1]

    def add(self, text: str, tokens: list[Token], number: int) -> None:
        """Goes on with the next line."""
        base = self.starts[-1][0] + len(self.texts[-1])
        self.texts[-1] += " "
        self._take(text, tokens, number, base + 1)
        tokens[0].gap = max(1, tokens[0].gap)
        self.tokens += tokens

    def add_broken(self, text: str, tokens: list[Token], number: int, lexicon: Lexicon) -> None:
        """Goes on with a line that opens with the rest of the word before the hyphen."""
        start, hyphen = self.tokens[-2:]
        self.texts[-1] = self.texts[-1][: hyphen.start - self.starts[-1][0]]
        rest = tokens[0]
        if self.length_of_last < SHORTEST_BROKEN:
            # Nothing made the writer break so short a line.
            start.mended = f"{start.text}-{rest.text}"
        self._take(text[rest.start :], tokens, number, hyphen.start, cut=rest.start)
        start.text += rest.text
        start.low += rest.low
        start.sense = lexicon.sense(start.low)
        self.tokens[-1:] = tokens[1:]

    def _take(
        self, text: str, tokens: list[Token], number: int, base: int, *, cut: int = 0
    ) -> None:
        for token in tokens:
            token.start += base - cut
        self.texts.append(text)
        self.starts.append((base, number))
        self.length_of_last = len(text)


def together(lines: Iterable[tuple[int, str, list[Token]]], lexicon: Lexicon) -> Iterator[Block]:
    """One block for each line that is not the continuation of another, as soon as it is whole."""
    block: Block | None = None
    # Nothing but days stands below a month alone: they are of that month, not of the one to come.
    in_months = False
    # A month alone has stood above: another one heads what follows, and ends no list.
    by_month = False
    # Below heads with one blank between them each line is a row, until a blank one.
    in_table = False
    listed = list(lines)
    rests = entries.rests([(text, tokens) for _, text, tokens in listed], lexicon)
    for n, (number, text, tokens) in enumerate(listed):
        if block is not None and n in rests:
            block.add(text, tokens, number)
            continue
        if block is not None and block.tokens and tokens:
            if block.tokens[-1].low == "-" and _breaks_word(block.tokens, tokens, lexicon):
                block.add_broken(text, tokens, number, lexicon)
                continue
            if len(tokens) == 1 and not in_months and _is_card(block, tokens[0]):
                block.add(text, tokens, number)
                continue
            wide = block.length_of_last >= SHORTEST_BROKEN
            heads = by_month and len(tokens) == 1 and tokens[0].sense.month
            broken = not heads and run_on.continues(block.tokens, tokens, wide=wide)
            if broken and not (
                in_table or _are_rows(block.tokens, tokens) or _is_head(block, lexicon)
            ):
                block.add(text, tokens, number)
                continue
        if block is not None:
            alone = len(block.tokens) == 1
            bare = in_months and (not block.tokens or block.tokens[0].kind is NUMBER)
            by_month = by_month or bool(alone and block.tokens[0].sense.month)
            in_months = bare or bool(alone and block.tokens[0].sense.month)
            in_table = bool(block.tokens) and (in_table or _is_head(block, lexicon))
            yield block.whole()
        block = Block(text, tokens, [(0, number)], [text], len(text))
    if block is not None:
        yield block.whole()


def _are_rows(before: list[Token], after: list[Token]) -> bool:
    """Two rows of a table, each on its own line; a row that was broken has its cells on both. A head of wide gaps
    needs no such gaps below it."""
    before = before[-LONGEST_ROW:]
    gaps = _is_row(before) and all(t.low not in SIGNS for t in before)
    if gaps and all(t.kind is not NUMBER for t in before):
        return True
    signs = [sum(t.low in SIGNS for t in tokens) for tokens in (before, after)]
    return signs[0] == signs[1] and _is_row(before) and _is_row(after)


def _is_head(block: Block, lexicon: Lexicon) -> bool:
    """The heads of a table with one blank between them, whose last word may lead to a day or an hour."""
    if len(block.starts) > 1 or any(t.kind is NUMBER for t in block.tokens):
        return False
    if not any(column_heads.tells_dates([t]) for t in block.tokens[:REACH]):
        return False
    return word_heads.known(grammar.parse(block.text, block.tokens, lexicon), lexicon) is not None


def _is_row(tokens: list[Token]) -> bool:
    """Signs or wide gaps part the line into cells: a row of a table ends where its line ends."""
    if any(t.low in SIGNS for t in tokens):
        return True
    # Two blanks behind a full stop part sentences, more of them cells.
    wide = (t.gap >= WIDE + (tokens[n - 1].low == ".") for n, t in enumerate(tokens) if n)
    gaps = [gap for gap in wide if gap]
    return len(gaps) >= FEWEST_GAPS


def _is_card(block: Block, piece: Token) -> bool:
    """A date on a card, its day, month and year below each other."""
    lines = len(block.starts)
    if len(block.tokens) != lines or lines > 2:
        return False
    day = block.tokens[0]
    if day.kind is not NUMBER or len(day.low) > LONGEST_NUMBER_OF_DAY:
        return False
    if lines == 1:
        return piece.sense.month > 0 and 0 < day.value <= LAST_DAY
    return piece.kind is NUMBER and len(piece.low) == YEAR


def _breaks_word(before: list[Token], after: list[Token], lexicon: Lexicon) -> bool:
    """The hyphen at the end of the line breaks a word: "janu-" and "ari". Not "Barn-" and "och"."""
    if len(before) < 2 or before[-1].gap or len(before[-2].low) > LONGEST_HALF:
        return False
    start, rest = before[-2], after[0]
    if start.kind is not WORD or rest.kind is not WORD or not rest.text[:1].islower():
        return False
    sense = lexicon.sense(start.low + rest.low)
    return bool(sense.month or sense.weekday or sense.roles & WHOLE)
