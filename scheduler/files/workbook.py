"""Spreadsheets (.xlsx, .xls, .ods) as text: a line a row, tabs between cells. Runs in the reader's own process."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import reduce
from itertools import islice
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from python_calamine import CalamineWorkbook

from scheduler.files.document import is_on, read_part
from scheduler.files.plain_text import tabbed_line

MOST_ROWS, MOST_COLUMNS, MOST_CELL = 5000, 60, 500
MOST_SHEET = 50_000_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")
Places = frozenset[tuple[int, int]]
"""Row and column, both from 0."""


def workbook_text(octets: bytes) -> str:
    """Every sheet that holds something; with more than one, each under its name. What an .xlsx strikes stands in `~~`.

    Raises what calamine raises, and ValueError where it is too large.
    """
    book = CalamineWorkbook.from_filelike(io.BytesIO(octets))
    struck = _struck_cells(octets)
    sheets = {}
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        first_column = sheet.start[1] if sheet.start else 0  # where calamine's rows begin
        rows = list(_rows(sheet.iter_rows(), first_column, struck.get(name, frozenset())))
        if any(rows):
            sheets[name] = "\n".join(rows)
    if len(sheets) == 1:
        return next(iter(sheets.values())) + "\n"
    return "\n".join(f"{_line(name)}\n{rows}\n" for name, rows in sheets.items())


def _rows(rows: Any, first: int, struck: Places) -> Iterator[str]:
    """As many cells in each as the sheet has columns that hold something."""
    for at, values in enumerate(islice(rows, MOST_ROWS)):
        cells = [_cell(value) for value in values[:MOST_COLUMNS]]
        for n, cell in enumerate(cells):
            if cell and (at, first + n) in struck:
                cells[n] = f"~~{cell}~~"
        yield tabbed_line(cells)


def _cell(value: object) -> str:
    """As a person would have typed it: `2027-02-09`, `15.00`, `12`."""
    match value:
        case datetime():
            day = value.date().isoformat()
            return day if value.time() == time(0) else f"{day} {_hour(value.time())}"
        case date():
            return value.isoformat()
        case time():
            return _hour(value)
        case timedelta():
            minutes = int(value.total_seconds()) // 60
            return f"{minutes // 60:02}.{minutes % 60:02}"
        case float():
            return str(int(value)) if value.is_integer() else str(value)
    return _line(str(value))


def _hour(at: time) -> str:
    return f"{at:%H.%M}"


def _line(value: str) -> str:
    return " ".join(value[:MOST_CELL].split())


def _struck_cells(octets: bytes) -> Mapping[str, Places]:
    """The struck cells of each sheet by its name; nothing for another kind of file. Raises: ValueError if too large."""
    if not zipfile.is_zipfile(io.BytesIO(octets)):
        return {}
    with zipfile.ZipFile(io.BytesIO(octets)) as folder:
        if not {_BOOK, _RELATIONS, _STYLES} <= {*folder.namelist()}:
            return {}
        styles = _struck_styles(_read(folder, _STYLES))
        if not styles:
            return {}
        targets = {link.get("Id"): link.get("Target", "") for link in _read(folder, _RELATIONS)}
        return {
            sheet.get("name", ""): frozenset(_places(_read(folder, path), styles))
            for sheet in _read(folder, _BOOK).iter(f"{_MAIN}sheet")
            if (path := _path(targets.get(sheet.get(_ID), ""))) in folder.namelist()
        }


def _read(folder: zipfile.ZipFile, name: str) -> Element:
    return ElementTree.fromstring(read_part(folder, name, MOST_SHEET))


def _path(target: str) -> str:
    """A target is told from the folder of the workbook, or from the root with a slash before it."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _struck_styles(root: Element) -> set[str]:
    """The numbers of the cell styles whose font is struck out."""
    marks = [font.find(f"{_MAIN}strike") for font in root.iterfind(f"{_MAIN}fonts/{_MAIN}font")]
    fonts = {str(n) for n, mark in enumerate(marks) if is_on(mark)}
    styles = root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    return {str(n) for n, style in enumerate(styles) if style.get("fontId") in fonts}


def _places(sheet: Element, styles: set[str]) -> Iterator[tuple[int, int]]:
    for cell in sheet.iter(f"{_MAIN}c"):
        place = _PLACE.fullmatch(cell.get("r", ""))
        if place and cell.get("s") in styles:
            yield int(place[2]) - 1, _column(place[1])


def _column(letters: str) -> int:
    """`A` is 0, `AA` 26."""
    return reduce(lambda number, letter: number * 26 + ord(letter) - 64, letters, 0) - 1
