"""What only the end of the text tells: months without days, rules instead of dates, lists of minutes."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from scheduler.years.recognise.line import naming
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.parts import LAST_YEAR
from scheduler.years.recognise.page import bystanders, minutes, shared_parts, subjects
from scheduler.years.recognise.page.sections import Walk
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import blocks, cell_names

MOST_MINUTED, FEWEST_BELOW, FEWEST_CARDS, NEXT_BUT_ONE = 2, 2, 2, 2


def finish(walk: Walk) -> None:
    """Drops the days of a list of minutes, and marks rules and months that lack their days."""
    bystanders.drop(walk)
    minutes.settle(walk)
    _drop_records(walk)
    _drop_signing(walk)
    _drop_minuted(walk)
    _drop_field(walk)
    blocks.settle(walk)
    cell_names.settle(walk.drafts, walk.named, walk.beside)
    walk.unnamed.settle(walk.drafts, walk.defaults.listed, walk.named, walk.marks)
    subjects.give(walk.drafts, walk.subjects, walk.named)
    _cancel_months(walk)
    _doubt_torn(walk)
    _name_wholes(walk)
    _named_below(walk)
    shared_parts.name(walk.drafts, walk.defaults.listed, walk.named, walk.marks)
    for number in _rules_alone(walk):
        walk.marks.fault(number, Reason.of("rule_not_dates"))
    for number, month in _lonely(walk):
        walk.marks.fault(number, Reason.of("no_day", month=month))


def _name_wholes(walk: Walk) -> None:
    """Where a text is about one body and its parts, that body is called as its own part of the text is:
    "råd" beside "arbetsutskott"."""
    if len(walk.wholes) != 1:
        return
    ((whole, written),) = walk.wholes.items()
    others = {draft.body for draft in walk.drafts if draft.body and draft.body != whole}
    if whole != walk.title or any(naming.alike(written, name) for name in others):
        return
    for listed in (walk.drafts, walk.defaults.listed):
        for told in listed:
            told.body = written if told.body == whole else told.body
    walk.named.add(written)


def _named_below(walk: Walk) -> None:
    """Cards with the day above and the body below it: each body is that of the day above."""
    days, names = walk.order[::2], [name for _, name in walk.order[1::2]]
    if len(days) != len(names) or len(days) < FEWEST_CARDS or len(days) != len(walk.drafts):
        return _named_right_below(walk)
    if any(day is not None for _, day in days) or None in names or len(set(names)) == 1:
        return _named_right_below(walk)
    for draft, name in zip(walk.drafts, names, strict=True):
        draft.body = draft.body if draft.labelled else name
    return None


def _named_right_below(walk: Walk) -> None:
    """Some cards name nobody, or a title stands above them: every other name is glued to the day above it, and a
    blank line parts it from the day below."""
    first = next((n for n, (_, name) in enumerate(walk.order) if name is None), len(walk.order))
    cards, title = walk.order[first:], walk.order[first - 1][1] if first else None
    names: dict[int, str] = {}
    glued = min((b - a for (a, _), (b, _) in pairwise(cards)), default=0)
    if not 0 < glued <= NEXT_BUT_ONE:  # blank lines may stand everywhere
        return
    for n, (line, name) in enumerate(cards):
        if name is None:
            continue
        day, above = cards[n - 1]
        below = cards[n + 1][0] if n + 1 < len(cards) else 2 * line
        if above is not None or line - day > glued or below - line == glued:
            return
        names[day] = name
    told: set[str | None] = {*names.values()}
    if all(draft.after for draft in walk.drafts[1:]) and cards[-1][1] is None:
        told = {title, *told}  # every day is a card, and one name may be enough
    if not names or len(told) == 1 or first > 1:
        return
    for draft in walk.drafts:
        if not draft.labelled:
            draft.body = names.get(draft.line, title)


def _drop_records(walk: Walk) -> None:
    """One list of minutes below the list of meetings tells of none. Link texts "Protokoll" between
    the dates are no such list, nor are dates that lack the year."""
    aside = [d for d in walk.drafts if d.recorded and d.item.start.year is not None]
    if walk.records == 1 and aside and not walk.drafts[0].recorded:
        walk.drafts = [d for d in walk.drafts if not (d.recorded and d.item.start.year is not None)]
        walk.marks.used -= {d.line for d in aside} - {d.line for d in walk.drafts}


def _drop_signing(walk: Walk) -> None:
    """The day on which a notice was signed stands below all its dates, and is no later than they are. Where nothing
    but a place tells of it, it is before them all."""
    if len(walk.drafts) < 2 or not walk.drafts[-1].may_sign or walk.drafts[-2].may_sign:
        return
    *others, signed = walk.drafts
    day = _full(signed)
    above = others[-1:] if signed.signing else others
    told = signed.signing or any(_year(walk, draft, 0) for draft in others)
    if day and told and all(day < _latest(walk, draft) for draft in above):
        walk.marks.used.discard(walk.drafts.pop().line)


def _latest(walk: Walk, draft: Draft) -> tuple[int, int, int]:
    start = draft.item.start
    return _year(walk, draft, LAST_YEAR), start.month, start.day


def _year(walk: Walk, draft: Draft, unknown: int) -> int:
    years = walk.headings[draft.heading].years if draft.heading >= 0 else ()
    return draft.item.start.year or max(years, default=unknown)


def _doubt_torn(walk: Walk) -> None:
    """Numbers before the days are those of a list where they count on, else digits of the days."""
    led = [draft for draft in walk.drafts if draft.leading is not None]
    if not led:
        return
    counts = all((b.leading or 0) == (a.leading or 0) + 1 for a, b in pairwise(led))
    for draft in led if len(led) == 1 or not counts else ():
        if draft.torn:
            walk.marks.doubt(draft.line, Reason.of("number_left", number=f"{draft.leading}"))


def _cancel_months(walk: Walk) -> None:
    """Cancels the one meeting of a month of which a line says so; with none or several it is unclear."""
    by_month: dict[int, list[Draft]] = {}
    for draft in walk.drafts if walk.cancelled_months else ():
        by_month.setdefault(draft.item.start.month, []).append(draft)
    for number, month, body in walk.cancelled_months:
        every = by_month.get(month, [])
        if body and len({draft.body for draft in every}) > 1:
            every = [d for d in every if d.body and naming.alike(d.body, body)]
        above = bisect_left(every, number, key=lambda draft: draft.line)
        meant = every[:2] if not above else every[max(0, above - 2) : above]
        if len(meant) == 1:
            meant[0].cancelled = True
            walk.marks.used.add(number)
            walk.marks.doubt(meant[0].line, Reason.of("cancelled_below"))
        elif not any(draft.cancelled for draft in meant):
            walk.marks.fault(number, Reason.of("no_day", month=month))


def _drop_minuted(walk: Walk) -> None:
    """The day at the head of minutes, and of each of their pages, is that of the meeting at which the
    others were decided."""
    heads = {_full(draft) for draft in walk.drafts if draft.minuted} - {None}
    if not 0 < len(heads) <= MOST_MINUTED:
        return
    kept = [draft for draft in walk.drafts if _full(draft) not in heads]
    if kept:
        walk.marks.used -= {d.line for d in walk.drafts} - {d.line for d in kept}
        walk.drafts = kept


def _drop_field(walk: Walk) -> None:
    """ "Mødedato: 9. september 2026" above dates of 2027 is the day on which they were decided."""
    if len(walk.drafts) <= FEWEST_BELOW or not walk.drafts[0].fielded:
        return
    first, *rest = walk.drafts
    if any(draft.fielded for draft in rest):
        return
    full = {_full(draft) for draft in rest} - {None}
    told = {y for heading in walk.headings for y in heading.years} | {f[0] for f in full if f}
    day = _full(first)
    if day and (day in full or (told and day[0] not in told)):
        walk.drafts = rest
        walk.marks.used.discard(first.line)


def _full(draft: Draft) -> tuple[int, int, int] | None:
    """The day with its year, where its line tells one."""
    start = draft.item.start
    return (start.year, start.month, start.day) if start.year is not None else None


def _rules_alone(walk: Walk) -> list[int]:
    """Rules are only missed where no dates are written out, of the body that they are about."""
    if not walk.rules or any(draft.body is None for draft in walk.drafts):
        return []  # those may be the ones
    dated = {draft.body for draft in walk.drafts if draft.body}
    return [
        number
        for number, body in walk.rules
        if not walk.drafts or (body and dated and not any(naming.alike(body, d) for d in dated))
    ]


def _lonely(walk: Walk) -> list[tuple[int, int]]:
    """Months that stand alone among full dates lack their day; as headings they do not."""
    lonely: list[tuple[int, int]] = []
    for number, month, at in walk.bare_months:
        if at < len(walk.drafts) and walk.drafts[at].item.start.month == month:
            return []
        if 0 < at < len(walk.drafts):
            lonely.append((number, month))
    return lonely
