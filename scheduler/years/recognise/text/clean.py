"""Lines as people see them: without markup, quote marks and odd blanks, but knowing what was struck."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.years.recognise.text import chat

ENTITY = re.compile(r"&#?\w{1,10};")
FROM_TO = re.compile(r"\b(t|fr|f)\.o\.m\b\.?", re.IGNORECASE)
QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+")
CELL_TAG = re.compile(r"</t[dh]\s*>\s*<t[dh][^<>]{0,200}>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
STRIKE = re.compile(r"(~~|</?(?:s|del|strike)(?: [^<>]{0,200})?>)", re.IGNORECASE)
# Blanks that are no plain blank; tabs part cells and stay.
BLANKS = re.compile(r"[^\S \t]")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufe0e\ufe0f]")
# Letters, digits and signs as wide as a Chinese one.
WIDE, WIDER = re.compile("[\uff01-\uff5e]"), 0xFEE0
# Each letter struck through by a combining stroke, as chat programs write it.
STROKE = re.compile("[\u0335\u0336]")
STRUCK = re.compile("((?:[^\u0335\u0336][\u0335\u0336])+)")
# Any sign of the above, as one class of characters: most lines have none, and should be told so quickly.
NEEDS_WORK = re.compile(
    "[<>~&*_\u0335\u0336\u00ad\u2060\ufeff\ufe0e\ufe0f"
    "\x0b-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000]"
)
# What opens a line and says nothing, also one of a quoted mail: the mark of a heading, and bullets, with a blank of any
# kind or a tab behind them; but a "#" far from the next word heads a column of numbers.
OPENING = re.compile(
    r"^((?:[^\S\n]*>)*)[^\S\n]*(?:(#(?!\t|[^\S\n]{2})|#{2,6}(?!\t))|[•·▪▫◦‣●○■□➢➤►▶✓✔])[^\S\n]+",
    re.MULTILINE,
)
# Word's bullet when it was copied, and a dash; once or twice they may be a Nordic "and" and the rest of a span. A dash
# far from the next word is an empty cell.
MAYBE_BULLETS = (
    re.compile(r"^[ \t]*o[ \t]+(?=\S)", re.MULTILINE),
    re.compile(r"^ *[-–—] {1,3}(?=[^\W_])", re.MULTILINE),
)
FEWEST_BULLETS = 3
# What mail programs put before the subject of an answer or a forwarded mail, in their languages.
REPLY = re.compile(
    r"^((?:>[ \t]?)*[ \t]*(?:Ämne|Subject|Aihe|Emne|Betreff|Rubrik):[ \t]*)(?:(?:SV|VS|RE|AW|VB|FW|FWD|WG|VL):[ \t]*)+",
    re.IGNORECASE | re.MULTILINE,
)
# A row of a file whose cells semicolons part; in a sentence a blank stands behind one, and one ends "&amp;".
ROW = re.compile(r"^[^;&\t|\n]*(?:;(?![^\S\n])[^;&\t|\n]*)+$", re.MULTILINE)
FEWEST_ROWS = 3
# The name of a file beside its day, "agenda_jun16.pdf"; one that tells a year may be all that tells it.
FILES = re.compile(r"\.(?:pdf|doc|xls|odt)", re.IGNORECASE)
FILE = re.compile(
    r"(?<!\S)(?:PDF icon )?(?!\S{0,80}(?:19|20)\d\d)[\w.()+-]{0,80}[^\W\d_][\w.()+-]{0,80}\.(?:pdf|docx?|xlsx?|odt)\b"
    r"(?! \d)",
    re.IGNORECASE,
)
# The number of a footnote behind a day, "12 1)", and where the note begins.
NOTED = re.compile(r"(?<=\d)[^\S\n]([1-5])\)(?=[\s,;|]|$)")
NOTE = re.compile(r"^((?:[^\S\n]*>)*[^\S\n]*)([1-5])\)[^\S\n]+", re.MULTILINE)
STARS = re.compile(r"\*+")
# Word's tab behind the word that opens what is decided: "att<tab>fastställa följande dagar".
THAT = re.compile(
    r"^((?:[^\S\n]*>)*[^\S\n]*(?:att|at|that|att:|että|dass))\t", re.IGNORECASE | re.MULTILINE
)
# As computers write a day and its hour: "2027-02-11T15:00".
MOMENT = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)T(?=\d\d:\d\d)")
EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_]{1,200})\1")


@dataclass(slots=True)
class Cleaned:
    """A line to read. `struck`: spans of `text` that were struck through, in order."""

    text: str
    struck: tuple[tuple[int, int], ...] = ()


def split(text: str) -> list[str]:
    """The lines of a text, without their ends: \\n or \\r\\n, or \\r in a text that has no \\n."""
    if "\n" not in text:
        return text.split("\r")
    return [line[:-1] if line.endswith("\r") else line for line in text.split("\n")]


def _whole(found: re.Match[str]) -> str:
    word = "tom" if found[1].lower() == "t" else "from"
    return word.capitalize() if found[1][0].isupper() else word


def clean(lines: list[str]) -> Iterator[Cleaned]:
    """Each line cleaned. A `<del>` may run over several lines if it is closed at all."""
    text = "\n".join(lines)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = WIDE.sub(lambda m: chr(ord(m[0]) - WIDER), text)
    for maybe in MAYBE_BULLETS:
        if len(maybe.findall(text)) >= FEWEST_BULLETS:
            text = maybe.sub("• ", text)
    text = REPLY.sub(r"\1", OPENING.sub(lambda m: m[1] + ("" if m[2] else "• "), text))
    text = MOMENT.sub(r"\1 ", chat.without_stamps(text))
    if "\t" in text:
        text = THAT.sub(r"\1 ", text)
    text = _with_stars(text)
    if "†" in text and "*" not in text:
        text = text.replace("†", "*")
    if "o.m" in text:
        text = FROM_TO.sub(_whole, text)
    if FILES.search(text):
        text = FILE.sub("", text)
    if ";" in text:
        text = _with_tabs(text)
    closings = text.count("</")
    inside = False
    for line in text.split("\n"):
        if not inside and not NEEDS_WORK.search(line):
            yield Cleaned(line)
            continue
        closings -= line.count("</")
        cleaned, inside = _marked(QUOTED.sub("", line), inside)
        # Never closed: the mark was meant for this line at most.
        inside = inside and closings > 0
        yield cleaned


def _with_stars(text: str) -> str:
    """Stars for the numbers of footnotes that stand behind days, each with as many as no other note has."""
    known = {found[1] for found in NOTED.finditer(text)}
    told = sorted(known & {found[2] for found in NOTE.finditer(text)}) if known else []
    if not told:
        return text
    most = max(map(len, STARS.findall(text)), default=0)
    stars = {number: "*" * (most + n) for n, number in enumerate(told, 1)}
    text = NOTED.sub(lambda m: stars.get(m[1], m[0]), text)
    return NOTE.sub(lambda m: f"{m[1]}{stars[m[2]]} " if m[2] in stars else m[0], text)


def _with_tabs(text: str) -> str:
    """Tabs for semicolons in the rows of a file, where all lines that have any are rows with as many cells."""
    counts = [row.count(";") for row in ROW.findall(text)]
    whole = len(counts) >= FEWEST_ROWS and len(set(counts)) == 1
    if not whole or sum(counts) != text.count(";"):
        return text
    return text.replace(";", "\t")


def _marked(line: str, inside: bool) -> tuple[Cleaned, bool]:
    """The line without its marks, and whether what follows it is struck as well."""
    text, spans = "", []
    tilde = False
    marked = STRIKE.split(line)  # text, a mark, text, …
    for piece, mark in zip(marked[::2], [*marked[1::2], ""], strict=True):
        for n, part in enumerate(STRUCK.split(_plain(piece))):
            crossed = n % 2 > 0
            bare = STROKE.sub("", part) if crossed else part
            if bare.strip() and (inside or tilde or crossed):
                spans.append((len(text), len(text) + len(bare)))
            text += bare
        tilde ^= mark == "~~"
        if mark.startswith("<"):
            inside = not mark.startswith("</")
    return Cleaned(text, tuple(spans)), inside


def _plain(piece: str) -> str:
    piece = TAG.sub(" ", CELL_TAG.sub("\t", piece))
    piece = ENTITY.sub(lambda m: html.unescape(m[0]), piece)
    piece = EMPHASIS.sub(r"\2", UNSEEN.sub("", piece))
    return BLANKS.sub(" ", piece)
