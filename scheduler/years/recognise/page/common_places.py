"""Where the meetings are that do not say it themselves: "Plats: Rådhuset" above them all, or below each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from scheduler.years.recognise.line import naming, places, where, whose
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.runs import tokenise
from scheduler.years.recognise.text.words import Role

ALL = Role.ALL.value
FEWEST_RECORDS, BELOW = 2, 4


class Said(NamedTuple):
    """A place that a line tells; `body` None: of everybody's meetings."""

    line: int
    section: int
    body: str | None
    place: str


@dataclass(slots=True)
class Places:
    """The places that lines without days tell, to be given to the meetings."""

    listed: list[Said] = field(default_factory=list)

    def hear(self, parsed: Parsed, said: tuple[int, int, str | None], *, hours: bool) -> bool:
        """Takes note of what a line tells; `said`: its number, section and body; `hours`: it tells hours too. Whether
        it tells a place."""
        place = places.of_all(parsed, hours=hours)
        if place is None:
            return False
        line, section, body = said
        named = {name for _, name in whose.subjects(parsed)}
        if len(named) > 1:
            return False
        body = None if parsed.said & ALL and not named else named.pop() if named else body
        self.listed.append(Said(line, section, body, place))
        return True

    def give(self, drafts: list[Draft], words: Lexicon, *, bodies: bool) -> None:
        """Gives each meeting that tells no place that of its own line, of its section, or of all. `bodies`: the text
        has several, and what is said of one is said of that alone."""
        for draft in drafts:
            if draft.note and not draft.place and places.may_end_in_house(draft.note):
                draft.place = places.of_remark(tokenise(draft.note, words), draft.note)
        if not self.listed or not drafts:
            return
        lines = sorted({draft.line for draft in drafts})
        own = self._own(lines)
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
        told = here or fitting
        at = bisect_right([said.line for said in told], draft.line)
        return next(iter((told[:at] or told[:1])[-1:]), None)


def _is_of(said: Said, draft: Draft) -> bool:
    return bool(draft.body and said.body and naming.alike(said.body, draft.body))


def _is_elsewhere(words: list[str]) -> bool:
    """A remark tells that it is held somewhere else, or that the place is open: "via Teams", "møtested avklares"."""
    lows = {word.casefold().strip(".,;()") for word in words}
    return not lows.isdisjoint(where.AT_A_DISTANCE | where.PROGRAMS | places.LABELS | places.HOUSES)
