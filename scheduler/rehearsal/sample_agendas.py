"""The agendas of the made-up council's year, one proposal that waits, and one paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from importlib import resources
from io import BytesIO

from scheduler.agenda import store
from scheduler.agenda.actions import save_agenda
from scheduler.agenda.item import Item, as_item
from scheduler.agenda.proposals import propose_item
from scheduler.councils import store as councils
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.history.rows import Actor, ActorKind
from scheduler.meetings.rows import Meeting
from scheduler.papers.actions import add_papers, keep_files
from scheduler.papers.folder import FileFolder

STANDING = """Ärende\tOmfattning\tMinuter
Föregående mötesanteckningar\tInformation\t5
Rapport från verksamheterna\tSamtal\t30
Övriga frågor\t\t10"""
BY = Actor(ActorKind.SYSTEM, name="rehearsal")
_INFORMATION, _TALK, _DECISION, _BACK = "Information", "Samtal", "Beslut", "Återrapportering"
_SURVEY = "Trygghetsmätningen i korthet.pdf"
_OWN = (
    (
        Item(
            "Trygghetsmätningen",
            _INFORMATION,
            "Rut Ek, professor, Umeå universitet",
            minutes="20",
            presenter_email="rut.ek@example.org",
            text="Hur trygga de som bor i Granåsen känner sig, och vad som har ändrats på tre år.",
        ),
        Item("Trygghetsvandring i maj", _DECISION, "Disa Rönnby, Granåsens kommun", minutes="15"),
        Item("Brott mot äldre", _TALK, "Jon Myrvik, Polisen", minutes="20"),
        Item("Grannsamverkan", _BACK, "Ewa Kallhed, Polisen", minutes="10"),
    ),
    (
        Item("Cykelstölder vid stationen", _INFORMATION, "Anders Holmsjö, Polisen", minutes="20"),
        Item("Trygghetsvandringens slingor", _TALK, "Disa Rönnby, Granåsens kommun", minutes="25"),
        Item("Sommarjobb åt unga", _DECISION, "Oskar Klubbesjö, Föreningsrådet", minutes="15"),
    ),
    (
        Item("Trygghetsvandringen", _BACK, "Disa Rönnby, Granåsens kommun", minutes="25"),
        Item("Skolavslutningen", _INFORMATION, "Sara Vidfors, Polisen", minutes="15"),
        Item("Nollningen i augusti", _TALK, "Ylva Norrgård, Universitetet", minutes="20"),
    ),
    (
        Item("Bränder i trapphus", _INFORMATION, "Ulf Brandhed, Räddningstjänsten", minutes="20"),
        Item("Butiksstölder", _TALK, "Fatima Younan, Näringslivet i Granås", minutes="25"),
        Item("Handlingsplanen", _DECISION, "Karin Ahlsten, Granåsens kommun", minutes="20"),
    ),
    (
        Item("Nyårsnatten", _INFORMATION, "Ewa Kallhed, Polisen", minutes="15"),
        Item("Mörka gångvägar", _TALK, "Siv Tallgren, Granåsens Bostäder", minutes="20"),
        Item("Nästa års budget", _DECISION, "Mats Dalvik, Granåsens kommun", minutes="20"),
    ),
)
"""Of each meeting what stands between the reports and what comes last; the first of them is public."""
_PROPOSAL = Item(
    "Lighting along the path to the campus",
    "Discussion",
    "Noor Haddadi, Universitetet",
    minutes="15",
    text="Several lamps have been out since autumn, and students walk there late.",
)


def write_agendas(
    session: Session,
    council: Council,
    meetings: Sequence[Meeting],
    folder: FileFolder,
    *,
    now: datetime,
) -> None:
    """What the meetings have beside the standing items; the second has a proposal too, in its member's English."""
    for meeting, own in zip(meetings, _OWN, strict=True):
        items = [as_item(row) for row in store.agenda_of(session, meeting.id)]
        items[2:2] = [replace(own[0], is_public=True), *own[1:]]
        save_agenda(session, meeting, items, by=BY, now=now)
    person = councils.person_by_email(session, "noor.haddadi@example.org")
    assert person
    by = Actor(ActorKind.PERSON, person.id, person.name)
    propose_item(session, council, meetings[1], person, _PROPOSAL, by=by, now=now)
    _add_survey(session, meetings[0], folder, now)


def _add_survey(session: Session, meeting: Meeting, folder: FileFolder, now: datetime) -> None:
    octets = (resources.files("scheduler.rehearsal") / "survey.pdf").read_bytes()
    kept = keep_files([(_SURVEY, BytesIO(octets))], folder, max_mb=1, most=1)
    item = store.agenda_of(session, meeting.id)[2]
    add_papers(session, meeting, kept, item_id=item.id, by=BY, now=now)
