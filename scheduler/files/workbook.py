"""Spreadsheets (.xlsx, .xls, .ods) as text: a line a row, tabs between cells. Runs in the reader's own process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from scheduler.files.plain_text import tabbed_line
from scheduler.files.struck_cells import Places, find_struck_cells

MOST_ROWS, MOST_COLUMNS, MOST_CELL = 5000, 60, 500


def workbook_text(octets: bytes) -> str:
    """Every sheet that holds something; with more than one, each under its name. What an .xlsx strikes stands in `~~`.

    Raises what calamine raises, and ValueError where it is too large.
    """
    book = CalamineWorkbook.from_filelike(io.BytesIO(octets))
    struck = find_struck_cells(octets)
    sheets = {}
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        rows = list(_rows(sheet.iter_rows(), _first_column(sheet), struck.get(name, frozenset())))
        if any(rows):
            sheets[name] = "\n".join(rows)
    if len(sheets) == 1:
        return next(iter(sheets.values())) + "\n"
    return "\n".join(f"{_line(name)}\n{rows}\n" for name, rows in sheets.items())


def _first_column(sheet: CalamineSheet) -> int:
    """Where a row of calamine's begins: the first column that holds something, from 0."""
    return sheet.start[1] if sheet.start else 0


def _rows(rows: Any, first: int, struck: Places) -> Iterator[str]:
    """As many cells in each as the sheet has columns that hold something."""
    for at, values in enumerate(islice(rows, MOST_ROWS)):
        cells = [_cell(value) for value in values[:MOST_COLUMNS]]
        yield tabbed_line(
            [
                f"~~{cell}~~" if cell and (at, column) in struck else cell
                for column, cell in enumerate(cells, start=first)
            ]
        )


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
        case bool():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() else str(value)
    return _line(str(value))


def _hour(at: time) -> str:
    return f"{at:%H.%M}"


def _line(value: str) -> str:
    return " ".join(value[:MOST_CELL].split())
