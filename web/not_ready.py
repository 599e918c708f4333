"""Until the first run is done the public sees that Kallelse is not ready, and nothing more."""

from flask import Flask, Response, g, make_response, render_template, request

from scheduler.firstrun import tasks
from web import language
from web.app_state import app_state

_OPEN = ("static", "health", "statements", "setup", "sign_in", "account")
"""Blueprints that are there all the same, as /admin is: it asks for an account by itself."""


class _Gate:
    """What has once been ready stays so: the question is asked no more."""

    def __init__(self) -> None:
        self._is_ready = False

    def look(self) -> Response | None:
        blueprint = (request.endpoint or "").partition(".")[0]
        if self._is_ready or blueprint in _OPEN or request.path.startswith("/admin"):
            return None
        self._is_ready = not tasks.is_under_way(g.session)
        return None if self._is_ready else _not_yet()


def install(app: Flask) -> None:
    app.before_request(_Gate().look)


def _not_yet() -> Response:
    language.use(app_state().config.site.language)
    response = make_response(render_template("not_ready.html"), 503)
    response.headers["Retry-After"] = "3600"
    return response
