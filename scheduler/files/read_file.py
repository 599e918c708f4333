"""Reads any file that people have as text, or says in a sentence why it cannot be read."""

import io
import signal
import subprocess
import sys
import threading
import zipfile
from enum import StrEnum

from scheduler.errors import N_, KallelseError, invalid
from scheduler.files.plain_text import decode


class Kind(StrEnum):
    SHEET = "sheet"
    DOCUMENT = "document"
    PDF = "pdf"
    CALENDAR = "calendar"
    PICTURE = "picture"
    TEXT = "text"
    UNKNOWN = "unknown"


_HEIF = (b"ftyphei", b"ftypmif", b"ftypavi")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
# No text has them: a zero and the like.
_NEVER_IN_TEXT = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_OCTETS, MOST_TEXT = 5_000_000, 1_000_000
SECONDS, _WALL_SECONDS = 10, 30.0  # of processor time; on the wall
SECONDS_TO_WAIT = 2.0
_AT_ONCE = threading.BoundedSemaphore(2)
_READERS = {
    Kind.SHEET: "scheduler.files.workbook:workbook_text",
    Kind.DOCUMENT: "scheduler.files.document:document_text",
    Kind.PDF: "scheduler.files.document:pdf_text",
}

FAULTS: dict[str, str] = {
    "empty": N_("The file is empty. Choose another."),
    "large": N_("The file is larger than %(mb)s MB. Choose a smaller one, or paste the text."),
    "unknown": N_(
        "The file cannot be read. Choose an Excel, OpenDocument, Word (.docx), CSV, text or calendar file, "
        "or paste the text."
    ),
    "unreadable": N_("The file is broken or locked with a password. Paste the text instead."),
    "heavy": N_(
        "The file takes more time or memory to read than it may. Choose a smaller one, or paste the text."
    ),
    "busy": N_("Other files are being read right now. Try again in a minute."),
    "picture": N_("The file is a picture, and its text cannot be read. Paste the text instead."),
    "no_text": N_(
        "The file has no text, as where its pages are scanned pictures. Paste the text instead."
    ),
    "no_pdf": N_("This installation does not read PDF files. Paste the text instead."),
}


class ReaderFault(KallelseError):
    """`code` is a key of FAULTS."""

    def __init__(self, code: str):
        super().__init__(FAULTS[code])
        self.code = code


def read_text(octets: bytes, *, field: str = "file", layout: bool = False) -> str:
    """What the file says: rows of a sheet or table as lines with tabs, else its lines.

    `layout`: a PDF's text with blanks where it has them on paper, by which its columns are told apart.

    Raises: InvalidInput (`field`) for one that is too large, broken, hostile, without text or of a kind we do not
    read. A calendar file is given as it stands: see `is_calendar`.
    """
    if not octets.strip():
        raise invalid(field, FAULTS["empty"])
    if len(octets) > MOST_OCTETS:
        raise invalid(field, FAULTS["large"], mb=MOST_OCTETS // 1_000_000)
    kind = file_kind(octets)
    if kind in (Kind.TEXT, Kind.CALENDAR):
        return decode(octets)
    if kind in (Kind.UNKNOWN, Kind.PICTURE):
        raise invalid(field, FAULTS[kind])
    try:
        mode = ["layout"] if layout and kind is Kind.PDF else []
        text = run_reader(_READERS[kind], octets, *mode)[:MOST_TEXT]
    except ReaderFault as error:
        raise invalid(field, error.text) from error
    if not text.strip():
        raise invalid(field, FAULTS["no_text"])
    return text


def file_kind(octets: bytes) -> Kind:
    """Told from the octets, never from a name. An old Word document looks like an old spreadsheet until it is read."""
    if octets.startswith(b"PK\x03\x04"):
        return _of_zip(octets)
    if octets.startswith(_OLD_OFFICE):
        return Kind.SHEET
    if octets[:1024].lstrip().startswith(b"%PDF-"):
        return Kind.PDF
    if octets.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        return Kind.CALENDAR
    if octets.startswith(_PICTURES) or octets[8:12] == b"WEBP" or octets[4:11] in _HEIF:
        return Kind.PICTURE
    is_wide = octets.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_wide and octets[:1024].translate(None, _NEVER_IN_TEXT) != octets[:1024]:
        return Kind.UNKNOWN  # a program, a sound
    return Kind.TEXT


def _of_zip(octets: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as folder:
            names = set(folder.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return Kind.UNKNOWN
    if "word/document.xml" in names:
        return Kind.DOCUMENT
    if any(name.startswith("xl/workbook.") for name in names) or "content.xml" in names:
        return Kind.SHEET
    return Kind.UNKNOWN


def is_calendar(octets: bytes) -> bool:
    return file_kind(octets) is Kind.CALENDAR


def run_reader(reader: str, octets: bytes, *arguments: str, seconds: int = SECONDS) -> str:
    """What the function `module:function` makes of the file, in a process of its own (`reader_process`).

    `seconds` are of processor time. Two readers run at once for a process of ours, so that files never take all of its
    threads or the whole processor; a third waits for two seconds. Raises: ReaderFault.
    """
    if not _AT_ONCE.acquire(timeout=SECONDS_TO_WAIT):
        raise ReaderFault("busy")
    try:
        return _run(octets, reader, str(seconds), *arguments)
    finally:
        _AT_ONCE.release()


def _run(octets: bytes, *arguments: str) -> str:
    command = [sys.executable, "-m", "scheduler.files.reader_process", *arguments]
    try:
        done = subprocess.run(
            command, input=octets, capture_output=True, timeout=_WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ReaderFault("heavy") from error
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise ReaderFault("heavy")
    code, _, found = done.stdout.decode("utf-8").partition("\n")
    if done.returncode != 0 or code != "ok":
        raise ReaderFault(code if code in FAULTS else "unreadable")
    return found
