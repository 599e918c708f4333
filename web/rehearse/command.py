"""The command rehearse: makes the rehearsal's database, of a made-up council or a copy of one's own, and serves it."""

import shutil
from datetime import datetime
from pathlib import Path

import click

from scheduler.cli.app import App, pass_app
from scheduler.clock import SystemClock
from scheduler.councils import accounts, store
from scheduler.db import schema
from scheduler.db.session import writing
from scheduler.errors import N_, ConfigError
from scheduler.rehearsal import sample_council, snapshot
from scheduler.rehearsal import store as rehearsal
from web.serve import serve

_OTHER_DATABASE = N_(
    "The rehearsal must have a database of its own, but KALLELSE_DATABASE__URL names another. Unset it and try again."
)
_NOTHING_TO_COPY = N_(
    "There is no config.toml here to copy from. Name it: kallelse --config FILE rehearse --copy"
)
_BEHIND = N_(
    "The database is at version %(at)s, this program needs %(head)s. Make a backup, then run: kallelse db upgrade"
)
_CONFIG = """[site]
url = "http://127.0.0.1:{port}"

[web]
host = "127.0.0.1"
port = {port}

[database]
url = "sqlite:///kallelse.db"

[files]
folder = "files"

[mail]
mode = "capture"
folder = "mail"
"""


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path),
              help="Where it keeps everything. Default: var/rehearsal, with --copy var/rehearsal-copy.")  # fmt: skip
@click.option("--copy", is_flag=True, help="Rehearse your own councils, on a copy made now.")
@pass_app
def rehearse(app: App, port: int, folder: Path | None, copy: bool) -> None:
    """Play the year of a made-up council, or of your own: real mail, and none leaves this machine."""
    file = _write_config(folder or Path("var/rehearsal-copy" if copy else "var/rehearsal"), port)
    playing = App(config_file=file, at=None, language_code=None)
    playing.log()
    # A variable meant for the real installation must not lead the rehearsal to its database.
    if playing.config.database.url != f"sqlite:///{file.resolve().parent / 'kallelse.db'}":
        raise ConfigError(_OTHER_DATABASE)
    now = SystemClock().now()
    if copy:
        _copy(app, playing, now)
        playing.say(
            "This is a rehearsal on a copy of your own councils. Nothing you do in it reaches the real ones."
        )
    elif _is_new(playing):
        sample_council.build_council(playing.database, playing.config.files.folder, now=now)
        snapshot.save_start(playing.database)
    playing.say(
        "Rehearsal: no mail leaves this machine. The mail is shown on %(url)s/mailbox",
        url=playing.config.site.url,
    )
    for url in _secretary_links(playing, now):
        playing.say("Sign in as its secretary, once and within the hour: %(url)s", url=url)
    serve(playing, child=["--config", str(file.resolve()), "worker", "--child"])


def _write_config(folder: Path, port: int) -> Path:
    """A config of its own: its database and Maildir, this machine only, mail captured."""
    file = folder / "config.toml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(_CONFIG.format(port=port), encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"{folder}: {error.strerror}. The rehearsal keeps its files there."
        ) from error
    return file


def _is_new(playing: App) -> bool:
    with playing.reading() as session:
        return not rehearsal.is_rehearsal(session)


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
    for part in (old, *old.parent.glob(f"{old.name}-*"), *playing.config.mail.folder.glob("*/*")):
        part.unlink(missing_ok=True)
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
