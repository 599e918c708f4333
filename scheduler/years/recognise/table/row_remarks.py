"""The hour that a remark beside the days of several bodies tells of one of them: "Nämnden börjar kl. 9"."""

from __future__ import annotations

from scheduler.years.recognise.line import defaults, naming, whose
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.table.lines import TableLine
from scheduler.years.recognise.text import small_words as small

BESIDE = small.AFTER | small.BEFORE


def give_hours(remark: Parsed, drafts: list[Draft], line: TableLine) -> None:
    """Gives the hours of a remark to those of the row's meetings that it names, or to the only one. Where it names
    nobody and the row has several, the line is doubted."""
    if not remark.times or not drafts:
        return
    for told in defaults.of_line(remark, line.number, 0, None):
        if told.body:
            its = [d for d in drafts if d.body and naming.alike(d.body, told.body)]
            its = [] if _is_beside(remark, told.body) else its
        else:
            its = drafts if len(drafts) == 1 else []
        for draft in its:
            draft.time, draft.end_time = draft.time or told.time, draft.end_time or told.end_time
        if told.time and not told.body and not its:
            line.doubt("hour_unused", hour=told.time.start, line=line.number)


def _is_beside(remark: Parsed, body: str) -> bool:
    """ "Studiebesök kl. 15 efter nämnden": the hour is that of what is done before or after the body meets."""
    return any(
        remark.tokens[at - 1].low in BESIDE
        for at, name in whose.subjects(remark)
        if at and name == body
    )
