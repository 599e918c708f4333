"""Numbers that are neither dates nor hours: of telephones, files, sums and rooms."""

from __future__ import annotations

from scheduler.years.recognise.tokens import NUMBER, SIGN, Token
from scheduler.years.recognise.words import listed

OF_NUMBERS = frozenset("§#$€£")
PHONE = listed("tfn tel telefon phone puh mobil tlf fax")


def end_of_phone(tokens: list[Token], i: int, length: int) -> int:
    """The last token of the telephone number behind the word at `i`; `i` where there is none."""
    while i + 1 < length and tokens[i + 1].kind in (NUMBER, SIGN):
        if tokens[i + 1].low in ("\t", "|", ";"):
            break
        i += 1
    return i


def are_counted(sign: Token, token: Token) -> bool:
    """A number inside a longer one, like a file number, a sum or a room ("C3.40"), is nothing."""
    room = not token.gap and len(sign.text) == 1 and sign.text.isupper() and sign.low != "t"
    return room or sign.low in OF_NUMBERS or (sign.low == "-" and token.value == -1)
