"""What a list of people wears does not change who is in it."""

from __future__ import annotations

from functools import cache

import pytest

from scheduler.councils.recognise import marks, recognise
from tests.unit.councils import lists

DRESSES = {
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "blanks at the end": lambda text: text.replace("\n", "  \n"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "quoted": lambda text: "> " + text.replace("\n", "\n> "),
    "a byte order mark": lambda text: "\ufeff" + text,
    "blank lines after": lambda text: text + "\n\n \n",
    "long dashes": lambda text: text.replace(" - ", " – "),
    "letters in two parts": lambda text: text.replace("å", "a\u030a").replace("ö", "o\u0308"),
}


def every_list():
    for title, text, _ in lists.own():
        yield title, text
    for path in sorted(lists.FIXTURES.glob("*/input.txt")):
        yield path.parent.name, path.read_text(encoding="utf-8")


@cache
def told(text):
    people = recognise(text)
    return [(s.name, s.status, s.substitutes_for) for s in people.seen], people.warnings


PLAIN = {title: text for title, text in every_list() if "BEGIN:VCARD" not in text}


@pytest.mark.parametrize("dress", DRESSES)
def test_the_dress_of_a_list_does_not_matter(dress):
    """Lists whose lines are the same when they are cleaned are read the same."""
    dressed = [(title, text, DRESSES[dress](text)) for title, text in PLAIN.items()]
    changed = [
        title
        for title, text, other in dressed
        if marks.lines(other) != marks.lines(text) and told(other) != told(text)
    ]

    assert changed == []
