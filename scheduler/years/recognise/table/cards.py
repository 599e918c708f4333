"""Meetings on cards: the day, the hour, the name and the place on lines of their own, card below card, as web pages and
printed calendars have them. Line by line, the hour below a day would be taken for one that is said of further days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.years.recognise.line import grammar, parts
from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import column_heads, stack_cells
from scheduler.years.recognise.table.stack_cells import Numbered
from scheduler.years.recognise.text.lexicon import NOTHING, Lexicon
from scheduler.years.recognise.text.nouns import DATES
from scheduler.years.recognise.text.small_words import THE
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, Token
from scheduler.years.recognise.text.words import Role

Line = tuple[str, list[Token]]
FEWEST, MOST_LINES, LONGEST_DAY, LONGEST_LINE, LONGEST_HEAD = 2, 8, 16, 20, 2
LAST_DAY, LAST_MONTH = 31, 12
# Heads of columns stand so near above the first card.
ABOVE = 8
# What is sent, and what else is done that day, stays on a line of its own.
APART = (Role.PAPERS | Role.DEADLINE | Role.STALE | Role.ASIDE).value
# The last line of many a card: a link to more.
LINKS = frozenset((
    "läs mer", "visa mer", "mer information", "visa detaljer", "read more", "more info", "view details", "view event",
    "view agenda", "find out more", "les mer", "læs mere", "lue lisää", "mehr lesen", "mehr erfahren", "weiterlesen",
    "details",
))  # fmt: skip
CELLS, JOINTS = frozenset("\t|"), frozenset("/-.")
# What a line is: a weekday, the number of a day, a month, a year, a whole day, nothing, anything else.
WEEKDAY, NUMBER_ALONE, MONTH, YEAR, DAY, BLANK, OTHER = "wnmydbx"
OPENING = re.compile("w?ndw?|w?dw?|mny?w?|w?mny?|w?nmy?|wn")


@dataclass(slots=True)
class Card:
    """Its lines: those that tell the day, and the others; `day`: the former as one."""

    opening: list[Numbered]
    rest: list[Numbered]
    day: Parsed

    @property
    def date(self) -> tuple[int, int] | None:
        """Month and day, where both are told."""
        dates = self.day.dates
        return (dates[0].start.month, dates[0].start.day) if dates else None


def joined(lines: Sequence[Line], lexicon: Lexicon, marks: Marks) -> list[Line]:
    """The same lines, as many of them; each card stands on the line of its day."""
    kinds = [_kind(tokens) for _, tokens in lines]
    if sum(kind in (DAY, NUMBER_ALONE) for kind in kinds) < FEWEST:
        return list(lines)
    reader = _Reader(lines, kinds, lexicon)
    cards = reader.cards()
    if not cards or not reader.are_meetings(cards):
        return list(lines)
    kept = list(lines)
    for card in cards:
        told = [line for line in card.rest if not reader.is_apart(line)]
        for line in (*card.opening, *told):
            kept[line.number] = "", []
            marks.used.add(line.number + 1)
        day = Numbered(0, card.day.text, card.day.tokens)
        whole = _together([day, *told], sign=",")
        kept[_line_of_day(card.opening)] = whole.text, whole.tokens
    return kept


def _kind(tokens: list[Token]) -> str:
    told = [t for t in tokens if t.low not in ".,"]
    if told and told[0].low in THE:
        told = told[1:]
    if not told:
        return OTHER if tokens else BLANK
    if len(told) > LONGEST_DAY or not CELLS.isdisjoint(t.low for t in told):
        return OTHER
    first, *rest = told
    if not rest:
        return _kind_of_one(first)
    if first.sense.month and len(rest) == 1 and parts.is_year(rest[0]):
        return MONTH
    return DAY if _opens_with_day(tokens) else OTHER


def _kind_of_one(token: Token) -> str:
    if token.sense.weekday:
        return WEEKDAY
    if _is_day(token):
        return NUMBER_ALONE
    return MONTH if token.sense.month else YEAR if parts.is_year(token) else OTHER


def _is_day(token: Token) -> bool:
    return parts.small(token) and 1 <= token.value <= LAST_DAY


def _opens_with_day(tokens: list[Token]) -> bool:
    """ "Den 16 januari", "tis 14/1", "2027-01-14", "September 10", but not "13.00–16.00, Stadshuset"."""
    told = [t for t in tokens if not (t.sense.weekday or t.low in THE or t.low == ",")]
    padded = [*told, *grammar.END]
    first, second, third, fourth = padded[:4]
    if first.sense.month:
        return _is_day(second) or (second.low == "." and _is_day(third))
    if not (_is_day(first) or parts.is_year(first)):
        return False
    after = padded[parts.past_ordinal(padded, 1)]
    if after.sense.month:
        return True
    if second.low not in JOINTS or not parts.small(third) or not 1 <= third.value <= LAST_MONTH:
        return False
    return second.low != "." or fourth.low == "."


class _Reader:
    def __init__(self, lines: Sequence[Line], kinds: list[str], lexicon: Lexicon) -> None:
        self.lines, self.kinds, self.lexicon = lines, kinds, lexicon
        # A blank line or a month stands between all cards.
        self.parted = True

    def cards(self) -> list[Card]:
        """The cards of the text; none where a day is none, or the cells of a table stand below their heads."""
        found: list[Card] = []
        for opening, rest, month in self._parted():
            if self._is_headed(found, opening[0].number):
                return []
            card = self._card(opening, rest, month)
            if card is None:
                return []
            if found and card.date and card.date == found[-1].date:
                # "14", "jan", "Nämnden", "tisdag 14 januari kl. 13": the day is told twice.
                before = found.pop()
                card.opening = [*before.opening, *card.opening]
                card.rest = [*before.rest, *card.rest]
            found.append(card)
        return found

    def _parted(self) -> Iterator[tuple[list[Numbered], list[Numbered], list[Numbered]]]:
        """The lines of each card, and that of the month above it; it ends where a blank line, a month or the next day
        is. Blank lines between all lines tell nothing."""
        told = [n for n, kind in enumerate(self.kinds) if kind != BLANK]
        apart = all(later - earlier > 1 for earlier, later in pairwise(told))
        spread = told if apart else range(len(self.kinds))
        letters = "".join(self.kinds[n] for n in spread)
        at, ended = 0, -1
        month: list[Numbered] = []
        while at < len(letters):
            opening = OPENING.match(letters, at)
            if opening is None:
                if letters[at] == MONTH:
                    month = [Numbered(spread[at], *self.lines[spread[at]])]
                at += 1
                continue
            self.parted = self.parted and at != ended
            last = opening.end()
            while letters[last : last + 1] == OTHER:
                last += 1
            numbered = [Numbered(n, *self.lines[n]) for n in spread[at:last]]
            size = opening.end() - at
            yield numbered[:size], [line for line in numbered[size:] if line.tokens], month
            at = ended = last

    def _is_headed(self, above: list[Card], first: int) -> bool:
        """A head of a column stands between the last card and the next; "Meeting dates" may be a title."""
        begin = max(above[-1].opening[-1].number if above else 0, first - ABOVE)
        for number in range(begin, first):
            tokens = self.lines[number][1]
            if 0 < len(tokens) <= LONGEST_HEAD and column_heads.tells_dates(tokens):
                below = self.kinds[number + 1]
                if below == OTHER or all(t.low not in DATES for t in tokens):
                    return True
        return False

    def _card(
        self, opening: list[Numbered], rest: list[Numbered], month: list[Numbered]
    ) -> Card | None:
        told = opening
        if len(opening) > 1 and any(_kind(line.tokens) == DAY for line in opening):
            # "Tue", "10", "September 10 @ 7 pm"
            told = [line for line in opening if _kind(line.tokens) != NUMBER_ALONE]
        elif not any(line.month for line in opening):
            told = [*opening, *month]
        day = self.parsed(_together(told, sign=""))
        card = Card(opening, rest, day)
        number = [line for line in opening if line not in told]
        if number and (not card.date or number[0].tokens[0].value != card.date[1]):
            return None
        return card if len(day.dates) == 1 else None

    def are_meetings(self, cards: list[Card]) -> bool:
        """Nearly all days have lines below them, of which none tells another day and one at most an hour; and the hour
        stands below most days, or each day is on several lines."""
        told = [card for card in cards if card.rest]
        if len(told) < FEWEST or 4 * len(told) < 3 * len(cards):
            return False
        if not self.parted:
            # A heading may stand at the end of a card; what ends the page, at that of the last.
            size = len(cards[0].rest)
            cards[-1].rest = cards[-1].rest[:size]
            if any(len(card.rest) != size for card in cards):
                return False
        hours, words = 0, False
        for card in cards:
            parsed = [self.parsed(line) for line in card.rest]
            longest = max((len(p.tokens) for p in parsed), default=0)
            if len(parsed) > MOST_LINES or longest > LONGEST_LINE or any(p.dates for p in parsed):
                return False
            timed = [p for p in parsed if p.times and not p.roles & APART]
            if len(timed) + bool(card.day.times) > 1:
                return False
            hours += len(timed)
            words = words or len(parsed) > 1 or any(p.left for p in timed)
        stacked = all(len(card.opening) > 1 for card in cards)
        return stacked or (words and hours >= FEWEST and 2 * hours >= len(cards))

    def is_apart(self, line: Numbered) -> bool:
        """It says nothing of the meeting itself."""
        return line.text.strip(" .»>→").casefold() in LINKS or self.parsed(line).roles & APART > 0

    def parsed(self, line: Numbered) -> Parsed:
        return grammar.parse(line.text, line.tokens, self.lexicon)


def _line_of_day(opening: list[Numbered]) -> int:
    return next(x.number for x in opening if any(t.kind is NUMBER for t in x.tokens))


def _together(lines: list[Numbered], *, sign: str) -> Numbered:
    """The lines as one, with blanks between them, behind a sign where there is one."""
    whole = lines[0]
    for line in lines[1:]:
        text, tokens = whole.text + sign, list(whole.tokens)
        if sign:
            tokens.append(Token((SIGN, sign, sign, -1, NOTHING, None), len(whole.text)))
        moved = list(stack_cells.moved(line.tokens, len(text) + 1))
        moved[0].gap = 1
        whole = Numbered(whole.number, f"{text} {line.text}", [*tokens, *moved])
    return whole
