"""What only the end of the text tells: whose days are, months without days, rules instead of dates."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import accumulate, pairwise

from scheduler.years.recognise.line import inflections, naming
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.page import (
    bystanders,
    fronts,
    merged,
    minutes,
    subjects,
    taken_back,
    text_day,
    together,
)
from scheduler.years.recognise.page.sections import Walk
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.table import blocks, cell_names, pairs
from scheduler.years.recognise.text import head_words

NEXT_BUT_ONE, FEWEST_NAMES = 2, 2


def finish(walk: Walk) -> None:
    """Drops the days of a list of minutes, and marks rules and months that lack their days."""
    for default in walk.defaults.listed:
        _forget_impossible(default, walk.marks)
    blocks.settle_rows(walk)
    bystanders.drop(walk)
    text_day.ask_about_earlier(walk)
    minutes.settle(walk)
    blocks.settle(walk)
    pairs.settle(walk)
    cell_names.settle(walk.drafts, walk.named, walk.beside)
    years = [heading.years[0] for heading in walk.headings]
    walk.unnamed.settle(walk.drafts, years, walk.defaults.listed, walk.named, walk.marks)
    merged.name(walk.drafts, walk.named)
    fronts.ask(walk.drafts, walk.marks)
    told = {default.body for default in walk.defaults.listed if default.body}
    subjects.short(walk.drafts, told | walk.named, walk.named)
    subjects.alone(walk.drafts, told, walk.named)
    subjects.give(walk.drafts, walk.subjects, walk.named)
    _cancel_months(walk)
    taken_back.settle(walk)
    _doubt_torn(walk)
    _name_wholes(walk)
    _name_parts(walk)
    _name_from_below(walk)
    _name_shared_parts(walk)
    together.share(walk)
    for number in _rules_alone(walk):
        walk.marks.fault(number, Reason.of("rule_not_dates"))
    for number, month in _lonely(walk):
        walk.marks.fault(number, Reason.of("no_day", month=month))


def _forget_impossible(default: Default, marks: Marks) -> None:
    """Hours that cannot be, said once for many, are as good as not known."""
    begin, end = default.time, default.end_time
    if begin and end and begin.start and end.start and end.start < begin.start:
        end.problem = Reason.of("ends_before_start", start=begin.start, end=end.start)
    of_kinds = (item for kind in default.kinds for item in (kind.start, kind.end))
    for item in filter(None, (begin, end, *of_kinds)):
        if item.problem is not None:
            marks.fault(default.line, item.problem)
            item.start, item.end, item.unknown = None, None, True


def _name_wholes(walk: Walk) -> None:
    """Where a text is about one body and its parts, that body is called as its own part of the text is:
    "råd" beside "arbetsutskott". Below the heading of another board that name would be anybody's."""
    if len(walk.wholes) != 1:
        return
    ((whole, written),) = walk.wholes.items()
    others = [draft for draft in walk.drafts if draft.body and draft.body != whole]
    alone = all(draft.board in (None, whole) for draft in others)
    if alone and not any(naming.alike(written, draft.body or "") for draft in others):
        _call(walk, {whole: written})


def _name_parts(walk: Walk) -> None:
    """Parts of the one board of a text are called as its sentences call them."""
    if walk.spoken and len({draft.board for draft in walk.drafts}) == 1:
        _call(walk, walk.spoken)


def _call(walk: Walk, names: dict[str, str]) -> None:
    """Gives bodies other names."""
    for listed in (walk.drafts, walk.defaults.listed):
        for told in listed:
            told.body = names.get(told.body or "", told.body)
    walk.named |= {*names.values()}


def _name_from_below(walk: Walk) -> None:
    """Cards with the day above and the body below it: each body is that of the day above."""
    due = walk.dues.keys() - {draft.line for draft in walk.drafts}
    dues = sorted(due)
    gone = [0, *accumulate(walk.dues[line] for line in dues)]
    # The number that each line would have without the deadlines above it.
    at = {line: line - gone[bisect_left(dues, line)] for line, _ in walk.order}
    order = [(at[line], name) for line, name in walk.order if line not in due]
    first = next((n for n, (_, name) in enumerate(order) if name is None), len(order))
    if first == 1 and inflections.fold(order[0][1] or "") in head_words.NAMES:
        order, first = order[1:], 0  # what was the head of the names
    cards, title = order[first:], order[first - 1][1] if first else None
    names = {} if first else _in_turns(cards)
    if not names and (glued := _glued(cards)) and _are_parted(walk):
        names = glued
    told: set[str | None] = {*names.values()}
    if names and all(draft.after for draft in walk.drafts[1:]) and cards[-1][1] is None:
        told.add(title)  # every day is a card, and one name may be enough
    if len(told) < FEWEST_NAMES or first > 1:
        return
    for draft in walk.drafts:
        if not draft.labelled:
            draft.body = names.get(at.get(draft.line, 0), title)
    _cancel_from_below(walk)


def _cancel_from_below(walk: Walk) -> None:
    """Where the names stand below the days, "Avlyst" between a name and the next day is said of the day above it."""
    drafts = walk.drafts
    for draft in drafts:
        draft.cancelled = draft.cancelled and not draft.cancelled_above
    for above, below in pairwise(drafts):
        if below.cancelled_above:
            above.cancelled = True
            walk.marks.doubt(above.line, Reason.of("cancelled_below"))
    if walk.cancels_one and drafts:
        drafts[-1].cancelled = True


def _are_parted(walk: Walk) -> bool:
    """A blank line, and no hour on a line of its own, stands between the days wherever words do: else these may head
    the days below them."""
    names = {line for line, name in walk.order if name}  # "09:00 | Styret"
    told = (default.line for default in walk.defaults.listed if default.time)
    hours = sorted(line for line in told if line not in names)
    for above, below in pairwise(walk.drafts):
        inside = bisect_left(hours, below.line) > bisect_left(hours, above.line + 1)
        if below.after and (inside or below.line - above.line <= below.after + 1):
            return False
    return True


def _in_turns(cards: list[tuple[int, str | None]]) -> dict[int, str]:
    """The name below each day, where days and names come in turns."""
    days = [line for line, name in cards[::2] if name is None]
    names = [name for _, name in cards[1::2] if name is not None]
    return dict(zip(days, names, strict=True)) if len(days) == len(names) == len(cards) / 2 else {}


def _glued(cards: list[tuple[int, str | None]]) -> dict[int, str]:
    """The name below each day that has one, where some name nobody, or a title stands above them: every name is
    glued to the day above it, and a blank line parts it from the day below."""
    names: dict[int, str] = {}
    glued = min((b - a for (a, _), (b, _) in pairwise(cards)), default=0)
    if not 0 < glued <= NEXT_BUT_ONE:  # blank lines may stand everywhere
        return {}
    for n, (line, name) in enumerate(cards):
        if name is None:
            continue
        day = cards[n - 1][0]
        below = cards[n + 1][0] if n + 1 < len(cards) else 2 * line
        if line - day > glued or below - line == glued:
            return {}
        names[day] = name
    return names


def _name_shared_parts(walk: Walk) -> None:
    """Parts that several boards have, "Arbetsutskott" below one board and again below another, are called by their
    board; where one stands above every board, nobody can tell whose it is, and the first meeting below each is
    doubted."""
    boards: dict[str, dict[str, list[Draft]]] = defaultdict(lambda: defaultdict(list))
    for draft in walk.drafts:
        if draft.body and inflections.fold(draft.body) in naming.PARTS:
            boards[inflections.fold(draft.body)][draft.board or ""].append(draft)
    whose: dict[tuple[int, str], str] = {}
    for part, below in boards.items():
        if "" in below and len(below) > 1:
            for held in below.values():
                walk.marks.doubt(held[0].line, Reason.of("whose_part", part=held[0].body))
        elif len(below) > 1:
            for name, held in below.items():
                whose |= {(draft.section, part): name for draft in held}
    every: list[Draft | Default] = [*walk.drafts, *walk.defaults.listed]
    for told in every if whose else ():
        if told.body and (board := whose.get((told.section, inflections.fold(told.body)))):
            told.body = naming.part(board, told.body)
            walk.named.add(told.body)


def _doubt_torn(walk: Walk) -> None:
    """Numbers before the days are those of a list where they count on, else digits of the days."""
    led = [(draft, draft.leading) for draft in walk.drafts if draft.leading is not None]
    counts = len(led) > 1 and all(later == one + 1 for (_, one), (_, later) in pairwise(led))
    for draft, leading in led if not counts else ():
        if draft.torn:
            walk.marks.doubt(draft.line, Reason.of("number_left", number=f"{leading}"))


def _cancel_months(walk: Walk) -> None:
    """Cancels the one meeting of a month of which a line says so; with none or several it is unclear."""
    by_month: dict[int, list[Draft]] = defaultdict(list)
    for draft in walk.drafts if walk.cancelled_months else ():
        by_month[draft.item.start.month].append(draft)
    for number, month, body in walk.cancelled_months:
        every = by_month[month]
        if body and len({draft.body for draft in every}) > 1:
            every = [d for d in every if d.body and naming.alike(d.body, body)]
        above = bisect_left(every, number, key=lambda draft: draft.line)
        meant = every[max(0, above - 2) : above] or every[:2]
        if len(meant) == 1:
            meant[0].cancelled = True
            walk.marks.used.add(number)
            walk.marks.doubt(meant[0].line, Reason.of("cancelled_below"))
        elif not any(draft.cancelled for draft in meant):
            walk.marks.fault(number, Reason.of("no_day", month=month))


def _rules_alone(walk: Walk) -> list[int]:
    """Rules are only missed where no dates are written out, of the body that they are about, or in the months that they
    name: "första tisdagen i december"."""
    dated = {draft.body for draft in walk.drafts}
    held = {draft.item.start.month for draft in walk.drafts}
    others = None not in dated  # else those may be the ones
    return [
        number
        for number, body, months in walk.rules
        if not months <= held
        or (others and not dated)
        or (others and body and not any(naming.alike(body, name) for name in dated if name))
    ]


def _lonely(walk: Walk) -> list[tuple[int, int]]:
    """Months that stand alone among full dates lack their day; as headings they do not."""
    inside = [bare for bare in walk.bare_months if bare[2] < len(walk.drafts)]
    if any(walk.drafts[at].item.start.month == month for _, month, at in inside):
        return []
    return [(number, month) for number, month, at in inside if at]
