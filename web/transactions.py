"""One transaction a request: `g.session`, `g.now`, `g.by`. Below 400 it commits; an exception or 4xx rolls it back."""

from contextlib import ExitStack
from typing import Any

from flask import Flask, Response, g, make_response, request
from werkzeug.routing import IntegerConverter, Map

from scheduler.db.session import reading, writing
from scheduler.errors import KallelseError, NotFound
from scheduler.files import MOST_OCTETS
from scheduler.history.rows import Actor, ActorKind
from web import errors
from web.app_state import app_state

_SAFE = ("GET", "HEAD", "OPTIONS")
OWN_TRANSACTIONS = frozenset(
    {
        "sign_in.enter",
        "sign_in.spend",
        "account.change_password",
        "setup.add_account",
        "setup.try_mail",
        "rehearse.again",
    }
)
"""Views that do something slow (password hashing, a mail server), which may not stand inside a writing transaction."""


READ_FIRST = frozenset(
    {
        "compare.add", "compare.school", "members.paste", "past_notes.save", "years.make_public", "years.plan",
        "years.upload",
    }
)  # fmt: skip
"""Views that read a file or a text, which is slow, before they call `write`."""


WITH_PAPERS = frozenset({"agenda_papers.add", "items.propose", "items.change"})
"""Views that take files which are kept as papers: [files] max_mb each. They keep them before they call `write`."""


MOST_SENT = 1_000_000
"""Octets of a form, and of one text in it."""
_MOST_WITH_A_FILE, _MOST_TEXT = 20_000_000, 5_000_000
"""More than any file or text may have (`files.MOST_OCTETS`, `reading.MOST_CHARACTERS`): one that is too large is
told of at its field, on the page, and only what is far too large by an error page."""
_FILES_AT_ONCE = 10
_PARTS = 6_000
"""Of a form: a draft of as many dates as a year may have, with eleven fields each, and what stands around them."""


MOST_NUMBER = 2**31 - 1
"""The largest integer that a column of PostgreSQL holds."""


class _Refused(Exception):
    """Rolls the transaction back without an error of its own."""


class Number(IntegerConverter):
    """A number in an address: one that no row can have is no page, as the databases' own integers are smaller."""

    def __init__(self, map: Map, **options: Any):
        super().__init__(map, **{"max": MOST_NUMBER} | options)


def _must_hold_no_nul() -> None:
    """PostgreSQL's text holds no NUL, so nothing has an address with one."""
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        raise NotFound


def install(app: Flask) -> None:
    app.url_map.converters["int"] = Number
    app.before_request(_begin)
    app.before_request(_must_hold_no_nul)
    app.after_request(_settle)
    app.teardown_request(_end)


def _begin() -> None:
    """A GET gets a session through which the database itself refuses to write."""
    if request.endpoint == "static":
        return
    of = app_state()
    g.most_sent = MOST_SENT
    if request.endpoint in READ_FIRST:
        g.most_sent = MOST_OCTETS
        request.max_content_length = _MOST_WITH_A_FILE
        request.max_form_memory_size = _MOST_TEXT
        request.max_form_parts = _PARTS
    if request.endpoint in WITH_PAPERS:
        g.most_sent = of.config.files.max_mb * 1_000_000 * _FILES_AT_ONCE
        request.max_content_length = g.most_sent + MOST_SENT
    g.now = of.clock.now()
    g.by = Actor(ActorKind.SYSTEM)
    g.transaction = ExitStack()
    is_safe = request.method in _SAFE or request.endpoint in (
        OWN_TRANSACTIONS | READ_FIRST | WITH_PAPERS
    )
    g.session = g.transaction.enter_context(
        reading(of.database) if is_safe else writing(of.database, g.now)
    )


def write() -> None:
    """Ends the reading that a view of READ_FIRST began with, and begins its writing transaction."""
    g.pop("transaction").close()
    g.transaction = ExitStack()
    g.session = g.transaction.enter_context(writing(app_state().database, g.now))


def _settle(response: Response) -> Response:
    """Commits before the answer leaves, so that nobody is told of what did not happen."""
    transaction = g.pop("transaction", None)
    if transaction is not None:
        if response.status_code < 400:
            try:
                transaction.close()
            except KallelseError as error:
                return make_response(errors.answer(error))
        else:
            _roll_back(transaction)
    return response


def _end(error: BaseException | None) -> None:
    transaction = g.pop("transaction", None)
    if transaction is not None:
        _roll_back(transaction)


def _roll_back(transaction: ExitStack[Any]) -> None:
    refused = _Refused()
    try:
        transaction.__exit__(_Refused, refused, None)
    except _Refused:
        return
