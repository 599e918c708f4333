"""The mailbox of a rehearsal: the captured letters by mailing, and one letter in all its parts."""

from __future__ import annotations

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from scheduler.errors import N_, NotFound
from scheduler.mail import maildir
from scheduler.mail.maildir import Captured
from scheduler.rehearsal import snapshot, steps, store
from scheduler.rehearsal.steps import Step
from web import errors, language
from web.app_state import app_state
from web.language import speak
from web.rehearse import page_data, story

pages = Blueprint("rehearse", __name__)
pages.before_request(language.keep)

_LETTER_CSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@pages.app_context_processor
def _bar() -> dict[str, story.Bar]:
    """On every page; there is no date where the request broke off before the clock was read."""
    if "now" not in g or "session" not in g:
        return {}
    at, paused = store.state(g.session), steps.paused_council(g.session)
    zone = app_state().config.site.zone
    return {"rehearsal": story.bar(at, paused, zone, speak(), _has_start())}


@pages.after_app_request
def _look_again(response: Response) -> Response:
    """While it plays the page is asked for anew; by a header, so that the page itself stays as it is."""
    if request.method == "GET" and g.get("is_playing") and response.mimetype == "text/html":
        response.headers["Refresh"] = "1"
        response.headers["Cache-Control"] = "no-store"
    return response


@pages.get("/rehearsal")
def story_page() -> str:
    """What has happened, to whom and why; what comes next; and the people who can be played."""
    return render_template(
        "rehearse/story.html",
        story=story.council_stories(g.session, app_state().links, speak(), now=g.now),
    )


@pages.post("/rehearsal/step")
def step() -> Answer:
    """The worker plays; the page says how far it has come."""
    errors.lead_back(_back(), N_("Go back"))
    wanted = request.form.get("step", "")
    if wanted in set(Step):
        steps.take_step(g.session, Step(wanted), zone=app_state().config.site.zone, now=g.now)
    return redirect(_back(), 303)


@pages.post("/rehearsal/start")
def again() -> Answer:
    at = app_state()
    snapshot.restore_start(at.database, at.config.mail.folder, now=g.now)
    return redirect(page_data.address("story_page"), 303)


def _has_start() -> bool:
    return snapshot.start_file(app_state().database).exists()


def _back() -> str:
    """The page the button stood on, and never another site's."""
    back = request.form.get("back", "")
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/rehearsal"


@pages.get("/mailbox")
def mailbox() -> str:
    config = app_state().config
    letters = maildir.letters(config.mail.folder)
    kind, mailing = request.args.get("kind", ""), request.args.get("mailing", "")
    asked = page_data.Asked(kind, mailing, request.args.get("page", 1, type=int))
    return render_template(
        "rehearse/mailbox.html",
        box=page_data.mailbox_page(letters, asked, speak(), zone=config.site.zone),
    )


@pages.get("/mailbox/<int:number>")
def letter(number: int) -> str:
    part = request.args.get("part", "")
    zone = app_state().config.site.zone
    return render_template(
        "rehearse/letter.html",
        letter=page_data.letter_page(_letter(number), part, speak(), zone=zone),
        mailbox=page_data.address("mailbox"),
    )


@pages.get("/mailbox/<int:number>/html")
def html(number: int) -> Response:
    found = _letter(number)
    if not found.html:
        raise NotFound
    answer = Response(page_data.framed(found.html), mimetype="text/html")
    answer.headers["Content-Security-Policy"] = _LETTER_CSP
    return answer


@pages.get("/mailbox/<int:number>/source")
def source(number: int) -> Response:
    return Response(_letter(number).source, mimetype="text/plain")


def _letter(number: int) -> Captured:
    return maildir.letter(app_state().config.mail.folder, number)
