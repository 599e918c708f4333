"""Octets as text: the encodings that files are saved in."""

from __future__ import annotations

import codecs


def decode(octets: bytes) -> str:
    """The file's text: UTF-8, UTF-16 with a byte order mark, else Windows-1252."""
    if octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return octets.decode("utf-16", errors="replace")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", errors="replace")
