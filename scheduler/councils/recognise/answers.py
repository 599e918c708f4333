"""Answers to an invitation, as a calendar program shows them: in a column, or above those who gave them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scheduler.councils.recognise import names, remarks, turned
from scheduler.councils.recognise.values import Attendance

_COUNT = re.compile(r"(?:\s*\(\d{1,3}\)|\s*:\s*\d{1,3})$|\s*:$")
_NOT_GIVEN = re.compile(
    r"(?:no|not|none|didn.t|did\s+not|har|ing?en|inget|inga|intet|inte|ej|ikke|ikkje|keine?|nicht|noch|ei|eivät)\b.{0,16}"
    r"(?:respon[ds]|repl|answer|svar|antwort|vasta)|awaiting|pending|unanswered|obesvarad|ubesvart"
    r"|ubesvaret|ausstehend|afventer|avventer|inväntar|odottaa",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"preliminär|tentativ|mit\s+vorbehalt|unter\s+vorbehalt|alustava|foreløpig|førebels|foreløbig|maybe|kanske",
    re.IGNORECASE,
)
_YES = re.compile(
    r"(?:yes|yep|ja|jo|kyllä)$|accept|zugesagt|zusage|hyväksy|godtatt|godteke|akseptert|aksepter",
    re.IGNORECASE,
)
_NO = re.compile(
    r"avböj|declined|decline\b|abgelehnt|absage|hylätty|hylännyt|kieltäyty|avslått|avslo|avslåtte|afvist|afslået"
    r"|ne[ji]n?\b|no\b|ei\b",
    re.IGNORECASE,
)
_ASKED_BY = re.compile(
    r"(?:meeting\s+)?organi[sz]er|(?:mötes)?organisatör|mötesarrangör|arrangör|(?:besprechungs)?organisator(?:in)?"
    r"|(?:kokouksen\s+)?järjestäjä|(?:møte|møde)?arrangør",
    re.IGNORECASE,
)
FEWEST, LONGEST, MOST_WORDS = 2, 40, 3
SHORTEST = 3  # `No`, which above a name may be a cell of a table, but with a blank line before it


def status(answer: str) -> Attendance:
    """What an answer tells: one who said no did not come, one who said yes has still to come."""
    if _NOT_GIVEN.match(answer):
        return Attendance.CALLED
    is_no = bool(_NO.match(answer)) or remarks.is_away(answer)
    return Attendance.ABSENT if is_no else Attendance.CALLED


def heads(lines: Sequence[str]) -> dict[int, Attendance]:
    """The indices of lines that are answers alone, above those who gave them: `Accepted (3)`, `Abgelehnt`.

    One is none, for what a meeting did with a paper is told in the same words.
    """
    found: dict[int, str] = {}
    below = ""
    for at in range(len(lines) - 1, -1, -1):
        said = _answer(lines[at])
        is_apart = len(said) > SHORTEST or not at or not lines[at - 1].strip()
        if said and is_apart and (not below or _answer(below) or names.starts(turned.line(below))):
            found[at] = said
        below = lines[at].strip() or below
    answers = {said for said in found.values() if not _ASKED_BY.fullmatch(said)}
    return {at: status(said) for at, said in found.items()} if len(answers) >= FEWEST else {}


def _answer(text: str) -> str:
    """The answer, or who asked, that the line is and no more; nothing for another line."""
    said = _COUNT.sub("", text.strip()) if len(text) <= LONGEST else ""
    if _ASKED_BY.fullmatch(said) or _NOT_GIVEN.match(said):
        return said if len(said.split()) <= MOST_WORDS else ""
    is_one = any(kind.match(said) for kind in (_OPEN, _YES, _NO))
    is_short = len(said.split()) <= 2 and not said.endswith((".", ","))
    return said if is_one and is_short else ""
