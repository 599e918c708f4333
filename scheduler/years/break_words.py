"""Rule: the words around the days of a school holiday: what joins two, names a weekday, or is no end of a name."""

from __future__ import annotations

import re
from functools import lru_cache

from scheduler.language import LANGUAGES, language

_WEEKDAYS = {
    name: number
    for code in LANGUAGES
    for number in range(1, 8)
    for whole in [language(code).weekday_named(number).lower()]
    for name in (whole, f"{whole}en", whole[:3], "tors" if whole == "torsdag" else whole)
}
WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_FIRST = rf"(?=(?:(?:{WEEKDAY})\.? )?(?:den |the )?(?:v\.?|vecka|week)? ?\d)"
_TO = re.compile(
    rf"(?: till och med | t ?\. ?o ?\. ?m\.? | t o m | tom | till | to | ?-{{2,}} ?){_FIRST}", re.I
)
_FROM = re.compile(rf"\b(?:från och med|från|fr\.? ?o\.? ?m\.?|from) {_FIRST}(?=.*[-–—])", re.I)
_THE = re.compile(r"(?<= )(?:den|the) (?=\d)", re.I)
# In a name they are days that would be lost: "v 7", "12/6", "2027-05-07", "15 juni".
_DAYS = (
    r"(?:v\.?|vecka|veckorna|weeks?) ?\d|(?<!\d)\d{1,2}[/.](?:0?[1-9]|1[0-2])(?!\d)|\d{4}-\d\d-\d\d"
)
_ENDS = re.compile(
    rf"(?:\b(?:från|from|till|to|t ?o ?m|före|before|after|{WEEKDAY})\.?|\.m\.|[-–—])$", re.I
)


def plain(line: str) -> str:
    """The line with a dash between two days or weeks, whatever joined them: "15 juni till 15 augusti"."""
    return _THE.sub("", _FROM.sub("", _TO.sub("–", line)))


def tells_days(name: str) -> bool:
    """Whether a name holds weeks or days, or ends in a word that leads to some: not all of its line was read."""
    return bool(_in_name().search(name) or _ENDS.search(name))


def weekday(word: str) -> int:
    """1 = Monday."""
    return _WEEKDAYS[word.lower()]


@lru_cache(maxsize=1)
def _in_name() -> re.Pattern[str]:
    months = {language(code).month(number).lower()[:3] for code in LANGUAGES for number in range(1, 13)}  # fmt: skip
    return re.compile(rf"\b(?:{_DAYS}|\d{{1,2}}\.? (?:{'|'.join(sorted(months))}))", re.I)
