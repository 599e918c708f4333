"""The agendas of the made-up council's year, one proposal that waits, and one paper."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from importlib import resources
from io import BytesIO

from scheduler.agenda import store
from scheduler.agenda.actions import save_agenda
from scheduler.agenda.item import Item, as_item
from scheduler.agenda.pasted import read_agenda
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
_SURVEY = "Trygghetsmätningen i korthet.pdf"
_HEAD = "Ärende | Omfattning | Föredragande | Minuter\n"
_OWN = (
    """Trygghetsmätningen | Information | Rut Ek, professor, Umeå universitet | 20
    Trygghetsvandring i maj | Beslut | Disa Rönnby, Granåsens kommun | 15
    Brott mot äldre | Samtal | Jon Myrvik, Polisen | 20
    Grannsamverkan | Återrapportering | Ewa Kallhed, Polisen | 10""",
    """Cykelstölder vid stationen | Information | Anders Holmsjö, Polisen | 20
    Trygghetsvandringens slingor | Samtal | Disa Rönnby, Granåsens kommun | 25
    Sommarjobb åt unga | Beslut | Oskar Klubbesjö, Föreningsrådet | 15""",
    """Trygghetsvandringen | Återrapportering | Disa Rönnby, Granåsens kommun | 25
    Skolavslutningen | Information | Sara Vidfors, Polisen | 15
    Nollningen i augusti | Samtal | Ylva Norrgård, Universitetet | 20""",
    """Bränder i trapphus | Information | Ulf Brandhed, Räddningstjänsten | 20
    Butiksstölder | Samtal | Fatima Younan, Näringslivet i Granås | 25
    Handlingsplanen | Beslut | Karin Ahlsten, Granåsens kommun | 20""",
    """Nyårsnatten | Information | Ewa Kallhed, Polisen | 15
    Mörka gångvägar | Samtal | Siv Tallgren, Granåsens Bostäder | 20
    Nästa års budget | Beslut | Mats Dalvik, Granåsens kommun | 20""",
)
"""Of each meeting what stands between the reports and what comes last; the first of them is public."""
_PRESENTER_EMAIL = "rut.ek@example.org"
_ABOUT = "Hur trygga de som bor i Granåsen känner sig, och vad som har ändrats på tre år."
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
    for meeting, text in zip(meetings, _OWN, strict=True):
        first, *rest = read_agenda(_HEAD + text)
        if meeting is meetings[0]:
            first = replace(first, presenter_email=_PRESENTER_EMAIL, text=_ABOUT)
        items = [as_item(row) for row in store.agenda_of(session, meeting.id)]
        items[2:2] = [replace(first, is_public=True), *rest]
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
