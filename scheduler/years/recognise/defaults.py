"""Hours, weekdays and places said once for many meetings, and which meetings each is for."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass, field, replace
from itertools import pairwise

from scheduler.years.recognise import bodies, naming
from scheduler.years.recognise.drafts import Draft
from scheduler.years.recognise.items import Item, MonthItem, Parsed, TimeItem, WeekdayItem
from scheduler.years.recognise.tokens import Kind
from scheduler.years.recognise.words import Role

DEADLINE, ASIDE, ALL, MEETING, BEGINS, ENDS, USUALLY, STALE, CANCEL = (
    Role.DEADLINE.value, Role.ASIDE.value, Role.ALL.value, Role.MEETING.value,
    Role.BEGINS.value, Role.ENDS.value, Role.USUALLY.value, Role.STALE.value, Role.CANCEL.value,
)  # fmt: skip

MOST_WEEKDAYS = 3


@dataclass(slots=True, eq=False)
class Default:
    """What a line without a date says of other lines. `body` None: of every body; `months` empty: of
    every month; `stars`: only of dates with as many footnote stars."""

    line: int
    section: int
    time: TimeItem | None
    end_time: TimeItem | None
    body: str | None = None
    months: frozenset[int] = frozenset()
    weekday: int | None = None
    stars: int = 0
    for_all: bool = False


def of_line(parsed: Parsed, line: int, section: int, body: str | None) -> list[Default]:
    """The defaults a line without dates sets. Empty when its hour is of something else."""
    if not parsed.times and not parsed.weekdays:
        return []
    found: list[Default] = []
    for sentence in _sentences(parsed):
        found += _of_sentence(sentence, line, section, body)
    # "Kl. 18.00. Paus kl. 20.00": the first hour said of the same meetings is their start.
    first: dict[tuple[str | None, frozenset[int], int], Default] = {}
    for default in found:
        first.setdefault((default.body, default.months, default.stars), default)
    return list(first.values())


def _sentences(parsed: Parsed) -> list[Parsed]:
    """The line's sentences, each with its own items; a dot inside a time or date ends none."""
    tokens = parsed.tokens
    inside = parsed.covered()
    ends = [
        i + 1
        for i in range(len(tokens) - 1)
        if tokens[i].low == "." and not inside[i] and tokens[i + 1].text[:1].isupper()
    ]
    if not ends or len(parsed.times) < 2:
        return [parsed]
    sentences: list[Parsed] = []
    items = deque(parsed.items)
    for first, last in zip([0, *ends], [*ends, len(tokens)], strict=True):
        sentence = Parsed(parsed.text, tokens[first:last])
        while items and items[0].first < last:
            _move_in(sentence, items.popleft(), first)
        for token in sentence.tokens:
            sentence.roles |= token.sense.roles
        sentences.append(sentence)
    return sentences


def _move_in(sentence: Parsed, item: Item, first: int) -> None:
    moved = replace(item, first=item.first - first, last=item.last - first)
    sentence.items.append(moved)
    if isinstance(moved, TimeItem):
        sentence.times.append(moved)
    elif isinstance(moved, MonthItem):
        sentence.months.append(moved)
    elif isinstance(moved, WeekdayItem):
        sentence.weekdays.append(moved)


def _of_sentence(parsed: Parsed, line: int, section: int, body: str | None) -> list[Default]:
    roles = parsed.roles
    if _names_days_from_to(parsed) or len(parsed.weekdays) > MOST_WEEKDAYS:
        return []  # opening hours
    if roles & (DEADLINE | STALE) and not _is_end(parsed):
        return []
    weekday = _weekday(parsed)
    pairs = _pairs(parsed)
    if not pairs and weekday is None:
        return []
    for_all = bool(roles & ALL)
    months = _months(parsed)
    stars = _stars(parsed)
    found: list[Default] = []
    named = bodies.mentioned(parsed.tokens, parsed.text)
    for start, end in pairs or [(None, None)]:
        anchor = start or end
        own = _named_before(named, anchor.first if anchor else 0, len(pairs))
        scope = own or (None if for_all else body)
        found.append(
            Default(line, section, start, end, scope, months, weekday, stars, for_all and not own)
        )
        if own is None and len(pairs) > 1:
            break
    return found


def _names_days_from_to(parsed: Parsed) -> bool:
    """Mån–fre 9–16."""
    return any(
        b.first - a.last == 1 and parsed.tokens[a.last].low == "-"
        for a, b in pairwise(parsed.weekdays)
    )


def _is_end(parsed: Parsed) -> bool:
    return any(t.until_only for t in parsed.times) and len(parsed.times) > 1


def _weekday(parsed: Parsed) -> int | None:
    """The one weekday on which meetings are said to fall, without "usually"."""
    if parsed.roles & USUALLY:
        return None
    plural = {w.weekday.number for w in parsed.weekdays if w.weekday.plural}
    return plural.pop() if len(plural) == 1 else None


def _pairs(parsed: Parsed) -> list[tuple[TimeItem | None, TimeItem | None]]:
    """Starts with their ends, in order, without coffee and group meetings."""
    pairs: list[tuple[TimeItem | None, TimeItem | None]] = []
    for time in parsed.times:
        if time.struck or time.problem is not None or _is_aside(parsed, time):
            continue
        if time.until_only:
            if pairs:
                pairs[-1] = (pairs[-1][0], time)
            else:
                pairs.append((None, time))
        else:
            pairs.append((time, None))
    return pairs


def _is_aside(parsed: Parsed, time: TimeItem) -> bool:
    for token in reversed(parsed.tokens[max(0, time.first - 8) : time.first]):
        if token.kind is Kind.SIGN and token.low in (".", ";", "(", ")"):
            return False
        if token.sense.roles & (MEETING | BEGINS) and not token.sense.roles & ASIDE:
            return False
        if token.sense.roles & ASIDE and token.low != "senast":
            return True
    return False


def _months(parsed: Parsed) -> frozenset[int]:
    numbers = [m.month for m in parsed.months]
    if len(numbers) == 2:
        first, second = parsed.months
        between = parsed.tokens[first.last : second.first]
        if len(between) == 1 and (between[0].low == "-" or between[0].sense.roles & Role.TO.value):
            run = [first.month]
            while run[-1] != second.month and len(run) < 12:
                run.append(run[-1] % 12 + 1)
            return frozenset(run)
    return frozenset(numbers)


def _stars(parsed: Parsed) -> int:
    stars = 0
    for token in parsed.tokens:
        if token.low != "*":
            break
        stars += 1
    return stars


def _named_before(named: list[tuple[int, str]], position: int, times: int) -> str | None:
    """The body a default is about: the only one, or with several times the nearest before each."""
    if not named:
        return None
    if len({name.casefold() for _, name in named}) == 1:
        return named[0][1]
    if times == 1:
        return None
    before = [name for first, name in named if first < position]
    return before[-1] if before else None


@dataclass(slots=True)
class _Group:
    """The defaults of one body, by what they are for, each list in the order of the lines."""

    plain: list[Default] = field(default_factory=list)
    by_section: dict[int, list[Default]] = field(default_factory=dict)
    by_month: dict[int, list[Default]] = field(default_factory=dict)
    by_stars: dict[int, list[Default]] = field(default_factory=dict)
    weekdays: dict[int, list[Default]] = field(default_factory=dict)

    def add(self, default: Default) -> None:
        if default.weekday is not None and not default.months:
            self.weekdays.setdefault(default.section, []).append(default)
        if default.time is None and default.end_time is None:
            return
        if default.stars:
            self.by_stars.setdefault(default.stars, []).append(default)
        elif default.months:
            for month in default.months:
                self.by_month.setdefault(month, []).append(default)
        else:
            self.plain.append(default)
            self.by_section.setdefault(default.section, []).append(default)

    def for_hours(self, draft: Draft) -> Default | None:
        """A footnote's, a month's, the section's, or the nearest one: before the draft first."""
        choices = (
            self.by_stars.get(draft.item.stars) if draft.item.stars else None,
            self.by_month.get(draft.item.start.month),
            self.by_section.get(draft.section),
            self.plain,
        )
        for listed in choices:
            if listed:
                return _before(listed, draft.line) or listed[0]
        return None


def _before(listed: list[Default], line: int) -> Default | None:
    """The last of them on or before a line."""
    at = bisect_right(listed, line, key=lambda default: default.line)
    return listed[at - 1] if at else None


@dataclass(slots=True)
class Defaults:
    """All defaults of a text, to be asked for each meeting."""

    listed: list[Default] = field(default_factory=list)
    _by_body: dict[str, _Group] = field(default_factory=dict)

    def add(self, found: list[Default]) -> None:
        self.listed += found

    def index(self, *, stars: bool, bodies: bool) -> None:
        """Sorts the defaults by body. A starred line is a footnote only if dates have `stars`, and
        a body's name is no limit unless there are several `bodies`."""
        for default in self.listed:
            if not stars:
                default.stars = 0
            body = default.body if bodies else None
            self._by_body.setdefault(naming.stem(body or ""), _Group()).add(default)

    def times_for(self, draft: Draft) -> tuple[TimeItem | None, TimeItem | None]:
        """Start and end by default: the body's own first, then everybody's; nearest before first."""
        for group in self._groups(draft.body):
            found = group.for_hours(draft)
            if found:
                return found.time, found.end_time
        return None, None

    def weekday_for(self, draft: Draft) -> int | None:
        for group in self._groups(draft.body):
            found = _before(group.weekdays.get(draft.section, []), draft.line)
            if found:
                return found.weekday
        return None

    def _groups(self, body: str | None) -> list[_Group]:
        groups: list[_Group] = []
        if body:
            own = self._by_body.get(naming.stem(body))
            if own is None:
                own = self._by_short_name(body)
            if own:
                groups.append(own)
        everybody = self._by_body.get("")
        if everybody:
            groups.append(everybody)
        return groups

    def _by_short_name(self, body: str) -> _Group | None:
        """Defaults of "nämnden" are those of the body whose name ends so."""
        for end in naming.ends(naming.fold(body)):
            own = self._by_body.get(naming.stem(end))
            if own:
                return own
        return None
