"""Words and hours that were struck within a line: "kl ~~13~~ 14", "Plats: ~~Rådhuset~~ Campus". They are as good as
gone; a day that was struck is a meeting called off, and a whole line that was is one too."""

from __future__ import annotations

from scheduler.years.recognise.line import grammar
from scheduler.years.recognise.text.clean import Cleaned
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.runs import tokenise


def without(line: Cleaned, lexicon: Lexicon) -> Cleaned:
    """The line without them."""
    kept: list[tuple[int, int]] = []
    gone: list[tuple[int, int]] = []
    for first, last in line.struck:
        is_gone = _is_word_or_hour(line.text, line.text[first:last], lexicon)
        (gone if is_gone else kept).append((first, last))
    left = "".join(line.text[a:b] for a, b in _between(gone, len(line.text)))
    if not gone or not any(map(str.isalnum, left)) or _is_all(kept, left):
        return line
    parts: list[str] = []
    struck: list[tuple[int, int]] = []
    length = 0
    for first, last in _between(gone, len(line.text)):
        part = line.text[first:last]
        if parts and parts[-1][-1:].isspace():
            part, first = part.lstrip(), last - len(part.lstrip())
        struck += [(a - first + length, b - first + length) for a, b in kept if first <= a < last]
        parts.append(part)
        length += len(part)
    return Cleaned("".join(parts), tuple(struck))


def _is_word_or_hour(text: str, part: str, lexicon: Lexicon) -> bool:
    """It tells no day: an hour, words alone, or a number that no cell of a row is."""
    row = any(sign in text for sign in ("\t", "|", "  "))
    parsed = grammar.parse(part, tokenise(part, lexicon, ()), lexicon) if part.strip() else None
    if parsed is None or parsed.dates:
        return False
    if parsed.times:
        return True
    return not row and (part.strip().isdigit() or not any(map(str.isdigit, part)))


def _is_all(kept: list[tuple[int, int]], left: str) -> bool:
    """Nothing but struck days is left: all of the line is off."""
    return sum(last - first for first, last in kept) >= len(left.strip())


def _between(gone: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The spans that are left."""
    ends = [0, *(end for span in gone for end in span), length]
    return [(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True) if a < b]
