"""The number in the menu: how many mails wait for a person or went wrong. Counted anew only when it may be another."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import g, request

from scheduler.councils.rows import Council
from scheduler.notices import store
from web.extension import Counted, kallelse
from web.language import speak
from web.secretary import recent, todo

_NEVER = datetime.max.replace(tzinfo=UTC)


def count(council: Council) -> int:
    """As many as the page *Mail* tells of. It stands on every page, so the mail is not read for it alone each time."""
    if request.method != "GET" or recent.is_read(council):
        return _of_mail(council)  # what is not committed yet is nothing to remember
    known, since = kallelse().counted, recent.since(council)
    mark = (since, *store.mark(g.session, council.id, since=since))
    found = known.get(council.id)
    if found is None or found.mark != mark or not found.at <= g.now < found.until:
        found = Counted(mark, g.now, _until(council), _of_mail(council))
        known[council.id] = found
    return found.n


def _of_mail(council: Council) -> int:
    return len(todo.of_mail(council, recent.mail(council), speak(), now=g.now))


def _until(council: Council) -> datetime:
    """When time alone next makes something of the mail: it becomes due, or too late."""
    instants = (at for line in recent.mail(council) for at in (line.due_at, line.expires_at))
    return min((at for at in instants if at > g.now), default=_NEVER)
