"""Headings that name a body by their place alone: "Gruppledarna" over dates, beside "Kommunstyrelsen"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from scheduler.years.recognise.line import bodies
from scheduler.years.recognise.line.defaults import Default
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.page import unmarked
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role

MOST_WORDS, LONGEST_LABEL = 5, 8
# A later heading without a known word may be about days of the body above it; beside several bodies
# it is one more.
FEWEST_BODIES, FEWEST_DATES = 2, 2
FEWEST_TIMES, MOST_OF_ALL = 2, 0.6
NAMING = (Role.AND | Role.BODY | Role.GENERIC).value
JOINTS = frozenset("-,&/:")
# What ends a name behind the day: a remark follows, or a footnote's star.
CLOSING = frozenset("-,(*")
GLUED = frozenset("'’/")


@dataclass(slots=True)
class Sections:
    """The last such heading, and where it stood among the meetings."""

    name: str | None = None
    at: int = -1
    opened: bool = False
    # No blank line stands between here and the last such line; whether one stands right above; where a
    # body's heading stood.
    beside: bool = False
    below_blank: bool = True
    ended_at: int = -1
    # Whether a blank line stood above and below the last heading, how bodies' headings stood below dates, and such
    # headings; and the words for meetings in which bodies' headings end.
    stood: list[bool] = field(default_factory=lambda: [True, False])
    standing: set[tuple[bool, ...]] = field(default_factory=set)
    stands: dict[str, tuple[bool, ...]] = field(default_factory=dict)
    endings: set[str] = field(default_factory=set)
    # Such headings whose words alone do not tell that they are names, and how they end.
    unsure: dict[str, str] = field(default_factory=dict)
    # The head of the table right below such a heading.
    heads: dict[str, str] = field(default_factory=dict)

    def heading(self, text: str, tokens: list[Token], at: int, *, aim: bool = False) -> None:
        """Takes note of a line that may be such a heading. `at`: how many meetings stand above. A line right
        below a heading, with no meeting between, tells of it ("Demokratiforum", "Folkets hus"), and one that
        names nothing ends no section ("Extra möten")."""
        if at == self.ended_at or (self.name and self.beside and at == self.at):
            return
        if tokens[-1].low == ",":
            return  # "Hej,"
        if named := unmarked.heading(text, tokens, aim=aim):
            self.name, self.opened = named.text, False
            self.at, self.beside = at, True
            self.stood = [self.below_blank, False]
            if not named.sure:
                self.unsure[named.text] = last_word(tokens)

    def blank(self) -> None:
        """A blank line has come."""
        self.beside, self.below_blank = False, True
        self.stood[1] = True

    def ends(self, at: int, tokens: list[Token]) -> None:
        """A body's heading has come. `at`: how many meetings stand above."""
        self.name, self.ended_at = None, at
        self.stood = [self.below_blank, False]
        self.endings.add(last_word(tokens))

    def heads_section(self, at: int) -> str | None:
        """The last such heading, where no meeting stands between it and here."""
        return self.name if self.at == at else None

    def above(self, head: str, at: int) -> None:
        """Takes in the head of a table; the heading may stand right above it."""
        if self.name is not None and at == self.at:
            self.heads[self.name] = " ".join(head.split())

    def place(self, draft: Draft, at: int) -> None:
        """Takes in a meeting; the heading must stand right above the first of its section."""
        self.below_blank = False
        if self.name is None:
            if 0 < at == self.ended_at:
                self.standing.add(tuple(self.stood))
            return
        if self.opened or at == self.at:
            if not self.opened:
                self.stands[self.name] = tuple(self.stood)
            self.opened = True
            draft.unnamed = self.name

    @staticmethod
    def label(drafts: list[Draft], parsed: Parsed) -> None:
        """Takes a name before a colon that leads to the dates of a line: "Planning: 14 January, …"."""
        first = drafts[0].item.first
        if len(parsed.dates) == 1:
            _take_front(drafts[0], parsed)
            if drafts[0].front is None:
                _take_behind(drafts[0], parsed)
        if len(parsed.dates) < FEWEST_DATES or ":" not in parsed.lows:
            return
        at = next((n for n in range(min(first, LONGEST_LABEL)) if parsed.tokens[n].low == ":"), 0)
        name = unmarked.name(parsed.text[: parsed.tokens[at].start], parsed.tokens[:at])
        for draft in drafts if name and first - at <= 3 else ():
            draft.label = name

    def cover(self, defaults: list[Default], body: str | None) -> list[Default]:
        """The same defaults; those of the section, whose `body` stands above, may be of such a heading."""
        for default in defaults if self.name is not None else ():
            default.unnamed = self.name if default.body == body else None
        return defaults

    def settle(
        self, drafts: list[Draft], defaults: list[Default], named: set[str], marks: Marks
    ) -> None:
        """Makes bodies of such headings, for the meetings and for what is said of them all."""
        self._name(drafts, named, marks)
        told = {draft.unnamed for draft in drafts if draft.unnamed and draft.body == draft.unnamed}
        for default in defaults if told else ():
            default.body = default.unnamed if default.unnamed in told else default.body

    def _name(self, drafts: list[Draft], named: set[str], marks: Marks) -> None:
        """Where every other meeting stands under a body's heading, or each has a table below it with
        the same head as the others, or a list that goes over the same months again, such headings are bodies."""
        for draft in _labelled_lists(drafts):
            draft.body = draft.label
            named.add(draft.label or "")
        for draft in _repeated(drafts):
            draft.body = draft.front
            draft.note = _beyond(draft.note, draft.front or "")
            named.add(draft.front or "")
        if not any(draft.unnamed for draft in drafts):
            return
        if self._are_alike(drafts) or _go_round_again(drafts):
            for draft in drafts:
                draft.body = draft.heading_body = draft.unnamed
                named.add(draft.unnamed or "")
            return
        known = {d.heading_body for d in drafts if d.heading_body and not d.unnamed}
        whole = all(d.unnamed or d.heading_body for d in drafts)
        for name, section in groupby(drafts, key=lambda draft: draft.unnamed):
            below = [draft for draft in section if not draft.labelled] if name else []
            if known and name and below:
                several = len(known) >= FEWEST_BODIES
                self._take(name, below, named, marks, several=several, whole=whole)

    def _take(
        self,
        name: str,
        below: list[Draft],
        named: set[str],
        marks: Marks,
        *,
        several: bool,
        whole: bool,
    ) -> None:
        """Makes a body of one such heading, or asks whose its days are. Beside a single body an occasion or
        a single day may be that body's, unless the heading stands before it."""
        first = below[0].heading_body is None
        alike = len(below) >= FEWEST_DATES and not unmarked.is_occasion(name)
        sure = name not in self.unsure or self.unsure[name] in self.endings
        stands = self._stands(name)
        if whole and sure and stands and (first or several or alike):
            for draft in below:
                draft.body = draft.heading_body = name
            named.add(name)
        elif stands or sure:
            for draft in below:
                marks.doubt(draft.line, Reason.of("whose_days", part=name))

    def _stands(self, name: str) -> bool:
        """The heading stands as those of bodies do, or is set off with a blank line above it and none below."""
        stood = self.stands.get(name, (True, False))
        return stood == (True, False) or not self.standing or stood in self.standing

    def _are_alike(self, drafts: list[Draft]) -> bool:
        """Each meeting is of a table, all of them have the same head, and nothing else names a body."""
        names = {draft.unnamed for draft in drafts}
        heads = {self.heads.get(name or "") for name in names}
        told = any(draft.body for draft in drafts)
        return len(names) >= FEWEST_BODIES and len(heads) == 1 and None not in heads and not told


def last_word(tokens: list[Token]) -> str:
    """The word for meetings in which a heading ends, if any."""
    words = [t for t in tokens if t.kind is WORD]
    return words[-1].low if words and words[-1].sense.roles & Role.MEETING.value else ""


def _go_round_again(drafts: list[Draft]) -> bool:
    """Each meeting is below such a heading, and each list begins before the one above it has ended: they are of
    different bodies, and nothing else names one."""
    if any(draft.body or not draft.unnamed for draft in drafts):
        return False
    sections = [(name, list(below)) for name, below in groupby(drafts, key=lambda d: d.unnamed)]
    names = [name for name, _ in sections if name and not unmarked.is_occasion(name)]
    if len({*names}) < max(FEWEST_BODIES, len(sections)):
        return False
    if any(len(below) < FEWEST_DATES for _, below in sections):
        return False
    spans = [(min(map(_day, below)), max(map(_day, below))) for _, below in sections]
    return all(later[0] < above[1] and above[0] < later[1] for above, later in pairwise(spans))


def _day(draft: Draft) -> tuple[int, int, int, int]:
    """A day to be compared with others below the same year."""
    day = draft.item.start
    return day.year or 0, draft.heading, day.month, day.day


def _take_front(draft: Draft, parsed: Parsed) -> None:
    """Takes the words between the beginning of the line and its day: "Policy & Finance 15 January"."""
    tokens = parsed.tokens[: draft.item.first]
    while tokens and (tokens[-1].sense.weekday or tokens[-1].low in (",", ".", "-", "den")):
        tokens = tokens[:-1]
    while tokens and tokens[0].low in ("-", "•", "*"):
        tokens = tokens[1:]
    words = sum(t.kind is WORD for t in tokens)
    if not 0 < words <= MOST_WORDS or not tokens[0].text[:1].isupper():
        return
    if any(t.kind is NUMBER or (t.kind is not WORD and t.low not in JOINTS) for t in tokens):
        return
    draft.front = " ".join(parsed.text[tokens[0].start : tokens[-1].end].split())
    draft.front_is_body = any(map(bodies.is_head, tokens))


def _take_behind(draft: Draft, parsed: Parsed) -> None:
    """Takes the words right behind the day, up to a sign or an hour: "Mon 13 Jan - Planning - 18:30"."""
    tokens, covered = parsed.tokens, parsed.covered()
    first = draft.item.last
    while first < len(tokens) and tokens[first].low in ("-", ",", ":"):
        first += 1
    last = first + unmarked.meets_alone(tokens[first : first + MOST_WORDS])
    while last < min(len(tokens), first + MOST_WORDS) and not covered[last]:
        plain = tokens[last].kind is WORD and not tokens[last].sense.roles & ~NAMING
        # "Governors' Planning", "Standards/Outcomes"
        glued = tokens[last].low in GLUED and not tokens[last].gap
        if not plain and not glued and tokens[last].low != "&":
            break
        last += 1
    closed = last == len(tokens) or covered[last] or tokens[last].low in CLOSING
    closed = closed or bool(tokens[last].sense.roles & Role.CANCEL.value)
    said = tokens[first:last]
    if not said or not closed or not said[0].text[:1].isupper():
        return
    if all(t.sense.roles & Role.GENERIC.value and not bodies.is_head(t) for t in said):
        return  # "Plan", but "Plan och miljö"
    draft.front = " ".join(parsed.text[tokens[first].start : tokens[last - 1].end].split())
    draft.front_is_body = bodies.is_head(tokens[last - 1])


def _repeated(drafts: list[Draft]) -> list[Draft]:
    """The meetings whose words beside the day come again and again, as names of bodies in a calendar do:
    nearly all of them, several different ones, and one of them surely a body. Where bodies are named there by
    words that tell of none, a name that comes once is a body's too, unless it is an occasion's."""
    led = [draft for draft in drafts if draft.front]
    if not led:
        return []
    fronts = Counter(draft.front for draft in led)
    again = [draft for draft in led if fronts[draft.front] >= FEWEST_TIMES]
    several = len({d.front for d in again}) > 1 and any(d.front_is_body for d in again)
    if not several or len(again) <= MOST_OF_ALL * len(drafts):
        return []
    if all(draft.front_is_body for draft in again):
        return again
    return [
        draft
        for draft in led
        if fronts[draft.front] >= FEWEST_TIMES or not unmarked.is_occasion(draft.front or "")
    ]


def _beyond(note: str | None, name: str) -> str | None:
    """What a note says beside the name that it begins with: "Planning (new date)"."""
    if note is None or not note.startswith(name):
        return note
    rest = note.removeprefix(name).strip(" ,;:-–—*")
    return rest.removeprefix("(").removesuffix(")") or None


def _labelled_lists(drafts: list[Draft]) -> list[Draft]:
    """The meetings behind a name and a colon that no word marks as a body's, where every line is a list
    of dates behind a name of its own."""
    if not drafts or not all(draft.label or draft.labelled for draft in drafts):
        return []
    lines = {draft.line: draft.label or draft.body for draft in drafts}
    unknown = [draft for draft in drafts if not draft.labelled]
    return unknown if len(lines) > 1 and len(set(lines.values())) == len(lines) else []
