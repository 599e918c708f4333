"""The program `kallelse`: the domain's commands, plus run, rehearse and web."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import click
from waitress.server import create_server

import scheduler
from scheduler.cli.app import App, pass_app
from scheduler.cli.main import kallelse, run
from scheduler.clock import SystemClock
from scheduler.config import Config
from scheduler.councils import accounts, store
from scheduler.db import schema
from scheduler.db.session import writing
from scheduler.errors import N_, ConfigError, NotFound
from scheduler.firstrun import tasks as firstrun
from scheduler.rehearsal import council as made_up
from scheduler.rehearsal import store as rehearsal
from web import create_app

log = logging.getLogger("kallelse")
_NO_CONFIG = N_(
    "There is no config.toml here. Make one: cp config.example.toml config.toml, and change what differs. "
    "To try the program without one: kallelse rehearse"
)
_PORT = N_(
    "Port %(port)s on %(host)s cannot be used: %(why)s. Choose another: [web] port, or --port."
)
_STRANGER = N_(
    "Another package has put its own “scheduler” here. Install Kallelse in an environment of its own."
)
_RESTART_SECONDS = (2, 4, 8, 16, 32, 60)
_CONFIG_FAULT = 78


@kallelse.command(name="web")
@pass_app
def web_(app: App) -> None:
    """The web server alone; workers run apart: kallelse worker."""
    app.log()
    _serve(app, app.config)


@kallelse.command(name="run")
@pass_app
def run_(app: App) -> None:
    """The web server with a worker beside it: all that one machine needs."""
    if app.config_path is None:
        raise ConfigError(_NO_CONFIG)
    app.log()
    _upgraded(app)
    _tell_setup(app)
    arguments = ["--config", str(app.config_path.resolve()), "worker", "--child"]
    _serve(app, app.config, child=arguments)


@kallelse.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default=Path("var/rehearsal"),
              show_default=True, help="Where it keeps everything.")  # fmt: skip
def rehearse(port: int, folder: Path) -> None:
    """Play the year of a made-up council: real letters, and not one leaves this machine."""
    file = _rehearsal_config(folder, port)
    app = App(config_file=file, at=None, language_code=None)
    app.log()
    with app.reading() as session:
        is_new = not rehearsal.is_rehearsal(session)
    if is_new:
        made_up.build(app.database, now=SystemClock().now())
    sign_in = _secretary_link(app)
    # The clock is the rehearsal's from here on.
    app = App(config_file=file, at=None, language_code=None)
    app.say(
        "Rehearsal: no mail leaves this machine. The letters are shown on %(url)s/mailbox",
        url=app.config.site.url,
    )
    app.say("Sign in as its secretary, once and within the hour: %(url)s", url=sign_in)
    _serve(app, app.config, child=["--config", str(file.resolve()), "worker", "--child"])


def _secretary_link(app: App) -> str:
    """Sign-in links age in real time, also in a rehearsal."""
    now = SystemClock().now()
    with writing(app.database, now) as session:
        person = store.person_by_email(session, made_up.SECRETARY)
        account = store.account_of(session, person.id) if person else None
        if account is None:
            raise NotFound
        return f"{app.config.site.url}/login/{accounts.make_link(session, account, now=now)}"


def _rehearsal_config(folder: Path, port: int) -> Path:
    """A config of its own: its database and Maildir, this machine only, mail captured."""
    file = folder / "config.toml"
    text = (
        f'[site]\nurl = "http://127.0.0.1:{port}"\n\n'
        f'[web]\nhost = "127.0.0.1"\nport = {port}\n\n'
        '[database]\nurl = "sqlite:///kallelse.db"\n\n'
        '[mail]\nmode = "capture"\nfolder = "mail"\n'
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"{folder}: {error.strerror}. The rehearsal keeps its files there."
        ) from error
    return file


def _upgraded(app: App) -> None:
    """`run` on SQLite copies a database that is behind and upgrades it; elsewhere the operator does."""
    database = app.database_as_it_is
    at = schema.revision(database)
    if at is not None and at != schema.HEAD and database.is_sqlite:
        now = SystemClock().now()
        click.echo(f"{schema.backup_file(database, now=now)}", err=True)
        schema.upgrade(database, now=now, host=app.host)


def _tell_setup(app: App) -> None:
    """A new installation is set up in the browser, from an address that stands nowhere but here."""
    now = SystemClock().now()
    with writing(app.database, now) as session:
        secret = firstrun.begin(session, app.config.mail.mode, now=now)
    if secret:
        url = f"{app.config.site.url}/admin/setup/start/{secret}"
        app.say("Set Kallelse up here, once and within a day: %(url)s", url=url)


def _serve(app: App, config: Config, *, child: Sequence[str] = ()) -> None:
    """Serves until told to stop; running requests end first, and then the child."""
    host, port = config.web.host, config.web.port
    _check_port(host, port)
    application = create_app(config, app.clock, app.database)
    server = create_server(
        application, host=host, port=port, threads=config.web.threads, ident=None
    )
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


def _stop(*_: object) -> None:
    raise SystemExit(0)  # waitress catches it and lets running requests end


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConfigError(_PORT, port=port, host=host, why=error.strerror) from error


class _Companion:
    """The worker as a child process: restarted when it dies, but not after a fault of config; ended by its stdin."""

    def __init__(self, arguments: Sequence[str]):
        self._command = [sys.executable, "-m", "web.cli", *arguments]
        self._ending = threading.Event()
        self._process = self._start()
        threading.Thread(target=self._watch, daemon=True).start()

    def end(self) -> None:
        self._ending.set()
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(90)
        except subprocess.TimeoutExpired:
            self._process.kill()

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
            self._process = self._start()


def main() -> None:
    if getattr(scheduler, "__distribution__", "") != "kallelse":
        raise SystemExit(_STRANGER)
    run(kallelse)


if __name__ == "__main__":
    main()
