"""The to-dos about mail, which the menu counts on every page."""

from collections import defaultdict
from collections.abc import Iterable

from flask import g

from scheduler.councils.rows import Council
from scheduler.mail.rows import State
from scheduler.notices import listing, pause
from scheduler.notices.kinds import Kind
from scheduler.notices.listing import ListedPerson, NoticeLine, NoticeState
from web.secretary.home.todo import Todo, TodoSource, by_time
from web.secretary.request_cache import open_mail

_MANY = 5
"""More dead addresses than these are one to-do."""


def mail_todos(council: Council) -> list[Todo]:
    return by_time(council, MAIL_SOURCES)


def _unapproved(council: Council) -> Iterable[Todo]:
    """Each kallelse that waits for approval and has been asked for."""
    mail = open_mail(council)
    asked = {
        row.meeting
        for row in mail
        if row.kind is Kind.KALLELSE_REVIEW and row.state is not NoticeState.PLANNED
    }
    for notice in mail:
        is_due = notice.meeting in asked or notice.due_at <= g.now
        if notice.state is NoticeState.WAITING and notice.meeting and is_due:
            yield Todo("unapproved", notice.due_at, {"notice": notice})


def _troubled(council: Council) -> Iterable[Todo]:
    """Mail that did not arrive, whose time has passed, or that is on hold though its time has come."""
    for notice in open_mail(council):
        if trouble := _trouble(notice):
            yield Todo(trouble, notice.due_at, {"notice": notice})


def _trouble(notice: NoticeLine) -> str:
    if notice.state is NoticeState.UNDELIVERED and not _is_settled_by_addresses(notice):
        return "undelivered"
    if notice.state is NoticeState.MISSED and notice.reason == listing.HELD:
        return "held_too_long"
    if notice.state is NoticeState.MISSED and notice.kind is not Kind.DIGEST:
        return "missed"
    is_held = notice.state is NoticeState.HELD and notice.reason != listing.PAUSED
    return "held" if is_held and notice.due_at <= g.now else ""


def _is_settled_by_addresses(notice: NoticeLine) -> bool:
    """Whether whoever was not reached has a dead address, which is a to-do of its own."""
    return all(
        to.is_address_dead for to in notice.audience if to.is_lost or to.state == State.UNCERTAIN
    )


def _dead_addresses(council: Council) -> Iterable[Todo]:
    """One for each address, however many letters did not reach it; one for all where they are many."""
    lost = defaultdict[str, list[tuple[NoticeLine, ListedPerson]]](list)
    for notice in open_mail(council):
        for to in notice.audience:
            if to.is_address_dead:
                lost[to.email.lower()].append((notice, to))
    if len(lost) > _MANY:
        first = min(letters[0][0].due_at for letters in lost.values())
        yield Todo("dead_addresses", first, {"n": len(lost)})
        return
    for letters in lost.values():
        notice, to = letters[0]
        yield Todo("dead_address", notice.due_at, {"notice": notice, "to": to, "n": len(letters)})


def _paused(council: Council) -> Iterable[Todo]:
    """That all mail is paused stands on every page; that some is late because of it is for a person to settle."""
    if late := pause.late_lines(open_mail(council), g.now):
        yield Todo("late", late[0].due_at, {"n": len(late)})


MAIL_SOURCES: tuple[TodoSource, ...] = (_unapproved, _troubled, _dead_addresses, _paused)
