"""kallelse members: import, list."""

from collections import Counter
from typing import IO

import click

from scheduler import files
from scheduler.cli.app import App, Record, about_council, as_json, input_file, record_of
from scheduler.clock import Wall
from scheduler.councils import member_import, members_file, pasted_people, store
from scheduler.councils.member_import import Outcome
from scheduler.councils.recognise.reasons import REASON_TEXTS
from scheduler.councils.rows import Member
from scheduler.errors import Fault, InvalidInput, invalid


@click.group()
def members() -> None:
    """Members, deputies and their seats."""


@members.command(name="import")
@about_council
@input_file()
def import_(app: App, slug: str, file: IO[bytes]) -> None:
    """Read people from FILE (a table, a spreadsheet, address cards or any other list; - for standard input).

    No mail is sent by this.

    Columns, in any order, with headers in Swedish or English: name, email, role, organisation, seat, deputy_for, phone,
    language, since, until. One line that is faulty or doubted, and nothing is imported.
    """
    text = files.read_text(file.read(), field="FILE")
    with app.reading() as session:
        council = store.council(session, slug)
        today = Wall.at(app.clock.now(), council.zone).date
        terms = store.lasting_terms(session, council.id, today)
    pasted = pasted_people.read_people(text, terms)
    if not pasted.rows:
        raise invalid("FILE", pasted_people.NOBODY)
    for header in pasted.ignored:
        app.say("The column “%(header)s” is not known and is left out.", header=header)
    if pasted.doubts:
        raise InvalidInput(
            {
                f"line {line}": Fault(REASON_TEXTS[reason.code], reason.params)
                for line, reason in pasted.doubts
            }
        )
    entries = members_file.read_rows(pasted.numbered)
    with app.changing(slug) as (session, council, now):
        done = member_import.import_members(session, council, entries, by=app.by, now=now)
    counts = Counter(one.outcome for one in done)
    app.say(
        "%(added)s added, %(updated)s updated, %(unchanged)s already there. No mail has been sent.",
        added=counts[Outcome.ADDED],
        updated=counts[Outcome.UPDATED],
        unchanged=counts[Outcome.UNCHANGED],
    )
    for name in (one.entry.name for one in done if one.is_kept):
        app.say("%(name)s also sits elsewhere, so their details were left as they were.", name=name)


@members.command(name="list")
@about_council
@as_json()
def list_(app: App, slug: str, as_json: bool) -> None:
    """Everyone in term today."""
    with app.reading() as session:
        council = store.council(session, slug)
        today = Wall.at(app.clock.now(), council.zone).date
        rows = [_record(m) for m in store.members(session, council.id) if m.covers(today)]
    app.print_rows(rows, as_json, "name role organisation email")


def _record(member: Member) -> Record:
    deputy_for = member.deputy_for
    return {
        **record_of(member.person, "name email"),
        **record_of(member, "role organisation"),
        "seat": member.seat.title if member.seat else "",
        "deputy_for": deputy_for.title or deputy_for.organisation if deputy_for else "",
        "call_order": member.call_order,
        **record_of(member.person, "phone language"),
        "since": member.since_on.isoformat() if member.since_on else None,
        "until": member.until_on.isoformat() if member.until_on else None,
    }
