"""Papers as they are sent: PDFs that are made, files that are kept, and files that come with a form."""

from typing import BinaryIO, cast

from flask import Response, request, send_file

from scheduler.papers.actions import KeptFile, keep_files
from scheduler.papers.folder import FileFolder
from scheduler.papers.rows import Paper
from web.app_state import app_state


def folder() -> FileFolder:
    return FileFolder(app_state().config.files.folder)


def attachment(octets: bytes, name: str, kind: str) -> Response:
    """A file to save, of that content type."""
    answer = Response(octets, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def pdf_response(octets: bytes, name: str) -> Response:
    """Saved, not shown: our Content-Security-Policy lets no browser's own viewer be part of a page."""
    return attachment(octets, name, "application/pdf")


def paper_response(paper: Paper) -> Response:
    """Streamed, and saved by the browser, never opened as a page of ours.

    Raises: NotFound where the file is missing.
    """
    path = folder().find(paper.sha256)
    answer = send_file(
        path, mimetype=paper.media_type, as_attachment=True, download_name=paper.name, etag=False
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def zip_response(file: BinaryIO, name: str) -> Response:
    return send_file(file, mimetype="application/zip", as_attachment=True, download_name=name)


def sent_files(*, most: int) -> list[KeptFile]:
    """The files of the form, checked and kept; none where none was chosen. Raises: InvalidInput (`files`)."""
    chosen = [file for file in request.files.getlist("files") if file.filename]
    files = [(file.filename or "", cast(BinaryIO, file.stream)) for file in chosen]
    return keep_files(files, folder(), max_mb=app_state().config.files.max_mb, most=most)
