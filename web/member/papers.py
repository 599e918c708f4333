"""The agenda and papers of a meeting behind a personal link: from the kallelse on, for whoever is in term that day."""

from flask import Response, g

from scheduler.agenda import papers_of_meeting, store
from scheduler.agenda.agenda_pdf import agenda_file_name, render_agenda
from scheduler.agenda.papers_of_meeting import Papers
from scheduler.agenda.rows import AgendaItem
from scheduler.errors import NotFound
from scheduler.meetings.rows import Meeting
from scheduler.notes.on_agenda import notes_on_agenda
from scheduler.notices import store as notices
from scheduler.notices.kinds import Kind
from scheduler.papers.zip_file import zip_papers
from web import papers
from web.language import speak
from web.member import access

pages = access.link_pages("member_papers")
_MEETING = "/m/<token>/<slug>/meetings/<int:number>"


@pages.get(f"{_MEETING}/agenda.pdf")
def agenda_pdf() -> Response:
    """Raises: NotFound before the kallelse has been ordered."""
    if not may_see_agenda(g.sitting, g.meeting):
        raise NotFound
    items = store.agenda_of(g.session, g.meeting.id)
    found = papers_of_meeting.read_papers(g.session, g.meeting.id, items)
    below = notes_on_agenda(g.session, g.meeting, items, now=g.now).lines(speak())
    octets = render_agenda(g.council, g.meeting, items, found, speak(), below=below)
    return papers.pdf_response(octets, agenda_file_name(g.council, g.meeting, speak()))


@pages.get(f"{_MEETING}/papers/<int:paper_id>")
def file(paper_id: int) -> Response:
    found = papers_seen(g.sitting, g.meeting)
    return papers.paper_response(papers_of_meeting.must_find_paper(found, paper_id))


@pages.get(f"{_MEETING}/papers/all.zip")
def archive() -> Response:
    found = papers_of_meeting.by_folder(papers_seen(g.sitting, g.meeting))
    name = f"{g.slug}-{g.meeting.starts.date}.zip"
    return papers.zip_response(zip_papers(found, papers.folder()), name)


def may_see_agenda(sitting: access.Sitting, meeting: Meeting) -> bool:
    """From the kallelse on; till then it is the secretary's alone."""
    is_in_term = sitting.on(meeting.starts.date) is not None
    return is_in_term and notices.is_ordered(g.session, meeting.id, Kind.KALLELSE)


def agenda_seen(sitting: access.Sitting, meeting: Meeting) -> list[AgendaItem]:
    return store.agenda_of(g.session, meeting.id) if may_see_agenda(sitting, meeting) else []


def papers_seen(sitting: access.Sitting, meeting: Meeting) -> Papers:
    """Those of the meeting and its agenda, and of what the person has proposed themselves."""
    agenda = agenda_seen(sitting, meeting)
    own = store.proposed_by(g.session, meeting.id, sitting.person_id)
    items = [*agenda, *(item for item in own if item not in agenda)]
    meeting_id = meeting.id if may_see_agenda(sitting, meeting) else None
    return papers_of_meeting.read_papers(g.session, meeting_id, items)
