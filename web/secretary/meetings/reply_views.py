"""Replies: mail that waits for the secretary, and a reply that she notes for a member."""

from flask import g, request
from werkzeug.wrappers import Response

from scheduler.councils import store as councils
from scheduler.councils.rows import Person
from scheduler.errors import N_, NotFound, UserError, invalid
from scheduler.inbox import filing, store
from scheduler.inbox.rows import Fate, IncomingMail
from scheduler.meetings import replies
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting, Reply, Source
from web.addresses import redirect_to
from web.language import speak
from web.secretary import access
from web.secretary.meetings.reply_list import ANSWERS, chosen_answer

pages = access.CouncilPages("answers", "/answers", "secretary")
_MOST_LISTED = 100
_CHOOSE = N_("Choose a member and what they reply.")


@pages.get("")
def index() -> str:
    return _tray()


@pages.post("/<int:mail_id>")
def file(mail_id: int) -> str | Response | tuple[str, int]:
    """Notes the answer that was chosen, or lays the mail aside."""
    mail = store.waiting_mail(g.session, g.council.id, mail_id)
    answer = chosen_answer()
    person = g.session.get(Person, mail.person_id) if mail.person_id else None
    try:
        filing.file_mail(
            g.session,
            mail,
            answer=answer,
            meeting=_meeting(mail),
            person=person,
            by=g.by,
            now=g.now,
        )
    except UserError as error:
        return _tray(speak()(error.text, **error.params)), 409
    done = "answered" if answer else "aside"
    return redirect_to("answers.index", done=done)


def _meeting(mail: IncomingMail) -> Meeting | None:
    """The one the mail is about; else the one that was chosen."""
    meeting = g.session.get(Meeting, mail.meeting_id) if mail.meeting_id else None
    number = request.form.get("meeting", "")
    if meeting is None and number.isdecimal():
        return meetings.by_number(g.session, g.council.id, int(number))
    return meeting


@pages.post("/meetings/<int:number>")
def note(number: int) -> Response:
    """What a member has told the secretary in another way. Raises: InvalidInput, NotFound, MeetingOver, Conflict."""
    meeting = access.meeting(number)
    answer, person_id = chosen_answer(), request.form.get("person", "")
    if answer is None or not person_id.isdecimal():
        raise invalid("answer", _CHOOSE)
    people = {m.person_id: m.person for m in councils.members(g.session, g.council.id)}
    if int(person_id) not in people:
        raise NotFound
    given = Reply(answer=answer, source=Source.SECRETARY)
    replies.record_reply(g.session, meeting, people[int(person_id)], given, by=g.by, now=g.now)
    return redirect_to("meetings.show", number=number, done="noted", _anchor="h-answers")


def _tray(fault: str = "") -> str:
    rows = meetings.of_council(g.session, g.council.id)
    since = g.now - store.RAW_LIVES
    return access.secretary_page(
        "meetings/incoming_mail.html",
        mails=store.list_by_fate(g.session, g.council.id, Fate.WAITING),
        unread=store.list_by_fate(g.session, g.council.id, Fate.REFUSED),
        ignored=store.without_effect(g.session, g.council.id, since=since, limit=_MOST_LISTED),
        names={m.person_id: m.person.name for m in councils.members(g.session, g.council.id)},
        meetings={meeting.id: meeting for meeting in rows},
        coming=[row for row in rows if row.ends_at > g.now and not row.is_cancelled],
        answers=ANSWERS,
        done=request.args.get("done", ""),
        fault=fault,
        failed=bool(fault),
    )
