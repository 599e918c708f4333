"""Security headers on every answer, and CSRF: a form's token must be ours."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from typing import cast

from flask import Flask, Response, current_app, request, session

from scheduler.errors import Forbidden

_CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def install(app: Flask) -> None:
    app.after_request(_headers)
    app.jinja_env.globals["csrf_token"] = csrf_token


def _headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _CSP)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if request.path.split("/")[1] == "admin":
        # Nobody who signs in to the same browser later is shown it by the button *back*.
        headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def csrf_token() -> str:
    """For a hidden field; bound to the visitor's session."""
    if "csrf" not in session:
        session["csrf"] = secrets.token_urlsafe(16)
    return _signed(session["csrf"])


def must_be_our_form() -> None:
    """Raises: Forbidden where the form's token is missing or another session's."""
    if not is_our_form():
        raise Forbidden


def is_our_form() -> bool:
    given = request.form.get("csrf_token", "")
    return "csrf" in session and hmac.compare_digest(
        given.encode(), _signed(session["csrf"]).encode()
    )


def _signed(value: str) -> str:
    key = cast(bytes, current_app.secret_key)
    return hmac.new(key, f"csrf:{value}".encode(), sha256).hexdigest()
