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
    PICTURE = "picture"
    TEXT = "text"
    UNKNOWN = "unknown"


_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
# Of a file's first octets, where a kind of picture stands that begins with its length.
_WITHIN = {b"WEBP": 8, b"ftyphei": 4, b"ftypmif": 4, b"ftypavif": 4}
# No text has them: a zero and the like.
_NEVER_IN_TEXT = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def file_kind(octets: bytes) -> Kind:
    """An old Word document looks like an old spreadsheet until it is read."""
    if octets.startswith(b"PK\x03\x04"):
        return _of_zip(octets)
    if octets.startswith(_OLD_OFFICE):
        return Kind.SHEET
    if octets[:1024].lstrip().startswith(b"%PDF-"):
        return Kind.PDF
    if octets.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        return Kind.CALENDAR
    within = (octets.startswith(mark, at) for mark, at in _WITHIN.items())
    if octets.startswith(_PICTURES) or any(within):
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
