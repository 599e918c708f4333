"""Divisions of a larger whole, whose names tell what each is for: "Avdelningen för vård", "Section of Surgery"."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import listed

DIVISIONS = listed(
    "avdelning avdelningen enhet enheten sektion sektionen division divisionen institution institutionen grupp gruppen"
    " nätverk nätverket centrum akademin fakultet fakulteten"
    " department division section unit branch group office school faculty institute centre center network chapter"
    " avdeling avdelingen avdelinga seksjon seksjonen enheten institutt instituttet gruppe gruppa nettverk nettverket"
    " fakultetet senter senteret"
    " afdeling afdelingen sektion enhed enheden institut instituttet netværk netværket center centeret"
    " abteilung sektion bereich institut gruppe netzwerk fakultät zentrum dezernat"
)
# They end a name: "Kirurgian osasto".
LAST = listed("osasto yksikkö jaosto ryhmä laitos verkosto keskus tiedekunta")
LED_BY = small.FOR | small.OF | listed("i")


def names_one(tokens: Sequence[Token]) -> bool:
    """The words are such a name, and no sentence about one."""
    if len(tokens) < 2 or any(t.kind is not WORD and t.low not in "-,&/" for t in tokens):
        return False
    if tokens[-1].low in LAST:
        return tokens[-2].low.endswith("n")
    return len(tokens) > 2 and tokens[0].low in DIVISIONS and tokens[1].low in LED_BY
