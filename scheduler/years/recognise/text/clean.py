"""Lines as people see them: without markup, quote marks and odd blanks, but knowing what was struck."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

ENTITIES = {
    "nbsp": " ", "ensp": " ", "emsp": " ", "thinsp": " ", "ndash": "–", "mdash": "—", "minus": "-",
    "shy": "", "amp": "&", "quot": '"', "apos": "'", "middot": "·", "bull": "•",
    "aring": "å", "auml": "ä", "ouml": "ö", "Aring": "Å", "Auml": "Ä", "Ouml": "Ö", "uuml": "ü",
    "Uuml": "Ü", "szlig": "ß", "aelig": "æ", "AElig": "Æ", "oslash": "ø", "Oslash": "Ø",
    "eacute": "é", "Eacute": "É", "#160": " ", "#8211": "–", "#8212": "—", "#39": "'", "#xa0": " ",
}  # fmt: skip
ENTITY = re.compile("&({});".format("|".join(ENTITIES)))
FROM_TO = re.compile(r"\b(t|fr|f)\.o\.m\b\.?", re.IGNORECASE)
QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
CELL_TAG = re.compile(r"</t[dh]\s*>\s*<t[dh][^<>]{0,200}>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
STRIKE = re.compile(r"~~|<(/?)(?:s|del|strike)(?: [^<>]{0,200})?>", re.IGNORECASE)
# Blanks that are no plain blank; tabs part cells and stay.
BLANKS = re.compile(r"[^\S \t]")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufe0e\ufe0f]")
# Letters, digits and signs as wide as a Chinese one.
WIDE = {0xFEE0 + code: code for code in range(0x21, 0x7F)}
ANY_WIDE = re.compile("[\uff01-\uff5e]")
# Each letter struck through by a combining stroke, as chat programs write it.
STROKE = re.compile("(?:[^\u0335\u0336][\u0335\u0336])+")
# Any sign of the above, as one class of characters: most lines have none, and should be told so quickly.
NEEDS_WORK = re.compile(
    "[<>~&*_\u0335\u0336\u00ad\u2060\ufeff\ufe0e\ufe0f"
    "\x0b-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000]"
)
# What opens a line and says nothing, also one of a quoted mail: the mark of a heading, and bullets, with a blank of any
# kind or a tab behind them.
OPENING = re.compile(
    r"^((?:[^\S\n]*>)*)[^\S\n]*(?:(#{1,6})|[•·▪▫◦‣●○■□➢➤►▶✓✔])[^\S\n]+", re.MULTILINE
)
# Word's bullet when it was copied, and a dash; once or twice they may be a Nordic "and" and the rest of a span.
MAYBE_BULLETS = (
    re.compile(r"^[ \t]*o[ \t]+(?=\S)", re.MULTILINE),
    re.compile(r"^ *[-–—] +(?=[^\W_])", re.MULTILINE),
)
FEWEST_BULLETS = 3
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


def _opening(found: re.Match[str]) -> str:
    return found[1] + ("" if found[2] else "• ")


def clean(lines: list[str]) -> Iterator[Cleaned]:
    """Each line cleaned. A `<del>` may run over several lines if it is closed at all."""
    text = "\n".join(lines)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = text.translate(WIDE) if ANY_WIDE.search(text) else text
    for maybe in MAYBE_BULLETS:
        if len(maybe.findall(text)) >= FEWEST_BULLETS:
            text = maybe.sub("• ", text)
    text = OPENING.sub(_opening, text)
    if "o.m" not in text and not NEEDS_WORK.search(text):
        yield from map(Cleaned, text.split("\n"))
        return
    closings = text.count("</")
    inside = False
    for line in text.split("\n"):
        if "o.m" in line:
            line = FROM_TO.sub(_whole, line)
        if not inside and not NEEDS_WORK.search(line):
            yield Cleaned(line)
            continue
        closings -= line.count("</")
        cleaned, inside = _marked(line, inside)
        # Never closed: the mark was meant for this line at most.
        inside = inside and closings > 0
        yield cleaned


def _marked(line: str, inside: bool) -> tuple[Cleaned, bool]:
    line = QUOTED.sub("", line, count=1) if QUOTED.match(line) else line
    pieces: list[tuple[str, bool]] = []
    tagged, tilde = inside, False
    at = 0
    for match in STRIKE.finditer(line):
        pieces.append((line[at : match.start()], tagged or tilde))
        at = match.end()
        if match.group() == "~~":
            tilde = not tilde
        else:
            tagged = not match.group(1)
    pieces.append((line[at:], tagged or tilde))
    text, spans = "", []
    out: list[str] = []
    length = 0
    for piece, struck in pieces:
        for part, crossed in _strokes(_plain(piece)):
            if (struck or crossed) and part.strip():
                spans.append((length, length + len(part)))
            out.append(part)
            length += len(part)
    text = "".join(out)
    return Cleaned(text, tuple(spans)), tagged


def _plain(piece: str) -> str:
    piece = ENTITY.sub(lambda m: ENTITIES[m.group(1)], piece)
    if "<" in piece:
        piece = TAG.sub(" ", CELL_TAG.sub("\t", piece))
    piece = EMPHASIS.sub(r"\2", UNSEEN.sub("", piece))
    return BLANKS.sub(" ", piece)


def _strokes(piece: str) -> Iterator[tuple[str, bool]]:
    if "\u0336" not in piece and "\u0335" not in piece:
        yield piece, False
        return
    at = 0
    for match in STROKE.finditer(piece):
        yield piece[at : match.start()], False
        yield match.group().replace("\u0336", "").replace("\u0335", ""), True
        at = match.end()
    yield piece[at:], False
