"""For whoever runs Kallelse: version, database, worker, queue, last backup; what is wrong, since when, what to do."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, g, render_template, request

from scheduler.archive import backup
from scheduler.history import store as history
from scheduler.mail import heartbeats
from scheduler.notices import health
from scheduler.notices.health import Wrong
from scheduler.rehearsal import store as rehearsal
from web.app_state import app_state
from web.language import speak
from web.secretary import access, setup_show, status_show

pages = Blueprint("status", __name__, url_prefix="/admin/status")


@pages.get("")
@access.operator
def show() -> str:
    of, says = app_state(), speak()
    found = health.check_health(g.session, now=g.now)
    plays = rehearsal.is_rehearsal(g.session)
    if plays:  # its worker plays when the date is stepped, and has no pulse of its own
        ailments = (one for one in found.ailments if one.wrong is not Wrong.NO_WORKER)
        found = replace(found, ailments=tuple(ailments))
    backed_up = history.latest_change(g.session, [backup.BACKED_UP])
    status = status_show.status(
        found,
        None if plays else heartbeats.newest_worker(g.session),
        of.config,
        says,
        is_sqlite=of.database.is_sqlite,
        plays=plays,
        backed_up_at=backed_up.at if backed_up else None,
        left_out=of.feeds.faulty_councils(),
    )
    saved = setup_show.saved(request.args.get("saved", ""), says)
    return render_template("secretary/status.html", status=status, saved=saved, account=g.account)
