"""For monitoring: is the process there, is the database at this version, does mail go, and numbers for Prometheus."""

import hmac

from flask import Blueprint, Response, abort, g, jsonify, request

from scheduler import health
from scheduler.db import schema
from scheduler.notices import store
from web.app_state import app_state

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def healthz() -> tuple[str, int, dict[str, str]]:
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}


@pages.get("/readyz")
def readyz() -> tuple[str, int, dict[str, str]]:
    ready = schema.revision(app_state().database) == schema.HEAD
    text = {"Content-Type": "text/plain; charset=utf-8"}
    return ("ok\n", 200, text) if ready else ("the database is at another version\n", 503, text)


@pages.get("/health/delivery")
def delivery() -> tuple[Response, int]:
    """503 while mail that should go does not, with why; the mail server's own words are not for everyone."""
    found = health.check_health(g.session, now=g.now)
    told = jsonify(
        ok=found.is_well,
        wrong=[
            {"what": one.wrong, "since": one.since.isoformat(), "held_for": one.hold}
            for one in found.ailments
        ],
        warnings={warning: n for warning, n in health.count_warnings(g.session).items() if n},
        waiting=store.count_waiting(g.session),
        beat_at=found.beat_at.isoformat() if found.beat_at else None,
    )
    return told, 200 if found.is_well else 503


@pages.get("/metrics")
def numbers() -> Response:
    """Only for whoever shows the token of the config; where there is none, there is nothing here."""
    token = app_state().config.health.metrics_token
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token is None or not hmac.compare_digest(shown.encode(), token.encode()):
        abort(404)
    from web import metrics  # here: its library is loaded only where somebody asks

    text, kind = metrics.render_metrics(g.session, now=g.now)
    return Response(text, content_type=kind)
