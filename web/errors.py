"""Exception class -> status and page."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from flask import Flask, g, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

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

_WORDS: dict[int, tuple[str, str]] = {
    400: (N_("We did not understand what was sent"), N_("Go back, reload the page and try again.")),
    403: (
        N_("You may not do this here"),
        N_("The page may have been open for too long. Go back, reload it and try again."),
    ),
    404: (N_("The page does not exist"), N_("Check the address, or go on from here.")),
    405: (N_("The page cannot be used that way"), N_("Open it as a link instead.")),
    409: (
        N_("Something has changed since you looked"),
        N_("Go back, reload the page and look again."),
    ),
    410: (
        N_("The link no longer works"),
        N_(
            "Use the link in the newest mail you have got. If that does not work either, ask the council for a new one."
        ),
    ),
    413: (
        N_("What you sent is too large"),
        N_(
            "At most %(mb)s MB can be sent. Nothing was saved. Go back in your browser, and choose a smaller file or "
            "take only the part you need."
        ),
    ),
    422: (N_("Something needs to be corrected"), N_("Go back and look through what you wrote.")),
    429: (N_("That was too many times in a short while"), N_("Wait a few minutes and try again.")),
    503: (N_("We are updating"), N_("Try again in a few minutes.")),
}
_OTHER = N_("It did not work"), N_("Go back, reload the page and try again.")
_OURS = (
    N_("Something went wrong with us"),
    N_("Try again in a while. Most browsers still have what you wrote if you go back."),
)
"""What happened and what to do, without a code as its heading."""

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


def _ours(error: Exception) -> Answer:
    assert isinstance(error, KallelseError)
    return answer(error)


def _http(error: Exception) -> Answer:
    assert isinstance(error, HTTPException)
    headers = dict(error.get_headers())
    return _page(error.code or 500, {"Allow": headers["Allow"]} if "Allow" in headers else {})


def _unexpected(error: Exception) -> Answer:
    log.exception("unexpected", exc_info=error)
    return _page(500)


def _limit(code: int) -> dict[str, int]:
    """What the words of a status name: how large a file or a text may be here."""
    return {"mb": g.most_sent // 1_000_000} if code == RequestEntityTooLarge.code else {}


def _page(
    code: int,
    headers: Mapping[str, str] | None = None,
    *,
    told: str = "",
    written: Sequence[str] = (),
) -> Answer:
    says = speak()
    heading, advice = _WORDS.get(code, _OTHER if code < 500 else _OURS)
    more = {"Retry-After": "30"} if code == 503 else {}
    home = "/" if says.code == app_state().config.site.language else f"/{says.code}"
    url, words = g.get("way_back", (home, N_("To the meetings")))
    page = render_template(
        "error.html",
        heading=says(heading),
        advice=told or says(advice, **_limit(code)),
        written=written,
        way_back=url,
        words=says(words),
    )
    return page, code, more | dict(headers or {})
