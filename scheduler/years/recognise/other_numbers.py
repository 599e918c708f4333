"""Numbers that are neither dates nor hours: of telephones, files, sums and rooms."""

from __future__ import annotations

from scheduler.years.recognise import parts
from scheduler.years.recognise.tokens import NUMBER, SIGN, Token
from scheduler.years.recognise.words import listed

OF_NUMBERS = frozenset("§#$€£")
PHONE = listed("tfn tel telefon phone puh mobil tlf fax")
# Before the number of a point, a paper or a room: "Sak 7/27", "Item 9.1".
NUMBERED = listed(
    "sak saknr sag sagsnr ärende ärendenr asia kohta punkt punkten pkt pykälä item tagesordnungspunkt"
    " bilaga bilag vedlegg liite anlage annex appendix kapitel kapittel luku chapter avsnitt section avsnit"
    " kohdassa"
)
ROOMS = listed("rum rom room sal raum zimmer møterom mötesrum mødelokale huone kokoushuone")


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


def end(tokens: list[Token], i: int) -> int:
    """Where the number in parts at `i` ends, behind a word for what is numbered so; 0 when it is none."""
    low = tokens[i - 1].low
    if low not in NUMBERED and low not in ROOMS:
        return 0
    sign, other = tokens[i + 1 : i + 3]
    parted = sign.low == "." or (sign.low == "/" and low in NUMBERED)
    glued = not sign.gap and not other.gap and tokens[i].gap <= 1
    whole = parted and glued and parts.small(tokens[i]) and parts.small(other)
    return i + 3 if whole and not tokens[i + 3].sense.month else 0
