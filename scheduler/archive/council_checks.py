"""Rule: what a council's file may hold: the columns that an export writes, each value as a form would take it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from scheduler import fetch
from scheduler.archive import store
from scheduler.archive.carried import CARRIED, Part
from scheduler.clock import Wall
from scheduler.councils import rules, settings, term_details
from scheduler.councils.rows import Channel, Council, MemberRole, ReplyMode
from scheduler.councils.term_details import TermDetails
from scheduler.db.column_values import YEARS, fits, is_wall
from scheduler.errors import N_, InvalidInput, invalid
from scheduler.fetch import Unfetchable
from scheduler.history.rows import ActorKind
from scheduler.language import LANGUAGES
from scheduler.mail.rows import LIVE, State
from scheduler.meetings import lifecycle
from scheduler.meetings.rows import Answer, MeetingStatus, Source
from scheduler.notices import fields
from scheduler.notices.kinds import MUTABLE, Kind, Letter
from scheduler.years import draft_json, foreign
from scheduler.years.rows import YearStatus

Row = dict[str, Any]
Tables = Mapping[str, list[Row]]
_VALUE = N_("This is no value that an export writes.")
_UID = re.compile(r"[!-?A-~]+@[!-?A-~]+")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")


@dataclass(frozen=True, slots=True)
class _Council:
    """What the other rows are held against: its own row, the addresses of people by id, the ids of meetings."""

    row: Row
    emails: Mapping[int, str]
    meetings: Collection[int]

    @property
    def zone(self) -> str:
        return str(self.row["zone"])


def check(tables: Tables) -> None:
    """Raises: InvalidInput with the first fault, named by table, row and column.

    Puts what an older program did not write, addresses as they are kept, and instants as this machine reckons them.
    """
    ids = {part.table: _ids(part, tables[part.table]) for part in CARRIED}
    for part in CARRIED:
        for row in tables[part.table]:
            with _placed(part.table, row):
                _columns(part, row, ids)
    (row,) = tables["council"]
    emails = {one["id"]: one["email"] for one in tables["person"]}
    council = _Council(row, emails, ids["meeting"])
    for table, rule in RULES.items():
        for row in tables[table]:
            with _placed(table, row):
                rule(row, council)


@contextmanager
def _placed(table: str, row: Row) -> Iterator[None]:
    """A fault of the row says where it stands in the file."""
    try:
        yield
    except InvalidInput as error:
        column, fault = next(iter(error.fields.items()))
        number = row.get("id")
        where = f"{table} {number}" if type(number) is int else table
        raise InvalidInput({f"{where}, {column}": fault}) from error


def _ids(part: Part, rows: Iterable[Row]) -> set[int]:
    """Raises: InvalidInput where two rows have the same."""
    seen: set[int] = set()
    for row in rows:
        number = row.get("id")
        if type(number) is int:
            with _placed(part.table, row):
                _must(number not in seen, "id")
            seen.add(number)
    return seen


def _columns(part: Part, row: Row, ids: Mapping[str, Collection[int]]) -> None:
    for column in store.table(part.table).c:
        name = column.name
        if name in part.without:
            continue
        if name not in row and column.default is not None:
            row[name] = store.default(column)
        row.setdefault(name)
        _must(fits(column, row[name]), name)
        target = store.leads_to(part.table, name)
        _must(not target or row[name] is None or row[name] in ids[target], name)


def _must(holds: object, column: str) -> None:
    if not holds:
        raise invalid(column, _VALUE)


def _among(row: Row, **choices: Iterable[object]) -> None:
    for column, allowed in choices.items():
        _must(row[column] in [*allowed], column)


def _in_order(row: Row, first: str, last: str) -> None:
    is_open = row[first] is None or row[last] is None
    _must(is_open or row[first] <= row[last], last)


def _person(row: Row, _council: _Council) -> None:
    row["email"] = settings.address(row["email"])
    told = TermDetails(row["name"], row["email"], row["phone"], row["language"] or "")
    term_details.check(told, None)
    _among(row, channel=(None, *Channel))
    _must(isinstance(row["muted"], list) and set(map(str, row["muted"])) <= {*MUTABLE}, "muted")


def _of_council(row: Row, council: _Council) -> None:
    own, stored = Council(notice_rules={}, country=row["country"]), row["notice_rules"]
    _must(isinstance(stored, dict) and stored.keys() <= {*rules.KEYS}, "notice_rules")
    _must(all(isinstance(text, str) for text in stored.values()), "notice_rules")
    new = settings.NewCouncil(
        slug=row["slug"],
        name=row["name"],
        zone=row["zone"],
        language=row["language"],
        reply_to=council.emails[row["reply_to_id"]],
        duration_minutes=row["duration_minutes"],
    )
    settings.check(new, row["country"])
    texts = {key: row[key] for key in ("name", "contact", "about", "place", "usual_time")}
    settings.understood(own, {**texts, **stored})
    _among(row, reply_mode=ReplyMode)


def _seat(row: Row, _council: _Council) -> None:
    _in_order(row, "since_on", "until_on")


def _member(row: Row, _council: _Council) -> None:
    _among(row, role=MemberRole)
    _in_order(row, "since_on", "until_on")


def _year(row: Row, _council: _Council) -> None:
    _among(row, status=YearStatus, year=YEARS)
    _must(isinstance(row["draft"], dict) and draft_json.is_sound(row["draft"]), "draft")


def _meeting(row: Row, council: _Council) -> None:
    _among(row, status=MeetingStatus)
    for column in ("starts", "ends", "moved_from"):
        _must(row[column] is None or is_wall(row[column], council.zone), column)
    starts, ends = (Wall.parse(row[c].partition(" ")[0], council.zone) for c in ("starts", "ends"))
    lifecycle.check_time(starts, ends, now=None)
    row |= {"starts_at": starts.utc().isoformat(), "ends_at": ends.utc().isoformat()}
    _must(_UID.fullmatch(row["uid"]), "uid")
    _must(row["number"] > 0, "number")
    _must(not row["online_url"] or _is_address(row["online_url"]), "online_url")


def _reply(row: Row, _council: _Council) -> None:
    _among(row, answer=Answer, source=Source)


def _foreign_calendar(row: Row, _council: _Council) -> None:
    _must(row["name"].strip(), "name")
    _must(not row["url"] or _is_address(row["url"]), "url")
    _among(row, fault=("", *foreign.TEXTS))


def _foreign_event(row: Row, _council: _Council) -> None:
    _in_order(row, "first_on", "last_on")


def _text(row: Row, _council: _Council) -> None:
    _among(row, letter=Letter, language=LANGUAGES)
    if faults := fields.check_text(
        Letter(row["letter"]), row["language"], row["subject"], row["body"]
    ):
        raise InvalidInput(faults)


def _notice(row: Row, council: _Council) -> None:
    """A key of another council's would take that one's mail for ordered, or hold it."""
    _among(row, kind=Kind)
    _must(row["key"].startswith(f"{council.row['slug']}/"), "key")
    _must(row["key"].endswith(f"/{row['occasion']}"), "key")


def _notice_text(row: Row, council: _Council) -> None:
    _notice(row, council)
    _text(row, council)


def _issue(row: Row, council: _Council) -> None:
    _notice(row, council)
    _must(isinstance(row["facts"], dict), "facts")
    for key, told in row["facts"].items():
        is_of_meeting = key.isascii() and key.isdigit() and int(key) in council.meetings
        _must(_is_list_of_texts(told) if key == "told" else is_of_meeting, "facts")
        _must(key == "told" or _are_facts(told), "facts")


def _letter(row: Row, council: _Council) -> None:
    _must(settings.address(row["recipient"]), "recipient")
    _among(row, kind=Kind, letter=Letter, method=("", "REQUEST", "CANCEL"))
    _among(row, state=[state for state in State if state not in LIVE])
    _must(row["key"].startswith(f"{council.row['slug']}/"), "key")
    _must(_MESSAGE_ID.fullmatch(row["message_id"]), "message_id")


def _change(row: Row, _council: _Council) -> None:
    _among(row, by_kind=ActorKind)
    for column in ("before", "after"):
        told = row[column]
        _must(told is None or (isinstance(told, dict) and _are_walls(told)), column)


RULES: Mapping[str, Callable[[Row, _Council], None]] = {
    "person": _person,
    "council": _of_council,
    "seat": _seat,
    "member": _member,
    "council_year": _year,
    "meeting": _meeting,
    "reply": _reply,
    "foreign_calendar": _foreign_calendar,
    "foreign_event": _foreign_event,
    "council_text": _text,
    "notice_text": _notice_text,
    "notice_override": _notice,
    "notice_issue": _issue,
    "outbox_message": _letter,
    "change": _change,
}
"""Of a table that is not here, its columns say all: account, account_council, school_breaks."""


def _is_address(url: str) -> bool:
    try:
        return fetch.checked(url) == url
    except Unfetchable:
        return False


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _are_facts(told: object) -> bool:
    """What a letter told of a meeting."""
    is_whole = isinstance(told, dict) and {"start", "end", "status"} <= told.keys()
    return is_whole and _are_walls(told)


def _are_walls(told: Any) -> bool:
    return all(
        is_wall(told[key]) or (key == "moved_from" and not told[key])
        for key in ("start", "end", "moved_from")
        if key in told
    )
