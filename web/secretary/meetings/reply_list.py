"""Who has answered what to a meeting, of those who were called."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import request

from scheduler.councils.rows import Person
from scheduler.errors import N_
from scheduler.language import sort_key
from scheduler.meetings import replies
from scheduler.meetings.rows import Answer, Meeting, Reply
from scheduler.meetings.seating import serves
from scheduler.notices import audience
from scheduler.notices.situation import Situation

ANSWERS: Mapping[str, str] = {
    Answer.COMING: N_("Will come"),
    Answer.ONLINE: N_("Will take part online"),
    Answer.NO: N_("Cannot come"),
    Answer.MAYBE: N_("Maybe"),
}
_COMING = (Answer.COMING, Answer.ONLINE)


class ReplyRow(NamedTuple):
    """One person's reply, if there is one."""

    person: Person
    reply: Reply | None


class ReplyList(NamedTuple):
    """By name. `organisations`: how many come of how many, where there are several. `is_called`: the kallelse to the
    meeting's time has been ordered."""

    rows: Sequence[ReplyRow]
    organisations: Sequence[tuple[str, int, int]]
    is_called: bool

    @property
    def coming(self) -> int:
        return sum(row.reply is not None and row.reply.answer in _COMING for row in self.rows)

    @property
    def no(self) -> int:
        return sum(row.reply is not None and row.reply.answer == Answer.NO for row in self.rows)


def reply_list(s: Situation, meeting: Meeting) -> ReplyList:
    """Nobody is missing from a cancelled meeting: only those who have answered are listed."""
    standing = replies.standing_replies(meeting, s.replies)
    people = sorted(audience.called_people(s, meeting), key=lambda person: sort_key(person.name))
    if meeting.is_cancelled:
        rows = [ReplyRow(one, standing[one.id]) for one in people if one.id in standing]
        return ReplyList(rows, (), is_called=False)
    rows = [ReplyRow(one, standing.get(one.id)) for one in people]
    is_called = audience.called_ids(s, meeting) is not None
    return ReplyList(rows, _organisations(s, meeting, rows), is_called)


def _organisations(
    s: Situation, meeting: Meeting, rows: Sequence[ReplyRow]
) -> list[tuple[str, int, int]]:
    replies_of = {row.person.id: row.reply for row in rows}
    comes = defaultdict[str, list[bool]](list)
    for term in s.members:
        is_seated = serves(term, s.called_deputies) and term.covers(meeting.starts.date)
        if term.organisation and term.person_id in replies_of and is_seated:
            reply = replies_of[term.person_id]
            comes[term.organisation].append(reply is not None and reply.answer in _COMING)
    if len(comes) < 2:
        return []
    return [(name, sum(comes[name]), len(comes[name])) for name in sorted(comes, key=sort_key)]


def chosen_answer() -> Answer | None:
    """The one that a button or a list of the form gave."""
    text = request.form.get("answer", "")
    return Answer(text) if text in (*_COMING, Answer.NO) else None
