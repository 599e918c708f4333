"""The addresses of pages: what the one being read holds is not said again; and where a form leads when it is done."""

from typing import Any

from flask import Flask, current_app, g, redirect, url_for
from werkzeug.wrappers import Response

Answer = str | Response | tuple[str, int]
"""What a view gives: a page, a response, or a page with its status."""
_KNOWN = ("slug", "token", "number")
"""The council's short name, the personal link, the meeting: where the page has one (`g`), its links keep it."""


def install(app: Flask) -> None:
    app.url_defaults(_fill_in)


def redirect_to(endpoint: str, **values: Any) -> Response:
    """The page to see after a form has done something; what is None is left out of its address."""
    return redirect(url_for(endpoint, **values), 303)


def _fill_in(endpoint: str, values: dict[str, Any]) -> None:
    for name in _KNOWN:
        if name in g and current_app.url_map.is_endpoint_expecting(endpoint, name):
            values.setdefault(name, g.get(name))
