"""The commands run, rehearse and web: those that serve pages."""

from __future__ import annotations

import logging
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from flask import Flask
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from scheduler.cli.app import App, pass_app
from scheduler.clock import SystemClock
from scheduler.config import Config
from scheduler.councils import accounts, store
from scheduler.db import schema
from scheduler.db.session import writing
from scheduler.errors import N_, ConfigError
from scheduler.firstrun import tasks as firstrun
from scheduler.rehearsal import sample_council, snapshot
from scheduler.rehearsal import store as rehearsal
from web.app import create_app

log = logging.getLogger("kallelse")
_NO_CONFIG = N_(
    "There is no config.toml here. Make one: cp config.example.toml config.toml, and change what differs. "
    "To try the program without one: kallelse rehearse"
)
_OTHER_DATABASE = N_(
    "The rehearsal must have a database of its own, but KALLELSE_DATABASE__URL names another. Unset it and try again."
)
_NOTHING_TO_COPY = N_(
    "There is no config.toml here to copy from. Name it: kallelse --config FILE rehearse --copy"
)
_BEHIND = N_(
    "The database is at version %(at)s, this program needs %(head)s. Make a backup, then run: kallelse db upgrade"
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
    _serve(app)


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
    _serve(app, child=arguments)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path),
              help="Where it keeps everything. Default: var/rehearsal, with --copy var/rehearsal-copy.")  # fmt: skip
@click.option("--copy", is_flag=True, help="Rehearse your own councils, on a copy made now.")
@pass_app
def rehearse(app: App, port: int, folder: Path | None, copy: bool) -> None:
    """Play the year of a made-up council, or of your own: real mail, and none leaves this machine."""
    file = _rehearsal_config(
        folder or Path("var/rehearsal-copy" if copy else "var/rehearsal"), port
    )
    playing = App(config_file=file, at=None, language_code=None)
    playing.log()
    _must_be_its_own(playing, file)
    now = SystemClock().now()
    if copy:
        _copy(app, playing, now)
    else:
        with playing.reading() as session:
            is_new = not rehearsal.is_rehearsal(session)
        if is_new:
            sample_council.build_council(playing.database, playing.config.files.folder, now=now)
            snapshot.save_start(playing.database)
    sign_in = _secretary_links(playing, now)
    playing.close()
    # The clock is the rehearsal's from here on.
    playing = App(config_file=file, at=None, language_code=None)
    if copy:
        playing.say(
            "This is a rehearsal on a copy of your own councils. Nothing you do in it reaches the real ones."
        )
    playing.say(
        "Rehearsal: no mail leaves this machine. The mail is shown on %(url)s/mailbox",
        url=playing.config.site.url,
    )
    for url in sign_in:
        playing.say("Sign in as its secretary, once and within the hour: %(url)s", url=url)
    _serve(playing, child=["--config", str(file.resolve()), "worker", "--child"])


def _must_be_its_own(playing: App, file: Path) -> None:
    """A variable meant for the real installation must not lead the rehearsal to its database."""
    if playing.config.database.url != f"sqlite:///{file.resolve().parent / 'kallelse.db'}":
        raise ConfigError(_OTHER_DATABASE)


def _copy(app: App, playing: App, now: datetime) -> None:
    """Made anew each time: a rehearsal of one's own begins from how things are now."""
    if app.config_path is None:
        raise ConfigError(_NOTHING_TO_COPY)
    real = app.database_as_it_is
    at = schema.revision(real)
    if at != schema.HEAD:
        raise ConfigError(_BEHIND, at=at or "–", head=schema.HEAD)
    old = playing.database_as_it_is.file
    assert old is not None
    for part in (old, *old.parent.glob(f"{old.name}-*")):
        part.unlink(missing_ok=True)
    for letter in playing.config.mail.folder.glob("*/*"):
        letter.unlink()
    if app.config.files.folder.is_dir():
        shutil.copytree(app.config.files.folder, playing.config.files.folder, dirs_exist_ok=True)
    snapshot.copy_database(real, playing.database, now=now)
    snapshot.save_start(playing.database)


def _secretary_links(app: App, now: datetime) -> list[str]:
    """One for each account, to its council's pages. They age in real time, also in a rehearsal."""
    with writing(app.database, now) as session:
        return [
            f"{app.config.site.url}/login/{accounts.make_link(session, account, now=now)}?next=/admin"
            for account in store.accounts(session)
        ]


def _rehearsal_config(folder: Path, port: int) -> Path:
    """A config of its own: its database and Maildir, this machine only, mail captured."""
    file = folder / "config.toml"
    text = (
        f'[site]\nurl = "http://127.0.0.1:{port}"\n\n'
        f'[web]\nhost = "127.0.0.1"\nport = {port}\n\n'
        '[database]\nurl = "sqlite:///kallelse.db"\n\n'
        '[files]\nfolder = "files"\n\n'
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
        secret = firstrun.begin_setup(session, app.config.mail.mode, now=now)
    if secret:
        url = f"{app.config.site.url}/admin/setup/start/{secret}"
        app.say("Set Kallelse up here, once and within a day: %(url)s", url=url)


def _serve(app: App, *, child: Sequence[str] = ()) -> None:
    """Serves until told to stop; running requests end first, and then the child."""
    config = app.safe_config
    host, port = config.web.host, config.web.port
    _check_port(host, port)
    application = create_app(config, app.clock, app.database)
    server = server_of(application, config)
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
