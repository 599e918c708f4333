"""Which of the hours and weekdays said once hold for a meeting."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from scheduler.years.recognise.line import (
    committees,
    inflections,
    initials,
    kinds,
    naming,
    provisos,
    whose,
)
from scheduler.years.recognise.line.default import Default, differ_by_body
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.line.said_for import EVERYBODYS
from scheduler.years.recognise.page import own_hours, scopes, weekly
from scheduler.years.recognise.text.words import EXACT, Role

LONGEST_NAME, MOST_NAMES = 9, 60
AND = frozenset(EXACT[Role.AND].split())


@dataclass(slots=True)
class _Group:
    """The defaults of one body, by what they are for, each list in the order of the lines."""

    body: str
    hours: dict[tuple[str, object], list[Default]] = field(default_factory=dict)
    weekdays: dict[int, list[Default]] = field(default_factory=dict)

    def add(self, default: Default) -> None:
        if default.weekday is not None and not default.usually:
            self.weekdays.setdefault(default.section, []).append(default)
        if default.time or default.end_time:
            for key in _said_of(default):
                known = self.hours.setdefault(key, [])
                # What is said of a month alone is stronger than what is said of half a year, and so of a day.
                if known and _width(default) < _width(known[0]):
                    known.clear()
                if not known or _width(default) == _width(known[0]):
                    known.append(default)

    def for_hours(self, draft: Draft) -> Default | None:
        """A footnote's, a month's, the section's, or the nearest one: before the draft first."""
        start = draft.item.start
        keys = (
            ("day", (start.month, start.day)), ("stars", draft.item.stars), ("code", draft.code),
            ("month here", (draft.section, start.month)), ("section", draft.section), ("month", start.month),
            ("all", None),
        )  # fmt: skip
        found = next(filter(None, map(self.hours.get, keys)), [])
        below = (d for d in found if d.section == draft.section or not d.heads)
        return _before(found, draft.line) or next(below, None)


def _width(default: Default) -> tuple[int, int]:
    """Of how many days and months it is said."""
    return len(default.days), len(default.months)


def _said_of(default: Default) -> list[tuple[str, object]]:
    """Which meetings an hour is said of."""
    if default.days:
        return [("day", day) for day in default.days]
    if default.code:
        return [("code", default.code)]
    if default.stars:
        return [("stars", default.stars)]
    if default.months:
        here = [("month here", (default.section, month)) for month in default.months]
        return [*here, *(("month", month) for month in default.months)]
    return [("section", default.section), ("all", None)]


def _before(listed: list[Default], line: int) -> Default | None:
    """The last of them on or before a line."""
    at = bisect_right(listed, line, key=lambda default: default.line)
    return listed[at - 1] if at else None


def _kind_of(draft: Draft, default: Default) -> kinds.Kind | None:
    told = (draft.note, draft.below, draft.body)
    return kinds.told_by(default.kinds, *told) if default.kinds else None


def _spelt_out(letters: str, named: set[str]) -> str | None:
    """The one body of the list that letters stand for: "AU" for "Administrasjonsutvalget"."""
    found = [n for n in named if initials.stand_for(letters, inflections.fold(n), naming.BARE)]
    return found[0] if len(found) == 1 and letters not in named else None


def _opened_by(default: Default, names: dict[str, str]) -> str | None:
    """The body of the list whose whole name opens the sentence: "Governors' Planning meetings are at 6 pm"."""
    words = default.opening.split()
    for last in range(min(len(words), LONGEST_NAME), 0, -1):
        begin = " ".join(words[:last]).rstrip(":,'’").removesuffix("s").rstrip("'’")
        if name := names.get(begin):
            return name
    return None


def _written_out(default: Default, named: set[str]) -> str | None:
    """The longest name of a body of the list that a sentence has where it names its body, "SLT-rådet" for "rådet"."""
    if default.around is None or len(named) > MOST_NAMES:
        return None
    text, at = default.around
    least = len(default.body or "")
    fitting = [n for n in named if len(n) >= least and _stands(n.lower(), text, at)]
    return max(fitting, key=len, default=None)


def _stands(name: str, text: str, at: int) -> bool:
    """The name is in the text as a whole word or words, and place `at` in it."""
    first = text.find(name, max(0, at - len(name) + 1), at + len(name))
    around = text[max(0, first - 1) : first] + text[first + len(name) :][:1]
    return first >= 0 and not any(map(str.isalnum, around))


@dataclass(slots=True)
class Defaults:
    """All defaults of a text, to be asked for each meeting."""

    listed: list[Default] = field(default_factory=list)
    # Letters by the name that the text says they stand for.
    letters: dict[str, str] = field(default_factory=dict)
    _by_body: dict[str, _Group] = field(default_factory=dict)
    _records: dict[int, Default] = field(default_factory=dict)
    # Lines of days above or below a column of hours that differ and cannot be counted against the days.
    unsure: frozenset[int] = frozenset()
    _found: dict[str | None, list[_Group]] = field(default_factory=dict)
    # Days stand right below another line, with no blank one between; the last line that was read.
    tight: bool = False
    last: int = 0
    # The bodies that days are of, without inflections.
    _names: frozenset[str] = frozenset()
    # Bodies have hours of their own that differ, and no meeting is said to be of one of them.
    _mixed: bool = False
    # Some hours are those of some meetings alone.
    of_some: bool = False
    # The sections that have days.
    _filled: frozenset[int] = frozenset()

    def see(self, parsed: Parsed, number: int) -> None:
        """Takes note of a line that is read next."""
        self.tight = self.tight or (bool(parsed.dates) and number == self.last + 1)
        self.last = number

    def part(self, found: list[Default], parsed: Parsed, *, below_blank: bool) -> None:
        """Takes note that no body is named in these, and whether a blank line parts them from the days above."""
        for default in found if not whose.subjects(parsed) else ():
            default.of_nobody, default.apart = True, below_blank
            default.unless = bool(provisos.inside(parsed.tokens))

    def index(self, drafts: list[Draft], *, stars: bool, bodies: bool) -> None:
        """Sorts the defaults by body. A starred line is a footnote only if dates have `stars`, and
        a body's name is no limit unless there are several `bodies`, or the meetings are another's."""
        if not self.listed:
            return
        weekly.part(self.listed, drafts)
        self.of_some = any(default.scope != EVERYBODYS for default in self.listed)
        self.listed = scopes.settle(self.listed, drafts)
        self._close_sections(drafts)
        self._open_page(drafts)
        self._close_page(drafts)
        self._records, self.listed, self.unsure = own_hours.of(self.listed, drafts)
        first = {draft.section: draft.line for draft in reversed(drafts)}
        self._filled = frozenset(first)
        for default in self.listed:
            default.heads = first.get(default.section, 0) > default.line
        named = {draft.body for draft in drafts if draft.body}
        self._names = frozenset(map(inflections.stem, named))
        all_named = all(draft.body for draft in drafts)
        names = {inflections.fold(name).removesuffix("s"): name for name in sorted(named, key=len)}
        codes = {draft.code for draft in drafts}
        self._mixed = not named and differ_by_body(self.listed)
        for default in self.listed:
            if not stars:
                default.stars = 0
            if default.code not in codes:
                default.code = None
            opened = _opened_by(default, names) or committees.said_of(default.opening)
            default.body = opened or _written_out(default, named) or default.body
            letters = self.letters.get(inflections.stem(default.body or ""))
            default.body = letters if letters in named else default.body
            default.body = _spelt_out(default.body or "", named) or default.body
            body = "" if default.stars else default.body or ""
            if (not bodies and not (all_named and len(named) == 1)) or (
                not bodies and naming.alike(body, *named)
            ):
                body = ""
            self._by_body.setdefault(inflections.stem(body), _Group(body)).add(default)

    def _close_sections(self, drafts: list[Draft]) -> None:
        """What is said of a body right below days of its own, and heads no others, is of the section they are in."""
        filled = {draft.section for draft in drafts}
        lines = [draft.line for draft in drafts]
        for default in self.listed if lines == sorted(lines) else ():
            at = bisect_right(lines, default.line)
            if at and default.body and default.section not in filled:
                above = drafts[at - 1]
                if above.body and naming.alike(above.body, default.body):
                    default.section = above.section

    def _open_page(self, drafts: list[Draft]) -> None:
        """What is said below the title, before any days, is of all bodies where the title's is none of those that
        have days."""
        held = {draft.body for draft in drafts if draft.body}
        first = min((draft.line for draft in drafts), default=0)
        for default in self.listed if held else ():
            opens = default.body and default.of_nobody and default.line < first
            if opens and committees.is_title(default.body or "", held):
                default.body = None

    def _close_page(self, drafts: list[Draft]) -> None:
        """The one hour of the text, which a blank line parts from lists that have none inside, or that holds but for
        what single days say, is of them all, unless blank lines stand everywhere."""
        told = [default for default in self.listed if default.time]
        if len(told) != 1:
            return
        closed = self.tight and not any(draft.time for draft in drafts)
        if not closed and not told[0].unless:
            return
        if told[0].apart and told[0].line > max((draft.line for draft in drafts), default=0):
            told[0].body = told[0].unnamed = None

    def whose_alone(self, drafts: list[Draft], named: set[str]) -> None:
        """Gives days with a star to the body that alone meets then: "* endast arbetsutskottet, kl. 8.30"."""
        only = {d.stars: d.body for d in self.listed if d.alone_there and d.body}
        for draft in drafts if only else ():
            if name := only.get(draft.item.stars):
                draft.body = name
                named.add(name)

    def times_for(self, draft: Draft) -> tuple[TimeItem | None, TimeItem | None]:
        """Start and end by default: the body's own first, then everybody's; nearest before first."""
        if record := self._records.get(draft.line):
            return record.time, record.end_time
        found = self._found_for(draft)
        if found is None:
            return None, None
        kind = _kind_of(draft, found)
        return (kind.start, kind.end) if kind else (found.time, found.end_time)

    def _found_for(self, draft: Draft) -> Default | None:
        if not self.listed:
            return None
        found = (group.for_hours(draft) for group in self._groups(draft.body))
        return next(filter(None, found), None)

    def told_otherwise(self, draft: Draft) -> Default | None:
        """What a sentence says of this meeting alone, or of its month's, where its own line tells another hour."""
        if draft.time is None or draft.in_sentence:
            return None
        start = draft.item.start
        for said in self.listed:
            of_month = len(said.months) == 1 and start.month in said.months and not said.days
            of_day = (start.month, start.day) in said.days and said.scope != EVERYBODYS
            of_it = (of_month or of_day) and said.body in (None, draft.body)
            hour = said.time.start if said.time else None
            if of_it and hour and hour != draft.time.start and said.section == draft.section:
                return said
        return None

    def is_of_no_kind(self, draft: Draft) -> bool:
        """Several kinds of meetings have hours of their own, and nothing tells of which this one is."""
        found = self._found_for(draft)
        if draft.unsaid and (found is None or found.body):
            return True
        if found is None and self.of_some:
            return True
        if found is None or self._mixed:
            return found is not None
        if found.unsure and not found.days:
            return True
        return bool(found.kinds) and not (found.otherwise or _kind_of(draft, found))

    def noted_for(self, draft: Draft) -> tuple[TimeItem | None, TimeItem | None]:
        """Start and end that a footnote gives a date with as many stars."""
        for group in self._groups(draft.body):
            if noted := group.hours.get(("stars", draft.item.stars)):
                below = next((d for d in noted if d.line > draft.line), noted[-1])
                return below.time, below.end_time
        return None, None

    def weekday_for(self, draft: Draft) -> int | None:
        for group in self._groups(draft.body):
            # "Onsdagar kl. 17", with no day below it before the year's heading, is said of all that follows.
            for_all = (
                d for at, said in group.weekdays.items() if at not in self._filled for d in said
            )
            said = group.weekdays.get(draft.section, [])
            if found := _before(said, draft.line) or _before(list(for_all), draft.line):
                return found.weekday
        return None

    def _groups(self, body: str | None) -> list[_Group]:
        """The defaults that can hold for a body: its own, and everybody's."""
        groups = self._found.get(body) if self.listed else []
        if groups is None:
            groups = self._found[body] = self._find(body)
        return groups

    def _find(self, body: str | None) -> list[_Group]:
        everybody = self._by_body.get("")
        own = self._by_body.get(inflections.stem(body)) if body else None
        if body and (own is None or not own.hours):
            # A heading's weekday, "KS arbetsutskott (tisdagar)", says nothing of the hour.
            alike = self._alike(body) or self._by_body.get(
                inflections.stem(committees.of_body(body) or "")
            )
            if alike is None and own is None and (first := self._first_of_joint(body)):
                return self._groups(first)
            return [group for group in (own, alike, everybody) if group]
        return [group for group in (own, everybody) if group]

    def _alike(self, body: str) -> _Group | None:
        """What is said of the body by a part of its name: "Nämnden" is the body whose name ends so, and "City Council"
        the column "Council"."""
        found = [
            group
            for stem, group in self._by_body.items()
            if group.body
            and stem != inflections.stem(body)
            and (naming.alike(group.body, body) or naming.begins(body, group.body))
        ]
        return found[0] if len(found) == 1 else None

    def _first_of_joint(self, body: str) -> str | None:
        """The body of the list that meets together with another: "Town Council" of "Town Council and Planning"."""
        words = body.split()
        at = next((n for n, word in enumerate(words) if word.casefold() in AND), 0)
        first = " ".join(words[:at])
        return first if inflections.stem(first) in self._names else None
