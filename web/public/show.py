"""From rows to lines that are ready to show; no line holds anything that is not public."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from scheduler.councils.rows import Council
from scheduler.language import LANGUAGES, Language
from scheduler.meetings.rows import Meeting
from web import lines
from web.lines import Line

MOST_EARLIER = 40
"""Earlier meetings on one page; with more, a page would weigh too much."""


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
        first=lines.line(first, says, to(first)) if first else None,
        first_title=says("Meeting now:") if has_begun else says("Next meeting:"),
        coming=[lines.line(m, says, to(m)) for m in coming if m is not first],
        earlier=[lines.line(m, says, to(m)) for m in over[:MOST_EARLIER]],
        nothing_planned=not coming,
        earlier_note=says("The latest %(count)s are shown.", count=MOST_EARLIER)
        if len(over) > MOST_EARLIER
        else "",
    )


def following(coming: Iterable[Meeting]) -> Meeting | None:
    """The first that will be held."""
    return next((meeting for meeting in coming if not meeting.is_cancelled), None)


def meeting(found: Meeting, says: Language, url: str, *, now: datetime) -> Page:
    whole = lines.line(found, says, url)
    is_over = found.ends_at <= now
    return Page(
        line=whole,
        title=says("Meeting %(day)s", day=says.long(found.starts.date)),
        block=f"big {whole.state}".strip(),
        status=lines.status(found, whole, says, now),
        note=found.note,
        agenda="" if is_over or found.is_cancelled else says("The agenda is not ready yet."),
    )
