"""Turns pasted text into meeting dates, and says of every line what was made of it."""

from collections.abc import Collection, Generator, Iterator, Sequence

from scheduler.years.recognise import checks, clean, line, many, page, table
from scheduler.years.recognise.lexicon import Lexicon, lex
from scheduler.years.recognise.reasons import REASONS, Reason
from scheduler.years.recognise.values import (
    Draft,
    Found,
    Line,
    LineRead,
    Reasons,
    Recognised,
    State,
)

__all__ = ["MOST_LINES", "REASONS", "Found", "Line", "Reason", "Recognised", "State", "recognise"]

MOST_LINES = 5000


def recognise(
    text: str, *, language: str = "sv", year: int | None = None, own: Collection[str] = ()
) -> Recognised:
    """The meetings that a text tells of, and for every line what was made of it.

    `language`: whose names are tried first; the others are still read. `year`: what the caller believes the year is,
    used only where the text names none. `own`: what the caller's own council is called. Never raises; time grows with
    the length of the text.
    """
    raw = clean.split(text)
    if len(raw) > MOST_LINES:
        return _refused(raw, Reason.of("too_long", most=MOST_LINES))
    if any(line.startswith(("BEGIN:VCALENDAR", "BEGIN:VEVENT")) for line in raw):
        return _refused(raw, Reason.of("calendar_code"))
    words = Lexicon(language, own)
    reads = list(_reads(raw, words))
    pages = page.fold_lines(reads, words)
    drafts, faults = checks.in_order(pages.drafts, words.code)
    drafts = many.with_said(drafts, pages.said)
    drafts, another = many.with_bodies(drafts, pages.names, words.own)
    drafts, no_day = checks.with_years(drafts, year)
    drafts, odd = checks.checked(drafts)
    found = tuple(checks.found_of(draft) for draft in drafts)
    reasons = _reasons(drafts, [*pages.faults, *faults, *no_day, *odd])
    gave = {one.line: (State.UNDERSTOOD, ()) for one in found}
    notes = {read.number: (State.OTHER, read.notes) for read in reads if read.notes}
    told = {**notes, **gave, **reasons}
    lines = (Line(n, text, *told.get(n, (State.OTHER, ()))) for n, text in enumerate(raw, 1))
    return Recognised(found, tuple(lines), another)


def _reads(raw: Sequence[str], words: Lexicon) -> Iterator[LineRead]:
    """The lines read one by one, and tables as a whole."""
    cleaned = clean.lines(raw)
    n = 0
    while n < len(cleaned):
        if cleaned[n].cells:
            past = n
            while past < len(cleaned) and (cleaned[past].cells or not cleaned[past].text.strip()):
                past += 1
            rows = [one for one in cleaned[n:past] if one.cells]
            yield from table.read_rows(rows, words) or _plain_rows(rows, words)
            n = past
        elif columns := table.grid_head(cleaned[n].text, words):
            head = cleaned[n]
            yield LineRead(head.number, head.text, "rest")
            n += 1
            while n < len(cleaned) and (
                not cleaned[n].text or (row := table.grid_row(columns, cleaned[n], words))
            ):
                if cleaned[n].text and row:
                    yield row
                n += 1
        else:
            n = yield from _plain(cleaned, n, words)


def _plain_rows(rows: Sequence[clean.Line], words: Lexicon) -> Iterator[LineRead]:
    unsure = table.has_days_in_several(rows, words)
    for row in rows:
        for part in row.text.split("\n"):
            for text in clean.sentences(part.replace("\t", " | ")):
                read = line.read_line(lex(row.number, [(row.number, text)], words), words)
                yield line.refused(read) if unsure and read.told else read


def _plain(cleaned: Sequence[clean.Line], n: int, words: Lexicon) -> Generator[LineRead, None, int]:
    """The sentences of a line, with what a mail program broke off it; gives the number of the next."""
    segments = [(cleaned[n].number, cleaned[n].text)]
    n += 1
    while n < len(cleaned) and clean.goes_on(segments[-1][1], cleaned[n]):
        segments.append((cleaned[n].number, cleaned[n].text))
        n += 1
    if len(segments) > 1:
        read = line.read_line(lex(segments[0][0], segments, words), words)
        yield read
        for number, text in segments[1:] if read.faults else ():
            yield LineRead(number, text, "rest", faults=read.faults)
    else:
        number, text = segments[0]
        for sentence in clean.sentences(text) or [text]:
            yield line.read_line(lex(number, [(number, sentence)], words), words)
    return n


def _reasons(
    drafts: Sequence[Draft], faults: Sequence[checks.Fault]
) -> dict[int, tuple[State, Reasons]]:
    """By line: the state that its reasons make, and the reasons. A fault of a negative line is a doubt."""
    told: dict[int, tuple[State, Reasons]] = {}
    for number, fault in faults:
        state, reasons = told.get(abs(number), (State.DOUBTED, ()))
        worst = State.NOT_UNDERSTOOD if number > 0 else state
        told[abs(number)] = (worst, tuple(dict.fromkeys((*reasons, fault))))
    for draft in drafts:
        if draft.doubts:
            state, reasons = told.get(draft.told.line, (State.DOUBTED, ()))
            told[draft.told.line] = (state, tuple(dict.fromkeys((*reasons, *draft.doubts))))
    return told


def _refused(raw: Sequence[str], reason: Reason) -> Recognised:
    first = Line(1, raw[0], State.NOT_UNDERSTOOD, (reason,))
    others = (Line(n, text, State.OTHER) for n, text in enumerate(raw[1:], 2))
    return Recognised((), (first, *others))
