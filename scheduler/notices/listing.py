"""Every mail of a council, past and coming, each with its one state. What is not in this list is not sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from scheduler.clock import FIVE_MINUTES
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import NotFound
from scheduler.mail.letter_actions import MAY_GO_AGAIN
from scheduler.mail.rows import ENDED_BADLY, LIVE, MailedLetter, State
from scheduler.meetings.rows import Meeting
from scheduler.notices import load_situation, plan
from scheduler.notices.kinds import UNPLANNED, Kind
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import BY_HAND, PlannedNotice, Situation

_Names = dict[int, tuple[str, int | None]]
"""By person id, the name and the id of the term, where there is one."""
_NOBODY = "nobody to send it to, or told by another letter"
PAUSED = "paused"
"""The reason of what waits for nothing but all mail of the council being let go again."""
HELD = "held"
"""The reason of what a person held, by itself or with all mail, also where it was held until its time was over."""


class NoticeState(StrEnum):
    """Stable: they stand in `--json`."""

    PLANNED = "planned"
    WAITING = "waiting"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    UNDELIVERED = "undelivered"
    SKIPPED = "skipped"
    MISSED = "missed"


class ListedPerson(NamedTuple):
    """One who gets it, or got it; `state` is the letter's, empty before it is ordered.

    `reason` and `reply` say why it is where it is, the latter in the mail server's words. `tried_since` is set where
    it waits after a refusal. `may_go_again`: a person may have the same letter sent once more. `term_id` is that of
    their seat or place on the council, where they have one. `asked`: how often a person had it sent again.
    """

    person_id: int
    name: str
    email: str
    letter: str
    state: str = ""
    row_id: int | None = None
    reason: str = ""
    reply: str = ""
    tried_since: datetime | None = None
    may_go_again: bool = False
    has_bounced: bool = False
    term_id: int | None = None
    asked: int = 0
    sent_at: datetime | None = None

    @property
    def is_lost(self) -> bool:
        """It is known not to have reached them."""
        return self.has_bounced or self.state in (State.FAILED, State.SUPPRESSED, State.EXPIRED)

    @property
    def is_troubled(self) -> bool:
        """It is not known to have reached them, or has been tried in vain."""
        return self.is_lost or self.state == State.UNCERTAIN or self.tried_since is not None

    @property
    def is_address_dead(self) -> bool:
        """It did not reach them for the address's sake: the next letter will not either."""
        is_refused = self.state == State.FAILED and self.reason in ("hard", "mailbox_full")
        return self.has_bounced or self.state == State.SUPPRESSED or is_refused


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One line of the list. Instants are UTC. `is_edited`: some letter of it has words for this one time.

    `held_key` names the secretary's word that holds it, in history too.
    """

    key: str
    kind: Kind
    occasion: str
    meeting: Meeting | None
    due_at: datetime
    expires_at: datetime
    audience: tuple[ListedPerson, ...]
    state: NoticeState
    reason: str = ""
    is_edited: bool = False
    held_key: str = ""

    @property
    def is_ordered(self) -> bool:
        """There are letters of it, whatever became of them: to all of its audience, or to nobody yet."""
        return bool(self.audience) and self.audience[0].row_id is not None

    @property
    def troubled(self) -> list[ListedPerson]:
        return [to for to in self.audience if to.is_troubled] if self.is_ordered else []

    @property
    def is_to_come(self) -> bool:
        """Nobody need do anything about it, but perhaps let all mail of the council go again."""
        is_paused = self.reason == PAUSED and not self.is_ordered
        return self.state is NoticeState.PLANNED or is_paused

    def is_leaving(self, now: datetime) -> bool:
        """In its last five minutes: it can only be taken back."""
        return self.state is NoticeState.PLANNED and self.due_at - now <= FIVE_MINUTES

    def state_at(self, now: datetime) -> NoticeState:
        """As pages show it: a mail that is leaving is being sent."""
        return NoticeState.SENDING if self.is_leaving(now) else self.state


def list_council(
    session: Session,
    council: Council,
    *,
    now: datetime,
    since: date | None = None,
) -> list[NoticeLine]:
    """The whole list, by time; with `since` that of the meetings and years from that day on."""
    everything = load_situation.council_situations(session, council.id, since=since)
    return list_situations(everything, now=now)


def list_situations(situations: Iterable[Situation], *, now: datetime) -> list[NoticeLine]:
    """The mail of those, by time."""
    lines = [line for s in situations for line in list_situation(s, now=now)]
    return sorted(lines, key=lambda line: (line.due_at, line.key))


def list_situation(s: Situation, *, now: datetime) -> list[NoticeLine]:
    """What was issued, as it was; and what the plan holds that was not."""
    others = (*s.presenters, s.council.reply_to, *s.secretaries)
    who: _Names = {person.id: (person.name, None) for person in others}
    who |= {member.person_id: (member.person.name, member.id) for member in s.members}
    own = [issue for issue in s.issued if (issue.meeting_id is None) == (s.meeting is None)]
    letters: dict[int, list[MailedLetter]] = {}
    for row in s.letters:
        letters.setdefault(row.issue_id, []).append(row)
    lines = [_issued(s, issue, letters.get(issue.id, []), who, now) for issue in own]
    return lines + [
        _coming(s, n, now)
        for n in plan.planned_notices(s)
        if n.issue is None and (n.audience or n.skipped) and not _is_of_no_use(n, now)
    ]


def _is_of_no_use(notice: PlannedNotice, now: datetime) -> bool:
    """After the meeting nobody misses the mail on who cannot come, as where the council had none until then."""
    return notice.kind is Kind.ABSENCE and notice.expires_at <= now


def find_line(s: Situation, key: str, *, now: datetime) -> NoticeLine:
    """Raises: NotFound."""
    line = next((line for line in list_situation(s, now=now) if line.key == key), None)
    if line is None:
        raise NotFound
    return line


def _coming(s: Situation, notice: PlannedNotice, now: datetime) -> NoticeLine:
    state, reason = _state_to_come(s, notice, now)
    override = s.override(notice.kind, notice.occasion)
    people = ((to.person, to.letter) for to in notice.audience)
    return NoticeLine(
        key=notice.key,
        kind=notice.kind,
        occasion=notice.occasion,
        meeting=s.meeting,
        due_at=notice.due_at,
        expires_at=notice.expires_at,
        audience=tuple(ListedPerson(p.id, p.name, p.email, letter) for p, letter in people),
        state=state,
        reason=reason,
        is_edited=s.is_edited(notice.kind, notice.occasion),
        held_key=override.key if override and override.held else "",
    )


def _state_to_come(s: Situation, notice: PlannedNotice, now: datetime) -> tuple[NoticeState, str]:
    """The state of a mail that was not ordered, and the reason."""
    if notice.skipped:
        return NoticeState.SKIPPED, notice.skipped
    if notice.expires_at <= now:
        was_held = notice.held or _ends_paused(s, notice.expires_at)
        return NoticeState.MISSED, HELD if was_held else ""
    if notice.held:
        return NoticeState.HELD, HELD
    if notice.waits:
        return NoticeState.WAITING, ""
    return (NoticeState.HELD, PAUSED) if s.council.is_paused else (NoticeState.PLANNED, "")


def _ends_paused(s: Situation, expires_at: datetime) -> bool:
    """Whether all mail of the council was on hold, and still is, when that time was over."""
    return s.council.paused_at is not None and s.council.paused_at <= expires_at


def _issued(
    s: Situation, issue: NoticeIssue, rows: list[MailedLetter], who: _Names, now: datetime
) -> NoticeLine:
    people = [_listed_person(row, *who.get(row.person_id, ("", None)), now) for row in rows]
    waits = s.council.is_paused and issue.kind not in UNPLANNED
    if waits and rows and _ends_paused(s, rows[0].expires_at):
        people = [to._replace(reason=HELD) if to.state == State.EXPIRED else to for to in people]
    state, reason = overall_state(people), "" if rows else _NOBODY
    if waits and state is NoticeState.SENDING:
        state, reason = NoticeState.HELD, PAUSED
    if state is NoticeState.MISSED:
        state, reason = _missed(s, issue.key, people)
    return NoticeLine(
        key=issue.key,
        kind=Kind(issue.kind),
        occasion=issue.occasion,
        meeting=s.meeting,
        due_at=rows[0].due_at if rows else issue.issued_at,
        expires_at=rows[0].expires_at if rows else issue.issued_at,
        audience=tuple(people),
        state=state,
        is_edited=s.is_edited(Kind(issue.kind), issue.occasion),
        reason=reason,
    )


def _missed(s: Situation, key: str, people: Sequence[ListedPerson]) -> tuple[NoticeState, str]:
    """Of letters whose time was over before any of them had gone: unless a person has taken that off the list."""
    if any(row.key == key and row.skipped for row in s.overrides):
        return NoticeState.SKIPPED, BY_HAND
    return NoticeState.MISSED, HELD if all(to.reason == HELD for to in people) else ""


def _listed_person(
    row: MailedLetter, name: str, term_id: int | None, now: datetime
) -> ListedPerson:
    """The letter as the list shows it."""
    is_delayed = row.state in LIVE and (row.attempts > 0 or row.ambiguous > 0)
    has_failed = row.state in MAY_GO_AGAIN or row.has_come_back
    return ListedPerson(
        row.person_id,
        name,
        row.recipient,
        row.letter,
        row.state,
        row.id,
        reason=row.reason,
        reply=row.last_reply,
        tried_since=row.created_at if is_delayed else None,
        may_go_again=has_failed and row.expires_at > now and row.mime_sha256 is not None,
        has_bounced=row.has_come_back,
        term_id=term_id,
        asked=row.asked,
        sent_at=row.sent_at,
    )


def overall_state(people: Sequence[ListedPerson]) -> NoticeState:
    """Of letters that were ordered, what a person should know first: who was not reached, also while others are still
    on their way.
    """
    states = {to.state for to in people}
    if states == {State.EXPIRED}:
        return NoticeState.MISSED
    if any(to.has_bounced for to in people) or states & set(ENDED_BADLY):
        return NoticeState.UNDELIVERED
    if states & set(LIVE):
        return NoticeState.SENDING
    if State.HELD in states:
        return NoticeState.HELD
    return NoticeState.SENT if State.SENT in states else NoticeState.SKIPPED


def narrow_to_person(line: NoticeLine, person_id: int) -> NoticeLine | None:
    """The mail as it concerns one person alone; None where it is not theirs."""
    own = tuple(to for to in line.audience if to.person_id == person_id)
    if not own:
        return None
    state = overall_state(own) if line.is_ordered else line.state
    if line.reason == PAUSED and state is NoticeState.SENDING:
        state = NoticeState.HELD
    return replace(line, audience=own, state=state)
