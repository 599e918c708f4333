"""What was given to be added: a file or the field, a table or a list that people are recognised in."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from scheduler import files
from scheduler.councils import cells, from_list, headed, struck
from scheduler.councils.recognise import People, recognise
from scheduler.language import Language


@dataclass(frozen=True, slots=True)
class Pasted:
    """`text` are the rows of a table, or what is to become them where `is_new`.

    `original` is the list or table that the rows were made from, empty where they stand as given, and `people` those
    who were recognised in it. `typed` is what stood in the field when a file was chosen instead.
    """

    text: str
    original: str = ""
    typed: str = ""
    people: People | None = None
    is_new: bool = False
    is_file: bool = False


def kept() -> Pasted:
    """What stands in the form, unread, for a page that only gives it back."""
    return Pasted(_field("text"), _field("original"), _field("typed"))


def pasted(says: Language) -> Pasted:
    """What the form holds. Takes a while for a long list.

    Raises: InvalidInput (`file`) for a file that cannot be read.
    """
    file = request.files.get("file")
    octets = file.read() if file else b""
    now = kept()
    if octets:
        text = _begun(files.text(octets))
        typed = now.text if now.text.strip() and now.text != text else now.typed
        now = Pasted(text, typed=typed, is_file=True)
    table = headed.plain(now.text, says)
    if table is not None and table != now.text:
        return Pasted(table, now.text, now.typed, is_new=True, is_file=now.is_file)
    if table is None and from_list.is_list(now.text):
        people = recognise(now.text)
        if from_list.listed(people, now.text, ()).rows:
            return Pasted(now.text, now.text, now.typed, people, is_new=True, is_file=now.is_file)
    if table is None and (rest := struck.without(now.text)) != now.text:
        return Pasted(rest, now.text, now.typed, is_new=True, is_file=now.is_file)
    is_list = now.original and headed.plain(now.original, says) is None
    people_before = recognise(now.original) if is_list and from_list.is_list(now.original) else None
    return Pasted(now.text, now.original, now.typed, people_before, is_file=now.is_file)


def _field(name: str) -> str:
    return _begun("\n".join(cells.lines(request.form.get(name, ""))))


def _begun(text: str) -> str:
    """Without blank lines first, which a textarea would swallow."""
    return text.lstrip("\r\n")
