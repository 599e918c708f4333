"""Sentences that a mail program broke into lines, put together again before they are read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from scheduler.years.recognise.line import grammar, labels, parts
from scheduler.years.recognise.line.deadlines import days_between
from scheduler.years.recognise.page import mails, run_on
from scheduler.years.recognise.page.headings import BULLETS
from scheduler.years.recognise.table import column_heads, grids, word_heads
from scheduler.years.recognise.text import neighbours, off_phrases
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

# Halves of words with these roles are put together; other words need not be.
WHOLE = (Role.BODY | Role.MEETING).value
BODY, CLOCK, LONGEST_NAME = Role.BODY.value, Role.CLOCK.value, 5
LONGEST_HALF, DATE_ON_CARD, FEWEST_BROKEN = 30, 3, 2
WIDE, FEWEST_GAPS, REACH = 2, 2, 24
# Shorter lines end where their writer ended them.
SHORTEST_BROKEN, LINE, FEWEST_MONTHS = 45, 60, 3
LONGEST_ROW = 160
# A meeting of several days, told in two lines; a weekday and an article may stand before the second day.
LONGEST_DAY, MOST_NIGHTS, LED = 8, 4, 2
Line = tuple[int, str, list[Token]]


@dataclass(slots=True)
class Block:
    """A line with those that continue it. `starts`: where in `text` each of its lines begins."""

    text: str
    tokens: list[Token]
    starts: list[tuple[int, int]]
    # Parts of the text that are not yet put together.
    texts: list[str]

    def whole(self) -> Block:
        """The block with the text of all its lines."""
        self.text = "".join(self.texts)
        return self

    def line_at(self, offset: int) -> int:
        """The number of the line that holds a character of the text."""
        return self.starts[bisect_right(self.starts, offset, key=lambda s: s[0]) - 1][1]

    def is_wide(self, rest: list[Token]) -> bool:
        """The last line may have been broken for its length, before a line of these tokens: a long word may leave it
        short."""
        length = len(self.texts[-1])
        return length >= SHORTEST_BROKEN or length + len(rest[0].text) >= LINE

    def add(self, text: str, tokens: list[Token], number: int) -> None:
        """Goes on with the next line."""
        self.texts[-1] += " "
        tokens[0].gap = max(1, tokens[0].gap)
        seam = len(self.tokens)
        self._take(text, tokens, number, self.starts[-1][0] + len(self.texts[-1]))
        if neighbours.opens_half(tokens, self.tokens[seam - 1]):
            neighbours.join_half(self.tokens, seam)
        off_phrases.mark_torn(self.tokens, seam)

    def add_broken(self, text: str, tokens: list[Token], number: int, lexicon: Lexicon) -> None:
        """Goes on with a line that opens with the rest of the word before the hyphen."""
        start, hyphen = self.tokens[-2:]
        rest = tokens[0]
        if not self.is_wide(tokens):
            # Nothing made the writer break so short a line.
            start.mended = f"{start.text}-{rest.text}"
        self.texts[-1] = self.texts[-1][: hyphen.start - self.starts[-1][0]]
        start.text += rest.text
        start.low += rest.low
        start.sense = lexicon.sense(start.low)
        self.tokens.pop()
        self._take(text[rest.start :], tokens[1:], number, hyphen.start, cut=rest.start)

    def _take(
        self, text: str, tokens: list[Token], number: int, base: int, *, cut: int = 0
    ) -> None:
        for token in tokens:
            token.start += base - cut
        self.texts.append(text)
        self.tokens += tokens
        self.starts.append((base, number))


def together(lines: Iterable[Line], lexicon: Lexicon) -> Iterator[Block]:
    """One block for each line that is not the continuation of another, as soon as it is whole."""
    block: Block | None = None
    # A month alone has stood above: another one heads what follows, and ends neither a list nor a date.
    by_month = False
    # Below heads with one blank between them each line is a row, until a blank one.
    in_table = False
    listed = list(lines)
    rests = _rests(listed, lexicon)
    for n, (number, text, tokens) in enumerate(listed):
        if block is not None:
            in_table = bool(block.tokens) and (in_table or _is_head(block, lexicon))
            if block.tokens and tokens and _breaks_word(block.tokens, tokens, lexicon):
                block.add_broken(text, tokens, number, lexicon)
                continue
            heads = by_month and _is_month_alone(tokens)
            goes_on = _goes_on(block, tokens) or _is_last_name(block, tokens, lexicon)
            rest = n in rests or _ends_span(block, text, tokens, lexicon)
            if rest or (not (in_table or heads) and goes_on):
                block.add(text, tokens, number)
                continue
            by_month = by_month or _is_month_alone(block.tokens)
            yield block.whole()
        block = Block(text, tokens, [(0, number)], [text])
    if block is not None:
        yield block.whole()


def _rests(lines: Sequence[Line], lexicon: Lexicon) -> set[int]:
    """Which lines, counted from 0, go on with an entry behind a bullet: "• Board Thurs 30th" and "September, 6 pm".
    Only where a day is torn somewhere is the list one that was broken: else a bullet may stand before the name
    above a list, and where a month alone stands above all of them, months head the entries."""
    pairs = [
        (n, line, below)
        for n, (line, below) in enumerate(pairwise(lines), 1)
        if len(line[2]) > 1 and below[2] and line[2][0].low in BULLETS
        and below[2][0].low not in BULLETS
    ]  # fmt: skip
    torn = {n for n, line, below in pairs if _tears_day(line[2], below[2])}
    if not torn or _months_head(lines):
        return set()
    dates = {
        n: [len(grammar.parse(text, tokens, lexicon).dates) for _, text, tokens in pair]
        for n, *pair in pairs
    }
    rests = {n for n, (above, below) in dates.items() if not above and (n in torn or below == 1)}
    return rests if len(rests) >= FEWEST_BROKEN else set()


def _months_head(lines: Sequence[Line]) -> bool:
    """A month alone stands above all bullets."""
    opening = takewhile(lambda line: not (len(line[2]) > 1 and line[2][0].low in BULLETS), lines)
    return any(_is_month_alone(tokens) for _, _, tokens in opening)


def _is_month_alone(tokens: list[Token]) -> bool:
    """ "Mars", "Mars 2027", "MARS:"."""
    named = bool(tokens) and tokens[0].sense.month > 0
    return named and all(parts.is_year(t) or t.low == ":" for t in tokens[1:])


def _tears_day(above: list[Token], below: list[Token]) -> bool:
    last, first = above[-1], below[0]
    leads = last.sense.weekday or last.low in parts.ARTICLES
    return bool(leads and first.kind is NUMBER) or run_on.day_goes_on(above, below)


def _goes_on(block: Block, tokens: list[Token]) -> bool:
    if not block.tokens or not tokens:
        return False
    if _is_card(block, tokens):
        return True
    goes_on = run_on.continues(block.tokens, tokens, wide=block.is_wide(tokens))
    goes_on = goes_on or mails.goes_on(block.tokens, tokens)
    above = block.tokens[-LONGEST_ROW:]
    return goes_on and not (_are_rows(above, tokens) or _are_aligned(block, above, tokens))


def _is_last_name(block: Block, name: list[Token], lexicon: Lexicon) -> bool:
    """A name alone is that of the last day above it, in whose line each other day has its name behind it: "5 March
    Planning Committee 9 April" / "Town Council"."""
    alone = 0 < len(name) <= LONGEST_NAME and all(t.kind is WORD for t in name)
    if not alone or not name[-1].sense.roles & BODY or not block.tokens or len(block.starts) > 1:
        return False
    if not any(t.sense.roles & BODY for t in block.tokens[:REACH]):
        return False
    parsed = grammar.parse(block.text, block.tokens, lexicon)
    if len(parsed.dates) < 2 or parsed.dates[0].first or parsed.dates[-1].last < len(block.tokens):
        return False
    *named, last = labels.of_dates(parsed)
    return all(named) and last is None


def _ends_span(block: Block, text: str, tokens: list[Token], lexicon: Lexicon) -> bool:
    """The line above is a day and a dash, and this one opens with a day soon after it: "28.03.2025 –"."""
    above = block.tokens
    if not 1 < len(above) <= LONGEST_DAY or above[-1].low != "-" or not tokens:
        return False
    if tokens[-1].low == "-":
        return False  # a dash for what a list does not say
    first, last = (
        grammar.parse(told, line, lexicon) for told, line in ((block.text, above), (text, tokens))
    )
    if len(first.dates) != 1 or first.left or not last.dates or last.dates[0].first > LED:
        return False
    return 0 < days_between(first.dates[0], last.dates[0]) <= MOST_NIGHTS


def _are_rows(before: list[Token], after: list[Token]) -> bool:
    """Two rows of a table, each on its own line. A head of wide gaps needs no such gaps below it."""
    signs = [sum(t.low == ";" for t in line) for line in (before, after)]
    headed = _opens_in_month(before) or not any(t.sense.month for t in before)
    if signs[0] and headed and _opens_in_month(after):
        return True
    if signs[0] == signs[1] > 0 and not (_parts_days(before) or _is_torn(before, after)):
        return True
    return _is_row(before) and (all(t.kind is not NUMBER for t in before) or _is_row(after))


def _opens_in_month(tokens: list[Token]) -> bool:
    """A month in the first cell, and none in the others: "Januari;12;26"."""
    parted = len(tokens) > 1 and tokens[1].low == ";"
    return parted and tokens[0].sense.month > 0 and not any(t.sense.month for t in tokens[1:])


def _parts_days(tokens: list[Token]) -> bool:
    """The semicolons stand between the days of a sentence, and part no cells: "Möten: 12 januari; 9 februari; 26"."""
    cells: list[list[Token]] = [[]]
    for token in tokens:
        cells.append([]) if token.low == ";" else cells[-1].append(token)
    told = any(t.low == ":" for t in cells[0]) or bool(run_on.plain(cells[0]))
    return told and all(any(t.sense.month for t in cell) for cell in cells[:-1])


def _is_torn(before: list[Token], after: list[Token]) -> bool:
    """The line ends within a day or an hour: "…; 26" and "april; …", "…, kl." and "13.00; …"."""
    stops = len(before) > 1 and before[-1].low == "."
    last = before[-2 if stops else -1]
    return last.sense.roles & CLOCK > 0 or (parts.small(last) and after[0].sense.month > 0)


def _are_aligned(block: Block, before: list[Token], after: list[Token]) -> bool:
    """A wide gap ends at the same place of both lines: a column begins there."""
    base = block.starts[-1][0]
    above = {t.start - base for t in before if t.gap >= WIDE and t.start > base}
    return any(t.gap >= WIDE and t.start in above for t in after[1:])


def _is_row(tokens: list[Token]) -> bool:
    """Wide gaps part the line into cells; two blanks behind a full stop part sentences, more of them cells."""
    wide = (t.gap >= WIDE + (before.low == ".") for before, t in pairwise(tokens))
    return sum(wide) >= FEWEST_GAPS


def _is_head(block: Block, lexicon: Lexicon) -> bool:
    """The heads of a table with one blank between them, whose last word may lead to a day or an hour."""
    months = sum(t.sense.month > 0 for t in block.tokens)
    numbers = (t for t in block.tokens if t.kind is NUMBER)
    if len(block.starts) > 1 or not all(months and parts.is_year(t) for t in numbers):
        return False
    if months < FEWEST_MONTHS and not any(_heads_dates(t) for t in block.tokens[:REACH]):
        return False
    parsed = grammar.parse(block.text, block.tokens, lexicon)
    if months >= FEWEST_MONTHS and grids.header(parsed):
        return True
    return word_heads.known(parsed, lexicon) is not None


def _heads_dates(token: Token) -> bool:
    return bool(token.sense.roles & WHOLE) or column_heads.tells_dates([token])


def _is_card(block: Block, piece: list[Token]) -> bool:
    """A date on a card, its day, month and year below each other."""
    card = [*block.tokens, *piece] if len(block.tokens) == len(block.starts) else []
    if not len(block.starts) < len(card) <= DATE_ON_CARD or len(piece) > 1:
        return False
    day, month, *year = card
    return parts.small(day) and month.sense.month > 0 and all(map(parts.is_year, year))


def _breaks_word(before: list[Token], after: list[Token], lexicon: Lexicon) -> bool:
    """The hyphen at the end of the line breaks a word: "janu-" and "ari". Not "Barn-" and "och"."""
    if len(before) < 2 or before[-1].low != "-" or before[-1].gap:
        return False
    start, rest = before[-2], after[0]
    if start.kind is not WORD or len(start.low) > LONGEST_HALF or not rest.text.islower():
        return False
    sense = lexicon.sense(start.low + rest.low)
    return bool(sense.month or sense.weekday or sense.roles & WHOLE)
