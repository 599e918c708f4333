"""Plain text: the encodings that files are saved in, and a row of cells as one line."""

import codecs
from collections.abc import Sequence


def decode(octets: bytes) -> str:
    """The file's text: UTF-8, UTF-16 with a byte order mark, else Windows-1252."""
    if octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return octets.decode("utf-16", errors="replace")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", errors="replace")


def tabbed_line(cells: Sequence[str]) -> str:
    """The cells with tabs between them; an empty cell at the end keeps its tab.

    A row without content is a blank line. A row with content in its first cell only is a heading, without tabs.
    """
    return "\t".join(cells) if any(cells[1:]) else "".join(cells[:1])
