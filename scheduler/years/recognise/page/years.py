"""Which year a date is in: its own, its heading's, one on its line, its neighbours', or the caller's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.page import spans
from scheduler.years.recognise.page.dues import give_years
from scheduler.years.recognise.page.spans import EARLY, LATE
from scheduler.years.recognise.results import Reason

LAST_OF_AUTUMN_TERM, DECEMBER = 2, 12


@dataclass(slots=True)
class Heading:
    """The year a heading names, or the two it spans. `term`: an autumn term may end in January.
    `of_meetings`: it speaks of meetings or dates, so that it may stand below them. `leads`: its days stand on its own
    line, "Kevät 2027: 20.1., 24.2."."""

    years: tuple[int, ...]
    term: bool = False
    of_meetings: bool = False
    leads: bool = False


def settle(
    drafts: list[Draft],
    headings: list[Heading],
    dues: list[tuple[int, int]],
    assumed: int | None,
    marks: Marks,
) -> None:
    """Sets `year` on every draft for which the text or the caller gives one. `dues`: years and months of deadlines."""
    for draft in drafts:
        draft.year = draft.item.start.year
        until = draft.item.until
        if until is not None and until.year is not None:
            # 30 december – 2 januari 2028
            draft.year = until.year - (until.month < draft.item.start.month)
    again = _told_again(drafts)
    listed = [draft for draft in drafts if id(draft) not in again]
    _from_headings(listed, headings, marks)
    if any(draft.year is None for draft in listed):
        if not any(heading.of_meetings for heading in headings):
            give_years(listed, dues, assumed, marks)
        _from_around(listed, headings, assumed, marks)
    for draft in drafts:
        if earlier := again.get(id(draft)):
            draft.year = earlier.year
            if draft.year is None:
                marks.fault(draft.line, Reason.of("no_year"))
    for before, draft in pairwise(drafts):
        told = draft.item.start.year
        if before.line == draft.line and told and told < (before.year or 0):
            marks.doubt(draft.line, Reason.of("year_unsure", year=told))
    for draft in drafts:
        start, until = draft.item.start, draft.item.until
        if until is not None and draft.year is not None:
            draft.until_year = until.year or draft.year + (until.month < start.month)


def _told_again(drafts: list[Draft]) -> dict[int, Draft]:
    """The days of sentences below a list that tell of one of its days, "Mötet den 12 januari flyttas till den 14
    januari", each by its id with that day: they are of its year, and no list goes on with them."""
    first: dict[tuple[int, tuple[int, int]], Draft] = {}
    again: dict[int, Draft] = {}
    listed = {(d.heading, _date(d)): d for d in reversed(drafts) if not d.in_sentence}
    for _, line in groupby(drafts, key=lambda d: d.opens or d.line):
        earlier: Draft | None = None
        for draft in line:
            key = draft.heading, _date(draft)
            if draft.year is None and draft.in_sentence:
                # "Mötet den 9 september utgår" may stand above the list too.
                earlier = first.get(key) or listed.get(key)
            if earlier and draft.year is None:
                again[id(draft)] = earlier
            first.setdefault(key, draft)
    return again


def _from_around(
    drafts: list[Draft], headings: list[Heading], assumed: int | None, marks: Marks
) -> None:
    """Years from the line, the dates before and after, a heading below, or the caller."""
    for draft in drafts:
        if draft.year is None:
            draft.year = draft.loose_year
    for _, line in groupby(drafts, key=lambda d: d.opens or d.line):
        for run, closing in _closed(line):
            _back(run, closing, assumed, marks)
    _from_neighbours(drafts, assumed, marks)
    open_ones = [draft for draft in drafts if draft.year is None]
    # "Dates for 2027" below the dates
    told = {heading.years for heading in headings if heading.of_meetings}
    below = told.pop()[0] if len(told) == 1 else None
    if below is not None:
        _single(open_ones, below, marks)
        for draft in open_ones if below != assumed else ():
            marks.doubt(draft.line, Reason.of("year_unsure", year=below))
    else:
        _assume(open_ones, assumed, marks)


def _closed(line: Iterable[Draft]) -> Iterator[tuple[list[Draft], Draft]]:
    """The days without a year before one that has it, and that one: "11.11. ja 2.12.2027". Behind a day that has a
    year the list must begin anew, "25.8.2027. Rådet möts 20.1. och 17.2.2027": else they go on from that day."""
    before: Draft | None = None
    run: list[Draft] = []
    for draft in line:
        if draft.year is None:
            run.append(draft)
            continue
        told = draft.item.start.year or draft.item.until
        if run and told and (before is None or _date(run[0]) < _date(before)):
            yield run, draft
        before, run = draft, []


def _date(draft: Draft) -> tuple[int, int]:
    return draft.item.start.month, draft.item.start.day


def _lists(drafts: Iterable[Draft]) -> list[list[Draft]]:
    """The days of one body below one heading, or of one row, each by themselves."""
    lists: dict[tuple[int, str | None, int], list[Draft]] = defaultdict(list)
    for draft in drafts:
        lists[draft.heading, draft.body, draft.row].append(draft)
    return list(lists.values())


def _from_headings(drafts: list[Draft], headings: list[Heading], marks: Marks) -> None:
    spans.between(drafts)
    first: dict[int, str | None] = {}
    for group in _lists(draft for draft in drafts if draft.heading >= 0):
        heading = headings[group[0].heading]
        if (
            heading.leads
            and first.setdefault(group[0].heading, group[0].heading_body) != group[0].heading_body
        ):
            continue  # below it another body's list has years of its own, or goes on
        open_ones = [d for d in group if d.year is None]
        if open_ones and open_ones[0].turn is not None:
            _turned(open_ones, heading, marks)
        elif len(heading.years) == 2 and group[0].year == group[0].item.start.year in heading.years:
            spans.onward(group, heading.years[1])
        elif len(heading.years) == 2:
            spans.span(open_ones, heading.years[0], marks)
        else:
            _single(open_ones, heading.years[0], marks, told=heading.term)
            _ask_about_leap(group, marks)


def _ask_about_leap(listed: list[Draft], marks: Marks) -> None:
    """Below "2027" the day after "22 oktober 2025" is of the heading's year, unless the list goes on from that day:
    the days up to the next with its own year are doubted."""
    said: Draft | None = None
    for draft in listed:
        if draft.item.start.year:
            said = draft
        elif said and said.year and draft.line > said.line:
            if draft.year != said.year + spans.passes(said, draft):
                marks.doubt(draft.line, Reason.of("year_unsure", year=draft.year))
            else:
                said = None


def _turned(drafts: list[Draft], heading: Heading, marks: Marks) -> None:
    """The columns of a grid tell on which side of New Year a date is."""
    for draft in drafts:
        draft.year = heading.years[0] + (draft.turn or 0)
        if draft.turn and len(heading.years) == 1:
            marks.doubt(draft.line, Reason.of("year_rolled", year=draft.year))


def _turn(drafts: list[Draft], *, longer: bool = False) -> int | None:
    """Where a list passes New Year: the only place where the months fall, and they stay below
    where the list began. None when it does not. `longer`: no heading tells its year, so that
    it may go on through the next spring."""
    months = [_date(draft) for draft in drafts]
    falls = [i for i in range(1, len(months)) if months[i] < months[i - 1]]
    if len(falls) != 1:
        return None
    turn = falls[0]
    passed = LATE <= months[turn - 1][0] <= DECEMBER and months[turn][0] <= EARLY
    stays = months[-1] <= months[0] or (longer and months[-1][0] <= EARLY)
    return turn if passed and stays else None


def _single(
    drafts: list[Draft],
    year: int,
    marks: Marks,
    *,
    told: bool = False,
    autumn: int | None = None,
    turned: int | None = None,
) -> None:
    """The year of one list, and the next where it passes New Year. `autumn`: the line on which the text's first day
    of autumn stands, if any: days below it may be of the next year, whosever they are. `turned`: the line from which
    on all of them are."""
    turn = _turn(drafts, longer=autumn is not None)
    if turn is not None and _turn(spans.of_year(drafts, year), longer=autumn is not None) is None:
        turn = None  # "14 december" and then "29 februari", which `year` does not have: a slip of the pen
    if turn is not None and _is_of_one_year(drafts, turn, year):
        turn = None
    late = False
    for i, draft in enumerate(drafts):
        rolled = (turn is not None and i >= turn) or (turned is not None and draft.line >= turned)
        late = late or (autumn is not None and draft.line > autumn)
        if turn is None and late and not rolled:
            # The weekday fits the day in the year after, and not in this one.
            rolled = draft.item.start.month <= EARLY and spans.fits_only(draft, year + 1, year)
        late = late or draft.item.start.month >= LATE
        draft.year = year + rolled
        if rolled and not (told and draft.item.start.month <= LAST_OF_AUTUMN_TERM):
            marks.doubt(draft.line, Reason.of("year_rolled", year=year + 1))


def _is_of_one_year(drafts: list[Draft], turn: int, year: int) -> bool:
    """What looks like New Year stands behind a sentence that told a day, "Mötet den 18 november blev bra", and the
    weekdays from there on fit `year`, not the next."""
    told = [draft for draft in drafts[turn:] if draft.item.weekday]
    fit = [spans.fits_only(draft, year, year + 1) for draft in told]
    led = all(draft.in_sentence for draft in drafts[:turn])
    return led and 2 * len(fit) >= len(drafts) - turn and all(fit)


def _from_neighbours(drafts: list[Draft], assumed: int | None, marks: Marks) -> None:
    """Carries a year back to dates before the first that has one, and forward from date to date."""
    known = next((n for n, draft in enumerate(drafts) if draft.year is not None), len(drafts))
    if known < len(drafts):
        _back(drafts[:known], drafts[known], assumed, marks)
    said: dict[tuple[int, tuple[int, int]], int | None] = {}
    firsts = _firsts(drafts)
    for n, draft in enumerate(drafts):
        # The same day named again in one sentence is the same day.
        draft.year = draft.year or said.get((draft.line, _date(draft)))
        if draft.year is None and n > known:
            last = drafts[n - 1]
            assert last.year is not None
            rolled = spans.passes(last, draft) and not _begins_anew(firsts[n - 1], last, draft)
            # "Nästa möte: 29 september 2027" may stand above the whole year's list.
            rolled = rolled and not spans.fits_only(draft, last.year, last.year + 1)
            draft.year = last.year + rolled
            if rolled:
                marks.doubt(draft.line, Reason.of("year_rolled", year=draft.year))
        said[draft.line, _date(draft)] = draft.year


def _begins_anew(first: Draft, before: Draft, after: Draft) -> bool:
    """Another body's list begins, and the one before it began in spring too: both are of the same year.
    `first`: where the list that ends with `before` began."""
    return before.heading_body != after.heading_body and first.item.start.month <= EARLY


def _firsts(drafts: list[Draft]) -> list[Draft]:
    """For each draft the first of its body's section."""
    sections = (list(section) for _, section in groupby(drafts, key=lambda d: d.heading_body))
    return [section[0] for section in sections for _ in section]


def _back(waiting: list[Draft], known: Draft, assumed: int | None, marks: Marks) -> None:
    """Carries a year back; that it turns to the year the caller gave surprises nobody."""
    assert known.year is not None
    year, following = known.year, known
    for draft, first in zip(reversed(waiting), reversed(_firsts(waiting)), strict=True):
        passes = spans.passes(draft, following) and not _begins_anew(first, draft, following)
        late = draft.item.start.month > EARLY
        if assumed == year + 1 and spans.fits_only(draft, assumed, year):
            draft.year = assumed  # "tis 12 feb" on the page of 2041, above "2040-12-04"
            marks.doubt(draft.line, Reason.of("year_unsure", year=assumed))
            continue
        if passes or (late and spans.fits_only(draft, year - 1, year)):
            year -= 1
            if year != assumed:
                marks.doubt(draft.line, Reason.of("year_rolled", year=year))
        draft.year, following = year, draft


def _assume(drafts: list[Draft], assumed: int | None, marks: Marks) -> None:
    if assumed is None:
        for line, _ in groupby(drafts, key=lambda d: d.line):
            marks.fault(line, Reason.of("no_year"))
        return
    autumn = next((d.line for d in drafts if LATE <= d.item.start.month <= DECEMBER), None)
    turned = _turned_together(spans.of_year(drafts, assumed))
    first = next((n for n, d in enumerate(drafts) if turned and d.line >= turned), 0)
    if first and _is_of_one_year(drafts, first, assumed):
        turned = None
    for group in _lists(drafts):
        _single(group, assumed, marks, autumn=autumn, turned=turned)


def _turned_together(drafts: list[Draft]) -> int | None:
    """The line on which days of several bodies, line under line in the order of time, pass New Year: one body's own
    list does so there, and the days go back nowhere else."""
    pairs = pairwise(drafts)
    falls = [(before, after) for before, after in pairs if _date(after) < _date(before)]
    if len(falls) != 1 or falls[0][0].line == falls[0][1].line:
        return None
    lists = _lists(drafts)
    turns = {group[n].line for group in lists if (n := _turn(group, longer=True)) is not None}
    turn = falls[0][1].line
    return turn if turn in turns else None
