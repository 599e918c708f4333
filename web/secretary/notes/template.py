"""The Word template of the notes: the program's, until the council uploads its own."""

from flask import Response, g, request

from scheduler.errors import N_, invalid
from scheduler.meetings import store as meetings
from scheduler.notes.document import make_document
from scheduler.notes.draft import Draft, new_notes
from scheduler.notes.notes_docx import check_template, standard_template
from scheduler.notes.rows import NotesTemplate
from web.addresses import ViewResult, redirect_to
from web.forms import answer_refusals
from web.notes_page import docx_response
from web.secretary import access

pages = access.CouncilPages("notes_template", "/notes-template", "meetings")
_NO_FILE = N_("Choose a file first.")
_NO_MEETING = N_("Publish a year first: the template is tried on a meeting.")


@pages.get("")
def edit() -> str:
    own = g.session.get(NotesTemplate, g.council.id)
    return access.secretary_page("notes/template.html", own=own)


@pages.get("/template.docx")
def file() -> Response:
    """The template that is used now."""
    own = g.session.get(NotesTemplate, g.council.id)
    return docx_response(own.content if own else standard_template(), f"{g.council.slug}-template")


@pages.post("")
def save() -> ViewResult:
    """Takes a file that can be filled in; `do` is `remove` where the program's is to be used again."""
    own = g.session.get(NotesTemplate, g.council.id)
    if request.form.get("do") == "remove":
        if own:
            g.session.delete(own)
        return redirect_to("notes_template.edit", done="removed")
    answer_refusals(edit)
    name, content = _sent()
    own = own or NotesTemplate(council_id=g.council.id)
    own.name, own.content, own.uploaded_at = name, content, g.now
    g.session.add(own)
    return redirect_to("notes_template.edit", done="saved")


def _sent() -> tuple[str, bytes]:
    """Raises: InvalidInput (`template`)."""
    sent = request.files.get("template")
    content = sent.read() if sent else b""
    if not sent or not content:
        raise invalid("template", _NO_FILE)
    first = next(iter(meetings.of_council(g.session, g.council.id)), None)
    if first is None:
        raise invalid("template", _NO_MEETING)
    document = make_document(Draft(g.council, first, new_notes(first)))
    check_template(content, document)
    return (sent.filename or "")[-200:], content
