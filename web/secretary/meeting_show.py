"""From meetings to what their pages show, and from what is typed in their forms to times."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from flask import url_for

from scheduler.clock import FIVE_MINUTES, Wall
from scheduler.councils.rows import Council, Person
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import Language, sort_key
from scheduler.meetings.rows import Meeting
from scheduler.notices.consequences import Mailing
from scheduler.notices.kinds import Kind
from scheduler.notices.listing import NoticeLine, NoticeState
from scheduler.workdays import Workdays
from scheduler.years import draft
from scheduler.years.planned import fault
from scheduler.years.recognise import recognise
from web import lines
from web.lines import Line
from web.secretary import conflict
from web.secretary.words import KIND_WORDS, STATE_WORDS
from web.secretary.year_show import Wrong, derived, listed, sentence

DONE: Mapping[str, str] = {
    "moved": N_("The meeting is moved."),
    "cancelled": N_("The meeting is cancelled."),
    "restored": N_("The meeting will be held."),
    "added": N_("The meeting is added."),
}
_DATE = N_("Write the date as 2022-06-14 or 14 June 2022.")
_HOUR = N_("Write the time as 15.00 or 15:00.")
_LONG = N_("Write at most %(n)s characters.")
_FREE = N_("%(date)s is a weekend or a public holiday.")
_PLACE_MOST, _REASON_MOST = 300, 500


# typed


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields as they were typed."""

    date: str
    starts: str
    ends: str
    place: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The same, understood."""

    starts: Wall
    ends: Wall
    place: str
    reason: str


def typed(form: Mapping[str, str]) -> Typed:
    names = ("date", "starts", "ends", "place", "reason")
    return Typed(**{name: form.get(name, "") for name in names})


def blank(council: Council) -> Typed:
    return Typed("", "", "", council.place)


def as_it_is(meeting: Meeting, says: Language) -> Typed:
    starts, ends = meeting.starts, meeting.ends
    return Typed(
        starts.date.isoformat(), says.hour(starts.time), says.hour(ends.time), meeting.place
    )


def read_move(typed: Typed, council: Council, meeting: Meeting) -> Wanted:
    """A meeting of several days keeps their number. Raises: InvalidInput with every fault at once."""
    minutes = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    days = (meeting.ends.date - meeting.starts.date).days
    return read(typed, council, year=meeting.starts.date.year, minutes=minutes, days=days)


def read(typed: Typed, council: Council, *, year: int, minutes: int, days: int = 0) -> Wanted:
    """A date without a year is of `year`; without an end, the meeting lasts `minutes`.

    Raises: InvalidInput with every fault at once.
    """
    faults: dict[str, Fault] = {}
    day, fault = _day(typed.date, council, year)
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
    if len(reason) > _REASON_MOST:
        faults["reason"] = Fault(_LONG, {"n": _REASON_MOST})
    if faults or day is None or start is None:
        raise InvalidInput(faults)
    starts = Wall(day, start, council.zone)
    ends = Wall(day + timedelta(days), end, council.zone) if end else starts.plus(minutes)
    return Wanted(starts, ends, place, reason)


def read_reason(text: str) -> str:
    """Raises: InvalidInput where it is too long."""
    reason = _plain(text)
    if len(reason) > _REASON_MOST:
        raise InvalidInput({"reason": Fault(_LONG, {"n": _REASON_MOST})})
    return reason


def _day(text: str, council: Council, year: int) -> tuple[date | None, Fault | None]:
    """One date, as people write it; a weekday that contradicts it must be settled."""
    read = recognise(_plain(text), language=council.language, year=year)
    if len(read.found) != 1 or read.found[0].start is not None:
        return None, Fault(_DATE)
    for line in read.lines:
        for reason in line.reasons:
            if reason.code in draft.CONTRADICTIONS:
                return None, fault(reason)
    return read.found[0].date, None


def _hour(text: str) -> time | None:
    found = re.fullmatch(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?", text.strip(), re.ASCII)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def _plain(text: str) -> str:
    """On one line and without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


# shown


@dataclass(frozen=True, slots=True)
class ListPage:
    coming: tuple[Line, ...]
    earlier: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One mail in the meeting's thread; `place` is the class of its mark."""

    what: str
    when: str
    people: str
    state: str
    tag_state: str
    place: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Addresses of what can be done; empty where it cannot."""

    title: str
    line: Line
    status: str
    note: str
    online_url: str
    thread: tuple[Step, ...]
    told: str
    names: tuple[str, ...]
    done: str
    move_url: str
    cancel_url: str
    restore_url: str


@dataclass(frozen=True, slots=True)
class FormPage:
    """The fields of a move, or of a new meeting (which has no reason)."""

    title: str
    lead: str
    typed: Typed
    errors: Mapping[str, str]
    faults: tuple[Wrong, ...]
    has_reason: bool
    ends_hint: str
    url: str
    back: str
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the table: what it is now (empty for a new meeting) and what it becomes."""

    what: str
    was: str
    becomes: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What would come of it; `hidden` carries the fields to the second step."""

    title: str
    has_before: bool
    changes: tuple[Change, ...]
    warning: str
    consequences: tuple[str, ...]
    button: str
    hidden: Mapping[str, str]
    url: str
    back: str


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """To cancel or restore. `style` is the class of the button."""

    title: str
    line: Line
    consequences: tuple[str, ...]
    button: str
    style: str
    faults: tuple[Wrong, ...]
    has_reason: bool
    reason: str
    error: str
    back: str
    revision: str


def all_of(
    council: Council, found: Sequence[Meeting], says: Language, *, now: datetime
) -> ListPage:
    coming = [meeting for meeting in found if meeting.ends_at > now]
    earlier = [meeting for meeting in reversed(found) if meeting.ends_at <= now]
    return ListPage(
        tuple(listed(coming, council, says, now)), tuple(listed(earlier, council, says, now))
    )


def one(
    council: Council,
    meeting: Meeting,
    mail: Sequence[NoticeLine],
    told: Sequence[Person],
    says: Language,
    *,
    done: str,
    now: datetime,
) -> MeetingPage:
    whole = lines.line(meeting, says, _url(council, meeting))
    is_open = meeting.ends_at > now
    can_change = is_open and not meeting.is_cancelled
    return MeetingPage(
        title=_title(meeting, says),
        line=whole,
        status=lines.status(meeting, whole, says, now),
        note=meeting.note,
        online_url=meeting.online_url,
        thread=tuple(
            _step(notice, council, says) for notice in sorted(mail, key=lambda n: (n.due_at, n.key))
        ),
        told=_told(len(told), says),
        names=tuple(sorted((person.name for person in told), key=sort_key)),
        done=_done(done, mail, council, says),
        move_url=_url(council, meeting, "move") if can_change else "",
        cancel_url=_url(council, meeting, "cancel") if can_change else "",
        restore_url=_url(council, meeting, "restore") if is_open and meeting.is_cancelled else "",
    )


def new_form(
    council: Council, typed: Typed, says: Language, error: InvalidInput | None = None
) -> FormPage:
    errors = _errors(error, says)
    return FormPage(
        title=says("Add a meeting"),
        lead=says("You see what happens before anything is done."),
        typed=typed,
        errors=errors,
        faults=_faults(errors),
        has_reason=False,
        ends_hint=says("Leave it empty for the usual length."),
        url=url_for("meetings.new", slug=council.slug),
        back=url_for("meetings.index", slug=council.slug),
    )


def move_form(
    council: Council,
    meeting: Meeting,
    typed: Typed,
    says: Language,
    error: InvalidInput | None = None,
) -> FormPage:
    errors = _errors(error, says)
    return FormPage(
        title=says("Move the meeting %(day)s", day=meeting.starts.date),
        lead=says("You see what happens before anything is done."),
        typed=typed,
        errors=errors,
        faults=_faults(errors),
        has_reason=True,
        ends_hint=says("Leave it empty for the same length as before."),
        url=_url(council, meeting, "move"),
        back=_url(council, meeting),
        revision=str(meeting.revision),
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
    }
    fields = [
        conflict.Field(name, label, getattr(theirs, name), getattr(typed, name))
        for name, label in labels.items()
    ]
    return fields, {"reason": typed.reason, "step": "check", "revision": str(meeting.revision)}


def check_new(
    council: Council,
    typed: Typed,
    wanted: Wanted,
    mailing: Mailing,
    says: Language,
    *,
    now: datetime,
) -> CheckPage:
    n = len(mailing.people)
    button = says.count(
        "Add the meeting and mail %(n)s person", "Add the meeting and mail %(n)s people", n
    )
    return CheckPage(
        title=says("Add a meeting %(day)s", day=wanted.starts.date),
        has_before=False,
        changes=_changes(None, wanted, council, says),
        warning=_warning(wanted.starts.date, council, says),
        consequences=(
            _mail(mailing, council, says, now),
            says("It is shown in the public calendar."),
        ),
        button=button if n else says("Add the meeting"),
        hidden=asdict(typed),
        url=url_for("meetings.new", slug=council.slug),
        back=url_for("meetings.index", slug=council.slug),
    )


def check_move(
    council: Council,
    meeting: Meeting,
    typed: Typed,
    wanted: Wanted,
    mailing: Mailing,
    says: Language,
    *,
    now: datetime,
) -> CheckPage:
    n = len(mailing.people)
    button = says.count(
        "Move the meeting and mail %(n)s person", "Move the meeting and mail %(n)s people", n
    )
    return CheckPage(
        title=says("Move the meeting to %(day)s", day=wanted.starts.date),
        has_before=True,
        changes=_changes(meeting, wanted, council, says),
        warning=_warning(wanted.starts.date, council, says),
        consequences=(_mail(mailing, council, says, now), _calendars(says)),
        button=button if n else says("Move the meeting"),
        hidden=asdict(typed) | {"revision": str(meeting.revision)},
        url=_url(council, meeting, "move"),
        back=_url(council, meeting),
    )


def cancel(
    council: Council,
    meeting: Meeting,
    mailing: Mailing,
    says: Language,
    *,
    now: datetime,
    reason: str = "",
    error: InvalidInput | None = None,
) -> ConfirmPage:
    n = len(mailing.people)
    button = says.count(
        "Cancel the meeting and mail %(n)s person", "Cancel the meeting and mail %(n)s people", n
    )
    errors = _errors(error, says)
    return ConfirmPage(
        title=says("Cancel the meeting %(day)s", day=meeting.starts.date),
        line=lines.line(meeting, says, _url(council, meeting)),
        consequences=(_mail(mailing, council, says, now), _calendars(says)),
        button=button if n else says("Cancel the meeting"),
        style="danger",
        faults=_faults(errors),
        has_reason=True,
        reason=reason,
        error=errors.get("reason", ""),
        back=_url(council, meeting),
        revision=str(meeting.revision),
    )


def restore(
    council: Council,
    meeting: Meeting,
    mailing: Mailing,
    says: Language,
    *,
    now: datetime,
    error: InvalidInput | None = None,
) -> ConfirmPage:
    n = len(mailing.people)
    button = says.count(
        "Restore the meeting and mail %(n)s person", "Restore the meeting and mail %(n)s people", n
    )
    return ConfirmPage(
        title=says("Restore the meeting %(day)s", day=meeting.starts.date),
        line=lines.line(meeting, says, _url(council, meeting)),
        consequences=(_mail(mailing, council, says, now), _calendars(says)),
        button=button if n else says("Restore the meeting"),
        style="",
        faults=tuple(Wrong(text, "") for text in _errors(error, says).values()),
        has_reason=False,
        reason="",
        error="",
        back=_url(council, meeting),
        revision=str(meeting.revision),
    )


def _url(council: Council, meeting: Meeting, what: str = "show") -> str:
    return url_for(f"meetings.{what}", slug=council.slug, number=meeting.number)


def _title(meeting: Meeting, says: Language) -> str:
    return says("Meeting %(day)s", day=meeting.starts.date)


def _step(notice: NoticeLine, council: Council, says: Language) -> Step:
    word, tag_state, place = STATE_WORDS[notice.state]
    n = len(notice.audience)
    return Step(
        what=says(KIND_WORDS[notice.kind]),
        when=says.show(Wall.at(notice.due_at, council.zone)),
        people=says.count("%(n)s person", "%(n)s people", n) if n else "",
        state=says(word),
        tag_state=tag_state,
        place=place,
    )


def _told(n: int, says: Language) -> str:
    if n == 0:
        return says("Nobody has been told of the meeting by mail yet.")
    return says.count(
        "%(n)s person has been told of the meeting, and gets a mail if it is changed.",
        "%(n)s people have been told of the meeting, and get a mail if it is changed.",
        n,
    )


def _done(done: str, mail: Sequence[NoticeLine], council: Council, says: Language) -> str:
    """What was done, and the mail that follows."""
    if done not in DONE:
        return ""
    what = says(DONE[done])
    for notice in mail:
        if notice.state is NoticeState.PLANNED and notice.kind in (Kind.CHANGE, Kind.DATE_ADDED):
            follows = says.count(
                "%(n)s person gets a mail about it %(when)s.",
                "%(n)s people get a mail about it %(when)s.",
                len(notice.audience),
                when=Wall.at(notice.due_at, council.zone),
            )
            return f"{what} {follows}"
    return what


def _mail(mailing: Mailing, council: Council, says: Language, now: datetime) -> str:
    n, at = len(mailing.people), Wall.at(mailing.at, council.zone)
    if n == 0:
        return says("Nobody gets a mail about it now.")
    if mailing.at == now + FIVE_MINUTES:
        return says.count(
            "%(n)s person gets a mail about it at %(time)s, five minutes after you confirm.",
            "%(n)s people get a mail about it at %(time)s, five minutes after you confirm.",
            n,
            time=says.at(at.time),
        )
    if mailing.at <= now:
        return says.count(
            "%(n)s person gets a mail about it at once.",
            "%(n)s people get a mail about it at once.",
            n,
        )
    return says.count(
        "%(n)s person gets a mail about it %(when)s, since no mail goes out at night.",
        "%(n)s people get a mail about it %(when)s, since no mail goes out at night.",
        n,
        when=at,
    )


def _calendars(says: Language) -> str:
    return says("Calendars that follow the council show the change.")


def _warning(day: date, council: Council, says: Language) -> str:
    return says(_FREE, date=day) if Workdays(council.country).is_free(day) else ""


def _changes(
    meeting: Meeting | None, wanted: Wanted, council: Council, says: Language
) -> tuple[Change, ...]:
    names = (
        says("Meeting"),
        says("Place"),
        says("Call for items"),
        says("Last day to suggest items"),
        says("Notice"),
    )
    then = _facts(wanted.starts, wanted.ends, wanted.place, council, says)
    if meeting is None:
        return tuple(Change(what, "", will, True) for what, will in zip(names, then, strict=True))
    now = _facts(meeting.starts, meeting.ends, meeting.place, council, says)
    return tuple(
        Change(what, was, will if will != was else says("The same"), will != was)
        for what, was, will in zip(names, now, then, strict=True)
    )


def _facts(
    starts: Wall, ends: Wall, place: str, council: Council, says: Language
) -> tuple[str, ...]:
    days = derived(starts.date, council)
    when = f"{says.span(starts, ends)} ({says.week(starts.date)})"
    after = (days.call_for_items, days.items_deadline, days.kallelse)
    return when, place or says("No place"), *(says.short(day) for day in after)


def _errors(error: InvalidInput | None, says: Language) -> dict[str, str]:
    """The faults by field; what the rules call `to` or `time` is the date."""
    fields = error.fields if error else {}
    return {
        name if name in ("starts", "ends", "place", "reason") else "date": sentence(fault, says)
        for name, fault in fields.items()
    }


def _faults(errors: Mapping[str, str]) -> tuple[Wrong, ...]:
    return tuple(Wrong(text, name) for name, text in errors.items())
