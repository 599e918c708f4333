"""Text as lines to read: without mark-up, quote marks and odd blanks; what is struck stands between two marks."""

import csv
import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

ON, OFF = "\ue000", "\ue001"
"""Before and behind what is struck through."""
MOST_CELLS = 60

_ENTITY = re.compile(r"&#?\w{1,10};")
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+")
_STRIKE_ON = re.compile(r"<(?:s|del|strike)(?: [^<>]{0,200})?>", re.I)
_STRIKE_OFF = re.compile(r"</(?:s|del|strike)\s*>", re.I)
_TILDES = re.compile(r"~~(.{1,300}?)~~")
_STROKES = re.compile("(?:[^\u0335\u0336][\u0335\u0336])+")
_CELL_TAG = re.compile(r"</t[dh]\s*>\s*<t[dh][^<>]{0,200}>", re.I)
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|li|ul|ol|div|h\d|tr)(?: [^<>=]{0,40}=[^<>]{0,200})? ?/?>", re.I
)
_TAG = re.compile(r"</?[a-zA-Z][\w:-]{0,20}(?: [^<>=]{0,40}=[^<>]{0,200})? ?/?>")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufe0e\ufe0f]")
_BLANK = re.compile(r"[^\S \t\n]")
_DASH = re.compile("[\u2010-\u2015\u2212]")
_WIDE = re.compile("[\uff01-\uff5e]")
_BULLET = re.compile(r"^[ ]*(?:[•·▪▫◦‣●○■□➢➤►▶✓✔]|#{1,6}(?= )|[-*o](?= [^\W_]))[ \t]*")
_INNER_BULLET = re.compile(r"\s[•▪●◦]\s")
_STAR = re.compile(r"[\w)] ?\*")
_FOOTNOTE = re.compile(r"^[ ]*(\*+)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,200}?)(?<=\S)\1")
_NUMBER = re.compile(r"^\(?(\d{1,2})[.)] +(?=\d|[^\W\d_]{2,9}\.? (?:den )?\d)")
_HALF_DAY = re.compile(r"\b([ap])\. ?m\b\.?", re.I)
_MOMENT = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)T(?=\d\d:\d\d)")
_SHORT = ((re.compile(r"\bt\.o\.m\b\.?", re.I), "till"), (re.compile(r"\bc:a\b", re.I), "ca"))
_ENDS = (
    r"(?<=[^\W\d_]{4})", r"(?<=\d{4})", r"(?<=[lo.] \d\d\.\d\d)", r"(?<=-\d\d\.\d\d)", r"(?<=:\d\d)", r"(?<=kl \d\d)",
    r"(?<=/\d)", r"(?<=/\d\d)", r"(?<=\))",
)  # fmt: skip
"""Behind what a point closes a sentence: a word, a year, an hour, a day, a bracket."""
_SENTENCE = re.compile(rf"(?:{'|'.join(_ENDS)})[.!?]\s+(?=[A-ZÅÄÖÆØÜ*(])")
_OPEN_END = re.compile(r"(?:,|\b(?:och|samt|and|og|ja|und|den))\s*$", re.I)
_OPEN_DAY = re.compile(r"[,:] ?\d{1,2}\.?\s*$")
_GOES_ON = re.compile(r"\s*(?:\d{1,2}(?:[./ ]|:[ea])|[a-zåäöæøü]{3,})")
_RULE = re.compile(r"^[\s|:+-]*-{2,}[\s|:+-]*$")


class Line(NamedTuple):
    """A physical line of the text, cleaned; `cells` where it is a row."""

    number: int
    text: str
    cells: tuple[str, ...] = ()


def split(text: str) -> list[str]:
    """The lines of a text, without their ends: \\n or \\r\\n, or \\r in a text that has no \\n."""
    if "\n" not in text:
        return text.split("\r")
    return [line[:-1] if line.endswith("\r") else line for line in text.split("\n")]


def lines(raw: Sequence[str]) -> list[Line]:
    """Each line cleaned, with its cells; one that mark-up parts is several of the same number."""
    plain = _struck_over([_plain(line) for line in raw])
    has_stars = any(_STAR.search(line) for line in plain)
    plain = _unnumbered([_unmarked(line, has_stars) for line in plain])
    rows = _rows(plain)
    found: list[Line] = []
    for number, text in enumerate(plain, 1):
        if _RULE.match(text):
            found.append(Line(number, ""))
        elif number in rows:
            found.append(Line(number, text, rows[number]))
        else:
            parts = text.split("\n")
            found += [
                Line(number, part.strip()) for part in parts if part.strip() or len(parts) == 1
            ]
    return found


def sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE.split(text) if part.strip()]


def goes_on(text: str, line: Line) -> bool:
    """Whether a mail program broke a list between these two lines."""
    below = line.text
    if line.cells:
        return False
    if _OPEN_DAY.search(text):
        return below.lstrip()[:1].islower()
    return bool(_OPEN_END.search(text) and _GOES_ON.match(below) and any(c.isdigit() for c in text))


def _plain(line: str) -> str:
    if not line.isascii():
        line = unicodedata.normalize("NFC", line)
        line = _WIDE.sub(lambda m: chr(ord(m[0]) - 0xFEE0), line)
        line = _STROKES.sub(lambda m: ON + re.sub("[\u0335\u0336]", "", m[0]) + OFF, line)
        line = _DASH.sub("-", _UNSEEN.sub("", line)).replace("’", "'")
    line = _QUOTED.sub("", line)
    if "<" in line or "&" in line or "~" in line:
        line = _STRIKE_OFF.sub(OFF, _STRIKE_ON.sub(ON, line))
        line = _TILDES.sub(rf"{ON}\1{OFF}", line)
        line = _CELL_TAG.sub("\t", line)
        line = _TAG.sub(" ", _BLOCK_TAG.sub("\n", line))
        line = _ENTITY.sub(lambda m: html.unescape(m[0]), line)
    line = _BLANK.sub(" ", line)
    return _DASH.sub("-", _INNER_BULLET.sub("\n", line))


def _struck_over(found: list[str]) -> list[str]:
    """A strike that is closed on a later line strikes each line between."""
    is_open, told = False, []
    closes = sum(line.count(OFF) for line in found)
    for line in found:
        closes -= line.count(OFF)
        start = ON if is_open else ""
        is_open = (is_open or ON in line) and line.rfind(OFF) <= line.rfind(ON)
        is_open = is_open and (closes > 0)
        told.append(start + line + (OFF if is_open else ""))
    return told


def _unmarked(line: str, has_stars: bool) -> str:
    if not (has_stars and _FOOTNOTE.match(line)):
        line = _BULLET.sub("", line)
    line = _EMPHASIS.sub(r"\2", line)
    line = _MOMENT.sub(r"\1 ", _HALF_DAY.sub(r"\1m", line))
    for pattern, word in _SHORT:
        line = pattern.sub(word, line)
    return line


def _unnumbered(found: list[str]) -> list[str]:
    """Without the numbers of a numbered list: 1., 2., 3. before each entry."""
    expected, told = 1, []
    for line in found:
        number = _NUMBER.match(line)
        if number and int(number[1]) == expected:
            expected += 1
            line = line[number.end() :]
        told.append(line)
    return told if expected > 2 else found


# rows


def _rows(found: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """The cells of each line that is a row, by its number: parted by tabs, pipes, semicolons or commas."""
    rows: dict[int, tuple[str, ...]] = {}
    for run in _runs(found):
        for sign in "\t|;,":
            cells = [_cells(found[n], sign) for n in run]
            if _is_table(cells, [found[n] for n in run], sign):
                rows |= {n + 1: row for n, row in zip(run, cells, strict=True) if len(row) > 1}
                break
    return {n: row for n, row in rows.items() if not _RULE.match(found[n - 1])}


def _runs(found: Sequence[str]) -> Iterator[list[int]]:
    """Numbers of lines between blank ones, from 0."""
    run: list[int] = []
    for n, line in enumerate(found):
        if line.strip():
            run.append(n)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _cells(line: str, sign: str) -> tuple[str, ...]:
    if sign not in line:
        return (line,)
    if sign == "|":
        line = re.sub(r"^\s*\||\|\s*$", "", line)
    if sign in ";," and '"' in line:
        try:
            parted = next(csv.reader([line], delimiter=sign), [])
        except csv.Error:
            parted = line.split(sign)
    else:
        parted = line.split(sign)
    return tuple(" ".join(cell.replace('"', " ").split()) for cell in parted[:MOST_CELLS])


def _is_table(cells: Sequence[tuple[str, ...]], texts: Sequence[str], sign: str) -> bool:
    widths = [len(row) for row in cells]
    if sign == "\t":
        return max(widths) > 1
    if sign == "|":
        return sum(width > 1 for width in widths) > 1 or max(widths) > 3
    alike = len(set(widths)) == 1 and widths[0] > 1 and len(widths) > 1
    headed = not any(c.isdigit() for c in texts[0])
    return alike and headed and (sign == ";" or not any(", " in text for text in texts))
