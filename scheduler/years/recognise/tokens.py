"""A line as tokens: numbers, words and signs, with what was struck through and what was mended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from scheduler.years.recognise import spelling
from scheduler.years.recognise.lexicon import Lexicon, Sense

PIECE = re.compile(r"[^\W_]+|\t|\S")
CAMEL = re.compile(r"(?<=[^\W\d_A-ZÅÄÖÆØÜ])(?=[A-ZÅÄÖÆØÜ][^\W\d_])")
DIGITS_OR_LETTERS = re.compile(r"[0-9]+|[^\W\d_]+|[^\W_]")
GLUED_CLOCK = re.compile(r"([^\W\d_]{3,12}?)(kl|klo|klockan)", re.IGNORECASE)
DIGIT_LOOKALIKES = str.maketrans({"l": "1", "I": "1", "O": "0", "o": "0"})
MAYBE_NUMBER = re.compile(r"[0-9lIOo]{2,8}")
LETTERS_FOR_DIGITS = frozenset(a + b for a in ("", *"lIOo") for b in "lIOo")
DASHES = frozenset("-‐‑‒–—―−﹘﹣－")
LAST_HOUR = 23
QUOTES = frozenset("'’‘´`")
# Longer numbers are no day, hour or year; they are kept out of int(), which refuses thousands of digits.
LONGEST_NUMBER = 8
# So many different words are remembered; more are read anew each time.
MOST_PIECES = 20_000


class Kind(Enum):
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


@dataclass(slots=True, eq=False)
class Token:
    """A piece of a line. `low` is lower case with every dash as "-"; `value` is -1 but for numbers;
    `gap` counts the blanks before it; `mended` holds what stood there when a misprint was read."""

    kind: Kind
    text: str
    low: str
    start: int
    end: int
    gap: int
    value: int
    sense: Sense
    struck: bool = False
    mended: str | None = None


Shape = tuple[Kind, str, str, int, int, int, Sense, str | None]
# A piece of a line with which a letter for a digit, or a day glued to an hour, may hang together.
ODD, COLON = 1, 2


def tokenise(text: str, lexicon: Lexicon, struck: tuple[tuple[int, int], ...] = ()) -> list[Token]:
    """The tokens of a cleaned line; never more than it has characters."""
    tokens: list[Token] = []
    known = lexicon.pieces
    end = hints = 0
    for match in PIECE.finditer(text):
        piece = match.group()
        start, stop = match.span()
        found = known.get(piece)
        if found is None:
            found = _read(piece, lexicon)
            if len(known) < MOST_PIECES:
                known[piece] = found
        hint, shapes = found
        hints |= hint
        gap, end = start - end, stop
        for kind, part, low, offset, length, value, sense, mended in shapes:
            at = start + offset
            tokens.append(Token(kind, part, low, at, at + length, gap, value, sense, False, mended))
            gap = 0
    if struck:
        _strike(tokens, struck)
    if hints & ODD:
        _mend_row(tokens, lexicon)
    if hints & COLON:
        for i in range(len(tokens) - 3, 0, -1):
            if tokens[i].value > LAST_HOUR and len(tokens[i].low) < 5 and tokens[i + 1].low == ":":
                _part_day_from_hour(tokens, i, lexicon)
    return tokens


def _read(piece: str, lexicon: Lexicon) -> tuple[int, tuple[Shape, ...]]:
    """What a piece is wherever it stands: its tokens but for their places, and whether it may have
    to be mended by its neighbours."""
    if not piece[0].isalnum():
        tokens = [_sign(piece, 0, lexicon)]
    else:
        tokens = []
        _word_or_number(piece, 0, lexicon, tokens)
    hints = 0
    for t in tokens:
        if t.text in LETTERS_FOR_DIGITS or (t.value >= 0 and 2 < len(t.low) < 5):
            hints |= ODD
        if t.low == ":":
            hints |= COLON
    return hints, tuple(
        (t.kind, t.text, t.low, t.start, len(t.text), t.value, t.sense, t.mended) for t in tokens
    )


def _mend_row(tokens: list[Token], lexicon: Lexicon) -> None:
    """What only the neighbours tell: letters for digits, and minutes glued to a day."""
    for i in range(2, len(tokens)):
        if tokens[i].text in LETTERS_FOR_DIGITS:
            _mend_alone(tokens, i, lexicon)
    for i in range(len(tokens) - 3, 1, -1):
        if tokens[i].kind is Kind.NUMBER and len(tokens[i].low) in (3, 4):
            _part_glued(tokens, i, lexicon)


def _mend_alone(tokens: list[Token], i: int, lexicon: Lexicon) -> None:
    """Nothing but letters where a number must be: "2024-Ol-23"."""
    before, sign, token = tokens[i - 2 : i + 1]
    if before.kind is Kind.NUMBER and sign.low in ("-", ".") and not (sign.gap or token.gap):
        mended = _number(token.text.translate(DIGIT_LOOKALIKES), token.start, lexicon)
        mended.mended, mended.struck, mended.text = token.text, token.struck, token.text
        tokens[i] = mended


def _part_glued(tokens: list[Token], i: int, lexicon: Lexicon) -> None:
    """Parts the minutes of one line from the day of the next: "15.0026 april"."""
    hour, sign, run, month = tokens[i - 2 : i + 2]
    glued = not sign.gap and not run.gap and sign.low in (".", ":") and len(hour.low) <= 2
    plain = hour.kind is Kind.NUMBER and run.mended is None
    if not glued or not plain or not month.sense.month:
        return
    minutes = _number(run.text[:2], run.start, lexicon)
    day = _number(run.text[2:], run.start + 2, lexicon)
    minutes.struck = day.struck = run.struck
    tokens[i : i + 1] = [minutes, day]


def _part_day_from_hour(tokens: list[Token], i: int, lexicon: Lexicon) -> None:
    """Parts a day from the hour behind it, where only one way gives both: "May 156:30 p.m."."""
    month, run, sign, minutes = tokens[i - 1 : i + 3]
    glued = not sign.gap and not minutes.gap and minutes.kind is Kind.NUMBER
    if not month.sense.month or not glued or len(minutes.low) != 2 or run.mended is not None:
        return
    halves = [
        (run.low[:at], run.low[at:])
        for at in range(1, len(run.low))
        if 1 <= int(run.low[:at]) <= 31 and int(run.low[at:]) <= LAST_HOUR
    ]
    halves = [(day, hour) for day, hour in halves if hour[0] != "0" or len(hour) == 2]
    if len(halves) == 1:
        day, hour = halves[0]
        parted = _number(day, run.start, lexicon), _number(hour, run.start + len(day), lexicon)
        parted[0].gap = run.gap
        for token in parted:
            token.struck = run.struck
        tokens[i : i + 1] = parted


def _sign(piece: str, start: int, lexicon: Lexicon) -> Token:
    low = "-" if piece in DASHES else "'" if piece in QUOTES else piece
    return Token(Kind.SIGN, piece, low, start, start + 1, 0, -1, lexicon.sense(low))


def _word_or_number(piece: str, start: int, lexicon: Lexicon, tokens: list[Token]) -> None:
    if piece.isascii() and piece.isdigit():
        tokens.append(_number(piece, start, lexicon))
        return
    if piece.isalpha():
        _words(piece, start, lexicon, tokens)
        return
    mended = _mended(piece, start, lexicon)
    if mended:
        tokens.append(mended)
        return
    for match in DIGITS_OR_LETTERS.finditer(piece):
        part, at = match.group(), start + match.start()
        if part.isascii() and part.isdigit():
            tokens.append(_number(part, at, lexicon))
            continue
        # "7decemberkl18"
        _words(part, at, lexicon, tokens)


def _number(piece: str, start: int, lexicon: Lexicon) -> Token:
    value = int(piece) if len(piece) <= LONGEST_NUMBER else -1
    return Token(Kind.NUMBER, piece, piece, start, start + len(piece), 0, value, lexicon.nothing)


def _words(piece: str, start: int, lexicon: Lexicon, tokens: list[Token]) -> None:
    """Words run together by a web page ("CancelledAgendaSummary") are parted at their capitals."""
    if piece[1:].islower():
        glued = GLUED_CLOCK.fullmatch(piece) if piece[-1] in "lno" else None
        # "3 februarikl. 14"
        month = glued is not None and lexicon.sense(glued[1].lower()).month
        parts = [glued[1], glued[2]] if glued and month else [piece]
    else:
        parts = CAMEL.split(piece)
    for part in parts:
        low = part.lower()
        end = start + len(part)
        tokens.append(Token(Kind.WORD, part, low, start, end, 0, -1, lexicon.sense(low)))
        start = end


def _mended(piece: str, start: int, lexicon: Lexicon) -> Token | None:
    """Letters read for digits in a number ("l4", "2O27"), or digits for letters in a name ("ju1i")."""
    if len(piece) > spelling.LONGEST:
        return None
    end = start + len(piece)
    if MAYBE_NUMBER.fullmatch(piece):
        digits = piece.translate(DIGIT_LOOKALIKES)
        return Token(
            Kind.NUMBER, piece, digits, start, end, 0, int(digits), lexicon.nothing, False, piece
        )
    for low in spelling.letters(piece.lower()):
        sense = lexicon.sense(low)
        if sense.month or (sense.weekday and sense.weekday.sure):
            return Token(Kind.WORD, piece, low, start, end, 0, -1, sense, False, piece)
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
