"""The group of all commands the domain offers, and how their errors become exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from scheduler import __version__
from scheduler.cli import (
    account,
    archive,
    check,
    compare,
    council,
    inbox,
    mail,
    meeting,
    members,
    notice,
    operate,
    recognise,
    year,
)
from scheduler.cli.app import App, exit_code
from scheduler.errors import KallelseError
from scheduler.language import LANGUAGES


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
    app = context.obj = App(config_file=config_file, at=at, language_code=code)
    if app.is_stopped:
        _ = app.clock  # refused before anything is done, also by commands that read no clock


for command in (
    account.account,
    council.council,
    inbox.inbox,
    members.members,
    year.year,
    compare.breaks,
    compare.calendar,
    meeting.meeting,
    mail.notices,
    notice.notice,
    mail.feed,
    mail.worker,
    mail.outbox,
    recognise.recognise,
    archive.backup,
    archive.restore,
    archive.export,
    archive.import_,
    operate.setup,
    operate.db,
    operate.config,
    check.check,
):
    kallelse.add_command(command)


def run(group: click.Group, arguments: Sequence[str] | None = None) -> Any:
    """Runs the program and ends it: 0, 2 the user's fault, 75 try later, 78 config."""
    context: click.Context | None = None
    try:
        with group.make_context(
            "kallelse", list(sys.argv[1:] if arguments is None else arguments)
        ) as context:
            code = group.invoke(context) or 0
    except click.exceptions.Exit as end:
        code = end.exit_code
    except click.Abort:
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except KallelseError as error:
        app = (
            context.obj
            if context and context.obj
            else App(config_file=None, at=None, language_code="en")
        )
        app.tell(error)
        code = exit_code(error)
    except BrokenPipeError:
        code = 0
    finally:
        if context is not None and isinstance(context.obj, App):
            context.obj.close()
    raise SystemExit(code if isinstance(code, int) else 0)
