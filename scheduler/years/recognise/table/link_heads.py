"""Heads of columns that may lead to papers and hold no days: "Datum | Kallelse | Protokoll", "Meeting Date Agenda
Minutes"."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.table.layout import Column
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

PAPERS, RECORD = Role.PAPERS.value, Role.RECORD.value


def settle(parted: Sequence[list[Token]], columns: Sequence[Column]) -> None:
    """Where minutes alone head a column, so may a paper alone: beside "Agenda" only "Agenda deadline" surely has
    days."""
    told = [[t for t in cell if t.kind is WORD] for cell in parted]
    alone = [words[0].sense.roles if len(words) == 1 else 0 for words in told]
    if any(roles & RECORD for roles in alone):
        for roles, column in zip(alone, columns, strict=False):
            column.linked = roles & (PAPERS | RECORD) > 0
