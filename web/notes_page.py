"""What every face says of a published version of the notes."""

from __future__ import annotations

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.language import language
from scheduler.notes.rows import NotesVersion


def published_at(version: NotesVersion, council: Council) -> str:
    """In the council's language, as the paper is."""
    at = Wall.at(version.published_at, council.zone)
    return language(council.language).short(at.date, at.time)
