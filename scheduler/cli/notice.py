"""kallelse notice: a person's word on one coming mail, by the key that `kallelse notices --json` shows."""

from __future__ import annotations

from collections.abc import Callable

import click

from scheduler.cli.app import App, about_council
from scheduler.errors import N_
from scheduler.notices import mail_actions

PAUSED = N_("All mail of the council is on hold. Let it go again: kallelse council resume %(slug)s")


@click.group()
def notice() -> None:
    """Hold, resume, skip, send or approve one coming mail."""


_COMMANDS = (
    ("hold", mail_actions.hold, N_("It will not go until it is resumed."), "Hold a coming mail."),
    ("resume", mail_actions.resume, N_("It goes as planned again."),
     "Let a mail that was held or skipped go as planned."),
    ("skip", mail_actions.skip, N_("It will not go at all."), "Leave a coming mail out."),
    ("send", mail_actions.send_now, N_("It goes in five minutes."),
     "Send a coming mail now, in five minutes."),
    ("approve", mail_actions.approve, N_("It is approved, and goes at its time."),
     "Approve a kallelse that waits for it."),
)  # fmt: skip


def _add(name: str, action: Callable[..., None], done: str, help_text: str) -> None:
    @notice.command(name=name, help=help_text)
    @about_council
    @click.argument("key")
    def command(app: App, slug: str, key: str) -> None:
        with app.changing(slug) as (session, council, now):
            action(session, council, key, by=app.by, now=now)
        app.say(done)
        if council.is_paused:
            app.say(PAUSED, slug=slug)


for _command in _COMMANDS:
    _add(*_command)
