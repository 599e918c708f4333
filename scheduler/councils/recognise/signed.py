"""Where a list ends and who wrote it signs: `Med vänlig hälsning`, `På styrelsens vägnar`."""

from __future__ import annotations

import re

from scheduler.councils.recognise import headings, names

# Whose name stands below it wrote the mail, and is none of those listed.
_FAREWELL = re.compile(
    r"(?:(?:med\s+)?(?:vänliga?|bästa) hälsning(?:ar)?|hälsningar|mvh|(?:kind |best )?regards"
    r"|(?:med )?(?:venlig|vennlig) hilsen|(?:mit )?freundlichen? grüßen|ystävällisin terveisin)[,!.]?$",
    re.IGNORECASE,
)
# `På styrelsens vägnar`, and who signs below it.
_BEHALF = re.compile(
    r"(?:på|å)\s+\S+\s+vägnar|på\s+vegn[ae]\s+(?:av|af)\s+.+|på\s+\S+\s+vegn[ae]"
    r"|on\s+behalf\s+of\s+(?:the|our)\s+.+|im\s+(?:auftrag|namen)(?:\s+de[sr]\s+.+)?"
    r"|(?:hallituksen|toimikunnan|johtokunnan|neuvoston)\s+puolesta",
    re.IGNORECASE,
)
_FOR_BODY = re.compile(
    r"(?:för|for|für)\s+(?:the\s+|den\s+|die\s+|das\s+)?\S+(?: \S+)?", re.IGNORECASE
)
# `Ekby den 3 maj 2027`, above it.
_PLACE_AND_DAY = re.compile(
    r"[A-ZÅÄÖÆØÜ][^\d,:;]{1,30},?\s+(?:(?:den|am|on)\s+)?"
    r"(?:\d{1,2}[.:]?(?:e|st|nd|rd|th)?\s*(?:[^\W\d_]{3,9}|[/.-]\s?\d{1,2}[/.-]?)\s*\d{4}|\d{4}-\d\d-\d\d)\.?",
    re.IGNORECASE,
)
# `Justerandes sign    Utdragsbestyrkande`, at the foot of a page.
_FOOT = re.compile(r"justerande(?:n?s)?\s+sign(?:atur(?:er)?)?\b\.?(?:\s.*)?", re.IGNORECASE)


def is_foot(text: str) -> bool:
    """Where those who approve the minutes sign each page, within a list that may go on."""
    return len(text) <= headings.LONGEST and bool(_FOOT.fullmatch(text))


def is_end(text: str, *, is_dated: bool) -> bool:
    """Whose name stands below the line wrote the text, and is none of those listed.

    `För valberedningen` alone may head a list; below place and day, where `is_dated`, it does not.
    """
    if len(text) > headings.LONGEST:
        return False
    body = _FOR_BODY.fullmatch(text) if is_dated else None
    is_for = bool(body) and any(map(names.is_organisation, text.split()))
    return is_for or bool(_FAREWELL.match(text) or _BEHALF.fullmatch(text))


def is_place_and_day(text: str) -> bool:
    """`Ekby den 3 maj 2027`: where and when the text was signed."""
    return len(text) <= headings.LONGEST and bool(_PLACE_AND_DAY.fullmatch(text))
