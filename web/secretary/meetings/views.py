"""The list of meetings and the page of each: its replies and mail, and what is pressed there."""

from flask import g, request, url_for
from werkzeug.wrappers import Response

from scheduler.agenda import papers_of_meeting
from scheduler.agenda import store as agenda
from scheduler.agenda.timetable import item_times
from scheduler.councils import store as councils
from scheduler.errors import N_, Conflict, InvalidInput
from scheduler.meetings import lifecycle, store
from scheduler.notes import store as notes
from scheduler.notes.on_agenda import notes_on_agenda
from scheduler.notices import extra_letters, impact, listing
from scheduler.notices.deputies import until_text
from scheduler.notices.load_situation import load_called, load_situation
from scheduler.notices.store import Owner, Ref
from web import letter_request, paging
from web.addresses import redirect_to
from web.language import speak
from web.secretary import access
from web.secretary.deputies.seat_story import seat_stories
from web.secretary.meetings.reply_list import ANSWERS, reply_list

pages = access.CouncilPages("meetings", "/meetings")
_EARLIER = 20
"""Of the meetings that are over, so many a page."""
_LATEST = 2
"""Of the meetings that are over, those with their replies in the list."""
_TAKEN = N_("The time the meeting had is taken by another meeting now. Move one of them.")


@pages.get("")
def index() -> str:
    meetings = store.of_council(g.session, g.council.id)
    over = [meeting for meeting in meetings if meeting.ends_at <= g.now]
    coming = meetings[len(over) :]
    lists = {
        s.meeting.number: reply_list(s, s.meeting)
        for s in load_called(g.session, [*over[-_LATEST:], *coming])
        if s.meeting
    }
    page = paging.paginate(
        over[::-1], lambda number: url_for("meetings.index", page=number), most=_EARLIER
    )
    return access.secretary_page("meetings/list.html", coming=coming, page=page, lists=lists)


@pages.get("/<int:number>", endpoint="show")
def meeting_page(number: int) -> str:
    meeting = access.meeting(number)
    situation = load_situation(g.session, Ref(Owner.MEETING, meeting.id))
    items = agenda.agenda_of(g.session, meeting.id)
    notices = sorted(listing.list_situation(situation, now=g.now), key=lambda n: (n.due_at, n.key))
    return access.secretary_page(
        "meetings/meeting.html",
        meeting=meeting,
        mail=notices,
        told_people=impact.told_people(situation, meeting),
        replies=reply_list(situation, meeting),
        seat_stories=seat_stories(situation, meeting, g.now),
        until=lambda at: until_text(at, g.council.zone, speak()),
        answers=ANSWERS,
        agenda=items,
        times=item_times(meeting, items),
        back=notes_on_agenda(g.session, meeting, items, now=g.now),
        versions=notes.versions(g.session, meeting.id),
        papers=papers_of_meeting.read_papers(g.session, meeting.id, items),
        done=request.args.get("done", ""),
        can_undo=lifecycle.undoable(g.session, meeting, now=g.now) is not None,
    )


@pages.post("/<int:number>/undo")
def undo(number: int) -> Response:
    """Takes back the change that was shown. Raises: Conflict where it is too late, or another came after it."""
    councils.lock(g.session, g.council.id)
    meeting = access.meeting(number)
    if request.form.get("revision") != str(meeting.revision):
        raise Conflict
    try:
        lifecycle.take_back(g.session, meeting, by=g.by, now=g.now)
    except InvalidInput as error:
        raise Conflict(_TAKEN) from error
    return redirect_to("meetings.show", number=number, done="undone")


@pages.post("/<int:number>/call")
def call(number: int) -> Response:
    """Sends the kallelse to those who came after it. Raises: NotFound; Conflict where nobody waits for it, or all mail
    is paused."""
    meeting = access.meeting(number)
    ref = Ref(Owner.MEETING, meeting.id)
    extra_letters.mail_latecomers(g.session, ref, letter_request.mail_setup(), by=g.by, now=g.now)
    return redirect_to("meetings.show", number=number, done="called")
