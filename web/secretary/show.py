"""From rows to what the secretary's first page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.language import Language
from scheduler.meetings.rows import Meeting
from scheduler.notices.kinds import Kind
from scheduler.notices.listing import NoticeLine, NoticeState
from web import lines
from web.lines import Line
from web.secretary.words import KIND_WORDS


@dataclass(frozen=True, slots=True)
class Todo:
    """Something a person must decide."""

    text: str
    url: str
    link: str


@dataclass(frozen=True, slots=True)
class Home:
    """`next_mail` is a sentence; empty where nothing is planned."""

    todos: list[Todo]
    following: Line | None
    next_mail: str
    mail_url: str
    plan_url: str


def home(
    council: Council,
    coming: Sequence[Meeting],
    mail: Sequence[NoticeLine],
    says: Language,
    *,
    now: datetime,
    letters: int = 0,
) -> Home:
    """`letters` is how many mails wait for a person to read them."""
    slug = council.slug
    first = next((meeting for meeting in coming if not meeting.is_cancelled), None)
    planned = next((n for n in mail if n.state is NoticeState.PLANNED and n.due_at > now), None)
    mail_url = url_for("mail.index", slug=slug)
    year = Wall.at(now, council.zone).date.year
    return Home(
        todos=[
            *_waiting(mail, council, says, now),
            *_letters(letters, council, says),
            *_todos(mail, says, mail_url),
        ],
        following=lines.line(first, says, url_for("meetings.show", slug=slug, number=first.number))
        if first
        else None,
        next_mail=_sentence(planned, council, says) if planned else "",
        mail_url=mail_url,
        plan_url=url_for("years.show", slug=slug, year=year if first is None else year + 1),
    )


def _waiting(
    mail: Sequence[NoticeLine], council: Council, says: Language, now: datetime
) -> list[Todo]:
    """Each kallelse that waits for approval and has been asked for."""
    asked = {
        n.meeting.id
        for n in mail
        if n.kind is Kind.KALLELSE_REVIEW and n.meeting and n.state is not NoticeState.PLANNED
    }
    waiting = (n for n in mail if n.state is NoticeState.WAITING and n.meeting)
    return [
        Todo(
            says(
                "The notice of the meeting on %(day)s waits for you. It does not go until someone approves it.",
                day=says.short(n.meeting.starts.date),
            ),
            url_for("mail.letter", slug=council.slug, key=n.key),
            says("Read and approve"),
        )
        for n in waiting
        if n.meeting and (n.meeting.id in asked or n.due_at <= now)
    ]


def _letters(n: int, council: Council, says: Language) -> list[Todo]:
    """Answers by mail that could not be taken by themselves."""
    if not n:
        return []
    told = says.count("%(n)s mail waits for you.", "%(n)s mails wait for you.", n)
    return [Todo(told, url_for("answers.index", slug=council.slug), says("Read and decide"))]


def _todos(mail: Sequence[NoticeLine], says: Language, url: str) -> list[Todo]:
    """Mail that did not arrive, and mail whose time has passed."""
    found = []
    for notice in mail:
        name = says(KIND_WORDS[notice.kind])
        if notice.state is NoticeState.UNDELIVERED:
            found.append(
                Todo(says("%(mail)s did not reach everyone.", mail=name), url, says("See who"))
            )
        elif notice.state is NoticeState.MISSED:
            found.append(
                Todo(says("%(mail)s was not sent in time.", mail=name), url, says("See which"))
            )
    return found


def _sentence(notice: NoticeLine, council: Council, says: Language) -> str:
    at = Wall.at(notice.due_at, council.zone)
    return says(
        "%(mail)s, %(when)s. It goes by itself.",
        mail=says(KIND_WORDS[notice.kind]),
        when=says.short(at.date, at.time),
    )
