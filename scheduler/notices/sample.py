"""Rule: any letter as it would read for a chosen meeting and person, also where no such mail is planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.clock import Wall
from scheduler.councils.rows import Person
from scheduler.links import Links
from scheduler.mail.rows import OutboxMessage, State
from scheduler.meetings.lifecycle import meeting_facts
from scheduler.meetings.rows import Meeting, MeetingStatus
from scheduler.notices import audience, plan, render
from scheduler.notices.digest.mishap import Fate, Mishap
from scheduler.notices.kinds import TRAITS, Kind, Letter, kind_of
from scheduler.notices.rows import NoticeIssue
from scheduler.notices.situation import PlannedNotice, Recipient, Situation

_HIDDEN = (
    "page_link", "meeting_link", "yes_link", "no_link", "calendar_file", "subscribe_link", "year_file", "choices_link",
    "other_language",
)  # fmt: skip
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Sample:
    """One letter as if it were due: the situation it would be made in, the mail, and to whom."""

    situation: Situation
    notice: PlannedNotice
    to: Recipient
    at: datetime


def make_sample(s: Situation, text: Letter, person: Person, *, now: datetime) -> Sample:
    """The meeting of `s` as it stands; a letter about a change or a mishap is given a made-up one.

    The letter is made at its planned time, so that it asks for nothing by a day that has passed then.
    """
    kind = kind_of(text)
    then = _as_changed(s, text, person) if kind is Kind.CHANGE else s
    then = _with_mishap(s) if kind is Kind.DIGEST else then
    planned = next((n for n in plan.planned(s) if n.kind is kind), None)
    at = max(now, planned.due_at) if planned else now
    terms = audience.one_each(m for m in s.members if m.person_id == person.id)
    to = sample_recipient(person, text, is_deputy=any(term.is_deputy for term in terms))
    occasion = planned.occasion if planned else "sample"
    about = planned.about if planned else ()
    notice = PlannedNotice(s.key(kind, occasion), kind, occasion, at, at, (to,), about=about)
    return Sample(then, notice, to, at)


def sample_recipient(person: Person, text: Letter, *, is_deputy: bool = False) -> Recipient:
    """The person as one for whom the letter is meant."""
    is_called = not is_deputy and text is not Letter.KALLELSE_INFORMATION
    calendar = is_called and TRAITS[kind_of(text)].calendar
    return Recipient(person, text, calendar=calendar, is_deputy=is_deputy, is_called=is_called)


def sample_people(s: Situation, text: Letter, also: Iterable[Person] = ()) -> list[Person]:
    """Whom the letter can be shown for: those who would get it, and `also`; each once."""
    if text in (Letter.KALLELSE_REVIEW, Letter.KALLELSE_APPROVAL, Letter.DIGEST):
        found = list(s.secretaries)
    else:
        day = s.meeting.starts.date if s.meeting else None
        terms = audience.one_each(m for m in s.members if day is None or m.covers(day))
        wanted = (m for m in terms if m.is_deputy or text is not Letter.KALLELSE_INFORMATION)
        found = [member.person for member in wanted]
    return list({person.id: person for person in (*found, *also)}.values())


def sample_values(
    sample: Sample, code: str, links: Links, *, own_links: bool = False
) -> dict[str, str]:
    """The fields of the letter. Another person's links let one in as them, so they are shown as dots."""
    found = render.letter_values(
        sample.situation, sample.notice, sample.to, links, now=sample.at, code=code
    )
    return found if own_links else found | {name: "…" for name in _HIDDEN if found.get(name)}


def _as_changed(s: Situation, text: Letter, person: Person) -> Situation:
    """As if the person had been told that the meeting was a week earlier, cancelled, or held."""
    assert s.meeting
    told, today = meeting_facts(s.meeting), s.meeting
    if text is Letter.MOVED:
        before = _copy(s.meeting)
        before.set_time(_week_before(today.starts), _week_before(today.ends))
        told = meeting_facts(before)
    elif text is Letter.CANCELLED:
        today = _copy(s.meeting)
        today.status = MeetingStatus.CANCELLED
    elif text is Letter.RESTORED:
        told = told | {"status": MeetingStatus.CANCELLED}
    issue = NoticeIssue(id=0, key="", kind=Kind.KALLELSE, facts={str(s.meeting.id): told})
    row = OutboxMessage(
        id=0, issue_id=0, person_id=person.id, kind=Kind.KALLELSE, letter=Letter.KALLELSE,
        state=State.SENT, ambiguous=0,
    )  # fmt: skip
    return replace(s, meeting=today, issued=(issue,), told=(row,))


def _with_mishap(s: Situation) -> Situation:
    """As if the kallelse of the meeting had come back from its first member."""
    key = s.key(Kind.KALLELSE, "sample")
    who = next((m.person.name for m in s.members if not m.is_deputy), s.council.reply_to.name)
    return replace(s, mishaps=(Mishap(key, Fate.BOUNCED, key, Kind.KALLELSE, s.meeting, who),))


def _week_before(wall: Wall) -> Wall:
    return replace(wall, date=wall.date - _WEEK)


def _copy(meeting: Meeting) -> Meeting:
    """One that no session knows."""
    columns = Meeting.__table__.columns
    return Meeting(**{column.key: getattr(meeting, column.key) for column in columns})
