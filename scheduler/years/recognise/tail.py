"""What stands behind a date: hours, weekday, week, body, place, remark, and what of it is doubted."""

from datetime import time
from typing import NamedTuple

from scheduler.years.recognise import headings
from scheduler.years.recognise.headings import text_of
from scheduler.years.recognise.lexicon import Lexicon, Role
from scheduler.years.recognise.reasons import Reason
from scheduler.years.recognise.values import Hours, Item, Items, Lexed, Reasons

LATEST_BARE, EARLIEST_BARE = 21, 7
STRIP = " ,;:.-–|*()"


class Tail(NamedTuple):
    """`hours_are_own`: in parentheses, for no other date; `is_set_off`: in parentheses all of it."""

    hours: Hours | None = None
    hours_are_own: bool = False
    weekday: int = 0
    week: int = 0
    cancelled: bool = False
    body: str | None = None
    place: str | None = None
    note: str | None = None
    stars: str = ""
    is_set_off: bool = False
    has_month: bool = False
    doubts: Reasons = ()


def read_tail(line: Lexed, found: Items, words: Lexicon) -> Tail:
    if not found:
        return Tail()
    stars = headings.stars_of(found)
    found = found[len(stars) :]
    outer, inner = headings.hours_of(found)
    hours = next(iter((*outer, *inner)), None)
    is_odd = len(outer) > 1 or (inner and not outer and _is_aside_of(found))
    doubts = [Reason.of("hour_unsure")] if is_odd else []
    body = _body_behind(found, words)
    place = _place(found, words) if not body[1] else (0, 0)
    taken = {n for a, b in (body, place) for n in range(a, b)}
    hourly = {hour for one in (*outer, *inner) for hour in one}
    asides = {n for n, i in enumerate(found) if i.kind == "time" and i.value.start not in hourly}
    note = _note(line, found, taken, asides)
    bare = _bare_hour(found) if found and not hours else None
    if bare:
        hours, doubts = bare, [*doubts, Reason.of("hour_unsure")]
    elif _has_loose_number(found):
        doubts.append(Reason.of("part_left_out"))
    if _is_sentence(line, found) or _is_due(found):
        doubts.append(Reason.of("meeting_unsure"))
    return Tail(
        hours, bool(inner and not outer), _weekday(found),
        next((i.value for i in found if i.kind == "week"), 0), _is_cancelled(found),
        text_of(line, found, body) if body[1] else None, text_of(line, found, place) if place[1] else None, note,
        stars, bool(found) and found[0].is_sign("("), any(i.kind == "month" for i in found), tuple(doubts),
    )  # fmt: skip


def _is_aside_of(found: Items) -> bool:
    """The hour in parentheses may be another thing's: "(followed by the Annual Meeting at 8pm)"."""
    inner = found[next((n for n, item in enumerate(found) if item.is_sign("(")), 0) :]
    return any(i.kind == "word" and (not i.roles or i.roles & Role.MEETING) for i in inner)


def _is_due(found: Items) -> bool:
    """A word for deadlines on the open line, and no other day that it is about."""
    depth, due = 0, False
    for n, item in enumerate(found):
        depth += item.is_sign("(") - item.is_sign(")")
        is_until = item.roles & Role.ABOUT and any(i.kind == "time" for i in found[n + 1 : n + 3])
        due = due or bool(
            not depth and item.roles & Role.DEADLINE and not item.roles & Role.LINK and not is_until
        )
    return due and not any(item.kind == "date" for item in found)


def _weekday(found: Items) -> int:
    """One that follows at once, or opens a parenthesis that does."""
    at = 1 if found and found[0].is_sign("(,") else 0
    return int(found[at].value) if len(found) > at and found[at].kind == "weekday" else 0


def _is_cancelled(found: Items) -> bool:
    """By a word for it, and none before it that says the opposite: "ej inställt"."""
    return any(
        item.roles & Role.CANCEL and not (n and found[n - 1].roles & Role.NONE)
        for n, item in enumerate(found)
    )


def _bare_hour(found: Items) -> Hours | None:
    """ "24/4 10": a number that can only be the hour."""
    if len(found) > 2 and found[1].is_sign("-") and found[0].kind == found[2].kind == "number":
        first, last = _small(found[0]), _small(found[2])
        return Hours(time(first), time(last)) if EARLIEST_BARE <= first < last <= 23 else None
    n = _small(found[0]) if [item.kind for item in found].count("number") == 1 else 0
    return Hours(time(n)) if EARLIEST_BARE <= n <= LATEST_BARE else None


def _small(item: Item) -> int:
    return int(item.value.text) if item.code in ("S", "D") else 0


def _has_loose_number(found: Items) -> bool:
    """A number that may be another day, and that nothing else tells."""
    depth = 0
    for n, item in enumerate(found):
        depth += item.is_sign("(") - item.is_sign(")")
        behind = found[n + 1] if n + 1 < len(found) else None
        is_last = behind is None or behind.is_sign("),") or bool(behind.roles & Role.AND)
        if item.code in ("S", "D") and (is_last or not depth):
            return True
    return False


def _is_sentence(line: Lexed, found: Items) -> bool:
    """Words in lower case follow the day without a sign between, and no list has them."""
    size = next((n for n, item in enumerate(found) if item.kind in ("sign", "time")), len(found))
    strange = sum(
        item.kind == "word" and not item.value.roles and item.value.text[0].islower()
        for item in found[:size]
    )
    return strange > 2 or (strange > 0 and line.text.rstrip().endswith("."))


def _body_behind(found: Items, words: Lexicon) -> tuple[int, int]:
    """A body's name that stands first behind the day: "19. januar Formannskap", "8/1 (ksau)", "22/2: KF"."""
    first = 0
    skipped = [item.kind in ("time", "weekday") or item.is_sign(",:-(|)") for item in found]
    first = skipped.index(False) if False in skipped else len(found)
    run = headings.body_run(found[first:], words)
    return (first, first + run[1]) if run[1] and run[0] == 0 else (0, 0)


def _place(found: Items, words: Lexicon) -> tuple[int, int]:
    """Behind "i", "på", "Plats:" outside parentheses."""
    depth = 0
    for n, item in enumerate(found):
        depth += item.is_sign("(") - item.is_sign(")")
        if depth or not item.roles & (Role.AT | Role.PLACE_WORD):
            continue
        run = headings.place_behind(found, n)
        if run[1]:
            return run
    return (0, 0)


def _note(line: Lexed, found: Items, taken: set[int], asides: set[int]) -> str | None:
    """What is left: its words, in the order in which they stand, with the hours of coffee and the like (`asides`)."""
    pieces: list[str] = []
    first: int | None = None
    found = found[: _aside(found)]
    for n in range(len(found) + 1):
        is_said = n not in asides and n < len(found) and _is_said(found, n)
        is_left = n < len(found) and n not in taken and not is_said
        if is_left and first is None:
            first = n
        elif not is_left and first is not None:
            pieces.append(_told(line, found, (first, n)))
            first = None
    note = ", ".join(piece for piece in pieces if piece)
    return note or None


def _aside(found: Items) -> int:
    """Where the words about a deadline begin, which are no remark."""
    for n, item in enumerate(found):
        due = item.roles & (Role.DEADLINE | Role.STALE)
        if item.kind == "date" or (due and not item.roles & (Role.ABOUT | Role.LINK)):
            signs = [m for m in range(n) if found[m].is_sign("(,;-")]
            return signs[-1] if signs else n
    return len(found)


def _is_said(found: Items, n: int) -> bool:
    """What is told elsewhere: an hour, and "inställt" by itself."""
    around = [found[m] for m in (n - 1, n + 1) if 0 <= m < len(found)]
    is_off = found[n].roles & Role.CANCEL and all(item.kind == "sign" for item in around)
    return bool(is_off) or found[n].kind in ("time", "weekday", "week")


def _told(line: Lexed, found: Items, run: tuple[int, int]) -> str:
    """The text of a run, where it has more than signs and small words."""
    said = [item for item in found[run[0] : run[1]] if item.kind == "word"]
    small = Role.FILLER | Role.AND | Role.CLOCK | Role.AT | Role.ARTICLE | Role.LINK | Role.BEGINS
    telling = Role.KIND | Role.CANCEL | Role.NUMBERED
    if all(item.roles & small and not item.roles & telling for item in said):
        return ""
    text = text_of(line, found, run).strip(STRIP)
    return text + ")" if text.count("(") > text.count(")") else text
