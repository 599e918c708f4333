"""The halves of a year as heads: side by side, or above each other."""

from __future__ import annotations

from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table.layout import OF_YEAR, Column
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

HALVES, SEASON = 2, (Role.AUTUMN | Role.SPRING).value
HALF_YEARS = listed("halvår halvåret half halbjahr puolivuosi vuosipuolisko")
TERMS = listed("term terms termin terminen trimester semester summer winter sommer sommar vinter")
ORDINALS = listed("första andra first second første anden andre erstes zweites ensimmäinen toinen")


def columns(parted: list[list[Token]], parsed: Parsed) -> list[Column]:
    """ "Vår 2027 | Höst 2027", "1. halvår | 2. halvår": a column of dates for each half of the year."""
    words = [[t for t in cell if t.kind is WORD] for cell in parted]
    if len(parted) != HALVES or not all(any(map(is_half, cell)) for cell in words):
        return []
    if not all(is_half(t) or t.low in ORDINALS for cell in words for t in cell):
        return []
    years = [year.years[0] for year in parsed.years if len(year.years) == 1]
    told = years if len(years) == HALVES else [None] * HALVES
    return [Column(OF_YEAR, year=year) for year in told]


def are_beside_names(parted: list[list[Token]]) -> bool:
    """ "Meeting | Autumn Term | Spring Term | Summer Term": each row names its body and tells its days, as any line."""
    first, *others = parted or [[]]
    if not first or any(map(is_half, first)) or len(others) < HALVES:
        return False
    terms = all(any(is_half(t) or t.low in TERMS for t in cell) for cell in others)
    return terms and any(is_half(t) for cell in others for t in cell)


def is_half(token: Token) -> bool:
    return token.low in HALF_YEARS or bool(token.sense.roles & SEASON)
