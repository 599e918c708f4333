"""The personal page, one meeting on it, and the choice of mail. A GET changes nothing."""

from __future__ import annotations

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from scheduler.councils import choices as mail_choices
from scheduler.history.rows import Actor, ActorKind
from scheduler.meetings import store as meetings
from web import language, security
from web.extension import kallelse
from web.member import access, choices, show

pages = Blueprint("member", __name__)


@pages.after_request
def _private(response: Response) -> Response:
    """Nothing of a personal link is kept or found by others."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.get("/m/<token>")
def page(token: str) -> str:
    holder = access.holder(token)
    found = [
        show.council(
            sitting, meetings.upcoming(g.session, sitting.council.id, now=g.now), token, now=g.now
        )
        for sitting in holder.sittings
        if sitting.goes_on(g.now)
    ]
    return render_template(
        "member/page.html",
        person=holder.person,
        councils=sorted(found, key=lambda council: council.soonest),
        home=show.address("page", token),
        other=show.other("page", token=token),
        choices=show.mail_choices(holder.person),
    )


@pages.get("/m/<token>/<slug>/meetings/<int:number>")
def meeting(token: str, slug: str, number: int) -> str:
    holder = access.holder(token)
    sitting = holder.sitting(slug)
    found = meetings.by_number(g.session, sitting.council.id, number)
    return render_template(
        "member/meeting.html",
        person=holder.person,
        council=sitting.council,
        meeting=show.meeting(found, sitting, token, now=g.now),
        home=show.address("page", token),
        other=show.other("meeting", token=token, slug=slug, number=number),
        choices=show.mail_choices(holder.person),
    )


@pages.get("/u/<token>")
def mail(token: str) -> str:
    holder, kind = access.chooser(token)
    person = holder.person
    return render_template(
        "member/mail.html",
        person=person,
        choices=choices.choices(person, language.speak()),
        asked=choices.asked(person, kind, language.speak()),
        done=choices.done(person, request.args.get("done", ""), language.speak()),
        here=show.address("mail", token),
        home=kallelse().links.page(person.id, person.link_version),
        other=show.other("mail", token=token),
    )


@pages.post("/u/<token>")
def choose(token: str) -> Answer:
    holder, kind = access.chooser(token)
    person = holder.person
    by = Actor(ActorKind.PERSON, person.id, person.name)
    if (
        request.form.get("List-Unsubscribe") == "One-Click"
    ):  # the mail program's own button, RFC 8058
        mail_choices.mute(g.session, person, [kind] if kind else [], by=by, now=g.now)
        return Response("ok\n", mimetype="text/plain")
    security.must_be_our_form()
    act = mail_choices.mute if "stop" in request.form else mail_choices.unmute
    chosen = access.kind(request.form.get("stop") or request.form.get("start", ""))
    act(g.session, person, [chosen], by=by, now=g.now)
    done = chosen.replace("_", "-")
    return redirect(url_for("member.mail", token=token, lang=show.asked_language(), done=done), 303)
