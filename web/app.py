"""The Flask app. It knows no SQL, SMTP or ICS: a view reads, acts and responds."""

import gc

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from scheduler import all_rows
from scheduler.calendars.feed_server import FeedServer
from scheduler.calendars.fetch_log import FetchLog
from scheduler.clock import Clock
from scheduler.config import Config
from scheduler.councils.store import installation
from scheduler.db.session import Database, reading
from scheduler.links import Links, Signer
from scheduler.rehearsal.rehearsal_clock import RehearsalClock, wall_clock
from web import (
    addresses,
    assets,
    blueprints,
    errors,
    feeds,
    language,
    not_ready,
    security,
    transactions,
)
from web.app_state import AppState

assert all_rows.METADATA


def create_app(config: Config, clock: Clock, database: Database) -> Flask:
    """The application over a database that is at head.

    Sessions age by the machine's clock, but a fixed `clock` counts too.
    """
    # A page makes some thousand rows and drops them: the default looks for garbage several times on the way.
    gc.set_threshold(20_000)
    app = Flask("web", static_folder=None)
    with reading(database) as session:
        secret = config.site.secret() or installation(session).secret
    links = Links(config.site.url, Signer(secret))
    feed_server = FeedServer(database, links, config.site)
    feed_server.announce(wall_clock(clock).now())
    app.extensions["kallelse"] = AppState(
        config, clock, wall_clock(clock), database, links, feed_server
    )
    app.secret_key = secret
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config.update(
        MAX_CONTENT_LENGTH=transactions.MOST_SENT,
        MAX_FORM_MEMORY_SIZE=transactions.MOST_SENT,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.site.url.startswith("https:"),
    )
    for part in (addresses, transactions, not_ready, assets, errors, security, language):
        part.install(app)
    for pages in blueprints.app_blueprints(is_rehearsal=isinstance(clock, RehearsalClock)):
        app.register_blueprint(pages)
    if config.web.trusted_proxies:
        n = config.web.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    fetches = FetchLog(database, wall_clock(clock))
    app.wsgi_app = feeds.FeedApp(app.wsgi_app, feed_server, fetches)  # type: ignore[assignment, method-assign]
    return app
