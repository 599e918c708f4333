"""People listed in lines: one on each, or many on one with commas between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.councils.recognise import given, links, names, person, remarks, turned, words
from scheduler.councils.recognise.marks import STRUCK
from scheduler.councils.recognise.values import Mention, Reading, Reason

_BREAK = re.compile(r"[,;\t|•·]| {3,}|\s[-–—]\s(?!§)|\s*/\s*(?!S\b)(?=[^\W\d_])|\s\+\s")
_JOINED = re.compile(rf"\s+{words.ANY_CONJUNCTION}\s+")
_PARAGRAPHS = re.compile(r"[\d\s–-]+")  # the last of `Anna Ek §§ 3, 5 och Bo Al`
_LEADING = re.compile(rf"{words.ANY_CONJUNCTION}\s+")
_TRAILING = re.compile(rf"\s+{words.ANY_CONJUNCTION}$")
_WORD = r"[A-ZÅÄÖÆØÉÜ][\w.'’-]{0,30}"
_HAS_PARTY = rf"{_WORD}(?: (?:{_WORD}|von|af|de|van)){{1,4}} ?\([^\W\d_][^()\d]{{0,24}}\)"
# `Anna Ek (S)Bo Al (M) § 13 Cia Dal (C)`: the signs between them were lost in copying.
_GLUED = re.compile(rf"(?:(?<=\)) ?|(?<=\d) )(?={_HAS_PARTY})")
_GLUED_OFFICE = re.compile(rf"(?:ordförande|ordf\.?)( )(?={_HAS_PARTY})")
# `Anna Ek-rektor`, `Anna Ek –rektor`: a dash without its blanks.
_CLASS = r"(?:[Åå]k|[Åå]rskurs|[Kk]lass?e?|[Cc]lass|[Yy]ear|[Ll]uokka)"
_DASHED = re.compile(
    rf"(?<![\w-])({_WORD}(?: (?:{_WORD}|von|af|de|van)){{1,4}})"
    rf"( ?[-–—]| [-–—]|[-–—] )(?=({_CLASS} \d|[\w.:]{{1,40}}))"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two separators, and the line it starts on."""

    line: int
    text: str
    is_joined: bool = False  # by "och" to the one before it, so a person as that one is
    is_apart: bool = False  # by a wide gap: the next column
    is_holder: bool = False  # of an office that stood before, in parentheses

    @property
    def plain(self) -> str:
        return self.text.replace(STRUCK, "").strip(" .:\"'")

    @property
    def is_surely_person(self) -> bool:
        """Where it looks like a name, it is one."""
        has_party = re.search(r"\([A-ZÅÄÖ]{1,4}\)", self.text[:400])
        return self.is_joined or self.is_holder or STRUCK in self.text or bool(has_party)


def pieces(text: str, line: int) -> list[Piece]:
    """The line at its separators, those inside parentheses and quotation marks aside."""
    cuts: list[tuple[int, int]] = []
    guarded = _guarded(text)
    for found in _BREAK.finditer(text):
        if not guarded[found.start()]:
            cuts.append(found.span())
    cuts = sorted([*cuts, *_glued_dashes(text)])
    if glued := [found.span() for found in _GLUED.finditer(text)]:
        glued += [found.span(1) for found in _GLUED_OFFICE.finditer(text)]
        cuts = sorted([*cuts, *glued])
    out: list[Piece] = []
    start = 0
    is_apart, is_office = False, True
    for begin, end in [*cuts, (len(text), len(text))]:
        written = text[start:begin].strip()
        is_last = bool(out) and bool(_LEADING.match(written))  # `Anna Ek, Kyrkan, och Bo Al`
        held = turned.held(turned.replaced(written), is_first=is_office)
        is_office = held != written
        parts = filter(None, _unjoined(held))
        out += [
            Piece(line, part, at > 0 or is_last, is_apart, is_office)
            for at, part in enumerate(parts)
        ]
        start, is_apart = end, end - begin > 2 and text[begin:end].isspace()
    return out


def _glued_dashes(text: str) -> Iterator[tuple[int, int]]:
    """The dashes between a name and what is said of it: a number, a title, a body."""
    for found in _DASHED.finditer(text) if any(dash in text for dash in "-–—") else ():
        name, dash, word = found.groups()
        is_told = word[0].isdigit() or names.is_title(word) or " " in word
        if dash != "-":
            is_told = is_told or names.is_organisation(word)
        elif word[0].isupper():
            is_told = " " in word  # `Berg-Ledare` may be a family name
        if is_told and names.is_name(name):
            yield found.span(2)


def _guarded(text: str) -> bytearray:
    """For each character whether it stands inside parentheses."""
    inside, depth = bytearray(len(text)), 0
    closes = text.count(")")
    for at, c in enumerate(text):
        if c == "(" and closes:
            depth += 1
        inside[at] = depth > 0
        if c == ")":
            closes -= 1
            depth = max(0, min(depth - 1, closes))
    return inside


def _unjoined(text: str) -> Iterator[str]:
    """`Anna Ek och Bo Al` as two; `chef för kultur och fritid` stays one."""
    text = _LEADING.sub("", text, count=1) if _LEADING.match(text) else text
    text = _TRAILING.sub("", text)
    start = 0
    guarded = _guarded(text) if "(" in text else b""
    for found in _JOINED.finditer(text):
        if guarded and guarded[found.start()]:
            continue
        left = text[start : min(found.start(), start + 120)]
        right = text[found.end() : found.end() + 120]
        is_list = names.starts(plain(left)) or _PARAGRAPHS.fullmatch(left)
        if is_list and (names.starts(plain(right)) or remarks.is_vacant(right)):
            yield left
            start = found.end()
    yield text[start:]


def plain(text: str) -> str:
    return re.sub(r"\([^()]*\)", " ", text.replace(STRUCK, " ")).strip(" .:\"'-–—")


def is_person(piece: Piece) -> bool:
    """The piece begins with a person's name, a title or body before it allowed."""
    return names.starts(plain(piece.text[:400]))


def attributes_follow(rows: list[list[Piece]]) -> bool:
    """Whether the lines have one person each, then what is said of them.

    So it is when some line's second piece is plainly no name and no line holds more than two
    that could be. Then `Hela Människan` after a person is where they come from.
    """
    if len(rows) < 2 or any(sum(map(is_person, row)) > 2 for row in rows):
        return False
    return any(
        len(row) > 1 and is_person(row[0]) and not (is_person(row[1]) or _is_link(row[1]))
        for row in rows
    )


def deputies_follow(rows: list[list[Piece]]) -> bool:
    """Whether the lines have a member each and behind them who stands in: `Anna Ek, ersättare Bo Al`."""
    ends = [_is_deputy(row[-1]) for row in rows if row]
    is_one_each = all(sum(map(is_person, row)) <= 2 for row in rows)
    return is_one_each and sum(ends) > 1 and not any(_is_deputy(row[0]) for row in rows if row)


def _is_deputy(piece: Piece) -> bool:
    first, *rest = piece.plain.split(None, 2) or [""]
    if first.casefold() in words.PERSONAL and rest:
        first, rest = rest[0], rest[1:]
    return names.bare(first) in words.DEPUTIES and is_person(piece)


def people(row: list[Piece], *, one_each: bool, is_of_absent: bool = False) -> Iterator[Mention]:
    """Everybody on a line. `one_each` when what follows the first name says something of it.

    Among those who did not come, `sijainen Kari Ek` behind somebody came instead.
    """
    current: Mention | None = None
    waiting: list[str] = []
    for at, piece in enumerate(row):
        if remarks.is_several(piece.text):
            continue
        has_own = piece.is_apart and at + 1 < len(row) and not is_person(row[at + 1])
        is_sure = current is None or not one_each or piece.is_surely_person or has_own
        is_sure = is_sure or (given.is_person(piece.plain) and names.is_name(piece.plain))
        is_new = is_person(piece) and is_sure
        is_told = _is_said_of_deputy(piece) if is_of_absent else _is_link(piece)
        is_new = is_new and not (current and (_is_office(piece) or is_told))
        mention = person.begin(piece.text, piece.line) if is_new else None
        if mention:
            if current:
                yield current
            current = mention
            for text in waiting:
                person.add(mention, text)
            waiting.clear()
        elif current is None:
            waiting.append(piece.text)
        else:
            if not _is_said_of_deputy(piece) and _may_be_another(piece, one_each=one_each):
                current.reasons.append(Reason("name_or_body", {"text": piece.plain}))
            person.add(current, piece.text)
    if current:
        yield current


def _may_be_another(piece: Piece, *, one_each: bool) -> bool:
    """What is read as said of the person before might be one more."""
    return is_person(piece) if one_each else _is_half_name(piece) or _hides_name(piece)


def _is_link(piece: Piece) -> bool:
    """`ersättare Bo Al deltog` after a name: who comes for whom, plainly said."""
    link = links.find(piece.text)
    told = (Reading.REPLACED_BY, Reading.CAME_FOR, Reading.HAS_DEPUTY, Reading.PERSONAL)
    return bool(link and link.reading in told)


def _is_said_of_deputy(piece: Piece) -> bool:
    """The same, or `ersättare Bo Al`: the name in it is another's, and no body."""
    link = links.find(piece.text)
    return _is_link(piece) or bool(link and link.is_by_office)


def _is_office(piece: Piece) -> bool:
    """`Democratic Services Officer` after a name: all capitalised, and a title at its end."""
    tokens = piece.plain.split(None, 6)
    is_title = len(tokens) > 2 and names.is_title(tokens[-1]) and not names.is_title(tokens[0])
    return is_title and all(token[:1].isupper() for token in tokens)


def _hides_name(piece: Piece) -> bool:
    """A phrase among people that may end with one more: `allas vän Anna Ek`."""
    tokens = piece.plain.split(None, 12)
    at = next((at for at, token in enumerate(tokens) if token[:1].isupper()), 0)
    return at > 0 and names.length(tokens[at:]) > 1 and not links.find(piece.text)


def _is_half_name(piece: Piece) -> bool:
    """One capitalised word in a list of people: a person by one name, or where the last is from."""
    word = piece.plain
    is_known = names.is_organisation(word) or names.is_title(word) or names.is_abbreviation(word)
    return names.is_name_word(word) and len(word) > 2 and not is_known
