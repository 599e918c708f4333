"""A council's rows as its feed."""

from __future__ import annotations

from datetime import datetime
from zlib import crc32

from scheduler.calendars import feed
from scheduler.councils import rules
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.language import language
from scheduler.links import Links
from scheduler.meetings import store
from scheduler.meetings.rows import Meeting
from scheduler.workdays import Workdays


def shown(
    council: Council, meeting: Meeting, links: Links, *, deadlines: bool = False
) -> feed.Shown:
    """The meeting as calendars show it, in feeds and invitations alike."""
    items_close_on = None
    if deadlines:
        offsets = rules.read(council.notice_rules)
        free = Workdays(council.country)
        items_close_on = meeting.items_close_on or offsets.items_deadline.day(
            meeting.starts.date, free
        )
    return feed.Shown(
        uid=meeting.uid,
        revision=meeting.revision,
        number=meeting.number,
        starts=meeting.starts,
        ends=meeting.ends,
        place=meeting.place,
        note=meeting.note,
        reason=meeting.reason,
        is_cancelled=meeting.is_cancelled,
        created_at=meeting.created_at,
        changed_at=max(meeting.changed_at, council.changed_at),
        url=links.meeting(council.slug, meeting.number),
        items_close_on=items_close_on,
        # Follows the council's settings too; both counters only rise, so their sum does.
        deadline_sequence=meeting.revision + council.version,
    )


def council_feed(
    session: Session, council: Council, links: Links, *, code: str, deadlines: bool = False
) -> bytes:
    """The public feed: every published meeting from the council's stored first day on."""
    meetings = [
        shown(council, meeting, links, deadlines=deadlines)
        for meeting in store.of_council(session, council.id)
        if meeting.starts.date >= council.feed_from_on
    ]
    source = links.council_feed(council.slug)
    options = [f"lang={code}"] * (code != council.language) + ["deadlines=1"] * deadlines
    of = feed.Feed(
        name=council.name,
        zone=council.zone,
        source=source + ("?" + "&".join(options) if options else ""),
        url=links.council(council.slug),
        meetings=meetings,
    )
    return feed.feed(of, language(code))


def etag(council: Council, links: Links, *, code: str, deadlines: bool = False) -> str:
    """Known without rendering: what it is, its revision, the options, the site's address and the renderer's format."""
    options = f"{code}{'d' if deadlines else ''}-{crc32(links.base.encode()):08x}"
    return f'"{council.slug}-{council.feed_revision}-{options}-{feed.FORMAT}"'


def last_modified(session: Session, council: Council) -> datetime:
    """The newest change of anything that is or was in the feed. UTC."""
    changes = [meeting.changed_at for meeting in store.of_council(session, council.id)]
    return max(council.changed_at, *changes) if changes else council.changed_at
