"""Heads of columns in a row with nothing but a blank between them, as a copied table has them."""

from __future__ import annotations

from scheduler.years.recognise.line import cells
from scheduler.years.recognise.line.deadlines import LATEST
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import columns, dashed, known_heads
from scheduler.years.recognise.table.layout import (
    OF_DATES,
    OF_DEADLINES,
    OF_HOURS,
    OF_NAMES,
    OF_OTHERS,
    OF_WEEKS,
    Column,
    Table,
    Use,
)
from scheduler.years.recognise.text.head_words import DATE_WORDS, NAMES, WEEKDAYS
from scheduler.years.recognise.text.lexicon import NOTHING, Lexicon
from scheduler.years.recognise.text.nouns import YEAR
from scheduler.years.recognise.text.small_words import ABOUT, AT, FOR, LAST
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

DEADLINE, MEETING, STALE, RECORD, WEEK, CLOCK, BEGINS, PAPERS = (
    Role.DEADLINE.value, Role.MEETING.value, Role.STALE.value, Role.RECORD.value,
    Role.WEEK.value, Role.CLOCK.value, Role.BEGINS.value, Role.PAPERS.value,
)  # fmt: skip
OF_YEAR = (YEAR | FOR | AT) - {"year"}
MOST_HEADS, LONGEST_PROSE, WORDS_OF_NAME = 6, 12, 3


def table(parsed: Parsed, lexicon: Lexicon) -> Table | None:
    """The table that a line opens, whatever parts its heads."""
    whole = columns.header(parsed, lexicon) or dashed.header(parsed, lexicon)
    return whole or header(parsed, lexicon)


def header(parsed: Parsed, lexicon: Lexicon) -> Table | None:
    """The table that a line of such heads opens, or None."""
    if parsed.dates or cells.part(parsed.tokens) is not None:
        return None
    return known_heads.header(parsed, lexicon) or _pair(parsed)


def _with_names(tokens: list[Token]) -> Table | None:
    """Dato Utvalg; Date Day Week Committee Time: a date and a name in every row."""
    if not 2 <= len(tokens) <= MOST_HEADS or not tokens[0].text[:1].isupper():
        return None
    uses = [_use(token) for token in tokens]
    if OF_DATES not in uses and any(t.low in DATE_WORDS for t in tokens):
        uses[next(n for n, t in enumerate(tokens) if t.low in DATE_WORDS)] = OF_DATES
    if None in uses or uses.count(OF_NAMES) != 1 or uses.count(OF_DATES) != 1:
        return None
    return Table([Column(use) for use in uses if use], False)


def _use(token: Token) -> Use | None:
    if token.low in NAMES:
        return OF_NAMES
    if token.low in WEEKDAYS:
        return OF_OTHERS
    if token.low in DATE_WORDS:
        return OF_DATES
    if token.sense.roles & WEEK:
        return OF_WEEKS
    return OF_HOURS if token.sense.roles & CLOCK else None


def _is_title(parsed: Parsed, words: list[Token]) -> bool:
    """ "Beslutning om mødeplan", "§ 34 Sammanträdestider Dnr KS 24/117", "Meetings & Approved Minutes",
    "Agenda Planning Meetings"."""
    if "§" in parsed.lows or words[0].text[:1].islower() or parsed.said & RECORD:
        return True
    last = parsed.years[-1] if parsed.years else None
    if last and last.last == len(parsed.tokens) and parsed.tokens[last.first - 1].low in OF_YEAR:
        return True  # "Möten och justering under 2027"
    if len(words) >= WORDS_OF_NAME and not parsed.said & (DEADLINE | STALE):
        name = words[:WORDS_OF_NAME]
        if name[-1].sense.roles & MEETING and name[1].sense is NOTHING:
            return True
    decided = next((n for n, t in enumerate(words) if t.sense.roles & (DEADLINE | STALE)), 0)
    return words[decided].sense.roles & STALE > 0 and any(
        t.low in ABOUT for t in words[decided + 1 : decided + 2]
    )


def _pair(parsed: Parsed) -> Table | None:
    """Heads of one column of meetings and of others of deadlines, in a row without a sign between:
    "Sammanträdesdatum Sista ansökningsdag". Where a capital opens each head, they can be counted."""
    if not parsed.said & (DEADLINE | STALE | PAPERS) and parsed.lows.isdisjoint(LAST):
        return None
    words = [t for t in parsed.tokens if t.kind is WORD]
    if (
        parsed.months
        or parsed.tokens[-1].low in (":", ".")
        or len(words) > LONGEST_PROSE
        or any(t.sense.roles & BEGINS for t in words)
        or not words
        or _is_title(parsed, words)
    ):
        return None
    uses: list[Use] = []
    each: list[Use] = []
    capitals, opens = True, False
    for i, word in enumerate(words):
        use = None
        opens = opens or (word.text[:1].isupper() and not (i and words[i - 1].low in LAST))
        if word.low == "public" and i + 1 < len(words) and words[i + 1].sense.roles & MEETING:
            continue  # a kind of meeting, and no posting
        last = word.low in LAST and i + 1 < len(words)
        told = word.sense.roles & (DEADLINE | STALE) and word.low not in LATEST
        if last or told or word.sense.roles & PAPERS:
            use = OF_DEADLINES
        elif i and words[i - 1].low in LAST:
            continue  # "sista dag"
        elif word.sense.roles & MEETING or word.low in DATE_WORDS:
            use = OF_DATES
        if use is None:
            continue
        if not uses or uses[-1] is not use:
            capitals = capitals and opens
            uses.append(use)
            each.append(use)
        elif opens:
            each.append(use)
        opens = False
    pair = len(uses) == len(set(uses))
    if set(uses) != {OF_DATES, OF_DEADLINES} or not (pair or capitals) or uses.count(OF_DATES) > 1:
        return None
    table = Table([Column(use) for use in uses], False)
    table.each = [Column(use) for use in each] if each.count(OF_DATES) == 1 else []
    return table
