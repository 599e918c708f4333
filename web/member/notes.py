"""The notes of a meeting behind a personal link, once they are published."""

from __future__ import annotations

from flask import Response, g, render_template

from scheduler.councils.rows import Council
from scheduler.errors import NotFound
from scheduler.meetings import store as meetings
from scheduler.notes import store
from scheduler.notes.document import from_json
from scheduler.notes.rows import NotesVersion
from scheduler.papers.pdf import can_render
from web import notes_page
from web.member import access, page_data

pages = access.private_blueprint("member_notes")


@pages.get("/m/<token>/<slug>/meetings/<int:number>/notes")
def read(token: str, slug: str, number: int) -> str:
    """For members and deputies, with what this person is to report back on. Raises: NotFound."""
    holder = access.holder(token)
    council = holder.sitting(slug).council
    held = meetings.of_council(g.session, council.id)
    meeting = meetings.by_number(g.session, council.id, number)
    version = _version(council, number)
    tracked = store.open_follow_ups(g.session, council.id, held)
    where: dict[str, object] = {"slug": slug, "number": number}
    return render_template(
        "member/notes.html",
        person=holder.person,
        council=council,
        day=meeting.starts.date,
        document=from_json(version.content),
        version=version,
        published_at=notes_page.published_at(version, council),
        own=[one for one in tracked if one.follow_up.person_id == holder.person.id],
        pdf_url=page_data.address("member_notes.pdf", token, **where) if can_render() else "",
        meeting_url=page_data.address("member.meeting", token, **where),
        home=page_data.address("member.page", token),
        details=page_data.address("details.own", token),
        in_other_language=page_data.address_in_other_language(
            "member_notes.read", token=token, **where
        ),
    )


@pages.get("/m/<token>/<slug>/meetings/<int:number>/notes.pdf")
def pdf(token: str, slug: str, number: int) -> Response:
    """Raises: NotFound."""
    council = access.holder(token).sitting(slug).council
    return notes_page.notes_pdf(_version(council, number), council)


def _version(council: Council, number: int) -> NotesVersion:
    """The one that holds now. Raises: NotFound."""
    meeting = meetings.by_number(g.session, council.id, number)
    version = store.latest_versions(g.session, [meeting.id]).get(meeting.id)
    if version is None:
        raise NotFound
    return version
