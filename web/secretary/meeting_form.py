"""What is typed to add, move or cancel a meeting: the fields, the times they mean, and the page of the form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import time, timedelta

from flask import url_for

from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import Language
from scheduler.meetings.rows import Meeting
from scheduler.years import draft
from scheduler.years.entries import NOTE_MOST
from scheduler.years.planned import fault
from scheduler.years.recognise import Found, recognise
from web.secretary import conflict
from web.secretary.year_show import Wrong, sentence

_DATE = N_("Write the date as %(year)s-06-14 or 14 June %(year)s.")
_HOUR = N_("Write the time as 15.00 or 15:00.")
_LONG = N_("Write at most %(n)s characters.")
_PLACE_MOST, _REASON_MOST = 300, 500
YEARS = range(1990, 2200)
"""Those that have a plan."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields as they were typed; without a `note` the form had none. `year`: of the plan that one came from."""

    date: str
    starts: str
    ends: str
    place: str
    reason: str = ""
    note: str | None = None
    year: str = ""

    @property
    def given(self) -> dict[str, str]:
        """What is filled in, by the names of the fields; an empty place too, which would be the usual one."""
        return {name: value for name, value in asdict(self).items() if value or name == "place"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The same, understood; without a `note` it is left as it is."""

    starts: Wall
    ends: Wall
    place: str
    reason: str
    note: str | None


def typed(form: Mapping[str, str]) -> Typed:
    names = ("date", "starts", "ends", "place", "reason", "year")
    return Typed(note=form.get("note"), **{name: form.get(name, "") for name in names})


def blank(council: Council, asked: Mapping[str, str]) -> Typed:
    """A new meeting's, as the link that led here fills them in."""
    return replace(typed(asked), place=asked.get("place", council.place))


def as_it_is(meeting: Meeting, says: Language) -> Typed:
    starts, ends = meeting.starts, meeting.ends
    return Typed(
        starts.date.isoformat(),
        says.hour(starts.time),
        says.hour(ends.time),
        meeting.place,
        note=meeting.note,
    )


def read_move(typed: Typed, council: Council, meeting: Meeting) -> Wanted:
    """A meeting of several days keeps their number. Raises: InvalidInput with every fault at once."""
    minutes = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    days = (meeting.ends.date - meeting.starts.date).days
    return read(typed, council, year=meeting.starts.date.year, minutes=minutes, days=days)


def what_changes(meeting: Meeting, wanted: Wanted) -> str:
    """A key of meeting_show.DONE: `moved` to another day, else what of the meeting becomes another."""
    has_time = (wanted.starts, wanted.ends) == (meeting.starts, meeting.ends)
    if wanted.starts.date != meeting.starts.date:
        return "moved"
    if wanted.place != meeting.place:
        return "place" if has_time else "time_and_place"
    return "note" if has_time else "time"


def says_what_is(typed: Typed, council: Council, meeting: Meeting) -> bool:
    """True where the meeting is already as the fields say: the same form, pressed twice."""
    try:
        wanted = read_move(typed, council, meeting)
    except InvalidInput:
        return False
    return (wanted.starts, wanted.ends, wanted.place) == (
        meeting.starts,
        meeting.ends,
        meeting.place,
    ) and wanted.note in (None, meeting.note)


def read(typed: Typed, council: Council, *, year: int, minutes: int, days: int = 0) -> Wanted:
    """A date without a year is of `year`; without an end, the meeting lasts `minutes`.

    `days` is how much later its last day is, where the date tells none.
    Raises: InvalidInput with every fault at once.
    """
    faults: dict[str, Fault] = {}
    found, fault = _found(typed.date, council, year)
    if fault:
        faults["date"] = fault
    start, end = _hour(typed.starts), _hour(typed.ends)
    if start is None:
        faults["starts"] = Fault(_HOUR)
    if end is None and typed.ends.strip():
        faults["ends"] = Fault(_HOUR)
    place, reason = _plain(typed.place), _plain(typed.reason)
    if len(place) > _PLACE_MOST:
        faults["place"] = Fault(_LONG, {"n": _PLACE_MOST})
    note = None if typed.note is None else _plain(typed.note)
    if len(reason) > _REASON_MOST:
        faults["reason"] = Fault(_LONG, {"n": _REASON_MOST})
    if note and len(note) > NOTE_MOST:
        faults["note"] = Fault(_LONG, {"n": NOTE_MOST})
    if faults or found is None or start is None:
        raise InvalidInput(faults)
    starts = Wall(found.date, start, council.zone)
    last = found.end_date or found.date + timedelta(days)
    ends = Wall(last, end, council.zone) if end else starts.plus(minutes)
    if found.end_date and not end:
        ends = replace(ends, date=last)
    return Wanted(starts, ends, place, reason, note)


def read_reason(text: str) -> str:
    """Raises: InvalidInput where it is too long."""
    reason = _plain(text)
    if len(reason) > _REASON_MOST:
        raise InvalidInput({"reason": Fault(_LONG, {"n": _REASON_MOST})})
    return reason


def _found(text: str, council: Council, year: int) -> tuple[Found | None, Fault | None]:
    """One date, or the first and last of one meeting, as people write them; a weekday that contradicts it must be
    settled."""
    read = recognise(_plain(text), language=council.language, year=year)
    if len(read.found) != 1 or read.found[0].start is not None:
        return None, Fault(_DATE, {"year": year})
    for line in read.lines:
        for reason in line.reasons:
            if reason.code in draft.CONTRADICTIONS:
                return None, fault(reason)
    return read.found[0], None


def _hour(text: str) -> time | None:
    found = re.fullmatch(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?", text.strip(), re.ASCII)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def _plain(text: str) -> str:
    """On one line and without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


@dataclass(frozen=True, slots=True)
class FormPage:
    """The fields of a move, or of a new meeting (which has no reason). A date without a year is of `year`."""

    title: str
    year: int
    lead: str
    typed: Typed
    errors: Mapping[str, str]
    faults: tuple[Wrong, ...]
    has_reason: bool
    ends_hint: str
    url: str
    back: str
    crumb: str
    revision: str


def form(
    council: Council,
    meeting: Meeting | None,
    typed: Typed,
    says: Language,
    error: InvalidInput | None = None,
    *,
    year: int,
) -> FormPage:
    """To change the meeting, or to add one where there is none yet."""
    errors = errors_of(error, says)
    same_length = says("Leave it empty for the same length as before.")
    return FormPage(
        title=says("Change the time or place of the meeting %(day)s", day=meeting.starts.date)
        if meeting
        else says("Add a meeting"),
        year=year,
        lead=says("You see what happens before anything is done."),
        typed=typed,
        errors=errors,
        faults=faults_of(errors),
        has_reason=meeting is not None,
        ends_hint=same_length if meeting else says("Leave it empty for the usual length."),
        url=address(council, meeting, "move"),
        back=address(council, meeting),
        crumb=crumb(meeting, says),
        revision=str(meeting.revision) if meeting else "",
    )


def differences(
    meeting: Meeting, typed: Typed, says: Language
) -> tuple[list[conflict.Field], dict[str, str]]:
    """For the Conflict page: the meeting as it is beside what was typed, and what goes along unseen."""
    theirs = as_it_is(meeting, says)
    labels = {
        "date": says("Date"),
        "starts": says("Starts"),
        "ends": says("Ends"),
        "place": says("Place"),
        "note": says("Public note"),
    }
    fields = [
        conflict.Field(name, label, getattr(theirs, name), getattr(typed, name) or "")
        for name, label in labels.items()
    ]
    return fields, {"reason": typed.reason, "step": "check", "revision": str(meeting.revision)}


def address(council: Council, meeting: Meeting | None, what: str = "show") -> str:
    """A page of the meeting; where there is none yet, the list or the form for a new one."""
    if meeting is None:
        return url_for("meetings.index" if what == "show" else "meetings.new", slug=council.slug)
    return url_for(f"meetings.{what}", slug=council.slug, number=meeting.number)


def crumb(meeting: Meeting | None, says: Language) -> str:
    """What the page that `address` leads back to is called."""
    if meeting is None:
        return says("Meetings")
    return says("Meeting %(day)s", day=says.short(meeting.starts.date))


def errors_of(error: InvalidInput | None, says: Language) -> dict[str, str]:
    """The faults by field; what the rules call `to` or `time` is the date."""
    fields = error.fields if error else {}
    return {
        name if name in ("starts", "ends", "place", "note", "reason") else "date": sentence(
            fault, says
        )
        for name, fault in fields.items()
    }


def faults_of(errors: Mapping[str, str]) -> tuple[Wrong, ...]:
    return tuple(Wrong(text, name) for name, text in errors.items())
