"""Any file that people have, as text; what cannot be read is said in words."""

from __future__ import annotations

import subprocess
import sys

from scheduler.errors import N_, InvalidInput, invalid
from scheduler.files.kinds import Kind, kind
from scheduler.files.plain import decode

MOST_OCTETS = 5_000_000
_SECONDS = 30.0

FAULTS: dict[str, str] = {
    "empty": N_("The file is empty. Choose another."),
    "large": N_("The file is larger than %(mb)s MB. Choose a smaller one, or paste the text."),
    "unknown": N_(
        "The file cannot be read. Choose an Excel, OpenDocument, Word (.docx), CSV, text or calendar file, "
        "or paste the text."
    ),
    "unreadable": N_("The file is broken or locked with a password. Paste the text instead."),
    "picture": N_("The file is a picture, and its text cannot be read. Paste the text instead."),
    "no_text": N_(
        "The file has no text, as where its pages are scanned pictures. Paste the text instead."
    ),
    "no_pdf": N_("This installation does not read PDF files. Paste the text instead."),
}


def text(octets: bytes, *, field: str = "file") -> str:
    """What the file says: rows of a sheet or table as lines with tabs, else its lines.

    Raises: InvalidInput (`field`) for one that is too large, broken, hostile, without text or of a kind we do not
    read. A calendar file is given as it stands: see `is_calendar`.
    """
    if not octets.strip():
        raise _fault(field, "empty")
    if len(octets) > MOST_OCTETS:
        raise invalid(field, FAULTS["large"], mb=MOST_OCTETS // 1_000_000)
    of = kind(octets)
    if of in (Kind.TEXT, Kind.CALENDAR):
        return decode(octets)
    if of in (Kind.UNKNOWN, Kind.PICTURE):
        raise _fault(field, of.value)
    found = _in_a_process(of, octets, field)
    if not found.strip():
        raise _fault(field, "no_text")
    return found


def is_calendar(octets: bytes) -> bool:
    return kind(octets) is Kind.CALENDAR


def _in_a_process(of: Kind, octets: bytes, field: str) -> str:
    command = [sys.executable, "-m", "scheduler.files.child", of.value]
    try:
        done = subprocess.run(
            command, input=octets, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _fault(field, "unreadable") from error
    code, _, found = done.stdout.decode("utf-8").partition("\n")
    if done.returncode != 0 or code != "ok":
        raise _fault(field, code if code in FAULTS else "unreadable")
    return found


def _fault(field: str, code: str) -> InvalidInput:
    return invalid(field, FAULTS[code])
