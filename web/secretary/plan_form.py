"""From the year plan's form to what was decided: the fields of each date are named by its id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from scheduler.errors import Fault, InvalidInput
from scheduler.years import typed
from scheduler.years.decided import Change
from scheduler.years.entries import Draft, Entry, Past

KEEP = "keep"
"""Of `day_<id>`: the day stands, whatever speaks against it. Else the field holds a day, as 2027-02-09."""


def changes(form: Mapping[str, str], draft: Draft, *, year: int) -> dict[int, Change]:
    """What is decided of each date. Raises: InvalidInput with every field that cannot be read."""
    found: dict[int, Change] = {}
    faults: dict[str, Fault] = {}
    for entry in draft.entries:
        try:
            change = _change(form, entry, draft.language, year)
        except InvalidInput as error:
            faults |= error.fields
            continue
        if change is not None:
            found[entry.id] = change
    if faults:
        raise InvalidInput(faults)
    return found


def past(form: Mapping[str, str]) -> Past | None:
    """What becomes of dates that have passed; None where it is not asked."""
    asked = form.get("past")
    return Past(asked) if asked in (Past.KEEP, Past.DROP) else None


def _change(form: Mapping[str, str], entry: Entry, language: str, year: int) -> Change | None:
    if form.get(f"remove_{entry.id}"):
        return Change(is_removed=True)
    if f"when_{entry.id}" not in form:  # another page's form, or a date that came since
        return None
    faults: dict[str, Fault] = {}
    day, last, hours = _chosen(form.get(f"day_{entry.id}", "")), None, None
    when, stood = form[f"when_{entry.id}"].strip(), hours_of(entry)
    at = form.get(f"at_{entry.id}", stood).strip()
    # The fields begin with what stands there, so that only what was changed counts.
    if when != entry.day.isoformat():
        try:
            day, last = typed.days(f"when_{entry.id}", when, language=language, year=year)
        except InvalidInput as error:
            faults |= error.fields
    field, for_all = f"at_{entry.id}", form.get("hours_all", "").strip()
    if not at and for_all:
        field, at = "hours_all", for_all
    if at != stood:
        try:
            hours = typed.hours(field, at, over_days=entry.is_over_days or last is not None)
        except InvalidInput as error:
            faults |= error.fields
    if faults:
        raise InvalidInput(faults)
    accepted = form.get(f"day_{entry.id}") == KEEP or None
    place = _place(form, entry)
    return Change(day=day, last_day=last, hours=hours, place=place, accepted=accepted)


def hours_of(entry: Entry) -> str:
    """As it stands in the field: `15.00–17.00`."""
    if entry.start is None:
        return ""
    return f"{entry.start:%H.%M}" + (f"–{entry.end:%H.%M}" if entry.end else "")


def _chosen(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None  # nothing was chosen, or that it stands


def _place(form: Mapping[str, str], entry: Entry) -> str | None:
    """None where it is as it was: the field shows the council's place where the date has none of its own."""
    typed_place = form.get(f"place_{entry.id}", "").strip()
    shown = form.get(f"place_was_{entry.id}", "").strip()
    return None if typed_place == shown else typed_place
