"""What a text wears does not change what it says: blanks, line ends, quote marks, kinds of dashes."""

from __future__ import annotations

import re
from dataclasses import replace
from zlib import crc32

import pytest

from scheduler.years.recognise import Recognised, recognise
from scheduler.years.recognise.text import clean
from tests.unit.years.recognise import scoring

REAL, OWN = scoring.real_cases(), scoring.own_cases()
CASES = REAL + OWN
DASHES = re.compile("[-–—−‐]")
WORDS = re.compile(r"[^\W\d_][^\d|\t<>~]{0,50}")


def _with_dash(dash):
    return lambda text: "\n".join(
        line if set(line) <= set("|-: ") else DASHES.sub(dash, line) for line in text.split("\n")
    )


def _with_marks_of_headings(text):
    """As Markdown has them: "## Styrelsen"."""
    return "\n".join(
        line if not WORDS.fullmatch(line) else f"## {line}" for line in text.split("\n")
    )


NEXT = "\n"
# Each keeps the number of every line.
DRESSES = {
    "line ends of Windows": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "blanks around, and blank lines after": lambda text: (
        f"  {text.replace(NEXT, f'  {NEXT}  ')}\n\n \n"
    ),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "quoted": lambda text: "> " + text.replace("\n", "\n> "),
    "quoted twice": lambda text: "> > " + text.replace("\n", "\n>> "),
    "a byte order mark": lambda text: "\ufeff" + text,
    "en dashes": _with_dash("–"),
    "minus signs": _with_dash("−"),
    "hyphens": _with_dash("-"),
    "marks of headings": _with_marks_of_headings,
    "letters in two parts": lambda text: text.replace("å", "a\u030a").replace("ö", "o\u0308"),
}

# Lists in which a blank line says something: a sentence or a cell runs over several lines, or an empty line is a cell.
BROKEN = [
    "list broken by a mail program",
    "cells parted by blank lines, with lines inside a cell, and a lost cell",
    "a month broken by a hyphen at the end of the line",
    "row wrapped",
    "wrapped after weekday",
    "wrapped english",
    "an hour torn from its date",
    "a paragraph broken between the day and its month",
    "the end of the hours on the next line",
    "a head of a table in two lines",
    "a head of a table in two lines, Finnish",
    "a head of a table in two lines, Norwegian",
    "a head of a table in two lines, with pipes",
    "a head of a table in two lines, English",
    "who decides stands above the dates, and one is moved below",
    "a column of deadlines and then one of meetings copied below each other",
    "a short sentence broken before its last day",
    "a sentence broken between a day and its month",
    "the day of a deadline broken from its word by a mail program",
    "a report broken before its number, and a meeting's own number",
    "a list of days and hours broken by a narrow mail",
    "a list behind a name alone that goes on on the next line",
    "lists behind names alone that go on, in English",
    "lists behind letters that go on, and one of days alone",
    "a year at the end of a broken list is that of all its days",
    "the one hour of the text closes all lists",
    "a list in a narrow mail broken between a day and its month",
    'a list in a narrow mail whose last day stands behind "and"',
    "a misspelt month on the last line of a broken sentence",
    "English lists in a narrow mail broken between a month and its day",
    "an English list in a narrow mail broken behind an ordinal, and an hour from its half of the day",
    "the hour at which it ends is on the line below",
    "the hour at which it ends is on the line below, with a word behind it",
    "the hour at which it ends is on the line below, in the evening",
    "the hour at which it ends is on the line below, behind a dash",
    "entries with bullets broken into two lines",
    "entries with bullets broken before the month",
    "entries with bullets broken before the day",
    "entries with bullets broken behind the weekday",
    "a kind of meetings with an hour of its own, told on the line below the day",
    "a sentence about papers broken before its day",
    "a quoted mail whose head was broken before the address",
    "an answered mail, whose subject is no body's name",
    "deadlines end at a blank line",
    "a line broken before the hours of a day",
    "lines broken between a month and its day, and within an hour",
    "a meeting gone by, on two lines",
    "lines broken before a Danish day",
    "numbered paragraphs, whose it is before the colon that ends a line",
    "a day told again in a broken sentence, behind the last of the year",
    "the same with blank lines between the cells too",
    "lines broken within an hour, before an hour and after a year",
    "a line that a long word left short",
    'deadlines behind a line that ends in "respectively"',
    "a row of hours below the heads, one to a line",
    "cells below each other, of two weeks and with a day in parentheses",
    "two bodies in headings right below each other, each with its hour, meet on the days below them",
    "a line broken before a span of hours goes on",
    'a sentence goes on behind "except" and "when"',
    "an exception opens the line",
    '"äger rum" numbers no room',
]


def told(answer: Recognised, *, spread: bool = False) -> object:
    """What was understood, but for how dashes are spelt; `spread`: every second line is blank."""
    meetings = [
        (
            (m.line + 1) // 2 if spread else m.line,
            m.date, m.end_date, m.start, m.end, m.cancelled,
            m.body and DASHES.sub("-", m.body),
        )
        for m in answer.found
    ]  # fmt: skip
    marks = [
        tuple((number + 1) // 2 if spread else number for number in numbers)
        for numbers in (answer.errors, answer.warnings)
    ]
    return meetings, marks


def read(case, text):
    return recognise(text, language=case.language, year=case.year)


def wearing(dress):
    """The real lists, and a sixth of our own, chosen by their names, so that one more chooses no others."""
    return [*REAL, *(case for case in OWN if crc32(f"{dress} {case.name}".encode()) % 6 == 0)]


def cleaned(text):
    """What the recogniser goes on with: two texts of which this is the same are read the same."""
    return list(clean.clean(clean.split(text)))


@pytest.mark.parametrize("dress", DRESSES)
def test_the_dress_of_a_list_does_not_matter(dress):
    dressed = [(case, DRESSES[dress](case.text)) for case in wearing(dress)]
    changed = [
        case.name
        for case, text in dressed
        if cleaned(text) != cleaned(case.text)
        and told(read(case, text)) != told(scoring.read(case))
    ]

    assert changed == []


def test_blank_lines_between_the_lines_do_not_matter():
    """But in lists that are broken: in each of those they do."""
    chosen = {case.name for case in wearing("blank lines")}.union(BROKEN)
    changed = []
    for case in CASES:
        if case.name not in chosen:
            continue
        plain = replace(case, text=case.text.strip("\n").replace("\r", ""))
        spread = plain.text.replace("\n", "\n\n")
        if told(read(plain, spread), spread=True) != told(read(plain, plain.text)):
            changed.append(case.name)

    assert changed == BROKEN
