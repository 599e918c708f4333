"""The addresses of pages: what the one being read holds is not said again; and where a form leads when it is done."""

from typing import Any

from flask import Flask, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

ViewResult = str | Response | tuple[str, int]
"""What a view gives: a page, a response, or a page with its status."""
_KNOWN = ("slug", "token", "number")
"""The council's short name, the personal link, the meeting: where the page has one (`g`), its links keep it."""


def install(app: Flask) -> None:
    app.url_defaults(_fill_in)


def redirect_to(endpoint: str, **values: Any) -> Response:
    """The page to see after a form has done something; what is None is left out of its address."""
    return redirect(url_for(endpoint, **values), 303)


def page_here() -> str:
    """The path being read; for a form that was sent to an address without a page, the nearest above that has one."""
    path = request.path
    if request.method == "POST":
        routes = current_app.url_map.bind_to_environ(request.environ)
        while path and not routes.test(path, method="GET"):
            path = path.rpartition("/")[0]
    return path or "/"


def _fill_in(endpoint: str, values: dict[str, Any]) -> None:
    for name in _KNOWN:
        if name in g and current_app.url_map.is_endpoint_expecting(endpoint, name):
            values.setdefault(name, g.get(name))
