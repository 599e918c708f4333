"""The words a members file may use for its columns, roles and languages, and for who has left."""

import re
from importlib import resources


def letters(text: str) -> str:
    """Only the letters and digits, in lower case: `E-post:` and `epost` are one word."""
    return "".join(c for c in text.casefold() if c.isalnum())


def name_key(name: str) -> str:
    """What makes two spellings one name: case, blanks and hyphens do not count."""
    return " ".join(name.casefold().replace("-", " ").split())


_TEXT = (resources.files(__package__) / "members_file_words.txt").read_text(encoding="utf-8")


def _words(kind: str) -> list[tuple[str, str]]:
    """Each word of the kind, and what it means."""
    return [
        (" ".join(word.split()), key)
        for key, words in re.findall(rf"^{kind} (\w+):: (.*(?:\n  .*)*)", _TEXT, re.MULTILINE)
        for word in words.split(",")
    ]


def _index(kind: str) -> dict[str, str]:
    return {letters(word): key for word, key in _words(kind)}


COLUMNS, ROLES, LANGUAGES = _index("column"), _index("role"), _index("language")

# `Maria Holm (har avgått)`, `Maria Holm – utträdd 2026-05-01`: who is listed still, but is a member no more.
_LEFT = re.compile(
    rf"(?<!\w)((?:(?:har|är|has) )?(?:{'|'.join(word for word, _ in _words('has'))}))"
    r"(?: (?:den )?[\d./ -]+)?[ .)\],;]*$",
    re.IGNORECASE,
)


def has_left(text: str) -> str:
    """The words at the end of the text that tell of somebody who has left; empty where none do."""
    found = _LEFT.search(" ".join(text.split()))
    return found[1] if found else ""
