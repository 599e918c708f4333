"""The to-dos about mail, which the menu counts on every page."""

from collections import defaultdict
from collections.abc import Iterable

from flask import g, url_for

from scheduler.councils.rows import Council
from scheduler.errors import N_
from scheduler.mail.rows import State
from scheduler.notices import listing, pause
from scheduler.notices.kinds import KINDS, Kind
from scheduler.notices.listing import ListedPerson, NoticeLine, NoticeState
from web.language import speak
from web.secretary.home.todo import Todo, TodoSource, by_time
from web.secretary.request_cache import open_mail

_MANY = 5
"""More dead addresses than these are one to-do."""


def mail_todos(council: Council) -> list[Todo]:
    return by_time(council, MAIL_SOURCES)


def _unapproved(council: Council) -> Iterable[Todo]:
    """Each kallelse that waits for approval and has been asked for."""
    says, mail = speak(), open_mail(council)
    asked = {
        row.meeting
        for row in mail
        if row.kind is Kind.KALLELSE_REVIEW and row.state is not NoticeState.PLANNED
    }
    for notice in mail:
        is_due = notice.meeting in asked or notice.due_at <= g.now
        if notice.state is NoticeState.WAITING and notice.meeting and is_due:
            text = says(
                "The notice of the meeting on %(day)s waits for you. It does not go until someone approves it.",
                day=notice.meeting.starts.date,
            )
            yield Todo(text, says("Read and approve"), _letter_url(council, notice), notice.due_at)


def _troubled(council: Council) -> Iterable[Todo]:
    """Mail that did not arrive, whose time has passed, or that is on hold though its time has come."""
    says = speak()
    for notice in open_mail(council):
        if trouble := _trouble(notice):
            text, link = trouble
            text = says(text, mail=_name(notice))
            yield Todo(text, says(link), _letter_url(council, notice), notice.due_at)


def _trouble(notice: NoticeLine) -> tuple[str, str] | None:
    """What is wrong with a mail, and the words of the link to it."""
    if notice.state is NoticeState.UNDELIVERED and not _is_settled_by_addresses(notice):
        return N_("%(mail)s did not reach everyone."), N_("See who")
    if notice.state is NoticeState.MISSED and notice.reason == listing.HELD:
        return N_("%(mail)s was on hold until its time was over."), N_("See which")
    if notice.state is NoticeState.MISSED and notice.kind is not Kind.DIGEST:
        return N_("%(mail)s was not sent in time."), N_("See which")
    is_held = notice.state is NoticeState.HELD and notice.reason != listing.PAUSED
    if is_held and notice.due_at <= g.now:
        return N_("%(mail)s is on hold, and its time has come."), N_("Send it or skip it")
    return None


def _is_settled_by_addresses(notice: NoticeLine) -> bool:
    """Whether whoever was not reached has a dead address, which is a to-do of its own."""
    return all(
        to.is_address_dead for to in notice.audience if to.is_lost or to.state == State.UNCERTAIN
    )


def _dead_addresses(council: Council) -> Iterable[Todo]:
    """One for each address, however many letters did not reach it; one for all where they are many."""
    says, lost = speak(), defaultdict[str, list[tuple[NoticeLine, ListedPerson]]](list)
    for notice in open_mail(council):
        for to in notice.audience:
            if to.is_address_dead:
                lost[to.email.lower()].append((notice, to))
    if len(lost) > _MANY:
        first = min(letters[0][0].due_at for letters in lost.values())
        text = says("Mail does not reach %(n)s addresses.", n=len(lost))
        yield Todo(text, says("See who"), _undelivered_url(council), first)
        return
    for letters in lost.values():
        (notice, to), n = letters[0], len(letters)
        who = f"{to.name}, {to.email}" if to.name else to.email
        text = says.count(
            "%(n)s mail did not reach %(who)s.", "%(n)s mails did not reach %(who)s.", n, who=who
        )
        url = _letter_url(council, notice) if n == 1 else _undelivered_url(council, to.person_id)
        yield Todo(text, says("See what you can do"), url, notice.due_at)


def _paused(council: Council) -> Iterable[Todo]:
    """That all mail is paused stands on every page; that some is late because of it is for a person to settle."""
    says = speak()
    if late := pause.late_lines(open_mail(council), g.now):
        text = says.count(
            "%(n)s mail should have gone, but all mail is on hold.",
            "%(n)s mails should have gone, but all mail is on hold.",
            len(late),
        )
        url = url_for("mail.resume", slug=council.slug)
        yield Todo(text, says("Decide what to do"), url, late[0].due_at)


def _undelivered_url(council: Council, person_id: int | None = None) -> str:
    """The list of what did not arrive, to all or to one."""
    state = NoticeState.UNDELIVERED.value
    return url_for("mail.index", slug=council.slug, state=state, person=person_id)


def _letter_url(council: Council, notice: NoticeLine) -> str:
    """The mail's own page; the whole list for one that nobody would get."""
    if not notice.audience:
        return url_for("mail.index", slug=council.slug)
    return url_for("mail.letter", slug=council.slug, key=notice.key)


def _name(notice: NoticeLine) -> str:
    says = speak()
    name = says(KINDS[notice.kind].name)
    if notice.meeting is None:
        return name
    return says("%(mail)s for the meeting on %(day)s", mail=name, day=notice.meeting.starts.date)


MAIL_SOURCES: tuple[TodoSource, ...] = (_unapproved, _troubled, _dead_addresses, _paused)
