"""kallelse year rule, carry, add, change, export: other ways into a draft, one decision, and the dates as a file."""

from pathlib import Path
from typing import Any

import click

from scheduler.calendars.calendar_files import year_file
from scheduler.cli.app import App, as_json, output_file, write_output
from scheduler.cli.year import about_year, may_replace, print_draft, year
from scheduler.councils import store
from scheduler.councils.notice_rules import WEEKDAYS
from scheduler.errors import N_, NotFound
from scheduler.language import plain
from scheduler.meetings import store as meetings
from scheduler.years import draft, last_year, pattern, typed
from scheduler.years import export as year_export
from scheduler.years import store as years
from scheduler.years.draft_meetings import draft_meetings, finding_key
from scheduler.years.last_year import By
from scheduler.years.reading import Reading
from scheduler.years.rows import Source, Way

_NTH = {"first": "1", "second": "2", "third": "3", "fourth": "4", "last": "-1"}
_NO_DATE = N_("The draft has no date %(number)s. See kallelse year show.")
_DRAFT = N_("%(year)s is a draft. It has a calendar file when it is published.")


@year.command()
@about_year
@click.option(
    "--which", required=True, help="first, second, third, fourth or last; several with commas."
)
@click.option("--weekday", type=click.Choice(WEEKDAYS), required=True)
@click.option("--months", required=True, help="Numbers with commas: 2,4,6,9,11.")
@click.option("--at", "hours", required=True, help="15.00, or 15.00-17.00.")
@may_replace()
@as_json()
def rule(
    app: App, slug: str, year: int, which: str, weekday: str, replace: bool, as_json: bool, **fields: str
) -> None:  # fmt: skip
    """Work out the dates of YEAR by a rule, such as the second Tuesday of February and April."""
    fields["ordinals"] = ",".join(_NTH.get(part.strip(), "?") for part in which.split(","))
    fields["weekday"] = str(WEEKDAYS.index(weekday) + 1)
    read = pattern.read_pattern(fields)
    if not as_json:
        click.echo(plain(pattern.words(read, app.says)))
    new = Reading(pattern.dates(read, year), Source(rule=fields))
    with app.changing(slug) as (session, council, now):
        row = draft.replace_dates(
            session, council, year, new, Way.RULE, by=app.by, now=now, may_replace=replace
        )
        print_draft(app, session, council, row, now, as_json)


@year.command()
@about_year
@click.option("--by", "same", type=click.Choice(list(By)), default=By.MONTH,
              help="The same weekday of the month, or week.")  # fmt: skip
@may_replace()
@as_json()
def carry(app: App, slug: str, year: int, same: str, replace: bool, as_json: bool) -> None:
    """Carry the meetings of the year before YEAR over."""
    with app.changing(slug) as (session, council, now):
        before = years.get(session, council.id, year - 1)
        new = Reading(last_year.dates(meetings.of_year(session, before.id), year, by=By(same)))
        row = draft.replace_dates(
            session, council, year, new, Way.LAST_YEAR, by=app.by, now=now, may_replace=replace
        )
        print_draft(app, session, council, row, now, as_json)


@year.command("add")
@about_year
@click.argument("text")
@as_json()
def add_date(app: App, slug: str, year: int, text: str, as_json: bool) -> None:
    """Put one date beside those of the draft: TEXT is as "tis 9 feb kl. 15-17"."""
    with app.changing(slug) as (session, council, now):
        new = typed.one("TEXT", text, language=council.language, year=year)
        row = draft.add_date(session, council, year, new, by=app.by, now=now)
        print_draft(app, session, council, row, now, as_json)


@year.command()
@about_year
@click.argument("number", type=int)
@click.option("--to", "day", help="The day it shall have; settles a contradiction too.")
@click.option("--at", "hours", help="15.00, or 15.00-17.00.")
@click.option("--place")
@click.option("--online", "online_url", metavar="URL", help="Its digital link; empty: none.")
@click.option("--keep", is_flag=True, help="What speaks against it may stand.")
@click.option("--remove", is_flag=True, help="Take it out of the draft.")
@as_json()
def change(
    app: App, slug: str, year: int, number: int, day: str | None, hours: str | None, keep: bool, remove: bool,
    as_json: bool, **texts: Any,
) -> None:  # fmt: skip
    """Decide about date NUMBER of the draft, by the number that `year show` gives it."""
    with app.changing(slug) as (session, council, now):
        council_year = years.get(session, council.id, year)
        rows = years.draft_dates(session, council_year.id)
        row = next((r for r in rows if r.position == number and not r.is_removed), None)
        if row is None:
            raise NotFound(_NO_DATE, number=number)
        wanted: dict[str, Any] = texts
        if day:
            to, last_day = typed.days("--to", day, language=council.language, year=year)
            wanted |= {"day": to, "last_day": last_day}
        if hours:
            over_days = bool(row.last_day or wanted.get("last_day"))
            wanted["hours"] = typed.hours("--at", hours, over_days=over_days)
        draft.change_row(row, year, **wanted)
        if keep:
            shown = draft_meetings(session, council, council_year, now=now)
            findings = (fault for one in shown if one.row is row for fault in one.findings)
            row.settled = list(map(finding_key, findings))
        row.is_removed = remove
        days = {"removed" if remove else "changed": [row.day] if row.day else []}
        draft.keep_changes(session, council_year, by=app.by, now=now, **days)
        print_draft(app, session, council, council_year, now, as_json)


@year.command()
@about_year
@click.option("--as", "form", type=click.Choice(["text", "csv", "ics"]), default="text")
@output_file()
def export(app: App, slug: str, year: int, form: str, file: Path | None) -> None:
    """The year's dates as text for the minutes, as CSV, or as a calendar file."""
    with app.reading() as session:
        council = store.council(session, slug)
        row = years.get(session, council.id, year)
        sheet = year_export.load_sheet(session, council, row, now=app.clock.now())
        held, links = meetings.of_year(session, row.id), app.links(session)
    if form == "ics" and sheet.is_draft:
        raise NotFound(_DRAFT, year=year)
    match form:
        case "csv":
            octets = year_export.as_csv(sheet, app.says)
        case "ics":
            octets = year_file(council, year, held, links, app.says)
        case _:
            octets = year_export.as_text(sheet, app.says).encode()
    write_output(octets, file)
