"""The group of all commands the domain offers, and how their errors become exit codes."""

import gc
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from scheduler import __version__
from scheduler.errors import KallelseError
from scheduler.language import LANGUAGES

COMMANDS = {
    "account": ("scheduler.cli.account:account", "Those who keep a council in the browser."),
    "backup": ("scheduler.cli.archive:backup", "Write everything the database holds to a file."),
    "breaks": ("scheduler.cli.compare:breaks", "School holidays."),
    "calendar": ("scheduler.cli.compare:calendar", "Other bodies' calendars."),
    "check": ("scheduler.cli.check:check", "Say in words what is wrong with the installation."),
    "config": ("scheduler.cli.installation:config", "Every setting as it counts."),
    "council": ("scheduler.cli.council:council", "Councils and their settings."),
    "db": ("scheduler.cli.installation:db", "The database."),
    "export": ("scheduler.cli.archive:export", "One council with all that goes with it."),
    "feed": ("scheduler.cli.mail:feed", "The council's calendar, as its subscribers get it."),
    "import": ("scheduler.cli.archive:import_", "Add the council that a file holds."),
    "inbox": ("scheduler.cli.inbox:inbox", "Replies from calendars, and mail that came back."),
    "meeting": ("scheduler.cli.meeting:meeting", "One meeting of a published year."),
    "members": ("scheduler.cli.members:members", "Members, deputies and their seats."),
    "notice": ("scheduler.cli.mail:notice", "Hold, resume, skip, send or approve a coming mail."),
    "notices": ("scheduler.cli.mail:notices", "Every mail that will go out or has gone."),
    "outbox": ("scheduler.cli.mail:outbox", "Mail on its way and mail sent."),
    "recognise": ("scheduler.cli.recognise:recognise", "Read a text, tell what was understood."),
    "restore": ("scheduler.cli.archive:restore", "Load a backup into an empty database."),
    "setup": ("scheduler.cli.installation:setup", "Print a new address for the first run."),
    "worker": ("scheduler.cli.worker:worker", "Do what is due: order mail, send it."),
    "year": ("scheduler.cli.year_draft:year", "The dates of a year: a draft, then published."),
}
"""Of each command where it is defined and its line in the list of all.

A command is imported when it is run, and the list without importing any.
"""


@contextmanager
def loading() -> Iterator[None]:
    """Keeps the collector out: what is loaded stays, and to look for garbage in it takes a tenth of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    places = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.places:
            return None
        module, _, name = self.places[cmd_name][0].partition(":")
        with loading():
            command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Ends the program with an error's exit code: 2 the user's fault, 75 try later, 78 config."""
        try:
            return super().invoke(ctx)
        except KallelseError as error:
            ctx.obj.print_error(error)
            ctx.exit(error.exit_code)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.places[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    help="Default: KALLELSE_CONFIG, else ./config.toml where there is one.",
)
@click.option(
    "--at",
    metavar="INSTANT",
    help="As if it were then, as 2021-12-01T09:00; only where mail is captured.",
)
@click.option(
    "--language", "code", type=click.Choice(sorted(LANGUAGES)), help="Default: [site] language."
)
@click.version_option(__version__, prog_name="kallelse")
@click.pass_context
def kallelse(
    context: click.Context, config_file: Path | None, at: str | None, code: str | None
) -> None:
    """Kallelse keeps the year of a council: its dates, its members, and the mail that goes out by itself."""
    from scheduler.cli.app import App

    app = context.obj = App(config_file, at, language_code=code)
    context.call_on_close(app.close)
    if app.is_stopped:
        _ = app.clock  # refused before anything is done, also by commands that read no clock
