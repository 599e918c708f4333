"""Which language a page speaks, its address in each language, and the filters that write dates and addresses."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, g, request, session, url_for

from scheduler.councils.rows import Person
from scheduler.errors import Fault
from scheduler.language import LANGUAGES, Language, language, sort_key
from web.addresses import page_here
from web.app_state import app_state
from web.qr import qr_code
from web.subscribe_links import webcal

_KEPT = "language"


def install(app: Flask) -> None:
    app.context_processor(_context)
    app.add_template_filter(_iso, "iso")
    app.add_template_filter(_by_name, "by_name")
    app.add_template_filter(in_sentence, "sentence")
    app.add_template_filter(webcal, "webcal")
    app.add_template_filter(partial(quote, safe=""), "quoted")
    app.add_template_filter(qr_code, "qr_code")


def speak() -> Language:
    """The page's language: what its view chose, else what was asked for, else /en in front, else the site's."""
    chosen = g.get("language")
    if chosen is None:
        in_front = "en" if request.path.startswith("/en/") or request.path == "/en" else ""
        chosen = _asked() or in_front or app_state().config.site.language
    return language(chosen)


def use(code: str) -> None:
    """The view's choice, unless the visitor asks for another."""
    g.language = _asked() or code


def keep() -> None:
    """From here on, what is asked for with `?lang=` holds for the session: on pages whose address has no language."""
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        session[_KEPT] = asked
    g.kept_language = session.get(_KEPT, "")


def clear_session() -> None:
    """Nothing of this browser is left but the language that was chosen."""
    kept = session.get(_KEPT)
    session.clear()
    if kept:
        session[_KEPT] = kept


def _asked() -> str:
    """By `?lang=`, else earlier in the session where the page keeps it; empty where neither is a language of ours."""
    wanted = (request.args.get("lang", ""), g.get("kept_language", ""))
    return next((code for code in wanted if code in LANGUAGES), "")


def keep_asked(_endpoint: str, values: dict[str, Any]) -> None:
    """For links within pages that keep the language by `?lang=` alone."""
    asked = request.args.get("lang", "")
    values.setdefault("lang", asked if asked in LANGUAGES else None)


def address(endpoint: str, code: str, *, default: str, **values: object) -> str:
    """The path of a public page in a language; the `default` one has neither prefix nor query."""
    if code == default:
        return url_for(endpoint, tongue="", **values)  # type: ignore[arg-type]
    if code == "en":
        return url_for(endpoint, tongue="en", **values)  # type: ignore[arg-type]
    return url_for(endpoint, tongue="", lang=code, **values)  # type: ignore[arg-type]


def others(endpoint: str, *, default: str, **values: object) -> dict[str, str]:
    """The paths of a public page by language, the one being read among them."""
    return {code: address(endpoint, code, default=default, **values) for code in LANGUAGES}


def _context() -> dict[str, Any]:
    says, faults = speak(), g.get("faults", [])
    return {
        "_": says,
        "count": says.count,
        "says": says,
        "lang": says.code,
        "site": app_state().config.site,
        "organisation": app_state().config.organisation,
        "statement": _statement,
        "next_year": next_year(),
        "now": g.get("now"),
        "here_in": _here_in,
        "faults": faults,
        "failed": bool(faults),
        "errors": {told.anchor: told.text for told in faults},
    }


def next_year() -> int:
    """For the example in a hint, which would grow old if it were written out."""
    return app_state().clock.now().year + 1


def _statement(name: str) -> str:
    """The address of `accessibility` or `privacy`, in the page's language."""
    return address(f"statements.{name}", speak().code, default=app_state().config.site.language)


def _here_in(code: str) -> str:
    """The same page, with all it was asked for, in another language."""
    asked = request.args.to_dict() | {"lang": code}
    return f"{page_here()}?{urlencode(asked)}"


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _by_name(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: sort_key(person.name))


def in_sentence(fault: Fault) -> str:
    """In the page's language, with a capital: a date may stand first, and a weekday has a small letter in Swedish."""
    text = speak()(fault.text, **fault.params)
    return text[:1].upper() + text[1:]
