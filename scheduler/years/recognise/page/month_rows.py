"""Several bodies and their days of one month on one line: "Jan KSAU 12, 26 KS 19 KF -", "12 KS, 25 KF"."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from scheduler.years.recognise.line import bodies, cell_days, cells, grammar, parts
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import MonthItem, Parsed
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

CANCEL, CLOCK = Role.CANCEL.value, Role.CLOCK.value
FEWEST_PARTS = 2
ENDS_NAME = frozenset("(,;:")
CELLS = frozenset("\t|")


def read(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Takes in the days of such a line; whether it is one. Where one of its parts cannot be read, it is refused."""
    month = parsed.months[0] if len(parsed.months) == 1 else None
    opens = parsed.tokens[0].low == "|"
    if month is None or month.first > opens or parsed.dates or not parsed.numbers_left:
        return False
    found: list[Draft] = []
    for n, (words, days) in enumerate(
        _parts([t for t in parsed.tokens[month.last :] if t.low not in CELLS])
    ):
        name = bodies.name_in(words, parsed.text)
        own = _drafts(walk, days, month, number) if name else None
        if own is None and (not n or not any(t.kind is NUMBER for t in days)):
            return False
        if own is None:
            text = bodies.text_of(words[0], days[-1], parsed.text)
            walk.marks.fault(number, Reason.of("cell_unread", text=text))
            return True
        for draft in own:
            draft.body, draft.labelled = name, True
        found += own
    for draft in found:
        walk.named.add(draft.body or "")
        walk.place(draft)
    return bool(found)


def days_first(walk: Walk, parsed: Parsed, number: int) -> bool:
    """Takes in days and behind each whose it is, below their month: "12 KS, 25 KF"; whether the line is such a one."""
    if walk.month is None or parsed.months or parsed.dates:
        return False
    parted = _parts_by_day(parsed.tokens)
    names = [
        bodies.name_in(list(takewhile(_is_of_name, words)), parsed.text) for _, words in parted
    ]
    if len(parted) < FEWEST_PARTS or not all(names):
        return False
    found: list[Draft] = []
    for (days, words), name in zip(parted, names, strict=True):
        own = _drafts(walk, days, walk.month, number)
        if not own:
            return False
        for draft in own:
            draft.body, draft.labelled = name, True
            draft.time = draft.time or cells.first_time(words)
            draft.cancelled = draft.cancelled or any(t.sense.roles & CANCEL for t in words)
        found += own
    for draft in found:
        walk.place(draft)
    if len({draft.cancelled for draft in found}) > 1:
        walk.marks.doubt(number, Reason.of("cancelled_beside_others"))
    walk.months_in_a_row = 0
    return True


def _is_of_name(token: Token) -> bool:
    said = token.sense.roles & (CLOCK | CANCEL)
    return token.kind is not NUMBER and token.low not in ENDS_NAME and not said


def _parts_by_day(tokens: list[Token]) -> list[tuple[list[Token], list[Token]]]:
    """The tokens of each day, and the words and the hour behind it."""
    parted: list[tuple[list[Token], list[Token]]] = []
    depth, padded = 0, [*tokens, *grammar.END]
    for n, token in enumerate(tokens):
        depth += (token.low == "(") - (token.low == ")")
        hour = n and tokens[n - 1 - (tokens[n - 1].low == ".")].sense.roles & CLOCK
        hour = hour or parts.is_clock(padded, n)  # "12 KS 8.30"
        opens = (token.kind is NUMBER and not hour) or token.sense.weekday is not None
        glued = n and not token.gap and tokens[n - 1].kind is not WORD  # "13.15", "13-14"
        if opens and not depth and not glued and (not parted or parted[-1][1]):
            parted.append(([], []))
        if parted:
            days, words = parted[-1]
            of_words = words or (token.kind is WORD and not token.sense.weekday)
            (words if of_words else days).append(token)
    return parted


def _parts(tokens: list[Token]) -> list[tuple[list[Token], list[Token]]]:
    """The words of each name, and the tokens of its days behind them."""
    parted: list[tuple[list[Token], list[Token]]] = []
    depth = 0
    for n, token in enumerate(tokens):
        depth += (token.low == "(") - (token.low == ")")
        opens = token.kind is WORD and not depth and not _is_of_days(token)
        if opens and (not parted or parted[-1][1]):
            parted.append(([], []))
        if parted:
            days = parted[-1][1] or token.kind is NUMBER or cells.is_dash(tokens, n)
            parted[-1][bool(days) or _is_of_days(token)].append(token)
    return parted


def _is_of_days(token: Token) -> bool:
    return token.sense.weekday is not None or token.sense.roles & parts.BESIDE_DAY > 0


def _drafts(walk: Walk, days: list[Token], month: MonthItem, number: int) -> list[Draft] | None:
    """The meetings of one body; none behind a dash, and None where it is no list of days."""
    if cells.is_empty(days):
        return [] if days else None
    found = cell_days.days(days, month.month, month.year, walk.lexicon)
    off = any(t.sense.roles & CANCEL for t in days)
    note = cell_days.note(days)
    told = [
        Draft(number, item, time, note=note, cancelled=item.struck or off)
        for item, time in found or ()
    ]
    return told or None
