"""What only its neighbours tell of a piece: letters that stand for digits, numbers run together, "p.m."."""

from __future__ import annotations

import re
from itertools import pairwise

from scheduler.years.recognise.text import day_words
from scheduler.years.recognise.text.lexicon import Sense
from scheduler.years.recognise.text.tokens import END, NUMBER, WORD, Token, of_digits
from scheduler.years.recognise.text.words import Role

DIGIT_LOOKALIKES = str.maketrans({"l": "1", "I": "1", "O": "0", "o": "0"})
LETTERS_FOR_DIGITS = frozenset(a + b for a in ("", *"lIOo") for b in "lIOo")
# What a scanner makes of digits, beyond the letters that stand for them anywhere.
ODD_DIGITS = str.maketrans("lI!iOoSZBbg", "11110052869")
ODD_LETTERS = frozenset("lI!iOoSZBbg")
YEAR, LAST_MINUTE = 4, 59
CLOCK, AND, BODY = Role.CLOCK.value, Role.AND.value, Role.BODY.value
JOINTS = frozenset("-/.:")
LAST_HOUR, NOON, LAST_MONTH, LAST_DAY = 23, 12, 12, 31
HALF_OF_DAY = (Role.AM | Role.PM).value
DOTTED_HALVES = {"a": ("am", Sense(roles=Role.AM.value)), "p": ("pm", Sense(roles=Role.PM.value))}
YEAR_AND_HOUR = re.compile(r"20[0-9]{2}(?:[0-9]|[01][0-9]|2[0-3])")

# Where a line has none of these there is nothing that its neighbours could mend: letters that may stand for
# digits, numbers that may be two, the "m" of "p.m.", words that together may say that a meeting is off, months, and
# bodies of two words, days written as words.
ODD, GLUED, HALF, OFF, MONTH, BODY_OF_TWO, DAY_WORD = 1, 2, 4, 8, 16, 32, 64
# Who meets, though neither of the words says so alone; by the second one.
OF_TWO = {"party": "working", "force": "task"}
CELLS = frozenset("\t|;")


def mend(tokens: list[Token], hints: int) -> None:
    """Mends what only the neighbours tell."""
    if hints & HALF:
        for i in range(len(tokens) - 3, 0, -1):
            if opens_half(tokens[i : i + 3], tokens[i - 1]):
                join_half(tokens, i)
    if hints & ODD:
        for i in range(len(tokens) - 1, -1, -1):
            if len(tokens[i].text) < YEAR:
                _mend_odd(tokens, i)
    if hints & GLUED:
        for i in range(len(tokens) - 2, 0, -1):
            run = tokens[i]
            if run.value < 0 or run.mended is not None:
                continue
            if tokens[i + 1].low == ":":
                _part(tokens, i, _before_minutes(tokens, i))
            elif len(run.low) > 2:
                _part(tokens, i, _before_month(tokens, i))
    if hints & BODY_OF_TWO:
        for before, token in pairwise(tokens):
            if OF_TWO.get(token.low) == before.low:
                token.sense = Sense(roles=token.sense.roles | BODY)
    if hints & MONTH and hints & DAY_WORD:
        day_words.read(tokens)
    if hints & MONTH:
        for i in range(len(tokens) - 1, 0, -1):
            if tokens[i].low == "." and _shortens(tokens, i):
                del tokens[i]


def _shortens(tokens: list[Token], i: int) -> bool:
    """The point at `i` is that of a month alone in its cell or on its line: "| Jan. | 15., 29. |"."""
    before, month = tokens[i - 2] if i > 1 else None, tokens[i - 1]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    alone = (before is None or before.low in CELLS) and (after is None or after.low in CELLS)
    return alone and month.sense.month > 0 and not tokens[i].gap


def torn_day(tokens: list[Token], i: int) -> Token | None:
    """The day whose two digits stand apart behind a weekday, "torsdag 1 1 april", or None."""
    first, second, month = tokens[i], tokens[i + 1], tokens[i + 2 + (tokens[i + 2].low == ".")]
    digits = first.low + second.low
    if len(digits) > 2 or second.gap > 1 or not month.sense.month:
        return None
    if not i or not tokens[i - 1].sense.weekday:
        return None
    return _number(tokens, i, digits, f"{first.text} {second.text}")


def _number(tokens: list[Token], i: int, digits: str, wrote: str | None) -> Token:
    """A number in the place of what stands at `i`."""
    number = Token(of_digits(digits, mended=wrote), tokens[i].start, tokens[i].gap)
    number.struck = tokens[i].struck
    return number


def opens_half(tokens: list[Token], before: Token) -> bool:
    """ "p.m" stands behind an hour."""
    letters = [t.low for t in tokens[:3]]
    return before.kind is NUMBER and letters[1:] == [".", "m"] and letters[0] in DOTTED_HALVES


def join_half(tokens: list[Token], i: int) -> None:
    """Makes "p.m" one word; the point that follows may close the sentence."""
    letter, point, m = tokens[i : i + 3]
    low, sense = DOTTED_HALVES[letter.low]
    text = letter.text + " " * point.gap + "." + " " * m.gap + m.text
    half = Token((WORD, text, low, -1, sense, None), letter.start, letter.gap)
    half.struck = letter.struck
    tokens[i : i + 3] = [half]


def _mend_odd(tokens: list[Token], i: int) -> None:
    """Letters where a day, a minute or a year must be: "1S september", "20Z4-03-12", "2024-Ol-23"."""
    last, written = i, ""
    while last < len(tokens) and (last == i or not tokens[last].gap):
        text = tokens[last].text
        if tokens[last].kind is not NUMBER and not ODD_LETTERS.issuperset(text):
            break
        written, last = written + text, last + 1
    digits = written.translate(ODD_DIGITS)
    if written == digits or (last - i < 2 and written not in LETTERS_FOR_DIGITS):
        return
    number = _number(tokens, i, digits, written)
    if _needs_number(tokens, i, last, number):
        tokens[i:last] = [number]


def _needs_number(tokens: list[Token], first: int, last: int, number: Token) -> bool:
    """Whether what stands around the tokens makes sense with a number only."""
    before, further = (tokens[n] if n >= 0 else END for n in (first - 1, first - 2))
    after, beyond = (tokens[n] if n < len(tokens) else END for n in (last, last + 1))
    glued = before.low in JOINTS and not number.gap and not before.gap
    leads = after.low in JOINTS and not after.gap and beyond.kind is NUMBER and not beyond.gap
    month = after.sense.month or before.sense.month or (after.low == "." and beyond.sense.month)
    written = sum(c.isdigit() for c in number.text)
    if not written:
        # "2024-Ol-23", "tisdag ll mars", "ll.3.2027"
        opens = not first or before.sense.weekday or before.low in ("den", "the")
        named = len(number.low) == 2 and month
        return bool(
            (glued and further.kind is NUMBER)
            or (opens and (named or (leads and _opens_date(tokens, last))))
        )
    if len(number.low) == YEAR:
        return 1990 <= number.value <= 2099 and (glued or leads or written == YEAR - 1)
    if len(number.low) > 2 or number.value > LAST_MINUTE:
        return False
    clock = (before.sense.roles | (further.sense.roles if before.low == "." else 0)) & CLOCK
    listed = further.kind is NUMBER and (before.low == "," or before.sense.roles & AND)
    cell = before.low in ("\t", "|") or before.kind is after.kind is NUMBER
    return bool(month or clock or listed or cell or glued or leads)


def _opens_date(tokens: list[Token], sign: int) -> bool:
    """Behind the joint at `sign` stand a month and a year: ".3.2027", "/03/2027"."""
    joint, month, again, year = [*tokens[sign : sign + 4], END, END, END][:4]
    whole = joint.low == again.low and len(year.low) == YEAR and year.value > 0
    return whole and not again.gap and 1 <= month.value <= LAST_MONTH


def _before_month(tokens: list[Token], i: int) -> int:
    """Where the minutes of one line or the year of one date end in the number at `i`, and the day of the next begins:
    "15.0026 april", "28 October 202710 November 2027". 0 where there is but one number."""
    sign, run, after = tokens[i - 1 : i + 2]
    if after.low == "." and i + 2 < len(tokens):
        after = tokens[i + 2]
    if not after.sense.month:
        return 0
    if len(run.low) > YEAR:
        dated = (
            sign.sense.month and run.low.startswith("20") and 1 <= int(run.low[YEAR:]) <= LAST_DAY
        )
        return YEAR if dated and len(run.low) <= YEAR + 2 else 0
    hour = tokens[max(i - 2, 0)]
    glued = sign.low in (".", ":") and not sign.gap and not run.gap and hour.kind is NUMBER
    # "21.2.2027  August 21.8.2027": the year of a whole date.
    dated = i > 3 and len(run.low) == YEAR and tokens[i - 3].low == sign.low and not hour.gap
    return 2 if glued and not dated else 0


def _before_minutes(tokens: list[Token], i: int) -> int:
    """Where a day or year ends in the number at `i`, and an hour with its minutes begins, if only one way gives both:
    "May 156:30 p.m.", "9/115:00", "11/05/20267:00". 0 where there is but one number."""
    before, run, sign, *behind = tokens[i - 1 : i + 4]
    half = len(behind) > 1 and behind[1].sense.roles & HALF_OF_DAY
    if run.value <= (NOON if half else LAST_HOUR) and len(run.low) < 3:
        return 0
    if sign.gap or not behind or behind[0].gap or len(behind[0].low) != 2:
        return 0
    if YEAR_AND_HOUR.fullmatch(run.low) and _closes_date(tokens, i, "/."):
        return YEAR
    if len(run.low) == YEAR and before.low == "-" and int(run.low[2:]) <= LAST_HOUR:
        return 2  # "2027-02-1618:00"
    opens = before.sense.month and not _ends_day(tokens, i - 2)
    if len(run.low) > YEAR or not (opens or _closes_date(tokens, i, "/")):
        return 0
    ways = [at for at in range(1, len(run.low)) if _are_day_and_hour(run.low[:at], run.low[at:])]
    if half:
        ways = [at for at in ways if int(run.low[at:]) <= NOON]
    if len(ways) > 1:
        run.mended = run.low  # is to be looked at
        ways = [at for at in ways if run.low[at] != "0"]
    return ways[0] if len(ways) == 1 else 0


def _are_day_and_hour(day: str, hour: str) -> bool:
    whole = hour[0] != "0" or len(hour) == 2
    return 1 <= int(day) <= LAST_DAY and int(hour) <= LAST_HOUR and whole


def _ends_day(tokens: list[Token], i: int) -> bool:
    """The month behind the token at `i` has its day: "9 jan 25:00", "9th January 25:00" are no 5 o'clock."""
    i -= i > 0 and tokens[i].kind is not NUMBER and not tokens[i].gap
    return i >= 0 and tokens[i].kind is NUMBER and len(tokens[i].low) <= 2


def _closes_date(tokens: list[Token], i: int, signs: str) -> bool:
    """The number at `i` is glued to another before it."""
    sign, before = tokens[i - 1], tokens[i - 2]
    glued = sign.low in signs and not sign.gap and not tokens[i].gap
    return glued and before.kind is NUMBER and len(before.low) <= 2


def _part(tokens: list[Token], i: int, at: int) -> None:
    """Parts the number at `i` into the two that were run together."""
    if at:
        run = tokens[i]
        second = Token(of_digits(run.low[at:]), run.start + at)
        second.struck = run.struck
        tokens[i : i + 1] = [_number(tokens, i, run.low[:at], run.mended), second]
