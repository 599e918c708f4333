"""Rule: a feed in other formats: as Atom with what has changed (RFC 4287), and as jCal (RFC 7265)."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple
from xml.etree import ElementTree

import icalendar

from scheduler.calendars.vcalendar import FeedInfo, clean_line, clean_text
from scheduler.councils.rows import Council
from scheduler.language import Language, plain
from scheduler.links import Links
from scheduler.meetings.rows import Meeting

MOST_ENTRIES = 100
_NS = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


class _Entry(NamedTuple):
    """`id` never changes and is never used for another."""

    updated_at: datetime
    id: str
    title: str
    content: str
    url: str
    published_at: datetime


def atom_document(
    info: FeedInfo,
    meetings: Iterable[tuple[Council, Meeting]],
    links: Links,
    language: Language,
    *,
    at: datetime,
    is_of_all: bool = False,
    restored: Collection[int] = (),
) -> bytes:
    """Each meeting, and each change as an entry of its own, since readers pass over what they have shown once.

    Of several changes of a meeting only the latest stands there. Newest first. `at` is when anything last changed, in
    UTC. `is_of_all`: titles begin with the council. `restored`: ids of the meetings whose latest change was that they
    are held after all.
    """
    source = info.source or ""
    root = ElementTree.Element("feed", {"xmlns": _NS, "xml:lang": language.code})
    _add(root, "id", source)
    _add(root, "title", clean_line(info.title))
    _add(root, "subtitle", clean_line(info.about))
    _add(root, "updated", _instant(at))
    _add(_add(root, "author"), "name", clean_line(info.author))
    _add(root, "link", rel="self", type="application/atom+xml", href=source)
    _add(root, "link", rel="alternate", type="text/html", href=info.url)
    entries: list[_Entry] = []
    for council, meeting in meetings:
        prefix, url = f"{council.name}, ", links.meeting(council.slug, meeting.number)
        is_restored = meeting.id in restored
        entries += _entries(meeting, url, prefix * is_of_all, language, is_restored=is_restored)
    for entry in sorted(entries, reverse=True)[:MOST_ENTRIES]:
        part = _add(root, "entry")
        _add(part, "id", entry.id)
        _add(part, "title", clean_line(entry.title))
        _add(part, "published", _instant(entry.published_at))
        _add(part, "updated", _instant(entry.updated_at))
        _add(part, "link", rel="alternate", type="text/html", href=entry.url)
        _add(part, "content", entry.content, type="text")
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _entries(
    meeting: Meeting, url: str, prefix: str, language: Language, *, is_restored: bool
) -> Iterator[_Entry]:
    """The meeting, and its latest change."""
    _, when = language, prefix + plain(language.span(meeting.starts, meeting.ends))
    title, change = _("Changed: %(when)s", when=when), ""
    if meeting.is_cancelled:
        title, change = _("Cancelled: %(when)s", when=when), _("The meeting is cancelled.")
    elif is_restored:
        title = _("Held after all: %(when)s", when=when)
        change = _("The meeting was cancelled, but will be held after all.")
    elif meeting.moved_from:
        title = _("Moved: %(when)s", when=when)
        change = _("The meeting was planned for %(day)s.", day=meeting.moved_from)
    reason = _("Reason: %(reason)s", reason=meeting.reason) if meeting.reason else ""
    lines = (change, reason, meeting.place, meeting.note)
    content = plain("\n".join(line for line in lines if line))
    local, domain = meeting.uid.split("@", 1)
    id_ = f"tag:{domain},{meeting.created_at:%Y-%m-%d}:{local}"
    yield _Entry(meeting.changed_at, id_, when, content, url, meeting.published_at)
    if meeting.revision:
        at = meeting.revised_at
        yield _Entry(at, f"{id_}/{meeting.revision}", title, content, url, at)


def _add(
    parent: ElementTree.Element, name: str, content: str = "", **attributes: str
) -> ElementTree.Element:
    """Without the characters that XML 1.0 cannot hold."""
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = _NOT_XML.sub("", clean_text(content)) or None
    return element


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def jcal_octets(feed: bytes) -> bytes:
    """The VCALENDAR as UTF-8; nothing is added or left out, and the order stays."""
    calendar = icalendar.Calendar.from_ical(feed).to_jcal()
    return json.dumps(calendar, ensure_ascii=False, separators=(",", ":")).encode()
