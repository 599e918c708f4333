"""The Flask app. It knows no SQL, SMTP or ICS: a view reads, acts and responds."""

from __future__ import annotations

from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from scheduler import model
from scheduler.calendars.fetches import Fetches
from scheduler.calendars.publisher import Publisher, Site
from scheduler.clock import Clock
from scheduler.config import Config
from scheduler.councils.store import installation
from scheduler.db.session import Database, reading
from scheduler.links import Links, Signer
from scheduler.rehearsal.play import RehearsalClock, wall_clock
from web import assets, errors, feeds, language, not_ready, request, security
from web.extension import Kallelse

assert model.METADATA


def create_app(config: Config, clock: Clock, database: Database) -> Flask:
    """The application over a database that is at head.

    Sessions age by the machine's clock, but a fixed `clock` counts too.
    """
    app = Flask(__name__, static_folder=None)
    with reading(database) as session:
        secret = config.site.secret() or installation(session).secret
    links = Links(config.site.url, Signer(secret))
    site = Site(config.site.name, config.site.language, config.site.zone)
    publisher = Publisher(database, links, site)
    publisher.announce(wall_clock(clock).now())
    app.extensions["kallelse"] = Kallelse(
        config, clock, wall_clock(clock), database, links, publisher
    )
    app.secret_key = secret
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config.update(
        MAX_CONTENT_LENGTH=1_000_000,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.site.url.startswith("https:"),
    )
    request.install(app)
    not_ready.install(app)
    assets.install(app)
    errors.install(app)
    security.install(app)
    language.install(app)
    _pages(app, is_rehearsal=isinstance(clock, RehearsalClock))
    if config.web.trusted_proxies:
        n = config.web.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    fetches = Fetches(database, wall_clock(clock))
    app.wsgi_app = feeds.Feeds(app.wsgi_app, publisher, fetches)  # type: ignore[assignment, method-assign]
    return app


def _pages(app: Flask, *, is_rehearsal: bool) -> None:
    from web.health import pages as health
    from web.member.details import pages as details
    from web.member.lost_link import pages as lost_link
    from web.member.pages import pages as member
    from web.public.formats import pages as formats
    from web.public.pages import pages as public
    from web.public.statements import pages as statements
    from web.secretary import joining, pausing  # with those of the members, and of the mail
    from web.secretary.account import pages as account
    from web.secretary.answers import pages as answers
    from web.secretary.compare import pages as compare
    from web.secretary.home import pages as secretary
    from web.secretary.log import pages as log
    from web.secretary.meetings import pages as meetings
    from web.secretary.new_council import pages as new_council
    from web.secretary.once import pages as once
    from web.secretary.papers import pages as papers
    from web.secretary.settings import pages as settings
    from web.secretary.setup import pages as setup
    from web.secretary.sign_in import pages as sign_in
    from web.secretary.status import pages as status
    from web.secretary.texts import pages as texts
    from web.secretary.years import pages as years

    faces: list[Any] = [
        health,
        lost_link,
        member,
        details,
        sign_in,
        setup,
        new_council,
        status,
        account,
        secretary,
        years,
        compare,
        papers,
        meetings,
        answers,
        joining.pages,
        pausing.pages,
        once,
        texts,
        settings,
        log,
    ]
    if is_rehearsal:
        from web.rehearse.pages import pages as rehearse

        faces.append(rehearse)
    for face in (*faces, formats, statements, public):
        app.register_blueprint(face)
