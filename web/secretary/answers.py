"""Answers: mail that waits for the secretary, and an answer she notes for a member."""

from __future__ import annotations

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.councils import store as councils
from scheduler.councils.rows import Person
from scheduler.errors import N_, NotFound, UserError, invalid
from scheduler.inbox import filing, store
from scheduler.inbox.rows import Fate
from scheduler.meetings import replies
from scheduler.meetings import store as meetings
from scheduler.meetings.replies import GivenAnswer
from scheduler.meetings.rows import Answer, Meeting, Source
from web.language import speak
from web.secretary import access, answers_show

pages = Blueprint("answers", __name__, url_prefix="/admin/<slug>/answers")
_MOST_LISTED = 100
_CHOOSE = N_("Choose a member and what they reply.")
_DONE = {
    "answered": N_("The reply is noted."),
    "aside": N_("The mail is laid aside. No reply was changed."),
}


@pages.get("")
@access.secretary
def index() -> str:
    return _tray()


@pages.post("/<int:mail_id>")
@access.secretary
def file(mail_id: int) -> str | Response | tuple[str, int]:
    """Notes the answer that was chosen, or lays the mail aside."""
    mail = store.waiting_mail(g.session, g.council.id, mail_id)
    about = g.session.get(Meeting, mail.meeting_id) if mail.meeting_id else None
    chosen = request.form.get("meeting", "")
    if about is None and chosen.isdecimal():
        about = meetings.by_number(g.session, g.council.id, int(chosen))
    answer = _answer(request.form.get("answer", ""))
    person = g.session.get(Person, mail.person_id) if mail.person_id else None
    try:
        filing.file_mail(
            g.session, mail, answer=answer, meeting=about, person=person, by=g.by, now=g.now
        )
    except UserError as error:
        return _tray(speak()(error.text, **error.params)), 409
    done = "answered" if answer else "aside"
    return redirect(url_for("answers.index", slug=g.council.slug, done=done), 303)


@pages.post("/meetings/<int:number>")
@access.secretary
def note(number: int) -> Response:
    """What a member has told the secretary in another way. Raises: InvalidInput, NotFound, MeetingOver, Conflict."""
    meeting = access.meeting(number)
    answer, chosen = _answer(request.form.get("answer", "")), request.form.get("person", "")
    if answer is None or not chosen.isdecimal():
        raise invalid("answer", _CHOOSE)
    people = {m.person_id: m.person for m in councils.members(g.session, g.council.id)}
    if int(chosen) not in people:
        raise NotFound
    given = GivenAnswer(answer, Source.SECRETARY)
    replies.record_reply(g.session, meeting, people[int(chosen)], given, by=g.by, now=g.now)
    where = url_for("meetings.show", slug=g.council.slug, number=number, done="noted")
    return redirect(f"{where}#h-answers", 303)


def _answer(text: str) -> Answer | None:
    return Answer(text) if text in (Answer.COMING, Answer.ONLINE, Answer.NO) else None


def _tray(fault: str = "") -> str:
    mails = store.list_by_fate(g.session, g.council.id, Fate.WAITING)
    unread = store.list_by_fate(g.session, g.council.id, Fate.REFUSED)
    since = g.now - store.RAW_LIVES
    ignored = store.without_effect(g.session, g.council.id, since=since, limit=_MOST_LISTED)
    people = {m.person_id: m.person.name for m in councils.members(g.session, g.council.id)}
    done, says = _DONE.get(request.args.get("done", "")), speak()
    return access.show(
        "answers/tray.html",
        mails=answers_show.waiting(
            g.council,
            mails,
            people,
            meetings.of_council(g.session, g.council.id),
            says,
            now=g.now,
        ),
        unread=answers_show.no_effect(g.council, unread, people, says),
        unread_count=says.count(
            "%(n)s mail could not be read", "%(n)s mails could not be read", len(unread)
        ),
        ignored=answers_show.no_effect(g.council, ignored, people, says),
        ignored_count=says.count(
            "%(n)s mail of the last 30 days changed nothing",
            "%(n)s mails of the last 30 days changed nothing",
            len(ignored),
        ),
        done=says(done) if done else "",
        fault=fault,
        failed=bool(fault),
    )
