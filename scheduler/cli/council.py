"""kallelse council: add, set, list, show, hold, resume."""

import click

from scheduler.cli.app import App, Record, about_council, as_json, pass_app, record_of
from scheduler.cli.mail import PAUSED
from scheduler.councils import council_settings, new_council, notice_rules, store
from scheduler.councils.council_settings import COLUMNS, SETTINGS
from scheduler.councils.rows import Council
from scheduler.errors import N_, invalid
from scheduler.firstrun import tasks as firstrun
from scheduler.notices import pause

_PAIR = N_('Write it as key=value, as kallelse="10 days".')


@click.group()
def council() -> None:
    """Councils and their settings."""


@council.command("add")
@about_council
@click.option("--name", required=True, help="The council's own name.")
@click.option("--zone", help="Time zone, as Europe/Stockholm. Default: [site] zone.")
@click.option("--language", "code", help="sv or en. Default: [site] language.")
@click.option("--reply-to", required=True, metavar="ADDRESS", help="Who reads what members reply.")
@click.option("--place", default="", help="Where it usually meets.")
@click.option("--duration", "duration_minutes", default="120", show_default=True, metavar="MINUTES",
              help="How long a meeting is.")  # fmt: skip
@click.option("--usual-time", default="", help="For dates written without an hour, as 15.00.")
@click.option("--contact", default="", help='Who signs the mail, as "Elin Forsby, sekreterare".')
@click.option("--country", default="", help="Two letters; its holidays count. Default: the zone's.")
def add_council(app: App, slug: str, zone: str | None, code: str | None, **settings: str) -> None:
    """Make a council with the short name SLUG (a–z, 0–9, hyphens)."""
    site = app.config.site
    zone, settings["language"] = zone or site.zone, code or site.language
    with app.writing() as (session, now):
        new_council.add_council(session, slug, zone, settings, by=app.by, now=now)
        firstrun.close_setup(session, now=now)
    app.say(
        "%(name)s is added. Next: kallelse members import %(slug)s FILE",
        name=settings["name"],
        slug=slug,
    )


@council.command(
    name="set",
    help=f"""Change settings: {", ".join(SETTINGS)}.

    How long before the meeting each mail goes is written as "28 days", "2 working days", "3 clear days" or "thursday".
    An empty value goes back to the preset.
    """,
)
@about_council
@click.argument("pairs", nargs=-1, required=True, metavar="KEY=VALUE...")
def set_(app: App, slug: str, pairs: tuple[str, ...]) -> None:
    values: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise invalid(pair, _PAIR)
        values[key.strip()] = value
    with app.changing(slug) as (session, council, now):
        council_settings.change_settings(session, council, values, by=app.by, now=now)
    app.say("The settings are saved. Nothing that has been sent is sent again.")


@council.command(name="list")
@as_json()
@pass_app
def list_(app: App, as_json: bool) -> None:
    """All councils."""
    with app.reading() as session:
        rows = [_record(row) for row in store.councils(session)]
    app.print_rows(rows, as_json, "slug name")


@council.command("show")
@about_council
@as_json()
def show_council(app: App, slug: str, as_json: bool) -> None:
    """One council and its settings."""
    with app.reading() as session:
        record = _record(store.council(session, slug))
    if as_json:
        app.print_json(record)
        return
    offsets = record.pop("notice_rules")
    for key, value in (record | offsets).items():
        click.echo(f"{key:20} {value}")


@council.command()
@about_council
def hold(app: App, slug: str) -> None:
    """Have all planned mail of the council wait."""
    with app.changing(slug) as (session, council, now):
        pause.pause_mail(session, council, by=app.by, now=now)
    app.say(PAUSED, slug=slug)


@council.command()
@about_council
def resume(app: App, slug: str) -> None:
    """Let the mail of the council go again. What became late meanwhile is held, one by one."""
    with app.changing(slug) as (session, council, now):
        late = pause.resume_mail(session, council, by=app.by, now=now)
    app.say("The mail of the council goes at its time again.")
    for line in late:
        app.say("Late and on hold, for you to send or skip: %(key)s", key=line.key)


def _record(row: Council) -> Record:
    chosen = notice_rules.read_rules(row.notice_rules)
    return {
        **record_of(row, " ".join(("slug", "zone", "paused_at", *COLUMNS))),
        "reply_to": row.reply_to.email,
        "notice_rules": {
            key: f"{chosen.hour:%H:%M}" if key == "hour" else str(getattr(chosen, key))
            for key in notice_rules.KEYS
        },
    }
