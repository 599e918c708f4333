"""The mailbox of a rehearsal: every captured letter, and one letter in all its parts."""

from __future__ import annotations

from flask import Blueprint, Response, g, render_template, request

from scheduler.clock import Wall
from scheduler.errors import NotFound
from scheduler.mail import reading
from scheduler.mail.reading import Captured
from web.extension import kallelse
from web.language import speak
from web.rehearse import show

pages = Blueprint("rehearse", __name__)

_LETTER_CSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@pages.app_context_processor
def _bar() -> dict[str, show.Bar]:
    """On every page; there is no date where the request broke off before the clock was read."""
    if "now" not in g:
        return {}
    today = Wall.at(g.now, kallelse().config.site.zone).date
    return {"rehearsal": show.Bar(speak().long(today), show.to("mailbox"))}


@pages.get("/mailbox")
def mailbox() -> str:
    config = kallelse().config
    letters = reading.mailbox(config.mail.folder)
    asked = show.Asked(request.args.get("kind", ""), request.args.get("page", 1, type=int))
    return render_template(
        "rehearse/mailbox.html",
        box=show.mailbox(letters, asked, speak(), zone=config.site.zone),
        other=show.other("mailbox", speak()),
    )


@pages.get("/mailbox/<int:number>")
def letter(number: int) -> str:
    part = request.args.get("part", "")
    zone = kallelse().config.site.zone
    return render_template(
        "rehearse/letter.html",
        letter=show.letter(_letter(number), part, speak(), zone=zone),
        other=show.other("letter", speak(), number=number, part=part or None),
        mailbox=show.to("mailbox"),
    )


@pages.get("/mailbox/<int:number>/html")
def html(number: int) -> Response:
    found = _letter(number)
    if not found.html:
        raise NotFound
    answer = Response(show.framed(found.html), mimetype="text/html")
    answer.headers["Content-Security-Policy"] = _LETTER_CSP
    return answer


@pages.get("/mailbox/<int:number>/source")
def source(number: int) -> Response:
    return Response(_letter(number).source, mimetype="text/plain")


def _letter(number: int) -> Captured:
    return reading.letter(kallelse().config.mail.folder, number)
