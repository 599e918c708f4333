"""Headings that name a body by their place alone: "Gruppledarna" over dates, beside "Kommunstyrelsen"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from scheduler.years.recognise import bodies
from scheduler.years.recognise.defaults import Default
from scheduler.years.recognise.drafts import Draft
from scheduler.years.recognise.items import Parsed
from scheduler.years.recognise.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.words import Role, listed

MOST_WORDS, LONGEST_LABEL = 5, 8
LONGEST = 60
# A later heading without a known word may be about days of the body above it; beside several bodies
# it is one more.
FEWEST_BODIES, FEWEST_DATES = 2, 2
FEWEST_TIMES, MOST_OF_ALL = 2, 0.6
NAMING = (Role.AND | Role.BODY).value
ALLOWED = (Role.AND | Role.IN).value
JOINTS = frozenset("-,&/:")
# Inside a name: "Friends of the Library".
LEADING_ON = bodies.PREPOSITIONS | listed("the der die das den")


@dataclass(slots=True)
class Sections:
    """The last such heading, and where it stood among the meetings."""

    name: str | None = None
    at: int = -1
    opened: bool = False
    # The head of the table right below such a heading.
    heads: dict[str, str] = field(default_factory=dict)

    def heading(self, text: str, tokens: list[Token], at: int) -> None:
        """Takes note of a line that may be such a heading. `at`: how many meetings stand above."""
        self.name, self.opened = _name(text, tokens), False
        self.at = at

    def ends(self) -> None:
        """A body's heading has come."""
        self.name = None

    def above(self, head: str, at: int) -> None:
        """Takes in the head of a table; the heading may stand right above it."""
        if self.name is not None and at == self.at:
            self.heads[self.name] = " ".join(head.split())

    def place(self, draft: Draft, at: int) -> None:
        """Takes in a meeting; the heading must stand right above the first of its section."""
        if self.name is None or not (self.opened or at == self.at):
            return
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
        name = _name(parsed.text[: parsed.tokens[at].start], parsed.tokens[:at])
        for draft in drafts if name and first - at <= 3 else ():
            draft.label = name

    def cover(self, defaults: list[Default], body: str | None) -> list[Default]:
        """The same defaults; those of the section, whose `body` stands above, may be of such a heading."""
        for default in defaults if self.name is not None else ():
            default.unnamed = self.name if default.body == body else None
        return defaults

    def settle(self, drafts: list[Draft], defaults: list[Default], named: set[str]) -> None:
        """Makes bodies of such headings, for the meetings and for what is said of them all."""
        self._name(drafts, named)
        told = {draft.unnamed for draft in drafts if draft.unnamed and draft.body == draft.unnamed}
        for default in defaults if told else ():
            default.body = default.unnamed if default.unnamed in told else default.body

    def _name(self, drafts: list[Draft], named: set[str]) -> None:
        """Where every other meeting stands under a body's heading, or each has a table below it with
        the same head as the others, such headings are bodies."""
        if _are_labelled_lists(drafts):
            for draft in drafts:
                draft.body = draft.label
                named.add(draft.label or "")
        for draft in _repeated(drafts):
            draft.body = draft.front
            named.add(draft.front or "")
        if not any(draft.unnamed for draft in drafts):
            return
        if self._are_alike(drafts):
            for draft in drafts:
                draft.body = draft.heading_body = draft.unnamed
                named.add(draft.unnamed or "")
            return
        known = {d.heading_body for d in drafts if d.heading_body and not d.unnamed}
        if not known or not all(d.unnamed or d.heading_body for d in drafts):
            return
        for draft in drafts:
            first = draft.heading_body is None
            if draft.unnamed and not draft.labelled and (first or len(known) >= FEWEST_BODIES):
                draft.body = draft.heading_body = draft.unnamed
                named.add(draft.unnamed)

    def _are_alike(self, drafts: list[Draft]) -> bool:
        """Each meeting is of a table, all of them have the same head, and nothing else names a body."""
        names = {draft.unnamed for draft in drafts}
        heads = {self.heads.get(name or "") for name in names}
        told = any(draft.body for draft in drafts)
        return len(names) >= FEWEST_BODIES and len(heads) == 1 and None not in heads and not told


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
    last = first
    while last < min(len(tokens), first + MOST_WORDS) and not covered[last]:
        plain = tokens[last].kind is WORD and not tokens[last].sense.roles & ~NAMING
        if not plain and tokens[last].low != "&":
            break
        last += 1
    closed = last == len(tokens) or covered[last] or tokens[last].low in ("-", ",", "(")
    closed = closed or bool(tokens[last].sense.roles & Role.CANCEL.value)
    if last == first or not closed or not tokens[first].text[:1].isupper():
        return
    draft.front = " ".join(parsed.text[tokens[first].start : tokens[last - 1].end].split())
    draft.front_is_body = bodies.is_head(tokens[last - 1])


def _repeated(drafts: list[Draft]) -> list[Draft]:
    """The meetings whose words before the day come again and again, as names of bodies in a calendar do:
    nearly all of them, several different ones, and one of them surely a body."""
    led = [draft for draft in drafts if draft.front]
    if not led:
        return []
    fronts = Counter(draft.front for draft in led)
    again = [draft for draft in led if fronts[draft.front] >= FEWEST_TIMES]
    several = len({d.front for d in again}) > 1 and any(d.front_is_body for d in again)
    return again if several and len(again) > MOST_OF_ALL * len(drafts) else []


def _are_labelled_lists(drafts: list[Draft]) -> bool:
    """Every line is a list of dates behind a name of its own."""
    if not drafts or not all(draft.label and not draft.body for draft in drafts):
        return False
    lines = {draft.line: draft.label for draft in drafts}
    return len(lines) > 1 and len(set(lines.values())) == len(lines)


def _name(text: str, tokens: list[Token]) -> str | None:
    """The line as a name, when it is short, begins with a capital and says nothing of its own."""
    if len(text) > LONGEST or len(tokens) > 3 * MOST_WORDS:
        return None
    words = [t for t in tokens if t.kind is WORD]
    if not 0 < len(words) <= MOST_WORDS or not words[0].text[:1].isupper():
        return None
    for token in tokens:
        plain = token.kind is WORD and not token.sense.roles & ~ALLOWED and not token.sense.month
        joins = token.low in JOINTS or (token.low in LEADING_ON and token is not words[0])
        if not plain and not joins:
            return None
    return " ".join(text[words[0].start : words[-1].end].split())
