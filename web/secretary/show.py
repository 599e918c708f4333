"""From rows to what the secretary's first page shows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.language import Language
from scheduler.meetings.rows import Meeting
from scheduler.notices.kinds import KINDS
from scheduler.notices.listing import NoticeLine, NoticeState
from web import meeting_line
from web.meeting_line import MeetingLine
from web.secretary.todo import Todo


@dataclass(frozen=True, slots=True)
class Home:
    """`next_mail` is a sentence; empty where nothing is planned. So is `answers`, until the kallelse has gone, and
    `plan`, where a to-do leads there."""

    todos: list[Todo]
    following: MeetingLine | None
    answers: str
    next_mail: str
    mail_url: str
    plan: str
    plan_url: str
    log_url: str


def home(
    council: Council,
    first: Meeting | None,
    answers: str,
    todos: list[Todo],
    mail: Sequence[NoticeLine],
    says: Language,
    *,
    published: Collection[int],
    now: datetime,
) -> Home:
    """`first` is the next meeting that will be held; `answers` how many come to it; `published` the years that are."""
    slug = council.slug
    planned = next((n for n in mail if n.state is NoticeState.PLANNED and n.due_at > now), None)
    year = Wall.at(now, council.zone).date.year + (first is not None)
    plan_url = url_for("years.show", slug=slug, year=year)
    is_told = any(todo.url == plan_url for todo in todos)
    return Home(
        todos=todos,
        following=meeting_line.meeting_line(
            first, says, url_for("meetings.show", slug=slug, number=first.number)
        )
        if first
        else None,
        answers=answers,
        next_mail=_next_mail(planned, council, says),
        mail_url=url_for("mail.index", slug=slug),
        plan=""
        if is_told
        else says("Year plan %(year)s", year=year)
        if year in published
        else says("Plan %(year)s", year=year),
        plan_url=plan_url,
        log_url=url_for("log.show", slug=slug),
    )


def _next_mail(planned: NoticeLine | None, council: Council, says: Language) -> str:
    if council.is_paused:
        return says("All mail is on hold.")
    return _sentence(planned, council, says) if planned else ""


def _sentence(notice: NoticeLine, council: Council, says: Language) -> str:
    at = Wall.at(notice.due_at, council.zone)
    return says(
        "%(mail)s, %(when)s. It goes by itself.",
        mail=says(KINDS[notice.kind].name),
        when=says.short(at.date, at.time),
    )
