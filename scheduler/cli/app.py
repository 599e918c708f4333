"""What every command uses: config, clock, database and language of the run, options, and printing."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from scheduler import all_rows, clock, config_file, logs
from scheduler.clock import Clock, FixedClock, SystemClock, Wall
from scheduler.config import Config, Inbox, MailMode
from scheduler.councils import store
from scheduler.councils.rows import Council
from scheduler.db import schema
from scheduler.db import session as transactions
from scheduler.db.session import Database, Session
from scheduler.errors import N_, ConfigError, Fault, InvalidInput, KallelseError, invalid
from scheduler.history.rows import OPERATOR
from scheduler.language import Language, language, plain
from scheduler.links import Links, Signer
from scheduler.rehearsal.rehearsal_clock import RehearsalClock, choose_clock

_AT_NEEDS_CAPTURE = N_(
    '--at is for trying things out: it is refused unless mail is captured ([mail] mode = "capture").'
)


Record = dict[str, Any]


@dataclass
class App:
    """One run of the program. Everything is made when first asked for, so `--help` touches nothing."""

    config_file: Path | None
    at: str | None
    language_code: str | None

    @cached_property
    def config_path(self) -> Path | None:
        """--config, else KALLELSE_CONFIG, else ./config.toml where there is one."""
        given = self.config_file or os.environ.get("KALLELSE_CONFIG")
        if given:
            return Path(given)
        return Path("config.toml") if Path("config.toml").exists() else None

    @cached_property
    def config(self) -> Config:
        return config_file.load(self.config_path, folder=Path.cwd())

    @cached_property
    def says(self) -> Language:
        return language(self.language_code or self.config.site.language)

    @cached_property
    def clock(self) -> Clock:
        """The machine's, the rehearsal's, or the one that `--at` stopped."""
        if self.at is None:
            return choose_clock(self.database, SystemClock())
        if self.config.mail.mode is not MailMode.CAPTURE:
            raise invalid("--at", _AT_NEEDS_CAPTURE)
        return FixedClock(Wall.parse(self.at, self.config.site.zone, field="--at").utc())

    @property
    def is_stopped(self) -> bool:
        """True under `--at`, where the clock stands still."""
        return self.at is not None

    @property
    def is_rehearsal(self) -> bool:
        return isinstance(self.clock, RehearsalClock)

    @cached_property
    def database(self) -> Database:
        """At head; an empty one is made."""
        database = self.database_as_it_is
        schema.ensure(database, now=SystemClock().now(), host=self.host)
        return database

    @cached_property
    def database_as_it_is(self) -> Database:
        assert all_rows.METADATA
        return Database(self.config.database.url)

    def close(self) -> None:
        """Ends the database's connections, where there were any."""
        if "database_as_it_is" in self.__dict__:
            self.database_as_it_is.close()

    @property
    def host(self) -> str:
        return urlsplit(self.config.site.url).hostname or "localhost"

    by = OPERATOR

    @contextmanager
    def writing(self) -> Iterator[tuple[Session, datetime]]:
        """One transaction and the one reading of the clock that goes with it."""
        now = self.clock.now()
        with transactions.writing(self.database, now) as session:
            yield session, now

    @contextmanager
    def changing(self, slug: str) -> Iterator[tuple[Session, Council, datetime]]:
        """One transaction that changes one council. Raises: NotFound."""
        with self.writing() as (session, now):
            yield session, store.council(session, slug), now

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with transactions.reading(self.database) as session:
            yield session

    def links(self, session: Session) -> Links:
        secret = self.config.site.secret() or store.installation(session).secret
        return Links(self.config.site.url, Signer(secret))

    def log(self) -> None:
        """Log lines to standard error, from here on."""
        logs.to_stderr(json_lines=self.config.log.json_lines)

    @property
    def safe_config(self) -> Config:
        """In a rehearsal mail is captured and no mailbox read, whatever the settings or variables say."""
        if not self.is_rehearsal:
            return self.config
        captured = self.config.mail.model_copy(update={"mode": MailMode.CAPTURE})
        return self.config.model_copy(update={"mail": captured, "inbox": Inbox()})

    # printing

    def say(self, msgid: str, /, **params: object) -> None:
        """Prints one sentence in the language of the run."""
        click.echo(plain(self.says(msgid, **params)))

    def say_count(self, one: str, many: str, n: int) -> None:
        """Prints the sentence for `n` things."""
        click.echo(plain(self.says.count(one, many, n)))

    def print_json(self, value: Any) -> None:
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))

    def print_rows(self, rows: list[Record], as_json: bool, columns: str) -> None:
        """Prints the rows as one JSON list, else a table with those of their keys that `columns` names."""
        if as_json:
            self.print_json(rows)
            return
        keys = columns.split()
        table = [keys, *([_cell(row[key]) for key in keys] for row in rows)]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        for cells in table:
            click.echo("  ".join(map(str.ljust, cells, widths)).rstrip())

    def sentence(self, fault: Fault) -> str:
        return plain(self.says(fault.text, **fault.params))

    def print_error(self, error: KallelseError) -> None:
        """Prints to standard error what is wrong: one line, or one for each field."""
        try:
            says = self.says
        except KallelseError:
            says = language("en")  # the config itself is what is wrong
        if isinstance(error, InvalidInput):
            for name, fault in error.fields.items():
                if name.startswith("line "):
                    name = says("line %(number)s", number=name.removeprefix("line "))
                click.echo(plain(f"{name}: {says(fault.text, **fault.params)}"), err=True)
            return
        click.echo(plain(says(error.text, **error.params)), err=True)


pass_app = click.make_pass_decorator(App)
as_json = partial(click.option, "--json", "as_json", is_flag=True, help="JSON with stable keys.")
input_file = partial(click.argument, "file", type=click.File("rb"))
output_file = partial(
    click.option,
    "-o",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Default: standard output.",
)


def about_council(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the argument SLUG and the `App`."""
    return click.argument("slug")(pass_app(command))


def write_output(octets: bytes, file: Path | None, *, mode: int = 0o666) -> None:
    """Writes to the file of `-o`, made with that mode, else to standard output. Raises: ConfigError."""
    if file is None:
        sys.stdout.buffer.write(octets)
        return
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as out:
            out.write(octets)
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}") from error


def record_of(row: object, keys: str, *, zone: str = "") -> Record:
    """The attributes that `keys` names, as JSON has them: ISO 8601, with the offset of `zone` where one is given."""

    def json_value(value: object) -> object:
        if isinstance(value, datetime) and zone:
            return clock.iso(value, zone)
        return value.isoformat() if isinstance(value, date) else value

    return {key: json_value(getattr(row, key)) for key in keys.split()}


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)
