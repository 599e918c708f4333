"""Files that people have: spreadsheets, documents and PDFs, read as text within bounds."""

from scheduler.files.plain_text import decode
from scheduler.files.read_file import MOST_OCTETS, ReaderFault, is_calendar, read_text, run_reader

__all__ = ["MOST_OCTETS", "ReaderFault", "decode", "is_calendar", "read_text", "run_reader"]
