"""Word documents (.docx) as text: paragraphs as lines, table rows with tabs. Runs in the reader's own process."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from scheduler.files.plain_text import tabbed_line

MOST_XML, MOST_DEPTH = 20_000_000, 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document_text(octets: bytes) -> str:
    """What the document says, struck-out text between `~~`. Raises: ValueError where it is too large."""
    with (
        zipfile.ZipFile(io.BytesIO(octets)) as folder,
        folder.open("word/document.xml") as part,
    ):
        xml = part.read(MOST_XML + 1)
    if len(xml) > MOST_XML:
        raise ValueError("too large")
    _must_be_flat(xml)
    return "\n".join(_lines(ElementTree.fromstring(xml))) + "\n"


def _must_be_flat(xml: bytes) -> None:
    """Raises: ValueError where parts stand in parts deeper than any word processor writes, some 40 levels."""
    depth = 0

    def begin(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise ValueError("too deep")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.Parse(xml, True)


def _lines(root: Element) -> Iterator[str]:
    inside: set[Element] = set()
    for part in root.iter():
        if part.tag == f"{_W}tr" and part not in inside:
            inside.update(_parts(part))
            cells = ["".join(_words(cell)) for cell in part.findall(f"{_W}tc")]
            yield tabbed_line([" ".join(cell.split()) for cell in cells])
        elif part.tag == f"{_W}p" and part not in inside:
            yield "".join(_words(part)).strip("\n ")


def _parts(whole: Element) -> Iterator[Element]:
    """Rows and paragraphs that its own cells hold: they have been told with it."""
    for part in whole.iter():
        if part.tag in (f"{_W}p", f"{_W}tr") and part is not whole:
            yield part


def _words(root: Element) -> Iterator[str]:
    for part in root.iter():
        match part.tag.removeprefix(_W):
            case "r":
                yield from _run(part)
            case "p":
                yield " "


def _run(run: Element) -> Iterator[str]:
    struck = run.find(f"{_W}rPr/{_W}strike")
    is_struck = struck is not None and struck.get(f"{_W}val") not in ("0", "false")
    words = "".join(_said(part) for part in run)
    yield f"~~{words}~~" if is_struck and words.strip() else words


def _said(part: Element) -> str:
    match part.tag.removeprefix(_W):
        case "t":
            return part.text or ""
        case "tab":
            return "\t"
        case "br" | "cr":
            return "\n"
    return ""
