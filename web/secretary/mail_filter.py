"""Which of the list of mail is shown: about one meeting, in one state, to one person; as the address says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from scheduler.councils.rows import Member
from scheduler.language import Language, sort_key
from scheduler.meetings.rows import Meeting
from scheduler.notices import listing
from scheduler.notices.listing import NoticeLine, NoticeState
from web.secretary.member_words import Option
from web.secretary.words import STATE_WORDS, shown_state

_YEARS = range(1990, 2200)
_HIGHEST = 2**31
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Filter:
    """`year` 0: lately and to come. A meeting's number, a state and a person's id; empty where all are meant."""

    year: int = 0
    meeting: int = 0
    state: NoticeState | None = None
    person: int = 0

    @property
    def is_on(self) -> bool:
        return bool(self.meeting or self.state or self.person)

    def of(self, lines: Iterable[NoticeLine], now: datetime) -> list[NoticeLine]:
        """Those it lets through; where one person is meant, as the mail concerns that person."""
        return [found for line in lines if (found := self._fit(line, now))]

    def _fit(self, line: NoticeLine, now: datetime) -> NoticeLine | None:
        if self.meeting and (line.meeting is None or line.meeting.number != self.meeting):
            return None
        found = listing.narrow_to_person(line, self.person) if self.person else line
        if found and self.state and shown_state(found, now) is not self.state:
            return None
        return found

    def query(self) -> dict[str, object]:
        """Of an address that keeps it."""
        parts = {
            "year": self.year,
            "meeting": self.meeting,
            "state": self.state,
            "person": self.person,
        }
        return {name: value for name, value in parts.items() if value}

    def of_year(self, year: int) -> Filter:
        """The same of another year, which has other meetings. 0: lately and to come."""
        return replace(self, year=year, meeting=0)


@dataclass(frozen=True, slots=True)
class FilterForm:
    """What there is to choose from; `told` is how many are shown, `everything` leads to all of them."""

    meetings: list[Option]
    states: list[Option]
    people: list[Option]
    told: str
    everything: dict[str, object]
    is_on: bool


def read(asked: Mapping[str, str]) -> Filter:
    """What no mail could be is not asked for: an address is typed and copied by people."""
    state = asked.get("state", "")
    year = _number(asked, "year")
    return Filter(
        year=year if year in _YEARS else 0,
        meeting=_number(asked, "meeting"),
        state=NoticeState(state) if state in tuple(NoticeState) else None,
        person=_number(asked, "person"),
    )


def form(
    asked: Filter,
    lines: Sequence[NoticeLine],
    held: Iterable[Meeting],
    terms: Iterable[Member],
    says: Language,
    *,
    shown: int,
) -> FilterForm:
    """`lines` are all of the time, of which `shown` are let through. A person whom none of them goes to can be chosen
    too.
    """
    people = {term.person_id: term.person.name for term in terms}
    for line in lines:
        for to in line.audience:
            people.setdefault(to.person_id, to.name or to.email)
    meetings = [(m.number, says.short(m.starts.date)) for m in held]
    states = [(state, says(STATE_WORDS[state][0])) for state in NoticeState]
    return FilterForm(
        meetings=_options(says("All meetings"), meetings, asked.meeting),
        states=_options(says("All states"), states, asked.state),
        people=_options(
            says("Everyone"),
            sorted(people.items(), key=lambda one: sort_key(one[1])),
            asked.person,
        ),
        told=says("Shows %(n)s of %(all)s mails.", n=shown, all=len(lines)),
        everything=Filter(year=asked.year).query(),
        is_on=asked.is_on,
    )


def _options(every: str, known: Iterable[tuple[T, str]], chosen: T | None) -> list[Option]:
    return [
        Option("", every, not chosen),
        *(Option(str(value), name, value == chosen) for value, name in known),
    ]


def _number(asked: Mapping[str, str], name: str) -> int:
    text = asked.get(name, "")
    found = int(text) if text.isascii() and text.isdecimal() and len(text) < 11 else 0
    return found if found < _HIGHEST else 0
