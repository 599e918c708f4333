"""All mail of the council is paused with one press, and let go again where its consequences have been seen."""

from __future__ import annotations

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.errors import NotFound
from scheduler.notices import pause, store
from web.language import speak
from web.secretary import access, pause_show, request_cache
from web.secretary.mail import pages as pages


@pages.post("/pause")
@access.secretary
def stop() -> Response:
    """From now on nothing planned goes; the list says so."""
    pause.pause_mail(g.session, g.council, by=g.by, now=g.now)
    return _to_list("paused")


@pages.get("/resume")
@access.secretary
def going() -> str | Response:
    """What happens when mail goes again, and what is late."""
    if not g.council.is_paused:
        return _to_list("")
    on_its_way = store.count_waiting(g.session, council_id=g.council.id)
    page = pause_show.page(
        g.council, request_cache.recent_mail(g.council), on_its_way, speak(), now=g.now
    )
    return access.show("mail/resume.html", page=page)


@pages.post("/resume")
@access.secretary
def go() -> Response:
    """Raises: NotFound for a word there is not; Conflict where it has become too late to send one."""
    said = {key.removeprefix("say:"): word for key, word in request.form.items() if ":" in key}
    if not set(said.values()) <= set(pause.LATE_CHOICES):
        raise NotFound
    pause.resume_mail(g.session, g.council, said, by=g.by, now=g.now)
    return _to_list("going")


def _to_list(done: str) -> Response:
    return redirect(url_for("mail.index", slug=g.council.slug, done=done or None), 303)
