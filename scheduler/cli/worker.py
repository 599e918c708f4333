"""kallelse worker. It loads what a worker needs, and nothing of the other commands about mail."""

import click

from scheduler import worker as workers
from scheduler.cli.app import App, pass_app
from scheduler.errors import ConfigError
from scheduler.jobs import WorkerContext


@click.command()
@click.option("--once", is_flag=True, help="Rounds until nothing is due or claimable, then end.")
@click.option("--child", is_flag=True, hidden=True, help="End when standard input ends.")
@pass_app
def worker(app: App, once: bool, child: bool) -> None:
    """Do what is due: order mail, send it."""
    if app.is_stopped and not once:
        raise ConfigError("--at stops the clock: use it with worker --once.")
    context = WorkerContext(app.database, app.safe_config, app.clock)
    if once:
        count = workers.once(context)
        app.say_count("%(n)s mail handled.", "%(n)s mails handled.", count)
        return
    app.log()
    workers.run(context, child=child, rehearsal=app.is_rehearsal)
