"""Rule: the meetings of a council or of all, and what has changed in them, as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

from scheduler.calendars import text
from scheduler.councils.rows import Council
from scheduler.language import Language, plain
from scheduler.links import Links
from scheduler.meetings.rows import Meeting

MOST_ENTRIES = 100
_NS = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to read. `id` never changes and is never used for another."""

    id: str
    title: str
    text: str
    url: str
    published_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Head:
    """What the feed says of itself. `source` is its own address, `url` the page it belongs to."""

    title: str
    subtitle: str
    author: str
    source: str
    url: str


def entries(
    held: Iterable[tuple[Council, Meeting]],
    links: Links,
    says: Language,
    *,
    named: bool = False,
    restored: Collection[int] = (),
) -> list[Entry]:
    """Each meeting, and each change as an entry of its own, since readers pass over what they have shown once.

    Of several changes of a meeting only the latest stands there. Newest first. `named`: titles begin with the council.
    `restored`: ids of the meetings whose latest change was that they are held after all.
    """
    found = []
    for council, meeting in held:
        url = links.meeting(council.slug, meeting.number)
        when = plain(says.span(meeting.starts, meeting.ends))
        when = f"{council.name}, {when}" if named else when
        is_restored = meeting.id in restored
        told = _text(meeting, says, is_restored=is_restored)
        local, _, domain = meeting.uid.partition("@")
        id_ = f"tag:{domain},{meeting.created_at:%Y-%m-%d}:{local}"
        found.append(Entry(id_, when, told, url, meeting.published_at, meeting.changed_at))
        if meeting.revision:
            title = _title(meeting, when, says, is_restored=is_restored)
            at = meeting.revised_at
            found.append(Entry(f"{id_}/{meeting.revision}", title, told, url, at, at))
    found.sort(key=lambda entry: (entry.updated_at, entry.id), reverse=True)
    return found[:MOST_ENTRIES]


def feed(head: Head, of: Sequence[Entry], says: Language, *, at: datetime) -> bytes:
    """The whole document. `at` is when it last changed, in UTC."""
    root = ElementTree.Element("feed", {"xmlns": _NS, "xml:lang": says.code})
    _add(root, "id", head.source)
    _add(root, "title", text.line(head.title))
    _add(root, "subtitle", text.line(head.subtitle))
    _add(root, "updated", _instant(at))
    ElementTree.SubElement(_add(root, "author"), "name").text = _clean(text.line(head.author))
    _add(root, "link", rel="self", type="application/atom+xml", href=head.source)
    _add(root, "link", rel="alternate", type="text/html", href=head.url)
    for entry in of:
        part = _add(root, "entry")
        _add(part, "id", entry.id)
        _add(part, "title", text.line(entry.title))
        _add(part, "published", _instant(entry.published_at))
        _add(part, "updated", _instant(entry.updated_at))
        _add(part, "link", rel="alternate", type="text/html", href=entry.url)
        _add(part, "content", entry.text, type="text")
    octets: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return octets


def _title(meeting: Meeting, when: str, says: Language, *, is_restored: bool) -> str:
    if meeting.is_cancelled:
        return says("Cancelled: %(when)s", when=when)
    if is_restored:
        return says("Held after all: %(when)s", when=when)
    if meeting.moved_from:
        return says("Moved: %(when)s", when=when)
    return says("Changed: %(when)s", when=when)


def _text(meeting: Meeting, says: Language, *, is_restored: bool) -> str:
    told = []
    if meeting.is_cancelled:
        told.append(says("The meeting is cancelled."))
    elif is_restored:
        told.append(says("The meeting was cancelled, but will be held after all."))
    elif meeting.moved_from:
        told.append(says("The meeting was planned for %(day)s.", day=meeting.moved_from))
    if meeting.reason:
        told.append(says("Reason: %(reason)s", reason=meeting.reason))
    return plain("\n".join(part for part in (*told, meeting.place, meeting.note) if part))


def _add(
    to: ElementTree.Element, name: str, words: str = "", **attributes: str
) -> ElementTree.Element:
    made = ElementTree.SubElement(to, name, attributes)
    made.text = _clean(words) or None
    return made


def _clean(words: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text.lines(words))


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
