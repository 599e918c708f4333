"""kallelse worker. It loads what a worker needs, and nothing of the other commands about mail."""

from __future__ import annotations

import click

from scheduler import worker as workers
from scheduler.cli.app import App, pass_app
from scheduler.errors import ConfigError


@click.command()
@click.option("--once", is_flag=True, help="Rounds until nothing is due or claimable, then end.")
@click.option("--child", is_flag=True, hidden=True, help="End when standard input ends.")
@pass_app
def worker(app: App, once: bool, child: bool) -> None:
    """Do what is due: order mail, send it."""
    if once:
        count = workers.once(app.worker_context())
        app.say_count("%(n)s mail handled.", "%(n)s mails handled.", count)
        return
    if app.is_stopped:
        raise ConfigError("--at stops the clock: use it with worker --once.")
    app.log()
    workers.run(app.worker_context(), child=child, rehearsal=app.is_rehearsal)
