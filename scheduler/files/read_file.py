"""Any file that people have, as text; what cannot be read is said in words."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

from scheduler.errors import N_, InvalidInput, KallelseError, invalid
from scheduler.files.kinds import Kind, file_kind
from scheduler.files.plain_text import decode

MOST_OCTETS, MOST_TEXT = 5_000_000, 1_000_000
SECONDS = 10
"""Of processor time."""
_WALL_SECONDS = 30.0
SECONDS_TO_WAIT = 2.0
_AT_ONCE = threading.BoundedSemaphore(2)
_READERS = {
    Kind.SHEET: "scheduler.files.workbook:workbook_text",
    Kind.DOCUMENT: "scheduler.files.document:document_text",
    Kind.PDF: "scheduler.files.pdf:pdf_text",
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
        super().__init__(FAULTS[code], code=code)


def read_text(octets: bytes, *, field: str = "file") -> str:
    """What the file says: rows of a sheet or table as lines with tabs, else its lines.

    Raises: InvalidInput (`field`) for one that is too large, broken, hostile, without text or of a kind we do not
    read. A calendar file is given as it stands: see `is_calendar`.
    """
    if not octets.strip():
        raise _fault(field, "empty")
    if len(octets) > MOST_OCTETS:
        raise invalid(field, FAULTS["large"], mb=MOST_OCTETS // 1_000_000)
    of = file_kind(octets)
    if of in (Kind.TEXT, Kind.CALENDAR):
        return decode(octets)
    if of in (Kind.UNKNOWN, Kind.PICTURE):
        raise _fault(field, of.value)
    try:
        found = run_reader(_READERS[of], octets)[:MOST_TEXT]
    except ReaderFault as error:
        raise _fault(field, error.code) from error
    if not found.strip():
        raise _fault(field, "no_text")
    return found


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


def _fault(field: str, code: str) -> InvalidInput:
    return invalid(field, FAULTS[code])
