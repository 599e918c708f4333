"""Letters shown without being sent: one on the list of mail, or a sample of a text for a chosen meeting and person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.agenda.rows import AgendaItem, ItemStatus
from scheduler.clock import Wall
from scheduler.councils.rows import Council, Person
from scheduler.db.session import Session
from scheduler.errors import NotFound
from scheduler.language import language
from scheduler.links import Links
from scheduler.mail import message, queries
from scheduler.mail.rows import OutboxMessage, State
from scheduler.meetings import seating
from scheduler.meetings.lifecycle import meeting_facts
from scheduler.meetings.rows import Answer, CallEnd, DeputyCall, MeetingStatus, Reply
from scheduler.notices import field_values, impact, listing, mail_actions, plan, render
from scheduler.notices.agenda_changes import snapshot
from scheduler.notices.digest.mishaps import Fate, Mishap
from scheduler.notices.kinds import KIND_OF, KINDS, LETTERS, PRESSED, Audience, Kind, Letter
from scheduler.notices.listing import ListedPerson, NoticeLine
from scheduler.notices.render import RenderedLetter
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import OneLetter, PlannedNotice, Recipient, Situation

_WEEK = timedelta(days=7)
SAMPLE_ITEM = "i0"
"""The occasion of an answer to the item of `with_proposal`."""
_OF_DEPUTIES = (Kind.DEPUTY_CALL, Kind.DEPUTY_RELEASED)


@dataclass(frozen=True, slots=True)
class Preview:
    """`was_ordered` is False where the letter may still change."""

    line: NoticeLine
    to: ListedPerson
    letter: RenderedLetter
    was_ordered: bool


def preview_notice(
    session: Session, council: Council, key: str, links: Links, *, to: str, now: datetime
) -> Preview:
    """The notice of that key to the address `to`, or to the first who gets it: as it was ordered, else as planned.

    Raises: NotFound where there is none.
    """
    s = mail_actions.load_by_key(session, council, key)
    line = listing.find_line(s, key, now=now)
    if not line.audience:
        raise NotFound
    person = next((p for p in line.audience if p.email == to), line.audience[0])
    if person.row_id is not None:
        row = queries.letter(session, person.row_id)
        if row.mime is not None:
            ordered = RenderedLetter(*message.unpack_words(row.mime))
            return Preview(line, person, ordered, was_ordered=True)
    notice = mail_actions.find_planned(s, key)
    recipient = next((r for r in notice.audience if r.person.email == person.email), None)
    if recipient is None:
        raise NotFound
    letter = OneLetter(s, notice, recipient, max(now, notice.due_at))
    return Preview(line, person, render.render_letter(letter, links), was_ordered=False)


def make_sample(s: Situation, text: Letter, person: Person, *, now: datetime) -> OneLetter:
    """The letter at its planned time; one about a change or a mishap is given a made-up one."""
    kind = KIND_OF[text]
    then = _as_changed(s, text, person) if kind is Kind.CHANGE else s
    then = _with_mishap(s) if kind is Kind.DIGEST else then
    then = with_proposal(s) if kind in PRESSED else then
    then = _with_absence(s, now) if kind is Kind.ABSENCE else then
    then = _with_call(s, text, person, now) if kind in _OF_DEPUTIES else then
    planned = next((n for n in plan.planned_notices(s) if n.kind is kind), None)
    at = max(now, planned.due_at) if planned else now
    terms = seating.one_each(m for m in s.members if m.person_id == person.id)
    to = sample_recipient(person, text, is_deputy=any(term.is_deputy for term in terms))
    occasion = planned.occasion if planned else SAMPLE_ITEM if kind in PRESSED else "sample"
    about = planned.about if planned else ()
    notice = PlannedNotice(s.key(kind, occasion), kind, occasion, at, at, (to,), about=about)
    return OneLetter(then, notice, to, at)


def sample_recipient(person: Person, text: Letter, *, is_deputy: bool = False) -> Recipient:
    """The person as one for whom the letter is meant."""
    is_called = not is_deputy and not LETTERS[text].for_deputies
    is_called = is_called or text is Letter.DEPUTY_CALL
    calendar = is_called and KINDS[KIND_OF[text]].calendar
    return Recipient(person, text, calendar=calendar, is_deputy=is_deputy, is_called=is_called)


def sample_people(s: Situation, text: Letter, also: Iterable[Person] = ()) -> list[Person]:
    """Whom the letter can be shown for: those who would get it, and `also`; each once."""
    people = list(s.secretaries)
    if KINDS[KIND_OF[text]].audience is not Audience.SECRETARIES:
        deputies_only = LETTERS[text].for_deputies
        people = [m.person for m in s.sitting if m.is_deputy or not deputies_only]
    return list({person.id: person for person in (*people, *also)}.values())


def sample_values(
    sample: OneLetter, code: str, links: Links, *, own_links: bool = False
) -> dict[str, str]:
    """The fields of the letter. Another person's links let one in as them, so they are shown as dots."""
    values = render.letter_values(sample, links, code)
    return values if own_links else values | field_values.hidden_links(values)


def _as_changed(s: Situation, text: Letter, person: Person) -> Situation:
    """As if the person had been told that the meeting was a week earlier, cancelled, or held."""
    assert s.meeting
    stated, meeting = meeting_facts(s.meeting), s.meeting
    if text is Letter.MOVED:
        before = impact.detached_copy(meeting)
        before.set_time(_week_before(meeting.starts), _week_before(meeting.ends))
        stated = meeting_facts(before)
    elif text is Letter.CANCELLED:
        meeting = impact.detached_copy(meeting, status=MeetingStatus.CANCELLED)
    elif text is Letter.RESTORED:
        stated = stated | {"status": MeetingStatus.CANCELLED}
    issue = NoticeIssue(id=0, key="", kind=Kind.KALLELSE, facts={str(meeting.id): stated})
    row = OutboxMessage(
        id=0, issue_id=0, person_id=person.id, kind=Kind.KALLELSE, letter=Letter.KALLELSE,
        state=State.SENT, ambiguous=0,
    )  # fmt: skip
    return replace(s, meeting=meeting, issued=(issue,), letters=(row,))


def _with_mishap(s: Situation) -> Situation:
    """As if the kallelse of the meeting had come back from its first member."""
    key = s.key(Kind.KALLELSE, "sample")
    who = next((m.person.name for m in s.members if not m.is_deputy), s.council.reply_to.name)
    return replace(s, mishaps=(Mishap(key, Fate.BOUNCED, key, Kind.KALLELSE, s.meeting, who),))


def with_proposal(s: Situation) -> Situation:
    """As if one item of the agenda had been proposed, and taken after the kallelse."""
    heading = language(s.council.language)("Lighting in the park")
    item = AgendaItem(id=0, heading=heading, scope="", presenter="", text="", links="")
    item.status, item.minutes = ItemStatus.ON_AGENDA, None
    issue = NoticeIssue(
        id=0, key="", kind=Kind.KALLELSE, occasion="", facts={}, agenda=snapshot(s.agenda)
    )
    return replace(s, items=(*s.items, item), issued=(issue,))


def _with_call(s: Situation, text: Letter, person: Person, now: datetime) -> Situation:
    """As if the person had been called in the first member's place, and released where the letter says so."""
    meeting, member = s.meeting, next((m for m in s.members if not m.is_deputy), None)
    if meeting is None:
        return s
    until = seating.answer_by(meeting, s.free, now) or meeting.starts_at
    call = DeputyCall(
        id=0, meeting_id=meeting.id, seat_id=member.seat_id if member else None, person_id=person.id,
        instead_of_id=member.person_id if member else None, for_start=meeting.starts_at, called_at=now,
        answer_by=until, ended=CallEnd.RELEASED if text is Letter.DEPUTY_RELEASED else "", ended_at=now,
    )  # fmt: skip
    reply = Reply(
        meeting_id=meeting.id, person_id=call.instead_of_id, answer=Answer.COMING, for_start=meeting.starts_at,
        sequence=0, made_at=now, at=now,
    )  # fmt: skip
    return replace(s, calls=(call,), replies=(reply,) if call.ended and member else ())


def _with_absence(s: Situation, now: datetime) -> Situation:
    """As if the first member had just said that they cannot come."""
    member = next((m for m in s.sitting if not m.is_deputy), None)
    if s.meeting is None or member is None:
        return s
    reply = Reply(
        id=0, meeting_id=s.meeting.id, person_id=member.person_id, answer=Answer.NO, note="",
        for_start=s.meeting.starts_at, sequence=0, made_at=now, at=now,
    )  # fmt: skip
    return replace(s, calls=(), replies=(reply,))


def _week_before(wall: Wall) -> Wall:
    return replace(wall, date=wall.date - _WEEK)
