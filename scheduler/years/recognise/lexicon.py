"""A cleaned line as tokens, each with a letter for its kind; roles come from words.txt, names from CLDR."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from babel import Locale

from scheduler.years.recognise.clean import OFF, ON
from scheduler.years.recognise.values import Lexed, Token

LANGUAGES = ("sv", "en", "fi", "nb", "da", "de")
SHORT = 3
"""A name of so few letters is also an ordinary word ("to", "man", "mar") and counts only beside a day."""

MOST_KNOWN = 50_000
PLURALS = {
    "sv": ("ar", "arna"), "en": ("s",), "nb": ("er", "ene"), "da": ("e", "ene"), "de": ("s", "e"),
    "fi": ("sin", "isin"),
}  # fmt: skip
DEFINITE = {"sv": ("en", "s", "ens"), "nb": ("en", "ens"), "da": ("en", "ens"), "fi": ("na",)}
MONTH_ENDINGS = {"fi": ("n", "ta", "ssa", "lla"), "de": ("s",), "sv": ("s",)}
EXTRA_MONTHS = {"sept": 9, "febr": 2, "jänner": 1, "mrz": 3}
EXTRA_DAYS = {"weds": 3, "tues": 2, "thur": 4, "thurs": 4, "sonnabend": 6, "tirs": 2, "måndag": 1}


class Role:
    """What a word does, as bits; the names are those of words.txt. Plain numbers: they are asked of every word."""

    (
        AND, OR, TO, ARTICLE, CLOCK, HOURS, AM, PM, NOON, ABOUT, ENDS, WEEK, ORDINAL, AUTUMN, SPRING, SEASON,
        SINCE, CANCEL, MOVED, REPLACED, NONE, OPEN, STALE, DEADLINE, HOLIDAY, RESERVE, ASIDE, RECORD, LINK,
        MEETING, LIST, HEAD_DATE, HEAD_TIME, HEAD_START, HEAD_END, HEAD_PLACE, HEAD_NOTE, HEAD_BODY, HEAD_DAY,
        HEAD_WEEK, HEAD_MONTH, HEAD_NUMBER, HEAD_STATUS, PLACE_WORD, HOUSE, AT, NUMBERED, USUAL, EXCEPT, RULE,
        KIND, BODY, PLAIN, PART, FILLER, BEGINS,
    ) = (1 << n for n in range(56))  # fmt: skip


class Sense(NamedTuple):
    """A word's roles, and the month or weekday (ISO) it names; `weak`: it is also an ordinary word."""

    roles: int = 0
    month: int = 0
    weekday: int = 0
    plural: bool = False
    weak: bool = False


class Lexicon:
    """The words of one language first, then those of the others."""

    def __init__(self, language: str, own: Collection[str] = ()) -> None:
        code = {"no": "nb", "nn": "nb"}.get(language, language)
        self.code = code if code in LANGUAGES else "sv"
        self.own = tuple(own)
        self._senses = _known(self.code)

    def sense(self, low: str) -> Sense:
        found = self._senses.get(low)
        if found is None:
            found = _sense(low, self.code)
            if len(self._senses) < MOST_KNOWN:
                self._senses[low] = found
        return found


@cache
def _known(code: str) -> dict[str, Sense]:
    """The words of a language that were looked up; at most so many, since any text may be pasted."""
    return {}


def _sense(low: str, code: str) -> Sense:
    roles = _roles(low)
    month, weekday, plural = _months(code).get(low, 0), 0, False
    if not month:
        weekday, plural = _weekdays(code).get(low, (0, False))
    return Sense(roles, month, weekday, plural, bool(month or weekday) and len(low) <= SHORT)


@cache
def _patterns() -> tuple[dict[str, int], list[tuple[str, str, int]]]:
    """Whole words with their roles; and beginnings, ends and parts as (kind, text, role)."""
    exact: dict[str, int] = {}
    parts: list[tuple[str, str, int]] = []
    text = (files(__package__) / "words.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, _, words = line.partition(":")
        role: int = getattr(Role, name.upper())
        for word in words.split():
            kind = ("*" if word.startswith("*") else "") + ("*" if word.endswith("*") else ".")
            if "*" in kind and len(word) > 1:
                parts.append((kind, word.strip("*"), role))
            else:
                exact[word] = exact.get(word, 0) | role
    return exact, parts


def _roles(low: str) -> int:
    exact, parts = _patterns()
    found = exact.get(low, 0)
    for kind, text, role in parts:
        if _fits(kind, text, low):
            found |= role
    return found & ~Role.BODY if found & Role.PLAIN else found


def _fits(kind: str, text: str, low: str) -> bool:
    if kind == "**":
        return text in low
    return low.startswith(text) if kind == "*" else low.endswith(text)


@cache
def _months(code: str) -> dict[str, int]:
    found = dict(EXTRA_MONTHS)
    for language in sorted(LANGUAGES, key=lambda one: one != code):
        names = Locale.parse(language).months
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in names[context][width].items():
                    low = name.lower().rstrip(".")
                    found.setdefault(low, number)
                    for ending in MONTH_ENDINGS.get(language, ()) if width == "wide" else ():
                        found.setdefault(low + ending, number)
    if code == "de":
        found.pop("des", None)
    return found


@cache
def _weekdays(code: str) -> dict[str, tuple[int, bool]]:
    found = {name: (number, False) for name, number in EXTRA_DAYS.items()}
    for language in sorted(LANGUAGES, key=lambda one: one != code):
        for name, number, is_plural in _named_days(language):
            if len(name) > 2 or language == code:
                found.setdefault(name, (number, is_plural))
    return found


def _named_days(language: str) -> Iterator[tuple[str, int, bool]]:
    days = Locale.parse(language).days
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated", "short"):
            for number, name in days[context].get(width, {}).items():
                low = name.lower().rstrip(".")
                yield low, number + 1, False
                if width == "wide":
                    yield from (
                        (low + end, number + 1, False) for end in DEFINITE.get(language, ())
                    )
                    yield from ((low + end, number + 1, True) for end in PLURALS[language])
        for number, name in days[context]["wide"].items():
            yield name.lower()[:SHORT], number + 1, False  # "tor", "Die"


# tokens

# S: 1-9, D: 01-31 in two digits, Z: other two digits that may be minutes or a year, B: 60-99, O: 0, Y: a year,
# 4 6 8: so many digits, N: any other number; M m: a month (m: also an ordinary word), W w: a weekday;
# _: a blank; x: any other word; a sign stands for itself.
_PIECE = re.compile(r"\d+|[^\W\d_]+|\s+|.", re.DOTALL)
_HUMP = re.compile(r"(?<=[a-zåäöæøü])(?=[A-ZÅÄÖÆØÜ])|(?<=[A-Z]{3})(?=[A-Z][a-z])")
_CODES = (
    (Role.AND, "&"), (Role.OR, "o"), (Role.TO, "t"), (Role.CLOCK, "k"), (Role.WEEK, "v"), (Role.NOON, "n"),
    (Role.ABOUT, "c"), (Role.ENDS, "z"), (Role.AUTUMN | Role.SPRING, "T"), (Role.ARTICLE, "d"),
)  # fmt: skip
_BEHIND = ((Role.PM, "p"), (Role.AM, "a"), (Role.HOURS, "h"))
"""What a word is only behind a number."""
_GLUED_BEFORE = "kvTWwMmtpeh"
"""Codes of words that may touch the number behind them: kl18, HT26, 7decemberkl18."""
_GLUED_BEHIND = "eaphMmWwkt"
_SURE_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_LONG_NUMBER = 8
END = Token("", "", "!", 0, 0, 0)
"""What stands before the first token and behind the last."""


def lex(number: int, segments: Iterable[tuple[int, str]], words: Lexicon) -> Lexed:
    """The tokens of a line, or of several that are one."""
    tokens: list[Token] = []
    text = ""
    for line, segment in segments:
        segment = f" {segment}" if text else segment
        tokens += _tokens(segment, line, len(text), words)
        text += segment.replace(ON, "").replace(OFF, "")
    near = [END, END, *tokens, END, END]
    tokens = [_by_neighbours(*near[n : n + 5]) for n in range(len(tokens))]
    return Lexed(number, text, tuple(tokens), "".join(token.code for token in tokens))


def _tokens(text: str, line: int, start: int, words: Lexicon) -> Iterator[Token]:
    struck = False
    for piece in _PIECE.findall(text):
        if piece in (ON, OFF):
            struck = piece == ON
            continue
        is_strange = piece[0].isalpha() and not words.sense(piece.lower()).roles
        for part in _HUMP.split(piece) if is_strange else (piece,):
            yield _token(part, start, line, struck, words)
            start += len(part)


def _token(piece: str, start: int, line: int, struck: bool, words: Lexicon) -> Token:
    if piece[0].isdigit():
        return Token(piece, piece, _number(piece), 0, start, line, struck)
    if piece.isspace():
        return Token(piece, " ", "_", 0, start, line, struck)
    low = piece.lower()
    sense = words.sense(low)
    code = _word(low, sense, words) if piece[0].isalpha() else _sign(piece, sense)
    roles = sense.roles | (Role.LIST if sense.plural else 0)
    return Token(piece, low, code, roles, start, line, struck)


def _number(digits: str) -> str:
    if not digits.isascii():
        return "N"
    n, size = int(digits) if len(digits) <= _LONG_NUMBER else -1, len(digits)
    if size == 1:
        return "S" if n else "O"
    if size == 2:
        return "D" if 1 <= n <= 31 else "Z" if n < 60 else "B"
    if size == 4:
        return "Y" if 1990 <= n <= 2099 and n != 2000 else "4"
    return {6: "6", 8: "8"}.get(size, "N")


def _word(low: str, sense: Sense, words: Lexicon) -> str:
    if sense.month:
        return "m" if sense.weak else "M"
    if sense.weekday and not sense.plural:
        if not sense.weak:
            return "W"
        if not sense.roles or (words.code in ("sv", "fi") and low == "to"):
            return "w"
    for role, code in _CODES:
        if sense.roles & role:
            return code
    return "w" if sense.weekday and not sense.plural else "x"


def _sign(piece: str, sense: Sense) -> str:
    return "&" if sense.roles & Role.AND else piece if piece in ".,/-:;()*'?|#+=§" else "!"


def _by_neighbours(beyond: Token, before: Token, token: Token, behind: Token, far: Token) -> Token:
    """The token as those around it make it."""
    if token.text[0].isdigit():
        is_counted = _is_counted(beyond if before.code == "_" else before, token, far)
        return token._replace(code="N") if is_counted or _is_torn(before, behind) else token
    if not token.text[0].isalpha():
        return token
    is_glued = before.text[:1].isdigit() or (before.text == ":" and beyond.text[:1].isdigit())
    number = beyond if before.code == "_" else before
    is_number = number.text[:1].isdigit()
    if token.roles & Role.ORDINAL and (is_glued or (is_number and token.low in _SURE_ORDINALS)):
        return token._replace(code="e")
    codes = [code for role, code in _BEHIND if token.roles & role and is_number]
    return token._replace(code=codes[0]) if codes else token


def _is_torn(before: Token, behind: Token) -> bool:
    """A number that a letter touches: "l6", "2O", "rum3"."""
    if before.text[-1:].isalpha() and before.code not in _GLUED_BEFORE:
        return True
    known = behind.roles & (Role.ORDINAL | Role.PM | Role.AM | Role.HOURS)
    is_near = behind.text[:1].isalpha() and behind.code not in _GLUED_BEHIND
    return is_near and len(behind.text) < 3 and not known


def _is_counted(word: Token, number: Token, far: Token) -> bool:
    """A number that counts rooms and the like: "sal 4"; but "sal 4 maj" may be a day."""
    is_word = bool(word.roles & Role.NUMBERED) and word.code in "x#§"
    return is_word and number.code in "SDZ" and far.code not in "Mm"
