"""Is the process there, is the database at this program's version."""

from __future__ import annotations

from flask import Blueprint

from scheduler.db import schema
from web.extension import kallelse

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def healthz() -> tuple[str, int, dict[str, str]]:
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}


@pages.get("/readyz")
def readyz() -> tuple[str, int, dict[str, str]]:
    ready = schema.revision(kallelse().database) == schema.HEAD
    text = {"Content-Type": "text/plain; charset=utf-8"}
    return ("ok\n", 200, text) if ready else ("the database is at another version\n", 503, text)
