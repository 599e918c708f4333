"""The values that the mailbox of a rehearsal shows, made from captured letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from flask import request, url_for

from scheduler.clock import Wall
from scheduler.errors import N_
from scheduler.language import LANGUAGES, Language
from scheduler.mail.maildir import Captured
from scheduler.notices.kinds import KINDS

PAGE = 40
"""Mailings, or letters of one, on one page of the mailbox."""

_OTHER = N_("Other mail")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the visitor wants to see: of a mailing each letter, else of every mailing one."""

    kind: str
    mailing: str
    page: int

    def wants(self, letter: Captured) -> bool:
        is_of_kind = not self.kind or letter.kind == self.kind
        return is_of_kind and (not self.mailing or letter.mailing == self.mailing)


@dataclass(frozen=True, slots=True)
class Row:
    """A letter, or the newest of a mailing; `all` leads to the others, which `to` counts too."""

    url: str
    all: str
    subject: str
    to: str
    kind: str
    sent: datetime
    hour: str


@dataclass(frozen=True, slots=True)
class Day:
    """What went on one day, newest first."""

    id: str
    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Mailbox:
    days: list[Day]
    count: str
    kinds: list[Option]
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    url: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter; of `text`, `frame` and `raw` the one whose tab is open is not empty. `lang` may be unknown."""

    subject: str
    from_name: str
    to: str
    kind: str
    sent: datetime
    when: str
    tabs: list[Tab]
    lang: str
    text: str
    frame: str
    raw: str
    source: str


def address(endpoint: str, **values: object) -> str:
    """A page of the rehearsal, in the language `?lang=` asks for."""
    asked = request.args.get("lang", "")
    values = {"lang": asked if asked in LANGUAGES else None, **values}
    return url_for(f"rehearse.{endpoint}", **values)  # type: ignore[arg-type]


def mailbox_page(
    letters: Sequence[Captured], asked: Asked, says: Language, *, zone: str
) -> Mailbox:
    """One page of the mailbox, newest first, by day."""
    wanted = [one for one in letters if asked.wants(one)]
    wanted.sort(key=lambda one: (one.sent_at, one.id), reverse=True)
    mailings: dict[object, list[Captured]] = {}
    for one in wanted:
        mailings.setdefault(one.id if asked.mailing or not one.key else one.mailing, []).append(one)
    pages = max(1, -(-len(mailings) // PAGE))
    page = min(max(1, asked.page), pages)
    shown = list(mailings.values())[(page - 1) * PAGE : page * PAGE]
    return Mailbox(
        days=[
            _day(day, list(found), says, zone)
            for day, found in groupby(shown, key=lambda one: Wall.at(one[0].sent_at, zone).date)
        ],
        count=says.count("%(n)s mail", "%(n)s mails", len(wanted)),
        kinds=[
            Option("", says("All kinds"), not asked.kind),
            *(Option(k.key, says(k.name), asked.kind == k.key) for k in KINDS.values()),
        ],
        newer=_page(asked, page - 1) if page > 1 else "",
        older=_page(asked, page + 1) if page < pages else "",
    )


def letter_page(found: Captured, part: str, says: Language, *, zone: str) -> Letter:
    """The letter with one of its parts open: `part` where the letter has it, else its text."""
    parts = {
        "text": (says("Text"), found.text),
        "html": (says("As it looks"), found.html),
        "calendar": (says("Calendar part"), found.calendar),
        "source": (says("Source"), found.source),
    }
    is_there = part in parts and bool(parts[part][1])
    opened = part if is_there else "text"
    lang = re.search(r'<html lang="([a-z-]+)"', found.html)
    return Letter(
        subject=found.subject,
        from_name=found.from_name,
        to=_who(found),
        kind=says(_word(found.kind)),
        sent=Wall.at(found.sent_at, zone).local(),
        when=_when(found, says, zone),
        tabs=[
            Tab(name, address("letter", number=found.id, part=key), key == opened)
            for key, (name, content) in parts.items()
            if content
        ],
        lang=lang[1] if lang else says.code,
        text=found.text if opened == "text" else "",
        frame=address("html", number=found.id) if opened == "html" else "",
        raw=parts[opened][1] if opened in ("calendar", "source") else "",
        source=address("source", number=found.id),
    )


def framed(html: str) -> str:
    """The letter's HTML, its links opening in the whole window, out of their frame."""
    return html.replace("<head>", '<head>\n<base target="_top">', 1)


def _day(day: date, mailings: Sequence[list[Captured]], says: Language, zone: str) -> Day:
    rows = [
        Row(
            url=address("letter", number=one.id),
            all=address("mailbox", mailing=one.mailing) if others else "",
            subject=one.subject,
            to=says.count("%(n)s mail", "%(n)s mails", 1 + len(others)) if others else _who(one),
            kind=says(_word(one.kind)),
            sent=Wall.at(one.sent_at, zone).local(),
            hour=says.at(Wall.at(one.sent_at, zone).time),
        )
        for one, *others in mailings
    ]
    return Day(f"d-{day.isoformat()}", says.long(day), rows)


def _who(letter: Captured) -> str:
    return f"{letter.to_name}, {letter.to_address}" if letter.to_name else letter.to_address


def _when(letter: Captured, says: Language, zone: str) -> str:
    sent = Wall.at(letter.sent_at, zone)
    return says.long(sent.date, sent.time)


def _page(asked: Asked, page: int) -> str:
    return address("mailbox", kind=asked.kind or None, mailing=asked.mailing or None, page=page)


def _word(kind: str) -> str:
    """A captured mail may be of no kind of ours."""
    return KINDS[kind].name if kind in KINDS else _OTHER
