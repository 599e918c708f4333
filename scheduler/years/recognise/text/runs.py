"""A line as tokens: numbers, words and signs, with what was struck through and what was mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

from scheduler.years.recognise.text import day_words, neighbours, off_phrases, spelling
from scheduler.years.recognise.text.lexicon import NOTHING, Lexicon
from scheduler.years.recognise.text.tokens import SIGN, WORD, Piece, Run, Token, of_digits
from scheduler.years.recognise.text.words import Role

# Letters and digits without a break, or one sign; what stands between are blanks.
RUN = re.compile(r"((?<![^\W_])[oO]['’`´][cC]lock|[^\W_]+|\t|\S)")
CAMEL = re.compile(
    r"(?<=[^\W\d_A-ZÅÄÖÆØÜ])(?=[A-ZÅÄÖÆØÜ][^\W\d_])"  # "CancelledAgenda"
    r"|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})|(?<=HOLIDAY)(?=[A-Z])|(?<=HOLIDAYS)(?=[A-Z])"  # "PMTown"
)
# "6:30PMFYI", "7decemberkl18"
DIGITS_OR_LETTERS = re.compile(r"[0-9]+|(?<=[0-9])[AaPp][Mm](?=[A-Z]{2})|[^\W\d_]+|[^\W_]")
BEFORE_CLOCK = re.compile(r"([^\W\d_]{3,40}?)(kl|klo|klockan)", re.IGNORECASE)
BEFORE_AND = re.compile(r"([^\W\d_]{3,12}?)(och|samt|and|og|und)", re.IGNORECASE)
MAYBE_NUMBER = re.compile(r"[0-9lIOo]{2,8}")
ODD_RUN = re.compile(r"(?=.*[0-9])(?=.*[^0-9])[0-9lIOoiSZBbg]{2,4}|!")
OF_ORDINALS = frozenset(("st", "nd", "rd", "th"))
ODD_DAY = re.compile(r"([lIiZS][0-9]|[0-9][lIOoSZBbg])([^\W\d_]{2,})")
DASHES = frozenset("-‐‑‒–—―−﹘﹣－")
QUOTES = frozenset("'’‘´`")
OCLOCK = "o'clock"
# So many different runs are remembered; more are read anew each time.
MOST_RUNS = 20_000
# Longer words in mixed case are several, run together.
BODY, MEETING, CLOCK, LONGEST_MIXED = Role.BODY.value, Role.MEETING.value, Role.CLOCK.value, 9


def tokenise(text: str, lexicon: Lexicon, struck: tuple[tuple[int, int], ...] = ()) -> list[Token]:
    """The tokens of a cleaned line; never more than it has characters."""
    tokens: list[Token] = []
    known = lexicon.runs
    start = hints = 0
    parted = RUN.split(text)  # blanks, a run, blanks, …
    for blanks, run in zip(parted[::2], parted[1::2], strict=False):
        start += len(blanks)
        hint, piece, further = known.get(run) or _learn(run, lexicon)
        tokens.append(Token(piece, start, len(blanks)))
        if hint:
            hints |= hint
        if further:
            tokens += [Token(other, start + offset) for other, offset in further]
        start += len(run)
    if struck:
        _strike(tokens, struck)
    if hints:
        neighbours.mend(tokens, hints)
        if hints & neighbours.OFF:
            off_phrases.mark(tokens)
    return tokens


def _learn(run: str, lexicon: Lexicon) -> Run:
    """What a run of letters and digits, or a sign, is wherever it stands; remembered."""
    pieces = list(_pieces(run, lexicon)) if run[0].isalnum() else [_sign(run, lexicon)]
    hints = neighbours.ODD if ODD_RUN.fullmatch(run) else 0
    for _, text, low, value, sense, _ in pieces:
        hints |= neighbours.ODD if text in neighbours.LETTERS_FOR_DIGITS else 0
        hints |= neighbours.GLUED if low == ":" or (value >= 0 and 2 < len(low) < 7) else 0
        hints |= neighbours.HALF if low == "m" else 0
        hints |= neighbours.OFF if low in off_phrases.OPENERS else 0
        hints |= neighbours.MONTH if sense.month else 0
        hints |= neighbours.DAY_WORD if low in day_words.WORDS else 0
        hints |= neighbours.BODY_OF_TWO if low in neighbours.OF_TWO else 0
    offsets = accumulate(len(text) for _, text, *_ in pieces)
    learnt = hints, pieces[0], tuple(zip(pieces[1:], offsets, strict=False))
    if len(lexicon.runs) < MOST_RUNS:
        lexicon.runs[run] = learnt
    return learnt


def _sign(sign: str, lexicon: Lexicon) -> Piece:
    low = "-" if sign in DASHES else "'" if sign in QUOTES else sign
    return SIGN, sign, low, -1, lexicon.sense(low), None


def _pieces(run: str, lexicon: Lexicon) -> Iterator[Piece]:
    """The numbers and the words of a run, glued together."""
    if run == "lst":
        yield of_digits("1", mended="l")
        run = "st"
    if "I" in run[1:] or not (run.isalpha() or run.isdigit()):
        if run[1:2] in QUOTES:
            yield WORD, run, OCLOCK, -1, lexicon.sense(OCLOCK), None
            return
        if mended := _mended(run, lexicon):
            yield mended
            return
        odd = ODD_DAY.fullmatch(run)
        if odd and (lexicon.sense(odd[2].lower()).month or odd[2] in OF_ORDINALS):
            # "l2januari", "I5th"
            yield of_digits(odd[1].translate(neighbours.ODD_DIGITS), mended=odd[1])
            run = odd[2]
    for part in DIGITS_OR_LETTERS.findall(run):
        if part.isascii() and part.isdigit():
            yield of_digits(part)
        else:
            yield from _words(part, lexicon)


def _words(run: str, lexicon: Lexicon) -> Iterator[Piece]:
    """Words run together by a web page ("CancelledAgendaSummary") are parted at their capitals."""
    # "StuRa" is one word, "CancelledAgenda" two.
    plain = run[1:].islower() or (
        len(run) <= LONGEST_MIXED and lexicon.sense(run.lower()).roles & BODY
    )
    words = [run] if plain else CAMEL.split(run)
    for word in chain.from_iterable(_parted(word, lexicon) for word in words):
        low = word.lower()
        # A company's letters, and not the German "ab".
        company = word == "AB" and lexicon.first != "de"
        sense = NOTHING if company else lexicon.sense(low)
        yield WORD, word, low, -1, sense, None


def _parted(run: str, lexicon: Lexicon) -> Sequence[str]:
    """A word for the clock parted from the month or the name before it, and "and" from a month: "3 februarikl. 14",
    "Kulturnämndenkl. 14"."""
    if glued := BEFORE_CLOCK.fullmatch(run):
        sense = lexicon.sense(glued[1].lower())
        return glued.groups() if sense.month or sense.roles & (BODY | MEETING) else [run]
    glued = BEFORE_AND.fullmatch(run)
    return glued.groups() if glued and lexicon.sense(glued[1].lower()).month else [run]


def _mended(run: str, lexicon: Lexicon) -> Piece | None:
    """Letters read for digits in a number ("l4", "2O27"), or others for letters in a name or before an hour ("ju1i",
    "kIo")."""
    if len(run) > spelling.LONGEST:
        return None
    if MAYBE_NUMBER.fullmatch(run):
        return of_digits(run.translate(neighbours.DIGIT_LOOKALIKES), mended=run)
    if lexicon.sense(run.rstrip("0123456789").lower()).month:
        return None  # "August15"
    for low in spelling.letters(run):
        sense = lexicon.sense(low)
        leads = sense.roles & CLOCK and run[0].islower()
        if sense.month or (sense.weekday and sense.weekday.sure) or leads:
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
