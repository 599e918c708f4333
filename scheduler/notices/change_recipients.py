"""Rules: who is owed a letter about a change, from what each may have been told (docs/mail.md, rules 6 to 8)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from scheduler.clock import FIVE_MINUTES
from scheduler.councils.rows import Member
from scheduler.mail.rows import ADDRESS_CHANGED, LIVE, MailedLetter, State
from scheduler.meetings.facts import facts_still_hold, meeting_facts, without_link
from scheduler.meetings.rows import Meeting
from scheduler.meetings.seating import one_each, serves
from scheduler.notices import due_times
from scheduler.notices.kinds import Kind, Letter
from scheduler.notices.situation import Facts, PlannedNotice, Recipient, Situation, planned_notice

_CALLING = (Kind.KALLELSE, Kind.CHANGE, Kind.DEPUTY_CALL)


def owed_recipients(s: Situation, meeting: Meeting) -> Iterator[Recipient]:
    """Compares what each person was told with today's facts. Source: docs/mail.md, rules 6 to 8.

    One whose term does not cover the new date but who was told of the old one is told too, and the meeting is taken out
    of their calendar. A calendar part goes to those who take invitations, and to all who may hold one.
    """
    stated, today = s.stated(meeting), meeting_facts(meeting)
    kallelse = s.kallelse(meeting)
    # The orders that called, or let know of the kallelse: whoever has their letter is owed another digital link.
    calling = {i.id for i in s.issued if kallelse and i.issued_at == kallelse.issued_at}
    in_term = {member.person_id: member for member in s.sitting}
    for member in one_each((*in_term.values(), *s.members)):
        rows = [row for row in s.letters_to(member.person_id) if row.issue_id in stated]
        sits = member.person_id in in_term
        if not rows or (not sits and _has_been_let_go(s, member.person_id, meeting)):
            continue
        if member.person.is_erased:
            continue
        knows_link = any(row.issue_id in calling for row in rows)
        letter = _owed_letter(rows, stated, today if knows_link else without_link(today))
        if letter is None or (letter is Letter.KALLELSE and not sits):
            continue
        has_seat = serves(member, s.called_deputies)
        if not has_seat and letter is Letter.KALLELSE:
            letter = Letter.KALLELSE_INFORMATION
        is_called = sits and has_seat
        holds = calendar_may_hold(letters_about(s, member.person_id, meeting))
        is_invited = is_called and member.person.takes_invitations and not meeting.is_cancelled
        yield Recipient(
            member.person,
            letter,
            calendar=is_invited or holds,
            uninvited=holds and not is_called,
            is_deputy=member.is_deputy,
            is_called=is_called,
        )


def unaware_ids(s: Situation, meeting: Meeting) -> set[int]:
    """The ids of those to whom no letter with today's facts has been ordered since one with others, or to the address
    they have.
    """
    stated, today = s.stated(meeting), meeting_facts(meeting)
    newest = {row.person_id: row for row in s.letters if row.issue_id in stated}
    return {
        person_id
        for person_id, row in newest.items()
        if has_moved(row) or not facts_still_hold(stated[row.issue_id], today)
    }


def has_moved(row: MailedLetter) -> bool:
    """The letter was stopped, since the person has another address."""
    return row.state == State.WITHDRAWN and row.reason == ADDRESS_CHANGED


def removed_recipients(s: Situation, meeting: Meeting) -> Iterator[Recipient]:
    """Whoever may hold the meeting in their calendar, but whose term no longer reaches it: it is to be taken out.

    Only where nothing else is owed them: a change says it too. Source: docs/calendars.md, rule 23.
    """
    served = {recipient.person.id for recipient in owed_recipients(s, meeting)}
    served |= {member.person_id for member in s.sitting}
    served |= {member.person_id for member in s.members if member.person.is_erased}
    for member in one_each(s.members):
        rows = letters_about(s, member.person_id, meeting)
        is_done = any(row.kind == Kind.MEMBER_LEFT and row.state in LIVE for row in rows)
        if member.person_id not in served and not is_done and calendar_may_hold(rows):
            yield Recipient(member.person, Letter.MEMBER_LEFT, calendar=True, uninvited=True)


def calendar_may_hold(rows: Iterable[MailedLetter]) -> bool:
    """Whether one person's calendar may hold the meeting, whose letters about it are `rows`, oldest first."""
    invitations = _invitations(rows)
    return bool(invitations) and invitations[-1].method == "REQUEST"


def _invitations(rows: Iterable[MailedLetter]) -> list[MailedLetter]:
    """Those of the letters that may have arrived with one, or took it back; the time of an item is none."""
    return [row for row in rows if row.method in ("REQUEST", "CANCEL") and row.may_have_arrived]


def letters_about(s: Situation, person_id: int, meeting: Meeting) -> list[MailedLetter]:
    """The person's letters on the meeting, oldest first; also that on several which they are out of."""
    left = {i.id for i in s.issued if i.kind == Kind.MEMBER_LEFT and str(meeting.id) in i.facts}
    rows = s.letters_to(person_id)
    return [row for row in rows if row.meeting_id == meeting.id or row.issue_id in left]


def _has_been_let_go(s: Situation, person_id: int, meeting: Meeting) -> bool:
    """One who is out of it, and whose calendar is too, is owed no more letters about it."""
    invitations = _invitations(letters_about(s, person_id, meeting))
    return bool(invitations) and invitations[-1].kind == Kind.MEMBER_LEFT


def _owed_letter(
    rows: Sequence[MailedLetter], stated: Mapping[int, Facts], today: Facts
) -> Letter | None:
    """What one person is owed, whose letters about the meeting are `rows`, oldest first; None: nothing."""
    newest, arrived = rows[-1], [row for row in rows if row.may_have_arrived]
    is_cancelled = today["status"] == "cancelled"
    is_on_its_way = newest.state in (*LIVE, State.SENT, State.UNCERTAIN)
    if is_on_its_way and facts_still_hold(stated[newest.issue_id], today):
        return None
    if arrived:
        last = stated[arrived[-1].issue_id]
        if arrived[-1].state == State.SENT and facts_still_hold(last, today):
            return None
        if is_cancelled:
            return Letter.CANCELLED
        return Letter.RESTORED if last["status"] == "cancelled" else Letter.MOVED
    was_called = any(row.kind in _CALLING for row in rows)
    # Nothing ever left: what reminded or invited comes anew by its own kind.
    return Letter.KALLELSE if was_called and not is_cancelled else None


def leaving_notices(s: Situation) -> Iterator[PlannedNotice]:
    """Of a year: one for each who left, five minutes after it was said, so that it can be taken back.

    A meeting that comes to it later, as where a change that would have told of it is taken back, is told of by the next
    number: `m7@….2`.
    """
    left = defaultdict[int, list[Meeting]](list)
    terms = {member.person_id: member for member in s.members if member.ended_at}
    members = tuple(member for member in s.members if member.person_id in terms)
    letters = tuple(row for row in s.letters if row.person_id in terms)
    for meeting in s.meetings if terms else ():
        if not meeting.is_cancelled:
            known = replace(s, meeting=meeting, members=members, letters=letters)
            for to in removed_recipients(known, meeting):
                left[to.person.id].append(meeting)
    for person_id, member in sorted(terms.items()):
        yield from _leaving_notices(s, member, left[person_id])


def _leaving_notices(s: Situation, member: Member, left: list[Meeting]) -> Iterator[PlannedNotice]:
    """Those that were ordered, and one more where it can still tell of a meeting before that begins."""
    assert member.ended_at
    kind, when = Kind.MEMBER_LEFT, member.ended_at.isoformat(timespec="seconds")
    occasion = f"m{member.id}@{when}"
    issued = s.orders(kind, occasion)
    for issue in issued:
        yield planned_notice(s, kind, issue.occasion, issue.issued_at, issue.issued_at, ())
    lost = {row.issue_id for row in s.letters_to(member.person_id) if has_moved(row)}
    named = {key for issue in issued if issue.id not in lost for key in issue.facts}
    meetings = tuple(
        meeting
        for meeting in left
        if str(meeting.id) not in named and meeting.starts_at > _settled_at(member, meeting)
    )
    if meetings:
        starts = [meeting.starts_at for meeting in meetings]
        due_at = max(_settled_at(member, meeting) for meeting in meetings)
        due_at = due_times.out_of_the_night(due_at, s.council.zone, min(starts))
        to = Recipient(member.person, Letter.MEMBER_LEFT, calendar=True, uninvited=True)
        occasion = s.next_occasion(kind, occasion)
        yield planned_notice(s, kind, occasion, due_at, max(starts), (to,), about=meetings)


def _settled_at(member: Member, meeting: Meeting) -> datetime:
    """Until when the end of the term, or a change of the meeting, can be taken back."""
    assert member.ended_at
    return max(member.ended_at, due_times.settled_at(meeting)) + FIVE_MINUTES
