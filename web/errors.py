"""Exception class -> status and page."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, g, render_template, request
from werkzeug.exceptions import HTTPException

from scheduler.errors import (
    N_,
    ConfigError,
    Conflict,
    DeliveryError,
    Forbidden,
    InvalidInput,
    KallelseError,
    LinkExpired,
    NotFound,
    TryLater,
    UserError,
)
from web.app_state import app_state
from web.language import speak

log = logging.getLogger("kallelse")
STATUS: dict[type[KallelseError], int] = {
    InvalidInput: 422,
    NotFound: 404,
    Forbidden: 403,
    LinkExpired: 410,
    Conflict: 409,
    UserError: 400,
    TryLater: 503,
    ConfigError: 500,
    DeliveryError: 500,
    KallelseError: 500,
}
"""The first class that fits, most special first."""

_SENTENCE = 20
Answer = tuple[str, int, dict[str, str]]


def status(error: KallelseError) -> int:
    return next(code for kind, code in STATUS.items() if isinstance(error, kind))


def install(app: Flask) -> None:
    app.register_error_handler(KallelseError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def lead_back(url: str, words: str) -> None:
    """Where an error in this request leads: a page the visitor knows. `words` is a msgid."""
    g.way_back = url, words


def answer(error: KallelseError) -> Answer:
    """The page of an error of ours; what a person can do something about is said in its own words."""
    is_told = isinstance(error, Conflict) and error.text != Conflict.text
    told = speak()(error.text, **error.params) if is_told else ""
    return _page(status(error), told=told, written=_written())


def _written() -> list[str]:
    """The texts that a person wrote in the form, which the page shows so that they can be copied.

    Only sentences, at least 20 characters with a space: no marks or ids that a form carries. Nothing of a form whose
    token was not checked: the page would say what another site wrote.
    """
    if not g.get("csrf_valid"):  # set by Flask-WTF
        return []
    fields = ((n, text) for n, text in request.form.items() if n != "seen" and "password" not in n)
    texts = [text.strip() for _name, text in fields]
    return [text for text in texts if len(text) >= _SENTENCE and " " in text]


def _ours(error: Exception) -> Any:
    """Where what was typed cannot be taken, the page of its form answers (`PageForm.with_page`)."""
    assert isinstance(error, KallelseError)
    if isinstance(error, InvalidInput) and "refused" in g:
        return g.refused(error)
    return answer(error)


def _http(error: Exception) -> Answer:
    assert isinstance(error, HTTPException)
    headers = dict(error.get_headers())
    return _page(error.code or 500, {"Allow": headers["Allow"]} if "Allow" in headers else {})


def _unexpected(error: Exception) -> Answer:
    log.exception("unexpected", exc_info=error)
    return _page(500)


def _page(
    code: int,
    headers: Mapping[str, str] | None = None,
    *,
    told: str = "",
    written: Sequence[str] = (),
) -> Answer:
    says = speak()
    more = {"Retry-After": "30"} if code == 503 else {}
    home = "/" if says.code == app_state().config.site.language else f"/{says.code}"
    url, words = g.get("way_back", (home, N_("To the meetings")))
    page = render_template(
        "error.html",
        code=code,
        told=told,
        mb=g.get("most_sent", 0) // 1_000_000,
        written=written,
        way_back=url,
        words=says(words),
    )
    return page, code, more | dict(headers or {})
