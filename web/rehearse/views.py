"""The mailbox of a rehearsal, the story of what went, and the bar on every page that steps its date."""

import re
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, url_for

from scheduler.clock import Wall
from scheduler.councils import store as councils
from scheduler.councils.rows import Council
from scheduler.errors import N_, NotFound
from scheduler.language import sort_key
from scheduler.mail import maildir
from scheduler.mail.maildir import Captured
from scheduler.notices import listing
from scheduler.notices.kinds import KINDS
from scheduler.notices.listing import NoticeLine, NoticeState
from scheduler.rehearsal import snapshot, steps, store
from scheduler.rehearsal.steps import Step
from web import errors, language, paging
from web.addresses import ViewResult, redirect_to
from web.app_state import app_state

pages = Blueprint("rehearse", __name__)
pages.before_request(language.keep)
pages.url_defaults(language.keep_asked)

_LETTER_CSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_WENT = (NoticeState.SENT, NoticeState.SENDING, NoticeState.UNDELIVERED)
_NEXT, _PAST = 5, 40


@pages.app_context_processor
def _bar() -> dict[str, dict[str, object]]:
    """On every page; there is no date where the request broke off before the clock was read.

    `paused`: a council whose mail is all on hold, so that there is no next mail to step to.
    """
    if "now" not in g or "session" not in g:
        return {}
    state = store.state(g.session)
    g.is_playing = state.is_playing
    bar = {
        "state": state,
        "now": _wall(state.now),
        "paused": steps.paused_council(g.session),
        "here": request.full_path.rstrip("?") if request.method == "GET" else "/rehearsal",
        "has_start": snapshot.start_file(app_state().database).exists(),
    }
    return {"rehearsal": bar}


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
    coming = steps.planned_mail(g.session, now=g.now)
    return render_template(
        "rehearse/story.html",
        parts=[_part(council, coming) for council in councils.councils(g.session)],
        links=app_state().links,
        kinds=KINDS,
        wall=Wall.at,
    )


def _part(council: Council, coming: list[NoticeLine]) -> dict[str, Any]:
    """One council's story, the newest first, and whose part can be played; what is older stands in the mailbox."""
    lines = listing.list_council(g.session, council, now=g.now)
    past = [line for line in lines if line.state in _WENT and line.audience]
    people = {term.person_id: term for term in councils.members(g.session, council.id)}
    return {
        "council": council,
        "past": past[: -_PAST - 1 : -1],
        "coming": [one for one in coming if one.key.startswith(f"{council.slug}/")][:_NEXT],
        "players": sorted(people.values(), key=lambda term: sort_key(term.person.name)),
    }


@pages.post("/rehearsal/step")
def step() -> ViewResult:
    """The worker plays; the page says how far it has come."""
    errors.lead_back(_back(), N_("Go back"))
    wanted = request.form.get("step", "")
    if wanted in set(Step):
        steps.take_step(g.session, Step(wanted), zone=app_state().config.site.zone, now=g.now)
    return redirect(_back(), 303)


@pages.post("/rehearsal/start")
def again() -> ViewResult:
    at = app_state()
    snapshot.restore_start(at.database, at.config.mail.folder, now=g.now)
    return redirect_to("rehearse.story_page")


def _back() -> str:
    """The page the button stood on, and never another site's."""
    back = request.form.get("back", "")
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/rehearsal"


@pages.get("/mailbox")
def mailbox() -> str:
    """By day, the newest first: of a mailing that is asked for each letter, else of every mailing the newest."""
    kind, mailing = request.args.get("kind", ""), request.args.get("mailing", "")
    letters = maildir.letters(app_state().config.mail.folder)
    wanted = [one for one in letters if kind in ("", one.kind) and mailing in ("", one.mailing)]
    mailings: dict[object, list[Captured]] = {}
    for one in sorted(wanted, key=lambda one: (one.sent_at, one.id), reverse=True):
        mailings.setdefault(one.id if mailing or not one.key else one.mailing, []).append(one)
    page = paging.paginate(
        list(mailings.values()),
        lambda n: url_for("rehearse.mailbox", kind=kind or None, mailing=mailing or None, page=n),
    )
    days = groupby(page.items, key=lambda letters: _wall(letters[0].sent_at).date)
    return render_template(
        "rehearse/mailbox.html",
        count_all=len(wanted),
        page=page,
        days=[(day, list(rows)) for day, rows in days],
        kind=kind,
        kinds=KINDS,
        wall=_wall,
    )


@pages.get("/mailbox/<int:number>")
def letter(number: int) -> str:
    """With one of its parts open: the one asked for where the letter has it, else its text."""
    letter, part = _letter(number), request.args.get("part", "")
    parts = {name: getattr(letter, name) for name in ("text", "html", "calendar", "source")}
    lang = re.search(r'<html lang="([a-z-]+)"', letter.html)
    return render_template(
        "rehearse/letter.html",
        letter=letter,
        parts=parts,
        part=part if parts.get(part) else "text",
        lang_of_letter=lang[1] if lang else language.speak().code,
        kinds=KINDS,
        sent=_wall(letter.sent_at),
    )


@pages.get("/mailbox/<int:number>/html")
def html(number: int) -> Response:
    """Its links open in the whole window, out of their frame."""
    found = _letter(number)
    if not found.html:
        raise NotFound
    framed = found.html.replace("<head>", '<head>\n<base target="_top">', 1)
    answer = Response(framed, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = _LETTER_CSP
    return answer


@pages.get("/mailbox/<int:number>/source")
def source(number: int) -> Response:
    return Response(_letter(number).source, mimetype="text/plain")


def _letter(number: int) -> Captured:
    return maildir.letter(app_state().config.mail.folder, number)


def _wall(at: Any) -> Wall:
    return Wall.at(at, app_state().config.site.zone)
