"""The commands run and web, and serving pages with a worker beside them."""

import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence

import click
from flask import Flask
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from scheduler.cli.app import App, pass_app
from scheduler.cli.main import loading
from scheduler.clock import SystemClock
from scheduler.config import Config
from scheduler.db import schema
from scheduler.db.session import writing
from scheduler.errors import N_, ConfigError
from scheduler.firstrun import tasks as firstrun
from web.app import create_app

log = logging.getLogger("kallelse")
_NO_CONFIG = N_(
    "There is no config.toml here. Make one: cp config.example.toml config.toml, and change what differs. "
    "To try the program without one: kallelse rehearse"
)
_PORT = N_(
    "Port %(port)s on %(host)s cannot be used: %(why)s. Choose another: [web] port, or --port."
)
_RESTART_SECONDS = (2, 4, 8, 16, 32, 60)
_CONFIG_FAULT = 78


@click.command(name="web")
@pass_app
def web_(app: App) -> None:
    """The web server alone; workers run apart: kallelse worker."""
    app.log()
    serve(app)


@click.command(name="run")
@pass_app
def run_(app: App) -> None:
    """The web server with a worker beside it: all that one machine needs."""
    if app.config_path is None:
        raise ConfigError(_NO_CONFIG)
    app.log()
    _upgraded(app)
    _tell_setup(app)
    arguments = ["--config", str(app.config_path.resolve()), "worker", "--child"]
    serve(app, child=arguments)


def _upgraded(app: App) -> None:
    """`run` on SQLite copies a database that is behind and upgrades it; elsewhere the operator does."""
    database = app.database_as_it_is
    at = schema.revision(database)
    if at is not None and at != schema.HEAD and database.is_sqlite:
        copy = schema.upgrade(database, now=SystemClock().now(), host=app.host)
        click.echo(f"{copy}", err=True)


def _tell_setup(app: App) -> None:
    """A new installation is set up in the browser, from an address that stands nowhere but here."""
    now = SystemClock().now()
    with writing(app.database, now) as session:
        secret = firstrun.begin_setup(session, app.config.mail.mode, now=now)
    if secret:
        url = f"{app.config.site.url}/admin/setup/start/{secret}"
        app.say("Set Kallelse up here, once and within a day: %(url)s", url=url)


def serve(app: App, *, child: Sequence[str] = ()) -> None:
    """Serves until told to stop; running requests end first, and then the child."""
    config = app.safe_config
    with loading():
        application = create_app(config, app.clock, app.database)
    try:
        server = server_of(application, config)
    except (OSError, ValueError) as error:  # ValueError: a host that is none
        why, web = getattr(error, "strerror", error), config.web
        raise ConfigError(_PORT, port=web.port, host=web.host, why=why) from error
    companion = _Companion(child) if child else None
    signal.signal(signal.SIGTERM, _stop)
    app.say("Kallelse answers on %(url)s", url=config.site.url)
    try:
        server.run()
    finally:
        server.close()
        if companion:
            companion.end()
        app.database.close()


def server_of(application: Flask, config: Config) -> MultiSocketServer | BaseWSGIServer:
    """waitress takes away what a proxy says of the visitor, unless it is told that `create_app` knows whom to trust."""
    return create_server(
        application,
        host=config.web.host,
        port=config.web.port,
        threads=config.web.threads,
        ident=None,
        clear_untrusted_proxy_headers=not config.web.trusted_proxies,
    )


def _stop(*_: object) -> None:
    raise SystemExit(0)  # waitress catches it and lets running requests end


class _Companion:
    """The worker as a child process: restarted when it dies, but not after a fault of config; ended by its stdin."""

    def __init__(self, arguments: Sequence[str]):
        self._command = [sys.executable, "-m", "web.cli", *arguments]
        self._ending = threading.Event()
        self._starting = threading.Lock()
        self._process = self._start()
        threading.Thread(target=self._watch, daemon=True).start()

    def end(self) -> None:
        self._ending.set()
        with self._starting:  # also one that is just being started again
            process = self._process
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(90)
        except subprocess.TimeoutExpired:
            process.kill()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, stdin=subprocess.PIPE)

    def _watch(self) -> None:
        deaths = 0
        while not self._ending.is_set():
            code = self._process.wait()
            if self._ending.is_set() or code == _CONFIG_FAULT:
                return
            pause = _RESTART_SECONDS[min(deaths, len(_RESTART_SECONDS) - 1)]
            deaths += 1
            log.error("the worker ended with %s; starting it again in %s s", code, pause)
            if self._ending.wait(pause):
                return
            with self._starting:
                if self._ending.is_set():
                    return
                self._process = self._start()
