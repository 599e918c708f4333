"""What every page under a personal link has in common."""

from __future__ import annotations

from flask import Blueprint, Response


def blueprint(name: str) -> Blueprint:
    """Pages of which nothing is kept or found by others."""
    made = Blueprint(name, __name__)
    made.after_request(_private)
    return made


def _private(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response
