"""Every English sentence the program may say, found in its source: what the catalogue must hold."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).resolve().parent.parent
_WORDS = {"_": None, "N_": None, "says": None, "say": None, "speak": None, "count": (1, 2)}
_IN_TABLES = re.compile(
    r'\b(?:name|reason|purpose|about|example|without|stop|start|stopped|started|what|follows) = "([^"]+)"'
)


def _of_table(
    file: IO[bytes], *_: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    for number, line in enumerate(file, start=1):
        for sentence in _IN_TABLES.findall(line.decode()):
            yield number, "N_", sentence, []


_METHODS: Any = [
    ("**.py", "python"),
    ("**.html", "jinja2.ext:babel_extract"),
    ("**.toml", _of_table),
]


def sentences() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Where it stands, and the msgid (singular and plural for a count)."""
    for folder in ("scheduler", "web"):
        found = extract_from_dir(
            str(ROOT / folder),
            method_map=_METHODS,
            options_map={"**.html": {"silent": "false", "trimmed": "true"}},
            keywords=_WORDS,
        )
        for file, line, message, _comments, _context in found:
            if message:
                yield f"{folder}/{file}:{line}", message
