"""The notes as one reads them: a value that is made of the draft, kept as JSON, and shown by every face."""

from dataclasses import dataclass
from typing import NamedTuple

from pydantic import TypeAdapter

from scheduler.agenda.rows import AgendaItem
from scheduler.clock import Wall
from scheduler.errors import N_
from scheduler.language import Language, language
from scheduler.notes.draft import Draft
from scheduler.notes.follow_ups import Tracked, place_of_follow_ups
from scheduler.notes.rows import FollowUpReport, Outcome, Presence
from scheduler.notes.text import Block, read_blocks

_BACK = N_("Report back: %(what)s")
_NEXT = N_("Report back at the next meeting: %(what)s")
_AT = N_("Report back on %(day)s: %(what)s")
_OUTCOMES = {
    Outcome.DONE: N_("This is done."),
    Outcome.KEPT: N_("This stays until the next meeting."),
    Outcome.DROPPED: N_("This is dropped."),
}


class Name(NamedTuple):
    """One of those called. `replaced_by` was there instead."""

    name: str
    is_absent: bool = False
    replaced_by: str = ""


class Row(NamedTuple):
    """One row of the table. `note` is plain text (`scheduler/notes/text.py`)."""

    heading: str
    note: str = ""
    presenter: str = ""

    @property
    def blocks(self) -> list[Block]:
        return read_blocks(self.note)


@dataclass(frozen=True, slots=True)
class Document:
    """`starts` and `ends` are Walls as text. `code` is the council's language, in which its words are."""

    council: str
    code: str
    starts: str
    ends: str
    place: str
    called: tuple[Name, ...]
    guests: tuple[str, ...]
    remarks: tuple[str, ...]
    rows: tuple[Row, ...]
    noted_by: str

    @property
    def says(self) -> Language:
        return language(self.code)

    @property
    def begin(self) -> Wall:
        return Wall.from_text(self.starts)

    @property
    def end(self) -> Wall:
        return Wall.from_text(self.ends)


_JSON = TypeAdapter(Document)


def make_document(draft: Draft) -> Document:
    """As it would be published now. A follow-up to report on stands below the notes of the meeting before."""
    council, meeting = draft.council, draft.meeting
    says = language(council.language)
    rows = [_item_row(item, draft, says) for item in draft.items]
    back = [_report_row(tracked, report, says) for tracked, report in draft.due]
    at = place_of_follow_ups(draft.items)
    return Document(
        council=council.name,
        code=council.language,
        starts=str(meeting.starts),
        ends=str(meeting.ends),
        place=meeting.place,
        called=tuple(
            Name(one.name, one.presence == Presence.ABSENT, one.replaced_by) for one in draft.called
        ),
        guests=_lines(draft.notes.guests),
        remarks=_lines(draft.notes.remarks),
        rows=(*rows[:at], *back, *rows[at:]),
        noted_by=draft.notes.noted_by,
    )


def _item_row(item: AgendaItem, draft: Draft, says: Language) -> Row:
    """What is promised stands in the row where it was promised, as a paragraph of its own."""
    parts = [draft.note(item) or item.scope]
    by_id = {meeting.id: meeting for meeting in draft.later}
    for one in draft.promised:
        if one.item_id == item.id:
            at = by_id.get(one.for_id or 0)
            is_next = at is None or at is draft.later[0]
            day = says.short(at.starts.date) if at else ""
            parts.append(says(_NEXT if is_next else _AT, day=day, what=one.words))
    return Row(item.heading, "\n\n".join(filter(None, parts)), item.presenter)


def _report_row(tracked: Tracked, report: FollowUpReport | None, says: Language) -> Row:
    outcome = says(_OUTCOMES[Outcome(report.outcome)]) if report and report.outcome else ""
    note = "\n\n".join(filter(None, (report.text if report else "", outcome)))
    heading = says(_BACK, what=tracked.follow_up.text)
    return Row(heading, note, tracked.follow_up.who)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def as_json(document: Document) -> str:
    """The same octets for the same document."""
    return _JSON.dump_json(document, indent=1).decode()


def from_json(content: str) -> Document:
    """Raises: ValueError where it is no document."""
    document = _JSON.validate_json(content)
    _ = document.begin, document.end
    return document
