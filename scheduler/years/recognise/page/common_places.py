"""Where the meetings are that do not say it themselves: "Plats: Rådhuset" above them all, or below each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from scheduler.years.recognise.line import common_place, kinds, naming, places, where, whose
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.runs import tokenise
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role

ALL = Role.ALL.value
FEWEST_RECORDS, BELOW = 2, 4


class Said(NamedTuple):
    """A place that a line tells; `body` None: of everybody's meetings."""

    line: int
    section: int
    body: str | None
    place: str
    # A blank line parts it from the days above, and it names nobody; nothing else stands on its line.
    apart: bool = False
    alone: bool = False
    # The words for the kind of meetings that it is said of, as stems.
    kind: frozenset[str] = frozenset()


@dataclass(slots=True)
class Places:
    """The places that lines without days tell, to be given to the meetings."""

    listed: list[Said] = field(default_factory=list)
    # A blank line stands between here and the last day.
    apart: bool = False

    def hear(self, parsed: Parsed, said: tuple[int, int, str | None], *, hours: bool) -> bool:
        """Takes note of what a line tells; `said`: its number, section and body; `hours`: it tells hours too. Whether
        it tells a place."""
        line, section, body = said
        above = len(self.listed)
        for part, found in common_place.told(parsed, hours=hours):
            named = {name for _, name in whose.subjects(part)}
            if len(named) > 1 and len(found) > 1:
                continue  # "Nämnden möts i Rådhuset och utskottet i Kvarnhuset"
            whom: set[str | None] = {*named} or {None if part.roles & ALL else body}
            kind = frozenset() if named else kinds.of_subject(part)
            self.listed += [
                Said(line, section, name, found[0], self.apart and not named, kind=kind)
                for name in whom
            ]
        if above == len(self.listed) and not parsed.items:
            self.stands(parsed.text, parsed.tokens, said)
        return len(self.listed) > above

    def stands(self, text: str, tokens: list[Token], said: tuple[int, int, str | None]) -> None:
        """Takes note of a line that is the name of a place and nothing else."""
        place = places.of_remark(tokens, text) if places.may_have_house(text) else None
        if place and place == text.strip():
            line, section, body = said
            self.listed.append(Said(line, section, body, place, alone=True))

    def give(self, drafts: list[Draft], words: Lexicon, *, bodies: bool) -> None:
        """Gives each meeting that tells no place that of its own line, of its section, or of all. `bodies`: the text
        has several, and what is said of one is said of that alone."""
        for draft in drafts:
            if draft.note and not draft.place and places.may_have_house(draft.note):
                draft.place = places.of_remark(tokenise(draft.note, words), draft.note)
        if not self.listed or not drafts:
            return
        lines = sorted({draft.line for draft in drafts})
        own = self._own(lines)
        if own is None:
            self.listed = [_settled(said, lines[-1]) for said in self.listed if not said.alone]
        for draft in drafts:
            if draft.place or draft.cancelled or _is_elsewhere((draft.note or "").split()):
                continue
            if own is not None:
                draft.place = own.get(draft.line)
            elif said := self._said_of(draft, bodies=bodies):
                draft.place = said.place

    def _own(self, lines: list[int]) -> dict[int, str] | None:
        """The places by the line of the day right above each, where every day has one or they are records: "Datum: …",
        "Tid: …", "Plats: …". None where they are said of many."""
        if len(self.listed) < FEWEST_RECORDS or self.listed[0].line < lines[0]:
            return None
        own: dict[int, str] = {}
        for said in self.listed:
            above = bisect_left(lines, said.line) - 1
            if above >= 0 and said.line - lines[above] <= BELOW:
                own.setdefault(lines[above], said.place)
        return own if len(own) == len(self.listed) else None

    def _said_of(self, draft: Draft, *, bodies: bool) -> Said | None:
        """What is said in its section, else of everybody; before it rather than behind."""
        fitting = [s for s in self.listed if not (bodies and s.body) or _is_of(s, draft)]
        here = [said for said in fitting if said.section == draft.section]
        told = _of_kind(here or fitting, draft)
        at = bisect_right([said.line for said in told], draft.line)
        return next(iter((told[:at] or told[:1])[-1:]), None)


def _of_kind(listed: list[Said], draft: Draft) -> list[Said]:
    """Those of the meeting's kind, where several kinds have places of their own."""
    if len({said.kind for said in listed if said.kind}) < FEWEST_RECORDS:
        return listed
    stems = kinds.stems_of(draft.note, draft.below, draft.body)
    return [said for said in listed if said.kind and said.kind <= stems]


def _settled(said: Said, last_day: int) -> Said:
    """What stands below all days, behind a blank line, is said of everybody's."""
    return said._replace(body=None, section=-1) if said.apart and said.line > last_day else said


def _is_of(said: Said, draft: Draft) -> bool:
    return bool(draft.body and said.body and naming.alike(said.body, draft.body))


def _is_elsewhere(words: list[str]) -> bool:
    """A remark tells that it is held somewhere else, or that the place is open: "via Teams", "møtested avklares"."""
    lows = {low for word in words for low in word.casefold().strip(".,;()").split("-")}
    return not lows.isdisjoint(where.AT_A_DISTANCE | where.PROGRAMS | places.LABELS | places.HOUSES)
