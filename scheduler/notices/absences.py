"""The mail to the secretaries on those who cannot come: when it goes, and what it says of each."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from scheduler.clock import FIVE_MINUTES, Wall
from scheduler.councils.rows import DeputyMode
from scheduler.errors import N_
from scheduler.language import Language
from scheduler.links import Links
from scheduler.meetings.replies import counted_replies
from scheduler.meetings.rows import COMES, Answer, Meeting, Reply, Source
from scheduler.meetings.seating import Place, SeatState, serves
from scheduler.notices import audience, deputies, due_times
from scheduler.notices.deputies import until_text
from scheduler.notices.kinds import Kind
from scheduler.notices.situation import OneLetter, PlannedNotice, Situation, planned_notice

_HOUR = timedelta(hours=1)


def absence_notice(s: Situation, meeting: Meeting) -> PlannedNotice | None:
    """To come where somebody has said no since the last one; at most one an hour, which tells of all who have.

    What the secretary noted is known already.
    """
    if not s.council.tell_declines or not s.replies:
        return None
    issued = [i for i in s.issued if i.kind == Kind.ABSENCE]
    told = max((int(issue.occasion.partition("@")[0]) for issue in issued), default=0)
    new = [r for r in absences(s, meeting) if r.id > told and r.source != Source.SECRETARY]
    if not (new or issued):
        return None
    first_at = new[0].at if new else issued[-1].issued_at
    due_at = max([first_at + FIVE_MINUTES, *(issue.issued_at + _HOUR for issue in issued)])
    due_at = due_times.out_of_the_night(due_at, s.council.zone, meeting.starts_at)
    occasion = f"{new[-1].id if new else told}@{meeting.starts.text()}"
    to = audience.recipients(s, Kind.ABSENCE)
    notice = planned_notice(s, Kind.ABSENCE, occasion, due_at, meeting.starts_at, to)
    return notice if new or notice.issue else None


def absences(s: Situation, meeting: Meeting) -> list[Reply]:
    """The replies of those who have a seat, or were called to one, and cannot come; the newest last."""
    called = {call.person_id for call in s.calls if call.for_start == meeting.starts_at}
    seated = {member.person_id for member in s.sitting if serves(member, called)}
    counted = counted_replies(meeting, s.replies, s.calls).values()
    absent = (r for r in counted if r.person_id in seated and r.answer == Answer.NO)
    return sorted(absent, key=lambda reply: reply.id)


def absence_values(letter: OneLetter, links: Links, speak: Language) -> dict[str, str]:
    """The newest first. For the subject one name, and how many more."""
    s = letter.situation
    assert s.meeting
    replies, places = absences(s, s.meeting)[::-1], deputies.seats(s, letter.at)
    subject = [_name(s, reply.person_id) for reply in replies[:1]]
    if len(replies) > 1:
        subject.append(speak("%(n)s more", n=len(replies) - 1))
    return {
        "absent": speak.listed(subject),
        "absences": "\n\n".join("\n".join(_lines(s, one, places, speak)) for one in replies),
        "mail_link": links.kept_page(s.council.slug, f"meetings/{s.meeting.number}"),
    }


def _name(s: Situation, person_id: int) -> str:
    return next(member.person.name for member in s.members if member.person_id == person_id)


def _lines(s: Situation, reply: Reply, places: list[Place], speak: Language) -> Iterator[str]:
    name, at = _name(s, reply.person_id), Wall.at(reply.made_at, s.council.zone)
    answer = speak("%(name)s cannot come", name=name)
    yield speak("%(answer)s Replied %(at)s.", answer=f"{answer}.", at=speak.short(at.date, at.time))
    if reply.note:
        yield speak("Message: %(note)s", note=reply.note)
    place = next((p for p in places if p.member and p.member.person_id == reply.person_id), None)
    if place and place.organisation:
        yield organisation_line(place.organisation, places, s.answers(), speak)
    if place and s.council.deputy_mode != DeputyMode.NONE:
        yield _seat_line(s, place, name, speak)


def organisation_line(
    name: str, places: Sequence[Place], answers: Mapping[int, Answer], speak: Language
) -> str:
    """How many of its seats are taken by somebody who has said yes."""
    of = [place.holder for place in places if place.organisation == name]
    coming = sum(one is not None and answers.get(one.person_id) in COMES for one in of)
    return speak(
        "%(organisation)s: %(n)s of %(all)s will come", organisation=name, n=coming, all=len(of)
    )


def _seat_line(s: Situation, place: Place, name: str, speak: Language) -> str:
    if place.call:
        text = N_("%(deputy)s is called in the place of %(member)s, and is to reply by %(when)s.")
        if place.state is SeatState.DEPUTY:
            text = N_("%(deputy)s comes in the place of %(member)s.")
        deputy = _name(s, place.call.person_id)
        when = until_text(place.call.answer_by, s.council.zone, speak)
        return speak(text, deputy=deputy, member=name, when=when)
    people = (m.person for m in place.deputies)
    listed = "; ".join(", ".join(filter(None, (p.name, p.phone))) for p in people)
    if not listed:
        return speak("There is no deputy left to call.")
    return speak("Deputies, in order: %(names)s", names=listed)
