"""kallelse notice: a person's word on one coming mail, by the key that `kallelse notices --json` shows."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

import click

from scheduler.cli.app import App, pass_app
from scheduler.councils import store
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_
from scheduler.history.rows import Actor
from scheduler.notices import mail_actions


class Word(Protocol):
    def __call__(
        self, session: Session, council: Council, key: str, *, by: Actor, now: datetime
    ) -> None: ...


_WORDS: dict[str, tuple[Word, str, str]] = {
    "hold": (mail_actions.hold, N_("It will not go until it is resumed."), "Hold a coming mail."),
    "resume": (
        mail_actions.resume,
        N_("It goes as planned again."),
        "Let a mail that was held or skipped go as planned.",
    ),
    "skip": (mail_actions.skip, N_("It will not go at all."), "Leave a coming mail out."),
    "send": (
        mail_actions.send_now,
        N_("It goes in five minutes."),
        "Send a coming mail now, in five minutes.",
    ),
    "approve": (
        mail_actions.approve,
        N_("It is approved, and goes at its time."),
        "Approve a kallelse that waits for it.",
    ),
}


@click.group()
def notice() -> None:
    """Hold, resume, skip, send or approve one coming mail."""


def _command(name: str, word: Word, done: str, help_text: str) -> None:
    @notice.command(name=name, help=help_text)
    @click.argument("slug")
    @click.argument("key")
    @pass_app
    def command(app: App, slug: str, key: str) -> None:
        with app.writing() as (session, now):
            council = store.council(session, slug)
            word(session, council, key, by=app.by, now=now)
            is_paused = council.is_paused
        app.say(done)
        if is_paused:
            app.say(
                "All mail of the council is on hold. Let it go again: kallelse council resume %(slug)s",
                slug=slug,
            )


for _name, _of in _WORDS.items():
    _command(_name, *_of)
