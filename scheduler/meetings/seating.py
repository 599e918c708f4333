"""Rules: who serves on which seat at a meeting, who may be called as a deputy, and when a call ends."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from scheduler.clock import Wall
from scheduler.councils.rows import Member, Seat
from scheduler.meetings.replies import counted_replies
from scheduler.meetings.rows import COMES, Answer, CallEnd, DeputyCall, Meeting, Reply
from scheduler.workdays import Workdays

_REFUSED = (CallEnd.DECLINED, CallEnd.SILENT)
_DAY = timedelta(days=1)
_DAYS_TO_ANSWER = 2
_NOON = time(12)


class SeatState(StrEnum):
    """MEMBER: its member is expected. VACANT: nobody has it. EMPTY: its member cannot come, and nobody is called.

    ASKED: a deputy is called and has not answered. DEPUTY: a deputy comes. RETURNED: a deputy is called, but the member
    comes after all; less than a day before the meeting the secretary decides who serves.
    """

    MEMBER = "member"
    VACANT = "vacant"
    EMPTY = "empty"
    ASKED = "asked"
    DEPUTY = "deputy"
    RETURNED = "returned"


class Place(NamedTuple):
    """One seat at one meeting: whose it is that day (`member`), who serves (`holder`), and why (`state`).

    `call` is the one that stands. `deputies` may be called in this order. `organisation` is the seat's.
    """

    seat_id: int | None
    organisation: str
    state: SeatState
    member: Member | None
    holder: Member | None
    call: DeputyCall | None = None
    deputies: tuple[Member, ...] = ()


def serves(term: Member, called: Collection[int] = ()) -> bool:
    """Whether the term is one with a seat at the meeting: a member's own, or that of a deputy who is called to it.

    `called`: the ids of the persons who are called as deputies.
    """
    return not term.is_deputy or term.person_id in called


def term_on(terms: Iterable[Member], day: date) -> Member | None:
    """One person's term that includes the day; one who is both member and deputy counts as member."""
    covering = [term for term in terms if term.covers(day)]
    return min(covering, key=lambda term: term.is_deputy, default=None)


def one_each(members: Iterable[Member]) -> list[Member]:
    """Each person once; one who is both member and deputy counts as member."""
    best: dict[int, Member] = {}
    for member in members:
        if member.person_id not in best or best[member.person_id].is_deputy:
            best[member.person_id] = member
    return list(best.values())


def called_deputy_ids(meeting: Meeting, calls: Iterable[DeputyCall]) -> frozenset[int]:
    """The ids of those who are called to the meeting as deputies."""
    return frozenset(call.person_id for call in calls if call.stands(meeting))


def sequence_raises(
    meeting: Meeting, terms: Iterable[Member], calls: Iterable[DeputyCall], person_id: int
) -> int:
    """By how much one person's SEQUENCE is above the meeting's: their STATUS changes with each call and its end.

    A deputy who has become a member is one more. It never falls (docs/calendars.md, rule 2).
    """
    own = [c for c in calls if c.person_id == person_id and c.meeting_id == meeting.id]
    of_person = [term for term in terms if term.person_id == person_id]
    of_council = [term for term in of_person if term.council_id == meeting.council_id]
    covering = term_on(of_council, meeting.starts.date)
    is_promoted = covering is not None and not covering.is_deputy
    was_deputy = any(term.is_deputy for term in of_council)
    return len(own) + sum(bool(call.ended) for call in own) + (is_promoted and was_deputy)


def places_at(
    meeting: Meeting,
    terms: Sequence[Member],
    replies: Iterable[Reply],
    calls: Sequence[DeputyCall],
    *,
    now: datetime,
) -> list[Place]:
    """Every seat of the council on the meeting's day, in the order of the seats. `terms` are all, ended ones too."""
    day = meeting.starts.date
    sitting = [term for term in terms if term.covers(day)]
    answers = counted_replies(meeting, replies, calls)
    deputies = free_deputies(sitting)
    # A call to one who has a seat of their own by now, or has left, ends when the worker looks.
    ids = {term.person_id for term in deputies}
    standing = {c.seat_id: c for c in calls if c.stands(meeting) and c.person_id in ids}
    free = [
        term
        for term in deputies
        if _may_be_called(term.person_id, answers.get(term.person_id), calls, meeting)
    ]
    return [
        _place(meeting, seat, member, standing.get(seat_id or 0), sitting, free, answers, now)
        for seat_id, seat, member in _seats(terms, sitting, day)
    ]


def answer_by(meeting: Meeting, free: Workdays, now: datetime) -> datetime | None:
    """Until when a deputy who is called now may answer; None where there is no time for a letter and an answer.

    The end of the second working day after today, or noon of the working day before the meeting, if that is earlier.
    """
    zone = meeting.starts.zone
    second = free.after(Wall.at(now, zone).date, _DAYS_TO_ANSWER)
    last = Wall(free.before(meeting.starts.date, 1), _NOON, zone).utc()
    until = min(Wall(second + _DAY, time(0), zone).utc(), last)
    has_time = until > now and meeting.starts_at - now >= _DAY
    return until if has_time and not meeting.is_cancelled else None


def calls_to_end(
    meeting: Meeting,
    places: Sequence[Place],
    terms: Sequence[Member],
    replies: Iterable[Reply],
    calls: Sequence[DeputyCall],
    *,
    now: datetime,
) -> Iterator[tuple[DeputyCall, CallEnd]]:
    """The calls that no longer stand, and why."""
    if meeting.is_cancelled:
        return
    answers = counted_replies(meeting, replies, calls)
    by_seat = {place.seat_id: place for place in places}
    for call in calls:
        if not call.stands(meeting):
            continue
        own = [term for term in terms if term.person_id == call.person_id]
        term, answer = term_on(own, meeting.starts.date), _answer(answers.get(call.person_id))
        place = by_seat.get(call.seat_id)
        if term is None or not term.is_deputy:
            yield call, CallEnd.LEFT
        elif answer == Answer.NO:
            yield call, CallEnd.DECLINED
        elif place is None or _is_released(meeting, place, answers, now):
            yield call, CallEnd.RELEASED
        elif answer not in COMES and call.answer_by <= now:
            # The meeting was away, or cancelled, when the time ran out: the question was taken back.
            was_away = call.answer_by <= meeting.revised_at
            yield call, CallEnd.RELEASED if was_away else CallEnd.SILENT


def _seats(
    terms: Sequence[Member], sitting: Sequence[Member], day: date
) -> list[tuple[int | None, Seat | Member, Member | None]]:
    """Each seat of that day, with the member on it; a vacant one is known by who sat there before."""
    seats: dict[object, tuple[int | None, Seat | Member, Member | None]] = {}
    for term in terms:
        if term.seat and not term.is_deputy and _is_kept(term.seat, day):
            seats.setdefault(term.seat.id, (term.seat.id, term.seat, None))
    for term in sorted(sitting, key=lambda term: (term.since_on or date.min, term.id)):
        if not term.is_deputy:  # of two on one seat the later
            seats[term.seat_id or (term.id,)] = (term.seat_id, term, term)
    return list(seats.values())


def _is_kept(seat: Seat, day: date) -> bool:
    return not (seat.since_on and seat.since_on > day) and not (
        seat.until_on and seat.until_on < day
    )


def _place(
    meeting: Meeting,
    seat: Seat | Member,
    member: Member | None,
    call: DeputyCall | None,
    sitting: Sequence[Member],
    free: Sequence[Member],
    answers: Mapping[int, Reply],
    now: datetime,
) -> Place:
    seat_id = seat.id if isinstance(seat, Seat) else seat.seat_id
    own = _answer(answers.get(member.person_id)) if member else None
    if call is None:
        is_empty = member is None or own == Answer.NO
        state = SeatState.MEMBER if not is_empty else SeatState.EMPTY
        state = SeatState.VACANT if member is None else state
        deputies = tuple(in_call_order(free, seat_id, seat.organisation)) if is_empty else ()
        holder = None if is_empty else member
        return Place(seat_id, seat.organisation, state, member, holder, None, deputies)
    deputy = next((term for term in sitting if term.person_id == call.person_id), None)
    comes = _answer(answers.get(call.person_id)) in COMES
    if _has_returned(member, own, call):
        is_kept = comes and not _is_in_time(meeting, member, answers, now)
        holder = deputy if is_kept else member
        return Place(seat_id, seat.organisation, SeatState.RETURNED, member, holder, call)
    state, holder = (SeatState.DEPUTY, deputy) if comes else (SeatState.ASKED, None)
    return Place(seat_id, seat.organisation, state, member, holder, call)


def _has_returned(member: Member | None, answer: Answer | None, call: DeputyCall) -> bool:
    """The member has taken the seat back, or another one has it now; a maybe takes nothing back."""
    if member is None or answer == Answer.NO:
        return False
    return answer in COMES or member.person_id != call.instead_of_id


def _is_released(
    meeting: Meeting, place: Place, answers: Mapping[int, Reply], now: datetime
) -> bool:
    is_back = place.state == SeatState.RETURNED
    return is_back and _is_in_time(meeting, place.member, answers, now)


def _is_in_time(
    meeting: Meeting, member: Member | None, answers: Mapping[int, Reply], now: datetime
) -> bool:
    """Whether the seat was taken back a day before the meeting or earlier."""
    reply = answers.get(member.person_id) if member else None
    return meeting.starts_at - (reply.at if reply else now) >= _DAY


def _answer(reply: Reply | None) -> Answer | None:
    return Answer(reply.answer) if reply else None


def free_deputies(sitting: Sequence[Member]) -> list[Member]:
    """Nobody who has a seat of their own."""
    seated = {term.person_id for term in sitting if serves(term)}
    return [term for term in sitting if term.person_id not in seated]


def _may_be_called(
    person_id: int, reply: Reply | None, calls: Iterable[DeputyCall], meeting: Meeting
) -> bool:
    """Nobody is asked twice to come at that start, unless they were released, or have said yes since.

    `calls` are oldest first.
    """
    own = [c for c in calls if c.person_id == person_id and c.for_start == meeting.starts_at]
    if any(not call.ended for call in own) or _answer(reply) == Answer.NO:
        return False
    has_refused = bool(own) and own[-1].ended in _REFUSED
    return _answer(reply) in COMES or not has_refused


def in_call_order(
    deputies: Iterable[Member], seat_id: int | None, organisation: str
) -> list[Member]:
    """Who of them may be called to the seat: its own first, then its organisation's, then the council's."""
    ranked = [
        (_nearness(one, seat_id, organisation), one.call_order, one.id, one) for one in deputies
    ]
    first: dict[int, Member] = {}  # one may be a deputy of a seat and of an organisation
    for near, _, _, deputy in sorted(ranked, key=lambda rank: rank[:3]):
        if near:
            first.setdefault(deputy.person_id, deputy)
    return list(first.values())


def _nearness(deputy: Member, seat_id: int | None, organisation: str) -> int:
    """1 for the seat's own, 2 for the organisation's, 3 for the council's; 0 for those of others."""
    if deputy.deputy_for_id is not None:
        return int(deputy.deputy_for_id == seat_id)
    if deputy.organisation:
        return 2 if deputy.organisation.casefold() == organisation.casefold() else 0
    return 3
