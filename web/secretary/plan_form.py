"""From the year plan's form to what was decided: the fields of each date are named by its id.

Beside each field stands what it was when it was shown (`when_was_2`), so that only what a person touched is a change.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha1

from scheduler.councils.rows import Council
from scheduler.errors import Fault, InvalidInput
from scheduler.years import draft_json, typed
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


def version(draft: Draft, council: Council) -> str:
    """Differs where the page shows another draft, or another usual time for it."""
    return f"{draft_json.version(draft)} {council.usual_time}".strip()


def past(form: Mapping[str, str]) -> Past | None:
    """What becomes of dates that have passed; None where it is not asked, or is as it was shown."""
    asked = form.get("past")
    is_touched = asked != form.get("past_was")
    return Past(asked) if is_touched and asked in (Past.KEEP, Past.DROP) else None


def touched(form: Mapping[str, str], key: str, entry: Entry, stands: str = "") -> str | None:
    """What a person wrote in a field of the date's row; None where it is as it was shown, or is not in the form."""
    written = form.get(f"{key}_{entry.id}", stands).strip()
    return None if written == form.get(f"{key}_was_{entry.id}", stands).strip() else written


def chosen(form: Mapping[str, str], entry: Entry) -> str:
    """The choice that a person made in the date's row; empty where it is as it was shown, or was of another day."""
    stands = entry.day.isoformat()
    choice = form.get(f"day_{entry.id}", "")
    is_of_another = form.get(f"when_was_{entry.id}", stands) != stands
    return "" if is_of_another or choice == form.get(f"day_was_{entry.id}") else choice


def text(form: Mapping[str, str], stands: str) -> str:
    """What a person wrote in the field of the text, else how it stands."""
    written = form.get("text", stands)
    return stands if mark(written) == form.get("text_was") else written


def mark(text: str) -> str:
    """Of a text, what tells whether it was touched; a browser sends other ends of lines than it was given."""
    return sha1(" ".join(text.split()).encode(), usedforsecurity=False).hexdigest()


def _change(form: Mapping[str, str], entry: Entry, language: str, year: int) -> Change | None:
    if form.get(f"remove_{entry.id}"):
        return Change(is_removed=True)
    if f"when_{entry.id}" not in form:  # another page's form, or a date that came since
        return None
    faults: dict[str, Fault] = {}
    choice, stands, stood = chosen(form, entry), entry.day.isoformat(), hours_of(entry)
    day, last, hours = _day(choice), None, None
    when, at = touched(form, "when", entry, stands), touched(form, "at", entry, stood)
    if when not in (None, stands):
        try:
            day, last = typed.days(f"when_{entry.id}", when, language=language, year=year)
        except InvalidInput as error:
            faults |= error.fields
    field, for_all = f"at_{entry.id}", form.get("hours_all", "").strip()
    if for_all and not (stood if at is None else at):
        field, at = "hours_all", for_all
    if at not in (None, stood):
        try:
            hours = typed.hours(field, at, over_days=entry.is_over_days or last is not None)
        except InvalidInput as error:
            faults |= error.fields
    if faults:
        raise InvalidInput(faults)
    # The field shows the council's place where the date has none of its own.
    place, note = touched(form, "place", entry), touched(form, "note", entry, entry.note)
    accepted = choice == KEEP or None
    return Change(day, last, hours, place, note, accepted)


def hours_of(entry: Entry) -> str:
    """As it stands in the field: `15.00–17.00`."""
    if entry.start is None:
        return ""
    return f"{entry.start:%H.%M}" + (f"–{entry.end:%H.%M}" if entry.end else "")


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None  # nothing was chosen, or that it stands
