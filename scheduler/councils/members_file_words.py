"""The words a members file may use for its columns, roles, languages and dates."""

from __future__ import annotations

import re
from datetime import date
from importlib import resources


def letters(text: str) -> str:
    """Only the letters and digits, in lower case: `E-post:` and `epost` are one word."""
    return "".join(c for c in text.casefold() if c.isalnum())


def name_key(name: str) -> str:
    """What makes two spellings one name: case, blanks and hyphens do not count."""
    return " ".join(name.casefold().replace("-", " ").split())


_TEXT = (resources.files(__package__) / "members_file_words.txt").read_text(encoding="utf-8")


def _index(kind: str) -> dict[str, str]:
    return {
        letters(word): key
        for key, words in re.findall(rf"^{kind} (\w+):: (.*(?:\n  .*)*)", _TEXT, re.MULTILINE)
        for word in words.split(",")
    }


COLUMNS, ROLES, LANGUAGES = _index("column"), _index("role"), {"": ""} | _index("language")

# 2022-01-31, 20220131, 31/1 2022, 31/1-2022, 31.1.2022, and with the hour that spreadsheets add.
_DAY = re.compile(
    r"(?:(?P<year>[12]\d{3})(?P<dash>[-./]?)(?P<month>\d\d?)(?P=dash)(?P<day>\d\d?)"
    r"|(?P<day2>\d\d?)\s*[./-]\s*(?P<month2>\d\d?)\s*[./ -]\s*(?P<year2>[12]\d{3}))"
    r"(?:[ T]+00:00(?::00(?:\.0+)?)?)?",
    re.ASCII,
)


def parse_day(text: str) -> date:
    """Raises: ValueError where the text is no day."""
    match = _DAY.fullmatch(text)
    if not match:
        raise ValueError(text)
    return date(*(int(match[k] or match[k + "2"]) for k in ("year", "month", "day")))


# `Personlig ersättare för Eva Sund`
_STANDS_FOR = re.compile(
    r"(?:personlig\s+|personal\s+)?(?:ersättare|ers\.?|suppleant|suppl\.?|deputy|dep\.?|substitute|alternate)"
    r"\s+(?:för|for|till|åt|to)\s+(?P<whom>.+)",
    re.IGNORECASE,
)
_WHOLE = frozenset(
    ("rådet", "helarådet", "nämnden", "styrelsen", "alla", "thecouncil", "thewholecouncil", "all")
)


def stands_for(role: str) -> str | None:
    """Whom the words for a role say that a deputy stands for, empty for the whole council; None for other words."""
    found = _STANDS_FOR.fullmatch(role.strip())
    if not found:
        return None
    return "" if letters(found["whom"]) in _WHOLE else found["whom"]


def is_role(cell: str) -> bool:
    return letters(cell) in ROLES or stands_for(cell) is not None


# `Maria Holm (har avgått)`, `Maria Holm – utträdd`: who is listed still, but is a member no more.
_LEFT = re.compile(
    r"(?:^|[(\[,;–—]\s*|\s-\s|\s(?=har\s|utgår|has\s))"
    r"(?P<told>(?:har\s+|är\s+)?(?:avgått|slutat|utträtt|utträdd|utgått|entledigad|entledigats|avliden|avlidit"
    r"|hoppat\s+av|lämnat(?:\s+(?:rådet|nämnden|styrelsen|uppdraget|sitt\s+uppdrag))?|sagt\s+upp\s+sig|flyttat)"
    r"|utgår|utträder|avgår|slutar"
    r"|(?:has\s+)?(?:resigned|stepped\s+down|left\s+the\s+(?:council|board))|has\s+left|deceased)"
    r"(?:\s+(?:den\s+)?[\d./ -]+)?\s*[.)\],;]*$",
    re.IGNORECASE,
)


def has_left(text: str) -> str:
    """The words at the end of the text that tell of somebody who has left; empty where none do."""
    found = _LEFT.search(text)
    return found["told"] if found else ""
