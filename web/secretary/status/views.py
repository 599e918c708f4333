"""For whoever runs Kallelse: version, database, worker, queue, last backup; what is wrong, since when, what to do."""

from flask import g, render_template

from scheduler import __version__, health
from scheduler.archive import backup
from scheduler.clock import Wall
from scheduler.db import schema
from scheduler.health import Health, Wrong
from scheduler.history import store as history
from scheduler.mail import heartbeats
from scheduler.notices import store
from scheduler.rehearsal import store as rehearsal
from web.app_state import app_state
from web.secretary import access
from web.security import GuardedPages

pages = GuardedPages("status", "/admin/status", access.enter_operator)


@pages.get("", endpoint="show")
def status_page() -> str:
    of, plays = app_state(), rehearsal.is_rehearsal(g.session)
    backed_up = history.latest_change(g.session, [backup.BACKED_UP])
    return render_template(
        "secretary/status/show.html",
        account=g.account,
        health=_health(plays=plays),
        counts=health.count_warnings(g.session),
        waiting=store.count_waiting(g.session),
        left_out=of.feeds.faulty_councils(),
        version=__version__,
        kind="SQLite" if of.database.is_sqlite else "PostgreSQL",
        head=schema.HEAD,
        plays=plays,
        worker=heartbeats.newest_worker(g.session),
        mail=of.config.mail,
        backed_up_at=backed_up.at if backed_up else None,
        wall=lambda at: Wall.at(at, of.config.site.zone),
    )


def _health(*, plays: bool) -> Health:
    """A rehearsal's worker plays when the date is stepped, and has no pulse of its own."""
    found = health.check_health(g.session, now=g.now)
    ailments = tuple(a for a in found.ailments if not (plays and a.wrong is Wrong.NO_WORKER))
    return found._replace(ailments=ailments)
