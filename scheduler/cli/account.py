"""kallelse account: add, link, remove, close, list."""

import click

from scheduler.cli.app import App, as_json, pass_app, record_of
from scheduler.councils import accounts, store
from scheduler.councils.account_rows import Account
from scheduler.db.session import Session
from scheduler.errors import N_, NotFound
from scheduler.rehearsal.rehearsal_clock import wall_clock

_NO_ACCOUNT = N_("There is no account with that address. Make one: kallelse account add")


@click.group()
def account() -> None:
    """Those who keep a council in the browser."""


@account.command("add")
@click.argument("email")
@click.argument("slugs", nargs=-1, metavar="SLUG...")
@click.option("--name", default="", help="The person's name.")
@click.option(
    "--operator/--no-operator",
    "is_operator",
    default=None,
    help="Whether EMAIL sees the page Status and sets up the installation.",
)
@pass_app
def add_account(
    app: App, email: str, slugs: tuple[str, ...], name: str, is_operator: bool | None
) -> None:
    """Let EMAIL keep the councils SLUG…, and print an address that signs in once, within the hour."""
    if not slugs and is_operator is None:
        raise click.UsageError("Name a council, or write --operator.")
    with app.writing() as (session, now):
        councils = [store.council(session, slug) for slug in slugs]
        account = accounts.add_account(
            session,
            email,
            name=name,
            councils=councils,
            is_operator=is_operator,
            by=app.by,
            now=now,
        )
        is_operator = account.is_operator
        address = _sign_in_address(app, session, account)
    if slugs:
        app.say("%(email)s keeps %(slugs)s.", email=email, slugs=", ".join(slugs))
    if is_operator:
        app.say("%(email)s is an operator and sees the page Status.", email=email)
    click.echo(address)


@account.command()
@click.argument("email")
@pass_app
def link(app: App, email: str) -> None:
    """Print a new address that signs EMAIL in once, within the hour."""
    with app.writing() as (session, _):
        address = _sign_in_address(app, session, _account(session, email))
    click.echo(address)


@account.command()
@click.argument("email")
@click.argument("slug")
@click.option("--force", is_flag=True, help="Also where nobody else keeps the council.")
@pass_app
def remove(app: App, email: str, slug: str, force: bool) -> None:
    """End the access of EMAIL to the council SLUG, at once and in every browser."""
    with app.changing(slug) as (session, council, now):
        row = _account(session, email)
        accounts.end_access(session, row, [council], is_forced=force, by=app.by, now=now)
    app.say("%(email)s no longer keeps %(slug)s.", email=email, slug=slug)


@account.command()
@click.argument("email")
@click.option("--force", is_flag=True, help="Also where nobody else keeps one of its councils.")
@pass_app
def close(app: App, email: str, force: bool) -> None:
    """End the account of EMAIL with its sessions, links and password. Seats and replies stay as they are."""
    with app.writing() as (session, now):
        accounts.close_account(
            session, _account(session, email), is_forced=force, by=app.by, now=now
        )
    app.say("The account of %(email)s is closed.", email=email)


@account.command(name="list")
@as_json()
@pass_app
def list_(app: App, as_json: bool) -> None:
    """Every account, and the councils it keeps."""
    with app.reading() as session:
        rows = [
            {
                **record_of(row.person, "email name"),
                "councils": [c.slug for c in store.councils_of_account(session, row.id)],
                "has_password": row.password_hash is not None,
                "is_operator": row.is_operator,
            }
            for row in store.accounts(session)
        ]
    app.print_rows(rows, as_json, "email is_operator councils")


def _account(session: Session, email: str) -> Account:
    person = store.person_by_email(session, email)
    account = store.account_of(session, person.id) if person else None
    if account is None:
        raise NotFound(_NO_ACCOUNT)
    return account


def _sign_in_address(app: App, session: Session, account: Account) -> str:
    """It signs in once, within the hour of the clock that the pages hold it against."""
    secret = accounts.make_link(session, account, now=wall_clock(app.clock).now())
    return f"{app.config.site.url}/login/{secret}"
