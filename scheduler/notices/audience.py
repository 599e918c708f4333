"""Rules: who gets a notice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scheduler.councils.rows import Member, Person
from scheduler.mail.rows import OutboxMessage, State
from scheduler.meetings.rows import Answer, Meeting
from scheduler.notices.kinds import KINDS, LETTERS, Audience, Kind, Letter
from scheduler.notices.situation import Recipient, Situation

_NEVER_LEFT = (State.WITHDRAWN, State.EXPIRED, State.SUPERSEDED)


def called(
    s: Situation, meeting: Meeting, letter: Letter, *, calendar: bool = False
) -> tuple[Recipient, ...]:
    """The kallelse's audience by its rule, whether or not it has gone out: members in term on the day."""
    return tuple(
        Recipient(
            member.person,
            letter,
            calendar=calendar and member.person.takes_invitations,
            is_called=True,
        )
        for member in in_term(s, meeting.starts.date)
        if not member.is_deputy
    )


def is_called(s: Situation, person_id: int) -> bool:
    """Whether the kallelse of the meeting is theirs by its rule."""
    if s.meeting is None:
        return False
    in_term_then = in_term(s, s.meeting.starts.date)
    return any(m.person_id == person_id and not m.is_deputy for m in in_term_then)


def called_ids(s: Situation, meeting: Meeting) -> frozenset[int] | None:
    """The ids of those for whom the kallelse to the present start was ordered; None until it was."""
    kallelse = s.kallelse(meeting)
    if kallelse is None:
        return None
    # A change that was also the kallelse was ordered at the same instant.
    carriers = {
        issue.id
        for issue in s.issued
        if issue.kind == Kind.CHANGE and issue.issued_at == kallelse.issued_at
    }
    return frozenset(row.person_id for row in s.told if _calls(row, carriers))


def _calls(row: OutboxMessage, carriers: Iterable[int]) -> bool:
    was_given_up = row.state in _NEVER_LEFT and not row.may_have_arrived
    return not was_given_up and (
        (row.letter == Letter.KALLELSE and row.kind != Kind.TEST) or row.issue_id in carriers
    )


def called_people(s: Situation, meeting: Meeting) -> list[Person]:
    """Who was called, whoever has come or gone since; before the kallelse, who will be.

    One who left before the meeting is no longer among them; one who left after it is.
    """
    ids = called_ids(s, meeting)
    if ids is None:
        return [to.person for to in called(s, meeting, Letter.KALLELSE)]
    terms = (m for m in s.members if m.person_id in ids and not m.is_deputy and _sat(m, meeting))
    return list({member.person_id: member.person for member in terms}.values())


def _sat(member: Member, meeting: Meeting) -> bool:
    has_left_later = member.ended_at is not None and member.ended_at >= meeting.starts_at
    return member.covers(meeting.starts.date) or has_left_later


def recipient_of(s: Situation, row: OutboxMessage) -> Recipient | None:
    """The person as what they were to have that letter; None for one who is no longer of the council."""
    people = [(m.person, m.is_deputy) for m in s.members] + [(p, False) for p in s.secretaries]
    for person, is_deputy in people:
        if person.id == row.person_id:
            return Recipient(
                person,
                Letter(row.letter),
                calendar=bool(row.method),
                uninvited=row.method == "CANCEL" and not (s.meeting and s.meeting.is_cancelled),
                is_deputy=is_deputy,
                is_called=is_called(s, person.id),
            )
    return None


def informed(s: Situation, meeting: Meeting, letter: Letter) -> tuple[Recipient, ...]:
    """Deputies in term on the day, who may know of the meeting without being called."""
    return tuple(
        Recipient(member.person, letter, is_deputy=True)
        for member in in_term(s, meeting.starts.date)
        if member.is_deputy
    )


def unanswered(s: Situation, meeting: Meeting, letter: Letter) -> tuple[Recipient, ...]:
    """Of those called, who has said neither yes nor no; a maybe is no answer."""
    answers = s.answers()
    silent = (None, Answer.MAYBE)
    return tuple(r for r in _summoned(s, meeting, letter) if answers.get(r.person.id) in silent)


def expected(s: Situation, meeting: Meeting, letter: Letter) -> tuple[Recipient, ...]:
    """Of those called, who has not said no."""
    answers = s.answers()
    return tuple(r for r in _summoned(s, meeting, letter) if answers.get(r.person.id) != Answer.NO)


def _summoned(s: Situation, meeting: Meeting, letter: Letter) -> tuple[Recipient, ...]:
    """Nobody is reminded of a kallelse that was never ordered for them."""
    ids = called_ids(s, meeting)
    to = called(s, meeting, letter)
    return to if ids is None else tuple(r for r in to if r.person.id in ids)


def everyone(s: Situation, day: date, kind: Kind, letter: Letter) -> tuple[Recipient, ...]:
    """Members and deputies in term on the day, but for those who have stopped this kind."""
    everyone = tuple(
        Recipient(member.person, letter, is_deputy=member.is_deputy) for member in in_term(s, day)
    )
    return not_muted(everyone, kind)


def not_muted(audience: Iterable[Recipient], kind: Kind) -> tuple[Recipient, ...]:
    """Those of them who have not stopped this kind."""
    return tuple(recipient for recipient in audience if kind not in recipient.person.muted)


def of_year(s: Situation) -> tuple[Recipient, ...]:
    """Whoever is in term some day of the year, but for those who have stopped the year's mail."""
    everyone = tuple(
        Recipient(member.person, Letter.YEAR_DATES, is_deputy=member.is_deputy)
        for member in in_term_in_year(s)
    )
    return not_muted(everyone, Kind.YEAR_DATES)


def newcomers(s: Situation) -> tuple[Recipient, ...]:
    """Of them, those to whom no letter with the year's dates was ever made, though the year's mail has gone."""
    mine = [row for row in s.told if row.kind == Kind.YEAR_DATES]
    had = {row.person_id for row in mine}
    return tuple(r for r in of_year(s) if r.person.id not in had) if mine else ()


def entitled(s: Situation, kind: Kind, letter: Letter) -> list[Recipient]:
    """Everyone who may have a letter of this kind now, that was ordered earlier or is ordered anew."""
    audience = KINDS[kind].audience
    if audience is Audience.SECRETARIES:
        return [Recipient(person, letter) for person in s.secretaries]
    if s.meeting and audience is Audience.UNANSWERED:
        return list(not_muted(unanswered(s, s.meeting, letter), kind))
    if s.meeting and audience is Audience.EXPECTED:
        return list(not_muted(expected(s, s.meeting, letter), kind))
    in_term_then = in_term(s, s.meeting.starts.date) if s.meeting else in_term_in_year(s)
    if audience is Audience.TOLD:
        members = one_each(s.members)
    elif audience is Audience.OUT_OF_TERM:
        # Of which meetings they are out, an order of the year says.
        sitting = {member.person_id for member in in_term_then} if s.meeting else set()
        members = one_each(m for m in s.members if m.person_id not in sitting)
    else:
        only_members = audience is Audience.MEMBERS and not LETTERS[letter].for_deputies
        members = [m for m in in_term_then if not (only_members and m.is_deputy)]
    return list(not_muted((Recipient(m.person, letter) for m in members), kind))


def in_term(s: Situation, day: date) -> list[Member]:
    """Everyone whose term covers the local date, each once."""
    return one_each(member for member in s.members if member.covers(day))


def in_term_in_year(s: Situation) -> list[Member]:
    """Everyone whose term covers some day of the year, each once."""
    first, last = date(s.year.year, 1, 1), date(s.year.year, 12, 31)
    return one_each(member for member in s.members if member.covers_some_of(first, last))


def one_each(members: Iterable[Member]) -> list[Member]:
    """Each person once; one who is both member and deputy counts as member."""
    best: dict[int, Member] = {}
    for member in members:
        if member.person_id not in best or best[member.person_id].is_deputy:
            best[member.person_id] = member
    return list(best.values())
