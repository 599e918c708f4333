"""Numbers that are neither dates nor hours: of telephones, files, sums and rooms."""

from __future__ import annotations

from scheduler.years.recognise.line import parts
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.nouns import COUNTED, NUMBERED_ROOMS
from scheduler.years.recognise.text.tokens import NUMBER, SIGN, Token
from scheduler.years.recognise.text.words import Role, listed

CLOCK = Role.CLOCK.value
OF_NUMBERS = frozenset("§#$€£")
PHONE = listed("tfn tel telefon phone puh mobil tlf fax")
# Before the number of a point, a paper or a room: "Sak 7/27", "Item 9.1".
NUMBERED = listed(
    "sak saknr sag sagsnr ärende ärendenr asia kohta punkt punkten pkt pykälä item tagesordnungspunkt"
    " bilaga bilag vedlegg liite anlage annex appendix kapitel kapittel luku chapter avsnitt section avsnit"
    " kohdassa"
)


def end_of_phone(tokens: list[Token], i: int, length: int) -> int:
    """The last token of the telephone number behind the word at `i`; `i` where there is none."""
    while i + 1 < length and tokens[i + 1].kind in (NUMBER, SIGN):
        if tokens[i + 1].low in ("\t", "|", ";"):
            break
        i += 1
    return i


def are_counted(sign: Token, token: Token) -> bool:
    """A number inside a longer one, like a file number or a sum, is nothing."""
    return sign.low in OF_NUMBERS or (sign.low == "-" and token.value == -1)


def end(tokens: list[Token], i: int, parsed: Parsed, last_end: int) -> int:
    """Where the number in parts at `i` ends, that of something counted or numbered or of a room; 0 when it is none.

    `last_end`: where the last such number ended.
    """
    if counted := _end_of_counted(tokens, i):
        return counted
    if i and _is_letter(tokens[i - 1]):
        return _end_of_room(tokens, i, beside=_may_be_room(tokens, i, parsed, last_end))
    return _end_of_numbered(tokens, i) if i else 0


def _end_of_counted(tokens: list[Token], i: int) -> int:
    sign, other, unit = tokens[i + 1 : i + 4]
    parted = sign.low in (".", ",") and not sign.gap and not other.gap
    return i + 3 if parted and other.value >= 0 and unit.gap and unit.low in COUNTED else 0


def _end_of_numbered(tokens: list[Token], i: int) -> int:
    low = tokens[i - 1].low
    if low not in NUMBERED and low not in NUMBERED_ROOMS:
        return 0
    sign, other = tokens[i + 1 : i + 3]
    parted = sign.low == "." or (sign.low == "/" and low in NUMBERED)
    glued = not sign.gap and not other.gap and tokens[i].gap <= 1
    whole = parted and glued and parts.small(tokens[i]) and parts.small(other)
    return i + 3 if whole and not tokens[i + 3].sense.month else 0


def _is_letter(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isupper()


def _end_of_room(tokens: list[Token], i: int, *, beside: bool) -> int:
    """Where the number of a room ends that is glued to its letter, "C3.40", or stands `beside` an hour, "V 7.03"."""
    glued = not tokens[i].gap
    if tokens[i].gap > 1 or (glued and tokens[i - 1].low == "t"):
        return 0
    last = i + 1
    while tokens[last].low == "." and tokens[last + 1].kind is NUMBER:
        if tokens[last].gap or tokens[last + 1].gap:
            break
        last += 2
    if glued:
        return last
    closed = tokens[last].low == "." and not tokens[last].gap and tokens[last + 1].low != ""
    timed = tokens[last].sense.roles & CLOCK  # the day of the next meeting
    return last if beside and last > i + 1 and not closed and not timed else 0


def _may_be_room(tokens: list[Token], i: int, parsed: Parsed, last_end: int) -> bool:
    """The letter before `i` stands right behind a day's hour, "14:30 Uhr M 11.5.02", or beside another room. That of
    a weekday, "T 4.5 kl 18, O 5.5 kl 17", has its like before the first day."""
    if last_end and last_end == i - 2:
        return True
    if not parsed.dates or not parsed.times:
        return False
    first = parsed.dates[0].first
    lettered = first > 0 and _is_letter(tokens[first - 1])
    aside = i > 1 and tokens[i - 2].low in (",", "(")
    return not lettered and parsed.times[-1].last == i - 1 - aside
