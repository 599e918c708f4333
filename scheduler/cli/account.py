"""kallelse account: add, link, list."""

from __future__ import annotations

import click

from scheduler.cli.app import App, as_json, pass_app
from scheduler.councils import accounts, store
from scheduler.councils.rows import Account
from scheduler.db.session import Session
from scheduler.errors import N_, NotFound
from scheduler.rehearsal.play import wall_clock

_NO_ACCOUNT = N_("There is no account with that address. Make one: kallelse account add")


@click.group()
def account() -> None:
    """Those who keep a council in the browser."""


@account.command()
@click.argument("email")
@click.argument("slugs", nargs=-1, required=True, metavar="SLUG...")
@click.option("--name", default="", help="The person's name.")
@pass_app
def add(app: App, email: str, slugs: tuple[str, ...], name: str) -> None:
    """Let EMAIL keep the councils SLUG…, and print an address that signs in once, within the hour."""
    with app.writing() as (session, now):
        councils = [store.council(session, slug) for slug in slugs]
        made = accounts.add(session, email, name=name, councils=councils, by=app.by, now=now)
        address = _address(app, session, made)
    app.say("%(email)s keeps %(slugs)s.", email=email, slugs=", ".join(slugs))
    click.echo(address)


@account.command()
@click.argument("email")
@pass_app
def link(app: App, email: str) -> None:
    """Print a new address that signs EMAIL in once, within the hour."""
    with app.writing() as (session, _):
        person = store.person_by_email(session, email)
        found = store.account_of(session, person.id) if person else None
        if found is None:
            raise NotFound(_NO_ACCOUNT)
        address = _address(app, session, found)
    click.echo(address)


def _address(app: App, session: Session, of: Account) -> str:
    """It signs in once, within the hour of the clock that the pages hold it against."""
    secret = accounts.make_link(session, of, now=wall_clock(app.clock).now())
    return f"{app.config.site.url}/login/{secret}"


@account.command(name="list")
@as_json()
@pass_app
def list_(app: App, as_json: bool) -> None:
    """Every account, and the councils it keeps."""
    with app.reading() as session:
        found = [
            {
                "email": one.person.email,
                "name": one.person.name,
                "councils": [
                    council.slug for council in store.councils_of_account(session, one.id)
                ],
                "has_password": one.password_hash is not None,
            }
            for one in store.accounts(session)
        ]
    if as_json:
        app.show(found)
        return
    for shown in found:
        click.echo(f"{shown['email']:36} {', '.join(shown['councils'])}")  # type: ignore[arg-type]
