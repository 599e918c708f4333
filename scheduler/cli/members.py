"""kallelse members: import, list."""

from __future__ import annotations

from typing import Any

import click

from scheduler import files
from scheduler.cli.app import App, FileBytes, as_json, pass_app
from scheduler.clock import Wall
from scheduler.councils import member_import, members_file, members_file_faults, store
from scheduler.councils.rows import Member
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import plain

ROLE_WORDS = {
    "chair": N_("chair"),
    "vice_chair": N_("vice chair"),
    "secretary": N_("secretary"),
    "member": N_("member"),
    "deputy": N_("deputy"),
}


@click.group()
def members() -> None:
    """Members, deputies and their seats."""


@members.command(name="import")
@click.argument("slug")
@click.argument("file", type=FileBytes())
@pass_app
def import_(app: App, slug: str, file: bytes) -> None:
    """Read people from FILE (comma, semicolon or tab, a spreadsheet or address cards; - for standard input).

    No mail is sent by this.

    Columns, in any order, with headers in Swedish or English: name, email, role, organisation, seat, deputy_for, phone,
    language, since, until. One faulty line, and nothing is imported.
    """
    read = members_file.read_members(files.read_text(file, field="FILE"))
    for header in read.ignored:
        app.say("The column “%(header)s” is not known and is left out.", header=header)
    if read.faults:
        next_year = app.clock.now().year + 1
        raise InvalidInput(
            {
                _where(fault): Fault(
                    members_file_faults.TEXTS[fault.code], {"year": next_year, **fault.params}
                )
                for fault in read.faults
            }
        )
    with app.writing() as (session, now):
        council = store.council(session, slug)
        done = member_import.import_members(session, council, read.entries, by=app.by, now=now)
    app.say(
        "%(added)s added, %(updated)s updated, %(unchanged)s already there. No mail has been sent.",
        added=len(done.added),
        updated=len(done.updated),
        unchanged=len(done.unchanged),
    )
    for name in done.kept:
        app.say("%(name)s also sits elsewhere, so their details were left as they were.", name=name)


@members.command(name="list")
@click.argument("slug")
@as_json()
@pass_app
def list_(app: App, slug: str, as_json: bool) -> None:
    """Everyone in term today."""
    now = app.clock.now()
    with app.reading() as session:
        council = store.council(session, slug)
        today = Wall.at(now, council.zone).date
        found = [_shown(m) for m in store.members(session, council.id) if m.covers(today)]
    if as_json:
        app.print_json(found)
        return
    for one in found:
        word = ROLE_WORDS[one["role"]]
        role = app.says(word)
        click.echo(plain(f"{one['name']:28} {role:16} {one['organisation']:28} {one['email']}"))


def _where(fault: members_file.Fault) -> str:
    return f"line {fault.line}" + (f" ({fault.name})" if fault.name else "")


def _shown(member: Member) -> dict[str, Any]:
    return {
        "name": member.person.name,
        "email": member.person.email,
        "role": member.role,
        "organisation": member.organisation,
        "seat": member.seat.title if member.seat else "",
        "deputy_for": member.deputy_for.title or member.deputy_for.organisation
        if member.deputy_for
        else "",
        "call_order": member.call_order,
        "phone": member.person.phone,
        "language": member.person.language,
        "since": member.since_on.isoformat() if member.since_on else None,
        "until": member.until_on.isoformat() if member.until_on else None,
    }
