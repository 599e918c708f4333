"""The whole way from a pasted text to meetings and what was made of each line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from scheduler.years.recognise.line import grammar, inflections, naming
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.page import (
    called_off,
    capitals,
    checks,
    counted,
    day_entries,
    ending,
    headings,
    lettered,
    month_lines,
    parted,
    repeats,
    said_last,
    same_hour,
    second_look,
    struck_parts,
    weekly,
    worded_hours,
    wraps,
    years,
)
from scheduler.years.recognise.page.sections import Walk
from scheduler.years.recognise.page.standing import Defaults
from scheduler.years.recognise.results import Found, Line, Reason, Recognised, State
from scheduler.years.recognise.table import (
    blank_cells,
    cards,
    glued,
    parted_days,
    records,
    stack_signs,
    torn_days,
    torn_heads,
)
from scheduler.years.recognise.table.stacked import Stacked
from scheduler.years.recognise.text import (
    calendar_code,
    clean,
    exports,
    file_rows,
    lexicon,
    own_drafts,
    own_names,
)
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.runs import tokenise
from scheduler.years.recognise.text.tokens import Token

Hours = tuple[TimeItem | None, TimeItem | None]
QUOTES = frozenset('"”“„«»')
# Looked up once: most lines are one of the two.
UNDERSTOOD, OTHER = State.UNDERSTOOD, State.OTHER


def recognise(
    text: str, *, language: str = "sv", year: int | None = None, own: Collection[str] = ()
) -> Recognised:
    """The meetings that a text tells of, and for every line what was made of it.

    `language`: whose names are tried first; the others are still read. `year`: what the caller
    believes the year is, used only where the text names none. `own`: what the caller's own council is
    called. Never raises; time grows with the length of the text.
    """
    lines = clean.split(text)
    marks = Marks()
    plain, codes = calendar_code.told(lines)
    for number in codes:
        marks.fault(number, Reason.of("calendar_code"))
    plain, unsure = exports.told(plain)
    plain, unsettled = own_drafts.told(file_rows.told(plain))
    for line, a, b in unsure:
        marks.doubt(line, Reason.of("day_or_month_first", a=a, b=b))
    words = lexicon.of(language)
    walk = _walked(plain, words, own_names.known(own, words), marks)
    found = _meetings(walk, year, marks)
    if own:
        found = [_without_own(one, own) for one in found]
    same_hour.take(found, lines, marks)
    worded_hours.ask(found, lines, marks)
    for one in found:
        if one.line in unsettled:
            marks.doubt(one.line, Reason.of("unsettled"))
    second_look.over(found, walk.defaults.listed, marks)
    told = (_line(number, line, marks) for number, line in enumerate(lines, 1))
    return Recognised(tuple(found), tuple(told), _another(walk, own))


def _walked(lines: list[str], words: Lexicon, names: list[list[str]], marks: Marks) -> Walk:
    """Reads the lines one by one; whoever asks for the answer needs nothing of this any more. `names`: of the caller's
    own council."""
    walk = Walk(words, marks)
    told = own_names.marked(list(_tokenised(lines, words, marks)), names)
    lines_open = day_entries.open_lines(told)
    walk.month_lines = month_lines.numbers(told, words)
    rows = Stacked(words, marks).rows(records.rows(told, words, marks))
    for block in wraps.together(rows, words):
        if not block.tokens or headings.says_nothing(block.tokens):
            walk.passed(block.text, block.tokens, block.starts[-1][1])
            continue
        parsed = grammar.parse(block.text, block.tokens, words)
        if block.starts[-1][1] in walk.month_lines or not parsed.lows.isdisjoint("\t|"):
            # A broken row is on the line on which it ends.
            walk.line(parsed, block.starts[-1][1])
            continue
        entries = (
            day_entries.of(s, words, lines_open=lines_open) for s in parted.of(parsed, words)
        )
        opening = len(walk.drafts)
        for sentence in chain.from_iterable(entries):
            before = len(walk.drafts)
            walk.line(sentence, block.line_at(sentence.tokens[0].start))
            said_last.give(walk.drafts[opening:before], sentence, walk.drafts[before:])
            if len(block.starts) > 1:
                _spread_over_lines(block, sentence, walk.drafts[before:])
                marks.used.update(number for _, number in block.starts)
    ending.finish(walk)
    return walk


def _tokenised(lines: list[str], words: Lexicon, marks: Marks) -> Iterator[tuple[str, list[Token]]]:
    """The text and the tokens of each line, as many as there are, with what only the lines together tell mended."""
    told = [
        (line.text, tokenise(line.text, words, line.struck) if line.text else [])
        for line in (
            struck_parts.without(line, words) if line.struck else line
            for line in clean.clean(lines)
        )
    ]
    capitals.settle(told)
    told = torn_days.joined(parted_days.joined(cards.joined(told, words, marks)), marks)
    told = counted.without_numbers(told, words)
    told = blank_cells.parted(lettered.spelt_out(told, words, marks), words, marks)
    whole = glued.parted(stack_signs.joined(told, words), words)
    heads = torn_heads.in_row(torn_heads.in_cells(whole, words), words)
    return torn_heads.joined(heads, words)


def _spread_over_lines(block: wraps.Block, parsed: Parsed, drafts: list[Draft]) -> None:
    """Gives each meeting of a broken sentence the line its date is on."""
    for draft in drafts:
        draft.opens = draft.line
        draft.line = block.line_at(parsed.tokens[draft.item.first].start)


def _meetings(walk: Walk, year: int | None, marks: Marks) -> list[Found]:
    drafts = walk.drafts
    checks.settle_order(drafts, walk.orders)
    years.settle(drafts, walk.headings, walk.due_months, year, marks)
    called_off.settle(walk.called_off, drafts, marks)
    called_off.give_hours(drafts)
    weekly.give(drafts, walk.defaults.listed, walk.named)
    walk.defaults.whose_alone(drafts, walk.named)
    several = naming.settle(drafts, walk.named | walk.columns, walk.columns, walk.beside)
    for draft in drafts:
        if draft.aside and draft.body and draft.aside.is_named_in([draft.body.casefold()]):
            draft.take_aside()
    walk.defaults.index(drafts, stars=any(d.item.stars for d in drafts), bodies=several)
    walk.places.give(drafts, walk.lexicon, walk.defaults.letters, bodies=several)
    held = list(_held(walk, marks))
    return repeats.once(((draft, _found(draft, walk, several)) for draft in held), marks)


def _without_own(one: Found, own: Collection[str]) -> Found:
    note, place = (own_names.without(told, own) for told in (one.note, one.place))
    return one._replace(note=note, place=place)


def _another(walk: Walk, own: Collection[str]) -> str | None:
    """Whose all meetings are, where the text names one body, and by no name that the caller's own council may have:
    "styrelsen" may be any."""
    names = {draft.body for draft in walk.drafts}
    name = names.pop() if len(names) == 1 else None
    if name is None or inflections.fold(name) in naming.BARE:
        return None
    ours = any(naming.alike(name, one) or name.casefold() in one.casefold() for one in own)
    return None if ours else name


def _held(walk: Walk, marks: Marks) -> Iterator[Draft]:
    """The drafts whose dates and hours exist; marks those that are not on the day they say."""
    for draft in checks.settle_dates(walk.drafts, marks):
        if checks.times_hold(draft, marks):
            expected = draft.column_weekday or walk.defaults.weekday_for(draft)
            checks.weekday_and_week(draft, expected, marks)
            unsaid = not (draft.time or draft.column_time or draft.cancelled)
            if unsaid and walk.defaults.is_of_no_kind(draft):
                marks.doubt(draft.line, Reason.of("kind_unsaid"))
            if said := walk.defaults.told_otherwise(draft):
                hour = said.time.start if said.time else None
                marks.doubt(draft.line, Reason.of("hour_unused", hour=hour, line=said.line))
            if draft.aside and draft.aside.is_unlike(_hours(draft, walk.defaults)[0]):
                hour = draft.aside.time.start
                marks.doubt(draft.line, Reason.of("hour_unused", hour=hour, line=draft.line))
            if draft.line in walk.defaults.unsure:
                marks.doubt(draft.line, Reason.of("hour_unsure"))
            yield draft


def _found(draft: Draft, walk: Walk, several: bool) -> Found:
    begin, until = _hours(draft, walk.defaults)
    start, end = (begin.start, begin.end) if begin else (None, None)
    assert draft.on is not None
    body = draft.body if several else None
    return Found(
        draft.line, draft.on, draft.until, start, until.start if until else end, body,
        _without_marks(draft.place), draft.note, draft.cancelled,
    )  # fmt: skip


def _without_marks(place: str | None) -> str | None:
    """Without quotation marks around it all, or one whose other stood outside."""
    if place is None or not {*place[:1], *place[-1:]} & QUOTES:
        return place
    inner = place.strip("".join(QUOTES) + " ")
    return place if QUOTES.intersection(inner) else inner or None


def _hours(draft: Draft, defaults: Defaults) -> Hours:
    """Start and end: what the line says, else the column, else the section or page."""
    own = draft.time is not None and not draft.time_aside
    said = (None, None) if own else defaults.times_for(draft)
    if draft.in_place_of and not own and said == (None, None):
        said = _hours(draft.in_place_of, defaults)
    if draft.time_aside and said != (None, None):
        return said
    if draft.item.stars and (noted := defaults.noted_for(draft)) != (None, None):
        # "* Beginn 16.00 Uhr" below a row that has another hour, or a list with one for all its days
        return noted
    if draft.time is not None:
        return draft.time, draft.end_time or _end_of_all(draft, defaults)
    if draft.end_time is not None:
        return draft.column_time or said[0], draft.end_time
    return (draft.column_time, None) if draft.column_time else said


def _line(number: int, text: str, marks: Marks) -> Line:
    if number in marks.faults:
        reasons = (*marks.faults[number], *marks.doubts.get(number, ()))
        return Line(number, text, State.NOT_UNDERSTOOD, reasons)
    if number in marks.doubts:
        return Line(number, text, State.DOUBTED, marks.doubts[number])
    return Line(number, text, UNDERSTOOD if number in marks.used else OTHER)


def _end_of_all(draft: Draft, defaults: Defaults) -> TimeItem | None:
    """What is said of the end alone, "Mötena slutar kl. 20", where a day's own hour tells none."""
    begin, end = defaults.times_for(draft)
    start = draft.time.start if draft.time else None
    open_ended = start and draft.time and draft.time.end is None and begin is None
    hour = (end.end or end.start) if end else None
    return end if open_ended and start and hour and hour > start else None
