"""What is needed to order a letter from a page: the desk it is written at, the site it names, and who asks for it."""

from __future__ import annotations

from flask import g, request

from scheduler.notices import desk as desks
from scheduler.notices.asked import Asking, Site
from scheduler.notices.desk import Desk
from web.extension import kallelse


def desk() -> Desk:
    config = kallelse().config
    return desks.desk(
        g.session, base_url=config.site.url, mail=config.mail, secret=config.site.secret()
    )


def site() -> Site:
    of, keeper = kallelse().config.site, kallelse().config.organisation
    return Site(of.name, of.url, of.language, of.zone, keeper.name or of.name, keeper.email or "")


def asking() -> Asking:
    """Whoever wrote their address in the form."""
    return Asking(
        email=request.form.get("email", ""),
        origin=request.remote_addr or "",
        now=g.now,
        real_now=kallelse().wall_clock.now(),
    )
