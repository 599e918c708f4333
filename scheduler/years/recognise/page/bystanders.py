"""Days that only the rest of the text shows to be no meetings: a day in brackets, the day of the minutes."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from scheduler.years.recognise.line import deadlines, kinds
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import SLASH, Parsed
from scheduler.years.recognise.page import beforehand, text_day
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.words import Role

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

DEADLINE = Role.DEADLINE.value
FEWEST_IN_BRACKETS, DAYS_OF_MONTH, MOST_MINUTED, FEWEST_BELOW = 3, 31, 2, 2
SHORT = 4


def explains_brackets(parsed: Parsed) -> bool:
    """ "Handlingar ska vara inne senast det datum som anges inom parentes"."""
    return bool(parsed.said & DEADLINE) and not parsed.lows.isdisjoint(deadlines.BRACKETS)


def drop(walk: Walk) -> None:
    """Drops such days from the meetings found."""
    walk.drafts = [draft for draft in walk.drafts if not draft.off]
    for found in (
        _papers,
        beforehand.found,
        beforehand.prepared,
        _bracketed,
        _records,
        text_day.signed,
        _minuted,
        text_day.written,
        text_day.of_news,
        _field,
        text_day.early,
        text_day.stamped,
        _shows,
        _page_number,
    ):
        dropped = {id(draft) for draft in found(walk)}
        if dropped:
            lines = {draft.line for draft in walk.drafts if id(draft) in dropped}
            walk.drafts = [draft for draft in walk.drafts if id(draft) not in dropped]
            walk.marks.used -= lines - {draft.line for draft in walk.drafts}


def _papers(walk: Walk) -> list[Draft]:
    """Days of papers alone, each some days before the meeting on the line above or below it."""
    sent: list[Draft] = []
    for n, draft in enumerate(walk.drafts):
        if not draft.of_papers:
            continue
        beside = (d.item for d in walk.drafts[max(0, n - 1) : n + 2] if not d.of_papers)
        if any(0 < deadlines.days_between(draft.item, item) <= DAYS_OF_MONTH for item in beside):
            sent.append(draft)
    return sent


def _bracketed(walk: Walk) -> list[Draft]:
    """Days in brackets, each behind the meeting it prepares. Where no line says what they are for, they are
    pointed out."""
    inside = [draft for draft in walk.drafts if draft.bracketed]
    if walk.brackets_told:
        return inside
    if len(inside) < FEWEST_IN_BRACKETS:
        return []
    for draft in inside:
        walk.marks.doubt(draft.line, Reason.of("prose_left_out", part=draft.bracketed))
    return inside


def _records(walk: Walk) -> list[Draft]:
    """One list of minutes below the list of meetings tells of none. Link texts "Protokoll" between
    the dates are no such list, nor are dates that lack the year."""
    if walk.minutes.lists != 1 or not walk.drafts or walk.drafts[0].recorded:
        return []
    return [d for d in walk.drafts if d.recorded and d.item.start.year is not None]


def _minuted(walk: Walk) -> list[Draft]:
    """The day at the head of minutes, and of each of their pages, is that of the meeting at which the
    others were decided. Days behind it are in its year where no other is said."""
    heads = {_full(draft) for draft in walk.drafts if draft.minuted} - {None}
    dropped = [draft for draft in walk.drafts if _full(draft) in heads] if heads else []
    if not 0 < len(heads) <= MOST_MINUTED or len(dropped) == len(walk.drafts):
        return []
    head = dropped[0].item.start
    for draft in walk.drafts:
        start = draft.item.start
        if draft.heading < 0 and (start.month, start.day) > (head.month, head.day):
            draft.loose_year = draft.loose_year or head.year
    return dropped


def _field(walk: Walk) -> list[Draft]:
    """ "Mødedato: 9. september 2026" above or below dates of 2027 is the day on which they were decided."""
    if len(walk.drafts) <= FEWEST_BELOW:
        return []
    for field, rest in (
        (walk.drafts[0], walk.drafts[1:]),
        (walk.drafts[-1], walk.drafts[:-1]),
    ):
        told: set[int | None] = {year for heading in walk.headings for year in heading.years}
        told |= {draft.item.start.year for draft in rest} - {None}
        year = field.item.start.year
        if field.fielded and year and year < min((y for y in told if y), default=0):
            return [field]
    return []


def _page_number(walk: Walk) -> list[Draft]:
    """ "2/7" alone on its line is the second of seven pages, perhaps, where no other day is written so."""
    slashed = [d for d in walk.drafts if d.item.form is SLASH]
    if len(slashed) != 1 or len(walk.drafts) <= FEWEST_BELOW:
        return []
    draft, day = slashed[0], slashed[0].item.start
    if not draft.bare or day.year is not None or day.day > day.month:
        return []
    walk.marks.doubt(draft.line, Reason.of("number_left", number=f"{day.day}/{day.month}"))
    return slashed


def _shows(walk: Walk) -> list[Draft]:
    """Fairs, courses and the like that open their lines, beside a list whose meetings open theirs with their days: they
    are pointed out. Where those have words before their days too, they stand in the list; and a sentence about a day
    of the list tells of that again."""
    shows = [draft for draft in walk.drafts if draft.is_show]
    if not shows or len(walk.drafts) - len(shows) < FEWEST_BELOW:
        return []
    days = Counter(draft.line for draft in walk.drafts)
    if any(
        draft.words_first and not draft.is_show and days[draft.line] == 1 for draft in walk.drafts
    ):
        return []
    said: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for draft in walk.drafts:
        said[_day(draft)] |= set() if draft.is_show else _long_words(draft)
    # "Städdagen den 8 maj börjar kl. 10" below a list that has it
    others = [d for d in shows if not d.in_sentence or d.body or not said[_day(d)] & _long_words(d)]
    for draft in others:
        part = draft.note or draft.front or ""
        walk.marks.doubt(draft.line, Reason.of("prose_left_out", part=part))
    return others


def _day(draft: Draft) -> tuple[int, int]:
    return draft.item.start.month, draft.item.start.day


def _long_words(draft: Draft) -> set[str]:
    """The stems of what is said of a day, without short words."""
    return {stem for stem in kinds.stems_of((draft.note or "").casefold()) if len(stem) > SHORT}


def _full(draft: Draft) -> tuple[int, int, int] | None:
    """The day with its year, where its line tells one."""
    start = draft.item.start
    return (start.year, start.month, start.day) if start.year is not None else None
