"""What every face says of a published version of the notes, and its files."""

from __future__ import annotations

from flask import Response

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.language import language
from scheduler.notes.document import Document, from_json
from scheduler.notes.notes_pdf import render_notes_pdf
from scheduler.notes.rows import NotesVersion
from web.papers import attachment, pdf_response


def published_at(version: NotesVersion, council: Council) -> str:
    """In the council's language, as the paper is."""
    at = Wall.at(version.published_at, council.zone)
    return language(council.language).short(at.date, at.time)


def notes_pdf(version: NotesVersion, council: Council) -> Response:
    document = from_json(version.content)
    told = ""
    if version.number > 1:
        told = document.says(
            "Version %(n)s, published on %(when)s. Corrected: %(what)s",
            n=version.number,
            when=published_at(version, council),
            what=version.correction,
        )
    octets = render_notes_pdf(document, version=told)
    return pdf_response(octets, f"{notes_file_name(document, council)}.pdf")


def docx_response(octets: bytes, name: str) -> Response:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return attachment(octets, f"{name}.docx", kind)


def notes_file_name(document: Document, council: Council) -> str:
    word = document.says("notes")
    return f"{council.slug}-{word}-{document.begin.date}"
