"""What words tell for all dates: the year, month, body, hours, weekday and place of a heading, and nothing unknown."""

import re

from scheduler.years.recognise.lexicon import Lexicon, Role
from scheduler.years.recognise.values import Heading, Hours, Item, Items, Lexed

Run = tuple[int, int]
"""Items from the first to before the second."""

_JOINTS = frozenset(("och", "and", "og", "ja", "und", "&", "samt"))
_BEHIND = frozenset(("för", "for", "of", "i", "in", "für", "til"))
"""Words behind a body's name that go on with it: "Rådet för trygghet"."""
_SMALL = Role.FILLER | Role.AND | Role.CLOCK | Role.TO
_PLACE_STOPS = _SMALL | Role.BEGINS | Role.USUAL | Role.LIST | Role.MEETING
_COMPOUND = re.compile(r"(.+?)s?(?:möte|møte|møde|sammanträde|kokous|sitzung)\w*")
_ENDING = re.compile(r"(?:ens|ets|en|et|s|n|t)$")
NAMED = Role.MEETING | Role.LIST | Role.KIND
"""Words by which a heading is known to be one of meetings."""
PART_OF = "\x1f"
"""Between the name of a body and that of its part, until it is known whether other bodies have such a part."""
VERBS = Role.BEGINS | Role.MEETING


def heading(line: Lexed, items: Items, words: Lexicon) -> Heading:
    """What these items of a line say of all dates behind or below them."""
    if not items:
        return Heading()
    run = body_run(items, words)
    place = place_run(items, words, run)
    roles = 0
    for item in items:
        own = item.roles
        roles |= own & ~Role.DEADLINE if own & Role.ABOUT else own
    taken = {n for a, b in (run, place) for n in range(a, b)}
    body = _name(line, items, run, words) if run[1] else _compound(items, words)
    return Heading(
        years=_years(items),
        months=tuple(item.value for item in items if item.kind == "month"),
        body=_own(line, items, words) or body,
        hours=tuple(dict.fromkeys(one for told in hours_of(items) for one in told)),
        weekday=_weekday(items, words, roles),
        place=text_of(line, items, place) if place[1] else None,
        roles=roles,
        stars=stars_of(items),
        unknown=tuple(low for n, low in _unknown(items, words) if n not in taken),
        pairs=_pairs(line, items, words),
    )


def _pairs(line: Lexed, items: Items, words: Lexicon) -> tuple[tuple[str, Hours], ...]:
    """Each body with its hour: "KS börjar kl. 13.00, KF kl. 18.30"."""
    found: list[tuple[str, Hours]] = []
    first = 0
    for n, item in enumerate(items):
        if item.kind != "time":
            continue
        run = body_run(items[first:n], words)
        if run[1]:
            found.append((text_of(line, items, (first + run[0], first + run[1])), item.value))
        first = n + 1
    return tuple(found) if len(found) > 1 else ()


def _years(items: Items) -> tuple[int, ...]:
    """The years of a heading in order, but not those of a term of office or of what another word dates."""
    found: list[int] = []
    aside = False
    for item in items:
        if item.kind == "word":
            aside = bool(item.roles & (Role.SINCE | Role.STALE))
        elif item.kind == "years" and not aside:
            return tuple(item.value)
        elif item.kind == "year" and not aside and item.value not in found:
            found.append(item.value)
    terms = Role.AUTUMN | Role.SPRING
    has_month = any(item.kind == "month" or item.roles & terms for item in items)
    return tuple(sorted(found)) if len(found) < 2 or has_month else (*sorted(found), 0)


def hours_of(items: Items) -> tuple[list[Hours], list[Hours]]:
    """The hours outside parentheses and in them, but not those of coffee, deadlines and the like; "till", "slut" join
    two to one."""
    outer: list[Hours] = []
    inner: list[Hours] = []
    depth = 0
    aside = ends = until = False
    for item in items:
        depth += item.is_sign("(") - item.is_sign(")")
        told = inner if depth > 0 else outer
        if item.kind == "time":
            is_end = (ends or until) and not item.value.end
            if is_end and told and not told[-1].end:
                told[-1] = Hours(told[-1].start, item.value.start)
            elif not aside:
                told.append(Hours(None, item.value.start) if is_end else item.value)
        closes = item.is_sign(")") or (item.is_sign(",;.") and not (aside and depth > 0))
        if item.kind in ("time", "date") or closes or item.roles & Role.BEGINS:
            aside = item.kind == "date"
            ends = until = False
        if item.roles & (Role.ASIDE | Role.DEADLINE | Role.STALE) and not item.roles & Role.ABOUT:
            aside = True
        ends = ends or bool(item.roles & Role.ENDS)
        until = until or bool(item.roles & Role.TO and (told or item.low != "to"))
    return outer, inner


def _weekday(items: Items, words: Lexicon, roles: int) -> int:
    """The one weekday on which all meetings fall, "onsdagar", unless it says "usually"."""
    if roles & (Role.USUAL | Role.EXCEPT | Role.RULE):
        return 0
    senses = [words.sense(item.low) for item in items if item.kind == "word"]
    found = {sense.weekday for sense in senses if sense.plural}
    return found.pop() if len(found) == 1 else 0


def stars_of(items: Items) -> str:
    return "*" * next((n for n, item in enumerate(items) if not item.is_sign("*")), len(items))


def _unknown(items: Items, words: Lexicon) -> list[tuple[int, str]]:
    found = []
    for n, item in enumerate(items):
        if item.kind == "word" and len(item.value.low) > 1 and not item.value.roles:
            sense = words.sense(item.value.low)
            if not (sense.month or sense.weekday):
                found.append((n, item.value.low))
    return found


# bodies


def body_run(items: Items, words: Lexicon) -> Run:
    """The first run of words that names a body: unknown or capitalised words, its own word, "för" and what follows."""
    at = next((n for n, item in enumerate(items) if item.roles & Role.BODY), -1)
    if at < 0:
        return (0, 0)
    first = _back(items, at)
    past = at + 1
    while past < len(items) and items[past].kind == "word" and items[past].roles & Role.BODY:
        if items[past].first - items[past - 1].past == 1 and _is_wide(items[past - 1], items[past]):
            return (0, 0)  # of two columns
        past += 1
    if past + 1 < len(items) and items[past].low in _BEHIND and _may_name(items[past + 1]):
        past += 2
        while past < len(items) and (
            _may_name(items[past]) or items[past].low in _JOINTS | {"med"}
        ):
            past += 1
    elif past + 1 < len(items) and items[past].low in _JOINTS and items[past + 1].roles & Role.BODY:
        return (0, 0)  # of two
    return (first, past)


def _is_wide(one: Item, two: Item) -> bool:
    """More blanks between them than between two words."""
    return bool(two.value.start - one.value.end > 2)


def _back(items: Items, at: int) -> int:
    """Where the name begins whose word stands at `at`: "Barn- och utbildningsnämnden", "Tekniska nämnden"."""
    first = at
    while first:
        before = items[first - 1]
        if before.low in _JOINTS and first > 1 and _may_join(items[first - 2]):
            first -= 2
        elif before.kind == "word" and _may_name(before) and before.value.text[0].isupper():
            first -= 1
        elif _is_hyphen(items, first - 1):
            first -= 2
        else:
            break
    if first > 0 and items[first].kind == "sign":
        first -= 1
    return min(first, at)


def _is_hyphen(items: Items, n: int) -> bool:
    """A hyphen within a word: "IT-nämnden"."""
    return (
        n > 0
        and items[n].is_sign("-")
        and items[n - 1].kind == "word"
        and items[n - 1].past == items[n].first
    )


def _may_name(item: Item) -> bool:
    known = Role.BODY | Role.PLAIN | Role.PART | Role.LINK
    return item.kind == "word" and not item.roles & ~known


def _may_join(item: Item) -> bool:
    return item.is_sign("-") or (_may_name(item) and item.value.text[0].isupper())


def _name(line: Lexed, items: Items, run: Run, words: Lexicon) -> str:
    """The name; without the genitive before "möten": "Ungdomsfullmäktiges mötesdagar"."""
    text = text_of(line, items, run)
    behind = items[run[1]] if run[1] < len(items) else None
    is_possessive = behind is not None and behind.roles & (Role.MEETING | Role.LIST)
    if is_possessive and text.endswith("s") and len(text) > 3 and not text.isupper():
        return text[:-1]
    return text


def _compound(items: Items, words: Lexicon) -> str | None:
    """The body within a word for its meetings: "Byrådsmøderne"."""
    for item in items:
        match = _COMPOUND.fullmatch(item.value.low) if item.kind == "word" else None
        roles = words.sense(match[1]).roles if match else 0
        if match and roles & Role.BODY and not roles & Role.PART:
            return str(item.value.text[: len(match[1])])
    return None


def _own(line: Lexed, items: Items, words: Lexicon) -> str | None:
    """The caller's own council where it is named, though no word tells that it is a body."""
    if not words.own or not items:
        return None
    text = text_of(line, items, (0, len(items))).casefold()
    patterns = ((name, rf"(?<!\w){re.escape(name.casefold())}s?(?!\w)") for name in words.own)
    return next((name for name, pattern in patterns if name and re.search(pattern, text)), None)


def fold(name: str) -> str:
    """The same for all forms of a name: "Nämnden", "nämndens"."""
    return " ".join(
        _ENDING.sub("", word) if len(word) > 4 else word for word in name.casefold().split()
    )


def alike(one: str, two: str) -> bool:
    """Two names of one body: the same, or one within the other ("Council", "Parish Council")."""
    a, b = fold(one), fold(two)
    return a == b or f" {a}" in f" {b}" or f" {b}" in f" {a}"


def text_of(line: Lexed, items: Items, run: Run) -> str:
    first, past = items[run[0]].first, items[run[1] - 1].past
    return line.text[line.tokens[first].start : line.tokens[past - 1].end]


# places


def place_run(items: Items, words: Lexicon, body: Run = (0, 0)) -> Run:
    """The words behind "Plats:", or behind "i", "på" where the line says that something is held."""
    is_held = any(item.kind == "time" or item.roles & VERBS for item in items)
    for n, item in enumerate(items[:-1]):
        roles = item.roles
        if roles & Role.PLACE_WORD or (is_held and roles & Role.AT and not body[0] <= n < body[1]):
            run = place_behind(items, n)
            if run[1]:
                return run
    return (0, 0)


def place_behind(items: Items, n: int) -> Run:
    """The place that the word at `n` leads to."""
    if items[n].roles & Role.PLACE_WORD and n + 1 < len(items) and items[n + 1].low == ":":
        return _until_sign(items, n + 2, by_words=False)
    run = _until_sign(items, n + 1, by_words=True) if items[n].roles & Role.AT else (0, 0)
    return run if run[1] and _is_place(items[run[0]]) else (0, 0)


def _is_place(item: Item) -> bool:
    is_name = item.kind == "word" and (item.value.text[0].isupper() or item.roles & Role.HOUSE)
    return bool(is_name) and not item.roles & (Role.BODY | Role.MEETING | Role.LIST)


def _goes_on(items: Items, n: int) -> bool:
    """An address goes on behind a comma: "Stadshuset, rum Granen, Storgatan 1"."""
    if not items[n].is_sign(",") or n + 1 == len(items):
        return False
    return bool(items[n + 1].roles & Role.NUMBERED) or (
        _is_place(items[n + 1]) and not items[n + 1].roles
    )


def _until_sign(items: Items, first: int, *, by_words: bool) -> Run:
    while first < len(items) and items[first].roles & Role.ARTICLE:
        first += 1
    past = first
    while past < len(items):
        item = items[past]
        is_end = item.is_sign(",;().:*|" if by_words else ";(") and not _goes_on(items, past)
        is_stop = by_words and item.roles & _PLACE_STOPS and not item.roles & Role.NUMBERED
        if item.kind == "time" or is_end or is_stop:
            break
        past += 1
    return (first, past) if past > first else (0, 0)
