"""What would come of a change of a meeting, told before it is made: the pages between the form and the deed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from flask import url_for

from scheduler.clock import FIVE_MINUTES, Wall
from scheduler.councils.rows import Council
from scheduler.errors import N_, InvalidInput
from scheduler.language import Language, sort_key
from scheduler.meetings.rows import Meeting
from scheduler.notices.impact import Mailing
from scheduler.years.clashes import Clash
from web import meeting_line
from web.meeting_line import MeetingLine
from web.secretary import pause_show
from web.secretary.meeting_form import (
    Typed,
    Wanted,
    address,
    crumb,
    errors_of,
    faults_of,
    what_changes,
)
from web.secretary.year_show import Wrong, derived, sentence

_TITLES = {
    "moved": N_("Move the meeting to %(day)s"),
    "time": N_("Change the time of the meeting %(day)s"),
    "place": N_("Change the place of the meeting %(day)s"),
    "time_and_place": N_("Change the time and place of the meeting %(day)s"),
    "note": N_("Change the note on the meeting %(day)s"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the table: what it is now (empty for a new meeting) and what it becomes."""

    what: str
    was: str
    becomes: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What would come of it on `day`; `hidden` carries the fields to the second step, `again` is the form,
    `people` are those who get a mail.
    """

    title: str
    day: date
    has_before: bool
    changes: tuple[Change, ...]
    warnings: tuple[str, ...]
    consequences: tuple[str, ...]
    people: tuple[str, ...]
    button: str
    hidden: Mapping[str, str]
    url: str
    back: str
    crumb: str
    again: str


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """To cancel or restore. `style` is the class of the button, `revision` what the page was shown of."""

    title: str
    revision: str
    line: MeetingLine
    consequences: tuple[str, ...]
    people: tuple[str, ...]
    button: str
    style: str
    faults: tuple[Wrong, ...]
    has_reason: bool
    reason: str
    error: str
    back: str
    crumb: str


def check(
    council: Council,
    meeting: Meeting | None,
    typed: Typed,
    wanted: Wanted,
    mailing: Mailing,
    clash: Clash,
    says: Language,
    *,
    now: datetime,
) -> CheckPage:
    """Of a move, or of a new meeting where there is none yet."""
    n, day = _mailed(mailing, council), wanted.starts.date
    if meeting:
        title = says(_TITLES[what_changes(meeting, wanted)], day=day)
        plain = says("Change the meeting")
        button = says.count(
            "Change the meeting and mail %(n)s person",
            "Change the meeting and mail %(n)s people",
            n,
        )
    else:
        title = says("Add a meeting %(day)s", day=day)
        plain = says("Add the meeting")
        button = says.count(
            "Add the meeting and mail %(n)s person", "Add the meeting and mail %(n)s people", n
        )
    shown = _calendars(says) if meeting else says("It is shown in the public calendar.")
    return CheckPage(
        title=title,
        day=day,
        has_before=meeting is not None,
        changes=_changes(meeting, wanted, council, says),
        warnings=_warnings(clash, says),
        consequences=(*_told(mailing, council, says, now), shown),
        people=_names(mailing),
        button=button if n else plain,
        hidden=_kept(typed) | ({"revision": str(meeting.revision)} if meeting else {}),
        url=address(council, meeting, "move"),
        again=address(council, meeting, "move_form")
        if meeting
        else url_for("meetings.new", slug=council.slug, **typed.given),  # type: ignore[arg-type]
        back=address(council, meeting),
        crumb=crumb(meeting, says),
    )


def _kept(typed: Typed) -> dict[str, str]:
    """A field that was emptied goes along too; one that the form did not have does not."""
    return {name: value for name, value in asdict(typed).items() if value is not None}


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
    n = _mailed(mailing, council)
    button = says.count(
        "Cancel the meeting and mail %(n)s person", "Cancel the meeting and mail %(n)s people", n
    )
    errors = errors_of(error, says)
    return ConfirmPage(
        title=says("Cancel the meeting %(day)s", day=meeting.starts.date),
        revision=str(meeting.revision),
        line=meeting_line.meeting_line(meeting, says, address(council, meeting)),
        consequences=(*_told(mailing, council, says, now), _calendars(says)),
        people=_names(mailing),
        button=button if n else says("Cancel the meeting"),
        style="danger",
        faults=faults_of(errors),
        has_reason=True,
        reason=reason,
        error=errors.get("reason", ""),
        back=address(council, meeting),
        crumb=crumb(meeting, says),
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
    n = _mailed(mailing, council)
    button = says.count(
        "Restore the meeting and mail %(n)s person", "Restore the meeting and mail %(n)s people", n
    )
    return ConfirmPage(
        title=says("Restore the meeting %(day)s", day=meeting.starts.date),
        revision=str(meeting.revision),
        line=meeting_line.meeting_line(meeting, says, address(council, meeting)),
        consequences=(*_told(mailing, council, says, now), _calendars(says)),
        people=_names(mailing),
        button=button if n else says("Restore the meeting"),
        style="",
        faults=tuple(Wrong(text, "") for text in errors_of(error, says).values()),
        has_reason=False,
        reason="",
        error="",
        back=address(council, meeting),
        crumb=crumb(meeting, says),
    )


def _names(mailing: Mailing) -> tuple[str, ...]:
    return tuple(sorted((person.name for person in mailing.people), key=sort_key))


def _mailed(mailing: Mailing, council: Council) -> int:
    """How many the button mails, as it says: none while all mail is paused."""
    return 0 if council.is_paused else len(mailing.people)


def _told(mailing: Mailing, council: Council, says: Language, now: datetime) -> tuple[str, ...]:
    """Who gets a mail and when; and how many of them only if what is on its way to them leaves before."""
    told = _mail(mailing, council, says, now)
    if not mailing.going:
        return (told,)
    going = says(
        "Of them %(n)s only if an earlier mail, now on its way, goes before you confirm.",
        n=mailing.going,
    )
    return told, going


def _mail(mailing: Mailing, council: Council, says: Language, now: datetime) -> str:
    n, at = len(mailing.people), Wall.at(mailing.at, council.zone)
    if n == 0:
        return says("Nobody gets a mail about it now.")
    if waits := pause_show.waits(council, n, says):
        return waits
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


def _warnings(clash: Clash, says: Language) -> tuple[str, ...]:
    """What speaks against the day, and the nearest that nothing speaks against."""
    told = tuple(sentence(finding.fault, says) for finding in clash.findings)
    if told and clash.nearest:
        return (
            *told,
            says("The nearest free day of the same weekday is %(day)s.", day=clash.nearest),
        )
    return told


def _changes(
    meeting: Meeting | None, wanted: Wanted, council: Council, says: Language
) -> tuple[Change, ...]:
    names = (
        says("Meeting"),
        says("Place"),
        says("Public note"),
        says("Call for items"),
        says("Last day to suggest items"),
        says("Notice"),
    )
    note = wanted.note
    if note is None:
        note = meeting.note if meeting else ""
    then = _facts(wanted.starts, wanted.ends, wanted.place, note, council, says)
    if meeting is None:
        return tuple(Change(what, "", will, True) for what, will in zip(names, then, strict=True))
    now = _facts(meeting.starts, meeting.ends, meeting.place, meeting.note, council, says)
    return tuple(
        Change(what, was, will if will != was else says("The same"), will != was)
        for what, was, will in zip(names, now, then, strict=True)
    )


def _facts(
    starts: Wall, ends: Wall, place: str, note: str, council: Council, says: Language
) -> tuple[str, ...]:
    days = derived(starts.date, council)
    when = f"{says.span(starts, ends)} ({says.week(starts.date)})"
    after = (days.call_for_items, days.items_deadline, days.kallelse)
    return when, place or says("No place"), note or "–", *(says.short(day) for day in after)
