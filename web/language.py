"""Which language a page speaks, and the filters that write dates in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Flask, g, request

from scheduler.language import LANGUAGES, Language, language
from web.extension import kallelse


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


def _context() -> dict[str, Any]:
    says = speak()
    return {
        "_": says,
        "count": says.count,
        "says": says,
        "lang": says.code,
        "site": kallelse().config.site,
    }


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
