"""What everyone may see of an agenda: its public items and their papers, from the kallelse on."""

from flask import Blueprint, Response, g

from scheduler.agenda import papers_of_meeting, store
from scheduler.agenda.agenda_pdf import agenda_file_name, render_agenda
from scheduler.agenda.rows import AgendaItem
from scheduler.councils import store as councils
from scheduler.errors import NotFound
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notices import store as notices
from scheduler.notices.kinds import Kind
from web import language
from web.papers import paper_response, pdf_response

pages = Blueprint("public_papers", __name__)


@pages.get("/<slug>/meetings/<int:number>/papers/<int:paper_id>")
def file(slug: str, number: int, paper_id: int) -> Response:
    council = councils.public_council(g.session, slug)
    meeting = meetings.by_number(g.session, council.id, number)
    papers = papers_of_meeting.read_papers(g.session, None, public_items(meeting))
    return paper_response(papers_of_meeting.must_find_paper(papers, paper_id))


@pages.get("/<slug>/meetings/<int:number>/agenda.pdf")
def agenda_pdf(slug: str, number: int) -> Response:
    """In the council's language. Raises: NotFound where no item is public."""
    council = councils.public_council(g.session, slug)
    meeting = meetings.by_number(g.session, council.id, number)
    items = public_items(meeting)
    if not items:
        raise NotFound
    language.use(council.language)
    papers, says = papers_of_meeting.read_papers(g.session, None, items), language.speak()
    octets = render_agenda(council, meeting, items, papers, says, is_public=True)
    return pdf_response(octets, agenda_file_name(council, meeting, says))


def public_items(meeting: Meeting) -> list[AgendaItem]:
    """None until the kallelse has been ordered."""
    if not notices.is_ordered(g.session, meeting.id, Kind.KALLELSE):
        return []
    return [item for item in store.agenda_of(g.session, meeting.id) if item.is_public]
