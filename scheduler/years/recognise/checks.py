"""What only the whole text tells: the order of day and month, the year, and what cannot be or is odd."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, time

from scheduler.years.recognise.reasons import Reason
from scheduler.years.recognise.values import Day, Draft, Found, Hours

Fault = tuple[int, Reason]
LONGEST_DAYS = 7
SUMMER = 7
"""The month in which a season that two years name passes from the one to the other."""


# day and month


def in_order(drafts: Sequence[Draft], code: str) -> tuple[list[Draft], list[Fault]]:
    """3/4 as the list's other dates show that it is written."""
    asked = [draft.told.first for draft in drafts if draft.told.first.swaps]
    if not asked:
        return list(drafts), []
    day_first = any(day.day > 12 for day in asked)
    month_first = any(day.month > 12 for day in asked)
    if day_first != month_first or code != "en":
        return [_swapped(d) if month_first and not day_first else d for d in drafts], []
    kept: list[Draft] = []
    faults: list[Fault] = []
    for draft in drafts:
        line, first = draft.told.line, draft.told.first
        if first.swaps and first.day != first.month:
            faults.append((line, Reason.of("day_or_month_first", a=first.day, b=first.month)))
        else:
            kept.append(draft)
    return kept, faults


def _swapped(draft: Draft) -> Draft:
    first = draft.told.first
    swapped = first._replace(day=first.month, month=first.day) if first.swaps else first
    return draft._replace(told=draft.told._replace(first=swapped))


# the year


def with_years(drafts: Sequence[Draft], assumed: int | None) -> tuple[list[Draft], list[Fault]]:
    """Each with its day: the year of the date, else of its heading, else of the dates above or below, else assumed."""
    found: list[Draft] = []
    faults: list[Fault] = []
    before: Draft | None = None
    explicit = 0
    unsure, later = _unsure_groups(drafts), _later(drafts)
    for n, draft in enumerate(drafts):
        explicit = draft.told.first.year or (0 if draft.years else explicit)
        year, doubt = _year(draft, before, explicit or later[n] or assumed)
        if year is None:
            faults.append((draft.told.line, Reason.of("no_year")))
            continue
        if draft.group in unsure and len(draft.years) == 2 and not draft.told.first.year:
            doubt = Reason.of("year_unsure", year=year)
        placed, fault = _placed(_doubted(draft, doubt) if doubt else draft, year)
        if fault:
            faults.append((draft.told.line, fault))
        else:
            assert placed
            found.append(placed)
            before = before if placed.told.cancelled else placed
    return found, faults


def _year(
    draft: Draft, before: Draft | None, otherwise: int | None
) -> tuple[int | None, Reason | None]:
    first = draft.told.first
    if first.year:
        return first.year, None
    if len(draft.years) > 2:
        return None, None
    last = before.on if before and before.on else None
    if len(draft.years) == 2:
        begin, end = draft.years
        goes_on = last is not None and last.year == end and last.month <= first.month <= SUMMER + 1
        return end if first.month < SUMMER or goes_on else begin, None
    year = draft.years[0] if draft.years else otherwise
    if year is None:
        return None, None
    is_list = before is not None and before.group == draft.group and before.body == draft.body
    if last and is_list and last.month >= 10 and first.month <= 5 and last.year >= year:
        return last.year + 1, Reason.of("year_unsure", year=last.year + 1)
    if last and is_list and last.year == year + 1 and first.month <= 8:
        return last.year, Reason.of("year_unsure", year=last.year)
    return year, None


def _later(drafts: Sequence[Draft]) -> list[int | None]:
    """For each the year of a date further down, or the one before it where the months go back."""
    later: Day | None = None
    found: list[int | None] = []
    for draft in reversed(drafts):
        first = draft.told.first
        goes_back = later is not None and first.month > later.month + 4
        found.append(later.year - goes_back if later else None)
        later = first if first.year else later
    return found[::-1]


def _unsure_groups(drafts: Sequence[Draft]) -> set[int]:
    """Lists below two years that begin in spring and go on into autumn: which year is not said."""
    firsts: dict[int, int] = {}
    unsure = set()
    for draft in drafts:
        month = draft.told.first.month
        if firsts.setdefault(draft.group, month) < SUMMER and month > SUMMER + 1:
            unsure.add(draft.group)
    return unsure


def _placed(draft: Draft, year: int) -> tuple[Draft | None, Reason | None]:
    told = draft.told
    on = _date(told.first, year)
    if on is None:
        return None, Reason.of("no_such_day", day=told.first.day, month=told.first.month, year=year)
    if told.last is None:
        return draft._replace(on=on), None
    until = _date(told.last, told.last.year or year)
    if until and until < on and told.last.month < told.first.month:
        until = _date(told.last, year + 1)
    if until is None:
        return None, Reason.of("no_such_day", day=told.last.day, month=told.last.month, year=year)
    if until <= on:
        return None, Reason.of("range_backwards", first=on, last=until)
    if (until - on).days > LONGEST_DAYS:
        return None, Reason.of("left_out")
    return draft._replace(on=on, until=until), None


def _date(day: Day, year: int) -> date | None:
    try:
        return date(year, day.month, day.day)
    except ValueError:
        return None


# what cannot be, and what is odd


def checked(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Fault]]:
    """Without those that end before they begin or stand twice, and with doubts about what does not fit."""
    faults: list[Fault] = []
    held: list[Draft] = []
    for draft in drafts:
        if fault := _hours_fault(draft):
            faults.append((draft.told.line, fault))
        else:
            held.append(_fitted(draft))
    held = _with_odd_days(held)
    return _once(held, faults), faults


def _hours_fault(draft: Draft) -> Reason | None:
    hours = draft.hours
    if draft.until or not hours or not hours.start or not hours.end or hours.end > hours.start:
        return None
    return Reason.of("ends_before_start", start=hours.start, end=hours.end)


def _fitted(draft: Draft) -> Draft:
    """With a doubt where the weekday or week is another's, or the hour is in the night."""
    assert draft.on
    doubts = list(draft.doubts)
    if draft.weekday and draft.on.isoweekday() != draft.weekday:
        doubts.append(Reason.of("weekday_differs", date=draft.on, weekday=draft.weekday))
    week = draft.on.isocalendar().week
    if draft.told.week and draft.told.week != week:
        doubts.append(Reason.of("week_differs", date=draft.on, real=week, week=draft.told.week))
    if draft.hours and draft.hours.start and not time(6) <= draft.hours.start <= time(22):
        doubts.append(Reason.of("hour_unsure"))
    return draft._replace(doubts=tuple(doubts))


def _with_odd_days(drafts: Sequence[Draft]) -> list[Draft]:
    """With a doubt at a lone day of another year, and where the days of a list go back."""
    years = Counter(draft.on.year for draft in drafts if draft.on)
    most = max(years, key=lambda year: years[year], default=0)
    back = _going_back(drafts)
    found = []
    for n, draft in enumerate(drafts):
        assert draft.on
        if draft.on.year != most and years[draft.on.year] == 1 and years[most] > 2:
            draft = _doubted(draft, Reason.of("year_unsure", year=draft.on.year))
        found.append(_doubted(draft, Reason.of("out_of_order")) if n in back else draft)
    return found


def _going_back(drafts: Sequence[Draft]) -> set[int]:
    """Meetings before the one above in the same list, unless the list goes back as a whole."""
    last: dict[tuple[int, str | None], date] = {}
    back, forth = set(), 0
    for n, draft in enumerate(drafts):
        key = (draft.group, draft.body)
        above = last.get(key)
        assert draft.on
        if above and draft.on < above and not draft.told.first.year:
            back.add(n)
        elif above and draft.on > above:
            forth += 1
        last[key] = draft.on
    return back if len(back) < forth else set()


def _once(drafts: Sequence[Draft], faults: list[Fault]) -> list[Draft]:
    """Each meeting once; one that stands again is told of on its line, as a doubt: a fault of a negative line."""
    seen: dict[tuple[date | None, str | None], list[int]] = {}
    found: list[Draft] = []
    for draft in drafts:
        others = seen.setdefault((draft.on, draft.body), [])[:2]
        same = next(
            (n for n in others if found[n].hours in (None, draft.hours) or not draft.hours), -1
        )
        if same >= 0:
            faults.append((-draft.told.line, Reason.of("repeated", line=found[same].told.line)))
            found[same] = _both(found[same], draft)
            continue
        if others:
            draft = _doubted(draft, Reason.of("twice_a_day", date=draft.on))
        seen[draft.on, draft.body].append(len(found))
        found.append(draft)
    return found


def _both(one: Draft, again: Draft) -> Draft:
    """One meeting that two lines tell of; doubted where the second tells more."""
    told = one.told._replace(cancelled=one.told.cancelled or again.told.cancelled)
    both = one._replace(told=told, hours=one.hours or again.hours)
    return one if both == one else _doubted(both, Reason.of("repeated", line=again.told.line))


def _doubted(draft: Draft, *reasons: Reason) -> Draft:
    return draft._replace(doubts=(*draft.doubts, *reasons))


def found_of(draft: Draft) -> Found:
    assert draft.on
    hours = draft.hours or Hours(None)
    return Found(
        draft.told.line, draft.on, draft.until, hours.start, hours.end, draft.body, draft.place, draft.told.note,
        draft.told.cancelled,
    )  # fmt: skip
