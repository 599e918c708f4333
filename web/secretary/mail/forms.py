"""What the list of mail is narrowed to, as the address says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from scheduler.notices import listing
from scheduler.notices.listing import NoticeLine, NoticeState

_YEARS = range(1990, 2200)
_HIGHEST = 2**31


@dataclass(frozen=True, slots=True)
class MailFilter:
    """`year` 0: lately and to come. A meeting's number, a state and a person's id; empty where all are meant."""

    year: int = 0
    meeting: int = 0
    state: NoticeState | None = None
    person: int = 0

    @property
    def is_on(self) -> bool:
        return bool(self.meeting or self.state or self.person)

    def chosen_lines(self, lines: Iterable[NoticeLine], now: datetime) -> list[NoticeLine]:
        """Those it lets through; where one person is meant, as the mail concerns that person."""
        chosen = (self._narrow(line, now) for line in lines)
        return [line for line in chosen if line]

    def _narrow(self, line: NoticeLine, now: datetime) -> NoticeLine | None:
        if self.meeting and (line.meeting is None or line.meeting.number != self.meeting):
            return None
        narrowed = listing.narrow_to_person(line, self.person) if self.person else line
        if narrowed and self.state and narrowed.state_at(now) is not self.state:
            return None
        return narrowed


def read_filter(asked: Mapping[str, str]) -> MailFilter:
    """What no mail could be is not asked for: an address is typed and copied by people."""
    state, year = asked.get("state", ""), _number(asked, "year")
    return MailFilter(
        year=year if year in _YEARS else 0,
        meeting=_number(asked, "meeting"),
        state=NoticeState(state) if state in tuple(NoticeState) else None,
        person=_number(asked, "person"),
    )


def _number(asked: Mapping[str, str], name: str) -> int:
    text = asked.get(name, "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 11 else 0
    return number if number < _HIGHEST else 0
