"""Rule: a council's file holds the columns that an export writes, and values that a form would take."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

from scheduler import fetch
from scheduler.agenda.item import as_item, check_item
from scheduler.agenda.rows import AgendaItem, ItemStatus
from scheduler.archive import store
from scheduler.archive.council_tables import COUNCIL_TABLES, CouncilTable
from scheduler.clock import Wall
from scheduler.councils import addresses, council_settings, new_council, notice_rules
from scheduler.councils.rows import Channel, Council, DeputyMode, MemberRole, ReplyMode
from scheduler.councils.term_rules import TermDetails, checked_details
from scheduler.db import table_rows
from scheduler.db.json_values import YEARS, fits, is_wall
from scheduler.db.table_rows import Row
from scheduler.errors import N_, InvalidInput, invalid
from scheduler.fetch import Unfetchable
from scheduler.history.rows import ActorKind
from scheduler.language import LANGUAGES
from scheduler.mail.rows import LIVE, State
from scheduler.meetings import lifecycle
from scheduler.meetings.rows import Answer, CallEnd, MeetingStatus, Source
from scheduler.notes import document
from scheduler.notes.rows import Outcome, Presence
from scheduler.notices import fields
from scheduler.notices.kinds import MUTABLE, Kind, Letter
from scheduler.papers.file_kinds import KINDS, clean_name
from scheduler.years import doubts, other_calendars
from scheduler.years.rows import Way, YearStatus

Tables = Mapping[str, list[Row]]
_VALUE = N_("This is no value that an export writes.")
_UID = re.compile(r"[!-?A-~]+@[!-?A-~]+")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")

CHOICES: Mapping[str, Mapping[str, Iterable[object]]] = {
    "person": {"channel": (None, *Channel)},
    "council": {
        "reply_mode": ReplyMode,
        "deputy_mode": DeputyMode,
        "retention_months": (None, *range(1, council_settings.MOST_RETENTION + 1)),
    },
    "member": {"role": MemberRole},
    "council_year": {"status": YearStatus, "year": YEARS},
    "draft_date": {"way": Way},
    "meeting": {"status": MeetingStatus},
    "agenda_item": {"status": ItemStatus},
    "reply": {"answer": Answer, "source": Source},
    "deputy_call": {"ended": ("", *CallEnd)},
    "foreign_calendar": {"fault": ("", *other_calendars.TEXTS)},
    "council_text": {"letter": Letter, "language": LANGUAGES},
    "notice_text": {"kind": Kind, "letter": Letter, "language": LANGUAGES},
    "notice_override": {"kind": Kind},
    "notice_issue": {"kind": Kind},
    "outbox_message": {
        "kind": Kind,
        "letter": Letter,
        "method": ("", "REQUEST", "CANCEL", "PUBLISH"),
        "state": [state for state in State if state not in LIVE],
    },
    "attendance": {"presence": ("", *Presence)},
    "follow_up_report": {"outcome": ("", *Outcome)},
    "change": {"by_kind": ActorKind},
}
"""Columns that hold one of a few words."""
PERIODS = {
    "seat": ("since_on", "until_on"),
    "member": ("since_on", "until_on"),
    "foreign_event": ("first_on", "last_on"),
}
"""Columns of which the second is never before the first."""


class _Context(NamedTuple):
    """What a row is held against: the council's own row, checked before those that ask it, and the ids of meetings."""

    council: Row
    meetings: Collection[int]


def check_tables(tables: Tables) -> None:
    """Raises: InvalidInput with the first fault, named by table, row and column.

    Puts what an older program did not write, addresses as they are kept, and instants as this machine reckons them.
    """
    ids = {part.table: _ids(part.table, tables[part.table]) for part in COUNCIL_TABLES}
    context = _Context(tables["council"][0], ids["meeting"])
    for part in COUNCIL_TABLES:
        for row in tables[part.table]:
            try:
                _check_columns(part, row, ids)
                if check := RULES.get(part.table):
                    check(row, context)
            except InvalidInput as error:
                column, fault = next(iter(error.fields.items()))
                number = row.get("id")
                where = f"{part.table} {number}" if type(number) is int else part.table
                raise InvalidInput({f"{where}, {column}": fault}) from error


def _ids(table: str, rows: Iterable[Row]) -> set[int]:
    """Raises: InvalidInput where two rows have the same."""
    numbers = [row["id"] for row in rows if type(row.get("id")) is int]
    _must(len(numbers) == len({*numbers}), f"{table}, id")
    return {*numbers}


def _check_columns(part: CouncilTable, row: Row, ids: Mapping[str, Collection[int]]) -> None:
    for column in table_rows.table(part.table).c:
        name = column.name
        if name in part.without:
            continue
        if name not in row and column.default is not None:
            row[name] = store.default_of(column)
        row.setdefault(name)
        _must(fits(column, row[name]), name)
        target = table_rows.leads_to(part.table, name)
        _must(not target or row[name] is None or row[name] in ids[target], name)
    for name, allowed in CHOICES.get(part.table, {}).items():
        _must(row[name] in [*allowed], name)
    if part.table in PERIODS:
        first, last = PERIODS[part.table]
        _must(None in (row[first], row[last]) or row[first] <= row[last], last)


def _must(holds: object, column: str) -> None:
    if not holds:
        raise invalid(column, _VALUE)


def _check_person(row: Row, _context: _Context) -> None:
    details = TermDetails(row["name"], row["email"], row["phone"], row["language"] or "")
    row["email"] = checked_details(details).email
    _must(isinstance(row["muted"], list) and set(map(str, row["muted"])) <= {*MUTABLE}, "muted")


def _check_council(row: Row, context: _Context) -> None:
    own, stored = Council(notice_rules={}, country=row["country"]), row["notice_rules"]
    _must(isinstance(stored, dict) and stored.keys() <= {*notice_rules.KEYS}, "notice_rules")
    _must(all(isinstance(text, str) for text in stored.values()), "notice_rules")
    if faults := new_council.find_fixed_faults(row["slug"], row["zone"]):
        raise InvalidInput(faults)
    texts = {key: row[key] for key in council_settings.COLUMNS if isinstance(row[key], str)}
    texts["duration_minutes"] = str(row["duration_minutes"])
    council_settings.parse_settings(own, {**texts, **stored})


def _check_draft_date(row: Row, _context: _Context) -> None:
    _must(row["position"] > 0, "position")
    _must(doubts.is_sound(row["doubts"]), "doubts")
    addresses.checked_link(row["online_url"] or "")
    settled = row["settled"]
    _must(isinstance(settled, list) and all(isinstance(key, str) for key in settled), "settled")


def _check_meeting(row: Row, context: _Context) -> None:
    zone = str(context.council["zone"])
    for column in ("starts", "ends", "moved_from"):
        _must(row[column] is None or is_wall(row[column], zone), column)
    starts, ends = (Wall.parse(row[c].partition(" ")[0], zone) for c in ("starts", "ends"))
    lifecycle.check_time(starts, ends, now=None)
    row |= {"starts_at": starts.utc().isoformat(), "ends_at": ends.utc().isoformat()}
    _must(_UID.fullmatch(row["uid"]), "uid")
    _must(row["number"] > 0, "number")
    addresses.checked_link(row["online_url"])


def _check_item(row: Row, _context: _Context) -> None:
    check_item(as_item(AgendaItem(**{key: row[key] for key in row.keys() - {"version"}})))


def _check_paper(row: Row, _context: _Context) -> None:
    _must((row["meeting_id"] is None) != (row["item_id"] is None), "meeting_id")
    _must(row["name"] == clean_name(row["name"]), "name")
    kind, _ = KINDS.get(row["name"].rpartition(".")[2], ("", b""))
    _must(kind and row["media_type"] == kind, "media_type")
    _must(row["size"] > 0, "size")
    _must(re.fullmatch("[0-9a-f]{64}", row["sha256"]), "sha256")


def _check_foreign_calendar(row: Row, _context: _Context) -> None:
    _must(row["name"].strip(), "name")
    try:
        _must(not row["url"] or fetch.checked_url(row["url"]) == row["url"], "url")
    except Unfetchable as error:
        raise invalid("url", error.text) from error


def _check_text(row: Row, _context: _Context) -> None:
    fields.check_text(Letter(row["letter"]), row["language"], row["subject"], row["body"])


def _check_notice(row: Row, context: _Context) -> None:
    """A key of another council's would take that one's mail for ordered, or hold it."""
    _must(row["key"].startswith(f"{context.council['slug']}/"), "key")
    _must(row["key"].endswith(f"/{row['occasion']}"), "key")


def _check_notice_text(row: Row, context: _Context) -> None:
    _check_notice(row, context)
    _check_text(row, context)


def _check_issue(row: Row, context: _Context) -> None:
    _check_notice(row, context)
    _must(isinstance(row["facts"], dict), "facts")
    _must(row["agenda"] is None or _is_agenda(row["agenda"]), "agenda")
    for key, facts in row["facts"].items():
        if key == "told":
            is_right = isinstance(facts, list) and all(isinstance(part, str) for part in facts)
        else:
            is_of_meeting = key.isascii() and key.isdecimal() and int(key) in context.meetings
            is_right = is_of_meeting and _are_facts(facts)
        _must(is_right, "facts")


def _check_letter(row: Row, context: _Context) -> None:
    _must(addresses.checked_address(row["recipient"]), "recipient")
    _must(row["key"].startswith(f"{context.council['slug']}/"), "key")
    _must(_MESSAGE_ID.fullmatch(row["message_id"]), "message_id")


def _check_change(row: Row, _context: _Context) -> None:
    for column in ("before", "after"):
        values = row[column]
        _must(values is None or (isinstance(values, dict) and _has_walls(values)), column)


def _check_notes(row: Row, _context: _Context) -> None:
    """What is not a document would stand in the way of its page."""
    try:
        document.from_json(row["content"])
    except ValueError as error:
        raise invalid("content", _VALUE) from error


RULES: Mapping[str, Callable[[Row, _Context], None]] = {
    "person": _check_person,
    "council": _check_council,
    "draft_date": _check_draft_date,
    "meeting": _check_meeting,
    "agenda_item": _check_item,
    "paper": _check_paper,
    "foreign_calendar": _check_foreign_calendar,
    "council_text": _check_text,
    "notice_text": _check_notice_text,
    "notice_override": _check_notice,
    "notice_issue": _check_issue,
    "outbox_message": _check_letter,
    "change": _check_change,
    "notes_version": _check_notes,
    "notes_approval": _check_notes,
}
"""Of a table that is not here its columns say all."""


def _is_agenda(said: object) -> bool:
    return isinstance(said, list) and all(
        isinstance(item, list) and len(item) == 2 and all(isinstance(text, str) for text in item)
        for item in said
    )


def _are_facts(facts: object) -> bool:
    """What a letter told of a meeting."""
    is_whole = isinstance(facts, dict) and {"start", "end", "status"} <= facts.keys()
    return is_whole and _has_walls(facts)


def _has_walls(values: Any) -> bool:
    return all(
        is_wall(values[key]) or (key == "moved_from" and not values[key])
        for key in ("start", "end", "moved_from")
        if key in values
    )
