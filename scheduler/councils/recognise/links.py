"""The phrases that tie a deputy to the one replaced: `ersätter X`, `tjg ers för X`, `(ers. X)`."""

from __future__ import annotations

import re

from scheduler.councils.recognise import names, words
from scheduler.councils.recognise.values import Link, Reading

_DEPUTY = r"(?:ers(?:ättare|ättande|\.)?|suppl(?:eant|\.)?|vik(?:arie|\.)?|substitute|deputy|vara)"
_SERVES = r"(?:(?:som\s+)?(?:tgj|tj(?:g|änstg(?:ör|örande|jörande|\.)?))\.?\s*)"
_PHRASES = (
    (Reading.HAS_DEPUTY, r"personlig\s+ers(?:ättare|\.)?\s*:?(?!\s+för\b)|personal\s+deputy\s*:"),
    (Reading.PERSONAL, rf"personlig\s+{_DEPUTY}\s+för|personal\s+deputy\s+for"),
    (Reading.CAME_FOR, rf"{_SERVES}?{_DEPUTY}\s+(?:åt|för|for)"),
    (Reading.CAME_FOR, rf"{_SERVES}(?:åt|för)"),
    (Reading.CAME_FOR, r"(?:som\s+|i\s+egenskap\s+av\s+)?ersättare\s+för|ersätter|ersatte"),
    (Reading.CAME_FOR, r"(?:närvarar|deltar|vikarierar|inträder|går\s+in|in)\s+(?:åt|för)"),
    (Reading.CAME_FOR, r"i\s*stället\s+för|istf\.?|i\s+st\.?\s+f\.?|in\s+place\s+of|instead\s+of"),
    (Reading.CAME_FOR, r"replaces|replacing|(?:standing\s+in|substituting|deputising)\s+for"),
    (Reading.CAME_FOR, r"møtt?e\s+for|vara\s+for|in\s+Vertretung\s+(?:von|für)|sijaistaa"),
    (Reading.CAME_FOR, r"för|for|f\."),
    (
        Reading.REPLACED_BY,
        r"ersätts\s+av|ersattes\s+av|ersatt\s+av|replaced\s+by|vertreten\s+durch",
    ),
    (
        Reading.REPLACED_BY,
        r"i\s+(?:hans|hennes|dennes)\s+ställe|(?:ersättare|vikarie|substitute)\s*:",
    ),
    (Reading.UNCLEAR, rf"(?:{_SERVES})?{_DEPUTY}\s*:?"),
)
_PATTERNS = tuple(
    (reading, re.compile(rf"\s*(?:{phrase})\s+(?=\S)", re.IGNORECASE))
    for reading, phrase in _PHRASES
)
_AFTER = re.compile(
    r"\s+(?:ersätter|ersatte|tjg\.?|tjänstgör|i\s*stället|går\s+in|in\s+stead|som\s+ersättare)\.?$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\s+(?:sijaan|sijasta|tilalla|puolesta)\.?$", re.IGNORECASE)
_PARTY = re.compile(r"\s*[(\[]\s*([^()\[\]]{1,12})\s*[)\]]\s*$|\s*,?\s+([A-ZÅÄÖ]{1,3})$")
LONGEST = 200


def find(text: str) -> Link | None:
    """The link that the whole text is, or None."""
    if len(text) > LONGEST:
        return None
    plain = text.replace("~~", "").strip(" .,;")
    if after := _AFTER.search(plain):
        return _link(Reading.REPLACED_BY, plain[: after.start()], "~~" in text)
    if instead := _INSTEAD.search(plain):
        return _link(Reading.CAME_FOR, plain[: instead.start()], "~~" in text)
    for reading, pattern in _PATTERNS:
        found = pattern.match(plain)
        link = _link(reading, plain[found.end() :], "~~" in text) if found else None
        if link:
            return link
    return None


def bare(text: str) -> Link | None:
    """A person's name with no word of how it is meant: `Anna Ek (Bo Al)`."""
    plain = text.replace("~~", "").strip(" .,;")
    return _link(Reading.UNCLEAR, plain, "~~" in text) if names.is_name(plain) else None


def _link(reading: Reading, tail: str, is_struck: bool) -> Link | None:
    party = None
    if (found := _PARTY.search(tail)) and is_party(found[1] or found[2]):
        party = (found[1] or found[2]).strip().upper()
        tail = tail[: found.start()]
    _title, name, rest = names.split(tail.strip(" .,;"))
    if not name and names.is_name_word(tail.strip()) and not names.is_organisation(tail.strip()):
        name = tail.strip()  # only a family name: whoever bears it in the text is meant
    return Link(reading, name, party, is_struck) if name and not rest else None


def is_party(text: str) -> bool:
    """A party's letters, as they stand in parentheses after a name."""
    plain = text.strip(" .")
    if plain.casefold() in words.PARTIES:
        return True
    is_body = plain.casefold() in words.ORGANISATIONS
    return plain.isupper() and plain.isalpha() and len(plain) <= 4 and not is_body
