"""Security headers on every answer; and CSRF: every form that is sent must carry a token of this session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ParamSpec, TypeVar

from flask import Flask, Response, current_app, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from scheduler.errors import Forbidden

_CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

_PRIVATE = ("admin", "account", "login")
"""First parts of addresses whose pages no browser or proxy keeps: the next person at the computer may go back."""


EXEMPT: Mapping[str, str] = {
    "member.choose": "a mail program presses its button without a page (RFC 8058); its own form is checked in the view",
}
"""Endpoints whose POST needs no token, with the reason."""
_SAFE = ("GET", "HEAD", "OPTIONS")
_csrf = CSRFProtect()
P = ParamSpec("P")
R = TypeVar("R")


def install(app: Flask) -> None:
    app.after_request(_headers)
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,  # `_guard` decides when
        WTF_CSRF_SSL_STRICT=False,  # it asks for a Referer, which our Referrer-Policy leaves out
        WTF_CSRF_TIME_LIMIT=None,  # a form may lie open all day; the token ends with the session
    )
    _csrf.init_app(app)
    app.before_request(_guard)


def _headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _CSP)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if request.path.split("/")[1] in _PRIVATE:
        headers["Cache-Control"] = "no-store"
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def guards_its_forms(view: Callable[P, R]) -> Callable[P, R]:
    """Marks a view that calls `must_be_our_form` itself, after it has looked at the session."""
    view.guards_its_forms = True  # type: ignore[attr-defined]
    return view


def must_be_our_form() -> None:
    """Raises: Forbidden where the form's token is missing or another session's."""
    if not is_our_form():
        raise Forbidden


def is_our_form() -> bool:
    try:
        _csrf.protect()
    except CSRFError:
        return False
    return True


def _guard() -> None:
    """Every form is checked before its view, but for those that the view or its guard checks."""
    if request.method in _SAFE or request.endpoint in EXEMPT:
        return
    view = current_app.view_functions.get(request.endpoint or "")
    if not getattr(view, "guards_its_forms", False):
        must_be_our_form()
