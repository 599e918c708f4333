"""The Word template of the notes: the program's, until the council uploads its own."""

from __future__ import annotations

from flask import Blueprint, Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from scheduler.errors import N_, InvalidInput, invalid
from scheduler.meetings import store as meetings
from scheduler.notes import store
from scheduler.notes.document import make_document
from scheduler.notes.draft import Draft
from scheduler.notes.notes_docx import can_render_docx, check_template, standard_template
from scheduler.notes.rows import NotesTemplate
from web.forms import PageForm
from web.language import speak
from web.notes_page import docx_response
from web.secretary import access

pages = Blueprint("notes_template", __name__, url_prefix="/admin/<slug>/notes-template")
_NO_FILE = N_("Choose a file first.")
_NO_MEETING = N_("Publish a year first: the template is tried on a meeting.")
_DONE = {
    "saved": N_("The template is saved."),
    "removed": N_("The program's template is used again."),
}


@pages.get("")
@access.secretary
def edit() -> str:
    return _page()


@pages.get("/template.docx")
@access.secretary
def file() -> Response:
    """The template that is used now."""
    own = store.template_of(g.session, g.council.id)
    return docx_response(own.content if own else standard_template(), f"{g.council.slug}-template")


@pages.post("")
@access.secretary
def save() -> Answer | tuple[str, int]:
    """Takes a file that can be filled in; `do` is `remove` where the program's is to be used again."""
    own = store.template_of(g.session, g.council.id)
    if request.form.get("do") == "remove":
        if own:
            g.session.delete(own)
        return redirect(url_for("notes_template.edit", slug=g.council.slug, done="removed"), 303)
    try:
        name, content = _sent()
    except InvalidInput as error:
        return _page(error), 422
    own = own or NotesTemplate(council_id=g.council.id)
    own.name, own.content, own.uploaded_at = name, content, g.now
    g.session.add(own)
    return redirect(url_for("notes_template.edit", slug=g.council.slug, done="saved"), 303)


def _sent() -> tuple[str, bytes]:
    """Raises: InvalidInput (`template`)."""
    sent = request.files.get("template")
    content = sent.read() if sent else b""
    if not sent or not content:
        raise invalid("template", _NO_FILE)
    first = next(iter(meetings.of_council(g.session, g.council.id)), None)
    if first is None:
        raise invalid("template", _NO_MEETING)
    document = make_document(Draft(g.council, first))
    check_template(content, document)
    return (sent.filename or "")[-200:], content


def _page(error: InvalidInput | None = None) -> str:
    form = PageForm(formdata=None)
    form.refuse(error or InvalidInput({}))
    return access.show(
        "notes/template.html",
        own=store.template_of(g.session, g.council.id),
        can_render=can_render_docx(),
        faults=form.told,
        failed=error is not None,
        done=speak()(_DONE.get(request.args.get("done", ""), "")),
    )
