"""A line as tokens: numbers, words and signs, with what was struck through and what was mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from itertools import accumulate

from scheduler.years.recognise import spelling
from scheduler.years.recognise.lexicon import NOTHING, Lexicon, Sense
from scheduler.years.recognise.words import Role

# Letters and digits without a break, or one sign; what stands between are blanks.
RUN = re.compile(r"([^\W_]+|\t|\S)")
CAMEL = re.compile(
    r"(?<=[^\W\d_A-ZÅÄÖÆØÜ])(?=[A-ZÅÄÖÆØÜ][^\W\d_])"  # "CancelledAgenda"
    r"|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})|(?<=HOLIDAY)(?=[A-Z])|(?<=HOLIDAYS)(?=[A-Z])"  # "PMTown"
)
DIGITS_OR_LETTERS = re.compile(r"[0-9]+|[^\W\d_]+|[^\W_]")
GLUED_CLOCK = re.compile(r"([^\W\d_]{3,12}?)(kl|klo|klockan)", re.IGNORECASE)
DIGIT_LOOKALIKES = str.maketrans({"l": "1", "I": "1", "O": "0", "o": "0"})
MAYBE_NUMBER = re.compile(r"[0-9lIOo]{2,8}")
LETTERS_FOR_DIGITS = frozenset(a + b for a in ("", *"lIOo") for b in "lIOo")
# What a scanner makes of digits, beyond the letters that stand for them anywhere.
ODD_DIGITS = str.maketrans("lI!iOoSZBbg", "11110052869")
ODD_LETTERS = frozenset("lI!iOoSZBbg")
ODD_RUN = re.compile(r"(?=.*[0-9])[0-9lIOoiSZBbg]{2,4}|!")
YEAR, LAST_MINUTE = 4, 59
DASHES = frozenset("-‐‑‒–—―−﹘﹣－")
CLOCK, AND = Role.CLOCK.value, Role.AND.value
JOINTS = frozenset("-/.:")
LAST_HOUR, NOON = 23, 12
HALVES = ("am", "pm")
YEAR_AND_HOUR = re.compile(r"20[0-9]{2}(?:[0-9]|[01][0-9]|2[0-3])")
QUOTES = frozenset("'’‘´`")
# Longer numbers are no day, hour or year; they are kept out of int(), which refuses thousands of digits.
LONGEST_NUMBER = 8
# So many different runs are remembered; more are read anew each time.
MOST_RUNS = 20_000


class Kind(Enum):
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


# By these names: looking a member up in its class costs ten times as much, and it is done for every token.
NUMBER, WORD, SIGN = Kind.NUMBER, Kind.WORD, Kind.SIGN


# What a piece of a line is wherever it stands: kind, text, low, value, sense and mended of its token.
Piece = tuple[Kind, str, str, int, Sense, str | None]

# What its neighbours may mend, its first piece, and the others with their places in the run.
Run = tuple[int, Piece, tuple[tuple[Piece, int], ...]]


class Token:
    """A piece at its place in a line. `low` is lower case with every dash as "-"; `value` is -1 but for
    numbers; `gap` counts the blanks before it; `mended` holds what stood there when a misprint was read."""

    __slots__ = (
        "gap", "kind", "low", "mended", "sense", "start", "struck", "text", "value",
    )  # fmt: skip

    def __init__(self, piece: Piece, start: int, gap: int = 0) -> None:
        self.kind, self.text, self.low, self.value, self.sense, self.mended = piece
        self.start = start
        self.gap = gap
        self.struck = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


END = Token((SIGN, "", "", -1, NOTHING, None), 0)

# Where a line has none of these there is nothing that its neighbours could mend: letters that may stand for
# digits, numbers that may be minutes glued to a day, a colon behind a day glued to an hour, and digits among
# which a letter stands.
LETTERS, LONG, COLON, ODD = 1, 2, 4, 8


def tokenise(text: str, lexicon: Lexicon, struck: tuple[tuple[int, int], ...] = ()) -> list[Token]:
    """The tokens of a cleaned line; never more than it has characters."""
    tokens: list[Token] = []
    known = lexicon.runs
    hints = 0
    parted = RUN.split(text)  # blanks, a run, blanks, …
    starts = [*accumulate(map(len, parted))][::2]
    for blanks, run, start in zip(parted[::2], parted[1::2], starts, strict=False):
        hint, piece, further = known.get(run) or _learn(run, lexicon)
        hints |= hint
        tokens.append(Token(piece, start, len(blanks)))
        for other, offset in further:
            tokens.append(Token(other, start + offset))
    if struck:
        _strike(tokens, struck)
    if hints:
        _mend_row(tokens, hints)
    return tokens


def _is_long(token: Token) -> bool:
    """Too long, or too much, for an hour."""
    return token.value > LAST_HOUR or (token.value >= 0 and len(token.low) > 2)


def _mend_row(tokens: list[Token], hints: int) -> None:
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
    if hints & COLON:
        for i in range(len(tokens) - 3, 0, -1):
            if _is_long(tokens[i]) and tokens[i + 1].low == ":":
                _part_date_from_hour(tokens, i)


def _learn(run: str, lexicon: Lexicon) -> Run:
    """What a run of letters and digits, or a sign, is wherever it stands; remembered."""
    pieces = list(_pieces(run, lexicon)) if run[0].isalnum() else [_sign(run, lexicon)]
    hints = ODD if ODD_RUN.fullmatch(run) and not run.isdigit() else 0
    for _, text, low, value, _, _ in pieces:
        hints |= LETTERS if text in LETTERS_FOR_DIGITS else 0
        hints |= LONG if value >= 0 and 2 < len(low) < 5 else 0
        hints |= COLON if low == ":" else 0
    offsets = accumulate(len(text) for _, text, *_ in pieces)
    learnt = hints, pieces[0], tuple(zip(pieces[1:], offsets, strict=False))
    if len(lexicon.runs) < MOST_RUNS:
        lexicon.runs[run] = learnt
    return learnt


def _mend_alone(tokens: list[Token], i: int) -> None:
    """Nothing but letters where a number must be: "2024-Ol-23", "tisdag ll mars"."""
    token = tokens[i]
    inside = i > 1 and tokens[i - 1].low in ("-", ".") and not (tokens[i - 1].gap or token.gap)
    if (inside and tokens[i - 2].kind is NUMBER) or _stands_for_day(tokens, i):
        digits = token.text.translate(DIGIT_LOOKALIKES)
        tokens[i] = Token(_number(digits, mended=token.text), token.start)
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
    number = Token(_number(digits, mended=written), tokens[i].start, tokens[i].gap)
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
    if glued and plain and month.sense.month:
        _part(tokens, i, run.text[:2], run.text[2:])


def _part_date_from_hour(tokens: list[Token], i: int) -> None:
    """Parts a day or year from the hour behind it, where only one way gives both: "May 156:30 p.m.",
    "9/115:00", "11/05/20267:00"."""
    run, sign, minutes = tokens[i : i + 3]
    glued = not sign.gap and not minutes.gap and minutes.kind is NUMBER
    if not glued or len(minutes.low) != 2 or run.mended is not None:
        return
    if YEAR_AND_HOUR.fullmatch(run.low) and _closes_date(tokens, i, 2):
        _part(tokens, i, run.low[:4], run.low[4:])
    elif len(run.low) < 5 and (tokens[i - 1].sense.month or _closes_date(tokens, i, 1)):
        halves = [
            (run.low[:at], run.low[at:])
            for at in range(1, len(run.low))
            if 1 <= int(run.low[:at]) <= 31 and int(run.low[at:]) <= LAST_HOUR
        ]
        halves = [(day, hour) for day, hour in halves if hour[0] != "0" or len(hour) == 2]
        if i + 3 < len(tokens) and tokens[i + 3].low in HALVES:
            halves = [(day, hour) for day, hour in halves if int(hour) <= NOON]
        plain = [(day, hour) for day, hour in halves if hour[0] != "0"]
        if len(halves) == 1 or len(plain) == 1:
            _part(tokens, i, *(plain or halves)[0])
            # Of two ways the likelier one is to be looked at.
            tokens[i].mended = run.low if len(halves) > 1 else None


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
        Token(_number(first), run.start, run.gap),
        Token(_number(second), run.start + len(first)),
    ]
    for token in parted:
        token.struck = run.struck
    tokens[i : i + 1] = parted


def _sign(sign: str, lexicon: Lexicon) -> Piece:
    low = "-" if sign in DASHES else "'" if sign in QUOTES else sign
    return SIGN, sign, low, -1, lexicon.sense(low), None


def _pieces(run: str, lexicon: Lexicon) -> Iterator[Piece]:
    if run.isascii() and run.isdigit():
        yield _number(run)
    elif run.isalpha():
        yield from _words(run, lexicon)
    elif mended := _mended(run, lexicon):
        yield mended
    else:
        yield from _parted(run, lexicon)


def _parted(run: str, lexicon: Lexicon) -> Iterator[Piece]:
    """The numbers and the words of a run, glued together."""
    for part in DIGITS_OR_LETTERS.findall(run):
        if part.isascii() and part.isdigit():
            yield _number(part)
            continue
        if part[2:3].isupper() and part[:2].lower() in HALVES and part[2:].isupper():
            yield from _words(part[:2], lexicon)  # "6:30PMFYI"
            part = part[2:]
        # "7decemberkl18"
        yield from _words(part, lexicon)


def _number(digits: str, mended: str | None = None) -> Piece:
    """`mended`: what stands there in place of the digits."""
    value = int(digits) if len(digits) <= LONGEST_NUMBER else -1
    return NUMBER, mended or digits, digits, value, NOTHING, mended


def _words(run: str, lexicon: Lexicon) -> Iterator[Piece]:
    """Words run together by a web page ("CancelledAgendaSummary") are parted at their capitals."""
    if run[1:].islower():
        glued = GLUED_CLOCK.fullmatch(run) if run[-1] in "lno" else None
        # "3 februarikl. 14"
        month = glued is not None and lexicon.sense(glued[1].lower()).month
        words = [glued[1], glued[2]] if glued and month else [run]
    else:
        words = CAMEL.split(run)
    for word in words:
        low = word.lower()
        yield WORD, word, low, -1, lexicon.sense(low), None


def _mended(run: str, lexicon: Lexicon) -> Piece | None:
    """Letters read for digits in a number ("l4", "2O27"), or digits for letters in a name ("ju1i")."""
    if len(run) > spelling.LONGEST:
        return None
    if MAYBE_NUMBER.fullmatch(run):
        return _number(run.translate(DIGIT_LOOKALIKES), mended=run)
    for low in spelling.letters(run.lower()):
        sense = lexicon.sense(low)
        if sense.month or (sense.weekday and sense.weekday.sure):
            return WORD, run, low, -1, sense, run
    return None


def _strike(tokens: list[Token], struck: tuple[tuple[int, int], ...]) -> None:
    spans = iter(struck)
    span = next(spans, None)
    for token in tokens:
        while span and span[1] <= token.start:
            span = next(spans, None)
        if span is None:
            return
        token.struck = span[0] <= token.start < span[1]
