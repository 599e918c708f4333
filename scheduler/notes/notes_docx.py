"""The notes as a Word document, from our template or the council's own."""

from importlib.resources import files
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from scheduler.errors import N_, invalid
from scheduler.notes.document import Document
from scheduler.notes.notes_pdf import behind
from scheduler.notes.text import Block

MOST_OCTETS, _MOST_UNPACKED = 500_000, 20_000_000
_NO_TEMPLATE = N_("This is not a Word document (.docx) of at most 500 kB.")
_FAULT = N_("The template cannot be filled in: %(why)s")


def render_notes_docx(document: Document, template: bytes | None = None) -> bytes:
    """In the council's language. The template is code of others: it runs in a sandbox.

    Raises: InvalidInput (`template`) where the template has a fault.
    """
    from docxtpl import DocxTemplate  # slow to load, and most processes never make one

    made, octets = DocxTemplate(BytesIO(template or standard_template())), BytesIO()
    environment = SandboxedEnvironment(autoescape=True)
    try:
        made.render(_context(document), jinja_env=environment, autoescape=True)
    except (TemplateError, ValueError, TypeError, AttributeError) as error:
        raise invalid("template", _FAULT, why=error) from error
    made.save(octets)
    return octets.getvalue()


def check_template(template: bytes, document: Document) -> None:
    """Raises: InvalidInput (`template`) where it is no Word document, or cannot be filled in with the document."""
    try:
        with ZipFile(BytesIO(template)) as packed:
            size = sum(part.file_size for part in packed.infolist())
            is_word = "word/document.xml" in packed.namelist()
    except BadZipFile as error:
        raise invalid("template", _NO_TEMPLATE) from error
    if len(template) > MOST_OCTETS or size > _MOST_UNPACKED or not is_word:
        raise invalid("template", _NO_TEMPLATE)
    render_notes_docx(document, template)


def standard_template() -> bytes:
    return (files("scheduler.notes") / "templates" / "notes.docx").read_bytes()


def _context(document: Document) -> dict[str, Any]:
    """What a template may name; docs/secretary.en.md lists it."""
    from docxtpl import RichText

    says, called = document.says, RichText()
    for n, one in enumerate(document.called):
        words = behind(one, document)
        called.add(", " if n else "")
        called.add(one.name, strike=one.is_absent)
        called.add(f" ({words})" if words else "")
    return {
        "council": document.council,
        "title": says("Notes of the meeting"),
        "date": says.long(document.begin.date),
        "time": says.until(document.begin, document.end),
        "place": document.place,
        "called": called,
        "guests": list(document.guests),
        "remarks": list(document.remarks),
        "rows": [
            {"heading": row.heading, "lines": _lines(row.blocks), "presenter": row.presenter}
            for row in document.rows
        ],
        "noted_by": document.noted_by,
        "words": {
            "date": says("Date"),
            "time": says("Time"),
            "place": says("Place"),
            "called": says("Called"),
            "guests": says("Guests"),
            "remarks": says("Remarks"),
            "item": says("Item"),
            "note": says("Scope/note"),
            "presenter": says("Presenter"),
            "noted_by": says("Noted by"),
        },
    }


def _lines(blocks: list[Block]) -> list[str]:
    """A line for each paragraph and each entry of a list, with its bullet or number."""
    lines = []
    for block in blocks:
        for n, line in enumerate(block.lines, start=1):
            mark = {"ul": "• ", "ol": f"{n}. "}.get(block.kind, "")
            lines.append(mark + "".join(piece.text for piece in line))
    return lines
