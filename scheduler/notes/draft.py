"""A draft of notes as fields by name, as a form has them; and Action: the fields that were changed are saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from scheduler.agenda import actions
from scheduler.agenda import store as items
from scheduler.agenda.item import Item, as_item
from scheduler.agenda.rows import AgendaItem
from scheduler.councils.rows import Council
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, Fault, InvalidInput
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.meetings.rows import Meeting
from scheduler.notes import store
from scheduler.notes.attendance import new_attendance
from scheduler.notes.follow_ups import Tracked
from scheduler.notes.rows import (
    MOST_GUESTS,
    MOST_LINE,
    MOST_NOTE,
    Attendance,
    FollowUp,
    FollowUpReport,
    ItemNote,
    MeetingNotes,
    Outcome,
    Presence,
)

MOST_NAME = 200
_LONG = N_("Write at most %(n)s characters.")
_UNKNOWN = N_("Choose one of those offered.")
MANY_CALLED = 200
_OF_ALL = ("guests", "remarks", "noted_by")
_OF_CALLED = ("presence", "replaced_by")
_OF_PROMISE = ("text", "who", "for_id")
_OF_REPORT = ("text", "outcome")
_MANY = N_("The list has at most %(n)s people.")
_CHOICES = {"presence": ("", *Presence), "outcome": ("", *Outcome)}
_MOST = (
    ("note-", MOST_NOTE),
    ("report-", MOST_NOTE),
    ("guests", MOST_GUESTS),
    ("remarks", MOST_GUESTS),
    ("called-", MOST_NAME),
    ("person", MOST_NAME),
    ("organisation", MOST_NAME),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """All of the meeting's notes as they stand. `promised` are the follow-ups promised here, `due` those to report on.

    `notes` is a new row until something is saved. `suggested`: by item, the note that stands there until another is
    saved. `later`: the meetings that a follow-up may be for. `people`: by name without case, the id of each member.
    """

    council: Council
    meeting: Meeting
    notes: MeetingNotes
    called: Sequence[Attendance] = ()
    items: tuple[AgendaItem, ...] = ()
    item_notes: Mapping[int, ItemNote] = field(default_factory=dict)
    promised: tuple[FollowUp, ...] = ()
    due: tuple[tuple[Tracked, FollowUpReport | None], ...] = ()
    suggested: Mapping[int, str] = field(default_factory=dict)
    later: tuple[Meeting, ...] = ()
    people: Mapping[str, int] = field(default_factory=dict)

    def note(self, item: AgendaItem) -> str:
        saved = self.item_notes.get(item.id)
        return saved.text if saved else self.suggested.get(item.id, "")

    def fields(self) -> dict[str, str]:
        """Every field of the form that shows the draft, by name."""
        fields = {name: getattr(self.notes, name) for name in _OF_ALL}
        fields |= {f"note-{item.id}": self.note(item) for item in self.items}
        parts: list[tuple[str, object, Sequence[str]]] = []
        parts += [(f"called-{one.key}", one, _OF_CALLED) for one in self.called]
        parts += [(f"promise-{one.id}", one, _OF_PROMISE) for one in self.promised]
        parts += [(f"report-{one.follow_up.id}", said, _OF_REPORT) for one, said in self.due]
        for prefix, row, names in parts:
            fields |= {f"{prefix}-{name}": str(getattr(row, name, "") or "") for name in names}
        return fields

    @property
    def open_names(self) -> list[str]:
        """Of whom it is not noted whether they were there."""
        return [one.name for one in self.called if not one.presence]


def new_notes(meeting: Meeting, *, remarks: str = "", noted_by: str = "") -> MeetingNotes:
    return MeetingNotes(meeting_id=meeting.id, guests="", remarks=remarks, noted_by=noted_by)


def check_fields(fields: Mapping[str, str]) -> None:
    """Raises: InvalidInput with every fault at once, by the name of the field."""
    faults: dict[str, Fault] = {}
    for name, text in fields.items():
        most = next((most for start, most in _MOST if name.startswith(start)), MOST_LINE)
        if len(text) > most:
            faults[name] = Fault(_LONG, {"n": most})
        words = _CHOICES.get(name.rpartition("-")[2])
        if words and text not in words:
            faults[name] = Fault(_UNKNOWN)
    if faults:
        raise InvalidInput(faults)


def save_fields(
    session: Session, draft: Draft, changed: Mapping[str, str], *, by: Actor, now: datetime
) -> None:
    """Saves the fields that differ from the draft; any field of the attendance keeps all of it as it stands on the day.

    Raises: InvalidInput, as `check_fields`.
    """
    check_fields(changed)
    if not changed:
        return
    fields = draft.fields() | dict(changed)
    notes = draft.notes
    for name in _OF_ALL:
        setattr(notes, name, fields[name])
    session.add(notes)
    if any(name.startswith("called-") for name in changed):
        for one in draft.called:
            _note_presence(one, fields)
        save_attendance(session, notes, draft.called, now=now)
    for item in draft.items:
        if (name := f"note-{item.id}") in changed:
            note = draft.item_notes.get(item.id) or ItemNote(item_id=item.id)
            note.text, note.saved_at = changed[name], now
            session.add(note)
    for follow_up in draft.promised:
        _save_promise(session, draft, follow_up, fields)
    for tracked, saved in draft.due:
        key = tracked.follow_up.id
        text, outcome = (fields[f"report-{key}-{part}"] for part in _OF_REPORT)
        if saved or text or outcome:
            of = {"council_id": draft.council.id, "meeting_id": draft.meeting.id}
            report = saved or FollowUpReport(follow_up_id=key, **of)
            report.text, report.outcome = text, outcome
            session.add(report)
    flush(session, Conflict())
    record(session, draft.meeting, "changed", by=by, now=now)


def _note_presence(one: Attendance, fields: Mapping[str, str]) -> None:
    """A name behind *replaced by* says that they were replaced, whatever was chosen."""
    presence, name = (fields[f"called-{one.key}-{part}"] for part in _OF_CALLED)
    one.replaced_by = name if presence in ("", Presence.REPLACED) else ""
    one.presence = Presence.REPLACED if one.replaced_by else presence


def save_attendance(
    session: Session, notes: MeetingNotes, called: Sequence[Attendance], *, now: datetime
) -> None:
    """All of the list stays as it is now. Raises: InvalidInput (`person`) where it is too long."""
    if len(called) > MANY_CALLED:
        raise InvalidInput({"person": Fault(_MANY, {"n": MANY_CALLED})})
    session.add_all(called)
    notes.attendance_at = now


def _save_promise(
    session: Session, draft: Draft, follow_up: FollowUp, fields: Mapping[str, str]
) -> None:
    """One whose text was emptied is gone, unless some meeting has reported on it."""
    text, who, for_id = (fields[f"promise-{follow_up.id}-{part}"] for part in _OF_PROMISE)
    follow_up.who, follow_up.person_id = who, draft.people.get(who.casefold())
    later = (meeting.id for meeting in draft.later if str(meeting.id) == for_id)
    follow_up.for_id = next(later, None)  # the next meeting
    reports = store.reports(session, follow_up.council_id)
    if text:
        follow_up.text = text
    elif not any(report.follow_up_id == follow_up.id for report in reports):
        session.delete(follow_up)


def add_follow_up(
    session: Session, draft: Draft, item: AgendaItem, fields: Mapping[str, str]
) -> None:
    """What is promised under the item; `fields` are `text` and `who`. Raises: InvalidInput."""
    check_fields({f"new-{item.id}-{name}": text for name, text in fields.items()})
    row = FollowUp(
        council_id=draft.council.id,
        meeting_id=draft.meeting.id,
        item_id=item.id,
        text=fields["text"],
        who=fields.get("who", ""),
        person_id=draft.people.get(fields.get("who", "").casefold()),
    )
    session.add(row)
    flush(session, Conflict())


def add_called(
    session: Session, draft: Draft, name: str, organisation: str, *, now: datetime
) -> None:
    """Somebody who was called, or came, but has no seat; last in the list. Raises: InvalidInput."""
    check_fields({"person": name, "organisation": organisation})
    session.add(draft.notes)
    added = new_attendance(draft.meeting.id, len(draft.called) + 1, name, Presence.PRESENT)
    added.organisation = organisation
    save_attendance(session, draft.notes, [*draft.called, added], now=now)
    flush(session, Conflict())


def add_item(
    session: Session, meeting: Meeting, heading: str, presenter: str, *, by: Actor, now: datetime
) -> None:
    """An item that came up on the day; last on the agenda. Raises: InvalidInput (`heading`, `presenter`)."""
    rows = [as_item(row) for row in items.agenda_of(session, meeting.id)]
    n = len(rows)
    try:
        actions.save_agenda(session, meeting, [*rows, Item(heading, "", presenter)], by=by, now=now)
    except InvalidInput as error:
        names = {f"heading-{n}": "heading", f"presenter-{n}": "presenter", "agenda": "heading"}
        raise InvalidInput({names[key]: fault for key, fault in error.fields.items()}) from error


def record(session: Session, meeting: Meeting, what: str, *, by: Actor, now: datetime) -> None:
    what, council_id = f"meeting {meeting.number} notes {what}", meeting.council_id
    history.record(session, what, by=by, now=now, council_id=council_id)
