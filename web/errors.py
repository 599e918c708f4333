"""Exception class -> status and page."""

from __future__ import annotations

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

from scheduler.errors import (
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

Answer = tuple[str, int, dict[str, str]]


def status(error: KallelseError) -> int:
    return next(code for kind, code in STATUS.items() if isinstance(error, kind))


def install(app: Flask) -> None:
    app.register_error_handler(KallelseError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _ours(error: Exception) -> Answer:
    assert isinstance(error, KallelseError)
    return _page(status(error))


def _http(error: Exception) -> Answer:
    assert isinstance(error, HTTPException)
    return _page(error.code or 500)


def _unexpected(error: Exception) -> Answer:
    from flask import current_app

    current_app.logger.exception("unexpected", exc_info=error)
    return _page(500)


def _page(code: int) -> Answer:
    """What happened and what to do, without a code as its heading."""
    headers = {"Retry-After": "30"} if code == 503 else {}
    return render_template("error.html", code=code), code, headers
