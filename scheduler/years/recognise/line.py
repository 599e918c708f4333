"""One line by itself: its meetings as they are told, and what of it is doubted or cannot be read."""

from collections.abc import Sequence

from scheduler.years.recognise import clauses, headings, items
from scheduler.years.recognise.doubts import (
    Entry,
    Parts,
    doubts_of,
    faults_of,
    is_struck,
    undated_faults,
)  # fmt: skip
from scheduler.years.recognise.headings import text_of
from scheduler.years.recognise.lexicon import Lexicon, Role
from scheduler.years.recognise.reasons import Reason
from scheduler.years.recognise.tail import Tail, read_tail
from scheduler.years.recognise.values import Day, Hours, Items, Lexed, LineRead, Reasons, Span, Told


def read_line(line: Lexed, words: Lexicon) -> LineRead:
    """What the line says; nothing of any other line is known here."""
    found = items.items(line, words)
    if any(item.kind == "date" for item in found):
        return dated(line, found, words)
    loose = items.loose_days(line, words)
    if loose and not any(item.kind == "month" for item in loose):
        told = dated(line, loose, words)
        if told.told:
            return told._replace(kind="days")
    return undated(line, found, words)


def dated(line: Lexed, found: Items, words: Lexicon) -> LineRead:
    dates = clauses.dates(found)
    has_role = any(role for _, role in dates)
    entries = _entries(found, [n for n, role in dates if not role])
    if not entries:
        return _rest(line, found, words, _left_out(dates), has_role=True)
    if faults := faults_of(line, found, entries):
        return _rest(line, found, words, faults, has_role=has_role)
    parts = _parts(line, found, entries, words)
    doubts = doubts_of(line, found, entries, parts, [role for _, role in dates if role])
    told = _told(line, found, entries, parts, doubts)
    return LineRead(line.number, line.text, "dates", told, parts.heading, has_role=has_role)


def _rest(
    line: Lexed,
    found: Items,
    words: Lexicon,
    faults: Reasons,
    *,
    has_role: bool,
) -> LineRead:
    """No meeting; what leads to a list may still tell its year: "beslutade den 16.12.2026 följande dagar 2027:"."""
    if not line.text.rstrip().endswith(":"):
        return LineRead(line.number, line.text, "rest", faults=faults, has_role=has_role)
    words_only = [item for item in found if item.kind != "date"]
    heading = headings.heading(line, words_only, words)._replace(roles=Role.LIST, hours=())
    return LineRead(line.number, line.text, "heading", (), heading, faults, has_role)


def _left_out(dates: Sequence[tuple[int, str]]) -> Reasons:
    return (Reason.of("left_out"),) if any(role == "inner" for _, role in dates) else ()


# entries


def _entries(found: Items, at: Sequence[int]) -> list[Entry]:
    """The dates; two that "till" or a dash joins are the first and last day of one meeting."""
    entries: list[Entry] = []
    for n in at:
        entry = Entry(n, n + 1, found[n].value)
        joined = _joined(found, entries[-1], entry) if entries else None
        if joined:
            entries[-1] = joined
        else:
            entries.append(entry)
    return entries


def _joined(found: Items, one: Entry, two: Entry) -> Entry | None:
    """Both as one, where only "till" or a dash, an hour and a weekday stand between them."""
    if one.span.last or two.span.last:
        return None
    between = found[one.past : two.at]
    start = next((item.value for item in between if item.kind == "time"), None)
    signs = [i for i in between if i.kind not in ("time", "weekday") and not i.is_sign(",")]
    if len(signs) != 1 or not (signs[0].is_sign("-") or (signs[0].code == "t")):
        return None
    past, hours = two.past, None
    if start:
        at = past + (past < len(found) and found[past].is_sign(","))
        is_told = at < len(found) and found[at].kind == "time"
        hours = Hours(start.start, found[at].value.start if is_told else None)
        past = at + 1 if is_told else past
    return Entry(one.at, past, Span(_whole(one.span.first, two.span.first), two.span.first), hours)


def _whole(first: Day, last: Day) -> Day:
    return first._replace(year=first.year or (last.year if first.month <= last.month else 0))


# parts


def _parts(line: Lexed, found: Items, entries: Sequence[Entry], words: Lexicon) -> Parts:
    front = found[: entries[0].at]
    cut = _lead(front)
    leads: list[Items] = [front[cut:]]
    tails: list[Tail] = []
    for n, entry in enumerate(entries):
        is_last = n + 1 == len(entries)
        behind = found[entry.past :] if is_last else found[entry.past : entries[n + 1].at]
        split = len(behind) if is_last else _split(behind)
        tails.append(read_tail(line, behind[:split], words))
        if not is_last:
            leads.append(behind[split:])
    return Parts(headings.heading(line, front[:cut], words), tuple(leads), tuple(tails))


def _lead(front: Items) -> int:
    """Where the weekday, week and article of the first date begin."""
    at = len(front)
    while at and (
        front[at - 1].kind in ("weekday", "week")
        or front[at - 1].is_sign(",")
        or (front[at - 1].is_sign(":") and at > 1 and front[at - 2].kind == "week")
        or (front[at - 1].code == "d")
    ):
        at -= 1
    return at


def _split(between: Items) -> int:
    """Where, between two dates, what belongs to the second begins: behind the last comma, "och" or hour."""
    depth, cut = 0, 0
    for n, item in enumerate(between):
        text = item.value.text if item.kind == "sign" else ""
        depth += (text == "(") - (text == ")")
        parts = text in (",", ";", "|", ")") or (item.code == "&")
        if depth <= 0 and (parts or item.kind == "time"):
            cut = n + 1
    if not cut:
        cut = len(between)
        while cut and (between[cut - 1].kind == "weekday" or (between[cut - 1].code == "d")):
            cut -= 1
    return cut


# what is told


def _told(
    line: Lexed, found: Items, entries: Sequence[Entry], parts: Parts, doubts: Reasons
) -> tuple[Told, ...]:
    hours, unsure = _hours(entries, parts)
    *others, last = parts.tails
    common = last.body if all(tail == Tail() for tail in others) else None
    told: list[Told] = []
    named = None
    for n, (entry, lead, tail) in enumerate(zip(entries, parts.leads, parts.tails, strict=True)):
        named = _body_before(line, lead) if n and _body_before(line, lead) else named
        is_off = tail.cancelled or is_struck(line, found[entry.at])
        own = [*doubts, *tail.doubts]
        if n in unsure:
            own.append(Reason.of("hour_unsure"))
        if is_off and len(entries) > 1 and not tail.is_set_off:
            own.append(Reason.of("off_unsure"))
        is_moved = n == 0 and len(entries) == 2 and any(one.code == "moved" for one in doubts)
        told.append(
            Told(
                line.tokens[found[entry.at].first].line, entry.span.first, entry.span.last, hours[n],
                _first(lead, "weekday") or tail.weekday, _first(lead, "week") or tail.week,
                tail.body or named or common, tail.place, tail.note,
                is_off or is_moved or bool(parts.heading.roles & Role.CANCEL), tail.stars, tuple(dict.fromkeys(own)),
            )
        )  # fmt: skip
    return tuple(told)


def _first(lead: Items, kind: str) -> int:
    return next((int(item.value) for item in lead if item.kind == kind), 0)


def _body_before(line: Lexed, lead: Items) -> str | None:
    """A body's name directly before a later date of the line: "KS 9/2, KF 22/2"."""
    named = [i for i, item in enumerate(lead) if item.roles & Role.BODY]
    return text_of(line, lead, (named[0], named[-1] + 1)) if named else None


def _hours(entries: Sequence[Entry], parts: Parts) -> tuple[list[Hours | None], set[int]]:
    """The hour of each date: its own, else the one before the list, else the next behind; and which are unsure."""
    own = [entry.hours or tail.hours for entry, tail in zip(entries, parts.tails, strict=True)]
    if front := parts.heading.hours:
        return [hour or front[0] for hour in own], set(range(len(own))) if len(front) > 1 else set()
    told = list(own)
    shared_by: Hours | None = None
    for n in range(len(own) - 1, -1, -1):
        if own[n] and not parts.tails[n].hours_are_own:
            shared_by = own[n]
        told[n] = own[n] or shared_by
    shared = [tail.hours for tail in parts.tails if tail.hours and not tail.hours_are_own]
    is_unsure = bool(shared) and own[-1] is None
    return told, {n for n, hour in enumerate(own) if is_unsure and hour is None}


# lines without a day


def undated(line: Lexed, found: Items, words: Lexicon) -> LineRead:
    heading = headings.heading(line, found, words)
    faults = undated_faults(found, heading)
    return LineRead(line.number, line.text, "rest" if faults else "heading", (), heading, faults)


def days(line: Lexed, words: Lexicon, month: int) -> LineRead:
    """A cell with days of a month that stands elsewhere."""
    loose = items.loose_days(line, words)
    read = dated(line, loose, words) if loose else LineRead(line.number, line.text, "rest")
    return read._replace(told=tuple(in_month(one, month) for one in read.told))


def in_month(told: Told, month: int) -> Told:
    last = told.last._replace(month=month) if told.last else None
    return told._replace(first=told.first._replace(month=month), last=last)


def refused(read: LineRead) -> LineRead:
    """Days of which it is not known what their columns are."""
    return LineRead(read.number, read.text, "rest", faults=(Reason.of("cells_unsure"),))
