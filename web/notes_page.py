"""What every face says of a published version of the notes, and its files."""

from typing import Any

from flask import Response, g

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.errors import NotFound
from scheduler.language import language
from scheduler.meetings.rows import Meeting
from scheduler.notes import store
from scheduler.notes.document import Document, from_json
from scheduler.notes.notes_pdf import render_notes_pdf
from scheduler.notes.rows import NotesVersion
from web.papers import attachment, pdf_response


def published_version(meeting: Meeting, number: int = 0) -> NotesVersion:
    """The one of that number, else the one that holds now. Raises: NotFound."""
    versions = [v for v in store.versions(g.session, meeting.id) if number in (0, v.number)]
    if not versions:
        raise NotFound
    return versions[-1]


def paper_values(version: NotesVersion, council: Council) -> dict[str, Any]:
    """What the page of a version shows; `corrected` is what a later one says of itself, in the council's language."""
    at, corrected = Wall.at(version.published_at, council.zone), ""
    if version.number > 1:
        says = language(council.language)
        corrected = says(
            "Version %(n)s, published on %(when)s. Corrected: %(what)s",
            n=version.number,
            when=says.short(at.date, at.time),
            what=version.correction,
        )
    return {"document": from_json(version.content), "version": version, "corrected": corrected}


def notes_pdf(version: NotesVersion, council: Council) -> Response:
    values = paper_values(version, council)
    octets = render_notes_pdf(values["document"], version=values["corrected"])
    return pdf_response(octets, f"{notes_file_name(values['document'], council)}.pdf")


def docx_response(octets: bytes, name: str) -> Response:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return attachment(octets, f"{name}.docx", kind)


def notes_file_name(document: Document, council: Council) -> str:
    word = document.says("notes")
    return f"{council.slug}-{word}-{document.begin.date}"
