"""A row of heads with one blank between them, each of which its own words tell: "Datum Klockan Nämnd Plats"."""

from __future__ import annotations

from itertools import pairwise

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table import column_heads, columns
from scheduler.years.recognise.table.layout import (
    OF_BODY,
    OF_DATES,
    OF_DEADLINES,
    OF_HOURS,
    OF_MONTHS,
    OF_NAMES,
    OF_OTHERS,
    OF_PLACES,
    OF_WEEKS,
    Column,
    Table,
)
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text import words
from scheduler.years.recognise.text.head_words import DATES_OR_NAMES, NOTES, NUMBERS, WEEKDAYS
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

DEADLINE, HOURS, MEETING = Role.DEADLINE.value, (Role.HOURS | Role.CLOCK).value, Role.MEETING.value
LEADING = small.OF | small.FOR | listed("i in der des")
MOST_HEADS, MOST_TOKENS, FEWEST = 9, 24, 3
SHORTEST_COMPOUND, MOST_JOINED = 12, 3
# What "Dato Utvalg" and "Date Day Week Committee Time" tell of, so that each row names its body.
PLAIN = (OF_NAMES, OF_DATES, OF_WEEKS, OF_HOURS)
# "Executive Board" is one name, "Kunnanhallitus Kunnanvaltuusto" are two.
BARE = frozenset(w for w in words.EXACT[Role.BODY].split() if len(w) < SHORTEST_COMPOUND)


def header(parsed: Parsed, lexicon: Lexicon) -> Table | None:
    """The table that the line opens, or None where one of its words is no head's."""
    tokens = parsed.tokens
    small_letters = not any(t.text[:1].isupper() for t in tokens)
    if (
        len(tokens) > MOST_TOKENS
        or parsed.dates
        or not (tokens[0].text[:1].isupper() or small_letters)
    ):
        return None
    if tokens[-1].low in (":", "!", "?", ",") or (
        tokens[-1].low == "." and tokens[-2].low not in NOTES | SHORT
    ):
        return None
    if parsed.years or "," in parsed.lows:
        return None
    if parsed.times and any(item.weekday.plural for item in parsed.weekdays):
        return None  # "Wednesdays at 7:30 p.m. in the Meeting Room"
    if len(tokens) > 1 and _is_title(tokens):
        return None
    heads = _word_by_word(tokens) if small_letters else _joined(_at_capitals(tokens))
    if any(t.kind is NUMBER for t in tokens) and not parsed.times:
        return None
    if not 2 <= len(heads) <= MOST_HEADS:
        return None
    heads, told = _told(heads, parsed, lexicon)
    if len(told) < 2:
        return None
    columns.settle(heads, told)
    uses = [column.use for column in told]
    if OF_BODY in uses:
        if len(bodies.heads_in(tokens)) < uses.count(OF_BODY):
            return None  # "ORTSBEIRAT MITTE"
        return _of_bodies(heads, told)
    whole = columns.is_header(told)
    uses = [column.use for column in told]
    # "Oktober 8, 29" below "Månad Datum" needs no head to be read.
    paired = any(use in uses for use in (OF_HOURS, OF_PLACES, OF_NAMES))
    if not whole and not paired and len(uses) < FEWEST:
        return None
    if uses.count(OF_DATES) != 1 or (len(uses) < FEWEST and not paired):
        return None
    plain = all(c.use in PLAIN or h[0].low in WEEKDAYS for h, c in zip(heads, told, strict=True))
    return Table(told, False, known=not plain or OF_NAMES not in uses)


def _is_title(tokens: list[Token]) -> bool:
    """ "Meetings of the Planning Committee", "Arbeitsgruppe Verkehr – Sitzungstermine": whose days follow."""
    if tokens[0].sense.roles & MEETING and tokens[1].low in LEADING:
        return True
    if _is_meeting(tokens):
        return True
    dash = next((n for n, t in enumerate(tokens) if t.low == "-" and t.gap), 0)
    behind = tokens[dash + 1 :]
    return dash > 0 and len(behind) == 1 and bool(behind[0].sense.roles & MEETING)


def _is_meeting(tokens: list[Token]) -> bool:
    """ "Board Meeting (Zoom)", "Board and Public Meeting": English names a meeting in several words."""
    opens = next((n for n, t in enumerate(tokens) if t.low in ("(", "-")), len(tokens))
    *names, meeting = tokens[: max(1, opens)]
    if not names or meeting.low not in ENGLISH_MEETINGS:
        return False
    joins = (Role.AND | Role.GENERIC).value
    return all(bodies.is_head(t) or t.low in KINDS or t.sense.roles & joins for t in names)


def _of_bodies(heads: list[list[Token]], told: list[Column]) -> Table | None:
    """Names of bodies alone, perhaps behind the head of months or of deadlines."""
    named = [n for n, column in enumerate(told) if column.use is OF_BODY]
    first = len(told) - len(named)
    if len(named) < 2 or first > 1 or named[0] != first:
        return None
    if first and told[0].use not in (OF_MONTHS, OF_DEADLINES):
        return None
    if not first and any(not _is_one_word(heads[n]) for n in named):
        return None
    return Table(told, False)


def _at_capitals(tokens: list[Token]) -> list[list[Token]]:
    """Each capital opens a head, but not behind a stroke: "Råd/udvalg", "Committee / Group"."""
    heads: list[list[Token]] = []
    for n, token in enumerate(tokens):
        opens = token.kind is WORD and token.text[:1].isupper()
        leads = (
            tokens[n - 1].low in STROKES or tokens[n - 1].low in small.THE | small.OF | small.FOR
        )
        if not heads or (opens and not leads and token.low != "uhr"):
            heads.append([])
        heads[-1].append(token)
    return heads


def _word_by_word(tokens: list[Token]) -> list[list[Token]]:
    """Heads in small letters, each of one word: "nr vecka dag kl."."""
    heads: list[list[Token]] = []
    for token in tokens:
        if heads and token.kind is not WORD:
            heads[-1].append(token)
        else:
            heads.append([token])
    return heads if len(heads) >= FEWEST else []


def _joined(heads: list[list[Token]]) -> list[list[Token]]:
    """Two heads of one word that are one: "Meeting Date", "Agenda Deadline"."""
    found = heads[:1]
    for before, head in pairwise(heads):
        alone = len(head) == 1 and len(found[-1]) == 1 and found[-1] is before
        roles = before[0].sense.roles, head[0].sense.roles
        dated = before[0].low in DATES_OR_NAMES and head[0].low in ENDS
        sent = before[0].low in ENGLISH_PAPERS and roles[1] & DEADLINE
        if alone and (dated or sent):
            found[-1] = before + head
        else:
            found.append(head)
    return found


ENGLISH_PAPERS = frozenset(("agenda", "paper", "papers", "packet", "document", "documents"))
ENGLISH_MEETINGS = frozenset(("meeting", "meetings"))
KINDS = listed(
    "public annual general special regular monthly quarterly full executive joint open members"
)
SHORT = frozenset(("kl", "klo", "mrk", "bem"))
STROKES = frozenset("/-&(")
ENDS = frozenset(("date", "time", "type"))


def _told(
    heads: list[list[Token]], parsed: Parsed, lexicon: Lexicon
) -> tuple[list[list[Token]], list[Column]]:
    """The heads and what each says; a capital that says nothing opens a longer head: "Library Board". Nothing where
    one is left."""
    whole: list[list[Token]] = []
    told: list[Column] = []
    n = 0
    while n < len(heads):
        for last in range(n + 1, min(n + MOST_JOINED, len(heads)) + 1):
            head = [t for part in heads[n:last] for t in part]
            column = _column(head, parsed, lexicon)
            whole_name = last == n + 1 or (column is not None and column.use is OF_BODY)
            if column is not None and whole_name and not _are_one(heads[last - 1 : last + 1]):
                break
        else:
            return [], []
        whole.append(head)
        told.append(column)
        n = last
    return whole, told


def _are_one(heads: list[list[Token]]) -> bool:
    """ "Executive" and "Board" are one name."""
    return len(heads) > 1 and all(len(head) == 1 and head[0].low in BARE for head in heads)


def _is_one_word(head: list[Token]) -> bool:
    """A compound, or an attribute and a noun in small letters, so that nothing else can be meant than this body."""
    words = [t for t in head if t.kind is WORD and not t.sense.roles & HOURS]
    capitals = sum(t.text[:1].isupper() for t in words)
    return capitals == 1 and words[0].low not in BARE


def _column(head: list[Token], parsed: Parsed, lexicon: Lexicon) -> Column | None:
    column = column_heads.of(head, parsed, lexicon)
    if column.use is not OF_OTHERS or column.told:
        return column
    first = head[0].low
    return Column(OF_OTHERS) if first in WEEKDAYS | NOTES | NUMBERS else None
