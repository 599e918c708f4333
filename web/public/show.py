"""From rows to lines that are ready to show; no line holds anything that is not public."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import url_for

from scheduler.councils.rows import Council
from scheduler.language import LANGUAGES, Language
from scheduler.links import Links
from scheduler.meetings.rows import Meeting

MOST_EARLIER = 40
"""Earlier meetings on one page; with more, a page would weigh too much."""


@dataclass(frozen=True, slots=True)
class Line:
    """One meeting. `state` is a class of the date block, `tag_state` of the tag.

    Where it is moved or cancelled, `tag` says so in a word and `told` in a sentence.
    """

    url: str
    day: date
    starts: datetime
    when: str
    hours: str
    place: str
    state: str = ""
    tag: str = ""
    tag_state: str = ""
    told: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """The same page in another language. `url` is absolute, for machines; `path` is for the link."""

    code: str
    name: str
    path: str
    url: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """A council's page. `first` is the next meeting that will be held; `coming` are the others."""

    first: Line | None
    first_title: str
    coming: list[Line]
    earlier: list[Line]
    nothing_planned: bool
    earlier_note: str


@dataclass(frozen=True, slots=True)
class Feed:
    """`subscribe` opens the calendar program; `address` is for those that are given one."""

    subscribe: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """One meeting's page. `agenda` is empty where none will come."""

    line: Line
    title: str
    block: str
    status: str
    note: str
    agenda: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A council in the list of all."""

    name: str
    url: str
    following: str


def address(endpoint: str, code: str, *, default: str, **values: object) -> str:
    """The path of a public page in a language; the `default` one has neither prefix nor query."""
    if code == default:
        return url_for(endpoint, tongue="", **values)  # type: ignore[arg-type]
    if code == "en":
        return url_for(endpoint, tongue="en", **values)  # type: ignore[arg-type]
    return url_for(endpoint, tongue="", lang=code, **values)  # type: ignore[arg-type]


def others(
    endpoint: str, says: Language, *, default: str, base: str, **values: object
) -> list[Other]:
    """The page in each language we have, the one being read among them."""
    names = {"sv": "På svenska", "en": "In English"}
    paths = {code: address(endpoint, code, default=default, **values) for code in LANGUAGES}
    return [
        Other(code, names[code], path, base + path, code == says.code)
        for code, path in paths.items()
    ]


def overview(council: Council, following: Meeting | None, says: Language, url: str) -> Overview:
    if following is None:
        return Overview(council.name, url, says("No meetings are planned yet."))
    when = says.span(following.starts, following.ends)
    return Overview(council.name, url, says("Next meeting: %(when)s", when=when))


def calendar(
    meetings: Iterable[Meeting], says: Language, to: Callable[[Meeting], str], *, now: datetime
) -> Calendar:
    """The meetings, earliest first, as a council's page shows them."""
    meetings = list(meetings)
    coming = [meeting for meeting in meetings if meeting.ends_at > now]
    over = [meeting for meeting in reversed(meetings) if meeting.ends_at <= now]
    first = following(coming)
    has_begun = first is not None and first.starts_at <= now
    return Calendar(
        first=line(first, says, to(first)) if first else None,
        first_title=says("Meeting now:") if has_begun else says("Next meeting:"),
        coming=[line(m, says, to(m)) for m in coming if m is not first],
        earlier=[line(m, says, to(m)) for m in over[:MOST_EARLIER]],
        nothing_planned=not coming,
        earlier_note=says("The latest %(count)s are shown.", count=MOST_EARLIER)
        if len(over) > MOST_EARLIER
        else "",
    )


def following(coming: Iterable[Meeting]) -> Meeting | None:
    """The first that will be held."""
    return next((meeting for meeting in coming if not meeting.is_cancelled), None)


def line(meeting: Meeting, says: Language, url: str) -> Line:
    day = meeting.starts.date
    whole = Line(
        url=url,
        day=day,
        starts=meeting.starts.local(),
        when=says.span(meeting.starts, meeting.ends),
        hours=f"{says.span(meeting.starts, meeting.ends, long=True)} ({says.week(day)})",
        place=meeting.place,
    )
    reason = (meeting.reason,) if meeting.reason else ()
    if meeting.is_cancelled:
        told = says("The meeting is cancelled.")
        tag = says("Cancelled")
        return replace(whole, state="off", tag=tag, tag_state="stop", told=told, notes=reason)
    was = meeting.moved_from
    if was is None:
        return whole
    if was.date == day:
        tag, told = says("New time"), says("The meeting has a new time.")
        note = says("The meeting was planned for %(time)s.", time=says.at(was.time))
    else:
        tag, told = says("Moved"), says("The meeting has a new date.")
        note = says("The meeting was planned for %(day)s.", day=says.short(was.date))
    return replace(whole, tag=tag, tag_state="warn", told=told, notes=(note, *reason))


def meeting(found: Meeting, says: Language, url: str, *, now: datetime) -> Page:
    whole = line(found, says, url)
    is_over = found.ends_at <= now
    return Page(
        line=whole,
        title=says("Meeting %(day)s", day=says.long(found.starts.date)),
        block=f"big {whole.state}".strip(),
        status=_status(found, whole, says, now),
        note=found.note,
        agenda="" if is_over or found.is_cancelled else says("The agenda is not ready yet."),
    )


def _status(found: Meeting, whole: Line, says: Language, now: datetime) -> str:
    if found.is_cancelled or found.starts_at > now:
        return whole.tag or says("Planned")
    return says("In progress") if found.ends_at > now else says("Over")


def feed(links: Links, council: Council, says: Language) -> Feed:
    at = links.council_feed(council.slug)
    at += "" if says.code == council.language else f"?lang={says.code}"
    return Feed(re.sub(r"^https?:", "webcal:", at), at)
