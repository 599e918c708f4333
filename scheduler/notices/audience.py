"""Rules: who gets a notice, and who was called to a meeting."""

from collections.abc import Iterable

from scheduler.councils.rows import Member, Person
from scheduler.mail.rows import MailedLetter, OutboxMessage, State
from scheduler.meetings.rows import Answer, Meeting
from scheduler.meetings.seating import one_each, serves
from scheduler.notices.kinds import KINDS, LETTERS, Audience, Kind, Letter
from scheduler.notices.situation import Recipient, Situation

CALLING = (Letter.KALLELSE, Letter.DEPUTY_CALL)
"""The letters that call somebody; so does a change that was also the kallelse."""
_NEVER_LEFT = (State.WITHDRAWN, State.EXPIRED, State.SUPERSEDED)
_CALLED = (Audience.MEMBERS, Audience.UNANSWERED, Audience.EXPECTED, Audience.CALLED_DEPUTIES)


def recipients(s: Situation, kind: Kind, letter: Letter | None = None) -> tuple[Recipient, ...]:
    """Everyone who may have a letter of this kind now, but for those who have stopped the kind.

    `letter`: the kind's first, unless given.
    """
    record = KINDS[kind]
    letter = letter or record.letters[0].key
    if record.audience is Audience.SECRETARIES:
        return tuple(Recipient(person, letter) for person in s.secretaries)
    if record.audience is Audience.PRESENTERS:
        return tuple(Recipient(person, letter) for person in s.presenters)
    calls, found = record.audience in _CALLED, []
    for member in _members(s, record.audience, for_deputies=LETTERS[letter].for_deputies):
        person, is_called = member.person, calls and serves(member, s.called_deputies)
        calendar = is_called and record.calendar and person.takes_invitations
        if kind not in person.muted and not person.is_erased:
            found.append(
                Recipient(
                    person,
                    letter,
                    calendar=calendar,
                    is_deputy=member.is_deputy,
                    is_called=is_called,
                )
            )
    return tuple(found)


def _members(s: Situation, audience: Audience, *, for_deputies: bool) -> Iterable[Member]:
    sitting = s.sitting
    match audience:
        case Audience.MEMBERS:
            return (m for m in sitting if for_deputies or serves(m, s.called_deputies))
        case Audience.UNANSWERED:  # a maybe is no answer
            return _summoned(s, sitting, but={Answer.COMING, Answer.ONLINE, Answer.NO})
        case Audience.EXPECTED:
            return _summoned(s, sitting, but={Answer.NO})
        case Audience.WITHOUT_ITEM:
            reporting = {one.follow_up.person_id for one in s.due_follow_ups}
            but = {item.proposed_by_id for item in s.items} - reporting
            return (member for member in sitting if member.person_id not in but)
        case Audience.CALLED_DEPUTIES:
            return (m for m in sitting if m.is_deputy and m.person_id in s.called_deputies)
        case Audience.RELEASED_DEPUTIES:
            ids = {call.person_id for call in s.calls if call.ended} - s.called_deputies
            return (m for m in sitting if m.is_deputy and m.person_id in ids)
        case Audience.CHAIR:
            asked = s.approval if s.approval and s.approval.answered_at is None else None
            return (m for m in sitting if asked and m.person_id == asked.person_id)
        case Audience.TOLD:
            return one_each(s.members)
        case Audience.OUT_OF_TERM:
            # Of which meetings they are out, an order of the year says.
            ids = {member.person_id for member in sitting} if s.meeting else set()
            return one_each(member for member in s.members if member.person_id not in ids)
    return sitting


def _summoned(s: Situation, sitting: Iterable[Member], but: set[Answer]) -> Iterable[Member]:
    """Members who have not answered so. Nobody is reminded of a kallelse that was never ordered for them."""
    ids, answers = called_ids(s, s.meeting) if s.meeting else None, s.answers()
    return (
        member
        for member in sitting
        if serves(member, s.called_deputies)
        and (ids is None or member.person_id in ids)
        and answers.get(member.person_id) not in but
    )


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
    return frozenset(row.person_id for row in s.letters if _calls(row, carriers))


def _calls(row: MailedLetter, carriers: Iterable[int]) -> bool:
    was_given_up = row.state in _NEVER_LEFT and not row.may_have_arrived
    is_kallelse = row.letter in CALLING and row.kind != Kind.TEST
    return not was_given_up and (is_kallelse or row.issue_id in carriers)


def called_people(s: Situation, meeting: Meeting) -> list[Person]:
    """Who was called, whoever has come or gone since; before the kallelse, who will be.

    One who left before the meeting is no longer among them; one who left after it is.
    """
    ids = called_ids(s, meeting)
    if ids is None:
        return [to.person for to in recipients(s, Kind.KALLELSE)]
    called = s.called_deputies
    ids |= called
    terms = (m for m in s.members if m.person_id in ids and serves(m, called) and _sat(m, meeting))
    return list({member.person_id: member.person for member in terms}.values())


def _sat(member: Member, meeting: Meeting) -> bool:
    has_left_later = member.ended_at is not None and member.ended_at >= meeting.starts_at
    return member.covers(meeting.starts.date) or has_left_later


def recipient_of(s: Situation, row: OutboxMessage) -> Recipient | None:
    """The person as what they were to have that letter; None where they are no longer to have it."""
    entitled = recipients(s, Kind(row.kind), Letter(row.letter))
    to = next((to for to in entitled if to.person.id == row.person_id), None)
    sitting = s.sitting if s.meeting else ()
    return to and to._replace(
        calendar=row.method in ("REQUEST", "CANCEL"),
        uninvited=row.method == "CANCEL" and not (s.meeting and s.meeting.is_cancelled),
        is_called=any(
            member.person_id == row.person_id and serves(member, s.called_deputies)
            for member in sitting
        ),
    )
