"""The papers of a meeting behind a personal link, from the kallelse on."""

from __future__ import annotations

from flask import Response, g

from scheduler.agenda import store
from scheduler.agenda.agenda_pdf import agenda_file_name, render_agenda
from scheduler.errors import NotFound
from scheduler.meetings import store as meetings
from scheduler.notices import store as notices
from web.language import speak
from web.member import access
from web.papers import pdf_response

pages = access.private_blueprint("member_papers")


@pages.get("/m/<token>/<slug>/meetings/<int:number>/agenda.pdf")
def agenda_pdf(token: str, slug: str, number: int) -> Response:
    """Raises: NotFound before the kallelse has been ordered."""
    council = access.holder(token).sitting(slug).council
    meeting = meetings.by_number(g.session, council.id, number)
    if not notices.is_kallelse_ordered(g.session, meeting.id):
        raise NotFound
    items = store.agenda_of(g.session, meeting.id)
    octets = render_agenda(council, meeting, items, speak())
    return pdf_response(octets, agenda_file_name(council, meeting, speak()))
