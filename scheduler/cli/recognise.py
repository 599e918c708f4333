"""kallelse recognise: what the program makes of a pasted text, as JSON, without keeping anything."""

from collections.abc import Iterable, Mapping
from typing import IO

import click

from scheduler import files
from scheduler.cli.app import App, Record, input_file, pass_app, record_of
from scheduler.councils.recognise import People
from scheduler.councils.recognise import recognise as recognise_people
from scheduler.councils.recognise.reasons import REASON_TEXTS
from scheduler.errors import Fault
from scheduler.years.doubts import fault
from scheduler.years.recognise import Found, Recognised
from scheduler.years.recognise import recognise as recognise_dates

_LANGUAGE = click.option(
    "--language", "code", default="sv", show_default=True, help="sv, en, fi, no, da or de."
)
_JSON = click.option(
    "--json", is_flag=True, expose_value=False, help="The only form, so it may be left out."
)


@click.group()
def recognise() -> None:
    """Read a text and tell what was understood."""


@recognise.command()
@input_file()
@click.option("--year", type=int, help="Where the text does not say.")
@_LANGUAGE
@_JSON
@pass_app
def dates(app: App, file: IO[bytes], year: int | None, code: str) -> None:
    """Meeting dates in FILE: text, .csv, a spreadsheet, .docx or .pdf (- for standard input)."""
    text = files.read_text(file.read(), field="FILE")
    read = recognise_dates(text, language=code, year=year)
    faults = {line.number: map(fault, line.reasons) for line in read.lines if line.reasons}
    records = [_meeting_record(meeting) for meeting in read.found]
    app.print_json({"meetings": records, **_doubts(app, read, faults)})


@recognise.command()
@input_file()
@_LANGUAGE
@_JSON
@pass_app
def members(app: App, file: IO[bytes], code: str) -> None:
    """People in FILE: "Kallade / Närvarande / Frånvarande" lists, tables, vCards, calendars (- for standard input)."""
    people = recognise_people(files.decode(file.read()), language=code)
    faults = {
        number: [Fault(REASON_TEXTS[reason.code], reason.params) for reason in reasons]
        for number, reasons in people.reasons.items()
    }
    keys = "line name status substitutes_for deputy_for deputy implied"
    records = [
        {
            **record_of(seen, keys),
            **record_of(seen.details, "role organisation party note email phone"),
        }
        for seen in people.seen
    ]
    app.print_json({"members": records, **_doubts(app, people, faults)})


def _doubts(app: App, read: Recognised | People, faults: Mapping[int, Iterable[Fault]]) -> Record:
    return {
        "errors": list(read.errors),
        "warnings": list(read.warnings),
        "reasons": {number: " ".join(map(app.sentence, why)) for number, why in faults.items()},
    }


def _meeting_record(meeting: Found) -> Record:
    return {
        **record_of(meeting, "line date end_date"),
        "start": f"{meeting.start:%H:%M}" if meeting.start else None,
        "end": f"{meeting.end:%H:%M}" if meeting.end else None,
        **record_of(meeting, "body place note cancelled"),
    }
