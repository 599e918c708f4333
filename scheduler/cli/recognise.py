"""kallelse recognise: what the program makes of a pasted text, without keeping anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO

import click

from scheduler import files
from scheduler.cli.app import App, Record, as_json, input_file, pass_app, record_of
from scheduler.councils.recognise import Attendance, People, Seen
from scheduler.councils.recognise import recognise as recognise_people
from scheduler.councils.recognise.reasons import REASON_TEXTS
from scheduler.errors import N_, Fault
from scheduler.language import plain
from scheduler.years import calendar_file
from scheduler.years.doubts import fault
from scheduler.years.recognise import Found, Recognised
from scheduler.years.recognise import recognise as recognise_dates

_ATTENDANCE_WORDS = {
    Attendance.PRESENT: N_("present"),
    Attendance.ABSENT: N_("absent"),
    Attendance.CALLED: N_("called"),
}
_LANGUAGE = click.option(
    "--language", "code", default="sv", show_default=True, help="sv, en, fi, no, da or de."
)


@click.group()
def recognise() -> None:
    """Read a text and tell what was understood."""


@recognise.command()
@input_file()
@click.option("--year", type=int, help="Where the text does not say.")
@_LANGUAGE
@as_json()
@pass_app
def dates(app: App, file: IO[bytes], year: int | None, code: str, as_json: bool) -> None:
    """Meeting dates in FILE: text, .csv, a spreadsheet, .docx, .pdf or .ics (- for standard input)."""
    octets = file.read()
    if files.is_calendar(octets):
        year = year or app.clock.now().year
        parsed = calendar_file.parse(octets, year, zone=app.config.site.zone, field="FILE")
        read = Recognised(tuple(calendar_file.found_in(parsed)), ())
    else:
        text = files.read_text(octets, field="FILE")
        read = recognise_dates(text, language=code, year=year)
    faults = {line.number: map(fault, line.reasons) for line in read.lines if line.reasons}
    records = [_meeting_record(meeting) for meeting in read.found]
    if as_json:
        app.print_json({"meetings": records, **_doubts(app, read, faults)})
        return
    for record in records:
        values = [str(record[key]) for key in record if record[key] and key != "line"]
        click.echo(f"{record['line']:4}  " + "  ".join(values))
    _print_reasons(app, faults)


@recognise.command()
@input_file()
@_LANGUAGE
@as_json()
@pass_app
def members(app: App, file: IO[bytes], code: str, as_json: bool) -> None:
    """People in FILE: "Kallade / Närvarande / Frånvarande" lists, tables, vCards, calendars (- for standard input)."""
    people = recognise_people(files.decode(file.read()), language=code)
    faults = {
        number: [Fault(REASON_TEXTS[reason.code], reason.params) for reason in reasons]
        for number, reasons in people.reasons.items()
    }
    if as_json:
        records = [_person_record(seen) for seen in people.seen]
        app.print_json({"members": records, **_doubts(app, people, faults)})
        return
    for seen in people.seen:
        details, status = seen.details, _ATTENDANCE_WORDS[seen.status]
        words = (seen.name, details.role, details.organisation, details.party, app.says(status))
        click.echo(f"{seen.line:4}  " + "  ".join(filter(None, words)))
    _print_reasons(app, faults)


Faults = Mapping[int, Iterable[Fault]]
"""Of each line that was not understood or is doubted."""


def _doubts(app: App, read: Recognised | People, faults: Faults) -> Record:
    return {
        "errors": list(read.errors),
        "warnings": list(read.warnings),
        "reasons": {number: _sentences(app, of_line) for number, of_line in faults.items()},
    }


def _print_reasons(app: App, faults: Faults) -> None:
    for number, of_line in faults.items():
        click.echo(f"{number:4}  ! {_sentences(app, of_line)}")


def _sentences(app: App, faults: Iterable[Fault]) -> str:
    return " ".join(plain(app.says(fault.text, **fault.params)) for fault in faults)


def _person_record(seen: Seen) -> Record:
    return {
        **record_of(seen, "line name status substitutes_for deputy_for deputy implied"),
        **record_of(seen.details, "role organisation party note email phone"),
    }


def _meeting_record(meeting: Found) -> Record:
    return {
        **record_of(meeting, "line date end_date"),
        "start": f"{meeting.start:%H:%M}" if meeting.start else None,
        "end": f"{meeting.end:%H:%M}" if meeting.end else None,
        **record_of(meeting, "body place note cancelled"),
    }
