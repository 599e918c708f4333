"""Where the meetings are that do not say it themselves: "Plats: Rådhuset" above them all, or below each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from scheduler.years.recognise.line import (
    committees,
    common_place,
    inflections,
    kinds,
    naming,
    places,
    said_of,
    scoped_places,
    where,
    whose,
)
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.line.said_for import EVERYBODYS, Scope
from scheduler.years.recognise.page import among
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.lexicon import Lexicon
from scheduler.years.recognise.text.runs import tokenise
from scheduler.years.recognise.text.tokens import Token
from scheduler.years.recognise.text.words import Role, listed

ALL = Role.ALL.value
FEWEST_RECORDS, BELOW = 2, 4
LEADS = small.AT | listed("via")
# No list is in more places than this; a bound keeps a long text quick.
MOST = 100


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
    # The days, each a month and a day in it, of which alone it is said.
    days: frozenset[tuple[int, int]] = frozenset()
    # Only of days with as many footnote stars.
    stars: int = 0
    # The meetings of the list of which alone it is said.
    scope: Scope = EVERYBODYS
    # Days of its section stand below it.
    heads: bool = False
    # A heading above it that may be a body's name, though no word of it says so.
    unnamed: str | None = None
    # It names nobody itself: its body is that of the heading above.
    headed: bool = False


@dataclass(slots=True)
class Places:
    """The places that lines without days tell, to be given to the meetings."""

    listed: list[Said] = field(default_factory=list)
    # A blank line stands between here and the last day; the last heading that may be a body's name.
    apart: bool = False
    unnamed: str | None = None

    def hear(self, parsed: Parsed, said: tuple[int, int, str | None], *, hours: bool) -> bool:
        """Takes note of what a line tells; `said`: its number, section and body; `hours`: it tells hours too. Whether
        it tells a place."""
        line, section, body = said
        above = len(self.listed)
        if by_scope := scoped_places.of_line(parsed):
            self.listed += [
                Said(line, section, body, place, headed=True, scope=scope)
                for scope, place in by_scope
            ]
            return True
        for part, found, days in common_place.told(parsed, hours=hours):
            named = {name for _, name in whose.subjects(part)}
            if len(named) > 1 and len(found) > 1:
                continue  # "Nämnden möts i Rådhuset och utskottet i Kvarnhuset"
            if len(named) > 1 and any(
                inflections.fold(found[0]).endswith(n.casefold()) for n in named
            ):
                continue  # "The Tree Board meets at 1 pm, the Neighbourhood Forum at 3 pm"
            stars = said_of.stars(parsed.tokens) or said_of.stars_of(part.tokens)
            place = Said(line, section, None, found[0], days=days, stars=stars)
            if named:
                self.listed += [place._replace(body=name) for name in named]
                continue
            whom = None if part.roles & ALL else body
            place = place._replace(body=whom, apart=self.apart, kind=kinds.of_subject(part))
            self.listed.append(place._replace(unnamed=self.unnamed, headed=True))
        if above == len(self.listed) and not parsed.items:
            self.stands(parsed.text, parsed.tokens, said)
        return len(self.listed) > above

    def stands(self, text: str, tokens: list[Token], said: tuple[int, int, str | None]) -> None:
        """Takes note of a line that is the name of a place and nothing else."""
        place = places.of_remark(tokens, text) if places.may_have_place(text) else None
        if place and place == text.strip():
            line, section, body = said
            self.listed.append(Said(line, section, body, place, alone=True))

    def give(
        self, drafts: list[Draft], words: Lexicon, letters: dict[str, str], *, bodies: bool
    ) -> None:
        """Gives each meeting that tells no place that of its own line, of its section, or of all. `bodies`: the text
        has several, and what is said of one is said of that alone."""
        for draft in drafts:
            if draft.note and not draft.place and places.may_have_place(draft.note):
                draft.place = places.of_remark(tokenise(draft.note, words), draft.note)
            if draft.place and draft.note and _says_no_more(draft.note, draft.place):
                draft.note = None
        _share(drafts)
        if not self.listed or not drafts:
            return
        lines = sorted({draft.line for draft in drafts})
        self._open_page(drafts, lines[0])
        own = self._own(lines)
        if own is None:
            self._settle(drafts, lines[-1])
        open_ones = [d for d in drafts if not (d.place or d.cancelled or _is_elsewhere(d))]
        for draft in open_ones:
            if own is not None:
                draft.place = own.get(draft.line)
            elif said := self._said_of(draft, letters if bodies else None):
                draft.place = said.place

    def _settle(self, drafts: list[Draft], last_day: int) -> None:
        """Tells, now that all days are known, of whose meetings each place is said."""
        ends = {draft.section: draft.line for draft in drafts}
        held = {draft.body for draft in drafts}
        settled: list[Said] = []
        for said in self.listed[:MOST]:
            if said.scope != EVERYBODYS:
                said = said._replace(days=among.days(said.scope, said.section, drafts))
                settled += [said] if said.days else []
                continue
            body = said.unnamed if said.unnamed in held else None
            if said.apart and said.line > last_day:
                # Below all days, behind a blank line: of everybody's.
                settled.append(said._replace(body=None, section=-1))
            elif not said.alone:
                heads = ends.get(said.section, 0) > said.line
                settled.append(said._replace(body=body or said.body, heads=heads))
        self.listed = settled

    def _open_page(self, drafts: list[Draft], first: int) -> None:
        """What is said below the title, before any days, is of all bodies where the title's is none of those that
        have days."""
        held = {draft.body for draft in drafts if draft.body}
        for n, said in enumerate(self.listed[:MOST] if held else ()):
            opens = said.body and said.headed and said.line < first
            if opens and committees.is_title(said.body or "", held):
                self.listed[n] = said._replace(body=None)

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
        return own if len(own) == len(self.listed) and 2 * len(own) >= len(lines) else None

    def _said_of(self, draft: Draft, letters: dict[str, str] | None) -> Said | None:
        """What is said of its day, in its section, else of everybody; before it rather than behind. `letters`: of each
        body by its name, where there are several."""
        start = draft.item.start
        of_day = [s for s in self.listed if (start.month, start.day) in s.days]
        fewest = min((len(s.days) for s in of_day), default=0)
        for told in (
            # What is said of the last alone is stronger than what is said of all on Tuesdays.
            [s for s in of_day if len(s.days) == fewest],
            [s for s in self.listed if s.stars and s.stars == draft.item.stars],
            [s for s in self.listed if not (s.days or s.stars)],
        ):
            fitting = [s for s in told if letters is None or _is_of(s, draft, letters)]
            here = [said for said in fitting if said.section == draft.section]
            held = _of_kind(here or fitting, draft)
            at = bisect_right([said.line for said in held], draft.line)
            below = [said for said in held[at:] if not said.heads or said.section == draft.section]
            if found := held[:at][-1:] or below[:1]:
                return found[0]
        return None


def _of_kind(listed: list[Said], draft: Draft) -> list[Said]:
    """Those of the meeting's kind, where several kinds have places of their own."""
    if len({said.kind for said in listed if said.kind}) < FEWEST_RECORDS:
        return listed
    stems = kinds.stems_of(draft.note, draft.below, draft.body)
    return [said for said in listed if said.kind and said.kind <= stems]


def _is_of(said: Said, draft: Draft, letters: dict[str, str]) -> bool:
    """It is said of everybody, or of the meeting's body, however that is called."""
    if not (said.body and draft.body):
        return not said.body
    return draft.body == letters.get(inflections.stem(said.body)) or naming.alike(
        said.body, draft.body
    )


def _is_elsewhere(draft: Draft) -> bool:
    """A remark tells that it is held somewhere else, or that the place is open: "møtested avklares"."""
    words = (draft.note or "").casefold().split()
    lows = {low for word in words for low in word.strip(".,;()").split("-")}
    return not lows.isdisjoint(where.AT_A_DISTANCE | where.PROGRAMS | places.LABELS | places.HOUSES)


def _share(drafts: list[Draft]) -> None:
    """The place behind a list of days and the hour of all is that of all: "9 feb, 13 apr och 8 jun kl. 15, Folkets
    hus"."""
    for draft, after in reversed(list(pairwise(drafts))):
        one = draft.line == after.line and draft.time is not None and draft.time is after.time
        if one and draft.time and draft.time.first > after.item.first:
            draft.place = draft.place or after.place


def _says_no_more(note: str, place: str) -> bool:
    """The remark is the place and the preposition before it: "i Rådhuset"."""
    led, _, rest = note.partition(" ")
    return note == place or (rest == place and led.casefold() in LEADS)
