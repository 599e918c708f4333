"""What is needed to order a letter from a page: the desk it is written at, the site it names, and who asks for it."""

from __future__ import annotations

from flask import g, request

from scheduler.notices import compose
from scheduler.notices.compose import MailSetup
from scheduler.notices.requested_letters import LinkRequest, Site
from web.extension import kallelse


def desk() -> MailSetup:
    config = kallelse().config
    return compose.mail_setup(
        g.session, base_url=config.site.url, mail=config.mail, secret=config.site.secret()
    )


def site() -> Site:
    of, keeper = kallelse().config.site, kallelse().config.organisation
    return Site(of.name, of.url, of.language, of.zone, keeper.name or of.name, keeper.email or "")


def asking() -> LinkRequest:
    """Whoever wrote their address in the form."""
    return LinkRequest(
        email=request.form.get("email", ""),
        origin=request.remote_addr or "",
        now=g.now,
        real_now=kallelse().wall_clock.now(),
    )
