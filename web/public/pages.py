"""The councils, one council's calendar, one meeting; in English under /en."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template
from werkzeug.wrappers import Response

from scheduler.councils import store
from scheduler.meetings import store as meetings
from web import language, lines
from web.extension import kallelse
from web.public import show

pages = Blueprint("public", __name__)


@pages.get("/", defaults={"tongue": ""})
@pages.get("/en", defaults={"tongue": "en"})
def councils(tongue: str) -> str | Response:
    site = kallelse().config.site
    language.use(tongue or site.language)
    says = language.speak()
    found = store.councils(g.session)
    paths = [
        show.address("public.council", says.code, default=one.language, slug=one.slug)
        for one in found
    ]
    if len(found) == 1:
        return redirect(paths[0], 302)  # not for ever: a second council may come
    overviews = [
        show.overview(
            one, show.following(meetings.upcoming(g.session, one.id, now=g.now)), says, path
        )
        for one, path in zip(found, paths, strict=True)
    ]
    others = show.others("public.councils", says, default=site.language, base=site.url)
    return render_template("public/councils.html", councils=overviews, others=others)


@pages.get("/<slug>", defaults={"tongue": ""})
@pages.get("/en/<slug>", defaults={"tongue": "en"})
def council(slug: str, tongue: str) -> str:
    found = store.council(g.session, slug)
    language.use(tongue or found.language)
    says = language.speak()
    at = {"default": found.language, "slug": slug}
    calendar = show.calendar(
        meetings.of_council(g.session, found.id),
        says,
        lambda meeting: show.address("public.meeting", says.code, number=meeting.number, **at),
        now=g.now,
    )
    return render_template(
        "public/council.html",
        council=found,
        home=show.address("public.council", says.code, **at),
        calendar=calendar,
        feed=lines.feed(kallelse().links, found, says),
        others=show.others("public.council", says, base=kallelse().config.site.url, **at),
    )


@pages.get("/<slug>/meetings/<int:number>", defaults={"tongue": ""})
@pages.get("/en/<slug>/meetings/<int:number>", defaults={"tongue": "en"})
def meeting(slug: str, number: int, tongue: str) -> str:
    of = store.council(g.session, slug)
    found = meetings.by_number(g.session, of.id, number)
    language.use(tongue or of.language)
    says = language.speak()
    at = {"default": of.language, "slug": slug}
    here = show.address("public.meeting", says.code, number=number, **at)
    return render_template(
        "public/meeting.html",
        council=of,
        home=show.address("public.council", says.code, **at),
        meeting=show.meeting(found, says, here, now=g.now),
        feed=lines.feed(kallelse().links, of, says),
        others=show.others(
            "public.meeting", says, base=kallelse().config.site.url, number=number, **at
        ),
    )
