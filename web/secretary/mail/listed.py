"""The list of mail: what the address narrows it to, in the order of time, and what may be done about each."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from scheduler.clock import FIVE_MINUTES
from scheduler.councils.rows import Council
from scheduler.mail.rows import State
from scheduler.notices import listing
from scheduler.notices.kinds import UNPLANNED
from scheduler.notices.listing import PAUSED, ListedPerson, NoticeLine, NoticeState
from scheduler.notices.situation import BY_HAND
from web.transactions import MOST_NUMBER

_YEARS = range(1990, 2200)
NEAREST_GONE, NEAREST_COMING = 3, 6
"""Of the mail that has gone, and of what is to come, so many are shown without being asked for."""
_NEEDS_NOBODY = (NoticeState.PLANNED, NoticeState.SENT, NoticeState.SKIPPED)


class MailFilter(NamedTuple):
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


def read_filter(asked: MultiDict[str, str]) -> MailFilter:
    """What no mail could be is not asked for: an address is typed and copied by people."""
    state, year = asked.get("state", ""), _number(asked, "year")
    return MailFilter(
        year=year if year in _YEARS else 0,
        meeting=_number(asked, "meeting"),
        state=NoticeState(state) if state in tuple(NoticeState) else None,
        person=_number(asked, "person"),
    )


def _number(asked: MultiDict[str, str], name: str) -> int:
    number = asked.get(name, 0, type=int)
    return number if 0 < number <= MOST_NUMBER else 0


class Timeline(NamedTuple):
    """`past` and `coming` are what is nearest and what needs a person; `earlier` and `later` are folded away."""

    earlier: Sequence[NoticeLine]
    past: Sequence[NoticeLine]
    coming: Sequence[NoticeLine]
    later: Sequence[NoticeLine]


def make_timeline(mail: Sequence[NoticeLine], now: datetime, *, is_whole: bool) -> Timeline:
    """What has gone or should have, and what is to come; `is_whole` folds nothing away."""
    gone = [line for line in mail if line.due_at <= now]
    to_come = mail[len(gone) :]
    far, near = (0, len(mail)) if is_whole else (len(gone) - NEAREST_GONE, NEAREST_COMING)
    earlier = [line for line in gone[: max(far, 0)] if not _is_for_a_person(line, now)]
    later = [line for line in to_come[near:] if not _is_for_a_person(line, now)]
    return Timeline(
        earlier=earlier,
        past=[line for line in gone if line not in earlier],
        coming=[line for line in to_come if line not in later],
        later=later,
    )


def _is_for_a_person(line: NoticeLine, now: datetime) -> bool:
    """It waits, is on hold, is leaving or did not arrive: never folded away. What all mail waits for is said on top."""
    if line.reason == PAUSED and line.due_at > now:
        return False
    return line.state_at(now) not in _NEEDS_NOBODY


def allowed_actions(line: NoticeLine, council: Council, now: datetime) -> list[str]:
    """Nothing once it is leaving, when Undo stands in its note, or ordered. None is sent while all mail is paused."""
    can_go = not council.is_paused and now + FIVE_MINUTES < line.expires_at
    send = ["send"] if can_go else []
    if line.state is NoticeState.WAITING:
        return ["approve", "hold", "skip"]
    if line.reason == PAUSED:
        return [] if line.is_ordered else ["skip"]
    if line.state is NoticeState.HELD:
        return [*(["resume"] if line.due_at > now else []), *send, "skip"]
    if line.state is NoticeState.MISSED:
        return ["dismiss"]
    if line.state is NoticeState.SKIPPED and line.reason == BY_HAND and not line.is_ordered:
        return ["resume"] if line.expires_at > now else []
    if line.state is not NoticeState.PLANNED or line.is_leaving(now):
        return []
    return ["hold", *send, "skip"]


def may_go_again(people: Iterable[ListedPerson], council: Council) -> list[ListedPerson]:
    """Those of them to whom the same letter may be sent once more."""
    if council.is_paused:
        return []
    return [to for to in people if to.may_go_again and to.row_id is not None]


def may_get_copy(to: ListedPerson, line: NoticeLine, council: Council, now: datetime) -> bool:
    """Whether the letter may go once more to one who got it but does not find it, while it still says something."""
    is_sent = to.state == State.SENT and line.kind not in UNPLANNED and to.row_id is not None
    return is_sent and not council.is_paused and line.expires_at > now
