"""Meetings and their body or month in one word: "Økonomiudvalgsmøder", "fullmäktigemöten", "junimötet"."""

from __future__ import annotations

import re

from scheduler.years.recognise.text import names
from scheduler.years.recognise.text.small_words import AUXILIARIES
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.verbs import HOLDS, MEET_OR_HELD
from scheduler.years.recognise.text.words import ENDINGS, EXACT, Role, listed

AND, GENERIC, BODY = Role.AND.value, Role.GENERIC.value, Role.BODY
MEETINGS = (
    "møder", "møderne", "møter", "møtene", "möten", "mötena", "sammanträden", "sammanträdena", "sitzungen",
    "meetings", "kokoukset", "istunnot",
)  # fmt: skip
# In the head of a column, one meeting stands for all: "Nämndsammanträde".
ONE = (
    "møde", "mødet", "møte", "møtet", "möte", "mötet", "sammanträde", "sammanträdet", "sitzung", "meeting", "kokous",
    "istunto",
)  # fmt: skip
OF_HEAD = re.compile(f"(.{{3,}}?)s?(?:{'|'.join(MEETINGS + ONE)})$")
COMPOUND = re.compile(f"(.{{4,}}?)s?(?:{'|'.join(MEETINGS)})$")
MOST_WORDS, SHORT = 9, 5
# "Plenary", "Plenarsitzungen", "Plenarmøter", "Täysistunnot".
OF_WHOLE, MOST_OF_WHOLE = ("plenar", "plenär", "täysistun"), 3
HOLD = HOLDS | MEET_OR_HELD | AUXILIARIES
BODY_ENDINGS = (
    *ENDINGS[BODY].split(),
    *(word for word in EXACT[BODY].split() if len(word) > SHORT),
)
OF_BODIES = (*BODY_ENDINGS, *EXACT[BODY].split())
# Of these there is one wherever people meet, and other kinds of its meetings stand beside "Styrelsemöte".
OF_ANY = listed(
    "styrelse bestyrelse styre nämnd nemnd nævn råd utskott utvalg utval udvalg presidium presidie hallitus valtuusto"
    " neuvosto vorstand vorstands rat beirat beirats fraktion board council committee"
)
ASIDE, MEETING = Role.ASIDE.value, Role.MEETING.value
MONTHS = {name: n for code in names.LANGUAGES for name, n in names.full_months(code).items()}
OF_MONTH = re.compile(
    rf"({'|'.join(sorted(MONTHS, key=len, reverse=True))})-?"
    "(?:möte|mötet|møte|møtet|møde|mødet|sammanträde|sammanträdet|sitzung|termin|treffen|träffen)s?$"
)


def of_heading(tokens: list[Token], text: str) -> str | None:
    """The body of a heading that is such a word, with the words before it that are part of the name."""
    words = [t for t in tokens if t.kind is WORD]
    if len(words) == len(tokens) == 1 and (name := of_head(words)) and name.lower() not in OF_ANY:
        return name  # "Stadtratssitzung"
    for i, word in enumerate(words[:MOST_WORDS]):
        if stem := of_word(word):
            first = i
            while first and not words[first - 1].sense.roles & GENERIC & ~AND:
                if words[first - 1].low in HOLD:
                    return None  # "Kulturrådet holder arbejdsgruppemøder": of those who hold them
                first -= 1
            return " ".join(text[words[first].start : word.start + len(stem)].split())
    return None


def of_whole(tokens: list[Token], text: str) -> str | None:
    """A heading of the meetings of a body as a whole, and nothing else: "Plenary sessions", "Plenarsitzungen"."""
    words = [t for t in tokens if t.kind is WORD]
    if not 0 < len(words) <= MOST_OF_WHOLE or not words[0].low.startswith(OF_WHOLE):
        return None
    if any(not t.sense.roles & (MEETING | GENERIC) for t in words[1:]):
        return None
    return text[words[0].start : words[0].end]


def of_word(token: Token) -> str | None:
    """The body in such a word, as it is written there. "Fraktionssitzungen 17.30 Uhr" are held before others."""
    if token.sense.roles & ASIDE:
        return None
    stem = COMPOUND.match(token.text) if token.low.endswith(MEETINGS) else None
    # "Ausschuss" ends in what joins others to the word for meetings: "Ausschusssitzungen".
    told = (stem[1], f"{stem[1]}s") if stem else ()
    return next((name for name in told if name.lower().endswith(BODY_ENDINGS)), None)


def of_head(cell: list[Token]) -> str | None:
    """The body in such a word of a column's head: "Nämndsammanträde", "Ratssitzung"."""
    for token in cell:
        stem = None if token.sense.roles & ASIDE else OF_HEAD.match(token.text)
        if stem and stem[1].lower().endswith(OF_BODIES):
            return stem[1]
    return None


def beside_day(token: Token) -> str | None:
    """The body in such a word beside a day, also of one meeting: "Kommunstyrelsemötet", but not "Styrelsemötet"."""
    if name := of_word(token):
        return name
    name = of_head([token]) if token.sense.roles & MEETING else None
    return None if name is None or name.lower() in OF_ANY else name


def month_of(token: Token) -> int:
    """The month of a meeting called by it: "Junisitzung"; 0 if there is none."""
    if not token.sense.roles & MEETING:
        return 0
    found = OF_MONTH.match(token.low)
    return MONTHS[found[1]] if found else 0
