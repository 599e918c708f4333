"""Rule: which files may be papers, and under what name. The first octets must be of the kind that the ending says."""

import re
import zipfile
from collections.abc import Mapping
from typing import BinaryIO

from scheduler.councils import cells
from scheduler.errors import N_, Fault, InvalidInput

MOST_NAME = 150
_OLE, _ZIP, _JPEG = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"\xff\xd8\xff"
_OPEN = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: Mapping[str, tuple[str, bytes]] = {
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": (f"{_OFFICE}wordprocessingml.document", _ZIP),
    "xlsx": (f"{_OFFICE}spreadsheetml.sheet", _ZIP),
    "pptx": (f"{_OFFICE}presentationml.presentation", _ZIP),
    "odt": (f"{_OPEN}text", _ZIP),
    "ods": (f"{_OPEN}spreadsheet", _ZIP),
    "odp": (f"{_OPEN}presentation", _ZIP),
    "doc": ("application/msword", _OLE),
    "xls": ("application/vnd.ms-excel", _OLE),
    "ppt": ("application/vnd.ms-powerpoint", _OLE),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", _JPEG),
    "jpeg": ("image/jpeg", _JPEG),
    "gif": ("image/gif", b"GIF8"),
}
"""By ending: the media type, and how such a file begins. No SVG and no HTML, which may hold scripts."""
_PARTS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_KIND = N_("%(name)s cannot be a paper. Choose a PDF, an office document or a picture (PNG, JPEG).")
_OTHER = N_("%(name)s is not what its ending says. Save it anew as %(ending)s and choose that.")
_EMPTY = N_("%(name)s is empty.")
_LARGE = N_("%(name)s is too large. A file may be at most %(mb)s MB.")


def clean_name(name: str) -> str:
    """The last part of a path, on one line, without marks that turn text and without a dot first; shortened."""
    last = re.split(r"[/\\]", name)[-1]
    stem, _, ending = re.sub(r"[<>:\"|?*]", "", cells.flat(last)).strip(" .").rpartition(".")
    return f"{stem.strip()[:MOST_NAME]}.{ending.lower()}" if stem else ending[:MOST_NAME]


def check_file(name: str, file: BinaryIO, *, size: int, max_mb: int) -> str:
    """The media type of a file of that clean name. Raises: InvalidInput (`files`)."""
    ending = name.rpartition(".")[2]
    if ending not in KINDS:
        raise InvalidInput({"files": Fault(_KIND, {"name": name})})
    if size == 0:
        raise InvalidInput({"files": Fault(_EMPTY, {"name": name})})
    if size > max_mb * 1_000_000:
        raise InvalidInput({"files": Fault(_LARGE, {"name": name, "mb": max_mb})})
    media_type, begins = KINDS[ending]
    file.seek(0)
    is_right = file.read(len(begins)) == begins and _is_document(ending, media_type, file)
    file.seek(0)
    if not is_right:
        raise InvalidInput({"files": Fault(_OTHER, {"name": name, "ending": ending})})
    return media_type


def _is_document(ending: str, media_type: str, file: BinaryIO) -> bool:
    """Whether an archive is the document that the ending says; of what is no archive its first octets say all."""
    if KINDS[ending][1] != _ZIP:
        return True
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if ending in _PARTS:
                return any(name.startswith(_PARTS[ending]) for name in names)
            with archive.open("mimetype") as kind:
                return kind.read(200).decode("ascii", "replace").strip() == media_type
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError):
        return False
