"""From the dates of a draft to a row for each: what it is, what must be settled, what may stand, and its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from scheduler.councils.rows import Council
from scheduler.errors import N_, Fault
from scheduler.language import Language
from scheduler.years import again
from scheduler.years.planned import Planned, Problem
from web.secretary import plan_form
from web.secretary.year_show import derived, sentence

_OVERRULED = {
    again.DAY: N_("You had changed the date, but what was read has changed since and stands now."),
    again.HOURS: N_(
        "You had changed the time, but what was read has changed since and stands now."
    ),
    again.PLACE: N_(
        "You had changed the place, but what was read has changed since and stands now."
    ),
    again.NOTE: N_("You had changed the note, but what was read has changed since and stands now."),
    again.REMOVED: N_("You had taken this date out, but what was read has changed since."),
    again.SENT: N_(
        "You had moved this date to another year, but what was read has changed since. It still lies there too."
    ),
}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: str
    told: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a row, as it was typed, else as it stands; with how it stands, by the name `was_name`."""

    name: str
    value: str
    error: str
    was_name: str
    was: str


@dataclass(frozen=True, slots=True)
class Row:
    """One date of the draft. `stop` must be settled; `warnings` may stand."""

    id: int
    anchor: str
    name: str
    day: date
    state: str
    when: str
    hours: str
    place: str
    note: str
    derived: str
    tag: str
    tag_state: str
    stop: str = ""
    warnings: tuple[str, ...] = ()
    told: str = ""
    choices: tuple[Choice, ...] = ()
    choice_was: str = ""
    is_open: bool = False
    removed: bool = False
    fields: Mapping[str, Field] = field(default_factory=dict)


def rows(
    dates: Iterable[Planned],
    council: Council,
    says: Language,
    form: Mapping[str, str],
    faults: Mapping[str, Fault],
) -> tuple[Row, ...]:
    """One for each date, as it stands, or as it was typed where the form came back."""
    found, number = [], 0
    for one in dates:
        number += not one.is_cancelled
        name = says("Meeting %(number)s", number=number) if not one.is_cancelled else ""
        row = _row(one, name, council, says)
        found.append(_typed(row, one, form, faults, says))
    return tuple(found)


def _row(one: Planned, name: str, council: Council, says: Language) -> Row:
    entry = one.entry
    row = Row(
        id=entry.id,
        anchor=f"date-{entry.id}",
        name=name,
        day=one.day,
        state="",
        when=_when(one, says),
        hours=_hours(one, says),
        place=one.place,
        note=entry.note,
        derived=_derived(one, council, says),
        tag=says("No clashes"),
        tag_state="ok",
        told=_told(one, says),
    )
    if one.is_cancelled:
        told = says("It stands as cancelled in the text and is not published.")
        return replace(row, state="off", tag=says("Cancelled"), tag_state="", told=told, derived="")
    if one.problem:
        return _stopped(row, one, says)
    if one.is_past:
        return replace(row, tag=says("Has passed"), tag_state="", derived="")
    if one.findings:
        return _doubted(row, one, says)
    return row


def _told(one: Planned, says: Language) -> str:
    """That its time is the usual one, the day it had, and what a person had decided that the text has overruled."""
    entry = one.entry
    usual = (says("Usual time: none is written for this date."),) if one.has_usual_time else ()
    moved = (says("Changed from %(date)s.", date=entry.was),) if entry.was else ()
    return " ".join((*usual, *moved, *(says(_OVERRULED[what]) for what in entry.overruled)))


def _stopped(row: Row, one: Planned, says: Language) -> Row:
    """A date that must be settled: by a choice of days where the text contradicts itself, else in its fields."""
    assert one.problem
    if one.problem_kind is Problem.NO_TIME:  # asked once, for all that have none
        return replace(row, state="warn", tag=says("No time"), tag_state="stop")
    stop = _begun(sentence(one.problem, says))
    if one.problem_kind is not Problem.CONTRADICTION:
        tag = says("Needs correcting")
        return replace(row, state="warn", tag=tag, tag_state="stop", stop=stop, is_open=True)
    claim = one.entry.claim
    assert claim
    same, other = says("the date that is written"), says("the weekday that is written")
    if "week" in claim.params:
        other = says("the week that is written")
    choices = tuple(
        Choice(
            day.isoformat(), _begun(says.short(day, year=False)), f"{says.week(day)}, {what}", False
        )
        for day, what in zip(one.choices, (same, other), strict=False)
    )
    told = says("The days around the meeting are worked out when you have chosen.")
    return replace(
        row, state="warn", tag=says("Choose a day"), tag_state="stop", stop=stop, choices=choices, derived=told,
    )  # fmt: skip


def _doubted(row: Row, one: Planned, says: Language) -> Row:
    warnings = tuple(_begun(sentence(finding.fault, says)) for finding in one.findings)
    keep = says("Keep %(day)s", day=says.short(one.day, year=False))
    choices = [Choice(plan_form.KEEP, keep, says.week(one.day), one.is_accepted)]
    if one.free:
        swap = says("Change to %(day)s", day=says.short(one.free, year=False))
        free = says("%(week)s, no clashes", week=says.week(one.free))
        choices.append(Choice(one.free.isoformat(), swap, free, False))
    tag, state, mark = says("Look at this"), "warn", "warn"
    if one.is_accepted:
        tag, state, mark = says("Kept"), "", "ok"
    return replace(
        row, state=state, tag=tag, tag_state=mark, warnings=warnings, choices=tuple(choices)
    )


def _typed(
    row: Row, one: Planned, form: Mapping[str, str], faults: Mapping[str, Fault], says: Language
) -> Row:
    """With its fields, and with what was typed or chosen in them where the form came back."""
    entry = one.entry
    standing = {
        "when": entry.day.isoformat(),
        "at": _hours_field(one),
        "place": one.place,
        "note": one.note,
    }
    fields = {}
    for key, value in standing.items():
        name = f"{key}_{entry.id}"
        error = sentence(faults[name], says) if name in faults else ""
        written = plan_form.touched(form, key, entry, value)
        shown = value if written is None else written
        fields[key] = Field(name, shown, error, f"{key}_was_{entry.id}", value)
    choices = row.choices
    was = next((choice.value for choice in choices if choice.checked), "")
    if chosen := plan_form.chosen(form, entry):
        choices = tuple(replace(choice, checked=choice.value == chosen) for choice in choices)
    is_open = row.is_open or any(
        one.error or one.value != standing[key] for key, one in fields.items()
    )
    removed = bool(form.get(f"remove_{entry.id}"))
    return replace(
        row, fields=fields, choices=choices, choice_was=was, is_open=is_open or removed, removed=removed
    )  # fmt: skip


def _begun(sentence: str) -> str:
    """With a capital: a date may stand first, and a weekday has a small letter in Swedish."""
    return sentence[:1].upper() + sentence[1:]


def _when(one: Planned, says: Language) -> str:
    """The day; with the last one too where there are no hours to tell it beside."""
    last = one.entry.last_day
    if one.starts or not last or last <= one.day:
        return says.short(one.day)
    return f"{says.short(one.day)} – {says.short(last)}"


def _hours(one: Planned, says: Language) -> str:
    """Beside the day: its hours, and the last day where that is another."""
    return says.until(one.starts, one.ends) if one.starts and one.ends else ""


def _hours_field(one: Planned) -> str:
    """The hours that are written, else the usual one."""
    usual = f"{one.starts.time:%H.%M}" if one.starts and one.has_usual_time else ""
    return plan_form.hours_of(one.entry) or usual


def _derived(one: Planned, council: Council, says: Language) -> str:
    """With the year of a day that lies in another than the meeting."""
    days = derived(one.day, council)

    def short(day: date) -> str:
        return says.short(day, year=day.year != one.day.year)

    return says(
        "Call for items %(call)s · last day to suggest items %(deadline)s · notice %(notice)s",
        call=short(days.call_for_items),
        deadline=short(days.items_deadline),
        notice=short(days.kallelse),
    )
