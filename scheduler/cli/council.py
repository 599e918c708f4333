"""kallelse council: add, set, list, show, hold, resume."""

from __future__ import annotations

from typing import Any

import click

from scheduler.cli.app import App, as_json, pass_app
from scheduler.councils import rules, settings, store
from scheduler.councils.rows import Council
from scheduler.errors import N_, invalid
from scheduler.firstrun import tasks as firstrun
from scheduler.notices import pause

_PAIR = N_('Write it as key=value, as kallelse="10 days".')


@click.group()
def council() -> None:
    """Councils and their settings."""


@council.command()
@click.argument("slug")
@click.option("--name", required=True, help="The council's own name.")
@click.option("--zone", help="Time zone, as Europe/Stockholm. Default: [site] zone.")
@click.option("--language", "code", help="sv or en. Default: [site] language.")
@click.option("--reply-to", required=True, metavar="ADDRESS", help="Who reads what members reply.")
@click.option("--place", default="", help="Where it usually meets.")
@click.option(
    "--duration", default=120, show_default=True, metavar="MINUTES", help="How long a meeting is."
)
@click.option("--usual-time", default="", help="For dates written without an hour, as 15.00.")
@click.option("--contact", default="", help='Who signs the mail, as "Elin Forsby, sekreterare".')
@click.option("--country", default="", help="Two letters; its holidays count. Default: the zone's.")
@pass_app
def add(app: App, slug: str, name: str, zone: str | None, code: str | None, reply_to: str, place: str,
        duration: int, usual_time: str, contact: str, country: str) -> None:  # fmt: skip
    """Make a council with the short name SLUG (a–z, 0–9, hyphens)."""
    new = settings.NewCouncil(
        slug=slug,
        name=name,
        zone=zone or app.config.site.zone,
        language=code or app.config.site.language,
        reply_to=reply_to,
        place=place,
        duration_minutes=duration,
        usual_time=usual_time,
        contact=contact,
        country=country,
    )
    with app.writing() as (session, now):
        settings.add(session, new, by=app.by, now=now)
        firstrun.done_by_command(session, now=now)
    app.say("%(name)s is added. Next: kallelse members import %(slug)s FILE", name=name, slug=slug)


@council.command(name="set")
@click.argument("slug")
@click.argument("pairs", nargs=-1, required=True, metavar="KEY=VALUE...")
@pass_app
def set_(app: App, slug: str, pairs: tuple[str, ...]) -> None:
    """Change settings: name, language, contact, about, place, duration_minutes, usual_time, country, reply_mode,
    reply_to; is_public, inform_deputies, approve_kallelse (yes or no);
    hour; and how long before the meeting each mail goes: call_for_items, items_reminder, items_deadline, kallelse,
    kallelse_review (before the kallelse), reply_reminder, reply_by, day_before: "28 days", "2 working days",
    "3 clear days", "thursday". An empty value goes back to the preset.
    """
    values: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise invalid(pair, _PAIR)
        values[key.strip()] = value
    with app.writing() as (session, now):
        settings.change(session, store.council(session, slug), values, by=app.by, now=now)
    app.say("The settings are saved. Nothing that has been sent is sent again.")


@council.command(name="list")
@as_json()
@pass_app
def list_(app: App, as_json: bool) -> None:
    """All councils."""
    with app.reading() as session:
        found = [_shown(one) for one in store.councils(session)]
    if as_json:
        app.show(found)
        return
    for one in found:
        click.echo(f"{one['slug']:20} {one['name']}")


@council.command()
@click.argument("slug")
@as_json()
@pass_app
def show(app: App, slug: str, as_json: bool) -> None:
    """One council and its settings."""
    with app.reading() as session:
        found = _shown(store.council(session, slug))
    if as_json:
        app.show(found)
        return
    for key, value in found.items():
        if isinstance(value, dict):
            for name, text in value.items():
                click.echo(f"{key}.{name:24} {text}")
        else:
            click.echo(f"{key:30} {value}")


@council.command()
@click.argument("slug")
@pass_app
def hold(app: App, slug: str) -> None:
    """Have all planned mail of the council wait."""
    with app.writing() as (session, now):
        pause.pause(session, store.council(session, slug), by=app.by, now=now)
    app.say(
        "All mail of the council is on hold. Let it go again: kallelse council resume %(slug)s",
        slug=slug,
    )


@council.command()
@click.argument("slug")
@pass_app
def resume(app: App, slug: str) -> None:
    """Let the mail of the council go again. What became late meanwhile is held, one by one."""
    with app.writing() as (session, now):
        late = pause.resume(session, store.council(session, slug), {}, by=app.by, now=now)
    app.say("The mail of the council goes at its time again.")
    for line in late:
        app.say("Late and on hold, for you to send or skip: %(key)s", key=line.key)


def _shown(of: Council) -> dict[str, Any]:
    chosen = rules.read(of.notice_rules)
    return {
        "slug": of.slug,
        "name": of.name,
        "zone": of.zone,
        "country": of.country,
        "language": of.language,
        "contact": of.contact,
        "about": of.about,
        "reply_to": of.reply_to.email,
        "place": of.place,
        "duration_minutes": of.duration_minutes,
        "usual_time": of.usual_time,
        "reply_mode": of.reply_mode,
        "is_public": of.is_public,
        "inform_deputies": of.inform_deputies,
        "approve_kallelse": of.approve_kallelse,
        "paused_at": of.paused_at.isoformat() if of.paused_at else None,
        "notice_rules": {
            key: f"{chosen.hour:%H:%M}" if key == "hour" else str(getattr(chosen, key))
            for key in rules.KEYS
        },
    }
