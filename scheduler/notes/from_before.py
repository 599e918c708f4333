"""A page of notes written elsewhere becomes a draft: its head, the list of those called, and the table of items."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.agenda import actions
from scheduler.agenda import store as items
from scheduler.agenda.item import Item
from scheduler.councils.recognise import Attendance as Status
from scheduler.councils.recognise import recognise
from scheduler.db.session import Session
from scheduler.errors import N_, invalid
from scheduler.history.rows import Actor
from scheduler.language import language
from scheduler.notes import draft as drafts
from scheduler.notes.attendance import new_attendance
from scheduler.notes.draft import Draft
from scheduler.notes.pdf_columns import columns_as_tabs
from scheduler.notes.rows import Presence

_LABEL = re.compile(
    r"(?:(?P<day>datum|date|tid|time)|(?P<place>plats|place)|(?P<called>kallade?|called)|(?P<guests>gäster|guests)"
    r"|(?P<remarks>anmärkning(?:ar)?|remarks?)|ärenden|items)\s*(?::|\t|$)|(?P<noted_by>noterat av|noted by):?",
    re.IGNORECASE,
)
_ENDS = ("noterat ", "noted by")
_OTHER_LABEL = re.compile(r"[^\W\d][^\d:\t]{1,40}:")
_TABLE = re.compile(r"(?:ärende|item)\w*:?\t[^\t]+\t[^\t]+", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|ul|ol|li|br|div)\b[^<>]*>")
_TAG = re.compile(r"</?(?:a|b|i|u|em|strong|span)\b[^<>]*>")
_BULLET, _NUMBER = re.compile(r"\s*[•·]\s*"), re.compile(r"(?:^|\s)(\d{1,2}\.) (?=[^\W\d])")
# A cell of a Word table, or of a PDF, comes without its paragraphs.
_NEW_PROMISE = re.compile(r"(?<=[.!?])\s+(?=(?:Återrapporter\w*|Report back)\b[^:\n]{0,40}:)")
_PROMISE = re.compile(r"^(?:återrapporter\w*|report back)\b[^:\n]*:\s*(.+)\n?", re.I | re.M)
_NO_TABLE = N_(
    "The table with the columns Item, Scope/note and Presenter was not found. Paste the page from Word, "
    "or choose the file."
)
_LINE = N_("The line “%(line)s” is not understood. Take it away, or write it into an item.")
_NO_LIST = N_("The list of those called could not be read. Write it as names with commas between.")
_NOTED = N_("Notes have been taken of the meeting on %(day)s already. Go on with those.")
_PLACE = N_("Place: %(place)s")


@dataclass(frozen=True, slots=True)
class PastNotes:
    """What the page says. `head`: what stands behind each label, by the names of `_LABEL`, as written.

    `called`: name, presence and who came instead; presence is empty where the page strikes nobody. `rows`: heading,
    note and presenter of each item.
    """

    head: Mapping[str, str]
    called: tuple[tuple[str, str, str], ...]
    rows: tuple[Sequence[str], ...]


def read_page(text: str) -> PastNotes:
    """Raises: InvalidInput with what is not of that form."""
    drafts.check_fields({"note-text": text})
    lines = columns_as_tabs(text.replace("\0", "").split("\n"), _ENDS)
    lines = [line.strip(" \r") for line in lines]
    first = next((n for n, line in enumerate(lines) if _TABLE.match(line)), None)
    if first is None:
        raise invalid("text", _NO_TABLE)
    ends = (n for n, line in enumerate(lines) if n > first and line.lower().startswith(_ENDS))
    last = next(ends, len(lines))
    head = _labelled([*lines[:first], *lines[last:]])
    rows = tuple([_clean(cell) for cell in row] for row in _rows(lines[first + 1 : last]))
    return PastNotes(head, tuple(_called(head["called"])), rows)


def _labelled(lines: Iterable[str]) -> dict[str, str]:
    """What stands behind each label, on its line or below it. Above them all is the title, at the end a page's foot."""
    fields, name = dict.fromkeys([*_LABEL.groupindex, ""], ""), ""
    for line in lines:
        if label := _LABEL.match(line):
            name, line = label.lastgroup or "", line[label.end() :]
        elif _OTHER_LABEL.match(line):
            raise invalid("text", _LINE, line=line[:80])
        elif name == "noted_by" and fields[name] and not line:
            name = ""
        fields[name] = f"{fields[name]} {line}".strip()
    return fields


def _called(text: str) -> Iterable[tuple[str, str, str]]:
    """Name, presence and replacement of each. `A (ers. B)`: B came for A, whichever the reader takes for the deputy."""
    people = recognise(f"Kallade: {text}")
    if people.errors or not people.seen:
        raise invalid("text", _NO_LIST)
    implied = {one.name for one in people.seen if one.implied}
    pairs = [(one.substitutes_for, one.name) for one in people.seen if one.substitutes_for]
    replaced = dict(pair[::-1] if pair[0] in implied else pair for pair in pairs)
    is_told = any(one.status is Status.ABSENT for one in people.seen)
    others = Presence.PRESENT if is_told else ""
    for one in (one for one in people.seen if not one.implied):
        presence = Presence.ABSENT if one.status is Status.ABSENT else others
        name = replaced.get(one.name, "")
        yield one.name, Presence.REPLACED if name else presence, name


def _rows(lines: Iterable[str]) -> list[list[str]]:
    """A cell of several lines ends with the next tab; a row without a heading goes on with the one above."""
    rows: list[list[str]] = []
    for line in lines:
        cells = line.split("\t")
        if rows and len(rows[-1]) == 2:
            rows[-1] = [*rows[-1][:-1], f"{rows[-1][-1]}\n{cells[0]}", *cells[1:]]
        elif cells[0]:
            rows.append(cells if cells[1:] else [*cells, "", ""])
        elif rows and any(cells):
            pairs = zip(rows[-1], [*cells, ""], strict=False)
            rows[-1] = ["\n".join(filter(None, pair)) for pair in pairs]
        if rows and len(rows[-1]) > 3:
            raise invalid("text", _LINE, line=rows[-1][0][:80])
    return [[*row, ""][:3] for row in rows]


def _clean(cell: str) -> str:
    """Without mark-up; each paragraph and each entry of a list on a line of its own."""
    text = _BULLET.sub("\n- ", _TAG.sub("", _BREAK.sub("\n", cell)))
    text = _NUMBER.sub(r"\n\1 ", text) if "1. " in text else text
    text = _NEW_PROMISE.sub("\n", text)
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def save_past_notes(
    session: Session, draft: Draft, page: PastNotes, *, by: Actor, now: datetime
) -> None:
    """The page becomes the draft of the meeting's notes, and its items the agenda.

    Raises: InvalidInput where notes have been taken, or something is too long.
    """
    meeting, says = draft.meeting, language(draft.council.language)
    if draft.notes.id or draft.item_notes:
        raise invalid("text", _NOTED, day=meeting.starts.date)
    agenda = [Item(heading, "", presenter) for heading, _, presenter in page.rows]
    actions.save_agenda(session, meeting, agenda, by=by, now=now)
    rows = items.agenda_of(session, meeting.id)
    known = {one.name.casefold(): one for one in draft.called}
    drafts.check_fields({f"called-{n}": name for n, (name, _, _) in enumerate(page.called)})
    called = []
    for position, (name, presence, replaced_by) in enumerate(page.called, start=1):
        row = known.get(name.casefold()) or new_attendance(meeting.id, position, name, "")
        row.position, row.presence, row.replaced_by = position, presence, replaced_by
        called.append(row)
    draft = replace(draft, called=(), items=tuple(rows))
    place = "" if page.head["place"] == meeting.place else page.head["place"]
    remarks = filter(None, (place and says(_PLACE, place=place), page.head["remarks"]))
    fields = {name: page.head[name] for name in ("guests", "noted_by")}
    fields["remarks"] = "\n".join(remarks)
    for item, (_, note, _) in zip(rows, page.rows, strict=True):
        fields[f"note-{item.id}"] = _PROMISE.sub("", note).strip()
        for text in _PROMISE.findall(note):
            drafts.add_follow_up(session, draft, item, {"text": text})
    drafts.save_fields(session, draft, draft.fields() | fields, by=by, now=now)
    drafts.save_attendance(session, draft.notes, called, now=now)
