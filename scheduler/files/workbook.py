"""Spreadsheets (.xlsx, .xls, .ods) as text: a line a row, tabs between cells. Runs in the reader's own process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from python_calamine import CalamineWorkbook

from scheduler.files import row

MOST_ROWS, MOST_COLUMNS, MOST_CELL = 5000, 60, 500


def text(octets: bytes) -> str:
    """Every sheet that holds something; with more than one, each under its name. Raises what calamine raises."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(octets))
    sheets = {}
    for name in book.sheet_names:
        rows = list(_rows(book.get_sheet_by_name(name).iter_rows()))
        if any(rows):
            sheets[name] = "\n".join(rows)
    if len(sheets) == 1:
        return next(iter(sheets.values())) + "\n"
    return "\n".join(f"{_line(name)}\n{rows}\n" for name, rows in sheets.items())


def _rows(rows: Any) -> Iterator[str]:
    """As many cells in each as the sheet has columns that hold something."""
    for cells in islice(rows, MOST_ROWS):
        yield row.line([_cell(value) for value in cells[:MOST_COLUMNS]])


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
