"""What feed bytes depend on beside the rows: this program's own text and code, the site, the zones' rules."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib import metadata, resources

from scheduler.calendars.zone import vtimezone
from scheduler.language import LANGUAGES

_SOURCES = ("calendars", "councils/rules.py", "language.py", "links.py", "workdays.py")
_LIBRARIES = ("icalendar", "holidays")


class Edition:
    """A short mark that stands in every ETag: old clients must not keep the bytes of another edition."""

    def __init__(self, base: str, site: str):
        self._before = b"\0".join((_program(), base.encode(), site.encode()))
        self._known: dict[tuple[str, ...], str] = {}

    def of(self, zones: Iterable[str]) -> str:
        """The edition of a feed with these zones, eight characters."""
        key = tuple(sorted(zones))
        if key not in self._known:
            octets = b"\0".join((self._before, *(vtimezone(zone) for zone in key)))
            self._known[key] = blake2b(octets, digest_size=4).hexdigest()
        return self._known[key]


@cache
def _program() -> bytes:
    """Of the files that make the bytes, so that nobody has to remember to raise a number."""
    made = blake2b(digest_size=16)
    root = resources.files("scheduler")
    for name in _SOURCES:
        part = root.joinpath(name)
        files = [part] if part.is_file() else sorted(part.iterdir(), key=lambda file: file.name)
        for file in files:
            if file.name.endswith(".py"):
                made.update(file.read_bytes())
    for code in LANGUAGES:
        catalogue = root.joinpath("locale", code, "LC_MESSAGES", "kallelse.po")
        if catalogue.is_file():
            made.update(catalogue.read_bytes())
    for name in _LIBRARIES:
        made.update(metadata.version(name).encode())
    return made.digest()
