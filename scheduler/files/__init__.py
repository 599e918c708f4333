"""Files that people have: spreadsheets, documents and PDFs, read as text within bounds."""

from scheduler.files.plain import decode
from scheduler.files.reading import MOST_OCTETS, ReaderFault, is_calendar, run_reader, text

__all__ = ["MOST_OCTETS", "ReaderFault", "decode", "is_calendar", "run_reader", "text"]
