"""A fair, a concert, a course and the like: no meeting."""

from __future__ import annotations

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.line.clauses import say
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

# Of a meeting, or what becomes of one.
TOLD = (Role.MEETING | Role.CANCEL | Role.MOVED | Role.INSTEAD | Role.OPEN | Role.RESERVE).value
# What is held beside meetings: feasts, fairs and the like.
FEASTS = (
    "fest", "festen", "feier", "feiern", "marknad", "marknaden", "markt", "bord", "bordet",
    "invigning", "invigningen", "party", "fair", "fete", "juhla", "juhlat", "picnic",
)  # fmt: skip
# What such a word opens is perhaps no meeting.
SHOWS = (
    *FEASTS, "loppis", "loppisen", "basar", "basaren", "bazaar", "konsert", "konserten", "koncert", "concert",
    "konzert", "konsertti", "städdag", "städdagen", "städdagar", "fixardag", "fixardagen", "arbetsdag",
    "skräpplockardag",
    "hembygdsdag", "trivselkväll", "pubkväll", "quizkväll", "filmkväll", "bokbussen", "bokbuss", "vattenavstängning",
    "strömavbrott", "gudstjänst", "gudstjeneste", "gudsteneste", "gottesdienst", "jumalanpalvelus", "sophämtning",
    "marked", "market", "markkinat", "markets", "dugnad", "talkoot", "myyjäiset", "kirpputori", "arbejdsdag",
    "arbejdsdage", "arbeitseinsatz", "bankospil", "loppemarked", "flohmarkt", "quiz", "barbecue", "bbq", "föreläsning",
    "föredrag", "foredrag", "vortrag", "utbildning", "kursus", "datakurs", "grundkurs", "studiedag", "studiedagar",
)  # fmt: skip
SHOWN_BY_TWO = frozenset(
    {
        ("öppet", "hus"),
        ("åpent", "hus"),
        ("åbent", "hus"),
        ("coffee", "morning"),
        ("open", "day"),
        ("litter", "pick"),
    }
)


def opens(parsed: Parsed) -> bool:
    """A fair, a concert, a course and the like opens the line of a day, and no word for meetings stands before it:
    "Vårmarknad lördagen den 5 juni"."""
    told = [t for t in parsed.tokens[: parsed.dates[0].first] if t.kind is WORD]
    if not told or say(told, TOLD):
        return False
    named = told[0].low.endswith(SHOWS) or _is_last(told)
    return named or tuple(t.low for t in told[:2]) in SHOWN_BY_TWO


def _is_last(told: list[Token]) -> bool:
    """ "Skolans vårmarknad" ends with such a word, and "Nämnden för utbildning" with a part of its name."""
    return told[-1].low.endswith(SHOWS) and len(told) - 1 not in bodies.inside_name(told)
