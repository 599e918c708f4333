"""Files that people have: spreadsheets, documents and PDFs, read as text within bounds."""

from scheduler.files.plain import decode
from scheduler.files.reading import MOST_OCTETS, is_calendar, text

__all__ = ["MOST_OCTETS", "decode", "is_calendar", "text"]
