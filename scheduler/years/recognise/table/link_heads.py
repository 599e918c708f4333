"""Heads of columns that may lead to papers and hold no days: "Datum | Kallelse | Protokoll", "Meeting Date Agenda
Minutes"."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.years.recognise.line.clauses import say
from scheduler.years.recognise.table.layout import Column
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

PAPERS, RECORD = Role.PAPERS.value, Role.RECORD.value
DUE = (Role.DEADLINE | Role.STALE).value


def settle(parted: Sequence[list[Token]], columns: Sequence[Column]) -> None:
    """Where minutes alone head a column, so may a paper alone: beside "Agenda" only "Agenda deadline" surely has
    days."""
    told = [[t for t in cell if t.kind is WORD] for cell in parted]
    papers = [words for words in told if _names_papers(words)]
    if not any(say(words, RECORD) for words in papers):
        return
    for words, column in zip(told, columns, strict=False):
        column.linked = _names_papers(words)


def _names_papers(words: list[Token]) -> bool:
    """Nothing but papers: "Agenda", "Agenda Minutes"."""
    return bool(words) and all(t.sense.roles & (PAPERS | RECORD) for t in words)


def may_be(words: list[Token]) -> bool:
    """The words of such heads in a row: minutes, perhaps other papers, and nothing of when these are due."""
    return say(words, RECORD) and not say(words, DUE)
