"""Rule: what kind of file it is, told from its octets and never from its name."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum


class Kind(StrEnum):
    SHEET = "sheet"
    DOCUMENT = "document"
    PDF = "pdf"
    CALENDAR = "calendar"
    TEXT = "text"
    UNKNOWN = "unknown"


_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind(octets: bytes) -> Kind:
    """An old Word document looks like an old spreadsheet until it is read."""
    if octets.startswith(b"PK\x03\x04"):
        return _of_zip(octets)
    if octets.startswith(_OLD_OFFICE):
        return Kind.SHEET
    if octets[:1024].lstrip().startswith(b"%PDF-"):
        return Kind.PDF
    if octets.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        return Kind.CALENDAR
    if b"\0" in octets[:1024] and not octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind.UNKNOWN  # a picture, a program: no text has a zero byte
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
