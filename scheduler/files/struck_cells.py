"""Which cells of an Excel workbook (.xlsx) are struck out by their style. Runs in the reader's own process.

calamine 0.6 reads no styles; a version that does would let us remove this.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

MOST_XML = 50_000_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")

Places = frozenset[tuple[int, int]]
"""Row and column, both from 0."""


def find_struck_cells(octets: bytes) -> Mapping[str, Places]:
    """The struck cells of each sheet by its name; nothing for another kind of file. Raises: ValueError if too large."""
    if not zipfile.is_zipfile(io.BytesIO(octets)):
        return {}
    with zipfile.ZipFile(io.BytesIO(octets)) as folder:
        if not {_BOOK, _RELATIONS, _STYLES} <= {*folder.namelist()}:
            return {}
        styles = _struck_styles(_read(folder, _STYLES))
        if not styles:
            return {}
        targets = {one.get("Id"): one.get("Target", "") for one in _read(folder, _RELATIONS)}
        return {
            sheet.get("name", ""): frozenset(_places(_read(folder, path), styles))
            for sheet in _read(folder, _BOOK).iter(f"{_MAIN}sheet")
            if (path := _path(targets.get(sheet.get(_ID), ""))) in folder.namelist()
        }


def _read(folder: zipfile.ZipFile, name: str) -> Element:
    with folder.open(name) as part:
        xml = part.read(MOST_XML + 1)
    if len(xml) > MOST_XML:
        raise ValueError("too large")
    return ElementTree.fromstring(xml)


def _path(target: str) -> str:
    """A target is told from the folder of the workbook, or from the root with a slash before it."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _struck_styles(root: Element) -> set[str]:
    """The numbers of the cell styles whose font is struck out."""
    fonts = [_is_struck(font) for font in root.iterfind(f"{_MAIN}fonts/{_MAIN}font")]
    struck = {str(at) for at, is_struck in enumerate(fonts) if is_struck}
    styles = root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    return {str(at) for at, style in enumerate(styles) if style.get("fontId") in struck}


def _is_struck(font: Element) -> bool:
    mark = font.find(f"{_MAIN}strike")
    return mark is not None and mark.get("val") not in ("0", "false")


def _places(sheet: Element, styles: set[str]) -> Iterator[tuple[int, int]]:
    """A row or cell that does not tell its place stands behind the one before it."""
    at = -1
    for row in sheet.iterfind(f"{_MAIN}sheetData/{_MAIN}row"):
        told = row.get("r", "")
        at = int(told) - 1 if told.isdecimal() else at + 1
        column = -1
        for cell in row.iterfind(f"{_MAIN}c"):
            place = _PLACE.fullmatch(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            if cell.get("s") in styles:
                yield at, column


def _column(letters: str) -> int:
    """`A` is 0, `AA` 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
