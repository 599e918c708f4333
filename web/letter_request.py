"""What a view passes on to order a letter: the mail setup, and who asks for it."""

from flask import g, request

from scheduler.notices import compose
from scheduler.notices.compose import MailSetup
from scheduler.notices.requested_letters import LinkRequest
from web.app_state import app_state


def mail_setup() -> MailSetup:
    return compose.mail_setup(g.session, app_state().config)


def link_request() -> LinkRequest:
    """Whoever wrote their address in the form."""
    return LinkRequest(
        email=request.form.get("email", ""),
        origin=request.remote_addr or "",
        now=g.now,
        real_now=app_state().wall_clock.now(),
        setup=mail_setup(),
        config=app_state().config,
    )
