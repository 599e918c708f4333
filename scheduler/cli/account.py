"""kallelse account: add, link, remove, close, list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from scheduler.cli.app import App, as_json, pass_app
from scheduler.councils import accounts, store
from scheduler.councils.rows import Account
from scheduler.db.session import Session
from scheduler.errors import N_, Conflict, NotFound
from scheduler.rehearsal.play import wall_clock

_LAST = N_(
    "No other account keeps %(councils)s. Add one first: kallelse account add. Or take it away all the same: --force"
)
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
        address = _address(app, session, _account(session, email))
    click.echo(address)


@account.command()
@click.argument("email")
@click.argument("slug")
@click.option("--force", is_flag=True, help="Also where nobody else keeps the council.")
@pass_app
def remove(app: App, email: str, slug: str, force: bool) -> None:
    """End the access of EMAIL to the council SLUG, at once and in every browser."""
    with app.writing() as (session, now), _last_is_told():
        councils = [store.council(session, slug)]
        found = _account(session, email)
        accounts.remove(session, found, councils, is_forced=force, by=app.by, now=now)
    app.say("%(email)s no longer keeps %(slug)s.", email=email, slug=slug)


@account.command()
@click.argument("email")
@click.option("--force", is_flag=True, help="Also where nobody else keeps one of its councils.")
@pass_app
def close(app: App, email: str, force: bool) -> None:
    """End the account of EMAIL with its sessions, links and password. Seats and replies stay as they are."""
    with app.writing() as (session, now), _last_is_told():
        accounts.close(session, _account(session, email), is_forced=force, by=app.by, now=now)
    app.say("The account of %(email)s is closed.", email=email)


@contextmanager
def _last_is_told() -> Iterator[None]:
    """Names the option too, which a page has not."""
    try:
        yield
    except accounts.LastAccount as error:
        raise Conflict(_LAST, councils=error.params["councils"]) from error


def _account(session: Session, email: str) -> Account:
    person = store.person_by_email(session, email)
    found = store.account_of(session, person.id) if person else None
    if found is None:
        raise NotFound(_NO_ACCOUNT)
    return found


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
