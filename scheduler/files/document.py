"""Word documents (.docx) and PDFs as text: lines, and table rows with tabs. Runs in the reader's own process."""

import io
import zipfile
from collections.abc import Iterator
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from scheduler.files.plain_text import tabbed_line

MOST_XML, MOST_DEPTH, MOST_PAGES = 20_000_000, 200, 60
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}


def document_text(octets: bytes) -> str:
    """What the document says, struck-out text between `~~`. Raises: ValueError where it is too large."""
    with zipfile.ZipFile(io.BytesIO(octets)) as folder:
        xml = read_part(folder, "word/document.xml", MOST_XML)
    return "\n".join(_lines(_parse(xml))) + "\n"


def _parse(xml: bytes) -> Element:
    """Raises: ValueError where parts stand in parts deeper than any word processor writes, some 40 levels."""
    depth = 0
    for event, part in ElementTree.iterparse(io.BytesIO(xml), events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MOST_DEPTH:
            raise ValueError("too deep")
        whole: Element = part  # the last to end is the whole
    return whole


def _lines(root: Element) -> Iterator[str]:
    written: set[Element] = set()  # rows and paragraphs within a row are written with it
    for part in root.iter():
        if part in written:
            continue
        if part.tag == f"{_W}tr":
            written.update(part.iter())
            cells = ["".join(_words(cell)) for cell in part.findall(f"{_W}tc")]
            yield tabbed_line([" ".join(cell.split()) for cell in cells])
        elif part.tag == f"{_W}p":
            yield "".join(_words(part)).strip("\n ")


def _words(root: Element) -> Iterator[str]:
    for part in root.iter():
        match part.tag.removeprefix(_W):
            case "r":
                yield from _run(part)
            case "p":
                yield " "


def _run(run: Element) -> Iterator[str]:
    is_struck = is_on(run.find(f"{_W}rPr/{_W}strike"), f"{_W}val")
    words = "".join(_part_text(part) for part in run)
    yield f"~~{words}~~" if is_struck and words.strip() else words


def _part_text(part: Element) -> str:
    tag = part.tag.removeprefix(_W)
    return part.text or "" if tag == "t" else _BREAKS.get(tag, "")


def pdf_text(octets: bytes, mode: Literal["plain", "layout"] = "plain") -> str:
    """The text of its pages, in the order they hold it, or laid out by blanks as on paper.

    Raises: ImportError without the extra; what pypdf raises.
    """
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(octets)).pages[:MOST_PAGES]
    texts = (page.extract_text(extraction_mode=mode).rstrip() for page in pages)
    return "\n".join(texts) + "\n"


def is_on(mark: Element | None, value: str = "val") -> bool:
    """Whether the property that an element marks is switched on: by being there, if its value does not deny it."""
    return mark is not None and mark.get(value) not in ("0", "false")


def read_part(folder: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Raises: ValueError where the part has more than `most` octets."""
    with folder.open(name) as part:
        xml = part.read(most + 1)
    if len(xml) > most:
        raise ValueError("too large")
    return xml
