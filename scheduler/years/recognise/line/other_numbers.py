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
    before = tokens[i - 1]
    if len(before.text) == 1 and before.text.isupper():
        return _end_of_room(tokens, i, beside=_may_be_room(tokens, i, parsed, last_end))
    sign, other, behind = tokens[i + 1 : i + 4]
    if sign.gap or other.gap or other.kind is not NUMBER:
        return 0
    if sign.low in (".", ",") and behind.gap and behind.low in COUNTED:
        return i + 3
    numbered = before.low in NUMBERED or (before.low in NUMBERED_ROOMS and sign.low == ".")
    whole = sign.low in (".", "/") and parts.small(tokens[i]) and parts.small(other)
    return i + 3 if numbered and whole and not behind.sense.month else 0


def _end_of_room(tokens: list[Token], i: int, *, beside: bool) -> int:
    """Where the number of a room ends that is glued to its letter, "C3.40", or stands `beside` an hour, "V 7.03"."""
    glued = not tokens[i].gap
    if tokens[i].gap > 1 or (glued and tokens[i - 1].low == "t"):
        return 0
    last = i + 1
    while tokens[last].low == "." and tokens[last + 1].kind is NUMBER and not tokens[last + 1].gap:
        last += 2
    if glued:
        return last
    timed = tokens[last].sense.roles & CLOCK  # the day of the next meeting
    return last if beside and last > i + 1 and tokens[last].low != "." and not timed else 0


def _may_be_room(tokens: list[Token], i: int, parsed: Parsed, last_end: int) -> bool:
    """The letter before `i` stands right behind a day's hour, "14:30 Uhr M 11.5.02", or beside another room. That of
    a weekday, "T 4.5 kl 18, O 5.5 kl 17", has its like before the first day."""
    if last_end and last_end == i - 2:
        return True
    if not parsed.dates or not parsed.times:
        return False
    letter = tokens[parsed.dates[0].first - 1].text
    aside = tokens[i - 2].low in (",", "(")
    return not (len(letter) == 1 and letter.isupper()) and parsed.times[-1].last == i - 1 - aside
