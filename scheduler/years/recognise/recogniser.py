"""The whole way from a pasted text to meetings and what was made of each line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from scheduler.years.recognise.line import grammar, naming
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.page import (
    checks,
    ending,
    headings,
    parted,
    repeats,
    second_look,
    wraps,
    years,
)
from scheduler.years.recognise.page.sections import Walk
from scheduler.years.recognise.results import Found, Line, Reason, Recognised, State
from scheduler.years.recognise.table import glued, stack_signs, torn_heads
from scheduler.years.recognise.table.stacked import Stacked
from scheduler.years.recognise.text import clean, lexicon
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.tokens import tokenise

# Looked up once: most lines are one of the two.
UNDERSTOOD, OTHER = State.UNDERSTOOD, State.OTHER


def recognise(text: str, *, language: str = "sv", year: int | None = None) -> Recognised:
    """The meetings that a text tells of, and for every line what was made of it.

    `language`: whose names are tried first; the others are still read. `year`: what the caller
    believes the year is, used only where the text names none. Never raises; time grows with the
    length of the text.
    """
    lines = clean.split(text)
    marks = Marks()
    walk = _walked(lines, lexicon.of(language), marks)
    found = _meetings(walk, year, marks)
    second_look.over(found, walk.defaults.listed, marks)
    return Recognised(tuple(found), tuple(_lines(lines, marks)))


def _walked(lines: list[str], words: Lexicon, marks: Marks) -> Walk:
    """Reads the lines one by one; whoever asks for the answer needs nothing of this any more."""
    walk = Walk(words, marks)
    tokens = (
        (line.text, tokenise(line.text, words, line.struck) if line.text else [])
        for line in clean.clean(lines)
    )
    for block in wraps.together(
        Stacked(words, marks).rows(
            torn_heads.joined(glued.parted(stack_signs.joined(tokens, words), words), words)
        ),
        words,
    ):
        if not block.tokens or headings.says_nothing(block.tokens):
            walk.passed(block.text, block.tokens)
            continue
        parsed = grammar.parse(block.text, block.tokens, words)
        row = len(block.starts) > 1 and not parsed.lows.isdisjoint("\t|")
        broken = len(block.starts) > 1 and not row
        for sentence in parted.of(parsed, words):
            before = len(walk.drafts)
            walk.line(sentence, _line_of(block, sentence, row=row))
            if broken:
                _spread_over_lines(block, sentence, walk.drafts[before:])
        if broken:
            marks.used.update(number for _, number in block.starts)
    ending.finish(walk)
    return walk


def _line_of(block: wraps.Block, sentence: Parsed, *, row: bool) -> int:
    """The number of the line on which a sentence of a block begins, or a broken row ends."""
    return block.starts[-1][1] if row else block.line_at(sentence.tokens[0].start)


def _spread_over_lines(block: wraps.Block, parsed: Parsed, drafts: list[Draft]) -> None:
    """Gives each meeting of a broken sentence the line its date is on."""
    for draft in drafts:
        draft.opens = draft.line
        draft.line = block.line_at(parsed.tokens[draft.item.first].start)


def _meetings(walk: Walk, year: int | None, marks: Marks) -> list[Found]:
    drafts = walk.drafts
    checks.settle_order(drafts)
    years.settle(drafts, walk.headings, year, marks)
    several = naming.settle(drafts, walk.named | walk.columns, walk.columns, walk.beside)
    walk.defaults.index(drafts, stars=any(d.item.stars for d in drafts), bodies=several)
    held = list(_held(walk, marks))
    return repeats.once(((draft, _found(draft, walk, several)) for draft in held), marks)


def _held(walk: Walk, marks: Marks) -> Iterator[Draft]:
    """The drafts whose dates and hours exist; marks those that are not on the day they say."""
    for draft in checks.settle_dates(walk.drafts, marks):
        if checks.times_hold(draft, marks):
            expected = draft.column_weekday or walk.defaults.weekday_for(draft)
            checks.weekday_and_week(draft, expected, marks)
            timed = draft.time or draft.column_time or draft.cancelled
            if not timed and walk.defaults.is_of_no_kind(draft):
                marks.doubt(draft.line, Reason.of("kind_unsaid"))
            if not timed and walk.defaults.is_unsure(draft):
                marks.doubt(draft.line, Reason.of("hour_unsure"))
            yield draft


def _found(draft: Draft, walk: Walk, several: bool) -> Found:
    start, end = _hours(draft, walk)
    assert draft.on is not None
    body = draft.body if several else None
    return Found(
        draft.line, draft.on, draft.until, start, end, body, draft.place, draft.note,
        draft.cancelled,
    )  # fmt: skip


def _hours(draft: Draft, walk: Walk) -> tuple[time | None, time | None]:
    """Start and end: what the line says, else the column, else the section or page."""
    if draft.time_aside and (default := walk.defaults.times_for(draft)) != (None, None):
        return _clock(*default)
    own = draft.time is not None or draft.end_time is not None
    if draft.item.stars and (not own or walk.defaults.is_shared(draft.time)):
        # "* Beginn 16.00 Uhr" below a row that has another hour, or a list with one for all its days
        noted = walk.defaults.noted_for(draft)
        if noted != (None, None):
            return _clock(*noted)
    if own:
        start, end = _clock(draft.time, draft.end_time)
        if start is None and not (draft.time and draft.time.unknown):
            start = _clock(*walk.defaults.times_for(draft))[0]
        return start, end
    if draft.column_time is not None:
        return _clock(draft.column_time, None)
    return _clock(*walk.defaults.times_for(draft))


def _clock(begin: TimeItem | None, until: TimeItem | None) -> tuple[time | None, time | None]:
    start = begin.start if begin else None
    end = begin.end if begin else None
    return start, (until.start if until else end)


def _lines(lines: list[str], marks: Marks) -> list[Line]:
    return [_line(number, text, marks) for number, text in enumerate(lines, 1)]


def _line(number: int, text: str, marks: Marks) -> Line:
    if number in marks.faults:
        reasons = (*marks.faults[number], *marks.doubts.get(number, ()))
        return Line(number, text, State.NOT_UNDERSTOOD, reasons)
    if number in marks.doubts:
        return Line(number, text, State.DOUBTED, marks.doubts[number])
    return Line(number, text, UNDERSTOOD if number in marks.used else OTHER)
