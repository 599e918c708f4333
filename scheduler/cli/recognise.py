"""kallelse recognise: what the program makes of a pasted text, without keeping anything."""

from __future__ import annotations

from typing import Any

import click

from scheduler import files
from scheduler.cli.app import App, FileBytes, as_json, pass_app
from scheduler.councils.members_file_faults import LIST_TEXTS
from scheduler.councils.recognise import Attendance, Seen
from scheduler.councils.recognise import recognise as recognise_people
from scheduler.errors import N_, Fault
from scheduler.language import Language, plain
from scheduler.years import calendar_file
from scheduler.years.planned import fault
from scheduler.years.recognise import Found
from scheduler.years.recognise import recognise as recognise_dates

ATTENDANCE_WORDS = {
    Attendance.PRESENT: N_("present"),
    Attendance.ABSENT: N_("absent"),
    Attendance.CALLED: N_("called"),
}


@click.group()
def recognise() -> None:
    """Read a text and tell what was understood."""


@recognise.command()
@click.argument("file", type=FileBytes())
@click.option("--year", type=int, help="Where the text does not say.")
@click.option(
    "--language", "code", default="sv", show_default=True, help="sv, en, fi, no, da or de."
)
@as_json()
@pass_app
def dates(app: App, file: bytes, year: int | None, code: str, as_json: bool) -> None:
    """Meeting dates in FILE: text, .csv, a spreadsheet, .docx, .pdf or .ics (- for standard input)."""
    read = recognise_dates(_text(app, file, year), language=code, year=year)
    reasons = {
        line.number: " ".join(_told(fault(why), app.says) for why in line.reasons)
        for line in read.lines
        if line.reasons
    }
    if as_json:
        app.print_json({
            "meetings": [_meeting(found) for found in read.found],
            "errors": list(read.errors),
            "warnings": list(read.warnings),
            "reasons": {str(number): text for number, text in reasons.items()},
        })  # fmt: skip
        return
    for found in read.found:
        told = _meeting(found)
        click.echo(
            f"{found.line:4}  "
            + "  ".join(str(told[key]) for key in told if told[key] and key != "line")
        )
    for number, text in reasons.items():
        click.echo(f"{number:4}  ! {text}")


@recognise.command()
@click.argument("file", type=FileBytes())
@click.option(
    "--language", "code", default="sv", show_default=True, help="sv, en, fi, no, da or de."
)
@as_json()
@pass_app
def members(app: App, file: bytes, code: str, as_json: bool) -> None:
    """People in FILE: "Kallade / Närvarande / Frånvarande" lists, tables, vCards, calendars (- for standard input)."""
    people = recognise_people(files.decode(file), language=code)
    reasons = {
        number: " ".join(plain(app.says(LIST_TEXTS[why.code], **why.params)) for why in line)
        for number, line in people.reasons.items()
    }
    if as_json:
        app.print_json({
            "members": [_person(seen) for seen in people.seen],
            "errors": list(people.errors),
            "warnings": list(people.warnings),
            "reasons": {str(number): text for number, text in reasons.items()},
        })  # fmt: skip
        return
    for seen in people.seen:
        told = [
            seen.name,
            seen.details.role,
            seen.details.organisation,
            seen.details.party,
            app.says(ATTENDANCE_WORDS[seen.status]),
        ]
        click.echo(f"{seen.line:4}  " + "  ".join(part for part in told if part))
    for number, text in reasons.items():
        click.echo(f"{number:4}  ! {text}")


def _text(app: App, octets: bytes, year: int | None) -> str:
    """What the file says; the events of a calendar as rows."""
    if not files.is_calendar(octets):
        return files.read_text(octets, field="FILE")
    return calendar_file.table(octets, year or app.clock.now().year, zone=app.config.site.zone)


def _person(seen: Seen) -> dict[str, Any]:
    return {
        "line": seen.line,
        "name": seen.name,
        "role": seen.details.role,
        "organisation": seen.details.organisation,
        "party": seen.details.party,
        "status": seen.status,
        "substitutes_for": seen.substitutes_for,
        "deputy_for": seen.deputy_for,
        "deputy": seen.deputy,
        "note": seen.details.note,
        "implied": seen.implied,
        "email": seen.details.email,
        "phone": seen.details.phone,
    }


def _told(what: Fault, says: Language) -> str:
    return plain(says(what.text, **what.params))


def _meeting(found: Found) -> dict[str, Any]:
    return {
        "line": found.line,
        "date": found.date.isoformat(),
        "end_date": found.end_date.isoformat() if found.end_date else None,
        "start": f"{found.start:%H:%M}" if found.start else None,
        "end": f"{found.end:%H:%M}" if found.end else None,
        "body": found.body,
        "place": found.place,
        "note": found.note,
        "cancelled": found.cancelled,
    }
