"""What only its neighbours tell of a piece: letters that stand for digits, numbers run together."""

from __future__ import annotations

import re

from scheduler.years.recognise.text.pieces import END, NUMBER, Token, of_digits
from scheduler.years.recognise.text.words import Role

DIGIT_LOOKALIKES = str.maketrans({"l": "1", "I": "1", "O": "0", "o": "0"})
LETTERS_FOR_DIGITS = frozenset(a + b for a in ("", *"lIOo") for b in "lIOo")
# What a scanner makes of digits, beyond the letters that stand for them anywhere.
ODD_DIGITS = str.maketrans("lI!iOoSZBbg", "11110052869")
ODD_LETTERS = frozenset("lI!iOoSZBbg")
YEAR, LAST_MINUTE = 4, 59
CLOCK, AND = Role.CLOCK.value, Role.AND.value
JOINTS = frozenset("-/.:")
LAST_HOUR, NOON, LAST_DAY = 23, 12, 31
HALVES = ("am", "pm")
YEAR_AND_HOUR = re.compile(r"20[0-9]{2}(?:[0-9]|[01][0-9]|2[0-3])")

# Where a line has none of these there is nothing that its neighbours could mend: letters that may stand for
# digits, numbers that may be minutes glued to a day, a colon behind a day glued to an hour, and digits among
# which a letter stands.
# And words that together may say that a meeting is off, and a year glued to the next day.
LETTERS, LONG, COLON, ODD, OFF, DATED = 1, 2, 4, 8, 16, 32


def _is_long(token: Token) -> bool:
    """Too long, or too much, for an hour."""
    return token.value > LAST_HOUR or (token.value >= 0 and len(token.low) > 2)


def mend(tokens: list[Token], hints: int) -> None:
    """Mends what only the neighbours tell."""
    if hints & LETTERS:
        for i in range(len(tokens)):
            if tokens[i].text in LETTERS_FOR_DIGITS:
                _mend_alone(tokens, i)
    if hints & ODD:
        for i in range(len(tokens) - 2, -1, -1):
            if not tokens[i + 1].gap and len(tokens[i].text) < YEAR:
                _mend_odd(tokens, i)
    if hints & LONG:
        for i in range(len(tokens) - 3, 1, -1):
            if not tokens[i].gap and tokens[i].value >= 0 and len(tokens[i].low) in (3, 4):
                _part_glued(tokens, i)
    if hints & DATED:
        for i in range(len(tokens) - 2, 0, -1):
            if tokens[i].value >= 0 and YEAR < len(tokens[i].low) <= YEAR + 2:
                _part_year_from_day(tokens, i)
    if hints & COLON:
        for i in range(len(tokens) - 3, 0, -1):
            if tokens[i + 1].low == ":" and (_is_long(tokens[i]) or _is_late(tokens, i)):
                _part_date_from_hour(tokens, i)


def torn_day(tokens: list[Token], i: int) -> Token | None:
    """The day whose two digits stand apart behind a weekday, "torsdag 1 1 april", or None."""
    first, second, month = tokens[i], tokens[i + 1], tokens[i + 2 + (tokens[i + 2].low == ".")]
    digits = first.low + second.low
    apart = second.kind is NUMBER and second.gap == 1 and len(digits) == 2
    if not apart or not month.sense.month or first.low not in "123":
        return None
    if i == 0 or not tokens[i - 1].sense.weekday:
        return None
    day = Token(of_digits(digits, mended=f"{first.text} {second.text}"), first.start, first.gap)
    day.struck = first.struck
    return day


def _mend_alone(tokens: list[Token], i: int) -> None:
    """Nothing but letters where a number must be: "2024-Ol-23", "tisdag ll mars"."""
    token = tokens[i]
    inside = i > 1 and tokens[i - 1].low in ("-", ".") and not (tokens[i - 1].gap or token.gap)
    if (inside and tokens[i - 2].kind is NUMBER) or _stands_for_day(tokens, i):
        digits = token.text.translate(DIGIT_LOOKALIKES)
        tokens[i] = Token(of_digits(digits, mended=token.text), token.start)
        tokens[i].struck = token.struck


def _mend_odd(tokens: list[Token], i: int) -> None:
    """A letter among digits where a day, a minute or a year must be: "1S september", "20Z4-03-12"."""
    last, written = i, ""
    while last < len(tokens) and (last == i or not tokens[last].gap):
        text = tokens[last].text
        if tokens[last].kind is not NUMBER and not ODD_LETTERS.issuperset(text):
            break
        written, last = written + text, last + 1
    digits = written.translate(ODD_DIGITS)
    if last - i < 2 or written == digits or not any(t.kind is NUMBER for t in tokens[i:last]):
        return
    number = Token(of_digits(digits, mended=written), tokens[i].start, tokens[i].gap)
    number.struck = tokens[i].struck
    if _needs_number(tokens, i, last, number):
        tokens[i:last] = [number]


def _needs_number(tokens: list[Token], first: int, last: int, number: Token) -> bool:
    """Whether what stands around the tokens makes sense with a number only."""
    before, further = (tokens[n] if n >= 0 else END for n in (first - 1, first - 2))
    after, beyond = (tokens[n] if n < len(tokens) else END for n in (last, last + 1))
    glued = before.low in JOINTS and not number.gap
    leads = after.low in JOINTS and not after.gap and beyond.kind is NUMBER and not beyond.gap
    if len(number.low) == YEAR:
        digits = sum(c.isdigit() for c in number.text)
        return 1990 <= number.value <= 2099 and (glued or leads or digits == YEAR - 1)
    if len(number.low) > 2 or number.value > LAST_MINUTE:
        return False
    month = after.sense.month or before.sense.month or (after.low == "." and beyond.sense.month)
    clock = (before.sense.roles | (further.sense.roles if before.low == "." else 0)) & CLOCK
    listed = (before.low == "," or before.sense.roles & AND) and (
        further.kind is NUMBER or further.low == "*"
    )
    row = before.kind is NUMBER and after.kind is NUMBER
    return bool(month or clock or listed or row or glued or leads or before.low in ("\t", "|"))


def _stands_for_day(tokens: list[Token], i: int) -> bool:
    """Two letters between a weekday, or the line's beginning, and a month."""
    if len(tokens[i].text) < 2 or i + 1 >= len(tokens) or not tokens[i + 1].sense.month:
        return False
    return i == 0 or bool(tokens[i - 1].sense.weekday) or tokens[i - 1].low in ("den", "the")


def _part_glued(tokens: list[Token], i: int) -> None:
    """Parts the minutes of one line from the day of the next: "15.0026 april"."""
    hour, sign, run, month = tokens[i - 2 : i + 2]
    glued = not sign.gap and not run.gap and sign.low in (".", ":") and len(hour.low) <= 2
    plain = hour.kind is NUMBER and run.mended is None
    # "21.2.2027  August 21.8.2027": the year of a whole date.
    dated = i > 3 and len(run.low) == YEAR and tokens[i - 3].low == sign.low and not hour.gap
    if glued and plain and month.sense.month and not dated:
        _part(tokens, i, run.text[:2], run.text[2:])


def _part_year_from_day(tokens: list[Token], i: int) -> None:
    """Parts the year of one date from the day of the next: "28 October 202710 November 2027"."""
    run, after = tokens[i], tokens[i + 1]
    if after.low == "." and i + 2 < len(tokens):
        after = tokens[i + 2]
    year, day = run.low[:YEAR], run.low[YEAR:]
    between = tokens[i - 1].sense.month and after.sense.month and run.mended is None
    if between and year.startswith("20") and 1 <= int(day) <= LAST_DAY:
        _part(tokens, i, year, day)


def _part_date_from_hour(tokens: list[Token], i: int) -> None:
    """Parts a day or year from the hour behind it, where only one way gives both: "May 156:30 p.m.",
    "9/115:00", "11/05/20267:00"."""
    run, sign, minutes = tokens[i : i + 3]
    glued = not sign.gap and not minutes.gap and minutes.kind is NUMBER
    if not glued or len(minutes.low) != 2 or run.mended is not None:
        return
    if YEAR_AND_HOUR.fullmatch(run.low) and _closes_date(tokens, i, 2):
        _part(tokens, i, run.low[:4], run.low[4:])
    elif len(run.low) == YEAR and tokens[i - 1].low == "-" and int(run.low[2:]) <= LAST_HOUR:
        _part(tokens, i, run.low[:2], run.low[2:])  # "2027-02-1618:00"
    elif len(run.low) < 5 and (tokens[i - 1].sense.month or _closes_date(tokens, i, 1)):
        halves = [
            (run.low[:at], run.low[at:])
            for at in range(1, len(run.low))
            if 1 <= int(run.low[:at]) <= 31 and int(run.low[at:]) <= LAST_HOUR
        ]
        halves = [(day, hour) for day, hour in halves if hour[0] != "0" or len(hour) == 2]
        if _has_half(tokens, i + 3):
            halves = [(day, hour) for day, hour in halves if int(hour) <= NOON]
        plain = [(day, hour) for day, hour in halves if hour[0] != "0"]
        if len(halves) == 1 or len(plain) == 1:
            _part(tokens, i, *(plain or halves)[0])
            # Of two ways the likelier one is to be looked at.
            tokens[i].mended = run.low if len(halves) > 1 else None


def _is_late(tokens: list[Token], i: int) -> bool:
    """Right behind a month "16:30 p.m." is the first of it and half past six: no such hour has a half of the day."""
    late = NOON < tokens[i].value <= LAST_HOUR and tokens[i - 1].sense.month > 0
    return late and _has_half(tokens, i + 3)


def _has_half(tokens: list[Token], i: int) -> bool:
    """ "pm" or "p.m." """
    if i >= len(tokens):
        return False
    return tokens[i].low in HALVES or (
        tokens[i].low in ("a", "p") and [t.low for t in tokens[i + 1 : i + 3]] == [".", "m"]
    )


def _closes_date(tokens: list[Token], i: int, signs: int) -> bool:
    """The number at `i` is glued to so many others before it: "9/", "11/05/"."""
    for n in range(i - 1, i - 1 - 2 * signs, -2):
        if n < 1 or tokens[n].low not in ("/", ".") or tokens[n].gap or tokens[n + 1].gap:
            return False
        if tokens[n - 1].kind is not NUMBER or len(tokens[n - 1].low) > 2:
            return False
    return tokens[i - 1].low == "/" or signs > 1


def _part(tokens: list[Token], i: int, first: str, second: str) -> None:
    """Puts two numbers in the place of the one they were glued into."""
    run = tokens[i]
    parted = [
        Token(of_digits(first), run.start, run.gap),
        Token(of_digits(second), run.start + len(first)),
    ]
    for token in parted:
        token.struck = run.struck
    tokens[i : i + 1] = parted
