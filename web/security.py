"""Security headers on every answer; and CSRF: every form that is sent must carry a token of this session."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from flask import Blueprint, Flask, Response, current_app, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from scheduler.errors import Forbidden
from web.addresses import ViewResult

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
Refusal = ViewResult | None
"""What is answered in place of the page; None lets the visitor in."""
View = TypeVar("View", bound=Callable[..., object])


class GuardedPages(Blueprint):
    """A blueprint whose pages are only for those whom `enter` lets in."""

    def __init__(self, name: str, prefix: str, enter: Callable[[], Refusal]):
        super().__init__(name, __name__, url_prefix=prefix)
        self.enter = enter


def guarded_by(enter: Callable[[], Refusal]) -> Callable[[View], View]:
    """Marks a view of a blueprint that others may open as only for those whom `enter` lets in."""

    def mark(view: View) -> View:
        view.enter = enter  # type: ignore[attr-defined]
        return view

    return mark


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


def _guard() -> Refusal:
    """Whoever may not come in is told so first; of others every form is checked before its view."""
    view = current_app.view_functions.get(request.endpoint or "")
    pages = current_app.blueprints.get(request.blueprint or "")
    enter = getattr(view, "enter", None) or getattr(pages, "enter", None)
    refusal: Refusal = enter() if enter else None
    if refusal is None and request.method not in _SAFE and request.endpoint not in EXEMPT:
        must_be_our_form()
    return refusal
