"""Tokens as dates, hours, weekdays, weeks and years. Nothing but blanks is skipped within a pattern.

A pattern is a regular expression over the letters of lex.py. To add one, write it before those that it must win over,
and its builder in builders.BUILDERS.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from scheduler.years.recognise.builders import BUILDERS, Hit, day_items, elements
from scheduler.years.recognise.lexicon import Lexicon
from scheduler.years.recognise.values import Item, Lexed

N = "[SD]"
H, HM, BARE = "[SDOZ]", "[SDOZ][.:][DZ]", "[SDOZ](?:[.:][DZ])?"
DAY = rf"(?:d_)?{N}(?::?e|_e)?(?:\.(?!{H}))?"
RANGE = r"_?[-t]_?"
ELEM = rf"{DAY}(?:{RANGE}(?:[Ww]\.?_)?{DAY}|/{DAY})?"
SEP = r"(?:_?[,;](?:_?&)?_?|_?&_?)(?:d_)?"
NAMED = r"(?:(?:[Ww]\.?_?-_?)?[Ww]\.?,?_(?:d_)?)"
MON = r"[Mm]\.?"
YEAR = r"(?:,?_?Y|_?'[DZ])"
K = r"(?:(?:k\.?_?/_?)?k\.?:?_?(?:c\.?_)?)"
TO = r"_?[-t]_?(?:[tc]\.?_)*(?:k\.?_?)?"
HALF = "(?:_?[ap])"
NOT_DATE = rf"(?!/|-{N}/|\.?_?[Mm]|[.-]{N})"

DATES = (
    ("iso", rf"Y-{N}-{N}|Y\.{N}\.{N}|Y/{N}/{N}"),
    ("years", r"Y_?[-/]_?Y(?!-)|Y[-/][DZ](?![-./]|_?[Mm])"),
    ("dmy", rf"{N}\._?{N}\._?(?:Y|[DZ](?![.:]))|{N}/{N}(?:/(?:Y|[DZ])|-(?:Y|[DZ])(?![.:/-])|{YEAR})|{N}-{N}-Y"),
    ("numeric_range", rf"{N}(?:\.{RANGE}{N}\.{N}\.?|{RANGE}{N}(?:/{N}|\.{N}\.))(?![.:/]){YEAR}?"),
    ("dotted_list", rf"{N}\.(?:{SEP}{N}\.){{1,30}}{N}\.{YEAR}?"),
    ("day_month", rf"{ELEM}(?:{SEP}{NAMED}?{ELEM}){{0,30}}_?(?:d_)?{MON}{YEAR}?"),
    ("month_day", rf"{MON}(?:_?[:,|]|_?\.+)?_{NAMED}?{ELEM}(?![.:/]{H}|_\|_{N}(?![.:]))"
                  rf"(?:{SEP}{NAMED}?{ELEM}(?!_?[aphMm-]|[.:/]{H})){{0,30}}{YEAR}?"),
)  # fmt: skip
HOURS = (
    ("span", rf"{K}?{HM}(?:_?[aph])?{TO}{HM}(?:_?[aph])?"),
    ("span", rf"{K}?{BARE}{HALF}?{TO}{BARE}{HALF}"),
    ("span", rf"{K}{BARE}{TO}{BARE}(?:_?h)?{NOT_DATE}|{BARE}{TO}{BARE}_?h|{HM}{TO}{H}{NOT_DATE}"),
    ("span", rf"{H}{TO}[SD][.:][DZ](?![./])|{HM}{HALF}?{TO}(?:[SD]_)?n|n{TO}{BARE}{HALF}"),
    ("clock", rf"{K}{H}[.:]B|{K}{BARE}(?:_?[aph])?{NOT_DATE}|{K}[4B]|{K}?n|{BARE}_?[aph]"),
)
LOOSE_HOUR = (("clock", rf"{HM}(?!\.{N}|/)"),)
DOTTED_DAY = (("dotted", rf"{N}\.{N}(?![.:][SDZO]|:)"),)
REST = (
    ("slash", rf"{N}/{N}(?!/)"),
    ("dotted", r"[SD]\.S(?![SD])"),
    ("week", r"v\.?:?_?[SDZ](?:_?[-,&]_?[SDZ](?![./]|_?[Mm])){0,9}"),
    ("compact", r"[68]"),
    ("term", r"T_?-?'?Y(?!-)|T'?[DZ]|T_[DZ](?=$|[:,)]|_?$)"),
    ("weekday", r"[Ww]\.?_?-_?[Ww]\.?|W\.?|w\.?(?=,?_?(?:d_)?[SDMm(])|(?<=\()w\.?(?=\))"),
    ("month", MON),
    ("year", "Y"),
)
SURE_DOTTED = (("dotted", rf"{N}\.{N}\.{YEAR}?"),)
LOOSE_DAYS = re.compile(
    rf"(?:[Ww]\.?_?,?_?)?({ELEM}(?:{SEP}{ELEM}){{0,30}})(?=$|_|[,(*;|-]|k|:(?!{H}))(?!{RANGE}[SD])"
)
"""Days whose month stands above: "Tisdag 16 kl. 18", "5, 19"."""


def items(line: Lexed, words: Lexicon) -> tuple[Item, ...]:
    """The line as items in order; what no pattern takes is a word, a number or a sign."""
    found = _scan(line, words)
    if "." not in line.code:
        return found
    dates = [item for item in found if item.kind == "date"]
    is_dotted = all("." in line.code[item.first : item.past] for item in dates)
    if is_dotted and any(item.kind == "time" for item in found):
        return _scan(line, words, dotted=True)
    return found


def loose_days(line: Lexed, words: Lexicon) -> tuple[Item, ...]:
    """The items of a line that begins with days without a month; none where it does not."""
    match = LOOSE_DAYS.match(line.code)
    if not match:
        return ()
    start, past = match.span(1)
    found = day_items(elements(line, start, past), 0, 0)
    before = _scan(line._replace(code=line.code[:start]), words)
    behind = _scan(line._replace(code="_" * past + line.code[past:]), words)
    return (*before, *_with_signs(line, found, start), *behind)


@cache
def _pattern(dotted: bool) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """All patterns as one; `dotted`: "6.10" is a day, not an hour."""
    middle = DOTTED_DAY + LOOSE_HOUR if dotted else LOOSE_HOUR
    named = DATES + HOURS + SURE_DOTTED + middle + REST
    joined = "|".join(f"({pattern})" for _, pattern in named)
    return re.compile(joined), tuple(name for name, _ in named)


def _scan(line: Lexed, words: Lexicon, *, dotted: bool = False) -> tuple[Item, ...]:
    pattern, names = _pattern(dotted)
    found, done, at = list[Item](), 0, 0
    while match := pattern.search(line.code, at):
        assert match.lastindex
        first, past = match.span()
        made = BUILDERS[names[match.lastindex - 1]](Hit(line, first, past, words))
        if made is None:
            at = first + 1
            continue
        found += _gap(line, done, first)
        found += _with_signs(line, made, first)
        done = at = made[-1].past
    return (*found, *_gap(line, done, len(line.code)))


def _with_signs(line: Lexed, made: Sequence[Item], at: int) -> Iterator[Item]:
    """The items of a match, and the signs between those of a list."""
    for item in made:
        yield from _gap(line, at, item.first) if item is not made[0] else ()
        yield item
        at = item.past


def _gap(line: Lexed, first: int, past: int) -> Iterator[Item]:
    for n in range(first, past):
        if line.code[n] != "_":
            text = line.tokens[n].text
            kind = "number" if text[0].isdigit() else "word" if text[0].isalpha() else "sign"
            yield Item(kind, line.tokens[n], n, n + 1)
