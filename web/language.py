"""Which language a page speaks, its address in each language, and the filters that write dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Flask, g, request, url_for

from scheduler.language import LANGUAGES, Language, language
from web.extension import kallelse

_NAMES = {"sv": "På svenska", "en": "In English"}


@dataclass(frozen=True, slots=True)
class Other:
    """The same page in another language. `url` is absolute, for machines; `path` is for the link."""

    code: str
    name: str
    path: str
    url: str
    is_read: bool


def install(app: Flask) -> None:
    app.context_processor(_context)
    app.add_template_filter(_iso, "iso")


def speak() -> Language:
    """The page's language: what its view chose, else `?lang=`, else /en in front, else the site's."""
    chosen = g.get("language")
    if chosen is None:
        asked = request.args.get("lang", "")
        if asked not in LANGUAGES:
            asked = "en" if request.path.startswith("/en/") or request.path == "/en" else ""
        chosen = asked or kallelse().config.site.language
    return language(chosen)


def use(code: str) -> None:
    """The view's choice, unless the visitor asks for another with `?lang=`."""
    asked = request.args.get("lang", "")
    g.language = asked if asked in LANGUAGES else code


def address(endpoint: str, code: str, *, default: str, **values: object) -> str:
    """The path of a public page in a language; the `default` one has neither prefix nor query."""
    if code == default:
        return url_for(endpoint, tongue="", **values)  # type: ignore[arg-type]
    if code == "en":
        return url_for(endpoint, tongue="en", **values)  # type: ignore[arg-type]
    return url_for(endpoint, tongue="", lang=code, **values)  # type: ignore[arg-type]


def others(endpoint: str, *, default: str, **values: object) -> list[Other]:
    """A public page in each language we have, the one being read among them."""
    says, base = speak(), kallelse().config.site.url
    paths = {code: address(endpoint, code, default=default, **values) for code in LANGUAGES}
    return [
        Other(code, _NAMES[code], path, base + path, code == says.code)
        for code, path in paths.items()
    ]


def _context() -> dict[str, Any]:
    says = speak()
    return {
        "_": says,
        "count": says.count,
        "says": says,
        "lang": says.code,
        "site": kallelse().config.site,
        "organisation": kallelse().config.organisation,
        "statement": _statement,
        "here_in": _here_in,
    }


def _statement(name: str) -> str:
    """The address of `accessibility` or `privacy`, in the page's language."""
    return address(f"statements.{name}", speak().code, default=kallelse().config.site.language)


def _here_in(code: str) -> str:
    """The same page, with all it was asked for, in another language."""
    asked = request.args.to_dict() | {"lang": code}
    return f"{request.path}?{urlencode(asked)}"


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
